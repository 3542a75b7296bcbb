// The whole program under load and under fire: thirty at once, killed in the middle of a save, every bit of its file
// flipped, and an independent reader that knows the format from its page alone.
import { spawn, spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  BIN,
  dropHome,
  type Home,
  KEY,
  newHome,
  PASSPHRASE,
  type Ran,
  ROOT,
  startUkp,
  ukp,
  ukpJson,
} from '../kit/ukp.ts'

const given = { UKP_PASSPHRASE: PASSPHRASE }
const READER = join(ROOT, 'test', 'independent', 'reader.py')
const DEBIAN_PYTHON = '/usr/bin/python3'
const hasNacl = existsSync(DEBIAN_PYTHON) && spawnSync(DEBIAN_PYTHON, ['-c', 'import nacl']).status === 0
const demanded = process.env.CI === 'true'

let home: Home
let keyFile: string

beforeEach(() => {
  home = newHome()
  keyFile = join(home.folder, 'key')
})
afterEach(() => dropHome(home))

/** A different valid key for every number. */
function keyOf(n: number): string {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
  return `${letters[n % 32]}${letters[Math.floor(n / 32) % 32]}${'MFRGGZDFMZTWQ2'}`
}

function makeVault(): void {
  expect(
    ukp(home, ['add', 'mama', '--stdin', '--deletion-code-stdin'], { stdin: `${KEY}\n04711042\n`, env: given }).exit,
  ).toBe(0)
  expect(ukp(home, ['key', 'add', 'key-file', keyFile], { env: given }).exit).toBe(0)
}

function accounts(): { name: string }[] {
  return ukpJson(home, ['list', '--key-file', keyFile]).json.accounts as { name: string }[]
}

describe('thirty processes adding at once', () => {
  it('case 51: give thirty accounts, on a vault that is there', async () => {
    makeVault()
    const runs = Array.from({ length: 30 }, (_, n) =>
      startUkp(home, ['add', `person ${n}`, '--stdin', '--key-file', keyFile], { stdin: keyOf(n) }),
    )
    const ran = await Promise.all(runs)
    expect(ran.filter(({ exit }) => exit !== 0)).toEqual([])
    expect(accounts()).toHaveLength(31)
    const { header } = {
      header: JSON.parse(readFileSync(home.vault, 'utf-8').split('\n')[1] ?? '{}') as { gen: number },
    }
    expect(header.gen).toBe(33)
  })

  it('case 51: give thirty accounts, when the first of them makes the vault', async () => {
    const runs = Array.from({ length: 30 }, (_, n) =>
      startUkp(home, ['add', `person ${n}`, '--stdin'], { stdin: keyOf(n), env: given }),
    )
    const ran = await Promise.all(runs)
    expect(ran.filter(({ exit }) => exit !== 0)).toEqual([])
    expect(ran.filter(({ stderr }) => stderr.includes('Vault created'))).toHaveLength(1)
    expect(ukpJson(home, ['list']).json.accounts).toHaveLength(30)
    expect(readdirSync(dirname(home.vault)).filter((name) => /\.(tmp|lock)/.test(name))).toEqual([])
  })
})

describe('kill -9 during a save', () => {
  it('case 38: leaves the old vault or the new one, and every acknowledged account', async () => {
    makeVault()
    const acknowledged: string[] = []
    const add = (n: number): string[] => ['add', `person ${n}`, '--stdin', '--key-file', keyFile]
    const lives: number[] = []
    for (const n of [60, 61, 62]) {
      const began = performance.now()
      expect((await killedAfter(30_000, add(n), keyOf(n))).exit).toBe(0)
      lives.push(performance.now() - began)
    }
    const life = Math.max(...lives)
    for (let n = 0; n < 60; n++) {
      // Later and later in the life of the process, over the moment of the save.
      const ran = await killedAfter(life * (0.3 + n / 45), add(n), keyOf(n))
      if (ran.exit === 0) acknowledged.push(`person ${n}`)
      const names = accounts().map(({ name }) => name)
      for (const name of acknowledged) expect(names).toContain(name)
    }
    // Some were killed, and some were through.
    expect(acknowledged.length).toBeGreaterThan(0)
    expect(acknowledged.length).toBeLessThan(60)
    expect(ukp(home, ['code', 'mama', '-q', '--at', '1700000000'], { env: given }).stdout).toBe('421617\n')
    expect(ukp(home, ['add', 'last', '--stdin', '--key-file', keyFile], { stdin: 'KRSXG5CTMVRXEZLU' }).exit).toBe(0)
  })
})

function killedAfter(ms: number, args: readonly string[], stdin: string): Promise<Ran> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [BIN, ...args], {
      env: { ...home.env },
      cwd: home.folder,
      stdio: ['pipe', 'ignore', 'ignore'],
    })
    const timer = setTimeout(() => child.kill('SIGKILL'), ms)
    child.on('close', (exit) => {
      clearTimeout(timer)
      resolve({ exit, stdout: '', stderr: '' })
    })
    child.stdin.on('error', () => undefined)
    child.stdin.end(stdin)
  })
}

describe('a vault file with one bit flipped', () => {
  it('is refused by the program, prints nothing, and stays as it is (a sample of bits, passphrase and key file)', () => {
    makeVault()
    const bytes = readFileSync(home.vault)
    const [, header = ''] = bytes.toString('utf-8').split('\n')
    const slots = header.indexOf('"slots"')
    const secondSlot = header.indexOf('"type":"raw"')
    const headerStart = 'ukp-vault/1\n'.length
    const damaged = join(home.folder, 'damaged.ukp')
    // Every field of the header by passphrase would take minutes of Argon2id; test/vault does all bits in process.
    const places = [
      0,
      5,
      10,
      11,
      headerStart,
      headerStart + 30,
      headerStart + 50,
      headerStart + header.indexOf('"gen"') + 6,
      headerStart + header.indexOf('"nonce"') + 12,
      headerStart + header.indexOf('"commit"') + 14,
      headerStart + slots + 25,
      headerStart + secondSlot + 5,
      headerStart + header.length,
      headerStart + header.length + 9,
      bytes.length - 5,
      bytes.length - 1,
    ]
    for (const place of places) {
      for (const bit of [0, 2, 6]) {
        const flipped = Buffer.from(bytes)
        flipped[place] = (flipped[place] ?? 0) ^ (1 << bit)
        writeFileSync(damaged, flipped, { mode: 0o600 })
        const inSlots = place > headerStart + slots && place < headerStart + header.length
        for (const way of [['--key-file', keyFile], []]) {
          const ran = ukp(home, ['code', 'mama', '--vault', damaged, ...way], { env: way.length > 0 ? {} : given })
          expect(inSlots ? [4, 5] : [5], `bit ${bit} of byte ${place}: ${ran.stderr}`).toContain(ran.exit)
          expect(ran.stdout).toBe('')
          expect(readFileSync(damaged).equals(flipped)).toBe(true)
        }
      }
    }
  })

  it('and a vault that is cut anywhere, are refused before anything is asked', () => {
    makeVault()
    const bytes = readFileSync(home.vault)
    const cut = join(home.folder, 'cut.ukp')
    for (const length of [0, 1, 5, 11, 12, 13, 200, 700, 900, 5000, 20_000, bytes.length - 2, bytes.length - 1]) {
      writeFileSync(cut, bytes.subarray(0, length), { mode: 0o600 })
      expect(ukp(home, ['code', 'mama', '--vault', cut]).exit, String(length)).toBe(5)
    }
  })
})

describe.skipIf(!hasNacl && !demanded)(
  `the independent reader${hasNacl || demanded ? '' : ' (skipped: no python3-nacl)'}`,
  () => {
    const read = (...args: string[]): Ran => {
      const ran = spawnSync(DEBIAN_PYTHON, [READER, home.vault, ...args])
      return { exit: ran.status, stdout: String(ran.stdout), stderr: String(ran.stderr) }
    }

    it('opens the vault by passphrase and by key file, with the same accounts and the same codes', () => {
      makeVault()
      ukp(home, ['add', '--stdin', '--key-file', keyFile], {
        stdin:
          'otpauth://totp/%C3%9Cgyf%C3%A9lkapu%2B:kiss.anna?secret=KRSXG5CTMVRXEZLU&algorithm=SHA256&digits=8&period=60',
      })
      ukp(
        home,
        ['add', 'gőz', '--stdin', '--type', 'steam', '--key-file', keyFile, '--note', '🔑 őű', '--tag', 'játék'],
        { stdin: 'STEAMKEY' },
      )
      ukp(home, ['add', 'ajtó', '--stdin', '--type', 'hotp', '--counter', '7', '--key-file', keyFile], {
        stdin: 'GEZDGNBVGY3TQOJQ',
      })
      ukp(home, ['add', 'régi', '--stdin', '--key-file', keyFile], { stdin: 'MFRGGZDFMZTWQ2LK' })
      ukp(home, ['remove', 'régi', '--yes', '--key-file', keyFile])
      const passphraseFile = join(home.folder, 'pw')
      writeFileSync(passphraseFile, `${PASSPHRASE}\n`, { mode: 0o600 })
      const byPassphrase = read('--passphrase-file', passphraseFile)
      const byKey = read('--key-file', keyFile)
      expect(byPassphrase.exit).toBe(0)
      expect(byKey.stdout).toBe(byPassphrase.stdout)
      const contents = JSON.parse(byKey.stdout) as { entries: Record<string, unknown>[] }
      expect(contents.entries.map(({ name, trashed }) => [name, trashed !== undefined])).toEqual([
        ['mama', false],
        ['Ügyfélkapu+:kiss.anna', false],
        ['gőz', false],
        ['ajtó', false],
        ['régi', true],
      ])
      for (const entry of contents.entries.filter(({ trashed }) => trashed === undefined)) {
        const { json } = ukpJson(home, ['show', entry.name as string, '--reveal', '--key-file', keyFile])
        const shown = json.account as Record<string, unknown>
        for (const field of [
          'id',
          'name',
          'type',
          'issuer',
          'account',
          'secret',
          'algorithm',
          'digits',
          'tags',
          'note',
          'created',
          'modified',
        ]) {
          expect(shown[field], field).toEqual(entry[field])
        }
        expect(shown.deletionCode).toBe(entry.deletionCode ?? null)
      }
      const codes = new Map(
        read('--key-file', keyFile, '--codes', '1700000000')
          .stdout.trimEnd()
          .split('\n')
          .map((line) => line.split('\t') as [string, string]),
      )
      const ours = ukpJson(home, ['code', '--all', '--at', '1700000000', '--key-file', keyFile]).json.codes as {
        name: string
        code: string
      }[]
      expect(ours).toHaveLength(3)
      for (const { name, code } of ours) expect(codes.get(name), name).toBe(code)
      expect(codes.get('ajtó')).toBe(ukpJson(home, ['code', 'ajtó', '--key-file', keyFile]).json.code)
    })

    it('refuses what ukp refuses', () => {
      makeVault()
      const bytes = readFileSync(home.vault)
      const wrong = join(home.folder, 'wrong')
      writeFileSync(wrong, 'no such passphrase\n', { mode: 0o600 })
      expect(read('--passphrase-file', wrong).exit).toBe(4)
      const kept = join(home.folder, 'kept.ukp')
      copyFileSync(home.vault, kept)
      for (let place = 0; place < bytes.length; place += 1501) {
        const flipped = Buffer.from(bytes)
        flipped[place] = (flipped[place] ?? 0) ^ 4
        writeFileSync(home.vault, flipped)
        expect([4, 5, 6], String(place)).toContain(read('--key-file', keyFile).exit)
      }
    })
  },
)

describe('a folder that is not there yet', () => {
  it('case 44: is made, for its owner alone', () => {
    const vault = join(home.folder, 'a', 'b', 'c.ukp')
    mkdirSync(join(home.folder, 'a'))
    expect(ukp(home, ['add', 'mama', '--stdin', '--vault', vault], { stdin: KEY, env: given }).exit).toBe(0)
    expect(ukp(home, ['code', '--vault', vault, '-q', '--at', '1700000000'], { env: given }).stdout).toBe('421617\n')
  })
})
