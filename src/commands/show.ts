// ukp show: everything about one account. The key and the deletion code only when they are asked for.
import type { FormerSecret } from '../otp/account.ts'
import { expectsDeletionCode } from '../otp/deletion-code.ts'
import type { StoredAccount } from '../vault/contents.ts'
import { accountJson } from '../views/account-json.ts'
import { table } from '../views/table.ts'
import type { Answer, CommandModule, Context } from './command.ts'
import { findActive } from './find-account.ts'

export interface ShowOptions {
  readonly reveal?: boolean
  readonly qr?: boolean
  readonly uri?: boolean
}

export const show: CommandModule = {
  declare(command, t, runner) {
    const { options } = t.help
    command
      .argument('<name>', t.help.arguments.query)
      .option('--reveal', options.reveal)
      .option('--qr', options.showQr)
      .option('--uri', options.uri)
      .action((name: string, chosen: ShowOptions) => runner((context) => runShow(name, chosen, context)))
  },
}

export async function runShow(name: string, options: ShowOptions, context: Context): Promise<Answer> {
  const { world, t, globals } = context
  const vault = await world.vault.open()
  const account = findActive(vault.contents, name)
  const { formatOtpauthUri } = await import('../otp/otpauth-uri.ts')
  const revealed =
    options.reveal === true
      ? { secret: account.secret, deletionCode: account.deletionCode, history: account.history }
      : {}
  const link = formatOtpauthUri(labelled(account))
  const uri = options.uri === true ? { uri: link } : {}
  const json = { account: { ...accountJson(account), source: account.source, ...revealed, ...uri } }
  const parts: string[] = []
  const notes: string[] = []
  if (options.qr !== true && options.uri !== true) parts.push(facts(account, options, context))
  if (options.reveal === true && account.deletionCode !== null) notes.push(t.show.deletionCodeWarning)
  if (options.uri === true) parts.push(`${link}\n`)
  if (options.qr === true && !globals.json) {
    const { drawQr } = await import('../qr/draw.ts')
    const { renderQr } = await import('../views/terminal-qr.ts')
    parts.push(`${renderQr(drawQr(link), { color: world.out.color })}\n`)
    notes.push(t.show.qrWarning)
  }
  return { json, text: parts.join(''), notes }
}

/** A phone has to show some name: the account's own, where the source gave neither issuer nor user name. */
function labelled(account: StoredAccount): StoredAccount {
  return account.issuer === '' && account.account === '' ? { ...account, account: account.name } : account
}

/** One fact a line; empty ones are left out. */
function facts(account: StoredAccount, { reveal }: ShowOptions, { world, t }: Context): string {
  const words = t.show
  const deletionCode = deletionCodeText(account, { reveal: reveal === true, words })
  const step: [string, string] =
    account.type === 'hotp' ? [words.counter, String(account.counter)] : [words.period, words.seconds(account.period)]
  const earlierKey = ({ secret, deletionCode: code, replaced }: FormerSecret): [string, string][] => [
    [words.earlier(replaced.slice(0, 10)), inFours(secret)],
    ...(code === null ? [] : ([[words.earlierDeletionCode, code]] as [string, string][])),
  ]
  const rows: [string, string][] = [
    [words.name, account.name],
    [words.issuer, account.issuer],
    [words.account, account.account],
    [words.type, account.type],
    [words.algorithm, account.algorithm],
    [words.digits, String(account.digits)],
    step,
    [words.tags, account.tags.join(', ')],
    [words.note, account.note],
    [words.deletionCode, deletionCode],
    [words.secret, reveal === true ? inFours(account.secret) : words.hidden],
    [words.history, account.history.length === 0 ? '' : String(account.history.length)],
    ...(reveal === true ? account.history.flatMap(earlierKey) : []),
    [words.created, account.created],
    [words.modified, account.modified],
    [words.source, account.source],
    [words.id, account.id],
  ]
  const shown = rows.filter(([, value]) => value !== '')
  if (!world.out.isTerminal) return table(['', ''], shown, world.out)
  return table([words.name, account.name], shown.slice(1), { ...world.out, isTerminal: true, color: world.out.color })
}

/** Empty, and so left out, where none is to be expected. */
function deletionCodeText(
  account: StoredAccount,
  { reveal, words }: { reveal: boolean; words: Context['t']['show'] },
): string {
  if (account.deletionCode !== null) return reveal ? account.deletionCode : words.stored
  return expectsDeletionCode(account) ? words.missing : ''
}

/** Groups of four are what a person can compare with a screen. */
function inFours(secret: string): string {
  return secret.match(/.{1,4}/g)?.join(' ') ?? secret
}
