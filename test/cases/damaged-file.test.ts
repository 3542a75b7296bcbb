// Cases 1 to 5, 12 and 13: a vault that is empty, cut, altered in a bit, or put together from parts. What a person sees is looked at in the
// program itself, what concerns bytes in the functions. Each test begins with the number of its case.
import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { sealNext } from '../../src/vault/vault.ts'
import { KEY, PYTHON, play } from '../kit/ukp.ts'
import {
  byKey,
  byPassphrase,
  byRecoveryKey,
  edited,
  fromUtf8,
  type HeaderJson,
  headerOf,
  makeVault,
  outcome,
  PASSPHRASE,
  RAW_KEY,
  RECOVERY_KEY,
  refusal,
  type SlotJson,
  seeded,
  withHeader,
} from '../vault/kit.ts'
import { bitsOf, flipped, flips, slotSpan, spanOf } from '../vault/mutants.ts'
import { home, placed } from './place.ts'
import {
  ADD,
  BY_KEY,
  BY_PASSPHRASE,
  bytes,
  DAMAGED,
  EMPTY,
  expectRefusal,
  joined,
  LIMITS,
  made,
  NO_VAULT_FILE,
  on,
  refused,
  slotOf,
  TORN,
  type Using,
  WITHOUT_TERMINAL,
} from './vault-file.ts'

describe('the file of these cases', () => {
  it('opens with each of its ways, in the functions and in the program: else nothing would be proved', async () => {
    for (const way of [byKey(RAW_KEY), byPassphrase(PASSPHRASE), await byRecoveryKey(RECOVERY_KEY)]) {
      expect(await outcome(bytes, way)).toBe('opened')
    }
    for (const env of [BY_KEY, BY_PASSPHRASE, { UKP_PASSPHRASE: RECOVERY_KEY }]) {
      const ran = on(placed(bytes), { env })
      expect([ran.exit, ran.stdout.split('\n').length]).toEqual([0, 3])
    }
    expectRefusal(on(placed(bytes)), 4, /there is no terminal to ask for the passphrase/)
  })
})

describe('case 1', () => {
  it.each([
    [{ args: ['list'], env: BY_PASSPHRASE }],
    [{ args: ['code', 'mama'] }],
    [ADD],
    [{ args: ['edit', 'mama', '--note', 'x'], env: BY_PASSPHRASE }],
    [{ args: ['remove', 'mama', '--purge', '--yes'], env: BY_PASSPHRASE }],
    [{ args: ['key', 'rekey', '--yes'], env: BY_PASSPHRASE }],
    [{ args: ['backup', 'create'], env: BY_PASSPHRASE }],
  ] as [Using][])('case 1: an empty file is called empty, exit 5, and neither deleted nor made anew: %j', (using) => {
    refused(new Uint8Array(0), 5, EMPTY, using)
  })

  it('case 1: says so in JSON and in Hungarian as well', () => {
    const file = placed(new Uint8Array(0))
    const { stdout } = on(file, { args: ['add', 'papa', '--stdin', '--json'], stdin: KEY, env: BY_PASSPHRASE })
    expect(JSON.parse(stdout)).toMatchObject({ ok: false, kind: 'vault-damaged', exit: 5 })
    expect(stdout).toContain('is empty')
    expect(on(file, { args: ['add', 'papa', '--stdin', '--lang', 'hu'], stdin: KEY }).stderr).toMatch(/üres/)
    expect(readFileSync(file)).toHaveLength(0)
  })

  it.skipIf(PYTHON === null)(
    `case 1: at a terminal nobody is asked for a new passphrase or a key${WITHOUT_TERMINAL}`,
    () => {
      const file = placed(new Uint8Array(0))
      const played = play(home, ['add', 'papa', '--vault', file], [])
      expect([played.exit, played.screen]).toEqual([5, ''])
      expect(played.stderr).toMatch(EMPTY)
      expect(readFileSync(file)).toHaveLength(0)
    },
  )
})

describe('case 2', () => {
  it('case 2: a file cut at any length is refused', () => {
    const reasons = new Set<string>()
    for (let length = 1; length < bytes.length; length++) reasons.add(refusal(bytes.subarray(0, length)))
    expect([...reasons]).toEqual(['vault-torn'])
    expect(refusal(bytes.subarray(0, 0))).toBe('vault-empty-file')
    expect(refusal(bytes)).toBe('taken')
  })

  it('case 2: the program refuses it with exit 5 and leaves it as it is, whatever the verb', () => {
    const header = fromUtf8(bytes).indexOf('\n', 12)
    const lengths = [1, 5, 11, 12, 13, header, header + 1, header + 2, 10_000, bytes.length - 1]
    for (const [i, length] of lengths.entries()) {
      refused(bytes.subarray(0, length), 5, TORN, i % 2 === 0 ? { env: BY_PASSPHRASE } : ADD)
    }
  })
})

describe('case 3', () => {
  it('case 3: each flipped bit of the header is damage to a way in that is whole', async () => {
    const header = { start: 0, end: fromUtf8(bytes).indexOf('\n', 12) + 1 }
    const own = slotSpan(bytes, 'raw')
    const elsewhere = [...bitsOf({ start: 0, end: own.start }), ...bitsOf({ start: own.end, end: header.end })]
    expect((await flips(bytes, byKey(RAW_KEY), elsewhere)).wrong).toEqual([])
    // The slot that the key needs itself is tried with another way in.
    expect((await flips(bytes, await byRecoveryKey(RECOVERY_KEY), bitsOf(own))).wrong).toEqual([])
  })

  it('case 3: a flipped bit of the slot that is needed opens nothing either', async () => {
    const found: Record<string, number> = {}
    for (const [way, type, step] of [
      [byKey(RAW_KEY), 'raw', 19],
      [await byRecoveryKey(RECOVERY_KEY), 'sealed', 19],
      [byPassphrase(PASSPHRASE), 'passphrase', 61],
    ] as const) {
      const { counts } = await flips(bytes, way, bitsOf(slotSpan(bytes, type), step))
      for (const [reason, count] of Object.entries(counts)) found[reason] = (found[reason] ?? 0) + count
    }
    const typed = ['no slot', 'no-key-slot', 'no-passphrase-slot', 'no-recovery-slot', 'vault-damaged', 'vault-limits']
    expect(Object.keys(found).filter((reason) => !typed.includes(reason))).toEqual([])
    expect(found['no slot']).toBeGreaterThan(0)
  })

  it('case 3: the program refuses them with exit 5, or 4 in the slot that is needed', () => {
    const { id, nonce, commit } = headerOf(bytes) as HeaderJson & Record<'id' | 'nonce' | 'commit', string>
    const at = (part: string): number => spanOf(bytes, part).start * 8
    for (const bit of [at('"gen"'), at(id), at(nonce), at(commit), at('"p":1') + 32]) {
      refused(flipped(bytes, bit), 5, /^Error: The vault file is (damaged|refused)/, { env: BY_KEY })
    }
    refused(flipped(bytes, 2), 5, NO_VAULT_FILE, { env: BY_KEY })
    const own = String(slotOf(headerOf(bytes), 'raw').key)
    refused(flipped(bytes, at(own)), 4, /^Error: This key file does not open the vault/, { env: BY_KEY })
  })
})

describe('case 4', () => {
  it('case 4: a flipped bit of the body is tampering, wherever it is', async () => {
    const body = { start: fromUtf8(bytes).indexOf('\n', 12) + 1, end: bytes.length }
    const bits = [...bitsOf(body, 97), ...bitsOf({ start: bytes.length - 4, end: bytes.length })]
    const found = new Set<string>()
    for (const bit of bits) found.add(await outcome(flipped(bytes, bit), byKey(RAW_KEY)))
    // Torn: the last line feed itself.
    expect([...found].sort()).toEqual(['vault-damaged', 'vault-torn'])
    expect(bits.length).toBeGreaterThan(1800)
  })

  it('case 4: the program says that it was altered, exit 5', () => {
    for (const place of [2, 5000, bytes.length - 1000]) {
      refused(flipped(bytes, (bytes.length - place) * 8), 5, DAMAGED, { env: place === 2 ? BY_PASSPHRASE : BY_KEY })
    }
  })
})

describe('case 5', () => {
  it.each<[string, (file: Uint8Array) => Uint8Array, RegExp]>([
    ['text after it', (file) => joined(file, 'x'), DAMAGED],
    ['a second line feed', (file) => joined(file, '\n'), DAMAGED],
    ['a second vault after it', (file) => joined(file, file), DAMAGED],
    ['a byte order mark', (file) => joined('\ufeff', file), NO_VAULT_FILE],
    ['a NUL at the end', (file) => joined(file, '\0'), DAMAGED],
    ['a NUL in the header', (file) => edited(file, (text) => text.replace('"gen"', '"g\0n"')), DAMAGED],
    ['a NUL in front', (file) => joined('\0', file), NO_VAULT_FILE],
    ['UTF-16', (file) => Buffer.from(fromUtf8(file), 'utf16le'), NO_VAULT_FILE],
    ['UTF-16 with a mark', (file) => Buffer.from(`\ufeff${fromUtf8(file)}`, 'utf16le'), NO_VAULT_FILE],
  ])('case 5: a file with %s is refused', async (_, change, says) => {
    const file = change(bytes)
    expect(await outcome(file, byKey(RAW_KEY))).toBe(says === DAMAGED ? 'vault-damaged' : 'vault-not-a-vault')
    refused(file, 5, says)
  })
})

describe('case 12', () => {
  const WRONG_KEY = /^Error: This key file does not open the vault/
  const copied: { header: HeaderJson | null } = { header: null }
  beforeAll(async () => {
    // The same passphrase and the same key lock it.
    copied.header = headerOf((await makeVault({ seed: 2 })).bytes)
  })
  const fromOther = (type: string): SlotJson => slotOf(copied.header ?? headerOf(bytes), type)

  it.each<[string, (header: HeaderJson) => void, number, RegExp]>([
    ['removed', ({ slots }) => slots.pop(), 5, DAMAGED],
    ['removed from the front', ({ slots }) => slots.shift(), 5, DAMAGED],
    ['added', ({ slots }) => slots.push({ id: 'AAAAAAAAAAA', type: 'later' }), 5, DAMAGED],
    ['reordered', ({ slots }) => slots.reverse(), 5, DAMAGED],
    ['of swapped type, raw as passphrase', (header) => (slotOf(header, 'raw').type = 'passphrase'), 5, LIMITS],
    [
      'of swapped type, passphrase as raw',
      (header) => Object.assign(slotOf(header, 'passphrase'), { type: 'raw', src: 'keyfile' }),
      ...([5, DAMAGED] as const),
    ],
    ['of swapped type, sealed as later', (header) => (slotOf(header, 'sealed').type = 'later'), 5, DAMAGED],
    ['there twice', (header) => header.slots.push(slotOf(header, 'raw')), 5, DAMAGED],
    [
      'under the id of another',
      (header) => (slotOf(header, 'sealed').id = slotOf(header, 'raw').id),
      ...([5, DAMAGED] as const),
    ],
    [
      'copied from another vault, beside the right one',
      (header) => header.slots.push(fromOther('raw')),
      ...([5, DAMAGED] as const),
    ],
    [
      'copied from another vault, in the place of the right one',
      (header) => (header.slots = header.slots.map((slot) => (slot.type === 'raw' ? fromOther('raw') : slot))),
      ...([4, WRONG_KEY] as const),
    ],
  ])('case 12: a slot that is %s is refused', async (_, edit, exit, says) => {
    const file = withHeader(bytes, edit)
    const typed = ['vault-damaged', 'vault-limits', 'no slot', 'no-passphrase-slot', 'no-recovery-slot']
    for (const way of [byKey(RAW_KEY), byPassphrase(PASSPHRASE), await byRecoveryKey(RECOVERY_KEY)]) {
      expect(typed).toContain(await outcome(file, way))
    }
    refused(file, exit, says, { env: BY_KEY })
    const again = on(placed(file), { env: BY_PASSPHRASE })
    expect([4, 5]).toContain(again.exit)
    expect(again.stdout).toBe('')
  })
})

describe('case 13', () => {
  const other = { nonce: Buffer.alloc(24, 7), id: Buffer.alloc(16, 7), commit: Buffer.alloc(32, 7) }
  it.each<[keyof typeof other, number, RegExp]>([
    ['nonce', 5, DAMAGED],
    ['commit', 5, DAMAGED],
    // No slot opens under another vault's id: to a reader it is the same as a wrong key.
    ['id', 4, /^Error: This key file does not open the vault/],
  ])('case 13: another %s is refused', async (field, exit, says) => {
    const file = withHeader(bytes, (header) => (header[field] = other[field].toString('base64url')))
    for (const way of [byKey(RAW_KEY), byPassphrase(PASSPHRASE), await byRecoveryKey(RECOVERY_KEY)]) {
      expect(await outcome(file, way)).toBe(exit === 5 ? 'vault-damaged' : 'no slot')
    }
    refused(file, exit, says, { env: BY_KEY })
  })

  it('case 13: so is the one of another vault, or of the save before', async () => {
    const another = headerOf((await makeVault({ seed: 2 })).bytes)
    const { vault } = made
    const next = await sealNext(vault, { contents: vault.contents }, { previous: bytes, random: seeded(3), writer: '' })
    for (const [field, from] of [
      ['nonce', another],
      ['commit', another],
      ['id', another],
      ['nonce', headerOf(next.bytes)],
    ] as const) {
      const file = withHeader(bytes, (header) => (header[field] = from[field]))
      expect(await outcome(file, byKey(RAW_KEY))).toBe(field === 'id' ? 'no slot' : 'vault-damaged')
    }
  })
})
