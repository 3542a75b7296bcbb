// Hostile and enormous pictures, given to the process that really reads them: each is refused by name or read within two
// seconds of processor time and 400 MB. A table of all of them is printed at the end.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { cheapest, type PictureCost } from '../kit/picture-cost.ts'
import { dropHome, newHome, PYTHON, ukp } from '../kit/ukp.ts'
import { COSTLY, sheetOfCodes } from '../qr/costly-scenes.ts'
import { BOMBS, type HostileFile, PASSED, REFUSED } from '../qr/hostile-files.ts'
import { LARGE, largeLossyWebps } from '../qr/large-files.ts'
import { PEOPLES, PEOPLES_TEXT } from '../qr/peoples-files.ts'
import { webpEncoder } from '../qr/webp-file.ts'

const PROCESSOR_MS = 2000
const PEAK = 400_000_000
const REASON = /^picture-(?:too-large|too-costly|unreadable|unsupported)$/

interface Row {
  readonly name: string
  readonly bytes: number
  readonly cost: PictureCost
}

const rows: Row[] = []

/** @param honest must be read: on a busy machine it is tried again when it was given up */
function costOf(name: string, bytes: Uint8Array, honest = false): PictureCost {
  const isGood = ({ processorMs, texts }: PictureCost): boolean =>
    processorMs < PROCESSOR_MS && (!honest || texts !== null)
  const cost = cheapest(bytes, isGood)
  rows.push({ name, bytes: bytes.length, cost })
  expect(cost.processorMs).toBeLessThan(PROCESSOR_MS)
  expect(cost.peak).toBeLessThan(PEAK)
  return cost
}

function resultOf({ texts, reason, facts }: PictureCost): string {
  if (texts !== null) return texts.length === 0 ? 'no code' : `${texts.length} code${texts.length > 1 ? 's' : ''}`
  return `${reason?.replace('picture-', '')} ${facts.limit ?? facts.format ?? ''}`.trim()
}

function table(): string {
  const head = ['file', 'bytes', 'result', 'CPU ms', 'wall ms', 'peak MB']
  const lines = rows.map(({ name, bytes, cost }) => [
    name,
    String(bytes),
    resultOf(cost),
    cost.processorMs.toFixed(0),
    cost.wallMs.toFixed(0),
    (cost.peak / 1e6).toFixed(0),
  ])
  const widths = head.map((_, i) => Math.max(...[head, ...lines].map((line) => line[i]?.length ?? 0)))
  const isText = (i: number): boolean => i === 0 || i === 2
  return [head, ...lines]
    .map((line) =>
      line.map((cell, i) => (isText(i) ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join('  '),
    )
    .join('\n')
}

const without = PYTHON === null ? ' (python3 is not here, which measures)' : ''

describe.skipIf(PYTHON === null)(`a picture given to the real reader${without}`, () => {
  afterAll(() => {
    // biome-ignore lint/suspicious/noConsole: the table is the point
    console.log(`${rows.length} pictures\n${table()}`)
  })

  it.each<HostileFile>([...REFUSED, ...PASSED, ...BOMBS])('whose structure lies ends in time: %s', (name, make) => {
    const cost = costOf(name, make())
    if (cost.texts === null) expect(cost.reason).toMatch(REASON)
    else expect(cost.texts).toEqual([])
  })

  it.each(LARGE)('that is honest and enormous ends in time: %s', (name, make) => {
    const cost = costOf(name, make())
    if (cost.texts === null) expect(cost.reason).toMatch(/^picture-too-(?:large|costly)$|^picture-unreadable$/)
    else expect(cost.texts).toEqual([])
  })

  it('that is an enormous lossy WebP of noise ends in time', async () => {
    for (const [name, bytes] of await largeLossyWebps(await webpEncoder())) {
      expect(costOf(name, bytes).texts ?? []).toEqual([])
    }
  })

  it.each(COSTLY)('that is slow for the readers of codes ends in time: %s', (name, make) => {
    const { texts, reason } = costOf(name, make())
    if (texts === null) expect(reason).toBe('picture-too-costly')
    // Of what is drawn like codes, some is one; a link to a key it never is.
    else expect(texts.filter((text) => text.includes('otpauth'))).toEqual([])
  })

  it.each([9, 25, 36, 64])('with %i codes is read whole', (count) => {
    const { bytes, texts } = sheetOfCodes(2000, count)
    expect(new Set(costOf(`PNG, 4 MP: ${count} true codes`, bytes).texts)).toEqual(new Set(texts))
  })

  it.each([81, 100, 400])('with %i codes of which some are missed gives no wrong text', (count) => {
    const { bytes, texts } = sheetOfCodes(4000, count)
    const cost = costOf(`PNG, 16 MP: ${count} true codes`, bytes)
    expect((cost.texts ?? []).filter((text) => !texts.includes(text))).toEqual([])
  })

  it.each(PEOPLES)('that people have is read: %s', (name, make) => {
    expect(costOf(name, make(), true).texts).toEqual([PEOPLES_TEXT])
  })
})

describe('a hostile picture given to the program', () => {
  const home = newHome()
  afterAll(() => dropHome(home))
  const [bomb] = BOMBS
  const find = (files: readonly HostileFile[], name: string): HostileFile => {
    const found = files.find(([other]) => other.includes(name))
    if (found === undefined) throw new Error(`no such file: ${name}`)
    return found
  }
  it.each([
    [...(bomb ?? find(PASSED, 'PNG')), 'qr-none'],
    [...find(REFUSED, 'JPEG: 39 megapixels in 100 bytes'), 'picture-unreadable'],
    [...find(REFUSED, 'a ring of strings'), 'picture-unreadable'],
    [...find(REFUSED, '16 383'), 'picture-too-large'],
    [...find(COSTLY, '16 MP: marks of one pixel'), 'picture-too-costly'],
    [...find(COSTLY, '4 MP: white noise'), 'qr-none'],
  ] as const)('ends with a sentence and its exit code: %s', (_, make, reason) => {
    const file = join(home.folder, 'picture')
    writeFileSync(file, make())
    const ran = ukp(home, ['add', '--dry-run', '--qr', file, '--json'])
    const answer = JSON.parse(ran.stdout) as { ok: boolean; kind: string; message: string }
    expect(ran.exit, ran.stdout).toBe(6)
    expect(answer).toMatchObject({ ok: false, kind: 'bad-input' })
    expect({ reason, message: answer.message }).toEqual({ reason, message: expect.stringMatching(MESSAGES[reason]) })
    expect(ran.stdout).not.toContain('otpauth')
  })
})

const MESSAGES = {
  'qr-none': /no QR code/i,
  'picture-unreadable': /cannot be read/,
  'picture-too-large': /too large/,
  'picture-too-costly': /too much time or memory/,
} as const
