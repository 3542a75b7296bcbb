// Loaded into the real program before it starts (NODE_OPTIONS=--import): what no state of the disk brings about.
//   UKP_TEST_INTERRUPT  set: Ctrl-C at the moment of the first word that is written
//   UKP_TEST_KEYRING    a file that is the keyring, in place of the process that asks the system's
//   UKP_TEST_WHEN       "<call> <pattern>": after the first such call on a path that matches …
//   UKP_TEST_COPY       … this file is written over UKP_TEST_OVER; where that is not given, over the path itself
import childProcess from 'node:child_process'
import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { resolve } from 'node:path'

const { UKP_TEST_INTERRUPT, UKP_TEST_KEYRING, UKP_TEST_WHEN = '', UKP_TEST_COPY, UKP_TEST_OVER } = process.env

if (UKP_TEST_INTERRUPT) {
  fs.writeSync = () => {
    process.kill(process.pid, 'SIGINT')
    return 0
  }
}

/** What the process for the keyring does, with a file for the keyring; what it is told and answers is the same. */
const KEYRING = `
const fs = require('node:fs')
const [, file, act] = process.argv
const done = (bytes) => process.stdout.write(Buffer.concat([Buffer.from('done\\n'), bytes]), () => process.exit())
if (act === 'store') process.stdin.once('data', (key) => done((fs.writeFileSync(file, key), Buffer.alloc(0))))
else done(act === 'load' ? fs.readFileSync(file) : Buffer.alloc(0))
`

if (UKP_TEST_KEYRING) {
  const { execFile } = childProcess
  childProcess.execFile = (program, args, ...rest) => {
    const ours = args[0].includes('keyring-process')
    return execFile(program, ours ? ['-e', KEYRING, resolve(UKP_TEST_KEYRING), ...args.slice(1)] : args, ...rest)
  }
}

const [wanted, pattern] = UKP_TEST_WHEN.split(' ')
if (pattern) {
  const call = fs[`${wanted}Sync`]
  let done = false
  fs[`${wanted}Sync`] = (...rest) => {
    const result = call(...rest)
    const path = rest.slice(0, 2).find((one) => typeof one === 'string' && new RegExp(pattern).test(one))
    if (path !== undefined && !done) {
      done = true
      fs.writeFileSync(UKP_TEST_OVER ?? path, fs.readFileSync(UKP_TEST_COPY))
    }
    return result
  }
}
syncBuiltinESMExports()
