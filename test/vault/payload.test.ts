// What the tag of the payload covers, and payloads of writers that do not keep to the format: refused as damage, and
// nothing of them is told.
import { beforeAll, describe, expect, it } from 'vitest'
import { UkpError } from '../../src/errors.ts'
import {
  account,
  byKey,
  byPassphrase,
  contentsWith,
  edited,
  fromUtf8,
  type HeaderJson,
  headerOf,
  type Made,
  makeVault,
  opened,
  outcome,
  PASSPHRASE,
  RAW_KEY,
  resealed,
  utf8,
  withHeader,
} from './kit.ts'

let made: Made
let bytes: Uint8Array

beforeAll(async () => {
  made = await makeVault({ contents: contentsWith([account(1)]) })
  bytes = made.bytes
})

describe('what is authenticated', () => {
  it.each<[string, (header: HeaderJson) => void]>([
    ['the generation', (header) => (header.gen = 2)],
    ['the nonce', (header) => (header.nonce = Buffer.alloc(24, 7).toString('base64url'))],
    ['the commitment', (header) => (header.commit = Buffer.alloc(32, 7).toString('base64url'))],
    ['an added field', (header) => (header.hint = 'x')],
    [
      'the order of fields',
      (header) => {
        const { v } = header
        delete header.v
        header.v = v
      },
    ],
  ])('is %s: a change is damage', async (_, edit) => {
    expect(await outcome(withHeader(bytes, edit), byKey(RAW_KEY))).toBe('vault-damaged')
    expect(await outcome(withHeader(bytes, edit), byPassphrase(PASSPHRASE))).toBe('vault-damaged')
  })

  it('is the spelling of the header: the same JSON with a blank in it is damage', async () => {
    const file = edited(bytes, (text) => text.replace('"v":1,', '"v": 1,'))
    expect(headerOf(file)).toEqual(headerOf(bytes))
    expect(await outcome(file, byKey(RAW_KEY))).toBe('vault-damaged')
  })

  it('is the id: another one is damage where one character differs, and no slot opens where all do', async () => {
    const { id } = headerOf(bytes) as HeaderJson & { id: string }
    const one = withHeader(bytes, (header) => (header.id = `${id.startsWith('A') ? 'B' : 'A'}${id.slice(1)}`))
    expect(await outcome(one, byKey(RAW_KEY))).toBe('vault-damaged')
    expect(await outcome(one, byPassphrase(PASSPHRASE))).toBe('vault-damaged')
    const all = withHeader(bytes, (header) => (header.id = Buffer.alloc(16).toString('base64url')))
    expect(await outcome(all, byKey(RAW_KEY))).toBe('no slot')
  })

  it('is the payload: another vault’s under the same key and slots is damage', async () => {
    const other = await makeVault({ seed: 2, contents: contentsWith([account(2)]) })
    const body = fromUtf8(other.bytes).split('\n')[2]
    const file = edited(bytes, (text) => text.replace(/\n[^\n]*\n$/, `\n${body}\n`))
    expect(await outcome(file, byKey(RAW_KEY))).toBe('vault-damaged')
  })
})

describe('a payload that another writer sealed', () => {
  const plain = (json: string, size = 16_384, length = utf8(json).length): Uint8Array => {
    const bytesOf = new Uint8Array(size)
    new DataView(bytesOf.buffer).setUint32(0, length)
    bytesOf.set(utf8(json), 4)
    return bytesOf
  }
  const EMPTY = '{"schema":1}'
  const tail = (byte: number): Uint8Array => {
    const padded = plain(EMPTY)
    padded[padded.length - 1] = byte
    return padded
  }
  it.each<[string, Uint8Array]>([
    ['filling that is not zero', tail(1)],
    ['twice the size that is due', plain(EMPTY, 32_768)],
    ['half the smallest size', plain(EMPTY, 8192)],
    ['a length that is one short', plain(EMPTY, 16_384, EMPTY.length - 1)],
    ['a length that is one long', plain(EMPTY, 16_384, EMPTY.length + 1)],
    ['a length of 4 GiB', plain(EMPTY, 16_384, 0xffff_ffff)],
    ['no bytes', new Uint8Array(0)],
    ['three bytes', new Uint8Array(3)],
    [
      'bytes that are no UTF-8',
      Uint8Array.from(plain('{"schema":1,"vault":{"name":"\u00ff"}}'), (byte) => (byte === 0xc3 ? 0xff : byte)),
    ],
    ['no JSON', plain('mama')],
    ['a list', plain('[]')],
    ['no schema', plain('{}')],
    ['schema 0', plain('{"schema":0}')],
    ['schema as text', plain('{"schema":"1"}')],
    ['a byte order mark', plain(`\ufeff${EMPTY}`)],
    ['text after the JSON', plain(`${EMPTY} x`)],
    ['a key twice', plain('{"schema":1,"schema":1}')],
    ['a key twice in an entry', plain('{"schema":1,"entries":[{"id":"a","id":"b"}]}')],
    ['__proto__', plain('{"schema":1,"__proto__":{"polluted":true}}')],
    ['__proto__ in an entry', plain('{"schema":1,"entries":[{"__proto__":{}}]}')],
    ['a fraction', plain('{"schema":1,"x":0.5}')],
    ['a lone surrogate', plain('{"schema":1,"x":"\\ud800"}')],
    ['33 levels', plain(`{"schema":1,"x":${'['.repeat(32)}${']'.repeat(32)}}`)],
    ['entries as object', plain('{"schema":1,"entries":{}}')],
    ['vault as list', plain('{"schema":1,"vault":[]}')],
    ['a name as number', plain('{"schema":1,"vault":{"name":1}}')],
    ['slots as list', plain('{"schema":1,"slots":[]}')],
    ['a label as text', plain('{"schema":1,"slots":{"x":"laptop"}}')],
    ['deleted as text', plain('{"schema":1,"deleted":"x"}')],
    ['a tombstone as text', plain('{"schema":1,"deleted":["x"]}')],
  ])('is damage with %s', async (_, padded) => {
    expect(await outcome(await resealed(made, { plain: padded }), byKey(RAW_KEY))).toBe('vault-damaged')
    expect(Object.keys(Object.prototype)).toEqual([])
  })

  it('opens where it is right: the test above tests the rest', async () => {
    expect(await outcome(await resealed(made, { plain: plain(EMPTY) }), byKey(RAW_KEY))).toBe('opened')
  })

  it('of 100,000 levels is refused in under 50 ms, key and all', async () => {
    const json = '['.repeat(100_000)
    const file = await resealed(made, { plain: plain(json, 131_072) })
    const times: number[] = []
    for (let run = 0; run < 3; run++) {
      const start = performance.now()
      expect(await outcome(file, byKey(RAW_KEY))).toBe('vault-damaged')
      times.push(performance.now() - start)
    }
    expect(Math.min(...times)).toBeLessThan(50)
  })

  it('has at most 50,000 entries', async () => {
    const json = (count: number): string => `{"schema":1,"entries":[${Array(count).fill('{}').join(',')}]}`
    expect(await outcome(await resealed(made, { json: json(50_000) }), byKey(RAW_KEY))).toBe('opened')
    expect(await outcome(await resealed(made, { json: json(50_001) }), byKey(RAW_KEY))).toBe('vault-damaged')
  })

  it('is not told with a piece of it', async () => {
    const file = await resealed(made, { json: '{"schema":1,"vault":JBSWY3DPEHPK3PXP}' })
    const error: unknown = await opened(file, byKey(RAW_KEY)).catch((caught: unknown) => caught)
    expect(error).toBeInstanceOf(UkpError)
    const { message, cause, stack, facts: told } = error as UkpError
    expect(`${message} ${String(cause)} ${stack} ${JSON.stringify(told)}`).not.toContain('JBSW')
  })
})
