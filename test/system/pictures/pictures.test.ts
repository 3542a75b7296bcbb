// The process that reads pictures: what it answers comes back whole, what it may not do it cannot, and it is ended in time.
// It is started from the build, which `npm test` makes first.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import type { UkpError } from '../../../src/errors.ts'
import { pictureFlags, slownessOf } from '../../../src/system/pictures/limits.ts'
import { ROOT } from '../../kit/ukp.ts'
import { COSTLY } from '../../qr/costly-scenes.ts'
import { code, otpLink, randomOf } from '../../qr/pictures.ts'
import { png, pngFile } from '../../qr/png-file.ts'

const { pictureReader } = (await import(
  pathToFileURL(join(ROOT, 'build/system/pictures/pictures.js')).href
)) as typeof import('../../../src/system/pictures/pictures.ts')

const linux = process.platform === 'linux'
const without = linux ? '' : ' (only Linux tells what a process uses)'
const folder = mkdtempSync(join(tmpdir(), 'ukp-pictures-'))
afterAll(() => rmSync(folder, { recursive: true }))

const TEXT = otpLink(randomOf(3))
const PICTURE = png(code(TEXT, { module: 3 }), { colour: 0, depth: 8 })
const reader = pictureReader(process.env, process.platform)

async function failure(bytes: Uint8Array, file: string): Promise<{ reason: string; facts: unknown }> {
  const error: unknown = await reader.readQr(bytes, file).catch((caught: unknown) => caught)
  // Two builds of one class: the name tells it.
  expect(error).toMatchObject({ name: 'UkpError', message: (error as UkpError).reason })
  return { reason: (error as UkpError).reason, facts: (error as UkpError).facts }
}

/** Processes that read a picture for this one, while they run. */
function children(): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        const parent = readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ').at(-1)?.split(' ')[1]
        return (
          Number(parent) === process.pid && readFileSync(`/proc/${pid}/cmdline`, 'latin1').includes('picture-process')
        )
      } catch {
        return false
      }
    })
}

async function child(): Promise<string> {
  for (let i = 0; i < 200; i++) {
    const [pid] = children()
    if (pid !== undefined) return pid
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  throw new Error('no process was started')
}

const costly = (): Buffer => {
  const [, make] = COSTLY.find(([name]) => name === 'PNG, 16 MP: marks of one pixel a module') ?? []
  if (make === undefined) throw new Error('no such scene')
  return make()
}

describe('the answer', () => {
  it('is the texts of the codes', async () => {
    expect(await reader.readQr(PICTURE, 'a.png')).toEqual([TEXT])
    expect(await reader.readQr(png(code([]), { colour: 0, depth: 8 }), 'a.png')).toEqual([])
  })

  it('keeps letters of every kind', async () => {
    const text = 'Ügyfélkapu+ árvíztűrő 🔑 "\\\n\u2028'
    expect(await reader.readQr(png(code(text), { colour: 0, depth: 8 }), 'a.png')).toEqual([text])
  })

  it('keeps the facts of a refusal, and the name is the one that was given', async () => {
    const name = 'képek/"a\nb".png'
    const large = pngFile({ width: 9000, height: 9000, depth: 1, colour: 0 }, Buffer.alloc(10))
    expect(await failure(large, name)).toEqual({ reason: 'picture-too-large', facts: { file: name, limit: '40 MP' } })
    expect(await failure(Buffer.from('%PDF-1.7\n'), name)).toEqual({
      reason: 'picture-unsupported',
      facts: { file: name, format: 'PDF' },
    })
    for (const bytes of [Buffer.alloc(0), Buffer.from('no picture'), PICTURE.subarray(0, 60)]) {
      expect(await failure(bytes, name)).toEqual({ reason: 'picture-unreadable', facts: { file: name } })
    }
  })

  it('comes for several pictures at once', async () => {
    const texts = [1, 2, 3].map((seed) => otpLink(randomOf(seed)))
    const pictures = texts.map((text) => png(code(text), { colour: 0, depth: 8 }))
    const read = await Promise.all(pictures.map((bytes, i) => reader.readQr(bytes, `${i}`)))
    expect(read).toEqual(texts.map((text) => [text]))
  })

  it('comes on systems that do not tell what a process uses', async () => {
    for (const platform of ['darwin', 'win32'] as const) {
      expect(await pictureReader(process.env, platform).readQr(PICTURE, 'a')).toEqual([TEXT])
    }
  })
})

describe('the process', () => {
  it('is started without our passphrase and without options of Node', async () => {
    const options = { NODE_OPTIONS: '--require /nowhere/at-all.js', NODE_DEBUG: 'fs' }
    const env = { ...process.env, ...options, UKP_PASSPHRASE: 'correct horse', UKP_KEY_FILE: '/key' }
    expect(await pictureReader(env, process.platform).readQr(PICTURE, 'a')).toEqual([TEXT])
  })

  it.skipIf(!linux)(`has neither the passphrase nor the picture's name where others see it${without}`, async () => {
    const env = { ...process.env, UKP_PASSPHRASE: 'correct horse' }
    const reading = pictureReader(env, process.platform).readQr(costly(), 'my-secret-picture.png')
    const pid = await child()
    const seen = ['environ', 'cmdline'].map((name) => readFileSync(`/proc/${pid}/${name}`, 'latin1')).join('\0')
    await reading.catch(() => undefined)
    expect(seen).toContain('PATH=')
    expect(seen).toContain('picture-process.js')
    for (const secret of ['correct horse', 'UKP_', 'my-secret-picture']) expect(seen).not.toContain(secret)
  })

  it.skipIf(!linux)(`is ended when a picture takes too long, and then is gone${without}`, async () => {
    const started = performance.now()
    const reading = failure(costly(), 'a.png')
    const pid = await child()
    expect(await reading).toEqual({ reason: 'picture-too-costly', facts: { file: 'a.png' } })
    expect(existsSync(`/proc/${pid}`)).toBe(false)
    // Two seconds of the processor; on the clock ten, at which it is ended in any case.
    expect(performance.now() - started).toBeLessThan(11_000)
  })

  it('leaves nothing to the one that started it when that ends: it reads a pipe, which then closes', () => {
    const script = `
      const { pictureReader } = await import(${JSON.stringify(pathToFileURL(join(ROOT, 'build/system/pictures/pictures.js')).href)})
      pictureReader(process.env, process.platform).readQr(Buffer.from('x'), 'a').catch(({ reason }) => console.log(reason))`
    const ran = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
      encoding: 'utf8',
      timeout: 20_000,
    })
    expect(ran.stdout.trim()).toBe('picture-unreadable')
    expect(ran.status).toBe(0)
  })
})

/** Tries everything that a broken decoder could be made to do, and says what became of it. */
const ATTEMPTS = `
  import { spawnSync } from 'node:child_process'
  import { appendFileSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
  import { Worker } from 'node:worker_threads'
  const [file, folder] = process.argv.slice(2)
  const attempts = {
    read: () => readFileSync(file),
    write: () => writeFileSync(file, 'changed'),
    create: () => writeFileSync(folder + '/new', 'x'),
    append: () => appendFileSync(file, 'x'),
    folder: () => mkdirSync(folder + '/made'),
    link: () => symlinkSync(file, folder + '/link'),
    remove: () => rmSync(file),
    start: () => { const { error } = spawnSync(process.execPath, ['--version']); if (error) throw error },
    thread: () => new Worker('1', { eval: true }),
    native: () => process.dlopen({ exports: {} }, file),
  }
  const said = {}
  for (const [name, attempt] of Object.entries(attempts)) {
    try { attempt(); said[name] = 'done' } catch (error) { said[name] = error.code ?? String(error) }
  }
  console.log(JSON.stringify(said))
  process.exit()
`

describe('the rights of the process', () => {
  it('are to read files, and nothing else', () => {
    const file = join(folder, 'precious')
    const program = join(folder, 'attempts.mjs')
    writeFileSync(file, 'unchanged')
    writeFileSync(program, ATTEMPTS)
    const ran = spawnSync(process.execPath, [...pictureFlags(), program, file, folder], { encoding: 'utf8' })
    const said = JSON.parse(ran.stdout) as Record<string, string>
    const { read, native, ...others } = said
    expect(read).toBe('done')
    expect(new Set(Object.values(others))).toEqual(new Set(['ERR_ACCESS_DENIED']))
    expect(native).toMatch(/^ERR_(?:ACCESS_DENIED|DLOPEN_DISABLED|DLOPEN_FAILED)$/)
    expect(readFileSync(file, 'utf8')).toBe('unchanged')
    expect(readdirSync(folder).sort()).toEqual(['attempts.mjs', 'precious'])
  })

  it('are asked for by the name that this Node knows them by', () => {
    expect(pictureFlags()).toContainEqual(expect.stringMatching(/^--(?:experimental-)?permission$/))
    expect(pictureFlags(new Set(['--permission', '--experimental-permission']))).toContain('--permission')
    expect(pictureFlags(new Set(['--experimental-permission']))).toContain('--experimental-permission')
    expect(pictureFlags(new Set()).join(' ')).not.toContain('--allow-fs-read')
  })
})

describe('the limits', () => {
  it('are the same on all machines that start fast enough, and grow with the time that starting takes', () => {
    expect([0, 60, 120, 200].map(slownessOf)).toEqual([1, 1, 1, 1])
    expect([300, 500, 1000].map(slownessOf)).toEqual([1.5, 2.5, 5])
    expect(slownessOf(60_000)).toBe(5)
  })
})
