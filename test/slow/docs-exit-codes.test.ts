// The exit codes on the pages of the commands are those of the program, both ways: in every state that any command can
// meet it ends as its page says, and every code of a page is evoked by a run. About 700 runs of the real program.
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { VaultHome } from '../cases/home.ts'
import { type End, endOf, joinedEnv } from '../kit/exits/ending.ts'
import { fullHome, LINES, type Line } from '../kit/exits/lines.ts'
import { documented } from '../kit/exits/pages.ts'
import { RUNS, type Run } from '../kit/exits/runs.ts'
import { SCENARIOS, type Scenario } from '../kit/exits/scenarios.ts'
import { endSessions } from '../kit/sessions.ts'
import { dropHome, PYTHON, play, type Step } from '../kit/ukp.ts'

/** A time server whose clock is a minute ahead (RFC 4330, 4). */
const server = createSocket('udp4')
beforeAll(async () => {
  server.on('message', (request, { port, address }) => {
    const reply = Buffer.alloc(48)
    // Version 4, a server; not far from a clock.
    reply.set([0x24, 2])
    request.copy(reply, 24, 40, 48)
    for (const at of [32, 40]) reply.writeUInt32BE(Math.round(Date.now() / 1000) + 60 + 2_208_988_800, at)
    server.send(reply, port, address)
  })
  server.bind(0, '127.0.0.1')
  await once(server, 'listening')
})
afterAll(() => void server.close())

interface Tried extends End {
  readonly what: string
}

async function inHome(what: string, work: (home: VaultHome) => Promise<End>): Promise<Tried> {
  const home = await fullHome()
  try {
    return { what, ...(await work(home)) }
  } finally {
    endSessions(home)
    dropHome(home)
  }
}

function played(
  home: VaultHome,
  args: readonly string[],
  steps: readonly Step[],
  env: Record<string, string> = {},
): End {
  const { exit, stderr, screen, missing } = play(home, args, steps, { env })
  if (exit === null) throw new Error(`ukp ${args.join(' ')}: ${missing} is missing: ${stderr} ${screen}`)
  return { code: exit < 0 ? 128 - exit : exit, said: `${stderr}${screen}` }
}

function inScenario(line: Line, { name, before, args = (words) => words, way, steps }: Scenario): Promise<Tried> {
  return inHome(name, async (home) => {
    await before?.(home)
    const words = args(line.args(home))
    const asked = way?.(home) ?? {}
    const given = { stdin: line.stdin ?? '', ...asked, env: joinedEnv(line.env ?? {}, asked.env ?? {}) }
    if (line.steps === undefined || steps === '') return await endOf(home, words, given)
    return played(home, words, steps === undefined ? line.steps : stepsOf(line.steps, steps), given.env)
  })
}

/** What is given on standard input stays. */
function stepsOf(own: readonly Step[], steps: readonly Step[]): Step[] {
  const [window, ...rest] = steps
  return [...(window === undefined ? [] : [window]), ...own.filter((step) => 'stdin' in step), ...rest]
}

function inRun({ line, before, way, steps }: Run): Promise<Tried> {
  return inHome(`ukp ${line}`, async (home) => {
    await before?.(home)
    const given = way?.(home) ?? {}
    const words = line.replace('PORT', String(server.address().port)).split(' ')
    return steps === undefined ? await endOf(home, words, given) : played(home, words, steps, { ...given.env })
  })
}

const sorted = (codes: Iterable<number>): number[] => [...new Set(codes)].sort((a, b) => a - b)
const COMMANDS = [...new Set(LINES.map(({ command }) => command))]

describe.skipIf(PYTHON === null)('the exit codes of', () => {
  it.concurrent.each(COMMANDS)('ukp %s are those of its page', async (command) => {
    const own = documented(command)
    const tried: Tried[] = []
    for (const line of LINES.filter((one) => one.command === command)) {
      for (const scenario of SCENARIOS.filter(({ skips }) => skips?.(line) !== true)) {
        tried.push(await inScenario(line, scenario))
      }
    }
    for (const run of RUNS.filter((one) => one.command === command)) {
      const one = await inRun(run)
      expect(one.code, `${one.what}: ${one.said}`).toBe(run.code)
      tried.push(one)
    }
    expect(tried.filter(({ code }) => !own.has(code))).toEqual([])
    expect(sorted(tried.map(({ code }) => code))).toEqual(sorted(own))
  })
})
