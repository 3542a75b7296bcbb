// JSON as a vault takes it: what JSON.parse takes as well, and less.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isObject, parseStrictJson, StrictJsonError } from '../../src/vault/strict-json.ts'
import { fastest } from './kit.ts'

const parse = (text: string) => parseStrictJson(text, 32)

describe('parseStrictJson', () => {
  it.each([
    ['null', null],
    [' true ', true],
    ['false', false],
    ['0', 0],
    ['-1', -1],
    ['9007199254740991', Number.MAX_SAFE_INTEGER],
    ['-9007199254740991', -Number.MAX_SAFE_INTEGER],
    ['""', ''],
    ['"\\u0041\\n\\"\\\\\\/\\b\\f\\r\\t"', 'A\n"\\/\b\f\r\t'],
    ['"\\ud83d\\udc75"', '👵'],
    ['"👵\u2028\u007f"', '👵\u2028\u007f'],
    ['[]', []],
    ['{}', {}],
    ['\t[ 1 ,\r\n[ ] , { "a" : { } } ]\n', [1, [], { a: {} }]],
    ['{"a":1,"A":2,"":3,"constructor":4,"toString":5}', { a: 1, A: 2, '': 3, constructor: 4, toString: 5 }],
  ])('takes %s', (text, value) => {
    expect(parse(text)).toEqual(value)
  })

  it.each([
    ['nothing', ''],
    ['blanks only', ' \n'],
    ['a byte order mark', '\ufeff{}'],
    ['a non-breaking blank', '\u00a0{}'],
    ['text after the value', '{} {}'],
    ['a comma at the end of a list', '[1,]'],
    ['a comma at the end of an object', '{"a":1,}'],
    ['a missing comma', '[1 2]'],
    ['a missing colon', '{"a" 1}'],
    ['a missing value', '{"a":}'],
    ['a bare key', '{a:1}'],
    ['a key in single quotes', "{'a':1}"],
    ['an open list', '[1'],
    ['an open object', '{"a":1'],
    ['an open string', '"abc'],
    ['an open string that ends in an escaped quote', '"abc\\"'],
    ['a lone backslash', '"\\"'],
    ['an unknown escape', '"\\x41"'],
    ['a short escape', '"\\u12"'],
    ['a raw line feed in a string', '"a\nb"'],
    ['a raw NUL in a string', '"a\0b"'],
    ['a raw tab in a string', '"a\tb"'],
    ['a comment', '/* */ 1'],
    ['a fraction', '1.5'],
    ['a fraction of zero', '1.0'],
    ['an exponent', '1e3'],
    ['an exponent in capitals', '1E3'],
    ['minus zero', '-0'],
    ['a plus', '+1'],
    ['a leading zero', '01'],
    ['a hexadecimal number', '0x10'],
    ['2^53', '9007199254740992'],
    ['-2^53', '-9007199254740992'],
    ['a number of 400 digits', '9'.repeat(400)],
    ['NaN', 'NaN'],
    ['Infinity', 'Infinity'],
    ['undefined', 'undefined'],
    ['a word in capitals', 'True'],
    ['a longer word', 'nullx'],
    ['a lone high surrogate', '"\\ud83d"'],
    ['a lone low surrogate', '"\\udc75"'],
    ['a raw lone surrogate', '"\ud83d"'],
    ['surrogates in the wrong order', '"\\udc75\\ud83d"'],
    ['a lone surrogate in a key', '{"\\ud83d":1}'],
    ['a key twice', '{"a":1,"a":1}'],
    ['a key twice, spelled in two ways', '{"a":1,"\\u0061":2}'],
    ['a key twice, deep inside', '[{"x":{"b":1,"c":2,"b":3}}]'],
    ['__proto__', '{"__proto__":{"polluted":true}}'],
    ['__proto__ in escapes', '{"\\u005f_proto__":1}'],
    ['__proto__ deep inside', '[{"a":{"__proto__":null}}]'],
  ])('refuses %s', (_, text) => {
    expect(() => parse(text)).toThrow(StrictJsonError)
  })

  it('leaves Object.prototype alone', () => {
    expect(() => parse('{"__proto__":{"polluted":true}}')).toThrow(StrictJsonError)
    const taken = parse('{"constructor":{"prototype":{"polluted":true}},"hasOwnProperty":1}')
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
    expect(Object.keys(Object.prototype)).toEqual([])
    expect(isObject(taken)).toBe(true)
  })

  it('counts levels: 32 are taken, 33 refused, of lists and of objects', () => {
    const lists = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth)
    const objects = (depth: number): string => `${'{"a":'.repeat(depth - 1)}{}${'}'.repeat(depth - 1)}`
    for (const nest of [lists, objects]) {
      expect(parse(nest(32))).not.toBeNull()
      expect(() => parse(nest(33))).toThrow('nested too deep')
    }
  })

  it.each(['[', '{"a":', '[{"a":'])('refuses 100,000 levels of %s in under 50 ms', (open) => {
    const text = open.repeat(100_000)
    expect(fastest(() => expect(() => parse(text)).toThrow(StrictJsonError))).toBeLessThan(50)
  })

  it('takes a string of 20 million characters, with and without escapes', () => {
    const plain = 'é'.repeat(20_000_000)
    expect(parse(`"${plain}"`)).toHaveLength(20_000_000)
    expect(parse(`"${'\\n'.repeat(20_000_000)}"`)).toHaveLength(20_000_000)
    expect(() => parse(`"${plain}`)).toThrow(StrictJsonError)
    expect(() => parse(`"${'\\"'.repeat(10_000_000)}`)).toThrow(StrictJsonError)
  })

  it('reads a long run of backslashes in a time that grows with its length only', () => {
    const text = `"${'\\\\'.repeat(1_000_000)}"`
    expect(fastest(() => parse(text))).toBeLessThan(500)
  })

  it('holds no piece of the text in its message', () => {
    const canary = 'JBSWY3DPEHPK3PXP'
    for (const text of [canary, `"${canary}`, `{"${canary}":1,"${canary}":2}`, `"${canary}\\x"`, `"${canary}\\u12"`]) {
      let message = ''
      try {
        parse(text)
      } catch (error) {
        message = String(error) + String((error as Error).cause)
      }
      expect(message).toContain('StrictJsonError')
      expect(message).not.toContain('JBSW')
    }
  })

  it('gives back whatever JSON.stringify wrote of whole numbers, texts, lists and objects', () => {
    const texts = fc.string({ unit: 'grapheme', maxLength: 20 })
    const { json } = fc.letrec((tie) => ({
      json: fc.oneof(
        { maxDepth: 4 },
        fc.constantFrom(null, true, false),
        fc.integer(),
        texts,
        fc.array(tie('json'), { maxLength: 5 }),
        fc.dictionary(
          texts.filter((key) => key !== '__proto__'),
          tie('json'),
          { maxKeys: 5 },
        ),
      ),
    }))
    fc.assert(
      fc.property(json, fc.constantFrom(0, 1, 2), (value, indent) => {
        expect(JSON.stringify(parse(JSON.stringify(value, null, indent)))).toBe(JSON.stringify(value))
      }),
      { numRuns: 500 },
    )
  })

  it('never takes what JSON.parse refuses, and reads it the same', () => {
    const pieces = [
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"a"',
      '"',
      '\\',
      'u0061',
      '1',
      '-',
      '0',
      '.',
      'e',
      'true',
      'null',
      ' ',
      '\n',
      'é',
    ]
    let taken = 0
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 9 }), (words) => {
        const text = words.join('')
        let value: unknown
        try {
          value = parse(text)
        } catch (error) {
          expect(error).toBeInstanceOf(StrictJsonError)
          return
        }
        taken++
        expect(value).toEqual(JSON.parse(text))
      }),
      { numRuns: 20_000, seed: 20261121 },
    )
    expect(taken).toBeGreaterThan(100)
  })
})
