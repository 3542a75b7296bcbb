// Processor time and wall time of whole programs, side by side: one round runs each program once, so that whatever else the
// machine does hits them all alike. Only what stands in one run can be compared.
import { spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

/** A Python with the standard library: it can ask the system what a child used, and Node cannot. */
const PYTHON = ['/usr/bin/python3', '/usr/local/bin/python3'].find((file) => existsSync(file)) ?? 'python3'
/** Where Linux tells of processes. */
const HAS_PROC = existsSync('/proc/self/environ')
const METER = fileURLToPath(new URL('meter.py', import.meta.url))

export class Meter {
  #python
  #folder
  #waiting = null
  #stopped = false

  /** @param folder for what the programs print */
  constructor(folder) {
    this.#folder = folder
    // Of a session of its own: Ctrl-C is for the bench, which then stops this one.
    this.#python = spawn(PYTHON, [METER], { stdio: ['pipe', 'pipe', 'inherit'], detached: true })
    createInterface({ input: this.#python.stdout }).on('line', (line) => this.#waiting?.resolve(JSON.parse(line)))
    const fail = (why) => {
      this.#stopped = true
      this.#waiting?.reject(new Error(`bench/meter.py: ${why}`))
    }
    this.#python.on('error', (error) => fail(error.message))
    this.#python.on('exit', () => fail('it ended'))
    this.#python.stdin.on('error', () => undefined)
  }

  /** Runs a program to its end. @throws when it cannot be started */
  async run({ argv, env, stdin = '/dev/null' }) {
    if (this.#stopped) throw new Error('bench/meter.py: it ended')
    const [stdout, stderr] = [join(this.#folder, 'stdout'), join(this.#folder, 'stderr')]
    const answer = await new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject }
      this.#python.stdin.write(`${JSON.stringify({ argv, env, stdin, stdout, stderr })}\n`)
    })
    if (answer.error !== undefined) throw new Error(`${argv[0]}: ${answer.error}`)
    return { ...answer, stdout: readFileSync(stdout, 'utf8'), stderr: readFileSync(stderr, 'utf8') }
  }

  /** Like run. @throws also when it does not end with 0 */
  async mustRun(program) {
    const ran = await this.run(program)
    if (ran.exit !== 0) throw new Error(`${wordsOf(program.argv)} ended with ${ran.exit}: ${ran.stderr.trim()}`)
    return ran
  }

  stop() {
    this.#python.kill('SIGTERM')
  }
}

function wordsOf(argv) {
  const words = argv.map((word) => word.split('/').at(-1)).join(' ')
  return words.length > 80 ? `${words.slice(0, 80)}…` : words
}

/**
 * Rounds of all these programs; the first is what the others are compared with.
 * @param rows name, argv, env, stdin; `before` is done before each run and not measured; `expect` is a pattern of what it
 *   prints; `agents` is the folder whose left-running processes work for it, and are measured too
 * @returns for each row medians: cpu and wall in ms, their ratios to the first row's of the same round, `beside`: ms of the
 *   agents, a mean; and all rounds
 */
export async function compare(meter, rows, rounds) {
  for (const row of rows) await runOnce(meter, row)
  const runs = rows.map(() => [])
  const agentsBefore = rows.map(agentsMs)
  for (let round = 0; round < rounds; round++) {
    // Each begins in turn: what comes after a costly program pays a little for it.
    for (let i = 0; i < rows.length; i++) {
      const at = (i + round) % rows.length
      runs[at].push(await runOnce(meter, rows[at]))
    }
  }
  const ratios = (i, of) => runs[i].map((run, round) => run[of] / runs[0][round][of])
  return rows.map((row, i) => ({
    name: row.name,
    cpu: median(runs[i].map(({ cpu }) => cpu)),
    ratio: median(ratios(i, 'cpu')),
    wall: median(runs[i].map(({ wall }) => wall)),
    wallRatio: median(ratios(i, 'wall')),
    beside: row.agents === undefined || !HAS_PROC ? null : (agentsMs(row) - agentsBefore[i]) / rounds,
    rounds: runs[i].map(({ cpu, wall }) => ({ cpu, wall })),
  }))
}

async function runOnce(meter, row) {
  row.before?.()
  const ran = await meter.mustRun(row)
  if (row.expect !== undefined && !row.expect.test(ran.stdout))
    throw new Error(`${row.name} prints what was not expected: ${JSON.stringify(ran.stdout.slice(0, 200))}`)
  return ran
}

/** Processor time of what was left running for a row; the system counts it in hundredths of a second. */
function agentsMs({ agents }) {
  if (agents === undefined) return 0
  const ticks = processesOf(agents).map((pid) => {
    const fields = readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ').at(-1)?.split(' ') ?? []
    return Number(fields[11]) + Number(fields[12])
  })
  return 10 * ticks.reduce((sum, one) => sum + one, 0)
}

/** The processes that were started with a home in this folder; none where there is no Linux to tell. */
export function processesOf(folder) {
  if (!HAS_PROC) return []
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  return pids.map(Number).filter((pid) => {
    try {
      return readFileSync(`/proc/${pid}/environ`, 'latin1').includes(`${folder}/`)
    } catch {
      return false
    }
  })
}

/** Of nothing: 0. */
export function median(numbers) {
  if (numbers.length === 0) return 0
  const sorted = [...numbers].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

/** The first column to the left, the others to the right. */
export function tableOf(head, rows) {
  const table = [head, ...rows].map((row) => row.map(String))
  const widths = head.map((_, i) => Math.max(...table.map((row) => row[i].length)))
  const line = (row) => row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i]))).join('  ')
  return table.map((row) => line(row).trimEnd()).join('\n')
}

export function costTable(results) {
  const agents = results.some(({ beside }) => beside !== null)
  const head = ['', 'CPU ms', '× node', 'wall ms', '× node', ...(agents ? ['CPU ms of its agent'] : [])]
  return tableOf(
    head,
    results.map(({ name, cpu, ratio, wall, wallRatio, beside }) => [
      ...[name, cpu.toFixed(1), ratio.toFixed(2), wall.toFixed(1), wallRatio.toFixed(2)],
      ...(agents ? [beside === null ? '' : beside.toFixed(1)] : []),
    ]),
  )
}
