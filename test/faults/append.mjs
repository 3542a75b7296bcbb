// Appends lines to a file through the built store, as one of many processes, and says so only when it is done.
// node append.mjs <file> <name> <count>; environment: UKP_WAIT ms, UKP_DIE_AT the file call at which it kills itself, UKP_HOLD
// waits for a line on standard input inside build, UKP_FIXED predictable names, UKP_PAD bytes added to a line, UKP_KEEP
// generations.
import { randomBytes } from 'node:crypto'
import { writeSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { replaceWhole } from '../../build/store/commit.js'
import { realFiles } from '../../build/store/files.js'

const [file, name, count] = process.argv.slice(2)
const env = process.env
let draws = 0
const options = {
  files: realFiles(),
  random: (n) => (env.UKP_FIXED ? new Uint8Array(n).fill(++draws) : new Uint8Array(randomBytes(n))),
  clock: { nowMs: () => Date.now(), sleep: (ms) => new Promise((done) => setTimeout(done, ms)) },
  limit: 48 << 20,
  waitMs: Number(env.UKP_WAIT ?? 30_000),
  command: 'add',
  keep: Number(env.UKP_KEEP ?? 1),
}

/** The same calls; the nth from now kills this process. */
function fatalFiles(nth) {
  let calls = 0
  const step = () => {
    if (++calls === nth) process.kill(process.pid, 'SIGKILL')
  }
  const wrap = (object) =>
    Object.fromEntries(
      Object.entries(object).map(([key, call]) => [
        key,
        typeof call !== 'function'
          ? call
          : async (...rest) => {
              step()
              const result = await call(...rest)
              return key === 'open' ? wrap(result) : result
            },
      ]),
    )
  return wrap(realFiles())
}

async function held() {
  writeSync(1, 'holding\n')
  const lines = createInterface({ input: process.stdin })
  await new Promise((done) => lines.once('line', done))
  lines.close()
  process.stdin.pause()
}

for (let n = 0; n < Number(count); n++) {
  const line = `${name}.${n}${'.'.repeat(Number(env.UKP_PAD ?? 0))}`
  const files = env.UKP_DIE_AT ? fatalFiles(Number(env.UKP_DIE_AT)) : options.files
  const build = async (now) => {
    if (env.UKP_HOLD) await held()
    const text = new TextDecoder('utf-8', { fatal: true }).decode(now ?? new Uint8Array())
    if (text !== '' && !text.endsWith('\n')) throw new Error('torn')
    return new TextEncoder().encode(`${text}${line}\n`)
  }
  try {
    await replaceWhole(file, build, { ...options, files })
    writeSync(1, `ok ${line}\n`)
  } catch (error) {
    writeSync(1, `failed ${error.reason ?? error.stack} ${JSON.stringify(error.facts ?? null)}\n`)
    process.exitCode = 1
  }
}
