// The pictures can be made again: same seed, same bytes. What they hold is checked with an independent reader.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { CLASSES } from './classes.ts'
import { makePicture, makeSet } from './make.ts'
import type { PictureClass } from './picture-class.ts'
import { seeded } from './random.ts'

const CHEAP = ['noquiet-touching-frame', 'tiny-2px', 'transparent-light'] as const
const hasZbar = spawnSync('zbarimg', ['--version']).error === undefined
const folder = mkdtempSync(join(tmpdir(), 'pictures-'))

afterAll(() => rmSync(folder, { recursive: true }))

function classNamed(name: string): PictureClass {
  const kind = CLASSES.find((other) => other.name === name)
  if (kind === undefined) throw new Error(`no class ${name}`)
  return kind
}

describe('the generator of pictures', () => {
  it.each(CHEAP)('gives the same bytes for the same seed, other ones for another: %s', async (name) => {
    const kind = classNamed(name)
    const first = await makePicture(kind, 7, 1)
    expect(await makePicture(kind, 7, 1)).toEqual(first)
    const others = [await makePicture(kind, 8, 1), await makePicture(kind, 7, 2)]
    for (const { bytes, texts } of others) {
      expect(Buffer.compare(bytes, first.bytes)).not.toBe(0)
      expect(texts).not.toEqual(first.texts)
    }
  })

  it('has classes with names of their own, in order', () => {
    const names = CLASSES.map(({ name }) => name)
    expect(names).toEqual([...new Set(names)].sort())
    expect(names.filter((name) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name))).toEqual([])
  })

  it('draws the whole range of chance evenly', () => {
    const random = seeded('even')
    const counts = new Array<number>(8).fill(0)
    for (let turn = 0; turn < 8000; turn++) {
      const drawn = random.int(0, 7)
      counts[drawn] = (counts[drawn] ?? 0) + 1
    }
    // 1000 each are expected; 150 is five deviations.
    expect(counts.filter((count) => Math.abs(count - 1000) > 150)).toEqual([])
  })

  it('writes the pictures with a list of what they say', async () => {
    expect(await makeSet(join(folder, 'set'), { seed: 3, each: 2, only: ['clean', 'tiny-1px'] })).toBe(4)
    const [header, ...lines] = readFileSync(join(folder, 'set', 'manifest.tsv'), 'utf8')
      .trimEnd()
      .split('\n')
    expect(header).toBe('path\texpected (JSON list; empty: no QR code)')
    expect(lines.map((line) => line.split('\t')[0])).toEqual([
      'clean/01.png',
      'clean/02.png',
      'tiny-1px/01.png',
      'tiny-1px/02.png',
    ])
    for (const line of lines) expect(JSON.parse(line.split('\t')[1] ?? '')).toEqual([expect.stringMatching(/^otpauth/)])
    await expect(makeSet(folder, { only: ['no-such'] })).rejects.toThrow('no class no-such')
  })
})

describe.runIf(hasZbar)(`an independent reader${hasZbar ? '' : ' (zbarimg is not installed)'}`, () => {
  it('reads the plain pictures', async () => {
    await makeSet(join(folder, 'zbar'), { seed: 5, each: 6, only: ['clean'] })
    const lines = readFileSync(join(folder, 'zbar', 'manifest.tsv'), 'utf8')
      .trimEnd()
      .split('\n')
      .slice(1)
    const wrong = lines.filter((line) => {
      const [path = '', list = '[]'] = line.split('\t')
      const [text = ''] = JSON.parse(list) as string[]
      const { stdout } = spawnSync('zbarimg', ['--raw', '-q', join(folder, 'zbar', path)], { encoding: 'utf8' })
      // zbarimg guesses other encodings for letters with accents: there only the key can be compared.
      const key = /secret=[A-Z2-7]+/.exec(text)?.[0]
      return /[^ -~]/.test(text) ? key === undefined || !stdout.includes(key) : stdout.trim() !== text
    })
    expect(wrong).toEqual([])
  })
})
