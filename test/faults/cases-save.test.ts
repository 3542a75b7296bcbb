// Cases 38, 39 and 46 of the list of faults that a vault has to survive, on the whole program with a real vault: strace
// kills it at each system call that it makes in the folder of the vault, or lets that call fail.
import { cpSync, mkdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { replaceWhole } from '../../src/store/commit.ts'
import { activeAccounts } from '../../src/vault/contents.ts'
import {
  edit,
  expectNoSecret,
  expectRefused,
  fault,
  homeWithVault,
  leftovers,
  savedBy,
  type VaultHome,
  vaultIn,
} from '../cases/home.ts'
import { BIN, type Ran } from '../kit/ukp.ts'
import { saveOptions } from '../store/failing-files.ts'
import { type Call, callsIn, canTrace, print, type Traced, tailsIn, traced, twoAtATime } from './strace.ts'

const COMMAND = [process.execPath, BIN, 'edit', 'mama', '--note', 'new']

const folderOf = (home: VaultHome): string => dirname(home.vault)

/** A home with two saves done, so that there is a .bak. */
async function makeTemplate(): Promise<VaultHome> {
  const home = await homeWithVault()
  expect(edit(home, 'old').exit).toBe(0)
  return { ...home, first: readFileSync(home.vault) }
}

/** The same home at another place, what its computer remembers included. */
function copyOf(template: VaultHome, name: string): VaultHome {
  const folder = join(template.folder, name)
  for (const part of ['data', 'state', 'key'])
    cpSync(join(template.folder, part), join(folder, part), { recursive: true })
  const vault = join(folder, 'data', 'ukp', 'vault.ukp')
  const keyFile = join(folder, 'key')
  const env = {
    ...template.env,
    HOME: folder,
    XDG_DATA_HOME: join(folder, 'data'),
    XDG_STATE_HOME: join(folder, 'state'),
    UKP_KEY_FILE: keyFile,
  }
  return { ...template, folder, vault, env, keyFile }
}

const envOf = (home: VaultHome): Record<string, string> => ({ ...home.env, ...fault({ FIXED: 1 }) })

async function callsOfOneSave(template: VaultHome): Promise<{ calls: Call[]; tails: string[] }> {
  const log = join(template.folder, 'log')
  const first = copyOf(template, 'dry')
  await traced(COMMAND, { env: envOf(first), log })
  const tails = tailsIn(folderOf(first), log)
  const second = copyOf(template, 'counted')
  const paths = tails.map((tail) => folderOf(second) + tail)
  expect((await traced(COMMAND, { env: envOf(second), log, paths })).exit).toBe(0)
  return { calls: callsIn(log), tails }
}

const noteIn = async (home: VaultHome): Promise<string> =>
  activeAccounts((await vaultIn(home)).contents)[0]?.note ?? 'nobody'

const ranOf = ({ output, errors, exit }: Traced): Ran => ({ exit, stdout: output, stderr: errors })

/** The next writer, in another process than the one that died; it does not wait for anybody. */
async function next(home: VaultHome): Promise<void> {
  const build = async (now: Uint8Array | null) => await savedBy(now ?? new Uint8Array(), 'next', [])
  await replaceWhole(home.vault, build, saveOptions({ waitMs: 0 }))
}

describe.runIf(canTrace)('the whole program under strace (needs strace)', () => {
  it.for([
    [38, 'signal=KILL'],
    [39, 'error=EIO'],
    [39, 'error=ENOSPC'],
  ] as const)('case %i: survives %s at every call in the folder of the vault', async ([, what]) => {
    const template = await makeTemplate()
    const { calls, tails } = await callsOfOneSave(template)
    expect(calls.length).toBeGreaterThan(60)
    const seen = {
      old: 0,
      new: 0,
      acknowledged: 0,
      unconfirmed: 0,
      refused: 0,
      killed: 0,
      damaged: 0,
      acknowledgedLost: 0,
    }
    const untyped: string[] = []
    await twoAtATime(calls, async ({ name, nth }, index) => {
      const about = `${what} at ${name} ${nth} (call ${index + 1} of ${calls.length})`
      const home = copyOf(template, String(index))
      const paths = tails.map((tail) => folderOf(home) + tail)
      const ran = await traced(COMMAND, { env: envOf(home), paths, inject: `${name}:${what}:when=${nth}` })
      const note = await noteIn(home).catch(() => 'damaged')
      const isNew = note === 'new'
      if (note !== 'old' && !isNew) seen.damaged++
      else seen[isNew ? 'new' : 'old']++
      if (ran.exit === 0) seen.acknowledged++
      if (ran.exit === 11) seen.unconfirmed++
      if (ran.exit === 0 && !isNew) seen.acknowledgedLost++
      if (ran.signal === 'SIGKILL') seen.killed++
      expect(['old', 'new'], about).toContain(note)
      if (!isNew) expect(readFileSync(home.vault).equals(template.first), about).toBe(true)
      if (ran.signal !== 'SIGKILL') {
        seen.refused += ran.exit === 0 || ran.exit === 11 ? 0 : 1
        // Nothing but these: done, done and not confirmed, or a sentence about a file that could not be read or written.
        expect(isNew, `${about}: ${ran.exit} ${ran.errors}`).toBe(ran.exit === 0 || ran.exit === 11)
        if (ran.exit !== 0) expectRefused(ranOf(ran), { exit: ran.exit ?? -1, saying: /./, about })
        const named = ran.exit === 0 || (ran.errors.includes(home.vault) && [1, 6, 11].includes(ran.exit ?? -1))
        if (!named) untyped.push(`${about}: ${ran.errors.split('\n')[0]}`)
        expect(leftovers(home), about).toEqual([])
      }
      expectNoSecret(ran.output, ran.errors)
      // .bak is a complete save, at every moment.
      expect([1, 2], about).toContain((await vaultIn(home, `${home.vault}.bak`)).envelope.header.generation)
      await next(home)
      expect((await vaultIn(home)).envelope.header.generation, about).toBe(isNew ? 4 : 3)
      expect(await noteIn(home), about).toBe(note)
    })
    print(`program, ${what}: ${calls.length} calls, ${JSON.stringify(seen)}`)
    expect(seen).toMatchObject({ damaged: 0, acknowledgedLost: 0, killed: what === 'signal=KILL' ? calls.length : 0 })
    expect(untyped).toEqual([])
    expect(seen.old).toBeGreaterThan(0)
    expect(seen.new).toBeGreaterThan(0)
  })

  it.each([
    ['EINVAL', 0],
    ['EOPNOTSUPP', 0],
    ['EIO', 11],
    ['ENOSPC', 11],
  ])('case 46: %s at the fsync of the folder ends with %i, and the new vault stands', async (code, exit) => {
    const template = await makeTemplate()
    const home = copyOf(template, 'one')
    mkdirSync(join(template.folder, 'none'), { recursive: true })
    const ran = await traced(COMMAND, { env: envOf(home), paths: [folderOf(home)], inject: `fsync:error=${code}` })
    expect(ran.exit, ran.errors).toBe(exit)
    if (exit !== 0) expectRefused(ranOf(ran), { exit, saying: 'Saved, but the disk did not confirm it' })
    expect(await noteIn(home)).toBe('new')
    expect(leftovers(home)).toEqual([])
  })
})
