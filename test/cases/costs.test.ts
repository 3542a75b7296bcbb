// Cases 14 to 16 and 19: what a file may make ukp compute, and what is no file at all. What a person sees is looked at in the
// program itself, what concerns bytes in the functions. Each test begins with the number of its case.
import { execFileSync } from 'node:child_process'
import { closeSync, lstatSync, mkdirSync, openSync, readdirSync, truncateSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { passphraseSlotMaker } from '../../src/vault/slots/passphrase.ts'
import { createVault } from '../../src/vault/vault.ts'
import { PYTHON, play } from '../kit/ukp.ts'
import {
  account,
  contentsWith,
  FILE,
  fastest,
  type HeaderJson,
  headerOf,
  PASSPHRASE,
  refusal,
  type SlotJson,
  seeded,
  utf8,
  withHeader,
  withSlot,
} from '../vault/kit.ts'
import { home, measured, placed } from './place.ts'
import {
  ADD,
  BY_PASSPHRASE,
  bytes,
  cheapest,
  expectRefusal,
  LIMITS,
  linux,
  NO_FILE,
  on,
  refused,
  slotOf,
  versionCpu,
  WITHOUT_TERMINAL,
} from './vault-file.ts'

describe('case 14', () => {
  const kdf = (edit: Record<string, unknown>): Uint8Array =>
    withSlot(bytes, (slot) => (slot.kdf = { ...(slot.kdf as object), ...edit }))

  it.each<[string, Record<string, unknown>]>([
    ['m of 4 GiB', { m: 4_194_304 }],
    ['m of 1 GiB', { m: 1_048_576 }],
    ['m 0', { m: 0 }],
    ['m -1', { m: -1 }],
    ['m as text', { m: '65536' }],
    ['m 8', { m: 8 }],
    ['t 0', { t: 0 }],
    ['t 1,000,000', { t: 1_000_000 }],
    ['p 4', { p: 4 }],
    ['argon2i', { alg: 'argon2i' }],
    ['a short salt', { salt: Buffer.alloc(8).toString('base64url') }],
  ])('case 14: %s is refused in 100 ms and 150 MiB, before a passphrase is asked for', (_, edit) => {
    const file = placed(kdf(edit))
    expect(refusal(kdf(edit))).toBe('vault-limits')
    expect(fastest(() => refusal(kdf(edit)))).toBeLessThan(100)
    // Nothing is given and there is no terminal: a ukp that got as far as asking would leave with 4.
    const ran = cheapest(['list', '--vault', file])
    expectRefusal(ran, 5, LIMITS)
    expect(ran.cpuMs - versionCpu()).toBeLessThan(100)
    expect(ran.peakMiB).toBeLessThan(150)
  })

  it('case 14: nor does a passphrase that is given make it derive', () => {
    const ran = cheapest(['list', '--vault', placed(kdf({ t: 1_000_000 }))], BY_PASSPHRASE)
    expectRefusal(ran, 5, LIMITS)
    expect(ran.cpuMs - versionCpu()).toBeLessThan(100)
  })

  it.skipIf(PYTHON === null)(`case 14: a person at a terminal sees no question${WITHOUT_TERMINAL}`, () => {
    const played = play(home, ['list', '--vault', placed(kdf({ m: 1_048_576 }))], [])
    expect([played.exit, played.screen]).toEqual([5, ''])
    expect(played.stderr).toMatch(LIMITS)
  })
})

describe('case 15', () => {
  const id = (n: number): string => Buffer.from([0, 0, 0, 0, 0, 0, 0, n]).toString('base64url')
  const more = (count: number, slot: (header: HeaderJson, n: number) => SlotJson) => (header: HeaderJson) => {
    header.slots.push(...Array.from({ length: count }, (_, n) => slot(header, n)))
  }
  const raw = (header: HeaderJson, n: number): SlotJson => ({ ...slotOf(header, 'raw'), id: id(n) })
  const passphrase = (header: HeaderJson, n: number): SlotJson => ({ ...slotOf(header, 'passphrase'), id: id(n) })
  const costly = (...costs: [number, number][]) => {
    return (header: HeaderJson): void => {
      const slot = slotOf(header, 'passphrase')
      header.slots = costs.map(([m, t], n) => ({ ...slot, id: id(n), kdf: { ...(slot.kdf as object), m, t } }))
    }
  }

  it.each<[string, (header: HeaderJson) => void, (header: HeaderJson) => void]>([
    ['17 slots', more(14, raw), more(13, raw)],
    ['9 passphrase slots', more(8, passphrase), more(7, passphrase)],
    [
      'more work in all than the cap',
      costly([524_288, 8], [262_144, 16], [8192, 1]),
      costly([524_288, 8], [262_144, 16]),
    ],
  ])('case 15: %s are refused before any question, one less is not', (_, tooMany, most) => {
    expect(refusal(withHeader(bytes, tooMany))).toBe('vault-limits')
    expect(refusal(withHeader(bytes, most))).toBe('taken')
    refused(withHeader(bytes, tooMany), 5, LIMITS)
    expect(on(placed(withHeader(bytes, most))).exit).toBe(4)
  })
})

describe('case 16', () => {
  it('case 16: a slot at the cap, 16 passes over 256 MiB, opens', { timeout: 120_000 }, async () => {
    const random = seeded(16)
    const cost = { passes: 16, memory: 256 * 1024 }
    const { bytes: slow } = await createVault(FILE, {
      contents: contentsWith([account(1)]),
      random,
      slots: (crypto, dataKey, vaultId) => [
        passphraseSlotMaker(crypto, { passphrase: utf8(PASSPHRASE), cost, random })(dataKey, vaultId),
      ],
    })
    expect(headerOf(slow).slots[0]?.kdf).toMatchObject({ t: 16, m: 262_144 })
    const ran = on(placed(slow), { env: BY_PASSPHRASE })
    expect([ran.exit, ran.stdout.includes('mama 1')], ran.stderr).toEqual([0, true])
  })
})

describe.runIf(linux)('case 19 (FIFOs and devices of Linux)', () => {
  const folder = join(home.folder, 'no files')
  const server = createServer()
  beforeAll(async () => {
    mkdirSync(folder)
    mkdirSync(join(folder, 'directory'))
    execFileSync('mkfifo', ['-m', '600', join(folder, 'fifo')])
    closeSync(openSync(join(folder, 'sparse'), 'w', 0o600))
    truncateSync(join(folder, 'sparse'), 5_000_000_000)
    await new Promise<void>((resolve) => server.listen(join(folder, 'socket'), resolve))
  })
  afterAll(() => server.close())

  const shape = (file: string): unknown => {
    const { mode, ino, size, rdev, mtimeMs } = lstatSync(file)
    return { mode, ino, size, rdev, mtimeMs }
  }

  it.each([
    ['sparse', LIMITS],
    ['fifo', NO_FILE],
    ['directory', NO_FILE],
    ['socket', NO_FILE],
    ['/dev/zero', NO_FILE],
  ])('case 19: %s in the place of a vault is refused at once', (name, says) => {
    const file = name.startsWith('/') ? name : join(folder, name)
    const before = name.startsWith('/') ? null : shape(file)
    const ran = cheapest(['list', '--vault', file], BY_PASSPHRASE)
    expectRefusal(ran, 5, says)
    expect(ran.cpuMs - versionCpu()).toBeLessThan(100)
    expect(ran.wallMs).toBeLessThan(5000)
    expect(ran.peakMiB).toBeLessThan(150)
    if (before !== null) {
      expectRefusal(on(file, ADD), 5, says)
      expect(shape(file)).toEqual(before)
    }
    expect(readdirSync(folder).sort()).toEqual(['directory', 'fifo', 'socket', 'sparse'])
  })

  it('case 19: a link to one of them is refused as well', () => {
    const link = join(home.folder, 'link')
    execFileSync('ln', ['-s', '/dev/zero', link])
    const ran = measured(['list', '--vault', link], BY_PASSPHRASE)
    expectRefusal(ran, 5, NO_FILE)
    expect(ran.wallMs).toBeLessThan(5000)
  })
})
