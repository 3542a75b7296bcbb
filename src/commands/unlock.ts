// ukp unlock: opens the vault once and leaves its data key with a session, so that the next commands neither ask nor derive.
import { UkpError } from '../errors.ts'
import { timeText } from '../messages/moment.ts'
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

export async function runUnlock(options: UnlockOptions, { world, t }: Context): Promise<Answer> {
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
  if (untilMs === null) {
    const note = endsWith === 'logout' ? t.session.untilLogout : t.session.untilTerminal
    return { json: { until: null }, text: '', notes: [note] }
  }
  return {
    json: { until: new Date(untilMs).toISOString() },
    text: '',
    notes: [t.session.until(timeText(untilMs, nowMs, { zone: world.clock, words: t.words }))],
  }
}
