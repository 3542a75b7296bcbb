// What doctor finds of the clock: what the system says, what was saved after the time that it shows, what a server says.
import { UkpError } from '../../errors.ts'
import { type ClockSystem, clockState, type Finding, finding } from '../../findings.ts'
import { allAccounts } from '../../vault/contents.ts'
import type { OpenVault } from '../../vault/vault.ts'
import type { ClockSigns, FileTime } from '../../world/world.ts'
import type { Context } from '../command.ts'

/** A server that was named, or true: the usual one. */
export type TimeServer = { readonly host: string; readonly port: number } | true

const USUAL = { host: 'pool.ntp.org', port: 123 } as const

/** Clocks of file servers and other computers may be a little ahead. */
const AHEAD_MS = 120_000

/** host, host:port, an address, [IPv6]:port. @throws UkpError invalid-value */
export function timeServer(text: string): TimeServer {
  const bare = /^[0-9a-f:]*:[0-9a-f:.]*:[0-9a-f:.]*(?:%\w+)?$/i.test(text) ? [text, text] : null
  const found =
    bare ?? /^\[([0-9a-f:.]+(?:%\w+)?)\](?::(\d{1,5}))?$/i.exec(text) ?? /^([\w.-]+)(?::(\d{1,5}))?$/.exec(text)
  const [host, port] = [found?.[1], Number(found?.[2] ?? USUAL.port)]
  if (host === undefined || host.startsWith('-') || port < 1 || port > 65_535) {
    throw new UkpError('invalid-value', {
      option: '--time-server',
      allowed: 'pool.ntp.org, 192.0.2.1:123, [2001:db8::1]:123',
    })
  }
  return { host, port }
}

export async function clockFindings(
  server: TimeServer | undefined,
  vault: OpenVault | null,
  { world }: Context,
): Promise<Finding[]> {
  const checkup = await world.checkup()
  const [signs, times] = await Promise.all([checkup.clockSigns(), checkup.fileTimes()])
  const system = systemOf(world.platform, signs)
  const asked = server === undefined ? [] : await serverFindings(server, system, { world })
  const measured = asked.some(({ id }) => id === 'clock-offset')
  const behind = behindFinding([...times, ...timesIn(vault, world.vault.file)], world.clock.nowMs(), system)
  return [...asked, ...(behind === null ? [] : [behind]), ...signFindings(signs, system, measured)]
}

async function serverFindings(
  server: TimeServer,
  system: ClockSystem,
  { world }: Pick<Context, 'world'>,
): Promise<Finding[]> {
  const { host, port } = server === true ? USUAL : server
  const name = port === USUAL.port ? host : host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`
  const answer = await (await world.checkup()).askTimeServer(host, port)
  if ('failed' in answer) {
    return [finding('time-server-failed', { server: name, reason: answer.failed, code: answer.code })]
  }
  const seconds = Math.round(answer.offsetMs / 10) / 100
  const delayMs = Math.round(answer.delayMs * 10) / 10
  const facts = { seconds, server: name, samples: answer.samples, delayMs, system }
  return [finding('clock-offset', facts, clockState(seconds))]
}

/** Where a server said how it is, that nobody else says is nothing to tell. */
function signFindings({ synchronised, by }: ClockSigns, system: ClockSystem, measured: boolean): Finding[] {
  if (synchronised === null || by === null) return measured ? [] : [finding('clock-unknown', { system })]
  return [synchronised ? finding('clock-synchronised', { by }) : finding('clock-unsynchronised', { by, system })]
}

function systemOf(platform: NodeJS.Platform, { systemd }: ClockSigns): ClockSystem {
  if (platform === 'win32') return 'windows'
  return platform === 'darwin' ? 'macos' : systemd ? 'systemd' : 'other'
}

function behindFinding(times: readonly FileTime[], nowMs: number, system: ClockSystem): Finding | null {
  const newest = times.reduce<FileTime | null>((one, two) => (one !== null && one.ms >= two.ms ? one : two), null)
  if (newest === null || newest.ms - nowMs < AHEAD_MS) return null
  const seconds = Math.round((newest.ms - nowMs) / 1000)
  return finding('clock-behind', { seconds, newest: new Date(newest.ms).toISOString(), file: newest.file, system })
}

/** What stands inside the vault was written by the clock of the computer that saved it. */
function timesIn(vault: OpenVault | null, file: string): FileTime[] {
  if (vault === null) return []
  const { contents } = vault
  const times = [
    contents.vault.created,
    contents.vault.rekeyed,
    ...allAccounts(contents).map(({ modified }) => modified),
  ]
  return times.map((time) => ({ file, ms: Date.parse(time ?? '') })).filter(({ ms }) => Number.isFinite(ms))
}
