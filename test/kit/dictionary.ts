// Every text of a dictionary, however deep: functions are called with facts that can be found again in what they say.

import { type Language, loadMan, loadMessages, loadTopics } from '../../src/messages/choose.ts'
import { en } from '../../src/messages/en/index.ts'
import { hu } from '../../src/messages/hu/index.ts'

/** A dictionary with all that is loaded on use. */
export async function wholeDictionary(language: Language): Promise<Record<string, unknown>> {
  const t = await loadMessages(language)
  const { parts } = language === 'hu' ? hu : en
  const loaded = await Promise.all(Object.entries(parts).map(async ([name, load]) => [name, await load()] as const))
  const pages = { topics: await loadTopics(language), man: await loadMan(language) }
  return { ...t, ...Object.fromEntries(loaded), ...pages }
}

export interface Said {
  /** ".add.itsCode" */
  readonly path: string
  /** What was given: words like `Qfile1`, numbers from 9001 on. */
  readonly text: string
}

/** Facts that choose between sentences have to be real ones: each is tried. */
const CHOICES: Readonly<Record<string, readonly unknown[]>> = {
  reason: ['display', 'program', 'other', 'module', 'bus', 'locked', 'windows', 'unmade', 'unsafe', 'long', 'logout'],
  code: ['ENOENT', 'EACCES', 'EROFS', 'EIO'],
  format: ['HEIC', 'PDF', 'XYZ'],
  field: ['account', 'deletion-code', 'digits'],
  holds: [{ kind: 'link', host: 'Qhost1' }, { kind: 'wifi' }, { kind: 'text', length: 9001 }],
  what: ['type', 'secret', 'history'],
  suggestion: ['Qsuggestion1', null],
  guess: ['Qguess1', null],
  group: [4, null],
  value: ['Qvalue1', null],
  similar: [['Qsimilar1'], []],
  rescue: [{ backup: 'Qbackup1', vault: 'Qvault1' }, undefined],
}

/** Facts by their names; lists and numbers where their names say so. */
function factsFor(choice: string | null, index: number): unknown {
  return new Proxy(
    {},
    {
      get(_target, name) {
        const key = String(name)
        if (typeof name === 'symbol' || key === 'then') return undefined
        if (key in CHOICES) {
          const all = CHOICES[key] ?? []
          return all[key === choice ? index : 0]
        }
        if (['names', 'files', 'variables', 'labels'].includes(key)) return ['Qone1', 'Qtwo1']
        if (key === 'missing') return [9007]
        if (
          /^(?:size|count|limit|minimum|length|position|generation|seen|needed|lines|columns|taken|refused|added|changed|same|bits|digits|period|characters)$/.test(
            key,
          )
        )
          return 9000 + key.length * 10 + (key.codePointAt(0) ?? 0)
        return `Q${key.replaceAll('-', '').toLowerCase()}1`
      },
    },
  )
}

/** Stands for a text, a number and a list, whatever a function wants. */
function argumentNumber(i: number): unknown[] {
  return [`Qarg${i}`, 9500 + i, [`Qarg${i}`, `Qmore${i}`]]
}

/** Every text of a dictionary; functions are called in every way that gives a text. */
export function everyText(node: unknown, path = ''): Said[] {
  if (typeof node === 'string') return [{ path, text: node }]
  if (typeof node === 'function') return calls(node as (...args: unknown[]) => unknown, path)
  if (typeof node !== 'object' || node === null) return []
  return Object.entries(node).flatMap(([key, value]) => everyText(value, `${path}.${key}`))
}

function calls(write: (...args: unknown[]) => unknown, path: string): Said[] {
  const ways: [string, unknown[]][] = [['facts', [factsFor(null, 0)]]]
  for (const [choice, all] of Object.entries(CHOICES)) {
    for (const i of all.keys()) ways.push([`${choice}[${i}]`, [factsFor(choice, i)]])
  }
  for (const kind of [0, 1, 2]) {
    const all = [1, 2, 3, 4].map((i) => argumentNumber(i)[kind])
    ways.push([`arguments[${kind}]`, all])
    ways.push([`mixed[${kind}]`, [all[0], 9502, 9503, 9504]], [`mixed2[${kind}]`, [all[0], 'Qarg2', 9503, 9504]])
  }
  ways.push(['one', ['Qarg1', 1]], ['one first', [1]], ['one thing', [['Qarg1']]])
  return ways.flatMap(([way, args]) => {
    try {
      return everyText(write(...args), `${path}(${way})`)
    } catch {
      // It wants other arguments; another way fits.
      return []
    }
  })
}

/** What was put in, as it is found in a text: words and numbers of ours. */
export function factsIn(text: string): string[] {
  return [...new Set(text.match(/Q[a-z]+\d+|\b9\d{3}\b/g) ?? [])].sort()
}
