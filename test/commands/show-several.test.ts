// ukp show of several accounts: which ones, what the JSON looks like, and QR codes one after the other.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readQrTexts } from '../../src/qr/read/read.ts'
import { dropHome, type Home, newHome, PASSPHRASE, PYTHON, play, type Ran, ukp, ukpJson } from '../kit/ukp.ts'
import { keyNumber, putVault } from '../kit/vaults.ts'
import { BLACK, blank, fill, WHITE } from '../qr/pictures.ts'
import { png } from '../qr/png-file.ts'

const BLACK_ON_WHITE = '\u001b[30;47m'
const RESET = '\u001b[0m'

const env = { UKP_PASSPHRASE: PASSPHRASE }

let home: Home
beforeAll(async () => {
  home = newHome()
  await putVault(home, [
    { name: 'mama', issuer: 'Ügyfélkapu+', account: 'minta.anna', tags: ['family'], deletionCode: '04711042' },
    { name: 'papa', tags: ['Family', 'work'] },
    { name: 'cég', issuer: 'Acme', account: 'bela', tags: ['work'] },
    { name: 'gone', tags: ['family'], trashed: '2026-01-01T00:00:00.000Z' },
  ])
})
afterAll(() => dropHome(home))

function show(...args: string[]): Ran {
  return ukp(home, ['show', '--quiet', ...args], { env })
}

/** The name stands in for a label where there is none. */
const LINKS = {
  mama: `otpauth://totp/%C3%9Cgyf%C3%A9lkapu%2B:minta.anna?secret=${keyNumber(0)}&issuer=%C3%9Cgyf%C3%A9lkapu%2B&algorithm=SHA1&digits=6&period=30`,
  papa: `otpauth://totp/papa?secret=${keyNumber(1)}&algorithm=SHA1&digits=6&period=30`,
  ceg: `otpauth://totp/Acme:bela?secret=${keyNumber(2)}&issuer=Acme&algorithm=SHA1&digits=6&period=30`,
}

describe('which accounts', () => {
  const named = (...args: string[]): unknown => {
    const { json } = ukpJson(home, ['show', ...args])
    return ((json.accounts ?? [json.account]) as { name: string }[]).map(({ name }) => name)
  }

  it('are those named, in that order, each once, and then those with a tag', () => {
    expect(named('papa', 'mama')).toEqual(['papa', 'mama'])
    expect(named('minta.anna', 'mama', 'ceg')).toEqual(['mama', 'cég'])
    expect(named('--tag', 'FAMILY')).toEqual(['mama', 'papa'])
    expect(named('ceg', '--tag', 'family', '--tag', 'work')).toEqual(['cég', 'mama', 'papa'])
  })

  it.each([
    ['without any', [], 2],
    ['that are not there', ['nobody'], 3],
    ['of which one is not there', ['mama', 'nobody'], 3],
    ['of which one is in the trash', ['mama', 'gone'], 3],
    ['that several names match', ['m', 'a'], 3],
    ['with a tag that nobody has', ['--tag', 'nothing'], 3],
  ])('%s: exit %i', (_, args, exit) => {
    expect(show(...args)).toMatchObject({ exit, stdout: '' })
    const { json } = ukpJson(home, ['show', ...args])
    expect(json).toMatchObject({ ok: false, exit })
    expect(json).not.toHaveProperty('account')
    expect(json).not.toHaveProperty('accounts')
  })
})

describe('the JSON', () => {
  it('is `account` for one, by name or by tag', () => {
    for (const args of [['mama'], ['mama', 'mama'], ['mama', 'minta.anna']]) {
      const { json } = ukpJson(home, ['show', ...args])
      expect(json).toMatchObject({ ok: true, account: { name: 'mama', hasDeletionCode: true, source: 'qr' } })
      expect(json).not.toHaveProperty('accounts')
    }
  })

  it('is `accounts` for several', () => {
    const { json, stdout } = ukpJson(home, ['show', 'mama', 'papa'])
    expect(json).toMatchObject({ ok: true, accounts: [{ name: 'mama' }, { name: 'papa' }] })
    expect(json).not.toHaveProperty('account')
    expect(stdout).not.toContain(keyNumber(0))
    expect(stdout).not.toContain('04711042')
  })

  it('has keys and links when they are asked for', () => {
    const { json } = ukpJson(home, ['show', 'mama', 'papa', '--reveal', '--uri'])
    expect(json.accounts).toMatchObject([
      { secret: keyNumber(0), deletionCode: '04711042', uri: LINKS.mama },
      { secret: keyNumber(1), deletionCode: null, uri: LINKS.papa },
    ])
  })
})

describe('the text', () => {
  it('has an empty line between two accounts, and no key', () => {
    const { exit, stdout } = show('mama', 'papa')
    expect(exit).toBe(0)
    const [first, second, ...others] = stdout.split('\n\n')
    expect(others).toEqual([])
    expect(first).toMatch(/^Name\s+mama\n/)
    expect(second).toMatch(/^Name\s+papa\n/)
    expect(stdout).not.toMatch(/GEZD/)
  })

  it('is one link a line with --uri', () => {
    expect(show('mama', 'papa', 'ceg', '--uri').stdout).toBe(`${LINKS.mama}\n${LINKS.papa}\n${LINKS.ceg}\n`)
  })
})

describe('QR codes', () => {
  it('come one after the other, each under its name, and are read', async () => {
    const { exit, stdout } = show('mama', 'papa', 'ceg', '--qr', '--no-color')
    expect(exit).toBe(0)
    expect(stdout.match(/^.* \(\d of \d\)$/gm)).toEqual(['mama (1 of 3)', 'papa (2 of 3)', 'cég (3 of 3)'])
    expect(await readAll(stdout)).toEqual([LINKS.mama, LINKS.papa, LINKS.ceg])
  })

  it('of one account has no heading', async () => {
    const { stdout } = show('mama', '--qr', '--no-color')
    expect(stdout).not.toContain('mama')
    expect(await readAll(stdout)).toEqual([LINKS.mama])
  })

  it('are black on white with colour', async () => {
    const { stdout } = ukp(home, ['show', 'mama', 'papa', '--qr'], { env: { ...env, FORCE_COLOR: '1' } })
    const lines = stdout.split('\n').filter((line) => /[▀▄█]/.test(line))
    expect(lines.length).toBeGreaterThan(40)
    for (const line of lines) expect(line.startsWith(BLACK_ON_WHITE) && line.endsWith(RESET)).toBe(true)
    const bare = stdout.replaceAll(BLACK_ON_WHITE, '').replaceAll(RESET, '')
    expect(await readAll(bare, { dark: true })).toEqual([LINKS.mama, LINKS.papa])
  })

  it('add nothing to the JSON', () => {
    const { json, stdout } = ukpJson(home, ['show', 'mama', 'papa', '--qr'])
    expect(json.accounts).toHaveLength(2)
    expect(stdout).not.toContain(keyNumber(0))
  })
})

/** Every block of a text that is drawn with half blocks, as a picture, read. Without colour the light modules are inked. */
async function readAll(text: string, { dark = false } = {}): Promise<string[]> {
  const blocks: string[][] = []
  for (const line of text.split('\n')) {
    const drawn = /^[ ▀▄█]+$/.test(line)
    if (!drawn) blocks.push([])
    else blocks.at(-1)?.push(line) ?? blocks.push([line])
  }
  const texts: string[] = []
  for (const block of blocks.filter((lines) => lines.length > 10)) {
    const width = Math.max(...block.map((line) => line.length))
    const raster = blank((width + 8) * 4, (block.length * 2 + 8) * 4, WHITE)
    for (const [y, line] of block.entries()) {
      for (let x = 0; x < width; x++) {
        const character = line[x] ?? ' '
        const inked = [character === '█' || character === '▀', character === '█' || character === '▄']
        for (const [half, ink] of inked.entries()) {
          const box = { x: (x + 4) * 4, y: (y * 2 + half + 4) * 4, width: 4, height: 4 }
          if (ink === dark) fill(raster, { ...box, colour: BLACK })
        }
      }
    }
    texts.push(...(await readQrTexts(png(raster, { colour: 0, depth: 8 }), 'terminal')))
  }
  return texts
}

describe.skipIf(PYTHON === null)(`on a terminal${PYTHON === null ? ' (skipped: no python3)' : ''}`, () => {
  it('the next code waits for Enter', () => {
    const steps = [
      { columns: 100 },
      { expect: 'mama (1 of 2)' },
      { expect: 'the next one' },
      { send: '\r' },
      { expect: 'papa (2 of 2)' },
    ]
    const played = play(home, ['show', 'mama', 'papa', '--qr'], steps, { env })
    expect([played.exit, played.missing]).toEqual([0, undefined])
    expect(played.screen.match(/the next one/g)?.length).toBeGreaterThan(0)
  })

  it('whoever leaves in between has seen no more', () => {
    const steps = [{ columns: 100 }, { expect: 'the next one' }, { send: '\u0003' }]
    const played = play(home, ['show', 'mama', 'papa', '--qr'], steps, { env })
    expect([played.exit, played.echo]).toEqual([130, true])
    expect(played.screen).not.toContain('papa (2 of 2)')
  })

  it('of one account is not waited for', () => {
    expect(play(home, ['show', 'mama', '--qr'], [{ columns: 100 }], { env }).exit).toBe(0)
  })

  it('a code that is wider than the window is not drawn, and both widths are told', () => {
    const played = play(home, ['show', 'papa', 'mama', '--qr'], [{ columns: 40 }], { env })
    expect(played.exit).toBe(10)
    expect(played.stderr).toMatch(/it has 40 columns, \d\d are needed/)
    expect(played.screen).not.toMatch(/[▀▄█]/)
    expect(play(home, ['show', 'mama', '--qr', '--json'], [{ columns: 40 }], { env }).exit).toBe(0)
  })

  it('a code that is higher than the window is not drawn, and both heights are told', () => {
    const low = play(home, ['show', 'mama', '--qr'], [{ columns: 100, rows: 20 }], { env })
    expect(low.exit).toBe(10)
    expect(low.stderr).toMatch(/it has 20 lines, \d\d are needed/)
    expect(low.screen).not.toMatch(/[▀▄█]/)
    const rows = Number(/(\d+) are needed/.exec(low.stderr)?.[1])
    expect(play(home, ['show', 'mama', '--qr'], [{ columns: 100, rows }], { env }).exit).toBe(0)
  })

  it('a window of just the width that is told is wide enough', () => {
    const told = play(home, ['show', 'mama', '--qr'], [{ columns: 20 }], { env }).stderr
    const needed = Number(/(\d+) are needed/.exec(told)?.[1])
    expect(needed).toBeGreaterThan(40)
    expect(play(home, ['show', 'mama', '--qr'], [{ columns: needed }], { env }).exit).toBe(0)
    expect(play(home, ['show', 'mama', '--qr'], [{ columns: needed - 1 }], { env }).exit).toBe(10)
  })
})
