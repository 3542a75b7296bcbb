// ukp verify: which account and which time step a code belongs to, and so what is wrong with the clock or the key. Reads
// only, save for one thing: earlier keys go once the service has accepted a code of the present one.
import { UkpError } from '../errors.ts'
import { dayText, type MomentParts, timeText } from '../messages/moment.ts'
import { findById } from '../otp/find.ts'
import { keyIdentity } from '../otp/same-key.ts'
import { looksLikeSecret } from '../otp/secret-text.ts'
import { cleanCode, clockOffset, findCode, type Match } from '../otp/verify.ts'
import { activeAccounts, type StoredAccount, withAccounts } from '../vault/contents.ts'
import type { OpenVault } from '../vault/vault.ts'
import { table } from '../views/table.ts'
import { withBackup } from './backup/safety.ts'
import type { Answer, CommandModule, Context } from './command.ts'

export const verify: CommandModule = {
  declare(command, t, runner) {
    command
      // Several words, because a code is shown in groups and pasted as it was shown.
      .argument('<code...>', t.help.arguments.code)
      .action((words: string[]) => runner((context) => runVerify(words, context)))
  },
}

export async function runVerify(words: readonly string[], context: Context): Promise<Answer> {
  const { world, t, say } = context
  const code = codeOf(words)
  const vault = await world.vault.open()
  const matches = findCode(activeAccounts(vault.contents), code, world.clock.nowMs())
  if (matches.length === 0) throw new UkpError('code-unknown', {})
  const clockOffsetSeconds = clockOffset(matches)
  const json = { matches: matches.map(matchJson), clockOffsetSeconds, forgot: 0 }
  const text = lines(matches, context)
  const notes = [...clockNotes(clockOffsetSeconds, context), ...earlierNotes(matches, context)]
  const proved = provedAccount(matches)
  if (proved === null) return { json, text, notes }
  const { name, history } = proved
  const prompts = context.globals.yes || context.globals.json ? null : await world.prompts()
  if (prompts !== null) {
    // What was found stands above the question about it.
    world.out.write(text)
    for (const note of notes) say(note)
    const accepted = await prompts.confirm(t.verify.question(name, history.length))
    const forgot = accepted ? await forgetEarlier(vault, proved, context) : 0
    return { json: { ...json, forgot }, text: '', notes: [outcome(name, forgot, context)] }
  }
  if (!context.globals.yes) return { json, text, notes: [...notes, t.verify.keptUnasked(name)] }
  const forgot = await forgetEarlier(vault, proved, context)
  return { json: { ...json, forgot }, text, notes: [...notes, outcome(name, forgot, context)] }
}

/** @throws UkpError invalid-value, secret-in-argument */
function codeOf(words: readonly string[]): string {
  const typed = words.join(' ')
  const code = cleanCode(typed)
  if (code !== null) return code
  if (looksLikeSecret(typed)) throw new UkpError('secret-in-argument', {})
  throw new UkpError('invalid-value', { option: '<code>', allowed: '123456 (5–10), NTK5M (Steam)' })
}

/** The account whose present key gave the only match, when it has earlier keys that may go now. */
function provedAccount(matches: readonly Match<StoredAccount>[]): StoredAccount | null {
  const [only, ...others] = matches
  if (only === undefined || others.length > 0 || only.former !== null) return null
  return only.account.history.length > 0 ? only.account : null
}

/**
 * One save without the earlier keys, if the key that was proved is still the present one.
 * @returns how many were deleted
 */
async function forgetEarlier(vault: OpenVault, proved: StoredAccount, context: Context): Promise<number> {
  const { world } = context
  const modified = new Date(world.clock.nowMs()).toISOString()
  const { result } = await withBackup(vault, context, () =>
    world.vault.change(vault, (contents) => {
      const stored = findById(activeAccounts(contents), proved.id)
      const { length } = stored.history
      // Replaced by another ukp in between: then the proved key is itself among the earlier ones.
      if (length === 0 || keyIdentity(stored) !== keyIdentity(proved)) return { contents, result: 0 }
      const next = { ...stored, history: [], modified }
      return { contents: withAccounts(contents, new Map([[stored.id, next]])), result: length }
    }),
  )
  return result.result
}

function outcome(name: string, forgot: number, { t }: Context): string {
  return forgot > 0 ? t.verify.forgotten(name, forgot) : t.verify.kept(name)
}

function clockNotes(offset: number | null, { t }: Context): string[] {
  if (offset === null) return []
  if (offset === 0) return [t.verify.clockFine]
  return [offset > 0 ? t.verify.clockSlow(offset) : t.verify.clockFast(-offset)]
}

function earlierNotes(matches: readonly Match<StoredAccount>[], { t }: Context): string[] {
  const names = matches.filter(({ former }) => former !== null).map(({ account }) => account.name)
  return [...new Set(names)].map((name) => t.verify.earlierInUse(name))
}

function matchJson(match: Match<StoredAccount>): Record<string, unknown> {
  const { id, name, issuer, account: user } = match.account
  const found = { id, name, issuer, account: user, key: match.former === null ? 'present' : 'earlier' }
  if (match.kind === 'counted') return { ...found, counter: match.counter, countersAhead: match.countersAhead }
  const { steps, offsetSeconds, fromMs, untilMs } = match
  return { ...found, steps, offsetSeconds, validFrom: iso(fromMs), validUntil: iso(untilMs) }
}

function lines(matches: readonly Match<StoredAccount>[], { world, t }: Context): string {
  const words = t.verify
  const moments = { zone: world.clock, words: t.words }
  const rows = matches.map((match) => {
    const key = match.former === null ? words.presentKey : words.earlierKey(dayText(match.former.replaced, moments))
    if (match.kind === 'counted') {
      const { counter, countersAhead: ahead } = match
      const place = ahead === 0 ? words.nextCounter : ahead > 0 ? words.ahead(ahead) : words.behind(-ahead)
      return [match.account.name, key, `${t.code.counter(counter)}, ${place}`, '']
    }
    const { steps, seconds } = match
    const place = steps === 0 ? words.now : steps > 0 ? words.future(steps, seconds) : words.past(-steps, seconds)
    return [match.account.name, key, place, world.out.isTerminal ? localRange(match, moments) : utcRange(match)]
  })
  return table([t.list.name, words.key, words.step, words.valid], rows, world.out)
}

interface Window {
  readonly fromMs: number
  readonly untilMs: number
}

/** "11:15:00–11:15:30" of this computer's time; with the days where the window is not within one. */
function localRange({ fromMs, untilMs }: Window, moments: MomentParts): string {
  return `${timeText(fromMs, untilMs, moments)}–${timeText(untilMs, fromMs, moments)}`
}

/** "10:15:00–10:15:30 UTC"; with the days where the window is not within one. For scripts. */
function utcRange({ fromMs, untilMs }: Window): string {
  const [from, until] = [iso(fromMs), iso(untilMs)]
  const [start, end] = from.slice(0, 10) === until.slice(0, 10) ? [11, 19] : [0, 19]
  return `${[from, until].map((text) => text.slice(start, end).replace('T', ' ')).join('–')} UTC`
}

function iso(ms: number): string {
  return new Date(ms).toISOString()
}
