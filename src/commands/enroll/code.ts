// ukp enroll, step 2: the first code, large, with the seconds that it has left, until the portal has taken it.
import type { Messages } from '../../messages/choose.ts'
import { timeText } from '../../messages/moment.ts'
import { type Account, DEFAULTS } from '../../otp/account.ts'
import { codeAt, isTimeBased, type TimedCode } from '../../otp/code.ts'
import { expectsDeletionCode } from '../../otp/deletion-code.ts'
import type { StoredAccount } from '../../vault/contents.ts'
import { bigCode } from '../../views/big-code.ts'
import { grouped } from '../../views/code-line.ts'
import { styled } from '../../views/style.ts'
import { timeBar } from '../../views/time-bar.ts'
import { wrapped } from '../../views/wrap.ts'
import type { Key, LiveScreen } from '../../world/world.ts'
import { type EnrollWords, pick, type Wizard } from './wizard.ts'

/** Fewer seconds are too few to type six digits and send them: what the portal's other programs wait for, too. */
const TOO_LATE = 8

export interface CodeFacts {
  readonly account: StoredAccount
  readonly timed: TimedCode
  /** A code may have been accepted in an earlier run. */
  readonly resumed: boolean
  /** What the last key did; '' for nothing. */
  readonly status: string
}

/** @returns whether the person says that the code was accepted; true for a counted account, whose code is not shown */
export async function showFirstCode(account: StoredAccount, resumed: boolean, wizard: Wizard): Promise<boolean> {
  const { words } = wizard
  if (!isTimeBased(account)) {
    wizard.step(2, words.titles.code(account.name))
    wizard.prompts.tell(words.code.counted)
    return true
  }
  const accepted = await untilAnswered(account, resumed, wizard)
  if (accepted) {
    wizard.step(2, words.titles.code(account.name))
    wizard.prompts.tell(words.code.done)
  }
  return accepted
}

async function untilAnswered(account: StoredAccount, resumed: boolean, wizard: Wizard): Promise<boolean> {
  const { words } = wizard
  const { world, t } = wizard.context
  const lineWords = { ...words, secondsLeft: t.code.secondsLeft }
  return await world.live(async (screen) => {
    let shown = -1
    let status = ''
    for (;;) {
      const nowMs = world.clock.nowMs()
      const timed = codeAt(account, nowMs)
      if (timed.step !== shown) status = ''
      if (timed.step !== shown) await remember(account, timed.step, wizard)
      shown = timed.step
      screen.draw(codeScreen({ account, timed, resumed, status }, screen, lineWords))
      const event = await screen.next(1000 - (nowMs % 1000))
      if (typeof event === 'string') continue
      const answer = answerOf(event)
      if (answer === 'copy') status = await copied(account, wizard)
      else if (answer !== null) return answer === 'yes'
    }
  })
}

/** Both languages' letters work in both. */
function answerOf({ name, text }: Key): 'yes' | 'no' | 'copy' | null {
  if (name === 'enter' || /^[iy]$/i.test(text)) return 'yes'
  if (/^n$/i.test(text)) return 'no'
  return /^c$/i.test(text) ? 'copy' : null
}

/** A code that was on the screen counts as handed out, for `ukp code --fresh`. */
async function remember(account: StoredAccount, step: number, { context, vault }: Wizard): Promise<void> {
  await context.world.handedOut.claim(vault.envelope.header.id, account, step).catch(() => false)
}

async function copied(account: Account, { context: { world }, words }: Wizard): Promise<string> {
  const { code, expiresAtMs, remaining } = codeAt(account, world.clock.nowMs())
  try {
    await world.clipboard.copyFor(code, expiresAtMs)
    return words.code.copied(remaining)
  } catch {
    return words.code.notCopied
  }
}

/** The lines of the screen; where it is low, what can be done without goes first. */
export function codeScreen(
  { account, timed, resumed, status }: CodeFacts,
  screen: Pick<LiveScreen, 'color' | 'size'>,
  words: EnrollWords & Pick<Messages['code'], 'secondsLeft'>,
): string[] {
  const { columns, rows } = screen.size()
  const { color } = screen
  const portal = expectsDeletionCode(account)
  const late = timed.remaining < TOO_LATE && account.period >= DEFAULTS.period
  const digits = grouped(timed.code)
  const look = late ? 'yellow' : 'bold'
  // Some terminals lose the letter in the last column when the rest of the line is erased.
  const inLines = (text: string): string[] => wrapped(text, columns - 1)
  const large = (bigCode(digits, columns) ?? []).map((line) => styled(look, line, color))
  const bar = timeBar(timed.remaining, account.period)
  const line = `${digits}  ${bar}  ${words.secondsLeft(timed.remaining)}`
  const blocks = [
    inLines(words.step(2, words.titles.code(account.name))).map((one) => styled('bold', one, color)),
    large,
    [styled(look, line, color)],
    inLines(late ? words.code.wait : portal ? words.code.portal : words.code.general),
    [
      ...inLines(portal ? words.code.acceptedByPortal : words.code.accepted),
      ...(resumed ? inLines(words.code.acceptedBefore) : []),
      ...inLines(words.code.keys),
    ],
    status === '' ? [] : inLines(status),
  ]
  // The digits stand in the line below once more.
  return fitted(blocks, rows, [1])
}

/**
 * Blank lines between the blocks, as far as there is room; then blocks go, those first that can be done without.
 * @param spare indexes of such blocks, in their order
 */
export function fitted(blocks: readonly (readonly string[])[], rows: number, spare: readonly number[]): string[] {
  const shown = (gone: number): (readonly string[])[] =>
    blocks.filter((block, i) => block.length > 0 && !spare.slice(0, gone).includes(i))
  const whole = shown(0)
  const airy = whole.flatMap((block, i) => (i === 0 ? block : ['', ...block]))
  if (airy.length <= rows) return airy
  const tight = spare.map((_, gone) => shown(gone).flat()).find((lines) => lines.length <= rows)
  return tight ?? shown(spare.length).flat().slice(0, rows)
}

/** What helps when the code was refused, in the order in which it is usually the reason; then what to do. */
export async function helpRejected(account: StoredAccount, wizard: Wizard): Promise<'again' | 'other' | 'stop'> {
  const { context, prompts, words } = wizard
  const { rejected } = words
  const portal = expectsDeletionCode(account)
  const nowMs = context.world.clock.nowMs()
  prompts.tell('')
  prompts.tell(rejected.title)
  prompts.tell(rejected.account(account.name, account.account))
  if (portal) prompts.tell(rejected.older)
  // To compare with a phone.
  prompts.tell(rejected.clock(timeText(nowMs, nowMs, { zone: context.world.clock, words: context.t.words })))
  prompts.tell(rejected.late)
  if (portal) prompts.tell(rejected.button)
  const answers = [
    { name: rejected.again, value: 'again' },
    { name: rejected.other, value: 'other' },
    { name: rejected.stop, value: 'stop' },
  ] as const
  return await pick(rejected.question, answers, wizard)
}
