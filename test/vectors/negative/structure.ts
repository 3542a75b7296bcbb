// Files that are not three lines, or not those three lines.
import { fromUtf8, utf8 } from '../../vault/kit.ts'
import { type Bench, headerText, type Rule, text } from './bench.ts'

const cut = (length: (file: string) => number) => (bench: Bench) =>
  bench.bytes.subarray(0, length(fromUtf8(bench.bytes)))
const around = (before: string | Uint8Array, after: string | Uint8Array) => (bench: Bench) =>
  Buffer.concat([Buffer.from(before), bench.bytes, Buffer.from(after)])
const version = (to: string) => text((file) => file.replace('ukp-vault/1', `ukp-vault/${to}`))
const body = (edit: (body: string) => string) =>
  text((file) => file.replace(/[^\n]*\n$/, (last) => `${edit(last.trimEnd())}\n`))
/** Another character of the alphabet in this place. */
const swapped = (line: string, at: number): string =>
  line.slice(0, at) + (line[at] === 'A' ? 'B' : 'A') + line.slice(at + 1)
const at = (line: string, place: number): number => (place < 0 ? line.length + place : place)

export const STRUCTURE: readonly Rule[] = [
  ['an empty file', 'vault-empty-file', () => new Uint8Array(0)],
  ['one line feed', 'vault-not-a-vault', () => utf8('\n')],
  ['another program’s JSON', 'vault-not-a-vault', () => utf8('{"version":1}\n')],
  ['cut in the first line', 'vault-torn', cut(() => 6)],
  ['cut before the first line feed', 'vault-torn', cut(() => 11)],
  ['cut after the first line', 'vault-torn', cut(() => 12)],
  ['cut in the header', 'vault-torn', cut(() => 300)],
  ['cut after the header', 'vault-torn', cut((file) => file.lastIndexOf('\n', file.length - 2) + 1)],
  ['cut in the body', 'vault-torn', cut((file) => file.length - 9000)],
  ['no last line feed', 'vault-torn', cut((file) => file.length - 1)],
  ['no header and no body', 'vault-damaged header', () => utf8('ukp-vault/1\n\n\n')],
  ['a byte order mark in front', 'vault-not-a-vault', around('\ufeff', '')],
  ['a byte order mark before the header', 'vault-damaged header', headerText((line) => `\ufeff${line}`)],
  ['UTF-16, little endian', 'vault-not-a-vault', ({ bytes }) => Buffer.from(fromUtf8(bytes), 'utf16le')],
  [
    'UTF-16, big endian with a mark',
    'vault-not-a-vault',
    ({ bytes }) => Buffer.from(`\ufeff${fromUtf8(bytes)}`, 'utf16le').swap16(),
  ],
  ['a NUL in front', 'vault-not-a-vault', around('\0', '')],
  ['a NUL at the end', 'vault-damaged structure', around('', '\0')],
  ['a NUL in the header', 'vault-damaged header', headerText((line) => line.replace('"gen"', '"g\0n"'))],
  ['a blank in front', 'vault-not-a-vault', around(' ', '')],
  ['a line feed in front', 'vault-not-a-vault', around('\n', '')],
  ['a line feed at the end', 'vault-damaged structure', around('', '\n')],
  ['a blank at the end', 'vault-damaged structure', around('', ' ')],
  ['a fourth line', 'vault-damaged structure', around('', 'AAAA\n')],
  ['itself twice', 'vault-damaged structure', ({ bytes }) => Buffer.concat([bytes, bytes])],
  ['CR only', 'vault-damaged structure', text((file) => file.replaceAll('\n', '\r'))],
  ['CR CR LF', 'vault-damaged structure', text((file) => file.replaceAll('\n', '\r\r\n'))],
  ['LF CR', 'vault-damaged structure', text((file) => file.replaceAll('\n', '\n\r'))],
  ['U+2028 for the first line feed', 'vault-damaged structure', text((file) => file.replace('\n', '\u2028'))],
  ['header and body swapped', 'vault-damaged header', text((file) => file.replace(/\n(.*)\n(.*)\n$/, '\n$2\n$1\n'))],
  ['the first line twice', 'vault-damaged structure', text((file) => `ukp-vault/1\n${file}`)],
  ['a blank after the first line', 'vault-damaged structure', text((file) => file.replace('\n', ' \n'))],
  ['capitals in the first line', 'vault-not-a-vault', text((file) => file.replace('ukp', 'UKP'))],
  ['version 0', 'vault-damaged structure', version('0')],
  ['version 01', 'vault-damaged structure', version('01')],
  ['version 1.0', 'vault-damaged structure', version('1.0')],
  ['no version', 'vault-damaged structure', version('')],
  ['a version of seven digits', 'vault-damaged structure', version('1000000')],
  ['version 2', 'vault-newer', version('2')],
  ['version 2 and no line feed', 'vault-damaged structure', () => utf8('ukp-vault/2')],
  ['version 2 and a CR for a line feed', 'vault-damaged structure', () => utf8('ukp-vault/2\rx\n')],
  ['version 999999 and nothing else', 'vault-newer', () => utf8('ukp-vault/999999\n')],
  [
    'version 2 and bytes that are no text',
    'vault-newer',
    () => Buffer.concat([utf8('ukp-vault/2\n'), Buffer.from([0xff, 0xfe, 0])]),
  ],
  [
    'bytes that are no UTF-8 in the header',
    'vault-damaged structure',
    ({ bytes }) => Buffer.concat([bytes.subarray(0, 40), Buffer.from([0xc0, 0xaf]), bytes.subarray(40)]),
  ],
  [
    'a surrogate in UTF-8',
    'vault-damaged structure',
    ({ bytes }) => Buffer.concat([bytes.subarray(0, 14), Buffer.from([0xed, 0xa0, 0x80]), bytes.subarray(14)]),
  ],
  ['a header line of 65,537 bytes', 'vault-limits header', headerText((line) => line.padEnd(65_537))],
  ['an empty body', 'vault-damaged payload', body(() => '')],
  ['a body of a tag only', 'vault-damaged payload', body((line) => line.slice(0, 22).replace(/.$/, 'A'))],
  ['a padded body', 'vault-damaged body', body((line) => `${line}=`)],
  ['a body of another alphabet', 'vault-damaged body', body((line) => line.replace(/[-_]/, '+'))],
  ['a blank in the body', 'vault-damaged body', body((line) => line.replace(/.$/, ' '))],
  ['left-over bits in the body', 'vault-damaged body', body((line) => line.replace(/.$/, '1'))],
  ['a character too many in the body', 'vault-damaged body', body((line) => `${line}AA`)],
  ['another first character of the body', 'vault-damaged payload', body((line) => swapped(line, 0))],
  ['another character of the tag', 'vault-damaged payload', body((line) => swapped(line, at(line, -5)))],
  ['four characters less in the body', 'vault-damaged payload', body((line) => line.slice(4))],
]
