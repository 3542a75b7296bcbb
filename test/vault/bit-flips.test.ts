// One flipped bit anywhere in a vault is found, and told apart from a wrong passphrase wherever that is possible.
// All bits with both ways in: test/faults/vault-mutants.test.ts.
import { beforeAll, describe, expect, it } from 'vitest'
import {
  account,
  byKey,
  byPassphrase,
  contentsWith,
  fromUtf8,
  headerOf,
  makeVault,
  outcome,
  PASSPHRASE,
  RAW_KEY,
  withHeader,
} from './kit.ts'
import { bitsOf, flips, slotSpan, spanOf } from './mutants.ts'

let bytes: Uint8Array
let header: { start: number; end: number }

beforeAll(async () => {
  bytes = (await makeVault({ contents: contentsWith([account(1)]) })).bytes
  header = { start: 0, end: fromUtf8(bytes).lastIndexOf('\n', bytes.length - 2) + 1 }
})

describe('one flipped bit', () => {
  it('anywhere in the first two lines but the slot that opens is found with the key', async () => {
    const slot = slotSpan(bytes, 'raw')
    const bits = [...bitsOf({ start: 0, end: slot.start }), ...bitsOf({ start: slot.end, end: header.end })]
    const { counts, wrong } = await flips(bytes, byKey(RAW_KEY), bits)
    expect(wrong).toEqual([])
    // Torn: the line feed after the header is gone, so the file has two lines.
    expect(Object.keys(counts).sort()).toEqual([
      'vault-damaged',
      'vault-limits',
      'vault-newer',
      'vault-not-a-vault',
      'vault-torn',
    ])
  })

  it('in any 131st place of the body is found', async () => {
    const { counts, wrong } = await flips(bytes, byKey(RAW_KEY), bitsOf({ start: header.end, end: bytes.length }, 131))
    expect(wrong).toEqual([])
    expect(Object.keys(counts)).toEqual(['vault-damaged'])
  })

  it('in any 23rd place of the passphrase slot is found with the passphrase', async () => {
    const { wrong } = await flips(bytes, byPassphrase(PASSPHRASE), bitsOf(slotSpan(bytes, 'passphrase'), 23))
    expect(wrong).toEqual([])
  })

  it('in any 7th place of the slot that opens is damage as long as its JSON or its fields tell', async () => {
    const { counts, wrong } = await flips(bytes, byKey(RAW_KEY), bitsOf(slotSpan(bytes, 'raw'), 7))
    expect(wrong).toEqual([])
    const { 'no slot': silent = 0, ...told } = counts
    const all = Object.values(counts).reduce((sum, count) => sum + count, 0)
    expect(Object.keys(told).sort()).toEqual(['no-key-slot', 'vault-damaged', 'vault-limits'])
    expect(silent).toBeGreaterThan(0)
    expect(silent).toBeLessThan(all / 2)
  })
})

describe('a damaged id of the vault', () => {
  const id = (): string => String(headerOf(bytes).id)

  it('is damage and no wrong passphrase, for every flipped bit', async () => {
    const bits = bitsOf(spanOf(bytes, id()))
    expect((await flips(bytes, byKey(RAW_KEY), bits)).counts).toEqual({ 'vault-damaged': 22 * 8 })
    const some = bits.filter((bit) => bit % 4 === 0)
    expect((await flips(bytes, byPassphrase(PASSPHRASE), some)).counts).toEqual({ 'vault-damaged': 22 * 2 })
  })

  it('is damage for another letter at every place', async () => {
    const outcomes = new Set<string>()
    for (let at = 0; at < 22; at++) {
      // The last place has four letters only, the others are no canonical base64url.
      for (const letter of at === 21 ? ['A', 'Q', 'g', 'w'] : ['A', 'm', '9', '_']) {
        const damaged = id().slice(0, at) + letter + id().slice(at + 1)
        if (damaged === id()) continue
        outcomes.add(
          await outcome(
            withHeader(bytes, (json) => (json.id = damaged)),
            byKey(RAW_KEY),
          ),
        )
      }
    }
    expect([...outcomes]).toEqual(['vault-damaged'])
  })

  it('is no excuse for a wrong passphrase or key', async () => {
    const other = id().startsWith('A') ? 'B' : 'A'
    const damaged = withHeader(bytes, (json) => (json.id = other + id().slice(1)))
    expect(await outcome(damaged, byPassphrase('wrong passphrase'))).toBe('no slot')
    expect(await outcome(damaged, byKey(RAW_KEY.map((byte) => byte ^ 1)))).toBe('no slot')
  })
})
