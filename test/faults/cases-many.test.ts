// Cases 51, 52 and 57 of the list of faults that a vault has to survive: many processes save into one real vault, some
// die in the middle, and readers look on.
import { readdirSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { describe, expect, it } from 'vitest'
import { realFiles } from '../../src/store/files.ts'
import { readWhole } from '../../src/store/read.ts'
import { edit, homeWithVault, namesIn, type VaultHome, vaultIn } from '../cases/home.ts'
import { startUkp } from '../kit/ukp.ts'
import { byKey, opened, RAW_KEY } from '../vault/kit.ts'
import { type Saved, saves } from './savers.ts'
import { print } from './strace.ts'

/** Calls on the vault's folder while the lock is held, as far as they are counted. */
const CALLS_INSIDE = 41

const acknowledged = (all: readonly Saved[]) => all.flatMap((one) => one.done)

/** The vault opens and holds every acknowledged account; each save has a number of its own. */
async function expectAllThere(home: VaultHome, all: readonly Saved[]): Promise<string[]> {
  const names = await namesIn(home)
  const done = acknowledged(all)
  expect(all.flatMap((one) => one.failed)).toEqual([])
  expect(all.flatMap((one) => one.said).filter((text) => /older|another way|copy/.test(text))).toEqual([])
  expect(done.filter(({ name }) => !names.includes(name))).toEqual([])
  expect(new Set(names).size).toBe(names.length)
  expect(new Set(done.map(({ generation }) => generation)).size).toBe(done.length)
  // One account a save, and save 1 had one.
  const { generation } = (await vaultIn(home)).envelope.header
  expect(generation).toBe(names.length)
  return names
}

describe('fifty processes', () => {
  it('case 51: that save three times each give 150 accounts and as many numbers, and leave nothing', async () => {
    const home = await homeWithVault()
    const began = performance.now()
    const all = await Promise.all(Array.from({ length: 50 }, (_, n) => saves(home, `p${n}`, 3)))
    print(`50 x 3: ${Math.round(performance.now() - began)} ms`)
    const names = await expectAllThere(home, all)
    expect(acknowledged(all)).toHaveLength(150)
    expect(names).toHaveLength(151)
    expect(await namesIn(home, `${home.vault}.bak`)).toHaveLength(150)
    expect(readdirSync(dirname(home.vault))).toEqual(['vault.ukp', 'vault.ukp.bak'])
  })

  it.each([
    ['one save in twenty', 50, 3, 20],
    ['one save in six', 40, 5, 6],
  ])(
    'case 52: of which some kill themselves inside a save (%s) lose nothing acknowledged',
    async (_, processes, count, nth) => {
      const home = await homeWithVault()
      // Always the same deaths, each at another of the calls between the taking of the lock and its release.
      const deathsOf = (n: number): string[] =>
        Array.from({ length: count }, (_none, save) => n * count + save)
          .filter((number) => number % nth === 3)
          .map((number) => `${number % count}:${1 + ((Math.floor(number / nth) * 5) % CALLS_INSIDE)}`)
      const all = await Promise.all(
        Array.from({ length: processes }, (_none, n) => saves(home, `p${n}`, count, deathsOf(n))),
      )
      const killed = all.filter(({ signal }) => signal === 'SIGKILL').length
      const names = await expectAllThere(home, all)
      expect(killed).toBeGreaterThan(processes / nth)
      print(
        `${processes} x ${count}: ${acknowledged(all).length} acknowledged, ${killed} killed, ${names.length - 1} there`,
      )
      // A save that died after its rename stands without having been acknowledged; some of the deaths are before it.
      const unsaid = names.length - 1 - acknowledged(all).length
      expect(unsaid).toBeGreaterThan(0)
      expect(unsaid).toBeLessThan(killed)
      expect([names.length, names.length - 1]).toContain((await namesIn(home, `${home.vault}.bak`)).length)
      expect(edit(home, 'after').exit).toBe(0)
      expect(await namesIn(home)).toEqual(names)
    },
  )
})

describe('readers during 500 saves', () => {
  it('case 57: never see a part of one, nor take a newer vault for an older one', async () => {
    const home = await homeWithVault()
    let running = true
    const ended = saves(home, 'w', 500).finally(() => {
      running = false
    })
    const seen = { reads: 0, saves: new Set<number>(), programs: 0, rounds: 0 }
    const readFile = async (): Promise<void> => {
      let last = 0
      while (running) {
        const bytes = await readWhole(home.vault, { files: realFiles(), limit: 48 << 20 })
        const vault = await opened(bytes ?? new Uint8Array(), byKey(RAW_KEY))
        const generation = vault?.envelope.header.generation ?? 0
        expect(vault?.contents.entries).toHaveLength(generation)
        expect(generation).toBeGreaterThanOrEqual(last)
        last = generation
        seen.saves.add(generation)
        seen.reads++
        // Reading and opening give way to nothing: without this the writer's end would never be heard of.
        await new Promise((next) => setImmediate(next))
      }
    }
    const runPrograms = async (): Promise<void> => {
      let last = 0
      while (running) {
        const ran = await startUkp(home, ['list', '--json'])
        const plain = await startUkp(home, ['code', 'mama'])
        expect([ran.exit, plain.exit], ran.stdout + plain.stderr).toEqual([0, 0])
        expect(plain.stderr).not.toMatch(/older copy|another way|Another vault/)
        const { accounts } = JSON.parse(ran.stdout) as { accounts: unknown[] }
        expect(accounts.length).toBeGreaterThanOrEqual(last)
        last = accounts.length
        seen.programs += 2
      }
    }
    // Whatever a reader sees, the writer is waited for: its home is removed afterwards.
    await Promise.all([readFile(), runPrograms()]).finally(() => ended)
    const written = await ended
    print(`${seen.reads} reads of ${seen.saves.size} different saves, ${seen.programs} whole programs`)
    expect(written.failed).toEqual([])
    expect(written.done).toHaveLength(500)
    expect(await namesIn(home)).toHaveLength(501)
    expect(seen.reads).toBeGreaterThan(100)
    expect(seen.saves.size).toBeGreaterThan(50)
    expect(seen.programs).toBeGreaterThan(4)
    expect(statSync(home.vault).nlink).toBe(1)
  })
})
