// Cases 53 to 56 of the list of faults that a vault has to survive, through the whole program: holders that are killed,
// stopped or robbed, and locks of every kind. Many processes at once are under test/faults.
import {
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Owner } from '../../src/store/lock/owner.ts'
import { activeAccounts } from '../../src/vault/contents.ts'
import { ownerRecord } from '../store/failing-files.ts'
import {
  edit,
  expectRefused,
  fault,
  generationOf,
  homeWithVault,
  leftovers,
  namesIn,
  person,
  type Started,
  savedBy,
  start,
  type VaultHome,
  vaultIn,
} from './home.ts'

const proc = existsSync('/proc/self/stat')
const posix = process.platform !== 'win32'

const lockOf = (home: VaultHome): string => join(dirname(home.vault), '.vault.ukp.lock')
const KEY_OF_ANNA = 'KRSXG5CTMVRXEZLU'
const add = (home: VaultHome, name: string, env: Record<string, string> = {}): Started =>
  start(home, ['add', name, '--stdin'], { stdin: KEY_OF_ANNA, env })

/** Everything is written and the lock is held: only the rename is missing. */
const BEFORE_RENAME = 'rename \\.tmp-[0-9a-f]{16}$'
/** The new file is being written; whether the old one has changed is still looked at. */
const WHILE_WRITING = 'sync \\.tmp-[0-9a-f]{16}$'

async function stoppedAt(at: string, home: VaultHome): Promise<Started> {
  const holder = start(home, ['edit', 'mama', '--note', 'by the holder'], { env: fault({ AT: at, DO: 'STOP' }) })
  await holder.stopped()
  return holder
}

const noteIn = async (home: VaultHome): Promise<string | undefined> =>
  activeAccounts((await vaultIn(home)).contents).find(({ name }) => name === 'mama')?.note

const timed = async <T>(work: Promise<T>): Promise<{ value: T; ms: number }> => {
  const began = performance.now()
  const value = await work
  return { value, ms: Math.round(performance.now() - began) }
}

describe.runIf(proc)('a holder', () => {
  it.each([BEFORE_RENAME, WHILE_WRITING, 'link /\\.vault\\.ukp\\.lock\\.[0-9a-f]{32}$'])(
    'case 53: that is killed (%s) holds the next writer up by less than a second',
    async (at) => {
      const home = await homeWithVault()
      const plain = await timed(add(home, 'anna').ended)
      const killed = start(home, ['edit', 'mama', '--note', 'x'], { env: fault({ AT: at, DO: 'KILL' }) })
      expect((await killed.ended).signal).toBe('SIGKILL')
      const next = await timed(start(home, ['edit', 'mama', '--note', 'after']).ended)
      expect(next.value.exit, next.value.stderr).toBe(0)
      expect(next.ms).toBeLessThan(plain.ms + 1000)
      expect(await noteIn(home)).toBe('after')
      expect(generationOf(home.vault)).toBe(3)
      expect(existsSync(lockOf(home))).toBe(false)
    },
  )

  it('case 54: that is stopped makes another one end with 7 and its pid; resumed, its save is right', async () => {
    const home = await homeWithVault()
    const holder = await stoppedAt(BEFORE_RENAME, home)
    const other = await timed(add(home, 'anna').ended)
    expectRefused(other.value, {
      exit: 7,
      saying: `Another ukp is using the vault: pid ${holder.child.pid} (edit).`,
    })
    expect(other.ms).toBeGreaterThan(9_000)
    expect(readFileSync(home.vault).equals(home.first)).toBe(true)
    expect(existsSync(lockOf(home))).toBe(true)
    holder.child.kill('SIGCONT')
    expect((await holder.ended).exit).toBe(0)
    expect(await noteIn(home)).toBe('by the holder')
    expect((await add(home, 'anna').ended).exit).toBe(0)
    expect(await namesIn(home)).toEqual(['mama', 'anna'])
    expect([generationOf(home.vault), await noteIn(home)]).toEqual([3, 'by the holder'])
    expect(leftovers(home)).toEqual([])
  })

  it('case 55: whose lock is deleted gives up with 7 when it wakes, and the save of the other one stays', async () => {
    const home = await homeWithVault()
    const holder = await stoppedAt(WHILE_WRITING, home)
    unlinkSync(lockOf(home))
    expect((await add(home, 'anna').ended).exit).toBe(0)
    const saved = readFileSync(home.vault)
    holder.child.kill('SIGCONT')
    expectRefused(await holder.ended, { exit: 7, saying: 'Another ukp is using the vault' })
    expect(readFileSync(home.vault).equals(saved)).toBe(true)
    expect([await namesIn(home), await noteIn(home)]).toEqual([['mama', 'anna'], ''])
    expect(leftovers(home)).toEqual([])
    expect(edit(home, 'again').exit).toBe(0)
  })

  it('case 55: whose lock is now the lock of another does not take that one away', async () => {
    const home = await homeWithVault()
    const holder = await stoppedAt(WHILE_WRITING, home)
    const foreign = await ownerRecord({ command: 'import' })
    writeFileSync(lockOf(home), foreign)
    holder.child.kill('SIGCONT')
    expectRefused(await holder.ended, { exit: 7, saying: `pid ${process.pid} (import)` })
    expect(readFileSync(lockOf(home)).equals(Buffer.from(foreign))).toBe(true)
    expect(readFileSync(home.vault).equals(home.first)).toBe(true)
    expect(leftovers(home)).toEqual(['.vault.ukp.lock'])
  })

  it('case 55: that finds the vault changed by a program without a lock does its change again on what is there', async () => {
    const home = await homeWithVault()
    const holder = await stoppedAt(WHILE_WRITING, home)
    const theirs = await savedBy(home.first, 'a program without a lock', [person(2, 'theirs')])
    writeFileSync(`${home.vault}.new`, theirs, { mode: 0o600 })
    renameSync(`${home.vault}.new`, home.vault)
    holder.child.kill('SIGCONT')
    const ran = await holder.ended
    expect(ran.exit, ran.stderr).toBe(0)
    expect([await namesIn(home), await noteIn(home)]).toEqual([['mama', 'theirs'], 'by the holder'])
    expect(generationOf(home.vault)).toBe(3)
    expect(readFileSync(`${home.vault}.bak`).equals(Buffer.from(theirs))).toBe(true)
    expect(leftovers(home)).toEqual([])
  })

  it('case 55: that finds the vault damaged, deleted or under another key stops, and makes nothing up', async () => {
    const stranger = await homeWithVault({ seed: 99 })
    for (const [meddle, exit] of [
      [(home: VaultHome) => writeFileSync(home.vault, home.first.subarray(0, 9000)), 5],
      [(home: VaultHome) => rmSync(home.vault), 5],
      [(home: VaultHome) => writeFileSync(home.vault, stranger.first), 7],
    ] as const) {
      const home = await homeWithVault()
      const holder = await stoppedAt(WHILE_WRITING, home)
      meddle(home)
      const there = existsSync(home.vault) ? readFileSync(home.vault) : null
      holder.child.kill('SIGCONT')
      expectRefused(await holder.ended, { exit, saying: /./ })
      expect(existsSync(home.vault) ? readFileSync(home.vault) : null).toEqual(there)
      expect(leftovers(home)).toEqual([])
    }
  })
})

const DEAD_PID = 0x7fff_fffe
const OTHER_BOOT = '00000000-0000-0000-0000-000000000000'

interface LockCase {
  readonly name: string
  readonly record: Partial<Owner> | string
  /** Milliseconds; below zero in the future. */
  readonly age: number
  readonly exit: 0 | 7
}

/** What lies at the name of the lock, and whether a save gets through within its ten seconds. */
const LOCKS: readonly LockCase[] = [
  { name: 'empty and young', record: '', age: 0, exit: 7 },
  { name: 'empty and old', record: '', age: 40_000, exit: 0 },
  { name: 'garbage and young', record: '\u0000\u001b[2J{"pid":1', age: 0, exit: 7 },
  { name: 'garbage and old', record: '\u0000\u001b[2J{"pid":1', age: 40_000, exit: 0 },
  { name: 'of another host and young', record: { host: 'elsewhere', pid: DEAD_PID }, age: 0, exit: 7 },
  { name: 'of another host and old', record: { host: 'elsewhere', pid: DEAD_PID }, age: 40_000, exit: 0 },
  { name: 'of another container and young', record: { ns: 'pid:[1]', pid: 1 }, age: 0, exit: 7 },
  { name: 'of a process that ended', record: { pid: DEAD_PID }, age: 0, exit: 0 },
  { name: 'of a reused pid', record: { start: '1' }, age: 0, exit: 0 },
  { name: 'of an earlier boot', record: { boot: OTHER_BOOT }, age: 0, exit: 0 },
  { name: 'of another host with a time in the future', record: { host: 'elsewhere' }, age: -3_600_000, exit: 0 },
  { name: 'of a living process', record: {}, age: 0, exit: 7 },
  { name: 'of a living process, however old', record: {}, age: 10_000_000, exit: 7 },
  { name: 'of a living process, with a time in the future', record: {}, age: -10_000_000, exit: 7 },
]

describe.runIf(proc)('a lock', () => {
  it('case 56: of any kind is no dead end, and a living one is never taken', async () => {
    const runs = LOCKS.map(async ({ name, record, age, exit }) => {
      const home = await homeWithVault()
      const bytes = typeof record === 'string' ? Buffer.from(record) : Buffer.from(await ownerRecord(record))
      writeFileSync(lockOf(home), bytes)
      const seconds = (Date.now() - age) / 1000
      utimesSync(lockOf(home), seconds, seconds)
      const { value, ms } = await timed(start(home, ['edit', 'mama', '--note', 'x']).ended)
      return { name, exit, home, bytes, ran: value, ms }
    })
    const ended = await Promise.all(runs)
    expect(ended.map(({ name, ran }) => [name, ran.exit])).toEqual(LOCKS.map(({ name, exit }) => [name, exit]))
    for (const { name, home, bytes, ran } of ended) {
      if (ran.exit === 0) {
        expect(generationOf(home.vault), name).toBe(2)
        expect(leftovers(home), name).toEqual([])
        continue
      }
      expectRefused(ran, {
        exit: 7,
        saying: /Another ukp is using the vault: (pid \d+ \(add\)(,? \S+elsewhere| on elsewhere)?|\/\S+\.lock)\.$/m,
      })
      expect(readFileSync(lockOf(home)).equals(bytes), name).toBe(true)
      expect(readFileSync(home.vault).equals(home.first), name).toBe(true)
      expect(readdirSync(dirname(home.vault)).sort(), name).toEqual(['.vault.ukp.lock', 'vault.ukp'])
    }
  })
})

describe.runIf(posix)('a crash inside the guard of a stealer', () => {
  it('case 59: is got over in less than ten seconds by the next whole program', async () => {
    for (const at of ['unlink /\\.vault\\.ukp\\.lock$', 'rename \\.steal$', 'rmdir /\\.vault\\.ukp\\.lock\\.steal$']) {
      const home = await homeWithVault()
      writeFileSync(lockOf(home), await ownerRecord({ pid: DEAD_PID }))
      const killed = start(home, ['edit', 'mama', '--note', 'x'], { env: fault({ AT: at, DO: 'KILL' }) })
      expect((await killed.ended).signal, at).toBe('SIGKILL')
      expect(
        leftovers(home).some((name) => name.endsWith('.steal')),
        at,
      ).toBe(true)
      const next = await timed(start(home, ['edit', 'mama', '--note', 'after']).ended)
      expect(next.value.exit, next.value.stderr).toBe(0)
      expect(next.ms).toBeLessThan(10_000)
      expect(await noteIn(home)).toBe('after')
    }
  })
})
