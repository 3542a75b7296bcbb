// ukp code: the current code. Reads the vault only, save for counted (HOTP) accounts, whose counter moves on.
import { UkpError } from '../errors.ts'
import { codeOfCounter, codeOfStep, demandTimeBased, isTimeBased } from '../otp/code.ts'
import { findById } from '../otp/find.ts'
import { byName, inNameOrder } from '../otp/name-order.ts'
import { visible } from '../otp/secret-text.ts'
import { activeAccounts, type Contents, type StoredAccount } from '../vault/contents.ts'
import type { OpenVault } from '../vault/vault.ts'
import { codeLine, grouped } from '../views/code-line.ts'
import { remainingSeconds, useCounters } from './accounts/code-rules.ts'
import { findActive, noAccounts } from './accounts/find.ts'
import { allCodes } from './code/all.ts'
import { type HandOverOptions, handOver } from './code/hand-over.ts'
import { isAhead, type TimeOptions, timedCode, timedJson, validity } from './code/timed.ts'
import type { Answer, CommandModule, Context } from './command.ts'
import { moment } from './option-values.ts'

export interface CodeOptions extends TimeOptions, HandOverOptions {
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
      .option('--min-remaining <s>', options.minRemaining, remainingSeconds)
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
  if (options.all === true) return allCodes(query, vault.contents, options, context)
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
  if (only === undefined) throw noAccounts(contents)
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
  return findById(accounts, id)
}

async function timedAnswer(
  account: StoredAccount,
  vault: OpenVault,
  options: CodeOptions,
  context: Context,
): Promise<Answer> {
  const { world, t } = context
  const { name, period } = account
  const timed = await timedCode(account, vault.envelope.header.id, options, context)
  const note = validity(timed, period, options, context)
  const line = (): string =>
    isAhead(options)
      ? `${grouped(timed.code)}   ${note}\n`
      : codeLine(timed, codeOfStep(account, timed.step + 1), period, { words: t.code, color: world.out.color })
  return await handOver(
    {
      ...{ name, digits: timed.code, json: timedJson(account, timed), line, note },
      clearAtMs: timed.expiresAtMs,
      copied: t.code.copied(name, timed.remaining),
    },
    options,
    context,
  )
}

/** RFC 4226 section 7.2: a counter is used once. It is saved before the code is shown. */
async function countedAnswer(
  account: StoredAccount,
  vault: OpenVault,
  options: CodeOptions,
  context: Context,
): Promise<Answer> {
  const { world, t } = context
  if (options.at !== undefined) demandTimeBased(account, '--at')
  if (options.next === true) demandTimeBased(account, '--next')
  if (options.minRemaining !== undefined) demandTimeBased(account, '--min-remaining')
  const counter = (await useCounters([account.id], vault, world)).get(account.id) ?? account.counter
  const digits = codeOfCounter(account, counter)
  const { id, name, issuer, account: user } = account
  const note = t.code.counter(counter)
  return await handOver(
    {
      ...{ name, digits, note, line: () => `${grouped(digits)}   ${note}\n` },
      json: { id, name, issuer, account: user, code: digits, digits: account.digits, counter },
      clearAtMs: world.clock.nowMs() + COUNTED_ON_CLIPBOARD_MS,
      copied: t.code.copiedCounted(name, COUNTED_ON_CLIPBOARD_MS / 1000),
    },
    options,
    context,
  )
}
