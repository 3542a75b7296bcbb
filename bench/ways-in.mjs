// `ukp code` by each way into the vault: rows to measure, or a sentence why there is none.
import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { KDF_STANDARD } from '../build/vault/limits.js'
import { startKeyring } from './keyring.mjs'
import { CODE } from './peers.mjs'
import { links, nameNumber, PASSPHRASE } from './place.mjs'

export const BY_PASSPHRASE = 'ukp code, passphrase'
export const DERIVATION = 'node, that derivation alone'

/** @returns { rows, said } */
export async function waysIn(place, count, wanted) {
  const words = ['code', nameNumber(wanted)]
  const home = await place.homeWith('ways-in', links(count))
  const keyFile = { name: 'ukp code, key file', ...place.withKeyFile(home, words), expect: CODE }
  const session = await bySession(place, count, words)
  const keyring = await byKeyring(place, count, words)
  const passphrase = { UKP_PASSPHRASE: PASSPHRASE }
  const byPassphrase = { name: BY_PASSPHRASE, ...place.ukp(home, words, passphrase), expect: CODE }
  const alone = await derivation(place, home)
  const all = [{ rows: [keyFile] }, session, keyring, { rows: [byPassphrase] }, alone]
  return { rows: all.flatMap(({ rows = [] }) => rows), said: all.flatMap(({ said = [] }) => said) }
}

async function bySession(place, count, words) {
  const help = await place.meter.run(place.ukp(place.home('session'), ['unlock', '--help']))
  // Help on a verb that is not there is help on all.
  if (help.exit !== 0 || !/^Usage: ukp unlock/m.test(help.stdout)) return { said: ['ukp code, session: not there'] }
  const home = await place.homeWith('session', links(count))
  const passphrase = { UKP_PASSPHRASE: PASSPHRASE }
  const unlocked = await place.meter.run(place.ukp(home, ['unlock', '--for', '15m'], passphrase))
  if (unlocked.exit !== 0) return { said: [`ukp code, session: ukp unlock ended with ${unlocked.exit}`] }
  const lock = place.ukp(home, ['lock'])
  place.atEnd(() => spawnSync(lock.argv[0], lock.argv.slice(1), { env: lock.env, stdio: 'ignore', timeout: 10_000 }))
  const row = { name: 'ukp code, session', ...place.ukp(home, words), expect: CODE, agents: home.folder }
  return { rows: [row] }
}

async function byKeyring(place, count, words) {
  const home = await place.homeWith('keyring', links(count))
  const bus = await startKeyring(place, home)
  if (bus === null)
    return { said: ['ukp code, keyring: not there (it takes dbus-run-session and gnome-keyring-daemon)'] }
  const env = { DBUS_SESSION_BUS_ADDRESS: bus }
  const add = ['key', 'add', 'keyring', '--quiet']
  const added = await place.meter.run(place.ukp(home, add, { ...env, UKP_PASSPHRASE: PASSPHRASE }))
  if (added.exit !== 0) return { said: [`ukp code, keyring: not usable here (${added.stderr.trim()})`] }
  const row = { name: 'ukp code, keyring', ...place.ukp(home, words, env), expect: CODE, agents: home.folder }
  return { rows: [row] }
}

/** What ukp derives with, in a Node that does nothing else. */
async function derivation(place, home) {
  const argon2 = new URL('../build/vault/argon2id.js', import.meta.url).href
  const which = `const { NATIVE, firstOf } = await import(${JSON.stringify(argon2)})
    for (const [name, load] of Object.entries(NATIVE))
      if ((await firstOf([load])) !== null) { console.log(name); break }`
  const found = await place.meter.mustRun({
    argv: [place.node, '--input-type=module', '-e', which],
    env: home.env,
  })
  const name = found.stdout.trim()
  const argv = [place.node, '-e', scriptOf(name === '' ? 'libsodium' : name)]
  const said = `the key is derived with ${name === '' ? 'libsodium as WebAssembly' : name}`
  return { rows: [{ name: DERIVATION, argv, env: home.env }], said: [said] }
}

/** A script for `node -e` that derives one key. @param name as in NATIVE of argon2id.ts, or 'libsodium' */
function scriptOf(name) {
  const { memory, passes } = KDF_STANDARD
  const given = `const p = Buffer.from(${JSON.stringify(PASSPHRASE)}), s = Buffer.alloc(16, 97)`
  // Nothing is printed: the first console.log of a process costs as much as a small module.
  const derive = (key) => `${given}; if (${key}.length !== 32) process.exitCode = 1`
  if (name === 'node:crypto') {
    const cost = `{ message: p, nonce: s, memory: ${memory}, passes: ${passes}, parallelism: 1, tagLength: 32 }`
    return derive(`require('node:crypto').argon2Sync('argon2id', ${cost})`)
  }
  if (name === '@node-rs/argon2') {
    const file = createRequire(import.meta.url).resolve(name)
    const cost = `{ salt: s, memoryCost: ${memory}, timeCost: ${passes}, parallelism: 1, outputLen: 32, algorithm: 2 }`
    return derive(`require(${JSON.stringify(file)}).hashRawSync(p, ${cost})`)
  }
  const sodium = new URL('../build/vault/sodium.js', import.meta.url).href
  const cost = `{ memory: ${memory}, passes: ${passes} }`
  const use = derive(`one.deriveKey(p, s, ${cost})`)
  return `import(${JSON.stringify(sodium)}).then(({ sodium }) => sodium()).then((one) => { ${use} })`
}
