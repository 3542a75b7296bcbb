// Saves into a real vault, an account a save, as one of many processes, and says so only when it is done: the built
// program without its command line. node saver.mjs <vault> <name> <count> [death…], where a death is "save:call": in
// that save the process kills itself at that call on the vault's folder. What was refused as busy is tried again.
import { writeSync } from 'node:fs'
import { dirname } from 'node:path'

const [file, name, count, ...deaths] = process.argv.slice(2)
process.env.UKP_TEST_IN = dirname(file)
const { dieAt } = await import('../cases/preload.mjs')
const dist = new URL('../../build/', import.meta.url).href
const { realWorld } = await import(`${dist}real-world/real-world.js`)
const { loadMessages } = await import(`${dist}messages/choose.js`)
const { standardStream } = await import(`${dist}system/terminal/streams.js`)

const say = (text) => writeSync(1, `said ${text}\n`)
const globals = { vault: file, json: false, quiet: false, yes: true, input: false, color: false }
const streams = { out: standardStream(1, () => undefined), err: standardStream(2, () => undefined) }
const world = realWorld({ globals, t: await loadMessages('en'), command: 'add', warn: say, streams })

const account = (n) => ({
  id: `01JD7T${Buffer.from(`${name}.${n}`).toString('hex').toUpperCase().padStart(20, '0').slice(-20)}`,
  ...{ type: 'totp', name: `${name}.${n}`, issuer: '', account: '', secret: 'MFRGGZDFMZTWQ2PK', algorithm: 'SHA1' },
  ...{ digits: 6, period: 30, counter: 0, tags: [], note: '', deletionCode: null, source: 'key' },
  ...{ created: '2026-11-21T10:15:00.000Z', modified: '2026-11-21T10:15:00.000Z' },
  ...{ trashed: null, history: [], extra: {} },
})

const vault = await world.vault.open()
for (let n = 0; n < Number(count); n++) {
  const death = deaths.find((one) => one.startsWith(`${n}:`))
  dieAt(Number(death?.split(':')[1] ?? 0))
  for (let tries = 1; ; tries++) {
    try {
      const add = (contents) => ({
        contents: { ...contents, entries: [...contents.entries, account(n)] },
        result: null,
      })
      const saved = await world.vault.change(vault, add)
      writeSync(1, `ok ${name}.${n} ${saved.vault.envelope.header.generation}\n`)
      break
    } catch (error) {
      if (error.reason === 'busy' && tries < 6) continue
      writeSync(1, `failed ${error.reason ?? error.stack} ${JSON.stringify(error.facts ?? null)}\n`)
      process.exitCode = 1
      break
    }
  }
}
world.close()
