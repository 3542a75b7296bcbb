// The clipboard's parts that need no desktop: which way there is, what is taken of what is offered, and the scripts of systems
// that are not here, with a program in PATH that stands for theirs.
import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import { ContentTooLarge, contentOf, filesIn, type Offers } from '../../../src/system/clipboard/offers.ts'
import { clearByScript, copyByScript, readByScript } from '../../../src/system/clipboard/scripted.ts'
import { clipboardWay } from '../../../src/system/clipboard/way.ts'
import { programInPath, runBounded } from '../../../src/system/programs/bounded-program.ts'
import { ROOT } from '../../kit/ukp.ts'

const { systemClipboard } = (await import(
  pathToFileURL(join(ROOT, 'build/system/clipboard/clipboard.js')).href
)) as typeof import('../../../src/system/clipboard/clipboard.ts')

const folder = mkdtempSync(join(tmpdir(), 'ukp-clipboard-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** A program of this name that does this. */
function stand(name: string, script: string): void {
  writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`)
  chmodSync(join(folder, name), 0o755)
}

describe('the way to the clipboard', () => {
  stand('wl-copy', 'exit 0')
  stand('clip.exe', 'exit 0')
  stand('termux-clipboard-set', 'exit 0')
  const here = { PATH: folder }
  const elsewhere = { PATH: '/nowhere' }
  it.each([
    ['Wayland before X11', { ...here, WAYLAND_DISPLAY: 'w', DISPLAY: ':0' }, 'linux', 'wayland', null, null],
    [
      'X11 where wl-copy is missing',
      { ...elsewhere, WAYLAND_DISPLAY: 'w', DISPLAY: ':0' },
      'linux',
      'x11',
      'wl-clipboard',
      null,
    ],
    ['X11', { ...elsewhere, DISPLAY: ':0' }, 'linux', 'x11', null, null],
    ['none without wl-copy', { ...elsewhere, WAYLAND_DISPLAY: 'w' }, 'linux', 'none', 'wl-clipboard', 'program'],
    ['none without a display', here, 'linux', 'none', null, 'display'],
    ['none without a display, over SSH', { ...here, SSH_CONNECTION: 'a 1 b 2' }, 'linux', 'none', null, 'remote'],
    ['macOS', elsewhere, 'darwin', 'macos', null, null],
    ['Windows', elsewhere, 'win32', 'windows', null, null],
    ['Termux', here, 'android', 'termux', null, null],
    ['none without termux-api', elsewhere, 'android', 'none', 'termux-api', 'program'],
  ] as const)('is %s', (_, env, platform, way, missing, reason) => {
    expect(clipboardWay(env, platform, '6.1.0')).toEqual({ way, missing, reason })
  })

  it('is that of Windows inside WSL', () => {
    expect(clipboardWay({ ...here, DISPLAY: ':0' }, 'linux', '5.15-microsoft-standard-WSL2').way).toBe('wsl')
  })

  it('is described without failing', async () => {
    expect(await systemClipboard({ PATH: '' }, 'linux').describe()).toEqual({
      way: 'none',
      sensitive: false,
      missing: null,
    })
    // No X server has this number.
    const dead = { ...process.env, WAYLAND_DISPLAY: '', DISPLAY: ':65000' }
    expect(await systemClipboard(dead, 'linux').describe()).toEqual({ way: 'none', sensitive: false, missing: null })
    expect(await systemClipboard({}, 'win32').describe()).toEqual({ way: 'windows', sensitive: true, missing: null })
  })
})

describe('what a clipboard offers', () => {
  const offering = (kinds: Readonly<Record<string, string | Error>>): Offers => ({
    types: async () => Object.keys(kinds),
    async get(type) {
      const value = kinds[type]
      if (value instanceof Error) throw value
      return value === undefined ? null : Buffer.from(value)
    },
  })
  const taken = async (kinds: Readonly<Record<string, string | Error>>): Promise<unknown> => {
    const { picture, text } = await contentOf(offering(kinds))
    return { picture: picture === undefined ? null : String(Buffer.from(picture)), text: text ?? null }
  }

  it('is taken as a picture, PNG first, with the text beside it', async () => {
    expect(await taken({ 'image/jpeg': 'J', 'text/html': 'h', UTF8_STRING: 't', 'image/png': 'P' })).toEqual({
      picture: 'P',
      text: 't',
    })
    expect(await taken({ 'image/bmp': 'B' })).toEqual({ picture: 'B', text: null })
    expect(await taken({ TARGETS: '', STRING: 's' })).toEqual({ picture: null, text: 's' })
    expect(await taken({})).toEqual({ picture: null, text: null })
  })

  it('is the first picture among copied files', async () => {
    const file = join(folder, 'ő kép.png')
    writeFileSync(file, 'bytes')
    const list = `copy\nfile:///nowhere/notes.txt\n${pathToFileURL(file).href}\n`
    expect(await taken({ 'x-special/gnome-copied-files': list, 'text/plain': file })).toEqual({
      picture: 'bytes',
      text: file,
    })
    expect(await taken({ 'text/uri-list': 'file:///nowhere/gone.png\r\n', 'text/plain': 'x' })).toEqual({
      picture: null,
      text: 'x',
    })
    expect(filesIn('# comment\r\nfile://localhost/a\r\nfile://other.example/b\r\nhttps://x.example/c.png\r\n')).toEqual(
      ['/a'],
    )
  })

  it('is no picture where a copied file is a pipe, a device or a folder: nobody waits for it', async () => {
    const [pipe, device, inner] = ['pipe.png', 'device.png', 'folder.png'].map((name) => join(folder, name)) as [
      string,
      string,
      string,
    ]
    execFileSync('mkfifo', [pipe])
    symlinkSync('/dev/zero', device)
    mkdirSync(inner)
    for (const file of [pipe, device, inner]) {
      expect(await taken({ 'text/uri-list': pathToFileURL(file).href })).toEqual({ picture: null, text: null })
    }
  })

  it('is refused when it is too large, but for a long text beside a picture', async () => {
    await expect(taken({ 'image/png': new ContentTooLarge() })).rejects.toThrow(ContentTooLarge)
    await expect(taken({ 'text/plain': new ContentTooLarge() })).rejects.toThrow(ContentTooLarge)
    expect(await taken({ 'image/png': 'P', 'text/plain': new ContentTooLarge() })).toEqual({ picture: 'P', text: null })
  })
})

describe('a program that ukp asks', () => {
  const env = { PATH: `relative:${folder}:/usr/bin:/bin`, UKP_PASSPHRASE: 'correct horse battery' }

  it('is looked for in the folders of PATH only', () => {
    stand('asked', 'exit 0')
    writeFileSync(join(folder, 'not-a-program'), '')
    expect(programInPath('asked', env)).toBe(join(folder, 'asked'))
    expect(programInPath('not-a-program', env)).toBeNull()
    expect(programInPath('asked', { Path: folder })).toBe(join(folder, 'asked'))
    expect(programInPath('asked', { PATH: '.:relative' })).toBeNull()
    expect(programInPath('asked', {})).toBeNull()
  })

  it('gets nothing of ours in its environment, and no shell reads its arguments', async () => {
    stand('asked', 'env; echo "$1"; cat')
    const ran = await runBounded(join(folder, 'asked'), ['$(echo no)'], {
      env,
      limit: 10_000,
      timeoutMs: 5000,
      input: 'in',
    })
    expect(ran.exit).toBe(0)
    expect(String(ran.output)).toMatch(/\n\$\(echo no\)\nin$/)
    expect(String(ran.output)).not.toContain('UKP_')
  })

  it('is ended when it takes too long or says too much', async () => {
    stand('asked', 'exec sleep 30')
    const began = Date.now()
    expect((await runBounded(join(folder, 'asked'), [], { env, limit: 10, timeoutMs: 300 })).exit).toBeNull()
    stand('asked', 'exec cat /dev/zero')
    const ran = await runBounded(join(folder, 'asked'), [], { env, limit: 1000, timeoutMs: 20_000 })
    expect(ran).toMatchObject({ exit: null, tooMuch: true })
    expect(Date.now() - began).toBeLessThan(10_000)
    expect((await runBounded(join(folder, 'gone'), [], { env, limit: 10, timeoutMs: 300 })).exit).toBeNull()
  })
})

describe('a code that was copied by a program that goes on, as ukp watch does', () => {
  it('is taken away when it ends', async () => {
    const held = join(folder, 'held')
    stand('wl-copy', `case "$*" in --clear) rm '${held}';; --help) ;; *) cat > '${held}';; esac`)
    stand('wl-paste', `cat '${held}'`)
    const env = { PATH: `${folder}:/usr/bin:/bin`, WAYLAND_DISPLAY: 'w' }
    await systemClipboard(env, 'linux').copyFor('421617', Date.now() + 700)
    expect(readFileSync(held, 'utf8')).toBe('421617')
    await expect.poll(() => existsSync(held), { timeout: 8000 }).toBe(false)
  })
})

describe('a program that leaves another one behind', () => {
  const env = { PATH: `${folder}:/usr/bin:/bin` }

  it('is not waited for longer than it may take, and what it said counts', async () => {
    stand('asked', 'echo said; sleep 30 &')
    const began = Date.now()
    const ran = await runBounded(join(folder, 'asked'), [], { env, limit: 1000, timeoutMs: 600 })
    expect({ ...ran, output: String(ran.output) }).toMatchObject({ exit: 0, output: 'said\n', tooMuch: false })
    expect(Date.now() - began).toBeLessThan(5000)
  })
})

describe.each([
  ['windows', 'powershell.exe', ['-NoProfile', '-NonInteractive', '-STA', '-EncodedCommand']],
  ['macos', 'osascript', ['-l', 'JavaScript', '-e']],
] as const)('the clipboard by a script: %s', (way, program, options) => {
  const env = { PATH: `${folder}:/usr/bin:/bin` }
  const seen = join(folder, `${program}.seen`)
  /** Stands for the system's program: writes down its arguments and its standard input, each ended by a NUL. */
  const record = `{ for one in "$@"; do printf '%s\\0' "$one"; done; cat; } > '${seen}'`
  function script(): { text: string; input: string } {
    const parts = readFileSync(seen, 'utf8').split('\0')
    expect(parts.slice(0, options.length)).toEqual(options)
    const [given = '', input = ''] = parts.slice(options.length)
    return { text: way === 'windows' ? Buffer.from(given, 'base64').toString('utf16le') : given, input }
  }

  it('gets the digits on standard input only, and says that they are a secret', async () => {
    stand(program, record)
    expect(await copyByScript('421617', way, env)).toBe(true)
    const { text, input } = script()
    expect(input).toBe('421617')
    expect(text).not.toContain('421617')
    const marks = {
      windows: [
        'ExcludeClipboardContentFromMonitorProcessing',
        'CanIncludeInClipboardHistory',
        'CanUploadToCloudClipboard',
      ],
      macos: ['org.nspasteboard.ConcealedType'],
    }
    for (const mark of marks[way]) expect(text).toContain(mark)
  })

  it('is cleared by comparing with standard input, or as it is', async () => {
    stand(program, record)
    expect(await clearByScript('421617', way, env)).toBe(true)
    expect(script().input).toBe('421617')
    expect(await clearByScript(null, way, env)).toBe(true)
    expect(script().input).toBe('')
  })

  it('is read as lines of a word and base64', async () => {
    const line = (word: string, bytes: string): string => `${word} ${Buffer.from(bytes).toString('base64')}`
    const tells = (...lines: string[]): void => stand(program, `printf '${lines.join('\\r\\n')}\\r\\n'`)
    const read = async (): Promise<unknown> => {
      const content = await readByScript(way, env)
      return content === null ? null : { ...content, ...(content.picture ? { picture: String(content.picture) } : {}) }
    }
    tells(line('picture', 'P'), line('text', 'őű'))
    expect(await read()).toEqual({ picture: 'P', text: 'őű' })
    const file = join(folder, 'copied.PNG')
    writeFileSync(file, 'bytes')
    tells(line('file', '/nowhere/a.txt'), line('file', file), line('text', 't'))
    expect(await read()).toEqual({ picture: 'bytes', text: 't' })
    tells()
    expect(await read()).toEqual({})
    stand(program, 'exit 1')
    expect(await read()).toBeNull()
  })

  it('fails without an exception where the program fails or is not there', async () => {
    stand(program, 'exit 1')
    expect(await copyByScript('421617', way, env)).toBe(false)
    expect(await copyByScript('421617', way, { PATH: '/nowhere' })).toBe(false)
  })
})
