// The clipboard of this computer, by the way that it has: exactly the digits go in, marked as a secret where the system can,
// and a small process of its own takes them out again. What was there before is never brought back: it may be an older code.
import { closeSync, writeSync } from 'node:fs'
import { UkpError } from '../../errors.ts'
import type { Clipboard, ClipboardContent, ClipboardDescription } from '../../world/world.ts'
import { programInPath, type Ran, runBounded } from '../programs/bounded-program.ts'
import { openForWriting } from '../terminal/terminal.ts'
import { CLIPBOARD_MS, CONTENT_LIMIT, type Content, ContentTooLarge, contentOf, type Offers } from './offers.ts'
import { givenOrder } from './order.ts'
import { clearByScript, readByScript } from './scripted.ts'
import { clipboardWay, type Found } from './way.ts'
import { clearWayland, marksSensitive, waylandOffers } from './wayland.ts'

/** `ukp doctor` waits no longer for an X server. */
const PROBE_MS = 3000

export function systemClipboard(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): Clipboard {
  const demanded = (reading: boolean): Found => {
    const found = clipboardWay(env, platform)
    if (found.reason !== null) throw noClipboard(found, reading)
    return found
  }
  const read = async (): Promise<ClipboardContent> => {
    const found = demanded(true)
    try {
      const content = await contentBy(found.way, env)
      if (content === null) throw noClipboard({ ...found, reason: null }, true)
      const { picture, text } = content
      if (picture !== undefined) return { picture, ...(text === undefined ? {} : { text }) }
      if (text === undefined || text.trim() === '') throw new UkpError('clipboard-empty', {})
      return { text }
    } catch (error) {
      if (!(error instanceof ContentTooLarge)) throw error
      throw new UkpError('input-too-large', { file: '--clipboard', limit: `${CONTENT_LIMIT / 1e6} MB` })
    }
  }
  return {
    async copyFor(text, clearAtMs) {
      const found = demanded(false)
      const answer = await givenOrder({ order: 'copy', way: found.way, text, clearAtMs }, env)
      if (answer?.done !== true) throw noClipboard(found, false)
    },
    async sendToTerminal(text) {
      sendToTerminal(text, platform)
    },
    read,
    async clear(content) {
      const now = await read().catch((error: unknown) => {
        if (error instanceof UkpError && error.reason === 'clipboard-empty') return null
        throw error
      })
      if (now === null || !isSame(content, now)) return false
      const found = demanded(true)
      if (!(await clearedBy(found.way, env))) throw noClipboard(found, true)
      return true
    },
    describe: async () => await described(clipboardWay(env, platform), env),
  }
}

function noClipboard({ reason, missing }: Found, reading: boolean): UkpError {
  const facts = { reason: reason ?? 'other', ...(missing === null ? {} : { install: missing }) } as const
  return new UkpError('no-clipboard', reading ? { ...facts, reading } : facts)
}

async function contentBy(way: Found['way'], env: NodeJS.ProcessEnv): Promise<Content | null> {
  if (way === 'macos' || way === 'windows' || way === 'wsl') {
    return (await readByScript(way, env)) ?? (await textByLibrary())
  }
  if (way === 'wayland') {
    const offers = await waylandOffers(env)
    return offers === null ? null : await contentOf(offers)
  }
  if (way === 'x11') {
    const answer = await givenOrder({ order: 'read' }, env)
    if (answer?.tooLarge) throw new ContentTooLarge()
    // Whoever has it does not answer; xclip would wait as long.
    if (answer?.late) return null
    if (answer?.content === undefined) return await contentByXclip(env)
    const { picture, text } = answer.content
    return {
      ...(picture === undefined ? {} : { picture: Buffer.from(picture, 'base64') }),
      ...(text === undefined ? {} : { text }),
    }
  }
  return await textByLibrary()
}

/** Where ukp does not reach the X server itself. null: neither does xclip, or it is not there. */
async function contentByXclip(env: NodeJS.ProcessEnv): Promise<Content | null> {
  const xclip = programInPath('xclip', env)
  if (xclip === null) return await textByLibrary()
  const get = (type: string, limit: number): Promise<Ran> =>
    runBounded(xclip, ['-selection', 'clipboard', '-o', '-t', type], { env, limit, timeoutMs: CLIPBOARD_MS })
  const listed = await get('TARGETS', CONTENT_LIMIT)
  if (listed.exit !== 0) return null
  const offers: Offers = {
    types: async () => listed.output.toString().split('\n'),
    async get(type, limit) {
      const { exit, output, tooMuch } = await get(type, limit)
      if (tooMuch) throw new ContentTooLarge()
      return exit === 0 ? output : null
    },
  }
  return await contentOf(offers)
}

async function textByLibrary(): Promise<Content | null> {
  try {
    const { default: library } = await import('clipboardy')
    return { text: await inTime(library.read()) }
  } catch {
    return null
  }
}

/** The library waits for its program as long as that runs. @throws when it takes too long */
async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('late')), CLIPBOARD_MS)
  })
  return await Promise.race([work, late]).finally(() => clearTimeout(timer))
}

async function clearedBy(way: Found['way'], env: NodeJS.ProcessEnv): Promise<boolean> {
  if (way === 'wayland') return await clearWayland(env)
  if (way === 'x11' && (await givenOrder({ order: 'clear' }, env))?.done === true) return true
  if (way === 'macos' || way === 'windows' || way === 'wsl') {
    if (await clearByScript(null, way, env)) return true
  }
  try {
    const { default: library } = await import('clipboardy')
    await inTime(library.write(''))
    return true
  } catch {
    return false
  }
}

function isSame(before: ClipboardContent, now: ClipboardContent): boolean {
  if ('picture' in before) return 'picture' in now && Buffer.compare(before.picture, now.picture) === 0
  return !('picture' in now) && before.text === now.text
}

async function described(found: Found, env: NodeJS.ProcessEnv): Promise<ClipboardDescription> {
  const { way, missing } = found
  if (way === 'x11') {
    const there = (await givenOrder({ order: 'probe' }, env, PROBE_MS))?.done === true
    return { way: there ? way : 'none', sensitive: there, missing }
  }
  if (way === 'wayland') {
    if ((await waylandOffers(env)) === null) return { way: 'none', sensitive: false, missing }
    return { way, sensitive: await marksSensitive(env), missing }
  }
  return { way, sensitive: way === 'macos' || way === 'windows', missing }
}

/** OSC 52 (xterm, "Manipulate Selection Data"): the terminal puts it on the clipboard of the computer it runs on, or not. */
function sendToTerminal(text: string, platform: NodeJS.Platform): void {
  try {
    const terminal = openForWriting(platform)
    try {
      writeSync(terminal, `\u001b]52;c;${Buffer.from(text).toString('base64')}\u0007`)
    } finally {
      closeSync(terminal)
    }
  } catch {
    throw new UkpError('no-clipboard', { reason: 'terminal' })
  }
}
