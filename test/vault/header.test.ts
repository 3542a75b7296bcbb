// The quick way through the three lines of a file, and the rules: one outcome. A file that is not as ukp writes it goes by
// the rules; these cases stand at the border between the two.
import { beforeAll, describe, expect, it } from 'vitest'
import { UkpError } from '../../src/errors.ts'
import { parseEnvelope } from '../../src/vault/header.ts'
import { VAULT_LIMITS } from '../../src/vault/limits.ts'
import {
  account,
  byKey,
  contentsWith,
  FILE,
  fromUtf8,
  makeVault,
  numbers,
  opened,
  outcome,
  RAW_KEY,
  utf8,
} from './kit.ts'

let bytes: Uint8Array
let magic: string
let header: string
let body: string

beforeAll(async () => {
  bytes = (await makeVault({ contents: contentsWith([account(1)]) })).bytes
  ;[magic = '', header = '', body = ''] = fromUtf8(bytes).split('\n')
})

/** 'taken', or the reason with the part that is named. */
function said(file: Uint8Array): string {
  try {
    parseEnvelope(file, FILE)
    return 'taken'
  } catch (error) {
    if (!(error instanceof UkpError)) throw error
    const { file: name, part, ...more } = error.facts as { file: string; part?: string }
    expect([name, more]).toEqual([FILE, {}])
    return part === undefined ? error.reason : `${error.reason} ${part}`
  }
}

const joined = (...parts: (Uint8Array | string)[]): Uint8Array =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? utf8(part) : part)))
const lines = (...parts: string[]): Uint8Array => utf8(parts.map((part) => `${part}\n`).join(''))
const INVALID = Uint8Array.of(0xc3, 0x28)

describe('line ends', () => {
  it('as CR LF, in any of the lines, are the same file', async () => {
    const whole = parseEnvelope(bytes, FILE)
    for (let mask = 1; mask < 8; mask++) {
      const ends = [1, 2, 4].map((bit) => ((mask & bit) === 0 ? '\n' : '\r\n'))
      const file = utf8(`${magic}${ends[0]}${header}${ends[1]}${body}${ends[2]}`)
      const read = parseEnvelope(file, FILE)
      expect(Buffer.from(read.sealed)).toEqual(Buffer.from(whole.sealed))
      expect({ ...read, sealed: null }).toEqual({ ...whole, sealed: null })
      expect(await outcome(file, byKey(RAW_KEY))).toBe('opened')
    }
  })

  it.each<[string, () => Uint8Array, string]>([
    ['CR alone', () => utf8(`${magic}\r${header}\r${body}\r`), 'vault-damaged structure'],
    ['CR alone after the first line', () => utf8(`${magic}\r${header}\n${body}\n`), 'vault-damaged structure'],
    ['CR alone after the header', () => utf8(`${magic}\n${header}\r${body}\n`), 'vault-torn'],
    ['CR alone at the end', () => utf8(`${magic}\n${header}\n${body}\r`), 'vault-torn'],
    ['CR CR LF after the first line', () => utf8(`${magic}\r\r\n${header}\n${body}\n`), 'vault-damaged structure'],
    ['CR CR LF at the end', () => utf8(`${magic}\n${header}\n${body}\r\r\n`), 'vault-damaged body'],
    ['LF CR', () => utf8(`${magic}\n\r${header}\n\r${body}\n\r`), 'vault-damaged structure'],
    ['a CR in the body', () => lines(magic, header, `${body.slice(0, 40)}\r${body.slice(40)}`), 'vault-damaged body'],
    ['no last LF', () => bytes.subarray(0, -1), 'vault-torn'],
    ['no last LF, with CR LF before', () => utf8(`${magic}\r\n${header}\r\n${body}`), 'vault-torn'],
    ['a last CR without LF', () => utf8(`${magic}\r\n${header}\r\n${body}\r`), 'vault-torn'],
  ])('with %s are refused', (_, file, verdict) => {
    expect(said(file())).toBe(verdict)
  })

  it('with a CR before the header, or in it, are read as JSON reads them, and are not what the tag covers', async () => {
    for (const line of [`\r${header}`, header.replace('{', '{\r'), `${header}\r`.replace('}\r', '\r}')]) {
      const file = lines(magic, line, body)
      expect(said(file)).toBe('taken')
      expect(fromUtf8(parseEnvelope(file, FILE).associated)).toBe(`${magic}\n${line}\n`)
      expect(await outcome(file, byKey(RAW_KEY))).toBe('vault-damaged')
    }
  })
})

describe('a file', () => {
  it.each<[string, () => Uint8Array, string]>([
    ['a byte order mark', () => joined('\ufeff', bytes), 'vault-not-a-vault'],
    ['a byte order mark before the header', () => lines(magic, `\ufeff${header}`, body), 'vault-damaged header'],
    ['a byte order mark before the body', () => lines(magic, header, `\ufeff${body}`), 'vault-damaged body'],
    ['a fourth line', () => joined(bytes, 'x\n'), 'vault-damaged structure'],
    ['a fourth line without end', () => joined(bytes, 'x'), 'vault-damaged structure'],
    ['a fourth line that is empty', () => joined(bytes, '\n'), 'vault-damaged structure'],
    ['an empty line first', () => joined('\n', bytes), 'vault-not-a-vault'],
    ['an empty line second', () => lines(magic, '', header, body), 'vault-damaged structure'],
    ['an empty line third', () => lines(magic, header, '', body), 'vault-damaged structure'],
    ['no header', () => lines(magic, body), 'vault-torn'],
    ['an empty header', () => lines(magic, '', body), 'vault-damaged header'],
    ['no body', () => lines(magic, header), 'vault-torn'],
    ['a magic line only', () => lines(magic), 'vault-torn'],
    ['a magic line without end', () => utf8(magic), 'vault-torn'],
    ['a magic line twice', () => lines(magic, magic, header, body), 'vault-damaged structure'],
    ['a blank behind the magic', () => lines(`${magic} `, header, body), 'vault-damaged structure'],
    ['a longer magic', () => lines(`${magic}x`, header, body), 'vault-damaged structure'],
    ['a magic in capitals', () => lines(magic.toUpperCase(), header, body), 'vault-not-a-vault'],
    ['version 0', () => lines('ukp-vault/0', header, body), 'vault-damaged structure'],
    ['version 2', () => lines('ukp-vault/2', header, body), 'vault-newer'],
    ['version 2 and no text', () => joined('ukp-vault/2\n', INVALID), 'vault-newer'],
    ['version 12', () => lines('ukp-vault/12', header, body), 'vault-newer'],
    ['header and body in the other order', () => lines(magic, body, header), 'vault-damaged header'],
    ['a NUL in the header', () => lines(magic, header.replace('{', '{\0'), body), 'vault-damaged header'],
    ['a letter beyond ASCII in the header', () => lines(magic, header.replace('{', '{"é":"ű",'), body), 'taken'],
    ['such a letter outside a text of it', () => lines(magic, header.replace('{', '{é'), body), 'vault-damaged header'],
    ['a line separator in the header', () => lines(magic, header.replace('{', '{"a":"\u2028",'), body), 'taken'],
    [
      'a lone surrogate in the header',
      () => lines(magic, header.replace('{', '{"a":"\\ud800",'), body),
      'vault-damaged header',
    ],
    ['invalid UTF-8 in the header', () => joined(`${magic}\n{`, INVALID, `\n${body}\n`), 'vault-damaged structure'],
    ['invalid UTF-8 in the magic', () => joined('ukp-vault', INVALID, '\n'), 'vault-not-a-vault'],
    ['invalid UTF-8 in the body', () => joined(`${magic}\n${header}\n`, INVALID, '\n'), 'vault-damaged structure'],
    ['invalid UTF-8 behind the body', () => joined(bytes, INVALID), 'vault-damaged structure'],
    ['a letter beyond ASCII in the body', () => lines(magic, header, `é${body}`), 'vault-damaged body'],
    ['an empty body', () => lines(magic, header, ''), 'taken'],
    ['a body of one letter', () => lines(magic, header, 'A'), 'vault-damaged body'],
    ['a body of two letters', () => lines(magic, header, 'AA'), 'taken'],
    ['a body with bits left over', () => lines(magic, header, 'AB'), 'vault-damaged body'],
    ['a body with padding', () => lines(magic, header, `${body}=`), 'vault-damaged body'],
    ['a body in the other alphabet', () => lines(magic, header, '+/+/'), 'vault-damaged body'],
    ['a blank in the body', () => lines(magic, header, `${body} `), 'vault-damaged body'],
    ['a NUL in the body', () => lines(magic, header, `${body}\0`), 'vault-damaged body'],
    ['both header and body damaged', () => lines(magic, `${header}x`, `${body}=`), 'vault-damaged header'],
    [
      'a header that is newer, and a body that is damaged',
      () => lines(magic, header.replace('"v":1', '"v":2'), '='),
      'vault-newer',
    ],
  ])('with %s is told by the rules', (_, file, verdict) => {
    expect(said(file())).toBe(verdict)
  })

  it('with a header of 64 KiB is taken, and of a byte more not, in ASCII and beyond', () => {
    const filledTo = (length: number, letter: string): string => {
      const empty = header.replace('{', '{"a":"",')
      const room = length - Buffer.byteLength(empty)
      const size = Buffer.byteLength(letter)
      const filling = letter.repeat(Math.floor(room / size)) + 'x'.repeat(room % size)
      return empty.replace('"a":""', `"a":"${filling}"`)
    }
    for (const letter of ['x', 'é', '€']) {
      for (const more of [0, 1]) {
        const line = filledTo(VAULT_LIMITS.headerBytes + more, letter)
        expect(Buffer.byteLength(line)).toBe(VAULT_LIMITS.headerBytes + more)
        expect(said(lines(magic, line, body))).toBe(more === 0 ? 'taken' : 'vault-limits header')
      }
    }
  })

  it('in the middle of a larger buffer is read as it is alone', async () => {
    const large = joined(`${magic}\n{}\nAAAA\n`, bytes, '\nAAAA\n')
    const at = large.length - bytes.length - 6
    const file = large.subarray(at, at + bytes.length)
    expect(parseEnvelope(file, FILE)).toEqual(parseEnvelope(bytes, FILE))
    expect((await opened(file, byKey(RAW_KEY)))?.contents.entries).toHaveLength(1)
  })
})

describe('a byte beyond ASCII anywhere', () => {
  /** By the rules alone: the same file with CR LF is never what ukp wrote. */
  const byRules = (file: Uint8Array): string =>
    said(Buffer.from(Buffer.from(file).toString('latin1').replaceAll('\n', '\r\n'), 'latin1'))

  it('and 3,000 other changes of a byte come to the same by the quick way as with CR LF, by the rules', () => {
    const next = numbers(51)
    const seen = new Map<string, number>()
    for (let i = 0; i < 3000; i++) {
      const file = Uint8Array.from(bytes)
      // Half of them in the first two lines.
      const at = next() % (i % 2 === 0 ? magic.length + header.length + 2 : file.length)
      file[at] = i % 3 === 0 ? 0x80 | (next() & 0x7f) : next() & 0x7f
      // A changed line end is another one with CR LF.
      if (file[at] === 0x0d || file[at] === 0x0a || bytes[at] === 0x0a) continue
      const quick = said(file)
      expect(quick, `byte ${at} as ${file[at]}`).toBe(byRules(file))
      seen.set(quick, (seen.get(quick) ?? 0) + 1)
    }
    expect([...seen.keys()].sort()).toEqual(
      expect.arrayContaining(['taken', 'vault-damaged body', 'vault-damaged header']),
    )
    expect([...seen.values()].reduce((sum, one) => sum + one)).toBeGreaterThan(2800)
  })
})
