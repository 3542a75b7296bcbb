// The other programs, each with the same accounts as ukp: rows to measure, or a sentence why there is none.
import { accessSync, constants, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { KDF_STANDARD } from '../build/vault/limits.js'
import { kdbxOf, keepassXml } from './kdbx.mjs'
import { keyNumber, linkNumber, nameNumber, PASSPHRASE } from './place.mjs'

export const CODE = /^\d{6}\n$/

/** Whoever finds one of these here can add a row for it. */
const OTHERS = ['gopass', 'totp-cli', 'cotp', 'otpclient-cli']

export function onPath(name) {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, name), constants.X_OK)
      return true
    } catch {
      return false
    }
  })
}

/** Rows that print the code of account `wanted` out of `count`. @returns { rows, said } */
export async function peersFor(place, count, wanted) {
  const makers = [keepassxc, oathtool, passOtp]
  const all = []
  for (const make of makers) all.push(await make(place, count, wanted).catch((error) => ({ said: [error.message] })))
  const there = OTHERS.filter(onPath)
  const others = [
    ...(there.length > 0 ? [`not measured, as the bench does not know how: ${there.join(', ')}`] : []),
    `not there: ${OTHERS.filter((name) => !there.includes(name)).join(', ')}`,
  ]
  return { rows: all.flatMap(({ rows = [] }) => rows), said: [...all.flatMap(({ said = [] }) => said), ...others] }
}

const entriesOf = (count) =>
  Array.from({ length: count }, (_, n) => ({ title: nameNumber(n), user: 'anna', link: linkNumber(n) }))

async function keepassxc(place, count, wanted) {
  if (!onPath('keepassxc-cli')) return { said: ['keepassxc-cli: not there'] }
  const same = await keepassxcSame(place, count, wanted)
  const home = place.home('keepassxc-default')
  const xml = place.file(home, 'entries.xml', keepassXml(entriesOf(count)))
  const database = join(home.folder, 'default.kdbx')
  const env = { ...home.env, QT_QPA_PLATFORM: 'offscreen' }
  // It makes the database as db-create does.
  const twice = place.file(home, 'twice', `${PASSPHRASE}\n${PASSPHRASE}\n`)
  await place.meter.mustRun({ argv: ['keepassxc-cli', 'import', '-q', '-p', xml, database], env, stdin: twice })
  const kdf = await derivationOf(place, same, database)
  const row = keepassxcRow(place, home, database, wanted, `keepassxc-cli show -t, its default: ${kdf}`)
  return { rows: [same, row] }
}

/** keepassxc-cli on a database whose derivation costs what a vault's does. */
export async function keepassxcSame(place, count, wanted) {
  const home = place.home(`keepassxc-${count}`)
  const database = join(home.folder, 'same.kdbx')
  writeFileSync(database, await kdbxOf(entriesOf(count), PASSPHRASE, KDF_STANDARD))
  const row = keepassxcRow(place, home, database, wanted, 'keepassxc-cli show -t')
  const kdf = await derivationOf(place, row, database)
  const { memory, passes } = KDF_STANDARD
  if (kdf !== `Argon2id (${passes} rounds, ${memory} KB)`)
    throw new Error(`keepassxc-cli: it takes the derivation for ${kdf}`)
  return { ...row, name: `keepassxc-cli show -t, Argon2id as ukp (${memory / 1024} MiB, ${passes} passes)` }
}

function keepassxcRow(place, home, database, wanted, name) {
  const stdin = place.file(home, 'password', `${PASSPHRASE}\n`)
  const env = { ...home.env, QT_QPA_PLATFORM: 'offscreen' }
  return { name, env, stdin, expect: CODE, argv: ['keepassxc-cli', 'show', '-q', '-t', database, nameNumber(wanted)] }
}

async function derivationOf(place, { env, stdin }, database) {
  const ran = await place.meter.mustRun({ argv: ['keepassxc-cli', 'db-info', '-q', database], env, stdin })
  return /^KDF: (.*)$/m.exec(ran.stdout)?.[1] ?? 'unknown'
}

async function oathtool(place, _count, wanted) {
  if (!onPath('oathtool')) return { said: ['oathtool: not there'] }
  const home = place.home('oathtool')
  const stdin = place.file(home, 'key', `${keyNumber(wanted)}\n`)
  const argv = ['oathtool', '--totp', '--base32', '-']
  return { rows: [{ name: 'oathtool, key from a file', argv, env: home.env, stdin, expect: CODE }] }
}

/** A key without a passphrase, and an agent that has it: what pass costs while the agent is warm. */
async function passOtp(place, count, wanted) {
  const missing = ['pass', 'gpg', 'gpgconf', 'gpg-connect-agent'].filter((name) => !onPath(name))
  if (missing.length > 0) return { said: [`pass otp: ${missing.join(', ')} not there`] }
  const home = place.home('pass')
  const env = {
    ...home.env,
    GNUPGHOME: place.home('pass/gnupg').folder,
    PASSWORD_STORE_DIR: join(home.folder, 'store'),
  }
  const run = (argv, stdin) => place.meter.mustRun({ argv, env, ...(stdin && { stdin }) })
  try {
    if (!(await run(['pass', 'otp', 'help'])).stdout.includes('otp')) throw new Error('no pass-extension-otp')
    await run(['gpg', '--batch', '--quiet', '--passphrase', '', '--quick-generate-key', 'bench', 'default', 'default'])
    await run(['pass', 'init', 'bench'])
    for (let n = 0; n < count; n++)
      await run(['pass', 'insert', '-m', nameNumber(n)], place.file(home, 'link', `${linkNumber(n)}\n`))
  } catch (error) {
    return { said: [`pass otp: it could not be set up here (${error.message})`] }
  }
  const argv = ['pass', 'otp', nameNumber(wanted)]
  return { rows: [{ name: 'pass otp, gpg-agent warm', argv, env, expect: CODE, agents: home.folder }] }
}
