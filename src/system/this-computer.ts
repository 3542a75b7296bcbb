// What this computer offers beside the vault: letters of the terminal, Node, the compiled form of the program, a place for
// sessions. Looks only.
import { accessSync, constants, existsSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Checkup, Computer } from '../world/world.ts'
import { isOneFile } from './programs/own-program.ts'
import { isPrivateFolder, sessionFolder } from './session/socket.ts'

/** The folder of the program's own files. */
const PROGRAM = dirname(fileURLToPath(import.meta.url))

/** One of the program's own files, whose time is that of its installation. */
export const PROGRAM_FILE = isOneFile() ? process.execPath : fileURLToPath(import.meta.url)

export function thisComputer(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): Computer {
  // locale(7): the first that is set decides; without any, a program writes ASCII.
  const locale = env.LC_ALL || env.LC_CTYPE || env.LANG || ''
  // The console of Windows, and the terminals of macOS, are given letters whatever the locale is.
  const utf8 = ['win32', 'darwin'].includes(platform) || /utf-?8/i.test(locale)
  const node = process.version.slice(1)
  return { locale, utf8, dumb: env.TERM === 'dumb', node, compiled: compiled() }
}

/** Where start.ts keeps what V8 compiled; a program of one file has it inside. */
function compiled(): Computer['compiled'] {
  if (isOneFile()) return 'kept'
  const folder = join(PROGRAM, 'compiled')
  if (existsSync(join(folder, `${process.version}-${process.platform}-${process.arch}`, 'main.js.bin'))) return 'kept'
  const owner = statSync(PROGRAM).uid
  const own = process.getuid === undefined || process.getuid() === owner
  return own && mayWrite(existsSync(folder) ? folder : PROGRAM) ? 'not-yet' : 'read-only'
}

/** Whether `ukp unlock` would find a place, without making it. */
export function sessionState(
  env: NodeJS.ProcessEnv,
  platform: NodeJS.Platform,
): Awaited<ReturnType<Checkup['session']>> {
  const folder = sessionFolder(env, platform)
  if (folder === null) return { is: 'windows', folder: '' }
  const { path } = folder
  if (existsSync(path)) return { is: isPrivateFolder(path) ? 'there' : 'unsafe', folder: path }
  return { is: mayWrite(dirname(path)) ? 'there' : 'unmade', folder: path }
}

function mayWrite(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK | constants.X_OK)
    return true
  } catch {
    return false
  }
}
