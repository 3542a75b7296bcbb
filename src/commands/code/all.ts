// ukp code --all: the codes of all accounts, or of those that a word finds, one a line.
import { isTimeBased } from '../../otp/code.ts'
import { search } from '../../otp/find.ts'
import { byName } from '../../otp/name-order.ts'
import { activeAccounts, type Contents, type StoredAccount } from '../../vault/contents.ts'
import { grouped } from '../../views/code-line.ts'
import { table } from '../../views/table.ts'
import { findActive } from '../accounts/find.ts'
import type { Answer, Context } from '../command.ts'
import { codeFor, isAhead, type TimeOptions, timedJson, validity } from './timed.ts'

/** Counted accounts are left out: showing their code would use it up. @throws UkpError as `findActive`, when none is found */
export function allCodes(
  query: string | undefined,
  contents: Contents,
  options: TimeOptions,
  context: Context,
): Answer {
  const { world, t, say } = context
  const wanted = wantedAccounts(query, contents).sort(byName)
  const counted = wanted.filter((account) => !isTimeBased(account)).map(({ name }) => name)
  if (counted.length > 0) say(t.code.skippedCounted(counted))
  const codes = wanted.filter(isTimeBased).map((account) => {
    return { account, timed: codeFor(account, options.at ?? world.clock.nowMs(), options) }
  })
  const rows = codes.map(({ account, timed }) => {
    if (!world.out.isTerminal) return [timed.code, account.name, String(timed.remaining)]
    // Alone, the seconds of a code that is not the current one would be taken for time that is left.
    const goodFor = isAhead(options)
      ? validity(timed, account.period, options, context)
      : t.code.secondsLeft(timed.remaining)
    return [grouped(timed.code), account.name, goodFor]
  })
  return {
    json: { codes: codes.map(({ account, timed }) => timedJson(account, timed)), skipped: counted },
    text: table(['', t.list.name, ''], rows, world.out),
  }
}

function wantedAccounts(query: string | undefined, contents: Contents): StoredAccount[] {
  const accounts = activeAccounts(contents)
  if (query === undefined) return accounts
  const found = search(accounts, query)
  // Also an id, which no search looks at.
  return found.length > 0 ? found : [findActive(contents, query)]
}
