// Runs one example of a page as a person does: the line through /bin/sh at a terminal of its own, with the answers to what
// is asked; and says in words where the program and the page differ.
import { readFileSync } from 'node:fs'
import { playCommand, type Step } from '../kit/ukp.ts'
import { type OnPage, pattern } from './page.ts'
import type { Place } from './place.ts'
import { linesOnScreen } from './screen.ts'

export interface Example {
  /** As on the page. */
  readonly line: string
  /** What happened between the line above and this one, or what only this line presupposes. */
  readonly before?: (place: Place) => void | Promise<void>
  /** What is typed at the questions that the page shows. Each is ended by Enter. A pattern: what it finds on the terminal,
   *  as the answer is another one each time. */
  readonly answers?: readonly (string | RegExp)[]
  /** A line that was typed before in the same window, where the page has it too: closing the window would undo it. */
  readonly first?: string
  /** Questions that the page does not show, or keys: [what is on the terminal, what is pressed then]. */
  readonly typed?: readonly (readonly [on: string, press: string])[]
  /** Nothing opens the vault beforehand. Else its key file is given, as what is asked is not the point of the line. */
  readonly asked?: true
  /** Where it is not 0. */
  readonly exit?: number
  /** What has to stay on the terminal where the page shows nothing. */
  readonly says?: string | RegExp
  /** A file that is there afterwards, and what stands in it. */
  readonly leaves?: readonly [file: string, holds: string]
  /** No figure moves: what the page shows is the same on every day. */
  readonly exact?: true
  readonly env?: Readonly<Record<string, string>>
}

export interface Page {
  readonly file: string
  readonly language?: 'hu'
  /** Programs whose lines are run; `ukp` alone unless said otherwise. */
  readonly runs?: RegExp
  /** Where the lines are typed, below the home; the home itself unless said otherwise. */
  readonly folder?: string
  /** What the page presupposes. */
  readonly home: (place: Place) => void | Promise<void>
  readonly examples: readonly Example[]
}

export const CTRL_C = '\u0003'
export const ENTER = '\r'
/** A line with a code, in both languages. */
export const A_CODE = /^\d{3} \d{3} {3}(?:\d{1,2} s left|még \d{1,2} mp) {2}[■□]{10}/m

/** @returns what differs, in words; nothing where all is as on the page */
export async function differences(place: Place, example: Example, onPage: OnPage, folder = ''): Promise<string[]> {
  await example.before?.(place)
  const { answers = [], typed = [], asked, exit = 0, says, leaves, exact, env = {} } = example
  if (answers.length !== onPage.questions.length) {
    return [`the page shows ${onPage.questions.length} questions, and there are ${answers.length} answers`]
  }
  // Wide enough for every sentence to be one line, as on the page.
  const steps: Step[] = [{ columns: 300, rows: 60, all: true }]
  for (const [i, question] of onPage.questions.entries()) steps.push(...answered(question, answers[i] ?? ''))
  for (const [on, press] of typed) steps.push({ expect: on }, { send: press })
  const given = asked ? {} : place.given
  const line = place.typed([...(example.first ? [example.first] : []), onPage.line].join(' && '))
  const ran = playCommand(place.home, ['/bin/sh', '-c', line], steps, {
    env: { ...given, ...env },
    cwd: place.path(folder),
  })
  const screen = linesOnScreen(place.read(ran.screen))
  const all = screen.join('\n')
  if (ran.missing !== undefined) return [`waited in vain for: ${ran.missing}\n${all}`]
  const found: string[] = []
  if (ran.exit !== exit) found.push(`exit code ${ran.exit}, not ${exit}\n${all}`)
  if (onPage.shown.length > 0 && !sameLines(onPage.shown, screen, exact)) {
    found.push(`the page shows:\n${onPage.shown.join('\n')}\nthe program says:\n${all}`)
  }
  if (leaves !== undefined && !readFileSync(place.path(leaves[0]), 'utf-8').includes(leaves[1])) {
    found.push(`${leaves[0]} does not hold: ${leaves[1]}\n${all}`)
  }
  if (says !== undefined && !(typeof says === 'string' ? all.includes(says) : says.test(all))) {
    found.push(`it does not say: ${says}\n${all}`)
  }
  return found
}

/** What the page shows behind a question, where it is no dots: what was typed. */
function answered(question: string, answer: string | RegExp): Step[] {
  if (answer instanceof RegExp) return [{ expect: question.replace(/ \d.*/, '') }, { sendFound: answer.source }]
  const asks = answer !== '' && question.endsWith(answer) ? question.slice(0, -answer.length).trimEnd() : question
  return [{ expect: asks }, { send: `${answer}${ENTER}` }]
}

/** A line of the page with nothing but `…` stands for lines that it leaves out, at least one: a QR code for example. */
export function sameLines(page: readonly string[], screen: readonly string[], exact = false): boolean {
  const left = page.indexOf('…')
  if (left >= 0) {
    const [above, below] = [page.slice(0, left), page.slice(left + 1)]
    const rest = [...screen.slice(0, left), ...screen.slice(screen.length - below.length)]
    return screen.length >= page.length && sameLines([...above, ...below], rest, exact)
  }
  const same = (line: string, said = ''): boolean => (exact ? line === said : pattern(line).test(said))
  return screen.length === page.length && page.every((line, i) => same(line, screen[i]))
}
