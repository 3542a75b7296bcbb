// The examples of a page: each line of its console blocks that begins with `$`, with what the page shows under it.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '../kit/ukp.ts'

/** A line that is an example of ours. */
export const UKP = /^ukp\b/

export interface OnPage {
  /** As it is typed, without `$`. */
  readonly line: string
  /** Questions, in order, without the `?` before them and the dots of what is typed. */
  readonly questions: readonly string[]
  /** What stays under the line when it has ended. */
  readonly shown: readonly string[]
}

/** Every line with a `$`, in the order of the page. */
export function examplesOn(file: string): OnPage[] {
  const text = readFileSync(join(ROOT, file), 'utf-8')
  const blocks = [...text.matchAll(/^( *)```console\n(.*?)^ *```$/gms)]
  return blocks.flatMap(([, indent = '', block = '']) => {
    const lines = block
      .replace(new RegExp(`^${indent}`, 'gm'), '')
      .trimEnd()
      .split('\n')
    const starts = lines.flatMap((line, i) => (line.startsWith('$ ') ? [i] : []))
    return starts.map((start, n) => {
      const below = lines.slice(start + 1, starts[n + 1])
      const questions = below.filter((line) => line.startsWith('? '))
      return {
        line: (lines[start] ?? '').slice(2),
        questions: questions.map((line) => line.slice(2).replace(/ ?•+$/, '')),
        shown: below.filter((line) => !line.startsWith('? ')),
      }
    })
  })
}

/** What moves from one run to the next, and what it looks like each time. Every other character has to be the same. */
const FIGURES: readonly (readonly [what: string, on: RegExp, each: string])[] = [
  ['a moment', /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/, String.raw`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z`],
  // Of two in one second the second one has a number more.
  ['a moment in the name of a backup', /\d{4}-\d\d-\d\d-\d{6}/, String.raw`\d{4}-\d\d-\d\d-\d{6}(?:-\d+)?`],
  ['a moment, for people', /\d{4}-\d\d-\d\d \d\d:\d\d/, String.raw`\d{4}-\d\d-\d\d \d\d:\d\d`],
  ['a day', /\d{4}-\d\d-\d\d/, String.raw`\d{4}-\d\d-\d\d`],
  ['a time of day', /\b\d\d:\d\d:\d\d\b/, String.raw`\d\d:\d\d:\d\d`],
  ['the number of a save', /(?<=save number )\d+/, String.raw`\d+`],
  ['a recovery key', /UKPR(?:-[0-9A-Z]{6}){6}/, 'UKPR(?:-[0-9A-Z]{6}){6}'],
  ['the public half of one', /ukp1[0-9a-z]{58}/, 'ukp1[0-9a-z]{58}'],
  ['the id of an account', /\b[0-9A-Z]{26}\b/, '[0-9A-Z]{26}'],
  ['the id of a way to unlock', /^[\w-]{11}(?= {2})/, String.raw`[\w-]{11}`],
  ['a code', /^\d{3} \d{3}(?= {2})/, String.raw`\d{3} \d{3}`],
  ['the seconds left', /\d\d(?= s left| mp)/, String.raw`\d{1,2}`],
  ['the bar, or the next code', /[■□]{10}$/, String.raw`[■□]{10}(?:   \S+: \d{3} \d{3})?`],
]

/** A line as it is on the page, as a pattern for what the program says. */
export function pattern(line: string): RegExp {
  const found = new RegExp(FIGURES.map(([, on]) => `(${on.source})`).join('|'), 'gu')
  let source = ''
  let end = 0
  for (const match of line.matchAll(found)) {
    const kind = match.slice(1).findIndex((group) => group !== undefined)
    source += literal(line.slice(end, match.index))
    source += FIGURES[kind]?.[2] ?? ''
    end = match.index + match[0].length
  }
  return new RegExp(`^${source}${literal(line.slice(end))}$`, 'u')
}

const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
