// Two copies of a vault, as two computers leave them: joined by the program, with all that was done on either side.
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { dropHome, type Home, KEY, newHome, PASSPHRASE, ukp, ukpJson } from '../kit/ukp.ts'

const KEYS = ['KRSXG5CTMVRXEZLU', 'MFRGGZDFMZTWQ2LK', 'GEZDGNBVGY3TQOJQ', 'NBSWY3DPO5XXE3DE'] as const
const SECOND = 'a second passphrase'
let home: Home
/** Another computer: another memory, the same vault file at another place. */
let there: Home
let other: string

beforeEach(() => {
  home = newHome()
  there = newHome()
  other = join(home.folder, 'data/ukp/vault.sync-conflict-20261122-101530-ABCDEFG.ukp')
  add(home, 'mama', KEY)
  done(ukpJson(there, ['backup', 'restore', home.vault]))
})
afterEach(() => {
  dropHome(home)
  dropHome(there)
})

type Ran = ReturnType<typeof ukpJson>

function done(ran: Ran): Record<string, unknown> {
  expect(ran, ran.stdout).toMatchObject({ exit: 0, json: { ok: true } })
  return ran.json
}
const run = (on: Home, ...args: string[]): Record<string, unknown> => done(ukpJson(on, args))
const add = (on: Home, name: string, key: string): unknown =>
  done(ukpJson(on, ['add', name, '--stdin'], { stdin: key }))
const names = (on: Home): string[] => (run(on, 'list').accounts as { name: string }[]).map(({ name }) => name)
const secret = (name: string, text: string): string => {
  const file = join(home.folder, name)
  writeFileSync(file, `${text}\n`, { mode: 0o600 })
  return file
}
const opens = (passphrase: string): boolean =>
  ukp(home, ['code', 'mama'], { env: { UKP_PASSPHRASE: passphrase } }).exit === 0

/** The public half of a recovery key that nobody keeps. */
const recipient = (): string => String(run(home, 'key', 'new', 'recovery').recipient)

/** What the other computer has comes as a conflict copy; the joined vault goes back to it. */
function meet(...options: string[]): Record<string, unknown> {
  copyFileSync(there.vault, other)
  return run(home, 'merge', '--yes', ...options)
}

describe('two copies', () => {
  it('have what was added on both sides, and both computers take the joined one for the newest', () => {
    add(home, 'papa', KEYS[0])
    add(there, 'nagyi', KEYS[1])
    add(there, 'bácsi', KEYS[2])
    expect(meet()).toMatchObject({ added: [{ name: 'nagyi' }, { name: 'bácsi' }], changed: [], removed: [], alike: 1 })
    expect(names(home)).toEqual(['bácsi', 'mama', 'nagyi', 'papa'])
    copyFileSync(home.vault, there.vault)
    const ran = ukp(there, ['edit', 'papa', '--tag', 'family'], { env: { UKP_PASSPHRASE: PASSPHRASE } })
    expect(ran).toMatchObject({ exit: 0, stderr: 'Changed: papa\n' })
    expect(names(there)).toEqual(names(home))
  })

  it('that each computer joined on its own are settled by one more merge', () => {
    add(home, 'papa', KEYS[0])
    add(there, 'nagyi', KEYS[1])
    const mine = readFileSync(home.vault)
    meet()
    writeFileSync(`${there.vault}.copy`, mine)
    run(there, 'merge', '--yes', `${there.vault}.copy`)
    // The sync program now meets two joined files: the other one wins, ours becomes the conflict copy.
    copyFileSync(home.vault, other)
    copyFileSync(there.vault, home.vault)
    expect(ukpJson(home, ['edit', 'mama', '--tag', 'x'])).toMatchObject({ exit: 8, json: { kind: 'rejected' } })
    expect(run(home, 'merge', '--yes')).toMatchObject({ added: [] })
    run(home, 'edit', 'mama', '--tag', 'x')
    copyFileSync(home.vault, there.vault)
    run(there, 'edit', 'mama', '--tag', 'y')
    expect(names(there)).toEqual(['mama', 'nagyi', 'papa'])
  })

  it('are joined once: the second time there is nothing to do, and the file stays as it is', () => {
    add(there, 'nagyi', KEYS[1])
    meet()
    const before = readFileSync(home.vault)
    expect(meet()).toMatchObject({ added: [], alike: 2 })
    expect(readFileSync(home.vault)).toEqual(before)
    expect(run(home, 'merge', home.vault)).toMatchObject({ added: [], changed: [] })
  })

  it('keep the newer edit, and what was deleted for good stays deleted', () => {
    add(home, 'papa', KEYS[0])
    copyFileSync(home.vault, there.vault)
    run(there, 'list')
    run(home, 'edit', 'mama', '--name', 'old name')
    run(there, 'edit', 'mama', '--name', 'new name')
    run(there, 'remove', 'papa', '--purge', '--yes')
    expect(meet()).toMatchObject({ changed: [{ name: 'new name' }], removed: [{ name: 'papa' }] })
    expect(names(home)).toEqual(['new name'])
  })

  it('are looked at without saving by --dry-run', () => {
    add(there, 'nagyi', KEYS[1])
    const before = readFileSync(home.vault)
    expect(meet('--dry-run')).toMatchObject({ dryRun: true, added: [{ name: 'nagyi' }] })
    expect(readFileSync(home.vault)).toEqual(before)
  })

  it('are asked about where nobody said yes', () => {
    add(there, 'nagyi', KEYS[1])
    copyFileSync(there.vault, other)
    const before = readFileSync(home.vault)
    expect(ukpJson(home, ['merge'])).toMatchObject({ exit: 2, json: { kind: 'usage' } })
    expect(readFileSync(home.vault)).toEqual(before)
  })
})

describe('ways to unlock of two copies', () => {
  it('that were added on either side open the joined vault', () => {
    const recoveryKey = String(run(there, 'key', 'add', 'recovery', '--label', 'paper').recoveryKey)
    run(home, 'key', 'add', 'passphrase', '--label', 'papa', '--new-passphrase-file', secret('second', SECOND))
    expect(meet()).toMatchObject({ keys: 1, added: [] })
    expect([opens(PASSPHRASE), opens(SECOND), opens(recoveryKey)]).toEqual([true, true, true])
    const labels = (run(home, 'key', 'list').keys as { label: string }[]).map(({ label }) => label)
    expect(labels).toEqual(['', 'papa', 'paper'])
  })

  it('are the passphrase that was changed last, whichever copy it is in', () => {
    run(there, 'key', 'change', '--new-passphrase-file', secret('second', SECOND))
    copyFileSync(there.vault, other)
    expect(run(home, 'merge', '--yes')).toMatchObject({ keys: 1 })
    expect([opens(SECOND), opens(PASSPHRASE)]).toEqual([true, false])
    // The older copy, joined into the newer one, does not bring the old passphrase back.
    copyFileSync(`${home.vault}.bak`, other)
    const env = { UKP_PASSPHRASE: SECOND }
    expect(done(ukpJson(home, ['merge', '--yes'], { env }))).toMatchObject({ keys: 0 })
    expect([opens(SECOND), opens(PASSPHRASE)]).toEqual([true, false])
  })

  it('of a copy from before a new data key do not come back', () => {
    const keyFile = join(home.folder, 'key')
    run(home, 'key', 'add', 'key-file', keyFile, '--label', 'lost')
    copyFileSync(home.vault, there.vault)
    add(there, 'nagyi', KEYS[1])
    run(home, 'key', 'remove', 'lost', '--yes')
    expect(meet()).toMatchObject({ keys: 0, added: [{ name: 'nagyi' }] })
    expect(ukp(home, ['code', 'mama', '--key-file', keyFile]).exit).toBe(4)
    expect(names(home)).toEqual(['mama', 'nagyi'])
  })

  it('are those of the newer data key, whichever copy it is in: what was given up does not come back', () => {
    run(there, 'key', 'change', '--compromised', '--new-passphrase-file', secret('second', SECOND))
    expect(done(ukpJson(there, ['add', 'nagyi', '--stdin'], { stdin: KEYS[1], env: { UKP_PASSPHRASE: SECOND } })))
    copyFileSync(there.vault, other)
    expect(ukpJson(home, ['merge', '--yes'])).toMatchObject({ exit: 4, json: { kind: 'locked' } })
    const theirs = secret('theirs', SECOND)
    const before = readFileSync(home.vault)
    expect(run(home, 'merge', '--yes', '--other-passphrase-file', theirs)).toMatchObject({ added: [{ name: 'nagyi' }] })
    expect([opens(PASSPHRASE), opens(SECOND)]).toEqual([false, true])
    // And the other way round: the copy from before does not undo it.
    writeFileSync(other, before)
    const env = { UKP_PASSPHRASE: SECOND }
    const old = ['merge', '--yes', '--other-passphrase-file', secret('old', PASSPHRASE)]
    expect(done(ukpJson(home, old, { env }))).toMatchObject({ added: [], keys: 0 })
    expect([opens(PASSPHRASE), opens(SECOND)]).toEqual([false, true])
  })

  it('do not include a recovery key that was removed on one side, though the other side still had it', () => {
    const leaked = String(run(home, 'key', 'add', 'recovery', '--label', 'leaked').recoveryKey)
    copyFileSync(home.vault, there.vault)
    run(there, 'list')
    run(home, 'key', 'remove', 'leaked', '--yes')
    add(there, 'nagyi', KEYS[1])
    expect(meet()).toMatchObject({ added: [{ name: 'nagyi' }] })
    expect([opens(leaked), opens(PASSPHRASE)]).toEqual([false, true])
    // On the other computer: the newer data key comes over, the old way goes.
    copyFileSync(home.vault, `${there.vault}.copy`)
    run(there, 'merge', '--yes', `${there.vault}.copy`)
    const env = (passphrase: string) => ({ env: { UKP_PASSPHRASE: passphrase } })
    expect(ukp(there, ['code', 'mama'], env(leaked)).exit).toBe(4)
    expect(ukp(there, ['code', 'mama'], env(PASSPHRASE)).exit).toBe(0)
  })

  it('that do not fit together are refused, and nobody’s is left out without a word', () => {
    for (let n = 0; n < 14; n++) run(home, 'key', 'add', 'recovery', '--recipient', recipient())
    copyFileSync(home.vault, there.vault)
    run(there, 'list')
    for (const on of [home, there]) run(on, 'key', 'add', 'recovery', '--recipient', recipient())
    copyFileSync(there.vault, other)
    const before = readFileSync(home.vault)
    expect(ukpJson(home, ['merge', '--yes'])).toMatchObject({ exit: 2, json: { kind: 'usage' } })
    expect(readFileSync(home.vault)).toEqual(before)
  })

  it('and a deletion code that both copies have differently stays in the history', () => {
    const codes = { stdin: '11111111' }
    done(ukpJson(home, ['edit', 'mama', '--deletion-code-stdin'], codes))
    copyFileSync(home.vault, there.vault)
    run(there, 'list')
    done(ukpJson(there, ['edit', 'mama', '--deletion-code-stdin'], { stdin: '22222222' }))
    run(home, 'edit', 'mama', '--tag', 'later')
    meet()
    const shown = ukp(home, ['show', 'mama', '--reveal'], { env: { UKP_PASSPHRASE: PASSPHRASE } }).stdout
    expect(shown).toContain('11111111')
    expect(shown).toContain('22222222')
  })

  it('and a key that was never seen by who deleted its account for good stays', () => {
    done(ukpJson(there, ['add', 'mama', '--replace', '--stdin'], { stdin: KEYS[1] }))
    run(home, 'remove', 'mama', '--purge', '--yes')
    expect(meet()).toMatchObject({ added: [{ name: 'mama' }], removed: [] })
  })
})

describe('what is no copy', () => {
  it('is told: none there, no vault, damaged, a folder, gone', () => {
    expect(ukpJson(home, ['merge'])).toMatchObject({ exit: 3, json: { kind: 'not-found' } })
    writeFileSync(join(home.folder, 'text'), 'no vault')
    expect(ukpJson(home, ['merge', join(home.folder, 'text')])).toMatchObject({ exit: 8, json: { kind: 'rejected' } })
    writeFileSync(other, readFileSync(home.vault).subarray(0, 20_000))
    expect(ukpJson(home, ['merge', other])).toMatchObject({ exit: 8, json: { kind: 'rejected' } })
    expect(ukpJson(home, ['merge', home.folder])).toMatchObject({ exit: 6, json: { kind: 'bad-input' } })
    expect(ukpJson(home, ['merge', join(home.folder, 'gone')])).toMatchObject({ exit: 6, json: { kind: 'bad-input' } })
  })

  it('but another vault, is joined after a question of its own', () => {
    const stranger = newHome()
    try {
      add(stranger, 'szomszéd', KEYS[3])
      const ran = ukp(home, ['merge', stranger.vault], { env: { UKP_PASSPHRASE: PASSPHRASE } })
      expect(ran.exit).toBe(2)
      expect(ran.stderr).toContain('another vault')
      expect(run(home, 'merge', stranger.vault, '--yes')).toMatchObject({ added: [{ name: 'szomszéd' }], keys: 0 })
      expect(names(home)).toEqual(['mama', 'szomszéd'])
    } finally {
      dropHome(stranger)
    }
  })
})
