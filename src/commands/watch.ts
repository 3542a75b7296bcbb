// ukp watch: the codes of all accounts on the whole terminal, until somebody leaves. Reads the vault only.
import { UkpError } from '../errors.ts'
import type { Messages } from '../messages/choose.ts'
import { sentenceOf } from '../messages/sentence.ts'
import { codeAt, isTimeBased } from '../otp/code.ts'
import type { StoredAccount } from '../vault/contents.ts'
import { linesOf, type Size } from '../views/live/layout.ts'
import { liveTable, plainPicture } from '../views/live/table.ts'
import type { LiveScreen } from '../world/world.ts'
import { findActive, noAccounts } from './accounts/find.ts'
import type { Answer, CommandModule, Context } from './command.ts'
import { durationOrNever } from './option-values.ts'
import { afterEvent, beginning, fitted, locked, type Rules, type WatchState, withSearch } from './watch/state.ts'
import { type WatchedVault, watched } from './watch/vault.ts'

export interface WatchOptions {
  /** Milliseconds; Infinity: never. */
  readonly lockAfter?: number
}

const USUAL_LOCK_MS = 5 * 60_000
/** How often the time of the vault file is looked at. */
const LOOK_MS = 3000
/** How long nothing is done while it is locked; a key or another size of the terminal ends that. */
const LOCKED_MS = 600_000
/** How long something stands in the status line that nobody waits for. */
const NOTICE_MS = 10_000

export const watch: CommandModule = {
  declare(command, t, runner) {
    command
      .argument('[query]', t.help.arguments.query)
      .option('--lock-after <duration>', t.help.options.lockAfter, durationOrNever('--lock-after'))
      .action((query: string | undefined, options: WatchOptions) =>
        runner((context) => runWatch(query, options, context)),
      )
  },
}

type Words = Awaited<ReturnType<typeof watchWords>>

/** All that changes while it runs. */
interface Watch {
  /** null: locked, and nothing of it is kept. */
  open: WatchedVault | null
  state: WatchState<StoredAccount>
  /** Rows that the list has room for. */
  height: number
  /** When the file was looked at last, Unix time in milliseconds. */
  lookedMs: number
  /** The status line says that the file cannot be read. */
  stale: boolean
  readonly lockAfterMs: number
  readonly words: Words
}

/** Its own words, and those that other verbs say too. */
export async function watchWords({ watch, show, code, list }: Pick<Messages, 'watch' | 'show' | 'code' | 'list'>) {
  const { name, issuer, account, seconds } = show
  return { ...(await watch()), name, issuer, account, seconds, next: code.next, accounts: list.count }
}

export async function runWatch(query: string | undefined, options: WatchOptions, context: Context): Promise<Answer> {
  const { world, t, globals } = context
  if (globals.json) throw new UkpError('not-as-json', { instead: 'ukp code --all --json' })
  // Before anybody types a passphrase for nothing.
  if (!world.out.isTerminal) throw new UkpError('no-live-terminal', {})
  await world.demandLive()
  const words = await watchWords(t)
  const open = watched(await world.vault.open(), words)
  const filter = firstFilter(query, open)
  const { lockAfter = USUAL_LOCK_MS } = options
  const nowMs = world.clock.nowMs()
  const state = beginning(filter, open.search, nowMs)
  const all: Watch = { open, state, height: 1, lookedMs: nowMs, stale: false, lockAfterMs: lockAfter, words }
  while ((await world.live((screen) => shown(all, screen, context))) === 'unlock') await unlock(all, context)
  close(all)
  return { json: {}, text: '' }
}

/** @throws UkpError as `ukp code` does, when nothing is found */
function firstFilter(query: string | undefined, { vault, count, search }: WatchedVault): string {
  if (query === undefined && count === 0) throw noAccounts(vault.contents)
  if (query === undefined || search(query).length > 0) return query ?? ''
  // Also an id, which no search looks at.
  return findActive(vault.contents, query).name
}

/** Draws and does what is asked for, until somebody leaves or wants to unlock. @throws UkpError cancelled on Ctrl-C */
async function shown(all: Watch, screen: LiveScreen, context: Context): Promise<'leave' | 'unlock'> {
  const { clock } = context.world
  for (;;) {
    const size = screen.size()
    all.height = linesOf(size).list
    all.state = fitted(all.state, all)
    screen.draw(picture(all, screen.color, size, clock.nowMs()))
    // A millisecond more, as a timer may come a bit too early.
    const wait = all.open === null ? LOCKED_MS : 1001 - (clock.nowMs() % 1000)
    const event = await screen.next(wait)
    all.state = afterEvent(all.state, event, rulesOf(all, clock.nowMs()))
    const { wish } = all.state
    if (wish === 'leave' || wish === 'unlock') return wish
    if (wish === 'copy') await copy(all, context)
    if (all.state.locked === null) await lookAtFile(all, context)
    if (all.state.locked !== null) close(all)
  }
}

function rulesOf({ open, height, lockAfterMs }: Watch, nowMs: number): Rules<StoredAccount> {
  return { nowMs, height, lockAfterMs, search: open?.search ?? (() => []) }
}

function picture({ open, state, height, words }: Watch, color: boolean, size: Size, nowMs: number): string[] {
  const said = state.status?.text ?? ''
  if (open === null) {
    const why = state.locked === 'keys' ? words.keysChanged : words.locked
    return plainPicture([why, words.lockedKeys, ...(said === '' ? [] : ['', said])], size)
  }
  const { found, top, selected, filter, filtering } = state
  const rows = found.slice(top, top + height).map((account) => open.rowAt(account, nowMs))
  return liveTable(
    {
      ...{ rows, selected: selected - top, natural: open.natural, status: said },
      ...{ filter: filtering ? filter : null, found: found.length, all: open.count },
    },
    size,
    { words, color },
  )
}

/** Exactly the digits. What stands on the clipboard counts as handed out, for --fresh; what is only seen does not. */
async function copy(all: Watch, { world, t }: Context): Promise<void> {
  const { open, state, words } = all
  const account = state.found[state.selected]
  if (open === null || account === undefined) return
  if (!isTimeBased(account)) return notice(all, words.countedHow(account.name), Number.POSITIVE_INFINITY)
  const { code, step, remaining, expiresAtMs } = codeAt(account, world.clock.nowMs())
  try {
    await world.clipboard.copyFor(code, expiresAtMs)
  } catch (error) {
    if (!(error instanceof UkpError)) throw error
    return notice(all, (await sentenceOf(error, t)).message, Number.POSITIVE_INFINITY)
  }
  notice(all, words.copied(account.name, remaining), expiresAtMs)
  // Where nothing can be remembered, only --fresh minds, and says so itself.
  await world.handedOut.claim(open.vault.envelope.header.id, account, step).catch(() => false)
}

/** What another ukp has saved is read without a question; what cannot be read leaves the picture as it is. */
async function lookAtFile(all: Watch, { world, t }: Context): Promise<void> {
  const { open, words } = all
  const nowMs = world.clock.nowMs()
  if (open === null || Math.abs(nowMs - all.lookedMs) < LOOK_MS) return
  all.lookedMs = nowMs
  try {
    const { vault, suspect } = await world.vault.refreshed(open.vault)
    const stale = all.stale
    all.stale = false
    if (stale) all.state = { ...all.state, status: null }
    if (vault === open.vault) return
    all.open = watched(vault, words)
    all.state = withSearch(all.state, rulesOf(all, nowMs))
    notice(all, suspect ? words.suspect : words.changed, suspect ? Number.POSITIVE_INFINITY : nowMs + NOTICE_MS)
  } catch (error) {
    if (!(error instanceof UkpError)) throw error
    if (error.reason === 'keys-changed') all.state = locked(all.state, 'keys')
    else if (all.state.status === null) {
      all.stale = true
      notice(all, words.stale((await sentenceOf(error, t)).message), Number.POSITIVE_INFINITY)
    }
  }
}

function notice(all: Watch, text: string, untilMs: number): void {
  all.state = { ...all.state, status: { text, untilMs } }
}

/** What JavaScript can forget: the key is overwritten; texts are let go, and go when their memory is used again. */
function close(all: Watch): void {
  all.open?.vault.dataKey.fill(0)
  all.open = null
}

/** By the ways of every command. A wrong passphrase is told, and the picture stays locked. */
async function unlock(all: Watch, { world, t }: Context): Promise<void> {
  try {
    all.open = watched(await world.vault.open(), all.words)
    const nowMs = world.clock.nowMs()
    all.lookedMs = nowMs
    all.state = withSearch(all.state, rulesOf(all, nowMs))
  } catch (error) {
    if (!(error instanceof UkpError) || error.kind !== 'locked') throw error
    notice(all, (await sentenceOf(error, t)).message, Number.POSITIVE_INFINITY)
  }
}
