// One vault on two computers, each with a memory of its own, and a real git or a real Syncthing between them: both save
// at the same time, one of them joins the two copies, and then both show every account and neither complains.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { dropHome, type Home, KEY, newHome, PASSPHRASE, type Ran, ukp, ukpJson } from '../kit/ukp.ts'
import { onPath } from './keyring-play.ts'

const PAPA = 'KRSXG5CTMVRXEZLU'
const NAGYI = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'
const NEIGHBOUR = 'MFRGGZDFMZTWQ2LK'
/** What is said of a vault that is not the one this computer knows. */
const COMPLAINT = /older copy|another way|Another vault|another copy/

interface Computer {
  readonly home: Home
  /** The folder that is shared. */
  readonly folder: string
  readonly vault: string
}

let computers: Computer[]
beforeEach(() => {
  computers = [1, 2].map(() => {
    const home = newHome()
    const folder = join(home.folder, 'shared')
    const vault = join(folder, 'vault.ukp')
    return { home: { ...home, env: { ...home.env, UKP_VAULT: vault, UKP_PASSPHRASE: PASSPHRASE } }, folder, vault }
  })
})
afterEach(() => {
  for (const { home } of computers) dropHome(home)
})

function two(): [Computer, Computer] {
  const [first, second] = computers
  if (first === undefined || second === undefined) throw new Error('there are two')
  return [first, second]
}

function add({ home }: Computer, name: string, key: string): void {
  expect(ukp(home, ['add', name, '--stdin'], { stdin: key })).toMatchObject({ exit: 0 })
}

function names({ home }: Computer): string[] {
  const { json } = ukpJson(home, ['list'])
  return (json.accounts as { name: string }[]).map(({ name }) => name)
}

/** Joins and says what came over. */
function merged({ home }: Computer, ...args: string[]): unknown {
  const { exit, json } = ukpJson(home, ['merge', ...args, '--yes'])
  expect(exit).toBe(0)
  return (json.added as { name: string }[]).map(({ name }) => name)
}

describe.skipIf(!onPath('git'))(`git between two computers${onPath('git') ? '' : ' (skipped: no git)'}`, () => {
  /** Files are for the owner only, as docs/several-computers.md says. */
  function git({ home, folder }: Computer, ...args: string[]): Ran {
    const who = { GIT_AUTHOR_NAME: 'minta', GIT_AUTHOR_EMAIL: 'minta@example.invalid' }
    const committer = { GIT_COMMITTER_NAME: 'minta', GIT_COMMITTER_EMAIL: 'minta@example.invalid' }
    const ran = spawnSync('bash', ['-c', 'umask 077; exec git "$@"', 'bash', '-C', folder, ...args], {
      env: { ...home.env, ...who, ...committer, GIT_CONFIG_NOSYSTEM: '1', LC_ALL: 'C' },
    })
    return { exit: ran.status, stdout: String(ran.stdout), stderr: String(ran.stderr) }
  }

  function fine(ran: Ran): void {
    expect(ran).toMatchObject({ exit: 0 })
  }

  /** Both have the vault with mama; then the first adds papa and pushes, the second adds nagyi and commits. */
  function bothSaved(attributes: string | null): [Computer, Computer] {
    const [first, second] = two()
    const hub = join(first.home.folder, 'hub.git')
    for (const { folder } of [first, second]) mkdirSync(folder)
    fine(git(first, '-c', 'init.defaultBranch=main', 'init', '--quiet', '--bare', hub))
    fine(git(first, 'clone', '--quiet', hub, '.'))
    if (attributes !== null) writeFileSync(join(first.folder, '.gitattributes'), attributes)
    writeFileSync(join(first.folder, '.gitignore'), '*.bak*\n.*.lock*\nbackups/\n')
    add(first, 'mama', KEY)
    fine(git(first, 'add', '--all'))
    fine(git(first, 'commit', '--quiet', '-m', 'mama'))
    fine(git(first, 'push', '--quiet', 'origin', 'HEAD'))
    fine(git(second, 'clone', '--quiet', hub, '.'))
    expect(names(second)).toEqual(['mama'])
    add(first, 'papa', PAPA)
    fine(git(first, 'commit', '--quiet', '-am', 'papa'))
    fine(git(first, 'push', '--quiet'))
    add(second, 'nagyi', NAGYI)
    fine(git(second, 'commit', '--quiet', '-am', 'nagyi'))
    expect(git(second, 'push')).toMatchObject({ exit: 1, stderr: expect.stringContaining('rejected') })
    return [first, second]
  }

  /** The second has its own copy in place and the other one in the merge; at the end both go on as if nothing had been. */
  function joinAndGoOn(first: Computer, second: Computer): void {
    const theirs = join(second.home.folder, 'theirs.ukp')
    const { stdout } = git(second, 'show', 'MERGE_HEAD:vault.ukp')
    writeFileSync(theirs, stdout)
    expect(merged(second, theirs)).toEqual(['papa'])
    rmSync(theirs)
    fine(git(second, 'add', 'vault.ukp'))
    fine(git(second, 'commit', '--quiet', '-m', 'both'))
    fine(git(second, 'push', '--quiet'))
    fine(git(first, 'pull', '--quiet'))
    expect(readFileSync(first.vault).equals(readFileSync(second.vault))).toBe(true)
    for (const computer of [first, second]) {
      expect(names(computer)).toEqual(['mama', 'nagyi', 'papa'])
      const { exit, stderr } = ukp(computer.home, ['list'])
      expect(exit).toBe(0)
      expect(stderr).toContain('3 accounts')
      expect(stderr).not.toMatch(COMPLAINT)
    }
    // The one that was not asked saves without a word, and the other one takes it.
    add(first, 'szomszed', NEIGHBOUR)
    fine(git(first, 'commit', '--quiet', '-am', 'szomszed'))
    fine(git(first, 'push', '--quiet'))
    fine(git(second, 'pull', '--quiet'))
    const { stdout: shown, stderr } = ukp(second.home, ['list'])
    expect(shown.split('\n').filter((line) => line !== '')).toHaveLength(4)
    expect(stderr).not.toMatch(COMPLAINT)
  }

  it('leaves our own copy in place when the vault is marked as binary, and ukp merge joins the other one', () => {
    const [first, second] = bothSaved('*.ukp -text merge=binary\n')
    const own = readFileSync(second.vault)
    const pulled = git(second, 'pull', '--no-rebase')
    expect(pulled.exit).toBe(1)
    expect(pulled.stdout + pulled.stderr).toContain('Cannot merge binary files: vault.ukp')
    expect(pulled.stdout).toContain('CONFLICT (content): Merge conflict in vault.ukp')
    expect(readFileSync(second.vault).equals(own)).toBe(true)
    expect(names(second)).toEqual(['mama', 'nagyi'])
    joinAndGoOn(first, second)
  })

  it('writes its marks into a vault that is not marked; it is called damaged, and checkout brings our copy back', () => {
    const [first, second] = bothSaved(null)
    const own = readFileSync(second.vault)
    const pulled = git(second, 'pull', '--no-rebase')
    expect(pulled.exit).toBe(1)
    expect(readFileSync(second.vault, 'utf-8')).toContain('<<<<<<< HEAD')
    const refused = ukpJson(second.home, ['list'])
    expect(refused.json).toMatchObject({ ok: false, kind: 'vault-damaged', exit: 5 })
    fine(git(second, 'checkout', '--ours', 'vault.ukp'))
    expect(readFileSync(second.vault).equals(own)).toBe(true)
    joinAndGoOn(first, second)
  })

  it('gives the files a mode for the owner only when its umask is 077', () => {
    const [, second] = bothSaved(null)
    fine(git(second, 'fetch', '--quiet'))
    fine(git(second, 'reset', '--quiet', '--hard', 'origin/HEAD'))
    expect(statSync(second.vault).mode & 0o777).toBe(0o600)
    expect(ukp(second.home, ['list']).stderr).not.toContain('Others on this computer can read')
  })
})

/**
 * A Syncthing of its own: on the loopback only, without discovery, relays, reports or upgrades. It keeps ten conflict
 * copies, as it does where a person sets it up; in a configuration that leaves that out it keeps none.
 */
interface Engine {
  readonly computer: Computer
  readonly id: string
  readonly configuration: string
  readonly listen: number
  readonly gui: number
  readonly key: string
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer()
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
}

async function engineOf(computer: Computer): Promise<Engine> {
  const configuration = join(computer.home.folder, 'syncthing')
  const made = spawnSync('syncthing', ['generate', `--home=${configuration}`, '--no-default-folder'], {
    env: computer.home.env,
  })
  const id = /(?:[A-Z2-7]{7}-){7}[A-Z2-7]{7}/.exec(`${made.stdout}${made.stderr}`)?.[0] ?? ''
  expect(id).not.toBe('')
  const [listen, gui] = [await freePort(), await freePort()]
  return { computer, id, configuration, listen, gui, key: `key-of-${listen}` }
}

function writeConfiguration({ computer, configuration, listen, gui, key }: Engine, all: readonly Engine[]): void {
  const devices = all.map(
    (one) => `<device id="${one.id}" name="n"><address>tcp://127.0.0.1:${one.listen}</address></device>`,
  )
  const members = all.map((one) => `<device id="${one.id}"/>`)
  const off = ['globalAnnounceEnabled', 'localAnnounceEnabled', 'relaysEnabled', 'natEnabled', 'crashReportingEnabled']
  writeFileSync(
    join(configuration, 'config.xml'),
    `<configuration version="35">
    <folder id="ukp" path="${computer.folder}" type="sendreceive" rescanIntervalS="3600" fsWatcherEnabled="false">
      ${members.join('')}<maxConflicts>10</maxConflicts></folder>${devices.join('')}
    <gui enabled="true"><address>127.0.0.1:${gui}</address><apikey>${key}</apikey></gui>
    <options><listenAddress>tcp://127.0.0.1:${listen}</listenAddress>
      ${off.map((name) => `<${name}>false</${name}>`).join('')}
      <autoUpgradeIntervalH>0</autoUpgradeIntervalH><urAccepted>-1</urAccepted><startBrowser>false</startBrowser>
      <reconnectionIntervalS>1</reconnectionIntervalS></options></configuration>`,
  )
}

async function ask({ gui, key }: Engine, path: string, method = 'GET'): Promise<Record<string, unknown> | null> {
  try {
    const answer = await fetch(`http://127.0.0.1:${gui}${path}`, { method, headers: { 'X-API-Key': key } })
    const text = await answer.text()
    return text.startsWith('{') ? (JSON.parse(text) as Record<string, unknown>) : {}
  } catch {
    return null
  }
}

async function until(what: string, holds: () => Promise<boolean> | boolean): Promise<void> {
  for (const end = Date.now() + 60_000; Date.now() < end; await wait(200)) if (await holds()) return
  throw new Error(`did not come: ${what}`)
}

/** All scan until they hold the same vault, and what else is looked for. */
async function alike(engines: readonly Engine[], holds: () => boolean): Promise<void> {
  const [first, ...others] = engines.map(({ computer }) => computer.vault)
  await until('the same vault everywhere', async () => {
    for (const engine of engines) await ask(engine, '/rest/db/scan?folder=ukp', 'POST')
    if (first === undefined || !existsSync(first)) return false
    const bytes = readFileSync(first)
    return others.every((other) => existsSync(other) && readFileSync(other).equals(bytes)) && holds()
  })
}

/** Whole ones: what is still on its way has a name that begins with a point. */
function conflicts({ folder }: Computer): string[] {
  return readdirSync(folder).filter((name) => name.startsWith('vault.sync-conflict-'))
}

describe.skipIf(!onPath('syncthing'))(
  `Syncthing between two computers${onPath('syncthing') ? '' : ' (skipped: no syncthing)'}`,
  () => {
    let running: ChildProcess[] = []
    afterEach(async () => {
      for (const child of running) {
        const ended = new Promise((resolve) => child.once('exit', resolve))
        child.kill('SIGTERM')
        await ended
      }
      running = []
    })

    async function connected(): Promise<Engine[]> {
      const engines = [await engineOf(two()[0]), await engineOf(two()[1])]
      for (const engine of engines) {
        const { folder, home } = engine.computer
        mkdirSync(folder, { mode: 0o700 })
        mkdirSync(join(folder, '.stfolder'))
        writeFileSync(join(folder, '.stignore'), 'vault.ukp.bak*\n.vault.ukp.*\n/backups\n')
        writeConfiguration(engine, engines)
        const words = ['serve', `--home=${engine.configuration}`, '--no-browser', '--no-restart']
        // Without its own watcher process, so that the one that is started is the one that is ended.
        const env = { ...home.env, STNOUPGRADE: '1', STMONITORED: 'yes' }
        running.push(spawn('syncthing', words, { env, stdio: 'ignore' }))
      }
      for (const engine of engines) {
        await until('a Syncthing that answers', async () => (await ask(engine, '/rest/system/ping')) !== null)
      }
      return engines
    }

    it.each([
      ['ours is left in place', 'second', 'first'],
      ['theirs takes its place', 'first', 'second'],
    ] as const)('keeps both copies; where %s, ukp merge finds the other one and joins it', async (_, early, late) => {
      const engines = await connected()
      const [first, second] = two()
      const who = { first, second }
      add(first, 'mama', KEY)
      await alike(engines, () => true)
      expect(names(second)).toEqual(['mama'])
      for (const engine of engines) await ask(engine, '/rest/system/pause', 'POST')
      // The newer file keeps the name; times are compared by the second.
      add(who[early], early, PAPA)
      await wait(1500)
      add(who[late], late, NAGYI)
      for (const engine of engines) await ask(engine, '/rest/db/scan?folder=ukp', 'POST')
      for (const engine of engines) await ask(engine, '/rest/system/resume', 'POST')
      await alike(engines, () => [first, second].every((one) => conflicts(one).length === 1))
      const [copy = ''] = conflicts(first)
      expect(copy).toMatch(/^vault\.sync-conflict-\d{8}-\d{6}-[A-Z2-7]{7}\.ukp$/)
      expect(names(first)).toEqual(['mama', late].sort())

      expect(merged(first)).toEqual([early])
      rmSync(join(first.folder, copy))
      await alike(engines, () => [first, second].every((one) => conflicts(one).length === 0))
      for (const computer of [first, second]) {
        expect(names(computer)).toEqual(['first', 'mama', 'second'])
        expect(statSync(computer.vault).mode & 0o777).toBe(0o600)
        expect(ukp(computer.home, ['list']).stderr).not.toMatch(COMPLAINT)
      }
      add(second, 'szomszed', NEIGHBOUR)
      await alike(engines, () => true)
      expect(names(first)).toEqual(['first', 'mama', 'second', 'szomszed'])
      expect(ukp(first.home, ['list']).stderr).not.toMatch(COMPLAINT)
    })
  },
)
