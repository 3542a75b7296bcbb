// Cases 40, 41 and 49 of the list of faults that a vault has to survive, on the whole program with a real vault: disks
// that are full or read-only, limits on the size of files, and too little memory.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { encodeBase64url } from '../../src/vault/base64url.ts'
import { slotAssociatedData } from '../../src/vault/slots/slot.ts'
import { sodium } from '../../src/vault/sodium.ts'
import {
  expectNoSecret,
  expectRefused,
  generationOf,
  homeWithVault,
  leftovers,
  type VaultHome,
  vaultIn,
} from '../cases/home.ts'
import { BIN, PASSPHRASE, type Ran } from '../kit/ukp.ts'
import { byKey, makeVault, opened, RAW_KEY, resealed, seeded, utf8 } from '../vault/kit.ts'
import { freshFolder, works } from './appenders.ts'
import { print } from './strace.ts'

const posix = process.platform !== 'win32'
const EDIT = ['edit', 'mama', '--note', 'new']

function run(home: VaultHome, via: readonly string[], args: readonly string[], env: Record<string, string> = {}): Ran {
  const [command = '', ...rest] = [...via, process.execPath, BIN, ...args]
  const ran = spawnSync(command, rest, { env: { ...home.env, ...env }, cwd: '/', input: '', timeout: 60_000 })
  return { exit: ran.status, stdout: String(ran.stdout), stderr: String(ran.stderr) }
}

const limited = (limit: string): string[] => ['bash', '-c', `ulimit ${limit} && exec "$@"`, 'bash']

describe.runIf(posix)('a limit on the size of files', () => {
  it('case 40: (ulimit -f) ends a save with 1 and the code, and the vault is as it was', async () => {
    const home = await homeWithVault()
    const blocks = Math.ceil(home.first.length / 1024)
    for (const limit of [1, 4, 16, blocks - 1]) {
      const ran = run(home, limited(`-f ${limit}`), EDIT)
      expectRefused(ran, {
        exit: 1,
        saying: `The file could not be written (EFBIG): ${home.vault}.`,
        about: `${limit}`,
      })
      expect(readFileSync(home.vault).equals(home.first), `${limit}`).toBe(true)
      expect(readdirSync(dirname(home.vault)), `${limit}`).toEqual(['vault.ukp'])
    }
    // Not even a lock can be written then.
    expect(run(home, limited('-f 0'), EDIT).exit).toBe(1)
    expect(run(home, limited('-f 0'), ['code', 'mama']).exit).toBe(0)
    expect(readFileSync(home.vault).equals(home.first)).toBe(true)
    expect(leftovers(home)).toEqual([])
    expect(run(home, limited(`-f ${blocks + 1}`), EDIT).exit).toBe(0)
    expect(generationOf(home.vault)).toBe(2)
  })
})

interface Disk {
  /** In front of a command that shall see the disk. */
  readonly via: readonly string[]
  /** The path of a file for those outside. */
  outside(file: string): string
}

const helpers: ChildProcess[] = []
afterEach(() => {
  for (const helper of helpers.splice(0)) helper.kill('SIGKILL')
})

/** A disk of its own, in a mount namespace of its own that ends with the test. */
async function mounted(script: string, ...args: readonly string[]): Promise<Disk> {
  const child = spawn('unshare', ['--mount', 'sh', '-c', `${script} && echo ready && exec sleep 300`, 'sh', ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  helpers.push(child)
  await new Promise<void>((done, failed) => {
    child.stdout?.once('data', () => done())
    child.once('exit', () => failed(new Error('cannot mount')))
  })
  return {
    via: ['nsenter', `--mount=/proc/${child.pid}/ns/mnt`, '--'],
    outside: (file) => `/proc/${child.pid}/root${file}`,
  }
}

const canMount = works('unshare', '--mount', 'sh', '-c', 'mount -t tmpfs -o size=64k none /mnt')
const image = join(freshFolder(), 'ext4')
const canLoop =
  canMount &&
  works('sh', '-c', `truncate -s 4M ${image} && mkfs.ext4 -q -F -m 0 -O ^has_journal ${image}`) &&
  works('unshare', '--mount', 'mount', '-o', 'loop', image, '/mnt')
const onlyRoot = canMount ? '' : ' (skipped: may not mount)'
const onlyLoop = canLoop ? '' : ' (skipped: no loop devices)'

/** The vault on a disk at `place`; all else of the home is elsewhere. */
async function vaultOn(place: string, mount: string): Promise<{ home: VaultHome; disk: Disk; vault: string }> {
  const home = await homeWithVault()
  const disk = await mounted(`${mount} && mkdir -m 700 ${place}/ukp`)
  const vault = join(place, 'ukp', 'vault.ukp')
  writeFileSync(disk.outside(vault), home.first, { mode: 0o600 })
  return { home: { ...home, vault, env: { ...home.env, UKP_VAULT: vault } }, disk, vault }
}

function fillUp(filler: string): void {
  const file = openSync(filler, 'w')
  try {
    for (;;) {
      writeSync(file, Buffer.alloc(4096))
      fsyncSync(file)
    }
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error
  } finally {
    closeSync(file)
  }
}

/** Leaves so many KiB free, and saves; what stands afterwards. */
async function saveWithRoom(kib: number, { home, disk, vault }: Awaited<ReturnType<typeof vaultOn>>) {
  const filler = disk.outside(join(dirname(dirname(vault)), 'filler'))
  const before = readFileSync(disk.outside(vault))
  fillUp(filler)
  truncateSync(filler, Math.max(0, statSync(filler).size - kib * 1024))
  spawnSync('sync', ['-f', filler])
  const ran = run(home, disk.via, EDIT)
  const after = readFileSync(disk.outside(vault))
  const names = readdirSync(disk.outside(dirname(vault))).filter((name) => name.startsWith('.'))
  return { ran, isOld: after.equals(before), names }
}

async function expectSavesOrNothing(
  place: Awaited<ReturnType<typeof vaultOn>>,
  rooms: readonly number[],
): Promise<void> {
  const seen = { saved: 0, refused: 0 }
  for (const kib of rooms) {
    const { ran, isOld, names } = await saveWithRoom(kib, place)
    expect(ran.exit === 0, `${kib} KiB: ${ran.stderr}`).toBe(!isOld)
    if (ran.exit === 0) seen.saved++
    else {
      seen.refused++
      expectRefused(ran, {
        exit: 1,
        saying: `The file could not be written (ENOSPC): ${place.vault}.`,
        about: `${kib}`,
      })
    }
    expect(names, `${kib} KiB`).toEqual([])
    const vault = await opened(readFileSync(place.disk.outside(place.vault)), byKey(RAW_KEY))
    expect(vault?.envelope.header.generation, `${kib} KiB`).toBe(1 + seen.saved)
    expect(run(place.home, place.disk.via, ['code', 'mama']).exit).toBe(0)
  }
  print(`full disk: ${JSON.stringify(seen)} with ${rooms.join(', ')} KiB free`)
  expect(seen.saved).toBeGreaterThan(0)
  expect(seen.refused).toBeGreaterThan(0)
}

describe.runIf(posix)('a disk that is full, or nearly', () => {
  it.runIf(canMount)(
    `case 40: (tmpfs) saves whole or not at all, with every page that is free${onlyRoot}`,
    async () => {
      const place = await vaultOn('/mnt', 'mount -t tmpfs -o size=400k none /mnt')
      await expectSavesOrNothing(place, [0, 4, 8, 12, 16, 20, 24, 28, 32, 40, 80])
    },
  )

  it.runIf(canLoop)(`case 40: (ext4) with 80 KiB left, and less, saves whole or not at all${onlyLoop}`, async () => {
    const place = await vaultOn('/mnt', `mount -o loop ${image} /mnt`)
    await expectSavesOrNothing(place, [0, 4, 12, 20, 24, 32, 80])
  })
})

describe.runIf(posix && canMount)(`a disk that is read-only${onlyRoot}`, () => {
  it('case 41: is said, and codes are shown', async () => {
    const { home, disk, vault } = await vaultOn('/mnt', 'mount -t tmpfs -o size=400k none /mnt')
    expect(spawnSync('nsenter', [...disk.via.slice(1), 'mount', '-o', 'remount,ro', '/mnt']).status).toBe(0)
    for (const args of [EDIT, ['remove', 'mama', '--yes'], ['key', 'add', 'key-file', join(home.folder, 'second')]]) {
      const ran = run(home, disk.via, args)
      expect(ran.exit, ran.stderr).toBe(1)
      expect(ran.stdout).toBe('')
    }
    expectRefused(run(home, disk.via, EDIT), { exit: 1, saying: `The vault or its folder is read-only: ${vault}` })
    expect(existsSync(join(home.folder, 'second'))).toBe(false)
    expect(run(home, disk.via, ['code', 'mama']).stdout).toMatch(/^\d{6}\n$/)
    expect(run(home, disk.via, ['list']).exit).toBe(0)
    expect(readFileSync(disk.outside(vault)).equals(home.first)).toBe(true)
    expect(readdirSync(disk.outside(dirname(vault)))).toEqual(['vault.ukp'])
  })

  it('case 41: does not stop a new vault from being refused by name, nor codes where nothing at all can be written', async () => {
    const home = await homeWithVault()
    const script = `mount --bind ${home.folder} ${home.folder} && mount -o remount,bind,ro ${home.folder}`
    const disk = await mounted(script)
    expect(run(home, disk.via, ['code', 'mama']).exit).toBe(0)
    expect(run(home, disk.via, ['list']).exit).toBe(0)
    const six = [...disk.via, 'sh', '-c', 'for i in 1 2 3 4 5 6; do "$@" & done; wait', 'sh']
    expect(run(home, six, ['code', 'mama']).stdout).toMatch(/^(?:\d{6}\n){6}$/)
    expectRefused(run(home, disk.via, EDIT), { exit: 1, saying: `The vault or its folder is read-only: ${home.vault}` })
    const other = join(home.folder, 'other', 'v.ukp')
    const env = { UKP_PASSPHRASE: PASSPHRASE, UKP_KEY_FILE: '' }
    const made = run(
      home,
      [...disk.via, 'sh', '-c', 'echo KRSXG5CTMVRXEZLU | "$@"', 'sh'],
      ['add', 'x', '--stdin', '--vault', other],
      env,
    )
    expectRefused(made, { exit: 1, saying: `The vault or its folder is read-only: ${other}` })
    expect(readFileSync(home.vault).equals(home.first)).toBe(true)
  })
})

const SHORT = 'There is not enough memory to unlock the vault.'

describe.runIf(process.platform === 'linux')('too little memory', () => {
  it('case 49: (ulimit -v) is said with exit 1 by reading and saving verbs, and the vault is as it was', async () => {
    const home = await homeWithVault()
    const seen = { short: 0, fine: 0, node: 0 }
    // From where Node itself can start up to where everything fits.
    const limits = [
      700_000, 1_000_000, 2_000_000, 5_000_000, 10_000_000, 10_800_000, 11_200_000, 11_600_000, 40_000_000,
    ]
    for (const limit of limits) {
      for (const args of [['code', 'mama'], EDIT, ['key', 'add', 'key-file', join(home.folder, `key ${limit}`)]]) {
        const before = readFileSync(home.vault)
        const ran = run(home, limited(`-v ${limit}`), args)
        const about = `${limit} ${args[0]}: ${ran.stderr.slice(0, 300)}`
        if (ran.exit === 0) {
          seen.fine++
          continue
        }
        expect(readFileSync(home.vault).equals(before), about).toBe(true)
        expect(leftovers(home), about).toEqual([])
        expectNoSecret(ran.stdout, ran.stderr)
        // Node may be unable to start, or to make a thread: that is not said by ukp.
        if (ran.exit === null || ran.exit > 130 || ran.stderr.includes('node::')) {
          seen.node++
          continue
        }
        expectRefused(ran, { exit: 1, saying: SHORT, about })
        seen.short++
      }
    }
    print(`memory: ${JSON.stringify(seen)}`)
    expect(seen.short).toBeGreaterThan(9)
    expect(seen.fine).toBeGreaterThan(2)
    expect((await vaultIn(home)).envelope.header.generation).toBeGreaterThan(1)
  })

  it('case 49: in the middle of the key derivation is said as well', async () => {
    const made = await makeVault()
    const crypto = await sodium()
    const [id, salt, nonce] = ['AAAAAAAAAAA', seeded(5)(16), seeded(6)(24)]
    const [memory, passes] = [524_288, 1]
    const wrapping = crypto.deriveKey(utf8(PASSPHRASE), salt, { passes, memory })
    const aad = slotAssociatedData(made.vault.envelope.header.id, id, 'passphrase')
    const key = encodeBase64url(crypto.seal(wrapping, nonce, made.vault.dataKey, aad))
    const kdf = { alg: 'argon2id', v: 19, t: passes, m: memory, p: 1, salt: encodeBase64url(salt) }
    const slot = { id, type: 'passphrase', kdf, nonce: encodeBase64url(nonce), key }
    const bytes = await resealed(made, { header: (header) => (header.slots = [slot]) })
    const home = await homeWithVault()
    mkdirSync(dirname(home.vault), { recursive: true })
    writeFileSync(home.vault, bytes)
    const env = { UKP_KEY_FILE: '', UKP_PASSPHRASE: PASSPHRASE }
    expect(run(home, [], ['list'], env).exit).toBe(0)
    // Memory that is written to counts here, not memory that is set aside: libsodium loads, and 512 MiB are too much.
    const ran = run(home, limited('-d 450000'), ['list'], env)
    expectRefused(ran, { exit: 1, saying: SHORT })
    expect(readFileSync(home.vault).equals(Buffer.from(bytes))).toBe(true)
  })
})
