// Codes in every colour and on every ground, pictures without a code, and what a damaged file may do.
import { readFile } from 'node:fs/promises'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { UkpError } from '../../../src/errors.ts'
import { readQrTexts } from '../../../src/qr/read/read.ts'
import { bmp } from '../bmp-file.ts'
import { gif } from '../gif-file.ts'
import { BLACK, blank, code, NOTHING, otpLink, page, type Raster, randomOf, WHITE } from '../pictures.ts'
import { png } from '../png-file.ts'
import { tiff } from '../tiff-file.ts'

afterEach(() => {
  vi.restoreAllMocks()
})

const read = (raster: Raster): Promise<string[]> => readQrTexts(png(raster, { colour: 6, depth: 8 }), 'a.png')

describe('a code', () => {
  const text = otpLink(randomOf(7))
  const kinds: readonly (readonly [string, Raster])[] = [
    ['dark on light', code(text)],
    ['light on dark', code(text, { dark: WHITE, light: BLACK })],
    ['grey on grey', code(text, { dark: [110, 110, 110, 255], light: [150, 150, 150, 255] })],
    ['blue on yellow', code(text, { dark: [20, 30, 140, 255], light: [250, 230, 90, 255] })],
    ['dark on nothing', code(text, { light: NOTHING })],
    ['light on nothing', code(text, { dark: WHITE, light: NOTHING })],
    ['dark on nothing, cut tight', code(text, { light: NOTHING, quiet: 0 })],
    ['light on nothing, cut tight', code(text, { dark: WHITE, light: NOTHING, quiet: 0 })],
    ['light on dark, cut tight', code(text, { dark: WHITE, light: BLACK, quiet: 0 })],
    ['without its quiet zone', code(text, { quiet: 0 })],
    ['without its quiet zone, one pixel a module', code(text, { quiet: 0, module: 1 })],
    ['one pixel a module', code(text, { module: 1 })],
    ['two pixels a module', code(text, { module: 2 })],
    ['30 pixels a module', code(text, { module: 30 })],
  ]
  it.each(kinds)('is read: %s', async (_, raster) => {
    expect(await read(raster)).toEqual([text])
  })

  it.each([1, 2, 3, 4, 5, 6])('is read on a page (seed %i)', async (seed) => {
    const random = randomOf(seed)
    const link = otpLink(random)
    expect(await read(page(random, { width: 1100, height: 700 }, code(link, { module: 3 })))).toEqual([link])
  })

  it('is read on the sample screenshot, which is small enough to be kept', async () => {
    const bytes = await readFile(new URL('../../fixtures/sample-screenshot.png', import.meta.url))
    expect(bytes.length).toBeLessThan(60_000)
    expect(await readQrTexts(bytes, 'sample-screenshot.png')).toEqual([
      'otpauth://totp/%C3%9Cgyf%C3%A9lkapu%2B:minta.anna?secret=JBSWY3DPEHPK3PXPGEZA',
    ])
  })
})

describe('the text', () => {
  it('is what the code holds, be it a link or not', async () => {
    expect(await read(code('WIFI:T:WPA;S:minta;;'))).toEqual(['WIFI:T:WPA;S:minta;;'])
    expect(await read(code('0123456789'))).toEqual(['0123456789'])
  })

  it('keeps Hungarian letters that are written as they are', async () => {
    const text = 'otpauth://totp/Ügyfélkapu+: árvíztűrő tükörfúrógép?secret=JBSWY3DPEHPK3PXP'
    expect(await read(code(text))).toEqual([text])
  })

  it('keeps letters of an old character set instead of dropping them', async () => {
    const bytes = [...Buffer.from('otpauth://totp/Ügy?secret=JBSWY3DPEHPK3PXP', 'latin1')]
    expect(await read(code(bytes))).toEqual(['otpauth://totp/Ügy?secret=JBSWY3DPEHPK3PXP'])
  })

  it('is nothing when it is empty', async () => {
    expect(await read(code([]))).toEqual([])
  })
})

describe('a picture without a code', () => {
  it('gives nothing: one colour, a pixel, a page', async () => {
    expect(await read(blank(200, 100, WHITE))).toEqual([])
    expect(await read(blank(200, 100, NOTHING))).toEqual([])
    expect(await read(blank(1, 1, BLACK))).toEqual([])
    expect(await read(blank(1, 300, BLACK))).toEqual([])
    expect(await read(page(randomOf(3), { width: 800, height: 600 }, null))).toEqual([])
  })

  it('gives nothing in bounded time even when it is noise, which is slowest', async () => {
    const random = randomOf(11)
    const noise = blank(1600, 1200, WHITE)
    for (let at = 0; at < noise.data.length; at += 4) noise.data.fill(random() * 256, at, at + 3)
    const before = process.cpuUsage()
    expect(await read(noise)).toEqual([])
    const { user, system } = process.cpuUsage(before)
    // 1.5 seconds; without the budget 14.
    expect((user + system) / 1000).toBeLessThan(6000)
  })
})

describe('a damaged picture', () => {
  const whole = code(otpLink(randomOf(5)), { module: 2 })
  const files = [
    ['PNG', png(whole, { colour: 0, depth: 8 })],
    ['GIF', gif(whole, { more: 1 })],
    ['BMP', bmp(whole, { bits: 8 })],
    ['BMP with runs', bmp(whole, { bits: 4, runs: true })],
    ['TIFF', tiff(whole, { compression: 5, rowsPerStrip: 20 })],
  ] as const

  /** Either texts or a refusal that a person can be told. */
  async function expectTyped(bytes: Uint8Array): Promise<void> {
    const result: unknown = await readQrTexts(bytes, 'a').catch((error: unknown) => error)
    if (Array.isArray(result)) return
    expect(result).toBeInstanceOf(UkpError)
    expect((result as UkpError).reason).toMatch(/^picture-(unreadable|unsupported|too-large)$/)
    expect((result as UkpError).cause).toBeUndefined()
  }

  it.each(files)('that is cut short anywhere is refused or read: %s', async (_, bytes) => {
    for (let length = 0; length < Math.min(120, bytes.length); length++) await expectTyped(bytes.subarray(0, length))
    for (let part = 1; part < 10; part++) await expectTyped(bytes.subarray(0, Math.floor((bytes.length * part) / 10)))
  })

  it.each(files)('with wrong bytes is refused or read: %s', async (_, bytes) => {
    const random = randomOf(bytes.length)
    for (let i = 0; i < 60; i++) {
      const changed = Buffer.from(bytes)
      const most = i % 2 === 0 ? Math.min(200, bytes.length) : bytes.length
      for (let k = 0; k <= i % 4; k++) changed[Math.floor(random() * most)] = Math.floor(random() * 256)
      await expectTyped(changed)
    }
  })
})

describe('reading', () => {
  it('never asks the network and writes nothing', async () => {
    const fetched = vi.spyOn(globalThis, 'fetch')
    const printed = (['log', 'info', 'warn', 'error'] as const).map((name) => vi.spyOn(console, name))
    const written = [vi.spyOn(process.stdout, 'write'), vi.spyOn(process.stderr, 'write')]
    const raster = code('x')
    const short = gif(raster).subarray(0, 300)
    for (const bytes of [
      png(raster, { colour: 2, depth: 8 }),
      gif(raster),
      tiff(raster, { tiles: { width: 16, height: 16 } }),
    ]) {
      await readQrTexts(bytes, 'https://example.com/a.png')
    }
    await readQrTexts(short, 'cut.gif')
    for (const spy of [fetched, ...printed, ...written]) expect(spy).not.toHaveBeenCalled()
  })

  it('loads the picture libraries only when a picture is read', async () => {
    const files = {
      jimp: 'picture/pixels.ts',
      '@jsquash/webp/decode.js': 'picture/pixels.ts',
      jsqr: 'read/jsqr.ts',
      'zxing-wasm/reader': 'read/zxing.ts',
    }
    for (const [library, file] of Object.entries(files)) {
      const source = await readFile(new URL(`../../../src/qr/${file}`, import.meta.url), 'utf8')
      expect(source).toContain(`await import('${library}')`)
    }
  })
})
