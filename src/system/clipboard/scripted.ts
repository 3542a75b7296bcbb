// The clipboards that a script of the system reaches: PowerShell's on Windows, osascript's on macOS. One shape for both.

import { PICTURE_NAME } from '../pictures/names.ts'
import { type Bounds, type Ran, runInPath } from '../programs/bounded-program.ts'
import { MACOS_SCRIPTS, OSASCRIPT, osascriptArguments } from './macos.ts'
import { CONTENT_LIMIT, type Content, ContentTooLarge, pictureFile, TEXT_LIMIT } from './offers.ts'
import { POWERSHELL, powershellArguments, WINDOWS_SCRIPTS } from './windows.ts'

/** PowerShell alone takes up to some seconds on a cold start. */
const SCRIPT_MS = 10_000
/** Base64 of the largest picture, and of the text beside it. */
const ANSWER = Math.ceil(((CONTENT_LIMIT + TEXT_LIMIT) * 4) / 3) + 1000

export type ScriptedWay = 'windows' | 'macos' | 'wsl'
type Script = keyof typeof WINDOWS_SCRIPTS & keyof typeof MACOS_SCRIPTS

export async function copyByScript(text: string, way: ScriptedWay, env: NodeJS.ProcessEnv): Promise<boolean> {
  return (await run('copy', way, { env, limit: 1000, input: text })).exit === 0
}

export async function clearByScript(text: string | null, way: ScriptedWay, env: NodeJS.ProcessEnv): Promise<boolean> {
  const script = text === null ? 'clearAll' : 'clear'
  return (await run(script, way, { env, limit: 1000, input: text ?? '' })).exit === 0
}

/** null when the script fails. @throws ContentTooLarge */
export async function readByScript(way: ScriptedWay, env: NodeJS.ProcessEnv): Promise<Content | null> {
  const { exit, output, tooMuch } = await run('read', way, { env, limit: ANSWER })
  if (tooMuch) throw new ContentTooLarge()
  if (exit !== 0) return null
  const lines = output.toString('latin1').split(/\r?\n/)
  const values = (word: string): Buffer[] =>
    lines
      .filter((line) => line.startsWith(`${word} `))
      .map((line) => Buffer.from(line.slice(word.length + 1), 'base64'))
  const [picture = null] = values('picture')
  const [text] = values('text')
  const file = values('file')
    .map(String)
    .find((name) => PICTURE_NAME.test(name))
  const shown = picture ?? (file === undefined ? null : await pictureFile(file))
  return { ...(shown === null ? {} : { picture: shown }), ...(text === undefined ? {} : { text: text.toString() }) }
}

async function run(script: Script, way: ScriptedWay, bounds: Omit<Bounds, 'timeoutMs'>): Promise<Ran> {
  const mac = way === 'macos'
  const args = mac ? osascriptArguments(MACOS_SCRIPTS[script]) : powershellArguments(WINDOWS_SCRIPTS[script])
  return await runInPath(mac ? OSASCRIPT : POWERSHELL, args, { ...bounds, timeoutMs: SCRIPT_MS })
}
