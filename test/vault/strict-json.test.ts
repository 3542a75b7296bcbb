// JSON as a vault takes it: what JSON.parse takes as well, and less.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isObject, parseStrictJson, StrictJsonError } from '../../src/vault/strict-json.ts'
import { fastest, numbers } from './kit.ts'

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

/** What it comes to: the value, spelled with the order of its keys, or what it is refused for. */
function outcomeOf(text: string, depth: number): string {
  try {
    return `taken: ${JSON.stringify(parseStrictJson(text, depth))}`
  } catch (error) {
    if (error instanceof StrictJsonError) return `refused: ${error.message}`
    throw error
  }
}

/** A blank in front is never what ukp writes, so the rules read it. The two outcomes, which have to be one. */
const bothWays = (text: string, depth = 32): [string, string] => [outcomeOf(text, depth), outcomeOf(` ${text}`, depth)]

describe('the quick way, and the rules', () => {
  const BACKSLASH = '\\'
  const CASES: readonly string[] = [
    // Keys.
    ...[
      '{"a":1,"b":2}',
      '{"a":1,"a":1}',
      '{"a":1,"\\u0061":1}',
      '{"b":{"a":1,"a":1}}',
      '[{"a":1,"a":1}]',
      '{"":1,"":1}',
    ],
    ...['{"2":1,"1":2}', '{"1":1,"2":2}', '{"b":0,"1":1}', '{"1":1,"1":1}', '{"é":1,"e\u0301":1}', '{"é":1,"é":1}'],
    ...['{"__proto__":1}', '{"__proto__":{"a":1}}', '{"x":{"__proto__":[]}}', '{"\\u005f_proto__":1}', '"__proto__"'],
    ...[
      '{"\\u005F\\u005f\\u0070roto__":{}}',
      '["\\u005f_proto__"]',
      '{"constructor":{"prototype":1}}',
      '{"toString":1}',
    ],
    ...['{"hasOwnProperty":1,"valueOf":2}', '{"toJSON":1}', '{"toJSON":{"a":1}}'],
    // Numbers.
    ...['0', '-0', '[-0]', '{"a":-0}', '1.5', '1.0', '1e21', '1e+21', '[1e+21]', '1e3', '1E3', '0.1', '1e-7', '1e400'],
    ...['9007199254740991', '9007199254740992', '9007199254740993', '-9007199254740991', '-9007199254740992'],
    ...['[9007199254740992]', '[123456789012345680000]', '[100000000000000000000]', '01', '-', '+1', '.5', '5.', '- 1'],
    // Surrogates.
    ...[
      '"\\ud83d"',
      '"\\uD83D"',
      '"\\udc75"',
      '"\\uDC75"',
      '"\\uDc75"',
      '"\\ud83d\\udc75"',
      '"\\uD83D\\uDC75"',
      '"👵"',
    ],
    ...[
      '"\ud83d"',
      '"\udc75"',
      '"\udc75\ud83d"',
      '{"\\ud83d":1}',
      '{"\ud83d":1}',
      '"\\\\ud83d"',
      '"\\\\\\ud83d"',
      '"\\\\uD83D"',
    ],
    // Escapes that are not spelled as JSON.stringify does.
    ...[
      '"\\/"',
      '"/"',
      '"\\u0041"',
      '"\\u000a"',
      '"\\n"',
      '"\\u000A"',
      '"\\u001f"',
      '"\\u001F"',
      '"\\u007f"',
      '"\u007f"',
    ],
    ...[
      '"\\u2028"',
      '"\u2028"',
      '"\\b\\f\\n\\r\\t"',
      '"\\x"',
      '"\\u12"',
      '"\\"',
      `"${BACKSLASH.repeat(3)}"`,
      '"a\\\nb"',
    ],
    // Raw line feeds, between values, inside them, in texts.
    ...[
      '\n',
      '\n1',
      '1\n',
      '\n\n{\n"a"\n:\n1\n}\n',
      '[1,\n2]',
      '[1\n,2]',
      '[1\n2]',
      '[1,2\n3]',
      'tr\nue',
      'nul\nl',
      '-\n1',
    ],
    ...[
      '"a\nb"',
      '"\n"',
      '{"a\n":1}',
      '{"\na":1}',
      '{"a":1,\n"a":2}',
      '["a\n",1]',
      '"\\\n"',
      '"\\u00\n41"',
      '{\n}',
      '[\n]',
    ],
    ...['{"a":1,\n"__proto__":2}', '{"__pro\nto__":1}', '"__pro\nto__"', '"\\\nud83d"', '"\\u\nd83d"'],
    // Other blanks, marks, and what is no JSON.
    ...[
      '[1,\r\n2]',
      '[1,\t2]',
      '[1, 2]',
      ' 1',
      '1 ',
      '\ufeff1',
      '\u00a01',
      '',
      ' ',
      '{} {}',
      '[1,]',
      '{"a":1,}',
      '{a:1}',
    ],
    ...["{'a':1}", '[1', '"abc', 'NaN', 'Infinity', 'undefined', 'True', 'null', 'nullx', '[null]', '[,]', '/**/1'],
  ]

  it.each(CASES)('come to the same for %j', (text) => {
    const [quick, byRules] = bothWays(text)
    expect(quick).toBe(byRules)
  })

  it('come to the same at the deepest level and one more, of lists, objects and both', () => {
    const lists = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth)
    const objects = (depth: number): string => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`
    const both = (depth: number): string => `${'[{"a":'.repeat(depth / 2)}null${'}]'.repeat(depth / 2)}`
    for (const limit of [1, 2, 4, 32]) {
      for (const nest of [lists, objects, both]) {
        for (const depth of [limit - 1, limit, limit + 1, limit + 2]) {
          const [quick, byRules] = bothWays(nest(depth), limit)
          expect(quick).toBe(byRules)
          if (nest !== both) expect(quick.startsWith('taken')).toBe(depth <= limit && nest(depth) !== '')
        }
      }
    }
    for (const nest of [lists, objects]) expect(bothWays(nest(100_000))[0]).toBe('refused: nested too deep')
  })

  /** Small changes to a text, as a writer that is not ukp could make them. */
  const CHANGES: readonly (readonly [from: RegExp, to: string])[] = [
    [/,/, ',\n'],
    [/:/, ':\n'],
    [/"/, '\n"'],
    [/"(?=[,:\]}])/, '"\n'],
    [/[a-z]/, '$&\n'],
    [/"([a-z])"/, '"\\u0061"'],
    [/"[a-z]+":/, '"__proto__":'],
    [/"[a-z]+":/, '"\\u005f_proto__":'],
    [/"[a-z]":/, '"a":'],
    [/\d+/, '-0'],
    [/\d+/, '$&.0'],
    [/\d+/, '1e+21'],
    [/\d+/, '9007199254740992'],
    [/"/, '"\\ud800'],
    [/"/, '"\\uDFFF'],
    [/"/, '"\ud800'],
    [/"/, '"\\/'],
    [/"/, '"\n'],
    [/\{/, '{"a":0,'],
    [/\[/, '[[[['],
    [/,/, ', '],
    [/\}/, ',}'],
  ]

  it('come to the same for 20,000 texts that were written as ukp does and then changed', () => {
    const { json } = fc.letrec((tie) => ({
      json: fc.oneof(
        { maxDepth: 5 },
        fc.constantFrom<unknown>(null, true, false, 0, -1, 9007199254740991, 12, '', 'a', 'é"\\\n', '👵', '\ud800'),
        fc.array(tie('json'), { maxLength: 4 }),
        fc.dictionary(fc.constantFrom('a', 'b', 'c', '1', '10', 'é', '', 'toJSON'), tie('json'), { maxKeys: 4 }),
      ),
    }))
    const counts = { taken: 0, refused: 0, changed: 0 }
    fc.assert(
      fc.property(
        fc.array(json, { maxLength: 3 }),
        fc.array(fc.nat(), { maxLength: 3 }),
        fc.nat(),
        fc.integer({ min: 1, max: 7 }),
        (value, changes, seed, depth) => {
          const next = numbers(seed)
          let text = JSON.stringify(value)
          for (const choice of changes) {
            const [from, to] = CHANGES[choice % CHANGES.length] ?? [/$/, '']
            const at = next() % text.length
            const changed = text.slice(0, at) + text.slice(at).replace(from, to)
            if (changed !== text) counts.changed++
            text = changed
          }
          const [quick, byRules] = bothWays(text, depth)
          counts[quick.startsWith('taken') ? 'taken' : 'refused']++
          expect(quick).toBe(byRules)
        },
      ),
      { numRuns: 20_000, seed: 20261122 },
    )
    expect(Math.min(counts.taken, counts.refused, counts.changed)).toBeGreaterThan(3000)
  })
})
