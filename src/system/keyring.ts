// The operating system's keyring holds 32-byte keys of ukp. Every call is a process of its own (keyring-process.ts),
// because a locked keyring shows a dialog and the library waits for it where nothing can stop it: process.exit() right
// after giving up took over 40 s, the dialog still open. A process can be killed.
import { execFile } from 'node:child_process'
import { timingSafeEqual } from 'node:crypto'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type Facts, UkpError } from '../errors.ts'
import type { Keyring } from '../world/world.ts'
import { askProgram } from './programs/bounded-program.ts'
import { childEnvironment } from './programs/child-environment.ts'
import { ownProgram } from './programs/own-program.ts'

export type NoKeyring = Facts['no-keyring']['reason']
export type Act = 'store' | 'load' | 'forget'
/** First line of what the process says; after "done" of a load the key follows, as raw bytes. */
export type Word = 'done' | 'none' | NoKeyring

export const KEYRING_KEY_BYTES = 32
/** Milliseconds. Scripts wait for a load; a person who changes keys has time to answer the system's dialog. */
const LIMIT = { load: 5000, store: 60_000, forget: 60_000 } as const

const WORDS: readonly Word[] = ['done', 'none', 'module', 'bus', 'locked', 'other']

/** Ids are base64url texts of at most 64 characters; keys are 32 bytes. A load takes `loadMs` at most. */
export function systemKeyring(env: NodeJS.ProcessEnv, platform: NodeJS.Platform, loadMs: number = LIMIT.load): Keyring {
  const ask = async (act: Act, vaultId: string, slotId: string, key?: Uint8Array): Promise<Answer> => {
    const user = `${vaultId}/${slotId}`
    if (!/^[\w-]{1,64}\/[\w-]{1,64}$/.test(user)) return { word: 'other', key: null }
    if (!(await hasBus(env, platform))) return { word: 'bus', key: null }
    return run(act, user, { env, key, limitMs: act === 'load' ? loadMs : LIMIT[act] })
  }
  return {
    async store(vaultId, slotId, key) {
      if (key.length !== KEYRING_KEY_BYTES) throw new UkpError('unexpected', { detail: 'not a key of 32 bytes' })
      const { word } = await ask('store', vaultId, slotId, key)
      if (word !== 'done') throw new UkpError('no-keyring', { reason: word === 'none' ? 'other' : word })
      const back = await ask('load', vaultId, slotId)
      if (back.key !== null && timingSafeEqual(back.key, key)) return
      await ask('forget', vaultId, slotId)
      throw new UkpError('no-keyring', { reason: back.word === 'locked' ? 'locked' : 'other' })
    },
    async load(vaultId, slotId) {
      return (await ask('load', vaultId, slotId)).key
    },
    async forget(vaultId, slotId) {
      return (await ask('forget', vaultId, slotId)).word === 'done'
    },
  }
}

/**
 * Whether there is a session bus, which the Secret Service needs everywhere but on Windows and macOS. Without one the
 * library would turn to the kernel's keyring, which forgets at logout.
 */
async function hasBus(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): Promise<boolean> {
  if (['win32', 'darwin'].includes(platform) || env.DBUS_SESSION_BUS_ADDRESS) return true
  if (!env.XDG_RUNTIME_DIR) return false
  try {
    return (await stat(join(env.XDG_RUNTIME_DIR, 'bus'))).isSocket()
  } catch {
    return false
  }
}

interface Answer {
  readonly word: Word
  readonly key: Uint8Array | null
}

/** Runs the process. A key goes there and back through pipes only; arguments are read by everybody on the computer. */
function run(
  act: Act,
  user: string,
  how: { env: NodeJS.ProcessEnv; key: Uint8Array | undefined; limitMs: number },
): Promise<Answer> {
  const { command, args } = ownProgram('keyring-process')
  const options = {
    env: childEnvironment(how.env),
    cwd: '/',
    encoding: 'buffer',
    timeout: how.limitMs,
    killSignal: 'SIGKILL',
    maxBuffer: 4096,
    windowsHide: true,
  } as const
  return new Promise((resolve) => {
    const child = execFile(command, [...args, act, user], options, (error, said) => {
      // Killed when its time was over: somebody was asked and has not answered.
      resolve(error?.killed ? { word: 'locked', key: null } : answerIn(said))
      said.fill(0)
    })
    // Stays open: the process ends itself when it closes, so none is left behind a ukp that was killed.
    child.stdin?.on('error', () => undefined)
    if (how.key !== undefined) child.stdin?.write(how.key)
  })
}

function answerIn(said: Buffer): Answer {
  const end = said.indexOf(0x0a)
  const word = WORDS.find((one) => one === said.toString('latin1', 0, Math.max(0, end)))
  if (word === undefined) return { word: 'other', key: null }
  const rest = said.subarray(end + 1)
  return { word, key: word === 'done' && rest.length === KEYRING_KEY_BYTES ? Uint8Array.from(rest) : null }
}

/** A look takes no longer: where nobody answers in this time, somebody is being asked. */
const LOOK_MS = 2500

/** Asks for an entry that nobody has: "none" is an answer of a keyring that is there. */
export async function keyringState(
  env: NodeJS.ProcessEnv,
  platform: NodeJS.Platform,
): Promise<'there' | 'locked' | 'module' | 'bus' | 'other'> {
  if (!(await hasBus(env, platform))) return 'bus'
  // Where the collection is locked, nothing is found in it either; who can be asked for that says so.
  if (!['win32', 'darwin'].includes(platform) && (await isLocked(env))) return 'locked'
  const { word } = await run('load', 'doctor/doctor', { env, key: undefined, limitMs: LOOK_MS })
  return word === 'done' || word === 'none' ? 'there' : word
}

/** false also where it cannot be asked. */
async function isLocked(env: NodeJS.ProcessEnv): Promise<boolean> {
  const said = await askProgram(
    'dbus-send',
    [
      ...['--session', '--print-reply', '--dest=org.freedesktop.secrets', '/org/freedesktop/secrets/aliases/default'],
      ...['org.freedesktop.DBus.Properties.Get', 'string:org.freedesktop.Secret.Collection', 'string:Locked'],
    ],
    env,
  )
  return said !== null && /\bboolean true\b/.test(said)
}
