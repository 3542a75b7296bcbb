// ukp code: the current code. Reads the vault only, save for counted (HOTP) accounts, whose counter moves on.
import { errnoOf } from '../errno.ts'
import { UkpError } from '../errors.ts'
import type { Account } from '../otp/account.ts'
import { codeAt, codeOfCounter, codeOfStep, demandTimeBased, isTimeBased, type TimedCode } from '../otp/code.ts'
import { findOne, search } from '../otp/find.ts'
import { byName, inNameOrder } from '../otp/name-order.ts'
import { visible } from '../otp/secret-text.ts'
import { activeAccounts, type Contents, type StoredAccount } from '../vault/contents.ts'
import type { OpenVault } from '../vault/vault.ts'
import { codeLine, grouped } from '../views/code-line.ts'
import { table } from '../views/table.ts'
import { demandWithinPeriod, useCounters } from './accounts/code-rules.ts'
import { findActive } from './accounts/find.ts'
import type { Answer, CommandModule, Context } from './command.ts'
import { moment, wholeNumber } from './option-values.ts'

export interface CodeOptions {
  readonly copy?: boolean
  /** Copies by the terminal. */
  readonly osc52?: boolean
  readonly minRemaining?: number
  readonly fresh?: boolean
  readonly next?: boolean
  /** Unix time in milliseconds. */
  readonly at?: number
  readonly all?: boolean
}

/** How long a counted code stays on the clipboard. */
const COUNTED_ON_CLIPBOARD_MS = 45_000

export const code: CommandModule = {
  declare(command, t, runner) {
    const { options } = t.help
    command
      .argument('[query]', t.help.arguments.query)
      .option('-c, --copy', options.copy)
      .option('--osc52', options.osc52)
      .option('--min-remaining <s>', options.minRemaining, wholeNumber('--min-remaining', { min: 0, max: 86_400 }))
      .option('--fresh', options.fresh)
      .option('--next', options.next)
      .option('--at <time>', options.at, moment)
      .option('--all', options.all)
      .action((query: string | undefined, chosen: CodeOptions) => runner((context) => runCode(query, chosen, context)))
  },
}

export async function runCode(query: string | undefined, options: CodeOptions, context: Context): Promise<Answer> {
  refuseConflicts(options)
  const access = context.world.vault
  const vault = query === undefined || options.all === true ? await access.open() : await access.openFor(query)
  if (options.all === true) return allCodes(query, activeAccounts(vault.contents), options, context)
  const account = await choose(query, vault.contents, context)
  return isTimeBased(account)
    ? await timedAnswer(account, vault, options, context)
    : await countedAnswer(account, vault, options, context)
}

function refuseConflicts(options: CodeOptions): void {
  const pairs: [boolean, string, boolean, string][] = [
    [options.at !== undefined, '--at', options.fresh === true, '--fresh'],
    [options.at !== undefined, '--at', options.minRemaining !== undefined, '--min-remaining'],
    [options.all === true, '--all', options.copy === true, '--copy'],
    [options.all === true, '--all', options.osc52 === true, '--osc52'],
    [options.all === true, '--all', options.fresh === true, '--fresh'],
    [options.all === true, '--all', options.minRemaining !== undefined, '--min-remaining'],
  ]
  for (const [a, first, b, second] of pairs) if (a && b) throw new UkpError('conflicting-options', { first, second })
}

/** The account that is meant; without a query the only one, or the one picked on a terminal. */
async function choose(
  query: string | undefined,
  contents: Contents,
  { world, t, globals }: Context,
): Promise<StoredAccount> {
  if (query !== undefined) return findActive(contents, query)
  const accounts = activeAccounts(contents)
  const [only, ...others] = accounts
  if (only === undefined) throw new UkpError('vault-has-no-accounts', {})
  if (others.length === 0) return only
  const prompts = world.out.isTerminal && !globals.json ? await world.prompts() : null
  if (prompts === null) throw new UkpError('choose-one', { names: [...accounts].sort(byName).map(({ name }) => name) })
  // Only who is asked pays for it.
  const { searcher } = await import('../otp/search.ts')
  const find = searcher(inNameOrder(accounts))
  const id = await prompts.choose(t.code.choose, (typed) =>
    find(typed).map((one) => ({
      name: visible([one.name, one.issuer, one.account].filter(Boolean).join('  ')),
      value: one.id,
    })),
  )
  return accounts.find((account) => account.id === id) ?? only
}

/** Waits for the code that was asked for: with enough seconds left, not handed out before. */
async function timedCode(
  account: StoredAccount,
  vaultId: string,
  options: CodeOptions,
  context: Context,
): Promise<TimedCode> {
  const { world, t, say } = context
  const { minRemaining = 0 } = options
  demandWithinPeriod(account, minRemaining)
  if (options.at !== undefined) return later(account, codeAt(account, options.at), options)
  for (;;) {
    const current = codeAt(account, world.clock.nowMs())
    const timed = later(account, current, options)
    const enough = current.remaining >= minRemaining || options.next === true
    if (enough && (await isOurs(account, vaultId, timed.step, options, context))) return timed
    say(t.code.waiting(current.remaining))
    await world.clock.sleep(current.expiresAtMs - world.clock.nowMs())
  }
}

/** With --next the code after this one; its end is one period later. */
function later(account: Account, timed: TimedCode, options: CodeOptions): TimedCode {
  if (options.next !== true) return timed
  const step = timed.step + 1
  const expiresAtMs = timed.expiresAtMs + account.period * 1000
  return { code: codeOfStep(account, step), step, remaining: timed.remaining + account.period, expiresAtMs }
}

/** Every code that is handed out is remembered; only --fresh minds when it cannot be, or was before. */
async function isOurs(
  account: Account,
  vaultId: string,
  step: number,
  options: CodeOptions,
  { world }: Context,
): Promise<boolean> {
  try {
    const first = await world.handedOut.claim(vaultId, account, step)
    return first || options.fresh !== true
  } catch (error) {
    if (options.fresh !== true) return true
    const { path = '' } = error as { path?: unknown }
    throw new UkpError('write-failed', { file: String(path), code: errnoOf(error) })
  }
}

function timedJson(account: StoredAccount, timed: TimedCode): Record<string, unknown> {
  const { id, name, issuer, account: user, digits, period } = account
  const expiresAt = new Date(timed.expiresAtMs).toISOString()
  return { id, name, issuer, account: user, code: timed.code, digits, period, remaining: timed.remaining, expiresAt }
}

async function timedAnswer(
  account: StoredAccount,
  vault: OpenVault,
  options: CodeOptions,
  context: Context,
): Promise<Answer> {
  const { world, t } = context
  const timed = await timedCode(account, vault.envelope.header.id, options, context)
  const json = timedJson(account, timed)
  const note = validity(timed, account.period, options, context)
  const line = isAhead(options) ? `${grouped(timed.code)}   ${note}\n` : lineOf(account, timed, context)
  const text = world.out.isTerminal ? line : `${timed.code}\n`
  if (options.osc52 === true) return await sentToTerminal(timed.code, account, { json, text }, context)
  if (options.copy === true) {
    return await copied(
      timed.code,
      timed.expiresAtMs,
      { json, text, done: t.code.copied(account.name, timed.remaining) },
      context,
    )
  }
  return { json, text, notes: world.out.isTerminal ? [] : [note] }
}

/** Whether it is another code than the current one that is shown. */
function isAhead({ at, next }: CodeOptions): boolean {
  return at !== undefined || next === true
}

/** When the code is good: from now on, only later, or at the moment that was asked for. */
function validity({ remaining }: TimedCode, period: number, { at, next }: CodeOptions, { t }: Context): string {
  if (next === true && at === undefined) return t.code.validLater(remaining - period, period)
  return at === undefined ? t.code.validFor(remaining) : t.code.validThen(remaining)
}

/** Only a terminal pays for the next code. */
function lineOf(account: StoredAccount, timed: TimedCode, { world, t }: Context): string {
  const next = codeOfStep(account, timed.step + 1)
  return codeLine(timed, next, account.period, { words: t.code, color: world.out.color })
}

/** Without a clipboard the code is shown all the same, with the reason. */
async function copied(
  digits: string,
  clearAtMs: number,
  answer: { json: Record<string, unknown>; text: string; done: string },
  { world, say }: Context,
): Promise<Answer> {
  try {
    await world.clipboard.copyFor(digits, clearAtMs)
  } catch (error) {
    if (!(error instanceof UkpError)) throw error
    return { json: answer.json, text: answer.text, failure: error }
  }
  say(answer.done)
  return { json: { ...answer.json, copied: true }, text: '' }
}

/** Nobody tells whether the terminal took it, so the code is shown too. */
async function sentToTerminal(
  digits: string,
  { name }: StoredAccount,
  { json, text }: { json: Record<string, unknown>; text: string },
  { world, t }: Context,
): Promise<Answer> {
  try {
    await world.clipboard.sendToTerminal(digits)
  } catch (error) {
    if (!(error instanceof UkpError)) throw error
    return { json, text, failure: error }
  }
  return { json: { ...json, sentToTerminal: true }, text, notes: [t.code.sentToTerminal(name)] }
}

/** RFC 4226 section 7.2: a counter is used once. It is saved before the code is shown. */
async function countedAnswer(
  account: StoredAccount,
  vault: OpenVault,
  options: CodeOptions,
  context: Context,
): Promise<Answer> {
  const { world, t } = context
  for (const [option, given] of [
    ['--at', options.at !== undefined],
    ['--next', options.next === true],
    ['--min-remaining', options.minRemaining !== undefined],
  ] as const) {
    if (given) demandTimeBased(account, option)
  }
  const counter = (await useCounters([account.id], vault, world)).get(account.id) ?? account.counter
  const digits = codeOfCounter(account, counter)
  const { id, name, issuer, account: user } = account
  const json = { id, name, issuer, account: user, code: digits, digits: account.digits, counter }
  const shown = world.out.isTerminal ? `${grouped(digits)}   ${t.code.counter(counter)}\n` : `${digits}\n`
  if (options.osc52 === true) return await sentToTerminal(digits, account, { json, text: shown }, context)
  if (options.copy === true) {
    const done = t.code.copiedCounted(account.name, COUNTED_ON_CLIPBOARD_MS / 1000)
    return await copied(digits, world.clock.nowMs() + COUNTED_ON_CLIPBOARD_MS, { json, text: shown, done }, context)
  }
  return { json, text: shown, notes: world.out.isTerminal ? [] : [t.code.counter(counter)] }
}

/** Counted accounts are left out: showing their code would use it up. */
function allCodes(
  query: string | undefined,
  accounts: StoredAccount[],
  options: CodeOptions,
  context: Context,
): Answer {
  const { world, t, say } = context
  const wanted = (query === undefined ? [...accounts] : search(accounts, query)).sort(byName)
  if (query !== undefined && wanted.length === 0) findOne(accounts, query)
  const counted = wanted.filter((account) => !isTimeBased(account)).map(({ name }) => name)
  if (counted.length > 0) say(t.code.skippedCounted(counted))
  const codes = wanted.filter(isTimeBased).map((account) => {
    const timed = later(account, codeAt(account, options.at ?? world.clock.nowMs()), options)
    return { account, timed }
  })
  // Alone, the seconds of a code that is not the current one would be taken for time that is left.
  const goodFor = (account: Account, timed: TimedCode): string =>
    isAhead(options) ? validity(timed, account.period, options, context) : t.code.secondsLeft(timed.remaining)
  const rows = codes.map(({ account, timed }) =>
    world.out.isTerminal
      ? [grouped(timed.code), account.name, goodFor(account, timed)]
      : [timed.code, account.name, String(timed.remaining)],
  )
  return {
    json: { codes: codes.map(({ account, timed }) => timedJson(account, timed)), skipped: counted },
    text: table(['', t.list.name, ''], rows, world.out),
  }
}
