// Ordinary and odd entries, all in one vault: this reader and the independent one read the same ones, by the same names,
// with the same codes, and leave the same ones alone.
import { describe, expect, it } from 'vitest'
import { codeAt, codeOfCounter, isTimeBased } from '../../src/otp/code.ts'
import { judgements, type ReadAccount, skippedWithoutReader, wantsReader } from '../vectors/reader.ts'
import { byKey, makeVault, opened, RAW_KEY, resealed } from './kit.ts'

const TIME = 1_700_000_000
const KEY = 'JBSWY3DPEHPK3PXPGEZA'
const former = (part: object): object => ({ history: [{ type: 'totp', secret: KEY, replaced: '', ...part }] })

/** Each with what it changes in an entry that can be read; a field is left out by undefined. */
const READABLE: readonly object[] = [
  {},
  { name: undefined },
  { name: '' },
  { name: undefined, issuer: 'NAV' },
  { name: undefined, account: 'minta.anna' },
  { name: '', issuer: 'NAV', account: 'minta.anna' },
  { name: 'É👩‍👧‍👦\u0000\u2028' },
  { name: '🔑'.repeat(2048) },
  { name: 'x'.repeat(4096), tags: ['x'.repeat(4096), '', ''], note: 'ő'.repeat(65_536) },
  ...['AA', 'AAA', 'AAAA', 'ABCDEF', 'ABCDEFG', 'MFRGGZDFMZTWQ2LKNNWG23TPOB', 'Z'.repeat(4096)].map((secret) => ({
    secret,
  })),
  ...['SHA1', 'SHA224', 'SHA256', 'SHA384', 'SHA512'].flatMap((algorithm) => [
    { algorithm, digits: 10 },
    { algorithm, type: 'steam', period: 60 },
    { algorithm, type: 'hotp', counter: 2 ** 32 + 5 },
  ]),
  ...[5, 6, 7, 8, 9, 10].flatMap((digits) => [{ digits }, { digits, type: 'steam' }]),
  { period: 1 },
  { period: 86_400 },
  { type: 'hotp' },
  { type: 'hotp', counter: Number.MAX_SAFE_INTEGER },
  { type: 'hotp', counter: Number.MAX_SAFE_INTEGER - 1 },
  { deletionCode: null, trashed: null },
  { deletionCode: '00000000' },
  { trashed: '' },
  { trashed: 'yesterday', created: 'yesterday', modified: '', source: 'x' },
  { history: [] },
  former({}),
  former({ deletionCode: null, replaced: undefined, reason: { by: 'portal' } }),
  former({ type: 'steam', algorithm: 'SHA512', digits: 10, period: 1, counter: 9, deletionCode: '04711042' }),
  { colour: { deep: [null, 1] } },
]

const UNREADABLE: readonly object[] = [
  ...['id', 'type', 'secret'].flatMap((field) => [{ [field]: undefined }, { [field]: null }, { [field]: '' }]),
  ...['id', 'name', 'issuer', 'account', 'created', 'modified', 'source'].flatMap((field) => [
    { [field]: 1 },
    { [field]: null },
    { [field]: 'x'.repeat(4097) },
  ]),
  { name: '🔑'.repeat(2049) },
  { note: 'x'.repeat(65_537) },
  { note: '🔑'.repeat(32_769) },
  { note: null },
  ...['TOTP', 'passkey', 1].map((type) => ({ type })),
  ...['A', 'jbswy3dp', 'JBSW Y3DP', 'GE======', 'JBSW1890', 'JBSWY3DP\n', 'A'.repeat(4097), 5, [KEY]].map((secret) => ({
    secret,
  })),
  ...['sha1', 'SHA-1', 'MD5', '', 1, null].map((algorithm) => ({ algorithm })),
  ...[4, 11, 0, -6, '6', null, true].map((digits) => ({ digits })),
  { type: 'steam', digits: 4 },
  ...[0, 86_401, -30, '30', null].map((period) => ({ period })),
  { type: 'hotp', period: 0 },
  ...[-1, '0', null].map((counter) => ({ counter })),
  ...['a,b', {}, null, [1], [null], ['x'.repeat(4097)]].map((tags) => ({ tags })),
  ...['', '1234567', '123456789', '12345678\n', '١٢٣٤٥٦٧٨', 12_345_678].map((deletionCode) => ({ deletionCode })),
  ...[0, true, {}, 'x'.repeat(4097)].map((trashed) => ({ trashed })),
  ...[null, {}, 'x', [1], [null], [{}]].map((history) => ({ history })),
  ...[{ type: 'passkey' }, { secret: 'A' }, { secret: undefined }, { digits: 4 }, { algorithm: 'MD5' }].map(former),
  ...[{ deletionCode: '1' }, { replaced: 1 }, { replaced: null }, { counter: -1 }, { period: 0 }].map(former),
]

const entry = (part: object, n: number): object => ({
  id: `id-${n}`,
  type: 'totp',
  name: `name ${n}`,
  secret: KEY,
  ...part,
})

const ENTRIES: readonly unknown[] = [
  ...[...READABLE, ...UNREADABLE].map(entry),
  ...[null, 5, 'x', true, [], {}],
  // One id twice: the later one is left alone; one that cannot be read anyway takes no id away.
  { id: 'id-0', type: 'totp', secret: KEY },
  { id: 'late', type: 'passkey', secret: KEY },
  { id: 'late', type: 'totp', secret: KEY },
  { id: 'late', type: 'totp', secret: KEY },
]
const LATE = ENTRIES.length - 2

async function vault(): Promise<Uint8Array> {
  return await resealed(await makeVault(), { json: JSON.stringify({ schema: 1, entries: ENTRIES }) })
}

async function ours(bytes: Uint8Array): Promise<(ReadAccount | null)[]> {
  const found = await opened(bytes, byKey(RAW_KEY))
  if (found === null) throw new Error('does not open')
  return found.contents.entries.map((one) => {
    if ('unreadable' in one) return null
    const { id, name, type, trashed, counter } = one
    const last = counter === Number.MAX_SAFE_INTEGER
    const counted = (): string | null => (last ? null : codeOfCounter(one, counter))
    const code = isTimeBased(one) ? codeAt(one, TIME * 1000).code : counted()
    return { id, name, type, trashed: trashed !== null, code }
  })
}

describe('entries of every kind in one vault', () => {
  it('are read, or left alone, as the page says', async () => {
    const read = await ours(await vault())
    const expected = ENTRIES.map((_, n) => n < READABLE.length || n === LATE)
    expect(read.map((one) => one !== null)).toEqual(expected)
    expect(read.slice(1, 6).map((one) => one?.name)).toEqual(['id-1', 'id-2', 'NAV', 'minta.anna', 'NAV:minta.anna'])
  })

  it.skipIf(!wantsReader)(`are the same to the independent reader${skippedWithoutReader}`, async () => {
    const bytes = await vault()
    const notes = { time: String(TIME) }
    const judged = await judgements([{ name: 'entries', bytes, kind: 'key', credential: RAW_KEY, notes }])
    expect(judged.get('entries')?.accounts).toEqual(await ours(bytes))
  })
})
