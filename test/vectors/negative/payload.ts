// Payloads that are sealed with the right key and are not as the format says.
import { pad } from '../../../src/vault/padding.ts'
import { utf8 } from '../../vault/kit.ts'
import { type Bench, lineOf, type Rule, sealedAs, sealedUnder } from './bench.ts'

const DAMAGED = 'vault-damaged payload'
const KIB = 1024

/** u32be length, bytes, zeros up to a size. */
function padded(data: Uint8Array, size = 16 * KIB, length = data.length): Uint8Array {
  const plain = Buffer.alloc(size)
  plain.writeUInt32BE(length >>> 0)
  plain.set(data.subarray(0, size - 4), 4)
  return plain
}

/** Another padded plaintext. */
const plain = (comment: string, make: (json: Uint8Array, bench: Bench) => Uint8Array): Rule => [
  comment,
  DAMAGED,
  (bench) => sealedAs(bench, { plain: make(utf8(bench.json), bench) }),
]
/** Another JSON text. */
const json = (comment: string, edit: string | ((json: string) => string)): Rule => [
  `contents: ${comment}`,
  DAMAGED,
  (bench) => {
    const text = typeof edit === 'string' ? edit : edit(bench.json)
    if (text === bench.json) throw new Error('the edit changed nothing')
    return sealedAs(bench, { plain: pad(utf8(text)) })
  },
]
const deep = (levels: number): string => `${'['.repeat(levels)}${']'.repeat(levels)}`

export const PAYLOAD: readonly Rule[] = [
  plain('the first byte of the padding is not zero', (data) => {
    const made = padded(data)
    made[data.length + 4] = 1
    return made
  }),
  plain('the last byte of the padding is not zero', (data) => {
    const made = padded(data)
    made[made.length - 1] = 0x80
    return made
  }),
  plain('a payload of 8 KiB', (data) => padded(data, 8 * KIB)),
  plain('a payload of 32 KiB for a small vault', (data) => padded(data, 32 * KIB)),
  plain('a payload of 24 KiB', (data) => padded(data, 24 * KIB)),
  plain('a payload of 16 KiB and a byte', (data) => padded(data, 16 * KIB + 1)),
  plain('a payload without padding', (data) => padded(data, data.length + 4)),
  plain('an empty payload', () => new Uint8Array(0)),
  plain('a payload of three bytes', () => new Uint8Array(3)),
  plain('16 KiB of zeros', () => new Uint8Array(16 * KIB)),
  plain('a length of one more', (data) => padded(data, 16 * KIB, data.length + 1)),
  plain('a length of one less', (data) => padded(data, 16 * KIB, data.length - 1)),
  plain('a length of 16 KiB', (data) => padded(data, 16 * KIB, 16 * KIB)),
  plain('a length of 2^32 - 1', (data) => padded(data, 16 * KIB, 2 ** 32 - 1)),
  plain('a length of 2^31', (data) => padded(data, 16 * KIB, 2 ** 31)),
  plain('a length with its least byte first', (data) => {
    const made = Buffer.from(padded(data))
    made.subarray(0, 4).reverse()
    return made
  }),
  plain('a byte that is no UTF-8', (data) =>
    padded(Buffer.from(Buffer.from(data).toString('latin1').replace('Ã', '\xff'), 'latin1')),
  ),
  plain('overlong UTF-8', (data) =>
    padded(Buffer.from(Buffer.from(data).toString('latin1').replace('mama', '\xc1\xa1ma'), 'latin1')),
  ),
  plain('UTF-16', (data) => padded(Buffer.from(Buffer.from(data).toString('utf-8'), 'utf16le'))),
  json('a byte order mark', (text) => `\ufeff${text}`),
  json('a list', (text) => `[${text}]`),
  json('a text', '"schema"'),
  json('null', 'null'),
  json('cut', (text) => text.slice(0, -1)),
  json('text after it', (text) => `${text}x`),
  json('no schema', (text) => text.replace('"schema":1,', '')),
  json('schema 0', (text) => text.replace('"schema":1', '"schema":0')),
  json('schema -1', (text) => text.replace('"schema":1', '"schema":-1')),
  json('schema as text', (text) => text.replace('"schema":1', '"schema":"1"')),
  json('schema 1.0', (text) => text.replace('"schema":1', '"schema":1.0')),
  json('schema null', (text) => text.replace('"schema":1', '"schema":null')),
  json('schema true', (text) => text.replace('"schema":1', '"schema":true')),
  json('schema 2^53', (text) => text.replace('"schema":1', '"schema":9007199254740992')),
  json('a key twice', (text) => text.replace('"schema":1', '"schema":1,"schema":1')),
  json('a key twice in an entry', (text) => text.replace('"digits":6', '"digits":6,"digits":6')),
  json('a key twice in two spellings', (text) => text.replace('"digits":6', '"digits":6,"d\\u0069gits":6')),
  json('__proto__', (text) => text.replace('{', '{"__proto__":{},')),
  json('__proto__ in an entry', (text) => text.replace('"digits":6', '"__proto__":{"digits":6}')),
  json('33 levels', (text) => text.replace('"ext":{}', `"ext":{"x":${deep(31)}}`)),
  json('a number with a fraction in an entry', (text) => text.replace('"digits":6', '"digits":6.5')),
  json('a lone surrogate', (text) => text.replace('mama', '\\ud83d')),
  json('a control character', (text) => text.replace('mama', 'ma\u0001')),
  json('vault as list', '{"schema":1,"vault":[]}'),
  json('vault as null', '{"schema":1,"vault":null}'),
  json('the name of the vault as number', '{"schema":1,"vault":{"name":1}}'),
  json('prev as null', '{"schema":1,"vault":{"prev":null}}'),
  json('past as text', '{"schema":1,"vault":{"past":"x"}}'),
  json('a past hash as number', '{"schema":1,"vault":{"past":["x",1]}}'),
  json('rekeyed as number', '{"schema":1,"vault":{"rekeyed":1}}'),
  json('rekeyed as null', '{"schema":1,"vault":{"rekeyed":null}}'),
  json('removedKeys as object', '{"schema":1,"vault":{"removedKeys":{}}}'),
  json('a removed key as null', '{"schema":1,"vault":{"removedKeys":[null]}}'),
  json('wrong kinds under a higher schema', '{"schema":2,"vault":1}'),
  json('slots as list', '{"schema":1,"slots":[]}'),
  json('a label as text', '{"schema":1,"slots":{"AAAAAAAAAAA":"laptop"}}'),
  json('a label’s text as number', '{"schema":1,"slots":{"AAAAAAAAAAA":{"label":1}}}'),
  json('entries as object', '{"schema":1,"entries":{}}'),
  json('entries as text', '{"schema":1,"entries":""}'),
  json('deleted as object', '{"schema":1,"deleted":{}}'),
  json('a deleted id as text', '{"schema":1,"deleted":["01J"]}'),
  json('a deleted id as number', '{"schema":1,"deleted":[{"id":1}]}'),
  json('the time of a deleted id as number', '{"schema":1,"deleted":[{"id":"x","at":1}]}'),
  json('keys of a deleted id as text', '{"schema":1,"deleted":[{"id":"x","at":"","keys":"x"}]}'),
  json('a key of a deleted id as number', '{"schema":1,"deleted":[{"id":"x","at":"","keys":[1]}]}'),
  json('joined as number', '{"schema":1,"deleted":[{"id":"x","at":"","joined":1}]}'),
  json('joined as null', '{"schema":1,"deleted":[{"id":"x","at":"","joined":null}]}'),
  json('ext as text', '{"schema":1,"ext":"x"}'),
  json('50,001 entries', () => `{"schema":1,"entries":[${'0,'.repeat(50_000)}0]}`),
  ['sealed with the commitment for a key', DAMAGED, (bench) => sealedAs(bench, { subkey: 2 })],
  ['sealed with subkey 0', DAMAGED, (bench) => sealedAs(bench, { subkey: 0 })],
  ['sealed under another nonce', DAMAGED, (bench) => sealedAs(bench, { nonce: new Uint8Array(24) })],
  ['sealed without associated data', DAMAGED, (bench) => sealedAs(bench, { associated: new Uint8Array(0) })],
  [
    'sealed over the header line alone',
    DAMAGED,
    (bench) => sealedAs(bench, { associated: utf8(`${lineOf(bench)}\n`) }),
  ],
  [
    'sealed over Windows line ends',
    DAMAGED,
    (bench) => sealedAs(bench, { associated: utf8(`ukp-vault/1\r\n${lineOf(bench)}\r\n`) }),
  ],
  [
    'the payload of another vault',
    DAMAGED,
    (bench) => {
      const body = Buffer.from(bench.other.bytes).toString('latin1').split('\n')[2]
      return utf8(`ukp-vault/1\n${lineOf(bench)}\n${body}\n`)
    },
  ],
  [
    'a blank at the end of the header that was not sealed',
    DAMAGED,
    (bench) => {
      const associated = utf8(`ukp-vault/1\n${lineOf(bench)}\n`)
      return sealedUnder(bench, `${lineOf(bench)} `, { associated })
    },
  ],
]
