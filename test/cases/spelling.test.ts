// Cases 9 to 11, 17 and 18: one spelling of everything: JSON, numbers, base64, padding. What a person sees is looked at in the
// program itself, what concerns bytes in the functions. Each test begins with the number of its case.
import { describe, expect, it } from 'vitest'
import {
  byKey,
  edited,
  fastest,
  type HeaderJson,
  outcome,
  RAW_KEY,
  refusal,
  resealed,
  utf8,
  withHeader,
  withSlot,
} from '../vault/kit.ts'
import { BY_KEY, bytes, DAMAGED, LIMITS, made, refused, slotOf } from './vault-file.ts'

describe('case 9', () => {
  const outer: [string, (text: string) => string][] = [
    ['a key twice in the header', (text) => text.replace('"v":1', '"v":1,"v":1')],
    ['a key twice in two spellings', (text) => text.replace('"v":1', '"v":1,"\\u0076":1')],
    ['a key twice in a slot', (text) => text.replace('"p":1', '"p":1,"p":1')],
    ['__proto__ in the header', (text) => text.replace('{', '{"__proto__":{"polluted":true},')],
    ['__proto__ in a slot', (text) => text.replace('"p":1', '"p":1,"__proto__":{"polluted":true}')],
    ['__proto__ spelled with an escape', (text) => text.replace('{', '{"\\u005f_proto__":{"polluted":true},')],
  ]
  it.each(outer)('case 9: %s is refused before any question, and nothing is polluted', (_, change) => {
    const file = edited(bytes, change)
    expect(refusal(file)).toBe('vault-damaged')
    expect(Object.keys(Object.prototype)).toEqual([])
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
    refused(file, 5, DAMAGED)
  })

  it.each([
    ['a key twice', '{"schema":1,"schema":1}'],
    ['a key twice in an entry', '{"schema":1,"entries":[{"id":"a","id":"b"}]}'],
    ['__proto__', '{"schema":1,"__proto__":{"polluted":true}}'],
    ['__proto__ in an entry', '{"schema":1,"entries":[{"__proto__":{"polluted":true}}]}'],
    ['__proto__ in the room for later', '{"schema":1,"ext":{"__proto__":{"polluted":true}}}'],
  ])('case 9: %s in the sealed contents is refused, and nothing is polluted', async (_, json) => {
    const file = await resealed(made, { json })
    expect(await outcome(file, byKey(RAW_KEY))).toBe('vault-damaged')
    expect(Object.keys(Object.prototype)).toEqual([])
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
    refused(file, 5, DAMAGED, { env: BY_KEY })
  })
})

describe('case 10', () => {
  const DEPTH = 100_000

  it('case 10: JSON of 100,000 levels in the header is refused in under 50 ms', () => {
    for (const open of ['[', '{"a":']) {
      const file = utf8(`ukp-vault/1\n${open.repeat(DEPTH)}\nAAAA\n`)
      expect(refusal(file)).toBe('vault-limits')
      expect(fastest(() => refusal(file))).toBeLessThan(50)
      refused(file, 5, LIMITS)
      // The deepest that a header has room for.
      const most = utf8(`ukp-vault/1\n${open.repeat(Math.floor(65_536 / open.length))}\nAAAA\n`)
      expect(refusal(most)).toBe('vault-damaged')
      expect(fastest(() => refusal(most))).toBeLessThan(50)
    }
  })

  it.each(['[', '{"a":'])(
    'case 10: 100,000 times %s in the sealed contents is refused in under 50 ms',
    async (open) => {
      const file = await resealed(made, { json: `{"schema":1,"x":${open.repeat(DEPTH)}` })
      const times: number[] = []
      for (let run = 0; run < 3; run++) {
        const start = performance.now()
        expect(await outcome(file, byKey(RAW_KEY))).toBe('vault-damaged')
        times.push(performance.now() - start)
      }
      expect(Math.min(...times)).toBeLessThan(50)
      refused(file, 5, DAMAGED, { env: BY_KEY })
    },
  )
})

describe('case 11', () => {
  it.each(['0', '1.5', '-1', '9007199254740993', '9007199254740992', '"1"', '1e0', 'null'])(
    'case 11: generation %s is refused before any question',
    (gen) => {
      const file = edited(bytes, (text) => text.replace('"gen":1,', `"gen":${gen},`))
      expect(refusal(file)).toBe('vault-damaged')
      refused(file, 5, DAMAGED)
    },
  )

  it('case 11: nor does it help to have sealed it with the right key', async () => {
    for (const gen of [0, 1.5, -1, 2 ** 53, '1']) {
      expect(await outcome(await resealed(made, { header: (header) => (header.gen = gen) }), byKey(RAW_KEY))).toBe(
        'vault-damaged',
      )
    }
    const last = await resealed(made, { header: (header) => (header.gen = 2 ** 53 - 1) })
    expect(await outcome(last, byKey(RAW_KEY))).toBe('opened')
  })
})

describe('case 17', () => {
  /** Every field in base64url: where it stands, and how many bytes it has. */
  const FIELDS: readonly [string, number, (header: HeaderJson) => Record<string, unknown>][] = [
    ['id', 16, (header) => header],
    ['nonce', 24, (header) => header],
    ['commit', 32, (header) => header],
    ['id', 8, (header) => slotOf(header, 'passphrase')],
    ['nonce', 24, (header) => slotOf(header, 'passphrase')],
    ['key', 48, (header) => slotOf(header, 'passphrase')],
    ['salt', 16, (header) => slotOf(header, 'passphrase').kdf as Record<string, unknown>],
    ['id', 8, (header) => slotOf(header, 'raw')],
    ['nonce', 24, (header) => slotOf(header, 'raw')],
    ['key', 48, (header) => slotOf(header, 'raw')],
    ['id', 8, (header) => slotOf(header, 'sealed')],
    ['pk', 32, (header) => slotOf(header, 'sealed')],
    ['key', 96, (header) => slotOf(header, 'sealed')],
  ]

  it('case 17: base64 that is padded, of the standard alphabet or not canonical is refused in every field', () => {
    const spell = (at: number, text: (size: number) => string): string => {
      const [field, size, place] = FIELDS[at] ?? FIELDS[0] ?? []
      if (field === undefined || size === undefined || place === undefined) throw new Error('no field')
      return refusal(withHeader(bytes, (header) => (place(header)[field] = text(size))))
    }
    for (const [at, [field, size]] of FIELDS.entries()) {
      const good = (n: number): string => Buffer.alloc(n, 0xfb).toString('base64url')
      expect(spell(at, good), `${field} ${at}`).toBe('taken')
      const bad = [
        (n: number) => good(n).replace(/[-_]/, (letter) => (letter === '-' ? '+' : '/')),
        (n: number) => `${good(n)}=`,
        (n: number) =>
          Buffer.alloc(n, 0xfb)
            .toString('base64')
            .padEnd(good(n).length + 1, '='),
        (n: number) => `${good(n).slice(0, -1)} `,
        (n: number) => good(n).slice(0, -1),
      ]
      // Bits after the last whole byte: there are none where the length is a multiple of three.
      if (size % 3 !== 0) bad.push((n) => `${good(n).slice(0, -1)}${size % 3 === 1 ? '5' : 'z'}`)
      for (const text of bad) {
        expect(['vault-damaged', 'vault-limits'], `${field} ${at} ${text(size)}`).toContain(spell(at, text))
      }
    }
  })

  it.each<[string, (file: Uint8Array) => Uint8Array, RegExp]>([
    ['padded', (file) => edited(file, (text) => text.replace(/\n$/, '=\n')), DAMAGED],
    ['of the standard alphabet', (file) => edited(file, (text) => text.replace(/[-_](?=[^\n]*\n$)/, '+')), DAMAGED],
    [
      'not canonical',
      (file) => edited(file, (text) => text.replace(/(.)\n$/, (_, last: string) => `${after(last)}\n`)),
      DAMAGED,
    ],
  ])('case 17: a body that is %s is refused before any question', (_, change, says) => {
    expect(refusal(change(bytes))).toBe('vault-damaged')
    refused(change(bytes), 5, says)
  })

  it('case 17: the program refuses it in the header before any question', () => {
    refused(
      withHeader(bytes, (header) => (header.id = `${header.id}==`)),
      5,
      DAMAGED,
    )
    refused(
      withSlot(bytes, (slot) => (slot.key = `${slot.key}=`)),
      5,
      LIMITS,
    )
  })

  /** The next letter of the alphabet: the same bytes with left-over bits that are not zero. */
  function after(letter: string): string {
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
    return alphabet[alphabet.indexOf(letter) + 1] ?? ''
  }
})

describe('case 18', () => {
  const JSON_TEXT = '{"schema":1,"entries":[]}'
  const plain = (size: number, length = JSON_TEXT.length): Uint8Array => {
    const padded = new Uint8Array(size)
    new DataView(padded.buffer).setUint32(0, length)
    padded.set(utf8(JSON_TEXT), 4)
    return padded
  }
  const with1 = (at: number): Uint8Array => plain(16_384).map((byte, i, { length }) => (i === length + at ? 1 : byte))

  it.each<[string, Uint8Array]>([
    ['padding that is not zero at its end', with1(-1)],
    ['padding that is not zero at its beginning', with1(-16_384 + 4 + JSON_TEXT.length)],
    ['the next bucket', plain(32_768)],
    ['a smaller bucket', plain(8192)],
    ['no bucket at all', plain(16_385)],
    ['no padding', plain(4 + JSON_TEXT.length)],
    ['a length that is one short', plain(16_384, JSON_TEXT.length - 1)],
    ['a length that is one long', plain(16_384, JSON_TEXT.length + 1)],
    ['a length beyond the payload', plain(16_384, 16_381)],
    ['a length of 4 GiB', plain(16_384, 0xffff_ffff)],
  ])('case 18: %s is refused', async (_, payload) => {
    const file = await resealed(made, { plain: payload })
    expect(await outcome(file, byKey(RAW_KEY))).toBe('vault-damaged')
    refused(file, 5, DAMAGED, { env: BY_KEY })
  })

  it('case 18: the same payload in its right bucket opens', async () => {
    expect(await outcome(await resealed(made, { plain: plain(16_384) }), byKey(RAW_KEY))).toBe('opened')
  })
})
