// Asks a session over its socket. Loaded only when the socket is there: people without a session never load node:net for it.
import { connect } from 'node:net'
import { ASK, SAY, SESSION_KEY_BYTES } from './socket.ts'

/** Milliseconds in all. A session answers in less than one; whoever does not is stopped or no session. */
const WAIT_MS = 500
const ANSWER_BYTES = 64

/** @returns 32 bytes; null when nobody answers as a session does */
export async function askForKey(socket: string): Promise<Uint8Array | null> {
  const said = await ask(socket, 'key')
  if (typeof said === 'string') return null
  const start = Buffer.from(SAY.key, 'latin1')
  const fits = said.length === start.length + SESSION_KEY_BYTES && said.indexOf(start) === 0
  const key = fits ? Uint8Array.from(said.subarray(start.length)) : null
  said.fill(0)
  return key
}

/** `locked`: it said so. `nobody`: no process listens there. `silent`: one does, and does not answer. */
export async function askToLock(socket: string): Promise<'locked' | 'nobody' | 'silent'> {
  const said = await ask(socket, 'lock')
  if (typeof said === 'string') return said
  return said.toString('latin1') === SAY.lock ? 'locked' : 'silent'
}

/** All that it says before it closes. */
function ask(socket: string, what: keyof typeof ASK): Promise<Buffer | 'nobody' | 'silent'> {
  return new Promise((resolve) => {
    // Buffers of our own, as a key goes through them: those of Node are shared, and larger than any answer.
    const said = Buffer.alloc(ANSWER_BYTES)
    const chunk = Buffer.alloc(ANSWER_BYTES)
    let length = 0
    const take = (count: number): boolean => {
      length += chunk.copy(said, length, 0, count)
      chunk.fill(0)
      if (length === ANSWER_BYTES) finish('silent')
      return true
    }
    const link = connect({ path: socket, onread: { buffer: chunk, callback: take } })
    const finish = (outcome: Buffer | 'nobody' | 'silent'): void => {
      clearTimeout(limit)
      link.destroy()
      if (typeof outcome === 'string') said.fill(0)
      resolve(outcome)
    }
    // What came while this process itself was held up is read before it gives up.
    const limit = setTimeout(() => setImmediate(finish, 'silent'), WAIT_MS)
    link.on('connect', () => link.write(ASK[what]))
    link.on('end', () => finish(said.subarray(0, length)))
    link.on('error', ({ code }: NodeJS.ErrnoException) => {
      finish(code === 'ECONNREFUSED' || code === 'ENOENT' ? 'nobody' : 'silent')
    })
  })
}
