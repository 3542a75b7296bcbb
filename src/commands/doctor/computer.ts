// What doctor finds of this computer: clipboard, keyring, sessions, terminal, Node, and how fast ukp can be here.
import { type Finding, finding } from '../../findings.ts'
import type { Checkup, Computer, TextSink } from '../../world/world.ts'
import type { Context } from '../command.ts'

/** As package.json wants it. */
const NEEDED = '20.19.0'
/** When its makers end the support of a Node: nodejs/Release, schedule.json. */
const SUPPORTED_UNTIL: Readonly<Record<number, string>> = {
  20: '2026-04-30',
  21: '2024-06-01',
  22: '2027-04-30',
  23: '2025-06-01',
  24: '2028-04-30',
  25: '2026-06-01',
  26: '2029-04-30',
}
const USUAL_WINDOW = { columns: 80, rows: 24 } as const

export async function computerFindings({ world }: Context): Promise<Finding[]> {
  const checkup = await world.checkup()
  const [clipboard, keyring, session, native, computer] = await Promise.all([
    clipboardFinding(world.clipboard),
    keyringFinding(checkup),
    sessionFinding(checkup),
    checkup.derivation(),
    checkup.computer(),
  ])
  return [
    clipboard,
    keyring,
    session,
    native === null ? finding('derivation-slow', {}) : finding('derivation-native', { by: native }),
    ...terminalFindings(world.out, computer),
    nodeFinding(computer.node, world.clock.nowMs()),
    computer.compiled === 'kept' ? finding('start-fast', {}) : finding('start-slow', { reason: computer.compiled }),
  ]
}

async function clipboardFinding(clipboard: Context['world']['clipboard']): Promise<Finding> {
  const { way, sensitive, missing } = await clipboard.describe()
  if (way === 'none') return finding('clipboard-none', { missing })
  return sensitive ? finding('clipboard', { way }) : finding('clipboard-open', { way, missing })
}

async function keyringFinding(checkup: Checkup): Promise<Finding> {
  const state = await checkup.keyring()
  if (state === 'there') return finding('keyring', {})
  return state === 'locked' ? finding('keyring-locked', {}) : finding('keyring-none', { reason: state })
}

async function sessionFinding(checkup: Checkup): Promise<Finding> {
  const { is, folder } = await checkup.session()
  return is === 'there' ? finding('session', {}) : finding('session-none', { reason: is, folder })
}

function terminalFindings({ isTerminal, columns, rows, color }: TextSink, computer: Computer): Finding[] {
  const encoding = computer.utf8 ? [] : [finding('terminal-encoding', { locale: computer.locale })]
  if (!isTerminal) return [finding('terminal-none', {}), ...encoding]
  const small = columns < USUAL_WINDOW.columns || rows < USUAL_WINDOW.rows
  return [
    small ? finding('terminal-narrow', { columns, rows }) : finding('terminal', { columns, rows, color }),
    ...(computer.dumb ? [finding('terminal-dumb', {})] : []),
    ...encoding,
  ]
}

export function nodeFinding(version: string, nowMs: number): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const [oldest = 0, oldestMinor = 0] = NEEDED.split('.').map(Number)
  if (major < oldest || (major === oldest && minor < oldestMinor)) {
    return finding('node-unsupported', { version, needed: NEEDED })
  }
  const until = SUPPORTED_UNTIL[major] ?? null
  // To the end of that day.
  const ended = until !== null && nowMs >= Date.parse(until) + 86_400_000
  return ended ? finding('node-ended', { version, until }) : finding('node', { version, until })
}
