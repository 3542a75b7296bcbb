// Loaded into the real program before it starts (NODE_OPTIONS=--import): another clock, a stop, a death or a failure at
// one of its file calls, and what the process has used when it ends. Environment:
//   UKP_TEST_NOW    Unix ms at which the clock of the process begins
//   UKP_TEST_AT     "<call> <pattern>": the first such call on a path that matches; UKP_TEST_DO says what happens there
//   UKP_TEST_DO     STOP, KILL, or the code of an error
//   UKP_TEST_IN     a folder; with it, dieAt() can be called
//   UKP_TEST_FIXED  set: no randomness, so that the names of temporary files are known
//   UKP_TEST_USAGE  file that gets { cpuMs, maxRssMiB } at the end
import crypto from 'node:crypto'
import fs, { writeFileSync } from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'

const env = process.env

if (env.UKP_TEST_NOW) {
  const real = Date.now
  const ahead = Number(env.UKP_TEST_NOW) - real()
  Date.now = () => real() + ahead
}

const [wanted, pattern] = (env.UKP_TEST_AT ?? '').split(' ')
const matching = pattern ? new RegExp(pattern) : null
const folder = env.UKP_TEST_IN ?? ''
let left = 0
let inside = false
let done = false

/** The process kills itself at a call on UKP_TEST_IN: the nth after it has got the next lock. 0: never. */
export function dieAt(nth) {
  left = nth
  inside = false
}

function step(name, path) {
  // Looking at what others have left there is as long as there are others.
  const swept = name === 'lstat' && /\.(lock\.|tmp-)/.test(path)
  if (inside && left > 0 && !swept && path.startsWith(folder) && --left === 0) process.kill(process.pid, 'SIGKILL')
  if (done || matching === null || name !== wanted || !matching.test(path)) return
  done = true
  const what = env.UKP_TEST_DO ?? 'STOP'
  if (what === 'STOP' || what === 'KILL') process.kill(process.pid, `SIG${what}`)
  else throw Object.assign(new Error(what), { code: what })
}

/** The path of every file that is open. */
const paths = new Map()

if (wanted || folder) {
  for (const name of ['open', 'lstat', 'readdir', 'mkdir', 'rmdir', 'link', 'rename', 'unlink', 'chmod']) {
    const call = fs[`${name}Sync`]
    fs[`${name}Sync`] = (...rest) => {
      step(name, String(rest[0]))
      const result = call(...rest)
      if (name === 'link' && String(rest[1]).endsWith('.lock')) inside = true
      if (name === 'open') paths.set(result, String(rest[0]))
      return result
    }
  }
  const ofOpenFiles = { read: 'read', write: 'write', sync: 'fsync', stat: 'fstat', chmod: 'fchmod', close: 'close' }
  for (const [name, own] of Object.entries(ofOpenFiles)) {
    const call = fs[`${own}Sync`]
    fs[`${own}Sync`] = (fd, ...rest) => {
      const path = paths.get(fd)
      if (path !== undefined) step(name, path)
      if (name === 'close') paths.delete(fd)
      return call(fd, ...rest)
    }
  }
  syncBuiltinESMExports()
}

if (env.UKP_TEST_FIXED) {
  let draws = 0
  crypto.randomBytes = (length) => Buffer.alloc(length, ++draws)
  syncBuiltinESMExports()
}

if (env.UKP_TEST_USAGE) {
  process.on('exit', () => {
    const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage()
    const usage = { cpuMs: (userCPUTime + systemCPUTime) / 1000, maxRssMiB: maxRSS / 1024 }
    writeFileSync(env.UKP_TEST_USAGE, JSON.stringify(usage))
  })
}
