// A program of its own, started by sessions.ts: holds the data key of one vault in memory and hands it to other ukp of the
// same user over a socket, until its time is over. Key and orders come through standard input; nothing is ever written.
import { randomBytes } from 'node:crypto'
import { fstatSync, readSync, renameSync, unlinkSync, writeSync } from 'node:fs'
import { createServer, type Socket } from 'node:net'
import { dirname } from 'node:path'
import { isatty } from 'node:tty'
import {
  ASK,
  isPrivateFolder,
  READY,
  REQUEST_BYTES,
  SAY,
  SESSION_KEY_BYTES,
  type SessionOrder,
  socketIdentity,
  socketIn,
} from '../session/socket.ts'

/** Longest time in which the end of a terminal, a folder or a socket goes unnoticed. */
const LOOK_MS = 1000
/** For one who asks, in all. */
const ASKING_MS = 1000
const ASKING_AT_ONCE = 256
const ORDER_BYTES = 4096

process.umask(0o077)
// Without this, Node opens its debugger on a port when the signal comes.
process.on('SIGUSR1', () => undefined)
for (const signal of ['SIGHUP', 'SIGINT', 'SIGQUIT', 'SIGTERM'] as const) process.on(signal, () => end())
process.on('uncaughtException', () => end())

/** Memory of its own, no part of a pool of Node's. */
const key = Buffer.alloc(SESSION_KEY_BYTES)
/** Which socket at that place is ours. */
let own: string | null = null
const order = receive()
const folder = dirname(order.socket)
const endsAt = order.forMs === null ? Number.POSITIVE_INFINITY : performance.now() + order.forMs
open()

/** Standard input: the key, then the orders to its end. Read without streams, which would keep copies of the key. */
function receive(): SessionOrder {
  let got = 0
  while (got < SESSION_KEY_BYTES) got += read(key.subarray(got))
  const rest = Buffer.alloc(ORDER_BYTES)
  let length = 0
  for (let count = -1; count !== 0; length += count) count = read(rest.subarray(length), true)
  return JSON.parse(rest.toString('utf8', 0, length)) as SessionOrder
}

function read(into: Uint8Array, mayEnd = false): number {
  const count = readSync(0, into)
  if (count === 0 && !mayEnd) end()
  return count
}

/** Listens beside its place and moves there at once: whoever was there is replaced in one step, and finds that out. */
function open(): void {
  const beside = socketIn(folder, `new-${randomBytes(12).toString('base64url')}`)
  if (beside === null || !isPrivateFolder(folder)) end()
  const server = createServer(serve)
  server.maxConnections = ASKING_AT_ONCE
  server.on('error', () => end())
  server.listen(beside, () => {
    own = socketIdentity(beside)
    renameSync(beside, order.socket)
    // Left open: a connection would get a number that was free, and libuv never closes 0, 1 and 2.
    writeSync(1, READY)
    look()
  })
}

/** Looks whether it has to end; again in a second, or when its time is over. */
function look(): void {
  if (isOver() || !isPrivateFolder(folder) || socketIdentity(order.socket) !== own) end()
  if (order.terminal === 'named' ? fstatSync(3).nlink === 0 : order.terminal === 'open' && !isatty(3)) end()
  setTimeout(look, Math.max(1, Math.min(LOOK_MS, endsAt - performance.now())))
}

/** By both clocks: one stands still while the computer sleeps, the other one can be set. */
function isOver(): boolean {
  return performance.now() >= endsAt || (order.untilMs !== null && Date.now() >= order.untilMs)
}

function serve(socket: Socket): void {
  const limit = setTimeout(() => socket.destroy(), ASKING_MS)
  let line = ''
  socket.setEncoding('latin1')
  socket.on('error', () => undefined)
  socket.on('close', () => clearTimeout(limit))
  socket.on('data', (text: string) => {
    line += text
    if (line === ASK.key) give(socket)
    else if (line === ASK.lock) lock(socket)
    else if (line.length >= REQUEST_BYTES || line.includes('\n')) socket.destroy()
  })
}

function give(socket: Socket): void {
  if (isOver()) end()
  socket.write(SAY.key)
  // Not a copy: should it be locked before this is out, it is zeros that go out.
  socket.end(key)
}

/** Says so once it is true. */
function lock(socket: Socket): void {
  forget()
  setTimeout(end, ASKING_MS)
  socket.end(SAY.lock, () => end())
}

function forget(): void {
  key.fill(0)
  try {
    // Never that of another one, which may have taken its place.
    if (own !== null && socketIdentity(order.socket) === own) unlinkSync(order.socket)
  } catch {
    // Gone already.
  }
}

function end(): never {
  forget()
  process.exit()
}
