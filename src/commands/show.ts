// ukp show: everything about one account. The key and the deletion code only when they are asked for.
import { UkpError } from '../errors.ts'
import { dayText, momentCell } from '../messages/moment.ts'
import type { FormerSecret } from '../otp/account.ts'
import { expectsDeletionCode } from '../otp/deletion-code.ts'
import type { StoredAccount } from '../vault/contents.ts'
import { accountJson } from '../views/account-json.ts'
import { inFours } from '../views/in-fours.ts'
import { table } from '../views/table.ts'
import { chosenAccounts } from './accounts/chosen.ts'
import type { Answer, CommandModule, Context } from './command.ts'
import { several } from './option-values.ts'

export interface ShowOptions {
  readonly reveal?: boolean
  readonly qr?: boolean
  readonly uri?: boolean
  readonly tag?: readonly string[]
}

export const show: CommandModule = {
  declare(command, t, runner) {
    const { options } = t.help
    command
      .argument('[name...]', t.help.arguments.query)
      .option('--tag <tag>', options.tagChoice, several)
      .option('--reveal', options.reveal)
      .option('--qr', options.showQr)
      .option('--uri', options.uri)
      .action((names: string[], chosen: ShowOptions) => runner((context) => runShow(names, chosen, context)))
  },
}

export async function runShow(names: readonly string[], options: ShowOptions, context: Context): Promise<Answer> {
  const { world, t, globals } = context
  if (names.length === 0 && options.tag === undefined) throw new UkpError('missing-argument', { argument: '<name>' })
  const vault = await world.vault.open()
  const accounts = chosenAccounts(vault.contents, { names, tags: options.tag })
  const { phoneLink } = await import('./accounts/phone-link.ts')
  const shown = accounts.map((account) => ({ account, link: phoneLink(account) }))
  const each = shown.map(({ account, link }) => {
    const { secret, deletionCode, history } = account
    const revealed = options.reveal === true ? { secret, deletionCode, history } : {}
    const uri = options.uri === true ? { uri: link } : {}
    return { ...accountJson(account), source: account.source, ...revealed, ...uri }
  })
  const json = accounts.length === 1 ? { account: each[0] } : { accounts: each }
  const notes: string[] = []
  if (options.reveal === true && accounts.some(({ deletionCode }) => deletionCode !== null))
    notes.push(t.show.deletionCodeWarning)
  if (options.qr === true && !globals.json) {
    await drawEach(shown, options, context)
    return { json, text: '', notes }
  }
  const text = shown.map(({ account, link }) => (options.uri === true ? `${link}\n` : facts(account, options, context)))
  return { json, text: text.join(options.uri === true ? '' : '\n'), notes }
}

/** One QR code after the other; on a terminal the next one waits for Enter, so that a phone sees one at a time. */
async function drawEach(
  shown: readonly { readonly account: StoredAccount; readonly link: string }[],
  { uri }: ShowOptions,
  { world, t, say }: Context,
): Promise<void> {
  const { drawQr } = await import('../qr/draw/draw.ts')
  const { renderQr } = await import('../views/terminal-qr.ts')
  const pictures = shown.map(({ link }) => drawQr(link))
  const width = Math.max(...pictures.map(({ length }) => length))
  if (world.out.isTerminal && width > world.out.columns)
    throw new UkpError('window-narrow', { needed: width, columns: world.out.columns })
  const lines = Math.ceil(width / 2) + 1
  if (world.out.isTerminal && lines > world.out.rows)
    throw new UkpError('window-low', { needed: lines, lines: world.out.rows })
  // Before the first code: whoever leaves in between has read it.
  say(t.show.qrWarning)
  if (shown.some(({ account }) => account.type === 'steam')) say(t.show.qrSteam)
  if (shown.some(({ account }) => account.type === 'hotp')) say(t.show.qrCounted)
  const prompts = shown.length > 1 && world.out.isTerminal ? await world.prompts() : null
  for (const [i, { account, link }] of shown.entries()) {
    if (shown.length > 1) world.out.write(`${t.show.qrOf(account.name, i + 1, shown.length)}\n`)
    if (uri === true) world.out.write(`${link}\n`)
    world.out.write(`${renderQr(pictures[i] ?? [], { color: world.out.color })}\n`)
    if (i + 1 < shown.length) await prompts?.text(t.show.next)
  }
}

/** One fact a line; empty ones are left out. */
function facts(account: StoredAccount, { reveal }: ShowOptions, { world, t }: Context): string {
  const words = t.show
  const moments = { zone: world.clock, words: t.words }
  const deletionCode = deletionCodeText(account, { reveal: reveal === true, words })
  const step: [string, string] =
    account.type === 'hotp' ? [words.counter, String(account.counter)] : [words.period, words.seconds(account.period)]
  const earlierKey = ({ secret, deletionCode: code, replaced }: FormerSecret): [string, string][] => [
    [words.earlier(dayText(replaced, moments)), inFours(secret)],
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
    [words.created, momentCell(account.created, world.out, moments)],
    [words.modified, momentCell(account.modified, world.out, moments)],
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
