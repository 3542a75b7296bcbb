// Hungarian is whole: every message and every page of help, and what is said of mistakes, without an English sentence, and
// with the same facts as the English one.
import { afterAll, describe, expect, it } from 'vitest'
import { HELP_SYNONYMS, HELP_TOPICS, VERBS } from '../../src/commands/index.ts'
import { fold } from '../../src/otp/fold.ts'
import { everyText, factsIn, wholeDictionary } from '../kit/dictionary.ts'
import { englishIn } from '../kit/english.ts'
import { dropHome, newHome, ukp } from '../kit/ukp.ts'

const [en, hu] = [await wholeDictionary('en'), await wholeDictionary('hu')]
const [english, hungarian] = [everyText(en), everyText(hu)]

/** "add.itsCode" of ".add.itsCode(facts)" */
const keyOf = (path: string): string => path.replace(/\(.*$/, '')

describe('the detector of English', () => {
  it('fires on nearly every English sentence', () => {
    const sentences = [...new Set(english.map(({ text }) => text))].filter((text) => text.split(' ').length >= 7)
    const missed = sentences.filter((text) => englishIn(text).length === 0)
    expect(sentences.length).toBeGreaterThan(400)
    expect(missed.length / sentences.length).toBeLessThan(0.12)
  })

  it.each(['This is not translated.', 'A széf is gone from a disk', 'Hiba: no account of mama'])(
    'fires on %j',
    (text) => {
      expect(englishIn(text)).not.toEqual([])
    },
  )

  it.each([
    'A forrás: from.txt, a kapcsoló: --from',
    'Teendő: ukp code the and of',
    'Ez is jó, az „of” szó, az "and" szó és a \'not\' szó',
    'Torony, foresz, isteni, ofella',
  ])('does not fire on %j', (text) => {
    expect(englishIn(text)).toEqual([])
  })
})

describe('the Hungarian messages', () => {
  it('are there wherever there is an English one, in the same order, and nowhere else', () => {
    const keys = (said: typeof english): string[] => [...new Set(said.map(({ path }) => keyOf(path)))]
    // Words of placeholders are Hungarian only.
    const isOwn = (key: string): boolean => key.startsWith('.usage.placeholders')
    expect(keys(hungarian).filter((key) => !isOwn(key))).toEqual(keys(english))
    expect(keys(english).length).toBeGreaterThan(600)
  })

  it('are not empty, and have no hole', () => {
    const empty = hungarian.filter(
      ({ path, text }) => text === '' && !english.some((one) => one.path === path && one.text === ''),
    )
    expect(empty).toEqual([])
    expect(
      hungarian.filter(
        ({ text }) => /undefined|\[object|NaN/.test(text) && !english.some((one) => /undefined|NaN/.test(one.text)),
      ),
    ).toEqual([])
  })

  it('hold no English sentence', () => {
    const found = hungarian.map(({ path, text }) => ({ path, text, words: englishIn(text) }))
    expect(found.filter(({ words }) => words.length > 0)).toEqual([])
  })

  it('show the same facts as the English ones, however they are called', () => {
    const facts = new Map(english.map(({ path, text }) => [path, factsIn(text)]))
    const differ = hungarian
      .map(({ path, text }) => ({ path, hungarian: factsIn(text), english: facts.get(path) ?? [] }))
      .filter((one) => one.hungarian.join() !== one.english.join())
    expect(differ).toEqual([])
    expect([...facts.values()].filter((found) => found.length > 0).length).toBeGreaterThan(1000)
  })

  it('put no article a or az, and no ending, on what is put in', () => {
    const article = /(?<![\p{L}-])az? (?:Q[a-z]+\d+|9\d{3})(?!\. |\p{L}| karakter)|a\(z\)/iu
    const ending =
      /(?:Q[a-z]+\d+|9\d{3})-?(?:t|ot|et|at|ba|be|ban|ben|hoz|hez|höz|nak|nek|val|vel|ra|re|ról|ről|tól|től)(?!\p{L})/u
    const wrong = hungarian.filter(({ text }) => article.test(text) || ending.test(text))
    expect(wrong).toEqual([])
  })

  it('have quotation marks and three points of their own', () => {
    const marks = hungarian.filter(({ path }) => !/examples|^\.help\.verbs/i.test(path))
    const wrong = marks.filter(({ text }) =>
      /“|"(?!ok"|kind"|exit"|az én bankom")|\.\.\./.test(text.replace(/"(?:ok|kind|exit|az én bankom)"/g, '')),
    )
    expect(wrong).toEqual([])
  })
})

describe('the Hungarian words of verbs', () => {
  it('stand for one verb each, are folded, and are no verb themselves', () => {
    const words = [...VERBS, { name: 'help', synonyms: HELP_SYNONYMS }].flatMap(({ synonyms }) => synonyms)
    expect(new Set(words).size).toBe(words.length)
    expect(words.filter((word) => fold(word) !== word)).toEqual([])
    const names: string[] = VERBS.map(({ name }) => name)
    expect(words.filter((word) => names.includes(word))).toEqual([])
    expect(words.length).toBeGreaterThan(18)
  })
})

describe('the program in Hungarian', () => {
  const home = newHome()
  afterAll(() => dropHome(home))

  const below: Readonly<Record<string, readonly string[]>> = {
    backup: ['create', 'list', 'restore', 'verify'],
    key: [
      'add',
      'add key-file',
      'add keyring',
      'add passphrase',
      'add recovery',
      'change',
      'list',
      'new',
      'new recovery',
      'rekey',
      'remove',
    ],
  }
  const pages = [
    '',
    'help',
    ...VERBS.map(({ name }) => name as string),
    ...HELP_TOPICS.map(({ name }) => name as string),
  ]
  const all = [...pages, ...Object.entries(below).flatMap(([verb, words]) => words.map((word) => `${verb} ${word}`))]

  it('shows help without an English sentence, on every page', () => {
    for (const page of all) {
      const ran = ukp(home, ['--lang', 'hu', 'help', ...page.split(' ').filter(Boolean)])
      expect(ran.exit, page).toBe(0)
      expect(ran.stdout.length, page).toBeGreaterThan(200)
      expect({ page, words: englishIn(ran.stdout) }).toEqual({ page, words: [] })
      expect(ran.stdout, page).not.toMatch(/undefined|Usage|Options|Arguments|Examples/)
    }
    const inEnglish = ukp(home, ['help', 'add']).stdout
    expect(englishIn(inEnglish).length).toBeGreaterThan(5)
  }, 120_000)

  it.each([
    [],
    ['kod', '--nincs'],
    ['nincsilyen'],
    ['help', 'nincs'],
    ['help', 'backup', 'nincs'],
    ['backup', 'nincs'],
    ['key'],
    ['key', 'add'],
    ['add', '--digits', '99'],
    ['add', '--type', 'x'],
    ['add', '--qr'],
    ['add', '--replace'],
    ['add', 'mama', 'JBSWY3DPEHPK3PXP'],
    ['add', '--qr', 'nincs.png', '--yes'],
    ['code', 'a', 'b'],
    ['code', '--all', '--copy'],
    ['code', 'mama'],
    ['code', '--at', 'x', 'mama'],
    ['code', 'mama', '--min-remaining'],
    ['edit'],
    ['export'],
    ['export', '--format', 'x'],
    ['import'],
    ['import', 'nincs.json'],
    ['lock', '--vault'],
    ['merge', 'nincs.ukp'],
    ['remove'],
    ['restore', '--purge'],
    ['run', 'npm', 'start'],
    ['run', '--env', 'x', '--', 'true'],
    ['show'],
    ['unlock', '--for', 'x'],
    ['verify'],
    ['verify', 'x'],
    ['completion', 'x'],
    ['list', '--passphrase-fd', 'x'],
    ['list', '--lang', 'x'],
    ['list', '--key-file', 'nincs'],
    ['list', '--passphrase-file', 'nincs'],
  ])('tells a mistake without an English sentence: %j %j %j %j', (...line) => {
    const ran = ukp(home, line, { env: { UKP_LANG: 'hu' } })
    expect(ran.exit).toBeGreaterThan(0)
    expect(ran.stderr).not.toBe('')
    expect({ said: ran.stderr, words: englishIn(ran.stderr) }).toEqual({ said: ran.stderr, words: [] })
    if (line.length > 0) expect(ran.stderr).toMatch(/^Hiba: .*\nTeendő: /)
  })
})
