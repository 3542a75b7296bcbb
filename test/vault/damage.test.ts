// Files that are no vault, or no longer one: each is refused by name, before any key is looked at where that is possible.
import { beforeAll, describe, expect, it } from 'vitest'
import { UkpError } from '../../src/errors.ts'
import { parseEnvelope } from '../../src/vault/header.ts'
import {
  account,
  byKey,
  byPassphrase,
  contentsWith,
  edited,
  FILE,
  fastest,
  fromUtf8,
  type HeaderJson,
  type Made,
  makeVault,
  opened,
  outcome,
  PASSPHRASE,
  RAW_KEY,
  refusal,
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

function facts(file: Uint8Array): unknown {
  try {
    parseEnvelope(file, FILE)
  } catch (error) {
    if (error instanceof UkpError) return error.facts
    throw error
  }
  return null
}

const joined = (...parts: (Uint8Array | string)[]): Uint8Array =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? utf8(part) : part)))

describe('a file that is cut', () => {
  it('to nothing is called empty', () => {
    expect(refusal(new Uint8Array(0))).toBe('vault-empty-file')
  })

  it('is refused as torn at every other length', () => {
    const reasons = new Set<string>()
    for (let length = 1; length < bytes.length; length++) reasons.add(refusal(bytes.subarray(0, length)))
    expect([...reasons]).toEqual(['vault-torn'])
  })

  it('and given a new last line feed is refused from "ukp-vault" on', async () => {
    const reasons = new Set<string>()
    const headerEnd = fromUtf8(bytes).lastIndexOf('\n', bytes.length - 2)
    for (let length = 9; length < bytes.length - 1; length += length < headerEnd ? 1 : 41) {
      reasons.add(await outcome(joined(bytes.subarray(0, length), '\n'), byKey(RAW_KEY)))
    }
    expect([...reasons]).toEqual(['vault-damaged', 'vault-torn'])
  })
})

describe('a file with more or other bytes', () => {
  it.each<[string, (file: Uint8Array) => Uint8Array, string]>([
    ['a line feed at the end', (file) => joined(file, '\n'), 'vault-damaged'],
    ['text at the end', (file) => joined(file, 'x'), 'vault-damaged'],
    ['a NUL at the end', (file) => joined(file, '\0'), 'vault-damaged'],
    ['a fourth line', (file) => joined(file, 'x\n'), 'vault-damaged'],
    ['itself twice', (file) => joined(file, file), 'vault-damaged'],
    ['a byte order mark', (file) => joined('\ufeff', file), 'vault-not-a-vault'],
    ['a line feed in front', (file) => joined('\n', file), 'vault-not-a-vault'],
    ['a blank in front', (file) => joined(' ', file), 'vault-not-a-vault'],
    ['UTF-16, little endian', (file) => Buffer.from(fromUtf8(file), 'utf16le'), 'vault-not-a-vault'],
    ['UTF-16 with a mark', (file) => Buffer.from(`\ufeff${fromUtf8(file)}`, 'utf16le'), 'vault-not-a-vault'],
    ['lone CR as line ends', (file) => edited(file, (text) => text.replaceAll('\n', '\r')), 'vault-damaged'],
    ['CR CR LF as line ends', (file) => edited(file, (text) => text.replaceAll('\n', '\r\r\n')), 'vault-damaged'],
    ['no line feed at the end', (file) => file.subarray(0, -1), 'vault-torn'],
    ['a blank after the first line', (file) => edited(file, (text) => text.replace('\n', ' \n')), 'vault-damaged'],
    ['a blank at the end of the body', (file) => edited(file, (text) => text.replace(/\n$/, ' \n')), 'vault-damaged'],
    ['a blank after the header', (file) => edited(file, (text) => text.replace('}\n', '} \n')), 'vault-damaged'],
    ['a NUL in the header', (file) => edited(file, (text) => text.replace('"gen"', '"g\0n"')), 'vault-damaged'],
    [
      'bytes that are no UTF-8 after the first line',
      (file) => joined(file.subarray(0, 40), Uint8Array.of(0xff)),
      'vault-damaged',
    ],
    ['bytes that are no UTF-8 and no first line', () => Uint8Array.of(0xff, 0xfe, 0xfd), 'vault-not-a-vault'],
    ['another program’s JSON', () => utf8('{"version":1}\n'), 'vault-not-a-vault'],
    ['PNG', () => Uint8Array.of(0x89, 0x50, 0x4e, 0x47), 'vault-not-a-vault'],
    ['one line feed', () => utf8('\n'), 'vault-not-a-vault'],
    ['no header', () => utf8('ukp-vault/1\n\n\n'), 'vault-damaged'],
    ['capitals in the first line', (file) => edited(file, (text) => text.replace('ukp', 'UKP')), 'vault-not-a-vault'],
    ['version 0', (file) => edited(file, (text) => text.replace('/1', '/0')), 'vault-damaged'],
    ['version 01', (file) => edited(file, (text) => text.replace('/1', '/01')), 'vault-damaged'],
    ['version x', (file) => edited(file, (text) => text.replace('/1', '/x')), 'vault-damaged'],
    [
      'a body of another alphabet',
      (file) => edited(file, (text) => text.replace(/[-_](?=[^\n]*\n$)/, '+')),
      'vault-damaged',
    ],
    ['an empty body', (file) => edited(file, (text) => text.replace(/\n[^\n]*\n$/, '\n\n')), 'vault-damaged'],
    ['a padded body', (file) => edited(file, (text) => text.replace(/\n$/, '=\n')), 'vault-damaged'],
  ])('is refused with %s', async (_, change, reason) => {
    expect(await outcome(change(bytes), byKey(RAW_KEY))).toBe(reason)
  })

  it('is refused above 48 MiB, with a header line above 64 KiB in bytes, and with a payload above 32 MiB', async () => {
    const huge = new Uint8Array(48 * 1024 * 1024 + 1)
    expect([refusal(huge), facts(huge)]).toEqual(['vault-limits', { file: FILE, part: 'size' }])
    // 40,000 letters of two bytes each: fewer than 65,536 characters, more than 65,536 bytes.
    const wide = withHeader(bytes, (header) => Object.assign(header, { hint: 'é'.repeat(40_000) }))
    expect([refusal(wide), facts(wide)]).toEqual(['vault-limits', { file: FILE, part: 'header' }])
    const narrow = withHeader(bytes, (header) => Object.assign(header, { hint: 'é'.repeat(30_000) }))
    expect(refusal(narrow)).toBe('taken')
    const body = Buffer.alloc(32 * 1024 * 1024 + 17).toString('base64url')
    const long = edited(bytes, (text) => text.replace(/\n[^\n]*\n$/, `\n${body}\n`))
    expect([refusal(long), facts(long)]).toEqual(['vault-limits', { file: FILE, part: 'payload' }])
  })
})

describe('line ends', () => {
  it('of Windows open, and the next reader sees what the first one saw', async () => {
    const windows = edited(bytes, (text) => text.replaceAll('\n', '\r\n'))
    expect((await opened(windows, byKey(RAW_KEY)))?.contents).toEqual(made.vault.contents)
    expect((await opened(windows, byPassphrase(PASSPHRASE)))?.contents).toEqual(made.vault.contents)
  })

  it('of both kinds in one file open as well', async () => {
    const mixed = edited(bytes, (text) => text.replace('\n', '\r\n'))
    expect(await outcome(mixed, byKey(RAW_KEY))).toBe('opened')
  })
})

describe('a newer format', () => {
  it.each(['2', '10', '999999'])('is told by its first line: ukp-vault/%s', (version) => {
    const newer = edited(bytes, (text) => text.replace('ukp-vault/1', `ukp-vault/${version}`))
    expect(refusal(newer)).toBe('vault-newer')
    expect(refusal(utf8(`ukp-vault/${version}\r\nwhatever`))).toBe('vault-newer')
  })

  it.each<[string, (header: HeaderJson) => void, string]>([
    ['v 2', (header) => (header.v = 2), 'vault-newer'],
    [
      'v 2 with fields nobody knows yet',
      (header) => Object.assign(header, { v: 2, slots: {}, cipher: 'x' }),
      'vault-newer',
    ],
    ['v 0', (header) => (header.v = 0), 'vault-damaged'],
    ['v as text', (header) => (header.v = '2'), 'vault-damaged'],
    ['no v', (header) => delete header.v, 'vault-damaged'],
    ['a name in crit', (header) => (header.crit = ['seal']), 'vault-newer'],
    ['a name of version 1 in crit', (header) => (header.crit = ['gen']), 'vault-newer'],
    ['crit as text', (header) => (header.crit = 'seal'), 'vault-damaged'],
    ['a number in crit', (header) => (header.crit = [1]), 'vault-damaged'],
    ['crit null', (header) => (header.crit = null), 'vault-damaged'],
    ['an empty crit', (header) => (header.crit = []), 'taken'],
  ])('or by its header: %s', (_, edit, reason) => {
    expect(refusal(withHeader(bytes, edit))).toBe(reason)
  })

  it('of the contents is read, and told apart when it is to be written', async () => {
    const json = '{"schema":2,"entries":[],"shelves":[1]}'
    const newer = await opened(await resealed(made, { json }), byKey(RAW_KEY))
    expect(newer?.contents).toMatchObject({ schema: 2, extra: { shelves: [1] } })
  })
})

describe('a header', () => {
  it.each<[string, (header: HeaderJson) => void]>([
    ['another format', (header) => (header.format = 'ukp')],
    ['no format', (header) => delete header.format],
    ['another cipher', (header) => (header.cipher = 'aes-256-gcm')],
    ['no cipher', (header) => delete header.cipher],
    ['gen 0', (header) => (header.gen = 0)],
    ['gen -1', (header) => (header.gen = -1)],
    ['gen 1.5', (header) => (header.gen = 1.5)],
    ['gen 2^53', (header) => (header.gen = 2 ** 53)],
    ['gen 1e300', (header) => (header.gen = 1e300)],
    ['gen as text', (header) => (header.gen = '1')],
    ['gen null', (header) => (header.gen = null)],
    ['gen true', (header) => (header.gen = true)],
    ['no gen', (header) => delete header.gen],
    ['an id of 15 bytes', (header) => (header.id = Buffer.alloc(15).toString('base64url'))],
    ['an id of 17 bytes', (header) => (header.id = Buffer.alloc(17).toString('base64url'))],
    ['an id with left-over bits', (header) => (header.id = `${'A'.repeat(21)}B`)],
    ['a padded id', (header) => (header.id = `${header.id}==`)],
    ['an id of the standard alphabet', (header) => (header.id = `+/${'A'.repeat(20)}`)],
    ['an id as number', (header) => (header.id = 1)],
    ['no id', (header) => delete header.id],
    ['a nonce of 12 bytes', (header) => (header.nonce = Buffer.alloc(12).toString('base64url'))],
    ['a padded nonce', (header) => (header.nonce = `${header.nonce}=`)],
    ['no nonce', (header) => delete header.nonce],
    ['a commitment of 16 bytes', (header) => (header.commit = Buffer.alloc(16).toString('base64url'))],
    ['no commitment', (header) => delete header.commit],
    ['no slots', (header) => (header.slots = [])],
    ['slots as object', (header) => Object.assign(header, { slots: { 0: header.slots[0] } })],
    ['slots left out', (header) => Object.assign(header, { slots: undefined })],
    ['a slot that is text', (header) => Object.assign(header, { slots: ['x'] })],
    ['a slot that is null', (header) => Object.assign(header, { slots: [null] })],
  ])('is damaged with %s, before any key is looked at', (_, edit) => {
    expect(refusal(withHeader(bytes, edit))).toBe('vault-damaged')
  })

  it.each<[string, (line: string) => string]>([
    ['a key twice', (line) => line.replace('"v":1', '"v":1,"v":1')],
    ['a key twice in two spellings', (line) => line.replace('"v":1', '"v":1,"\\u0076":1')],
    ['a key twice in a slot', (line) => line.replace('"p":1', '"p":1,"p":1')],
    ['__proto__', (line) => line.replace('{', '{"__proto__":{"v":1},')],
    ['__proto__ in a slot', (line) => line.replace('"p":1', '"p":1,"__proto__":{}')],
    ['a list around it', (line) => `[${line}]`],
    ['text before it', (line) => `x${line}`],
    ['a second object', (line) => `${line}{}`],
    ['gen with a fraction', (line) => line.replace('"gen":1', '"gen":1.0')],
    ['gen with an exponent', (line) => line.replace('"gen":1', '"gen":1e0')],
    ['gen with a leading zero', (line) => line.replace('"gen":1', '"gen":01')],
    ['a comma at the end', (line) => line.replace(/\}$/, ',}')],
    ['33 levels', (line) => line.replace('{', `{"x":${'['.repeat(32)}${']'.repeat(32)},`)],
    ['a lone surrogate', (line) => line.replace('{', '{"x":"\\ud800",')],
  ])('is damaged with %s in its JSON', (_, change) => {
    const file = edited(bytes, (text) => {
      const [magic, line = '', body] = text.split('\n')
      return `${magic}\n${change(line)}\n${body}\n`
    })
    expect(refusal(file)).toBe('vault-damaged')
    expect(Object.keys(Object.prototype)).toEqual([])
  })

  it.each(['[', '{"a":'])('of 100,000 characters that open one level each, %s, is refused in under 50 ms', (open) => {
    // 64 KiB of header at most, so the line is refused by its length; the longest that is not has 65,536 characters.
    for (const length of [100_000, Math.floor(65_536 / open.length)]) {
      const file = utf8(`ukp-vault/1\n${open.repeat(length)}\nAAAA\n`)
      expect(refusal(file)).toBe(length === 100_000 ? 'vault-limits' : 'vault-damaged')
      expect(fastest(() => refusal(file))).toBeLessThan(50)
    }
  })

  it('names the part that is damaged and the file, and holds nothing else', () => {
    expect(facts(withHeader(bytes, (header) => (header.gen = 0)))).toEqual({ file: FILE, part: 'header' })
    expect(facts(joined(bytes, 'x'))).toEqual({ file: FILE, part: 'structure' })
    expect(facts(withHeader(bytes, (header) => (header.slots = [])))).toEqual({ file: FILE, part: 'slots' })
    expect(facts(edited(bytes, (text) => text.replace(/\n$/, '=\n')))).toEqual({ file: FILE, part: 'body' })
  })
})
