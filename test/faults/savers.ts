// Starts saver.mjs and reads what it says.
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { VaultHome } from '../cases/home.ts'

const PROGRAM = fileURLToPath(new URL('saver.mjs', import.meta.url))

export interface Saved {
  /** Names that were acknowledged, with the number of the save. */
  readonly done: readonly { name: string; generation: number }[]
  /** 'reason {facts}' of each refusal, and what else went wrong. */
  readonly failed: readonly string[]
  /** What a person was told meanwhile. */
  readonly said: readonly string[]
  readonly signal: string | null
}

/** One process that saves so many accounts; deaths are "save:call". */
export function saves(home: VaultHome, name: string, count: number, deaths: readonly string[] = []): Promise<Saved> {
  const child = spawn(process.execPath, [PROGRAM, home.vault, name, String(count), ...deaths], {
    env: { ...home.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let [output, errors] = ['', '']
  child.stdout.on('data', (data) => {
    output += data
  })
  child.stderr.on('data', (data) => {
    errors += data
  })
  return new Promise((done) => {
    child.once('close', (code, signal) => {
      const lines = output.split('\n')
      const after = (word: string): string[] =>
        lines.filter((line) => line.startsWith(word)).map((line) => line.slice(word.length))
      const acknowledged = after('ok ').map((line) => {
        const [saved = '', generation] = line.split(' ')
        return { name: saved, generation: Number(generation) }
      })
      const failed = [...after('failed '), ...(errors === '' ? [] : [errors])]
      done({
        done: acknowledged,
        failed: code === 0 || signal ? failed : [...failed, `exit ${code}`],
        said: after('said '),
        signal,
      })
    })
  })
}
