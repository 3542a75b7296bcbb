// Payloads written field by field with made-up keys, and a shared collection of corner cases.
import { existsSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { UkpError } from '../../src/errors.ts'
import type { NewAccount } from '../../src/otp/account.ts'
import { decodeBase32 } from '../../src/otp/base32.ts'
import { type MigrationPart, missingParts, parseMigrationUri } from '../../src/otp/google-migration.ts'
import { encodeFields, type Field } from '../../src/otp/protobuf.ts'

/** 12 bytes: as long as the key of Ügyfélkapu+. */
const SECRET = Buffer.from('Hello!\xde\xad\xbe\xefHe', 'latin1')
const PLAIN: NewAccount = {
  type: 'totp',
  issuer: 'Acme',
  account: 'anna',
  secret: 'JBSWY3DPEHPK3PXPJBSQ',
  algorithm: 'SHA1',
  digits: 6,
  period: 30,
  counter: 0,
}

const varint = (number: number, value: number | bigint): Field => ({
  number,
  wire: 'varint',
  value: BigInt.asUintN(64, BigInt(value)),
})
const data = (number: number, value: Uint8Array | string): Field => ({
  number,
  wire: 'bytes',
  value: Uint8Array.from(Buffer.from(value)),
})

interface Written {
  secret?: Uint8Array
  name?: string | Uint8Array
  issuer?: string | Uint8Array
  algorithm?: number | bigint
  digits?: number | bigint
  type?: number | bigint
  counter?: number | bigint
}

/** An entry as the app writes it; a field given as undefined is left out. */
function entry(written: Written = {}): Field {
  const all: Written = { secret: SECRET, name: 'anna', issuer: 'Acme', algorithm: 1, digits: 1, type: 2, ...written }
  const fields: Field[] = []
  const { secret, name, issuer, algorithm, digits, type, counter } = all
  if (secret !== undefined) fields.push(data(1, secret))
  if (name !== undefined) fields.push(data(2, name))
  if (issuer !== undefined) fields.push(data(3, issuer))
  if (algorithm !== undefined) fields.push(varint(4, algorithm))
  if (digits !== undefined) fields.push(varint(5, digits))
  if (type !== undefined) fields.push(varint(6, type))
  if (counter !== undefined) fields.push(varint(7, counter))
  return data(1, encodeFields(fields))
}

const BATCH = [varint(2, 1), varint(3, 1), varint(4, 0), varint(5, 1234)]

function base64(fields: readonly Field[]): string {
  return Buffer.from(encodeFields(fields)).toString('base64')
}

function uri(...fields: readonly Field[]): string {
  return `otpauth-migration://offline?data=${encodeURIComponent(base64(fields))}`
}

function parse(link: string): MigrationPart {
  const part = parseMigrationUri(link)
  if (part === null) throw new Error('no migration link')
  return part
}

function failure(link: string): string {
  try {
    parseMigrationUri(link)
  } catch (error) {
    if (error instanceof UkpError) return error.reason
    throw error
  }
  throw new Error('nothing was thrown')
}

function refusedOf(...fields: readonly Field[]) {
  return parse(uri(...fields, ...BATCH)).refused.map(({ name, error }) => ({
    name,
    reason: error.reason,
    facts: error.facts,
  }))
}

describe('the link', () => {
  const good = uri(entry(), ...BATCH)
  const payload = good.slice(good.indexOf('=') + 1)
  const whole = {
    version: 1,
    size: 1,
    index: 0,
    batchId: 1234,
    accounts: [{ account: PLAIN, warnings: [] }],
    refused: [],
  }

  it.each([
    good,
    ` \t${good}\r\n`,
    good.replace('otpauth-migration', 'OTPAUTH-Migration'),
    good.replace('otpauth-migration', 'apple-otpauth-migration'),
    good.replace('offline', 'OFFLINE'),
    good.replace('offline', 'offline/'),
    good.replace('data=', 'Data='),
    good.replace('data=', 'foo=bar&data='),
    `${good}&foo=bar`,
    `${good}&data=${payload}`,
    decodeURIComponent(good),
    good.replaceAll('%3D', ''),
  ])('is read from %s', (link) => {
    expect(parse(link)).toEqual(whole)
  })

  it.each([
    '',
    payload,
    'otpauth://totp/x?secret=JBSWY3DPEHPK3PXP',
    'otpauthmigration://offline?data=AAAA',
    `QR-Code:${good}`,
    `x${good}`,
  ])('leaves %j to others', (text) => {
    expect(parseMigrationUri(text)).toBeNull()
  })

  it.each([
    'otpauth-migration:',
    'otpauth-migration://',
    'otpauth-migration://offline',
    'otpauth-migration://offline?',
    'otpauth-migration://offline?data',
    'otpauth-migration://offline?data=',
    `otpauth-migration://offline?xdata=${payload}`,
    `otpauth-migration:offline?data=${payload}`,
    `otpauth-migration://offlinex?data=${payload}`,
    `otpauth-migration://offline//?data=${payload}`,
    good.replace('offline', 'online'),
    `${good}&data=AAAA`,
    `${good}\n${good}`,
    `${good}%`,
    `${good}%FF`,
    `${good}!`,
    good.replaceAll('%', '%25'),
    'otpauth-migration://offline?data=not*base64',
  ])('is damaged: %s', (link) => {
    expect(failure(link)).toBe('migration-damaged')
  })

  it('takes a bare plus, a plus that a scanner made a blank, base64url, and any padding', () => {
    // Behind the four bytes before them these bytes are written ++++////.
    const secret = Uint8Array.of(0, 0, 0xfb, 0xef, 0xbe, 0xff, 0xff, 0xff, 1, 2)
    for (const name of ['a', 'ab', 'abc']) {
      const fields = [entry({ secret, name }), ...BATCH]
      const text = base64(fields)
      expect(text).toContain('++++////')
      const expected = parse(uri(...fields))
      expect(decodeBase32(expected.accounts[0]?.account.secret ?? '')).toEqual(secret)
      for (const spelling of [
        text,
        text.replaceAll('+', ' '),
        text.replaceAll('+', '%20'),
        text.replaceAll('+', '-').replaceAll('/', '_'),
        text.replace(/=+$/, ''),
      ]) {
        expect(parse(`otpauth-migration://offline?data=${spelling}`)).toEqual(expected)
      }
    }
  })

  it('is damaged wherever it is cut', () => {
    const bytes = encodeFields([entry(), ...BATCH])
    const first = encodeFields([entry()]).length
    // Cut between two fields it is a whole message again; that needs an entry in it.
    const whole = new Set([first, first + 2, first + 4, first + 6])
    for (let length = 0; length < bytes.length; length++) {
      const link = `otpauth-migration://offline?data=${Buffer.from(bytes.subarray(0, length)).toString('base64url')}`
      if (whole.has(length)) expect(parse(link).accounts).toHaveLength(1)
      else expect(failure(link)).toBe('migration-damaged')
    }
  })

  it('is damaged when bits are left over or a character is lost', () => {
    expect(failure(`otpauth-migration://offline?data=${base64([entry(), ...BATCH]).slice(0, -3)}`)).toBe(
      'migration-damaged',
    )
    // Two bytes more than whole groups of three: the last character carries four bits and two zeros.
    const bytes = ['a', 'ab', 'abc']
      .map((name) => encodeFields([entry({ name })]))
      .find(({ length }) => length % 3 === 2)
    const text = Buffer.from(bytes ?? []).toString('base64url')
    expect(text).toMatch(/[AEIMQUYcgkosw048]$/)
    expect(parse(`otpauth-migration://offline?data=${text}`).accounts).toHaveLength(1)
    const next = String.fromCharCode((text.codePointAt(text.length - 1) ?? 0) + 1)
    expect(failure(`otpauth-migration://offline?data=${text.slice(0, -1)}${next}`)).toBe('migration-damaged')
  })
})

describe('the payload', () => {
  it.each<[string, Field[]]>([
    ['nothing but batch fields', BATCH],
    ['unknown fields', [varint(11, 1)]],
    ['an entry as a number', [varint(1, 5), ...BATCH]],
    ['an entry that is no message', [data(1, Uint8Array.of(0x0a, 0x05)), ...BATCH]],
    ['a good entry and one that is no message', [entry(), data(1, Uint8Array.of(0xff)), ...BATCH]],
    ['a version as bytes', [entry(), data(2, 'x')]],
    ['a size as bytes', [entry(), data(3, 'x')]],
    ['a batch id as bytes', [entry(), data(5, 'x')]],
    ['a negative version', [entry(), varint(2, -1)]],
    ['a version of 2^31', [entry(), varint(2, 2 ** 31)]],
    ['a negative size', [entry(), varint(3, -1)]],
    ['a negative index', [entry(), varint(3, 2), varint(4, -1)]],
    ['an index as large as the size', [entry(), varint(3, 2), varint(4, 2)]],
    ['an index without a size', [entry(), varint(4, 1)]],
    ['a size beyond reason', [entry(), varint(3, 1001)]],
    ['a size of 2^32 + 1', [entry(), varint(3, 2n ** 32n + 1n)]],
  ])('is damaged with %s', (_title, fields) => {
    expect(failure(uri(...fields))).toBe('migration-damaged')
  })

  it.each<[string, Uint8Array]>([
    ['the secret', encodeFields([varint(1, 5)])],
    ['the name', encodeFields([data(1, SECRET), varint(2, 5)])],
    ['the algorithm', encodeFields([data(1, SECRET), data(4, 'x')])],
    ['the counter', encodeFields([data(1, SECRET), { number: 7, wire: 'fixed64', value: new Uint8Array(8) }])],
  ])('is damaged when %s of an entry has the wrong wire type', (_title, message) => {
    expect(failure(uri(entry(), data(1, message), ...BATCH))).toBe('migration-damaged')
  })

  it.each<[string, Field[], Partial<MigrationPart>]>([
    ['no batch fields', [], { version: 0, size: 1, index: 0, batchId: null }],
    ['a size of 0', [varint(2, 1), varint(3, 0)], { version: 1, size: 1, index: 0, batchId: null }],
    ['a negative batch id', [varint(2, 1), varint(5, -5)], { batchId: -5 }],
    ['a batch id of 0', [varint(5, 0)], { batchId: 0 }],
    ['version 2', [varint(2, 2), varint(3, 4), varint(4, 3)], { version: 2, size: 4, index: 3, batchId: null }],
    ['an unknown version', [varint(2, 7)], { version: 7 }],
    [
      'unknown fields of every wire type',
      [varint(9, 1), data(10, 'x'), { number: 12, wire: 'fixed32', value: new Uint8Array(4) }],
      {},
    ],
    ['a field twice: the last counts', [varint(3, 9), varint(3, 2), varint(4, 0), varint(4, 1)], { size: 2, index: 1 }],
  ])('is read with %s', (_title, fields, expected) => {
    const part = parse(uri(entry(), ...fields))
    expect(part).toMatchObject(expected)
    expect(part.accounts).toEqual([{ account: PLAIN, warnings: [] }])
  })

  it('is bounded: 1 MB, 10 000 entries, a name of 4096 characters', () => {
    const much = (bytes: number) => uri(entry(), data(99, new Uint8Array(bytes)))
    expect(parse(much(1_048_000)).accounts).toHaveLength(1)
    expect(failure(much(1_048_576))).toBe('migration-damaged')
    const many = (count: number) =>
      uri(...Array.from({ length: count }, (_, at) => entry({ name: `n${at}`, issuer: '' })))
    expect(parse(many(10_000)).accounts).toHaveLength(10_000)
    expect(failure(many(10_001))).toBe('migration-damaged')
    const empty = base64(Array.from({ length: 200_000 }, () => data(1, '')))
    expect(failure(`otpauth-migration://offline?data=${empty}`)).toBe('migration-damaged')
    expect(parse(uri(entry({ name: 'ű'.repeat(4096) }))).accounts).toHaveLength(1)
    expect(
      refusedOf(entry({ name: 'a'.repeat(4097) }), entry({ issuer: 'a\u0301\u0323'.repeat(200_000) })),
    ).toMatchObject([
      { reason: 'text-too-long', facts: { field: 'account', limit: 4096 } },
      { reason: 'text-too-long', facts: { field: 'issuer', limit: 4096 } },
    ])
  })
})

describe('an entry', () => {
  it.each<[string, Written, Partial<NewAccount>]>([
    ['TOTP', {}, {}],
    ['8 digits', { digits: 2 }, { digits: 8 }],
    ['unset digits and algorithm', { digits: 0, algorithm: 0 }, {}],
    ['absent digits and algorithm', { digits: undefined, algorithm: undefined } as unknown as Written, {}],
    ['SHA256', { algorithm: 2 }, { algorithm: 'SHA256' }],
    ['SHA512', { algorithm: 3 }, { algorithm: 'SHA512' }],
    ['a counter on TOTP', { counter: -1 }, {}],
    ['HOTP', { type: 1, counter: 42 }, { type: 'hotp', counter: 42 }],
    ['HOTP at 0, which is not written', { type: 1 }, { type: 'hotp', counter: 0 }],
    ['HOTP at 2^53 - 1', { type: 1, counter: 2n ** 53n - 1n }, { type: 'hotp', counter: 2 ** 53 - 1 }],
    ['names that are not in NFC', { name: 'u\u030b', issuer: 'Szu\u030bcs' }, { account: 'ű', issuer: 'Szűcs' }],
    ['blanks around names', { name: ' anna ', issuer: ' Acme\n' }, {}],
    ['no name', { name: '' }, { account: '' }],
    ['no issuer', { issuer: '' }, { issuer: '' }],
    ['the issuer before the name', { name: 'Acme:anna' }, {}],
    ['the issuer and a blank before the name', { name: 'Acme: anna' }, {}],
    ['an issuer in the name only', { name: 'Acme:anna', issuer: '' }, {}],
    ['a colon first', { name: ':anna' }, {}],
    ['another prefix than the issuer', { name: 'Contoso:anna' }, { account: 'Contoso:anna' }],
    ['a colon in the account', { name: '@anna:example.org' }, { account: '@anna:example.org' }],
    ['a colon in the issuer', { name: 'a:b:c', issuer: 'a:b' }, { issuer: 'a:b', account: 'c' }],
    [
      'Ügyfélkapu+',
      { name: 'Ügyfélkapu+:kissanna', issuer: 'Ügyfélkapu+' },
      { issuer: 'Ügyfélkapu+', account: 'kissanna' },
    ],
    ['a percent sign: nothing is decoded here', { name: 'a%41+b' }, { account: 'a%41+b' }],
  ])('with %s', (_title, written, expected) => {
    expect(parse(uri(entry(written))).accounts).toEqual([{ account: { ...PLAIN, ...expected }, warnings: [] }])
  })

  it.each<[string, Written]>([
    ['unset', { type: 0 }],
    ['absent', { type: undefined } as unknown as Written],
  ])('with a type that is %s is taken for TOTP, with a warning', (_title, written) => {
    expect(parse(uri(entry(written))).accounts).toEqual([
      { account: PLAIN, warnings: [{ code: 'type-missing', facts: {} }] },
    ])
  })

  it('with a key of three bytes is remarked on, with four not', () => {
    const warningsOf = (length: number) =>
      parse(uri(entry({ secret: SECRET.subarray(0, length) }))).accounts[0]?.warnings
    expect(warningsOf(3)).toEqual([{ code: 'short-key', facts: { bits: 24 } }])
    expect(warningsOf(4)).toEqual([])
  })

  it('with a field twice has the last one', () => {
    const message = [data(1, 'xx'), data(2, 'x'), varint(6, 3), data(1, SECRET), data(2, 'Acme:anna'), varint(6, 2)]
    expect(parse(uri(data(1, encodeFields(message)))).accounts[0]?.account).toEqual(PLAIN)
  })

  it('with the string id of version 2 is read', () => {
    const message = [data(1, SECRET), data(2, 'Acme:anna'), varint(6, 2), data(8, '6194bc17372779877591')]
    expect(parse(uri(data(1, encodeFields(message)))).accounts[0]?.account).toEqual(PLAIN)
  })

  it.each<[string, Written, string, object]>([
    ['MD5', { algorithm: 4 }, 'link-algorithm', { algorithm: 'MD5' }],
    ['an unknown algorithm', { algorithm: 5 }, 'migration-entry', { what: 'algorithm' }],
    ['an algorithm of 2^32 + 1', { algorithm: 2n ** 32n + 1n }, 'migration-entry', { what: 'algorithm' }],
    ['an unknown type', { type: 3 }, 'migration-entry', { what: 'type' }],
    ['a negative type', { type: -1 }, 'migration-entry', { what: 'type' }],
    ['unknown digits', { digits: 3 }, 'migration-entry', { what: 'digits' }],
    ['digits written as a number', { digits: 6 }, 'migration-entry', { what: 'digits' }],
    ['an empty secret', { secret: new Uint8Array() }, 'migration-entry', { what: 'secret' }],
    ['no secret', { secret: undefined } as unknown as Written, 'migration-entry', { what: 'secret' }],
    ['a secret of 2561 bytes', { secret: new Uint8Array(2561) }, 'key-too-long', { limit: 4096 }],
    ['a counter of 2^53', { type: 1, counter: 2n ** 53n }, 'migration-entry', { what: 'counter' }],
    ['a counter of 2^53 + 1', { type: 1, counter: 2n ** 53n + 1n }, 'migration-entry', { what: 'counter' }],
    ['a counter of -1', { type: 1, counter: -1 }, 'migration-entry', { what: 'counter' }],
    ['an issuer that is no UTF-8', { issuer: Uint8Array.of(0x53, 0xfb) }, 'migration-entry', { what: 'issuer' }],
  ])('with %s is refused by name, and its neighbour is taken', (_title, written, reason, facts) => {
    const fields = [entry({ ...written, name: 'bad' }), entry()]
    expect(refusedOf(...fields)).toEqual([{ name: 'bad', reason, facts }])
    expect(parse(uri(...fields)).accounts).toEqual([{ account: PLAIN, warnings: [] }])
  })

  it('with the longest key is taken', () => {
    const { account } = parse(uri(entry({ secret: new Uint8Array(2560) }))).accounts[0] ?? {}
    expect(account?.secret).toBe('A'.repeat(4096))
  })

  it('without a name is refused under its issuer, and with a broken name as far as it can be read', () => {
    expect(
      refusedOf(
        entry({ type: 3, name: '' }),
        entry({ name: Uint8Array.of(0x53, 0xfb) }),
        entry({ type: 3, name: '', issuer: '' }),
      ),
    ).toEqual([
      { name: 'Acme', reason: 'migration-entry', facts: { what: 'type' } },
      { name: 'S\ufffd', reason: 'migration-entry', facts: { what: 'name' } },
      { name: '', reason: 'migration-entry', facts: { what: 'type' } },
    ])
  })

  it('is in a part even if every entry is refused', () => {
    expect(parse(uri(entry({ type: 3 }), ...BATCH))).toMatchObject({ accounts: [], refused: [{}], batchId: 1234 })
  })
})

describe('doubled entries', () => {
  it('are one when they are equal in every field', () => {
    expect(parse(uri(entry(), entry(), entry({ name: 'Acme:anna' }))).accounts).toHaveLength(1)
  })

  it.each<[string, Written]>([
    ['algorithm', { algorithm: 2 }],
    ['digits', { digits: 2 }],
    ['type', { type: 1 }],
    ['name', { name: 'bela' }],
    ['issuer', { issuer: 'Other' }],
    ['key', { secret: SECRET.subarray(0, 10) }],
  ])('are two when the %s differs', (_title, written) => {
    expect(parse(uri(entry(), entry(written))).accounts).toHaveLength(2)
  })

  it('keep the order of the first of each', () => {
    const names = parse(uri(entry({ name: 'b' }), entry({ name: 'a' }), entry({ name: 'b' }))).accounts
    expect(names.map(({ account }) => account.account)).toEqual(['b', 'a'])
  })
})

describe('missingParts', () => {
  const part = (index: number, size: number, batchId: number | null = 77, version = 1) =>
    parse(
      uri(
        entry(),
        varint(2, version),
        varint(3, size),
        varint(4, index),
        ...(batchId === null ? [] : [varint(5, batchId)]),
      ),
    )

  it.each<[string, MigrationPart[], { missing: number[]; size: number }[]]>([
    ['nothing', [], []],
    ['a single part', [part(0, 1)], []],
    ['the first of three', [part(0, 3)], [{ missing: [2, 3], size: 3 }]],
    ['the first and the last of three', [part(2, 3), part(0, 3)], [{ missing: [2], size: 3 }]],
    ['all of two, in any order', [part(1, 2), part(0, 2)], []],
    ['the same part twice', [part(0, 2), part(0, 2)], [{ missing: [2], size: 2 }]],
    [
      'halves of two exports',
      [part(0, 2, 1), part(1, 2, 2)],
      [
        { missing: [2], size: 2 },
        { missing: [1], size: 2 },
      ],
    ],
    ['version 2, which has no batch id', [part(0, 2, null, 2), part(1, 2, null, 2)], []],
    [
      'two versions',
      [part(0, 2, null, 1), part(1, 2, null, 2)],
      [
        { missing: [2], size: 2 },
        { missing: [1], size: 2 },
      ],
    ],
    [
      'two sizes',
      [part(0, 2, null, 2), part(1, 3, null, 2)],
      [
        { missing: [2], size: 2 },
        { missing: [1, 3], size: 3 },
      ],
    ],
    [
      'batch id 0 and none',
      [part(0, 2, 0), part(1, 2, null)],
      [
        { missing: [2], size: 2 },
        { missing: [1], size: 2 },
      ],
    ],
  ])('of %s', (_title, parts, expected) => {
    expect(missingParts(parts)).toEqual(expected)
  })
})

describe('hostile input', () => {
  it('never fails in another way than by a typed error, and repeats no key', () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 60 }),
      // A good payload with one byte changed.
      fc.tuple(fc.nat(), fc.nat(255)).map(([at, value]) => {
        const good = encodeFields([entry(), entry({ type: 1, counter: 5 }), ...BATCH])
        good[at % good.length] = value
        return good
      }),
    )
    fc.assert(
      fc.property(bytes, (payload) => {
        try {
          const part = parse(`otpauth-migration://offline?data=${Buffer.from(payload).toString('base64url')}`)
          expect(part.accounts.length + part.refused.length).toBeGreaterThan(0)
          expect(JSON.stringify(part.refused)).not.toContain('JBSWY3DP')
          for (const { account } of part.accounts) {
            expect(decodeBase32(account.secret).length).toBeGreaterThan(0)
            expect(Number.isSafeInteger(account.counter) && account.counter >= 0).toBe(true)
          }
        } catch (error) {
          if (!(error instanceof UkpError)) throw error
          expect([error.reason, error.facts]).toEqual(['migration-damaged', {}])
        }
      }),
      { numRuns: 3000 },
    )
  })

  it.each<[string, string]>([
    ['padding', `otpauth-migration://offline?data=${'='.repeat(2 ** 20)}A`],
    ['ampersands', `otpauth-migration://offline?${'&'.repeat(2 ** 20)}`],
    ['escapes', `otpauth-migration://offline?data=${'%41'.repeat(2 ** 20)}`],
    ['slashes', `otpauth-migration://offline${'/'.repeat(2 ** 20)}`],
    ['letters', `otpauth-migration://offline?data=${'A'.repeat(2 ** 22)}`],
    ['bytes that continue', `otpauth-migration://offline?data=${'_'.repeat(2 ** 20)}`],
  ])('is refused in good time: 1 MB of %s', (_title, link) => {
    const start = performance.now()
    expect(failure(link)).toBe('migration-damaged')
    expect(performance.now() - start).toBeLessThan(15_000)
  })
})

interface Case {
  id: string
  uri: string
  recommended: {
    verdict: 'accept' | 'accept-with-warning' | 'partial' | 'either' | 'reject'
    entries?: number
    rejected?: number
  }
  results: { our_decoder: { entries: readonly (Record<string, unknown> & { secret_hex: string })[] } }
}

const COLLECTION = new URL('../../../shared/fixtures/import/uris.json', import.meta.url)
const cases: readonly Case[] = existsSync(COLLECTION) ? JSON.parse(readFileSync(COLLECTION, 'utf-8')).migration : []

/** Cases that may be taken and are refused: as damaged, under the entry's name, or as no link at all. */
const REFUSED: Readonly<Record<string, string>> = {
  'mig-double-encoded': 'damaged',
  'mig-counter-2e53p1': 'entry',
  'mig-prefix-text': 'null',
}
/** What the checks of the collection say in words about parts that are missing. */
const MISSING: Readonly<Record<string, readonly { missing: readonly number[]; size: number }[]>> = {
  'mig-batch-1of3': [{ missing: [2, 3], size: 3 }],
  'mig-batch-gap': [{ missing: [2], size: 3 }],
}

function outcome(text: string) {
  const parts: MigrationPart[] = []
  for (const line of text.split('\n')) {
    try {
      const part = parseMigrationUri(line)
      if (part === null) return 'null'
      parts.push(part)
    } catch (error) {
      if (!(error instanceof UkpError)) throw error
      return 'damaged'
    }
  }
  const accounts = new Map(parts.flatMap((part) => part.accounts).map((one) => [JSON.stringify(one.account), one]))
  if (accounts.size === 0) return 'entry'
  return {
    accounts: [...accounts.values()],
    refused: parts.flatMap((part) => part.refused),
    missing: missingParts(parts),
  }
}

describe.runIf(existsSync(COLLECTION))('the shared collection of corner cases', () => {
  it('is whole', () => {
    expect(cases.length).toBeGreaterThanOrEqual(33)
    const ids = cases.map(({ id }) => id)
    expect(ids).toEqual(expect.arrayContaining([...Object.keys(REFUSED), ...Object.keys(MISSING)]))
  })

  it.each(cases)('handles $id as proposed: $recommended.verdict', ({ id, uri: text, recommended, results }) => {
    const found = outcome(text)
    const { verdict } = recommended
    if (verdict === 'reject' || id in REFUSED) {
      if (id in REFUSED) expect(verdict).toBe('either')
      expect(found).toBeTypeOf('string')
      if (id in REFUSED) expect(found).toBe(REFUSED[id])
      return
    }
    if (typeof found === 'string') throw new Error(found)
    expect(found.accounts).toHaveLength(recommended.entries ?? -1)
    expect(found.refused).toHaveLength(recommended.rejected ?? 0)
    expect(found.missing).toEqual(MISSING[id] ?? [])
    const warnings = found.accounts.flatMap((one) => one.warnings)
    expect(warnings.length + found.missing.length > 0).toBe(verdict === 'accept-with-warning')
    for (const { account } of found.accounts) {
      const { type, issuer, account: user, algorithm, digits } = account
      const secret_hex = Buffer.from(decodeBase32(account.secret)).toString('hex')
      const rest = {
        period: type === 'hotp' ? null : account.period,
        counter: type === 'hotp' ? account.counter : null,
      }
      expect(results.our_decoder.entries).toContainEqual(
        expect.objectContaining({ type, issuer, account: user, algorithm, digits, secret_hex, ...rest }),
      )
    }
  })
})

describe.skipIf(existsSync(COLLECTION))('the shared collection of corner cases', () => {
  it.skip('is not compared: ../shared/fixtures/import/uris.json is not there', () => {})
})
