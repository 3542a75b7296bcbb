// ukp unlock: opens the vault once and leaves its data key with a session, so that the next commands neither ask nor derive.
import { UkpError } from '../errors.ts'
import { argument } from '../messages/say.ts'
import type { Answer, CommandModule, Context } from './command.ts'
import { duration } from './option-values.ts'

export interface UnlockOptions {
  /** Milliseconds. */
  readonly for?: number
  readonly untilLogout?: boolean
}

const USUAL_MS = 15 * 60_000

export const unlock: CommandModule = {
  declare(command, t, runner) {
    command
      .option('--for <duration>', t.help.options.for, duration)
      .option('--until-logout', t.help.options.untilLogout)
      .action((options: UnlockOptions) => runner((context) => runUnlock(options, context)))
  },
}

export async function runUnlock(options: UnlockOptions, { world, t, globals }: Context): Promise<Answer> {
  if (options.for !== undefined && options.untilLogout === true) {
    throw new UkpError('conflicting-options', { first: '--for', second: '--until-logout' })
  }
  const forMs = options.untilLogout === true ? null : (options.for ?? USUAL_MS)
  const sessions = await world.sessions()
  const endsWith = await sessions.demand({ timed: forMs !== null })
  const { vault } = await world.vault.openWithWay()
  const nowMs = world.clock.nowMs()
  const untilMs = forMs === null ? null : nowMs + forMs
  await sessions.start(vault.envelope.header.id, vault.dataKey, { forMs, untilMs })
  const lock = globals.vault === undefined ? 'ukp lock' : `ukp lock --vault ${argument(globals.vault)}`
  if (untilMs === null) {
    const note = endsWith === 'logout' ? t.session.untilLogout(lock) : t.session.untilTerminal(lock)
    return { json: { until: null }, text: '', notes: [note] }
  }
  return {
    json: { until: new Date(untilMs).toISOString() },
    text: '',
    notes: [t.session.until(localTime(untilMs, nowMs), lock)],
  }
}

/** "14:05:30" of the computer's own time zone; with the day before it when that is not the day of `nowMs`. */
function localTime(ms: number, nowMs: number): string {
  const two = (part: number): string => String(part).padStart(2, '0')
  const dayOf = (at: Date): string => `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`
  const at = new Date(ms)
  const time = [at.getHours(), at.getMinutes(), at.getSeconds()].map(two).join(':')
  return dayOf(at) === dayOf(new Date(nowMs)) ? time : `${dayOf(at)} ${time}`
}
