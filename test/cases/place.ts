// A throw-away home in which every vault file has a folder and a memory of its own; and what one run of ukp costs.
import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll } from 'vitest'
import { BIN, dropHome, newHome, type Ran } from '../kit/ukp.ts'

export const home = newHome()
afterAll(() => dropHome(home))

let places = 0
/** A file of mode 0600 in a folder of its own. */
export function placed(content: Uint8Array | string, name = 'vault.ukp'): string {
  const folder = join(home.folder, `place-${++places}`)
  mkdirSync(folder)
  writeFileSync(join(folder, name), content, { mode: 0o600 })
  return join(folder, name)
}

/** What ukp remembers of a vault is kept apart for each file. */
export const stateOf = (file: string): Record<string, string> => ({ XDG_STATE_HOME: `${dirname(file)}-state` })

export interface Measured extends Ran {
  readonly cpuMs: number
  readonly peakMiB: number
  readonly wallMs: number
}

/** Writes down at the end what the process cost. */
const AT_EXIT =
  "import{writeSync}from'node:fs';process.on('exit',()=>writeSync(3,JSON.stringify(process.resourceUsage())))"

export function measured(args: readonly string[], env: Readonly<Record<string, string>> = {}): Measured {
  const start = performance.now()
  const hook = `data:text/javascript,${encodeURIComponent(AT_EXIT)}`
  const ran = spawnSync('setsid', ['--wait', process.execPath, '--import', hook, BIN, ...args], {
    env: { ...home.env, ...env },
    cwd: home.folder,
    stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
    timeout: 60_000,
  })
  const wallMs = performance.now() - start
  const usage = JSON.parse(String(ran.output[3])) as NodeJS.ResourceUsage
  return {
    ...{ exit: ran.status, stdout: String(ran.stdout), stderr: String(ran.stderr), wallMs },
    cpuMs: (usage.userCPUTime + usage.systemCPUTime) / 1000,
    peakMiB: usage.maxRSS / 1024,
  }
}
