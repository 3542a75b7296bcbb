// Every failure has a sentence and a next step in both languages, with the same facts; Hungarian is never tegező.
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { EXIT, kindOf, REASONS, UkpError } from '../../src/errors.ts'
import { chooseLanguage, loadMessages } from '../../src/messages/choose.ts'
import type { Joined, Once } from '../../src/messages/parts.ts'
import { sentenceOf } from '../../src/messages/sentence.ts'
import { wholeDictionary } from '../kit/dictionary.ts'

const [en, hu] = [await loadMessages('en'), await loadMessages('hu')]
/** With what is loaded when it is shown: sentences of failures, pages of help and of the manual. */
const whole = { en: await wholeDictionary('en'), hu: await wholeDictionary('hu') }

/** Stands for any fact: lists, numbers and texts all print as something. */
const FACTS: Record<string, unknown> = {
  similar: ['mama'],
  names: ['mama', 'papa'],
  missing: [2],
  size: 3,
  guess: 'O',
  value: '0',
  suggestion: 'add',
  reason: 'other',
  system: 'other',
  files: ['<file>'],
  folders: ['<folder>'],
  rescue: { backup: '/backups/vault.ukp', vault: '/vault.ukp' },
}
const facts = new Proxy(FACTS, {
  get(target, name) {
    if (name === Symbol.toPrimitive) return () => '<fact>'
    if (name === 'join' || name === 'replaceAll') return () => '<list>'
    if (name === 'startsWith') return () => false
    if (name === 'slice') return () => ['<list>']
    return name in target ? target[String(name)] : `<${String(name)}>`
  },
})

/** Stands for a text and for a list of texts. */
function word(text: string): unknown {
  return Object.assign([text], { startsWith: () => false, replaceAll: () => text })
}

function placeholders(text: string): string[] {
  return [...text.matchAll(/<U?\+?\w+>|<\w+>/g)]
    .map((match) => match[0])
    .filter((one) => !/<(name|file|n|image|command|new name|folder|név|fájl|kép|parancs|új név|mappa)>/.test(one))
    .sort()
}

/** Names of the sentences in the files of messages/<language>/errors/. */
function reasonsSaid(language: 'en' | 'hu'): { files: number; said: string[] } {
  const folder = new URL(`../../src/messages/${language}/errors/`, import.meta.url)
  const texts = readdirSync(folder).map((name) => readFileSync(new URL(name, folder), 'utf8'))
  const said = texts.flatMap((text) => [
    ...text.matchAll(/^ {2}'?([a-z-]+)'?: \([^)]*\) => \(?\{$|^ {2}'?([a-z-]+)'?: \([^)]*\) => \(\{ message/gm),
  ])
  return { files: texts.length, said: said.map(([, first, second]) => first ?? second ?? '') }
}

/** Every text of a dictionary; functions are called with facts. */
function texts(node: unknown, path = ''): [string, string][] {
  if (typeof node === 'string') return [[path, node]]
  if (typeof node === 'function')
    return texts((node as (...args: unknown[]) => unknown)(facts, word('<b>'), word('<c>')), path)
  if (typeof node === 'object' && node !== null)
    return Object.entries(node).flatMap(([key, value]) => texts(value, `${path}.${key}`))
  return []
}

/** A dictionary in files, as messages/en/errors/index.ts joins it. */
const partsOnce = <const Parts extends readonly object[]>(_parts: Parts & Once<Parts>): true => true
const [mama, papa] = [{ mama: () => '1' }, { papa: () => '2' }]

describe('messages', () => {
  it('in several files do not compile where two say the same, or one is missing', () => {
    expect(partsOnce([mama, papa])).toBe(true)
    // @ts-expect-error both say mama
    expect(partsOnce([mama, papa, mama])).toBe(true)
    const joined = { ...mama, ...papa } as Joined<readonly [typeof mama, typeof papa]>
    const whole: Record<'mama' | 'papa', () => string> = joined
    // @ts-expect-error nobody says anna
    const more: Record<'mama' | 'papa' | 'anna', () => string> = joined
    expect([whole, more]).toEqual([joined, joined])
  })

  it('of failures stand in one file each, and are those of every reason', async () => {
    for (const language of ['en', 'hu'] as const) {
      const { files, said } = reasonsSaid(language)
      expect(files).toBeGreaterThan(10)
      expect(said.toSorted()).toEqual([...REASONS].sort())
    }
  })

  it('give every reason an exit code of the contract', () => {
    expect(REASONS.length).toBeGreaterThan(60)
    for (const reason of REASONS) expect(EXIT[kindOf(reason)]).toBeTypeOf('number')
  })

  it.each(['en', 'hu'] as const)('have a sentence and a next step for every reason in %s', async (language) => {
    const t = await loadMessages(language)
    for (const reason of REASONS) {
      const { message, hint } = await sentenceOf(new UkpError(reason, facts as never), t)
      expect(message, reason).toMatch(/^\p{Lu}.*\S$/u)
      if (reason !== 'cancelled') expect(hint.length, reason).toBeGreaterThan(8)
      expect(`${message} ${hint}`, reason).not.toContain('undefined')
    }
  })

  it('name the same facts in both languages', async () => {
    for (const reason of REASONS) {
      const error = new UkpError(reason, facts as never)
      const [english, hungarian] = [await sentenceOf(error, en), await sentenceOf(error, hu)]
      const uses = ({ message, hint }: { message: string; hint: string }): string[] => [
        ...new Set(placeholders(`${message} ${hint}`)),
      ]
      expect(uses(hungarian), reason).toEqual(uses(english))
    }
  })

  it('are translated: no sentence is the same in both languages', () => {
    const english = new Map(texts(whole.en))
    const same = texts(whole.hu).filter(
      ([path, text]) =>
        english.get(path) === text && /[a-z]{3,} [a-z]{3,}/.test(text) && !/^(?:eval "\$\()?ukp /.test(text),
    )
    expect(same).toEqual([])
    expect(english.size).toBeGreaterThan(250)
  })

  it('never speak tegező Hungarian', () => {
    const familiar =
      /\b(add meg|írd|nézd|próbáld|használd|kérd|tedd|vedd|mentsd|a te|neked|tőled|kódod|jelszavad|széfed|válassz|készíts|tartsd|őrizd|ellenőrizd|másold|illeszd)(?![a-záéíóöőúüű])/iu
    expect(texts(whole.hu).filter(([, text]) => familiar.test(text))).toEqual([])
  })

  it('call the passphrase széfjelszó, and never the vault tárhely', () => {
    const hungarian = texts(whole.hu).map(([, text]) => text)
    expect(hungarian.filter((text) => /tárhely/i.test(text))).toEqual([])
    const bare = hungarian.filter(
      (text) => /(?<![a-záéíóöőúüű])jelsz[óa]/iu.test(text) && !/ügyfélkapus jelszó/.test(text),
    )
    expect(bare).toEqual([])
  })

  it('make control characters of labels visible in every sentence', async () => {
    const nasty = '\u001b]52;c;AAAA\u0007\r\u202e'
    for (const t of [en, hu]) {
      for (const reason of REASONS) {
        const wild = new Proxy(
          {},
          {
            get: (_, name) => {
              if (name === 'rescue') return { backup: nasty, vault: nasty }
              return ['similar', 'names', 'missing'].includes(String(name)) ? [nasty] : nasty
            },
          },
        )
        const { message, hint } = await sentenceOf(new UkpError(reason, wild as never), t)
        // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what is looked for
        expect(`${message}${hint}`, reason).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e]/)
      }
      expect(t.add.added(nasty)).not.toContain('\u001b')
    }
  })
})

describe('the language', () => {
  it.each([
    [undefined, {}, 'en'],
    ['hu', { UKP_LANG: 'en' }, 'hu'],
    [undefined, { UKP_LANG: 'hu', LC_ALL: 'C' }, 'hu'],
    [undefined, { UKP_LANG: '', LC_ALL: '', LC_MESSAGES: 'hu_HU.UTF-8', LANG: 'en_US.UTF-8' }, 'hu'],
    [undefined, { LC_ALL: 'C.UTF-8', LANG: 'hu_HU.UTF-8' }, 'en'],
    [undefined, { LANG: 'hu' }, 'hu'],
    [undefined, { LANG: 'hup' }, 'en'],
    ['en', { LANG: 'hu_HU' }, 'en'],
  ] as const)('is chosen from %s and %o as %s', (option, env, language) => {
    expect(chooseLanguage(option, env)).toBe(language)
  })
})
