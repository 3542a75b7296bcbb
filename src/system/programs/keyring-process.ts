// A program of its own, started by keyring.ts: does one thing with the system's keyring, says how it went on standard
// output and ends. Arguments: what to do, the user name of the entry. A key to store comes through standard input.
import { execFileSync } from 'node:child_process'
import { readFileSync, writeSync } from 'node:fs'
import { createRequire } from 'node:module'
import { type Act, KEYRING_KEY_BYTES, type NoKeyring, type Word } from '../keyring.ts'

type Library = typeof import('@napi-rs/keyring')
type AsyncEntry = InstanceType<Library['AsyncEntry']>

const SERVICE = 'ukp'
/** Without the pin the library turns to the kernel's keyring where there is no Secret Service, and says nothing. */
const PINNED = { linux: { store: 'secret-service' } } as const
const KERNEL = { linux: { store: 'keyutils' } } as const

const [, , act, user = ''] = process.argv
void serve(act as Act)

async function serve(what: Act): Promise<void> {
  const key = what === 'store' ? await keyFromParent() : new Uint8Array()
  // Closed: whoever asked has ended. Only a signal stops the library while it waits for a dialog.
  process.stdin.on('end', () => process.kill(process.pid, 'SIGKILL'))
  process.stdin.resume()
  const { word, found } = await answer(what, key)
  writeSync(1, Buffer.concat([Buffer.from(`${word}\n`), found ?? Buffer.alloc(0)]))
  process.exit()
}

function keyFromParent(): Promise<Uint8Array> {
  return new Promise((resolve) => {
    const take = (): void => {
      const bytes = process.stdin.read(KEYRING_KEY_BYTES) as Buffer | null
      if (bytes?.length !== KEYRING_KEY_BYTES) return
      process.stdin.off('readable', take)
      resolve(bytes)
    }
    process.stdin.on('readable', take)
  })
}

async function answer(what: Act, key: Uint8Array): Promise<{ word: Word; found?: Uint8Array }> {
  let library: Library
  try {
    // By require, which a program of one file can answer too.
    library = createRequire(import.meta.url)('@napi-rs/keyring') as Library
  } catch {
    return { word: 'module' }
  }
  try {
    const entry = new library.AsyncEntry(SERVICE, user, PINNED)
    if (what === 'forget') return { word: (await entry.deletePassword()) ? 'done' : 'none' }
    if (what === 'store') return { word: await store(library, entry, key) }
    const bytes = keyIn(await entry.getPassword())
    return bytes === null ? { word: 'none' } : { word: 'done', found: bytes }
  } catch (error) {
    return { word: reasonOf(error) }
  }
}

async function store(library: Library, entry: AsyncEntry, key: Uint8Array): Promise<Word> {
  let leaked = true
  try {
    // Text, which every system's keyring keeps as it is; Windows has its own spelling of binary secrets.
    await entry.setPassword(Buffer.from(key).toString('base64url'))
  } finally {
    // A call that failed may have left it there too: seen with AccessDenied where no session keyring was joined.
    leaked = takeOutOfKernel(library)
  }
  if (leaked) await entry.deletePassword()
  return leaked ? 'other' : 'done'
}

/** The 32 bytes in base64url without padding, in the one spelling they have, or null. */
function keyIn(text: string | null): Uint8Array | null {
  const bytes = Buffer.from(text ?? '', 'base64url')
  return bytes.length === KEYRING_KEY_BYTES && bytes.toString('base64url') === text ? bytes : null
}

/** Told by the library's words (2.1.2), which are not translated; they stay in this process. */
function reasonOf(error: unknown): NoKeyring {
  const text = error instanceof Error ? error.message : ''
  // libdbus, with an address where nobody listens (any more).
  if (text.includes('Failed to connect to socket')) return 'bus'
  // The prompt was dismissed, or there is no collection yet because the daemon was never unlocked ("no result found").
  return text.startsWith("Couldn't access platform storage") ? 'locked' : 'other'
}

/** Takes our entry out of the kernel's keyrings. @returns whether it was there */
function takeOutOfKernel(library: Library): boolean {
  const there = inKernel().length > 0
  if (!there) return false
  try {
    new library.Entry(SERVICE, user, KERNEL).deletePassword()
  } catch {
    // AccessDenied where no session keyring was joined: the library put it into the user's (@us), then was given a
    // session keyring of its own and holds the key no more. The link to it can be cut all the same.
  }
  for (const id of inKernel()) for (const keyring of ['@s', '@us']) unlink(id, keyring)
  return true
}

function unlink(id: string, keyring: string): void {
  try {
    execFileSync('keyctl', ['unlink', `0x${id}`, keyring], { stdio: 'ignore', timeout: 1000 })
  } catch {
    // Not in this one; or no keyctl here: then it goes at logout, and the person is told that nothing was stored.
  }
}

/** Serial numbers (hexadecimal) of our entry's living keys. proc_keys(5): flags R, D, i are revoked, dead, invalidated. */
function inKernel(): string[] {
  let table = ''
  try {
    table = readFileSync('/proc/keys', 'latin1')
  } catch {
    // No Linux.
  }
  return table.split('\n').flatMap((line) => {
    const [id = '', flags = '', , , , , , type, name] = line.split(/\s+/)
    return type === 'user' && name === `keyring:${user}@${SERVICE}:` && !/[RDi]/.test(flags) ? [id] : []
  })
}
