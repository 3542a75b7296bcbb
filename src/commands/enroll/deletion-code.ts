// ukp enroll, step 3: the deletion code, which the portal shows once. Typed large on a screen of its own, of which nothing
// is left when it ends, and compared there: a digit typed wrong could never be mended.
import { isDeletionCode } from '../../otp/deletion-code.ts'
import { findById } from '../../otp/find.ts'
import { activeAccounts, type StoredAccount, withAccounts } from '../../vault/contents.ts'
import { bigCode } from '../../views/big-code.ts'
import { grouped } from '../../views/code-line.ts'
import { styled } from '../../views/style.ts'
import { wrapped } from '../../views/wrap.ts'
import type { Key, LiveScreen } from '../../world/world.ts'
import { fitted } from './code.ts'
import { type EnrollWords, saved, type Wizard } from './wizard.ts'

const LENGTH = 8
/** A pasted code may end in Enter, which must not answer the question that it is compared at. In milliseconds. */
const PASTE_MS = 300

export type Typed = { readonly code: string } | 'later' | 'back'

/** @returns the account as it is saved then; 'back' when another code is to be shown first */
export async function takeDeletionCode(account: StoredAccount, wizard: Wizard): Promise<StoredAccount | 'back'> {
  const { context, prompts, words } = wizard
  const { deletion } = words
  for (;;) {
    const typed = await typedCode(wizard)
    if (typed === 'back') return 'back'
    if (typed !== 'later') {
      const after = await savedWith(account, typed.code, wizard)
      prompts.tell(deletion.saved)
      return after
    }
    prompts.tell('')
    prompts.tell(deletion.later)
    if (!(await prompts.confirm(deletion.laterQuestion))) continue
    prompts.tell(deletion.postponed(words.commands.deletionCode(account.name, context.globals.vault ?? null)))
    return account
  }
}

async function savedWith(account: StoredAccount, deletionCode: string, wizard: Wizard): Promise<StoredAccount> {
  const modified = new Date(wizard.context.world.clock.nowMs()).toISOString()
  return await saved((contents) => {
    const next = { ...findById(activeAccounts(contents), account.id), deletionCode, modified }
    return { contents: withAccounts(contents, new Map([[account.id, next]])), result: next }
  }, wizard)
}

async function typedCode({ context: { world }, words }: Wizard): Promise<Typed> {
  return await world.live(async (screen) => {
    let [digits, problem, pasted] = ['', '', false]
    for (;;) {
      screen.draw(deletionScreen(digits, problem, screen, words))
      const event = await screen.next(pasted ? PASTE_MS : 60_000)
      if (event === 'tick') pasted = false
      if (typeof event === 'string') continue
      problem = ''
      const answer = answerOf(event)
      if (answer !== null) return answer
      if (event.name === 'enter' && isDeletionCode(digits) && !pasted) return { code: digits }
      if (event.name === 'enter' && digits !== '' && !isDeletionCode(digits)) problem = words.deletion.invalid
      if (/\d/.test(event.text)) pasted = true
      // A ninth digit is not dropped silently: the code may have been mistyped at its beginning.
      if (digits.length === LENGTH && /\d/.test(event.text)) problem = words.deletion.invalid
      digits = afterKey(digits, event)
    }
  })
}

function answerOf({ name, text }: Key): 'later' | 'back' | null {
  if (name === 'escape') return 'later'
  return /^[bv]$/i.test(text) ? 'back' : null
}

function afterKey(digits: string, { name, text }: Key): string {
  if (name === 'backspace') return digits.slice(0, -1)
  if (name === 'clear') return ''
  return `${digits}${text.replace(/\D/g, '')}`.slice(0, LENGTH)
}

/** @param digits what is typed so far */
export function deletionScreen(
  digits: string,
  problem: string,
  screen: Pick<LiveScreen, 'color' | 'size'>,
  words: EnrollWords,
): string[] {
  const { columns, rows } = screen.size()
  const { color } = screen
  const { deletion } = words
  const shown = grouped(digits.padEnd(LENGTH, '_'))
  const whole = digits.length === LENGTH
  const inLines = (text: string): string[] => wrapped(text, columns - 1)
  return fitted(
    [
      inLines(words.step(3, words.titles.deletionCode)).map((one) => styled('bold', one, color)),
      (bigCode(shown, columns) ?? []).map((one) => styled('bold', one, color)),
      [styled('bold', shown, color)],
      inLines(whole ? deletion.compare : deletion.portal),
      whole ? [] : inLines(deletion.why),
      [
        ...(problem === '' ? [] : inLines(problem)),
        ...(whole ? inLines(deletion.compareKeys) : []),
        ...(whole ? [] : inLines(deletion.keys)),
      ],
    ],
    rows,
    [4, 1],
  )
}
