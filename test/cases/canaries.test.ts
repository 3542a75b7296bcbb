// Case 37: where a secret must never stand: arguments, environments, errors, reports, files. Each test begins with the number of its case.
import { spawn, spawnSync } from 'node:child_process'
import {
  closeSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pairOfRecoveryKey } from '../../src/vault/recovery-key.ts'
import { sodium } from '../../src/vault/sodium.ts'
import { BIN, dropHome, type Home, newHome, play, ukp } from '../kit/ukp.ts'
import { account, contentsWith, makeVault, RECOVERY_KEY, resealed, withSlot } from '../vault/kit.ts'
import { exitOf, expectRefusal, hasTerminal, linux, onPath, WITHOUT_TERMINAL } from './ways-in.ts'

const CANARY = {
  secret: 'MNQW4YLSPEQHGZLDOJSXI3LF',
  passphrase: 'canary passphrase of the vault',
  deletionCode: '90817263',
  recoveryKey: RECOVERY_KEY,
} as const

/** Every spelling in which a canary could come out. */
const SPELLINGS = Object.values(CANARY).flatMap((text) => [
  text,
  text.toLowerCase(),
  encodeURIComponent(text),
  Buffer.from(text).toString('base64').slice(0, 16),
  Buffer.from(text).toString('hex'),
  ...(text === CANARY.secret ? [text.match(/.{4}/g)?.join(' ') ?? '', text.slice(0, 12)] : []),
])
const canariesIn = (text: string): string[] => SPELLINGS.filter((spelling) => text.includes(spelling))

/** Files below a folder, by their whole names. */
function filesBelow(folder: string): string[] {
  return (readdirSync(folder, { recursive: true }) as string[])
    .map((name) => join(folder, name))
    .filter((name) => statSync(name).isFile())
}

describe('case 37', () => {
  const nest: Home = newHome()
  const elsewhere = newHome()
  const env = { UKP_PASSPHRASE: CANARY.passphrase }
  const link = `otpauth://totp/Acme:anna?secret=${CANARY.secret}&issuer=Acme`
  const passphraseFile = join(elsewhere.folder, 'passphrase')
  let slowVault = ''

  beforeAll(async () => {
    writeFileSync(passphraseFile, `${CANARY.passphrase}\n`, { mode: 0o600 })
    const made = await makeVault({
      contents: contentsWith([account(1, { name: 'anna', secret: CANARY.secret, deletionCode: CANARY.deletionCode })]),
      passphrases: [CANARY.passphrase],
      recipients: [pairOfRecoveryKey(await sodium(), CANARY.recoveryKey).publicKey],
    })
    mkdirSync(dirname(nest.vault), { recursive: true })
    const vault = await resealed(made, {
      header: ({ slots }) => {
        for (const slot of slots) if (slot.type === 'raw') slot.src = 'keyring'
      },
    })
    writeFileSync(nest.vault, vault, { mode: 0o600 })
    const slow = withSlot(vault, (slot) => (slot.kdf = { ...(slot.kdf as object), t: 16, m: 256 * 1024 }))
    slowVault = join(elsewhere.folder, 'slow.ukp')
    writeFileSync(slowVault, slow, { mode: 0o600 })
  })
  afterAll(() => {
    dropHome(nest)
    dropHome(elsewhere)
  })

  let copies = 0
  /** Each mistake is made on a vault of its own. */
  function copied(): string {
    const file = join(nest.folder, `copy-${++copies}.ukp`)
    copyFileSync(nest.vault, file)
    return file
  }

  const IN_ARGUMENT = /Do not give a key, a passphrase or a code on the command line/
  it.each([
    [['add', 'x', CANARY.secret]],
    [['add', CANARY.secret]],
    [['add', 'x', '--secret', CANARY.secret]],
    [['add', 'x', `--secret=${CANARY.secret}`]],
    [['add', link]],
    [['add', 'x', link]],
    [['add', '--qr', link]],
    [['key', 'add', 'recovery', '--recipient', CANARY.recoveryKey]],
    [['add', CANARY.recoveryKey]],
    [['add', CANARY.recoveryKey, '--stdin']],
    [['edit', 'anna', '--name', CANARY.recoveryKey]],
  ])('case 37: a secret as an argument is refused with the safe way, and nothing is stored: %j', (args) => {
    const vault = copied()
    const ran = ukp(nest, [...args, '--vault', vault], { env })
    expectRefusal(ran, 2, IN_ARGUMENT)
    expect(ran.stderr).toMatch(/\nNext step: .*(prompt|--stdin)/)
    expect(canariesIn(ran.stderr)).toEqual([])
    const json = ukp(nest, [...args, '--json', '--vault', vault], { env })
    expect(JSON.parse(json.stdout)).toMatchObject({ ok: false, kind: 'usage', exit: 2 })
    expect(canariesIn(json.stdout + json.stderr)).toEqual([])
    expect(Buffer.compare(readFileSync(vault), readFileSync(nest.vault))).toBe(0)
  })

  it.each([
    [['code', '--passphrase', CANARY.passphrase]],
    [['code', `--passphrase=${CANARY.passphrase}`]],
    [['--passphrase', CANARY.passphrase, 'list']],
    [['key', 'add', 'passphrase', CANARY.passphrase]],
    [['key', 'change', '--new-passphrase', CANARY.passphrase]],
    [['edit', 'anna', '--deletion-code', CANARY.deletionCode]],
    [['edit', 'anna', `--deletion-code=${CANARY.deletionCode}`]],
    [['show', 'anna', '--reveal', CANARY.secret]],
    [['--passphrase-fd', CANARY.passphrase, 'list']],
    [['key', 'remove', CANARY.recoveryKey]],
    [['verify', CANARY.secret]],
    [['verify', CANARY.deletionCode]],
    [[CANARY.secret]],
    [['code', link]],
    [[link]],
    [['code', CANARY.recoveryKey]],
    [['show', CANARY.recoveryKey]],
    [[CANARY.recoveryKey]],
  ])('case 37: one that was given where none belongs is not repeated: %j', (args) => {
    for (const more of [[], ['--json']]) {
      const ran = ukp(nest, [...args, ...more, '--vault', copied()], { env })
      expect(ran.exit).not.toBe(0)
      expect(ran.stdout.length + ran.stderr.length).toBeGreaterThan(0)
      expect(canariesIn(ran.stdout + ran.stderr)).toEqual([])
    }
  })

  it('case 37: error texts about what was handed over the right way do not repeat it', () => {
    const damaged = join(elsewhere.folder, 'damaged.ukp')
    const bytes = readFileSync(nest.vault)
    bytes[bytes.length - 50] = (bytes[bytes.length - 50] ?? 0) ^ 1
    writeFileSync(damaged, bytes, { mode: 0o600 })
    const runs = [
      ukp(nest, ['add', 'x', '--stdin'], { env, stdin: `${CANARY.secret}0\n` }),
      ukp(nest, ['add', 'x', '--stdin', '--json'], { env, stdin: `{"secret":"${CANARY.secret}"}\n` }),
      ukp(nest, ['add', 'x', '--stdin'], { env, stdin: link.replace('secret=', 'secret=%ZZ') }),
      ukp(nest, ['add', 'x', '--qr', '-'], { env, stdin: link }),
      ukp(nest, ['edit', 'anna', '--deletion-code-stdin'], { env, stdin: `${CANARY.deletionCode}9` }),
      ukp(nest, ['list'], { env: { UKP_PASSPHRASE: `${CANARY.passphrase} ` } }),
      ukp(nest, ['list'], { env: { UKP_PASSPHRASE: `${CANARY.recoveryKey.slice(0, -1)}0` } }),
      ukp(nest, ['list', '--passphrase-fd', '0'], { stdin: `${CANARY.passphrase}\0` }),
      ukp(nest, ['list', '--key-file', passphraseFile]),
      ukp(nest, ['list', '--vault', damaged], { env }),
      ukp(nest, ['key', 'change', '--new-passphrase-file', '/nowhere'], { env }),
    ]
    for (const ran of runs) {
      expect(ran.exit, ran.stdout + ran.stderr).not.toBe(0)
      expect(canariesIn(ran.stdout + ran.stderr)).toEqual([])
    }
  })

  it.runIf(linux)(
    'case 37: a running ukp has none in its arguments or its environment',
    { timeout: 60_000 },
    async () => {
      const ways: [string[], 'fd' | 'stdin'][] = [
        [['list', '--passphrase-file', passphraseFile], 'fd'],
        [['list', '--passphrase-fd', '0'], 'stdin'],
        [['list', '--passphrase-fd', '3'], 'fd'],
      ]
      for (const [args, how] of ways) {
        const fd = openSync(passphraseFile, 'r')
        const child = spawn(process.execPath, [BIN, ...args, '--vault', slowVault], {
          env: nest.env,
          cwd: nest.folder,
          stdio: ['pipe', 'ignore', 'ignore', fd],
        })
        const exited = exitOf(child)
        try {
          if (how === 'stdin') child.stdin?.write(`${CANARY.passphrase}\n`)
          const proc = `/proc/${child.pid}`
          // It has read the passphrase when it derives the key.
          for (let tries = 0; tries < 500 && resident(proc) < 200; tries++) await wait(20)
          expect(resident(proc)).toBeGreaterThan(200)
          const [cmdline, environ] = ['cmdline', 'environ'].map((name) => readFileSync(`${proc}/${name}`, 'latin1'))
          expect(cmdline).toContain('ukp.js')
          expect(environ).toContain('XDG_DATA_HOME=')
          expect(canariesIn(`${cmdline}${environ}`)).toEqual([])
        } finally {
          child.kill('SIGKILL')
          await exited
          closeSync(fd)
        }
      }
    },
  )

  /** MiB of a process in memory. */
  function resident(proc: string): number {
    const status = existsSync(`${proc}/status`) ? readFileSync(`${proc}/status`, 'latin1') : ''
    return Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0) / 1024
  }

  const traces = onPath('strace') && spawnSync('strace', ['-f', '-o', '/dev/null', 'true']).status === 0
  it.skipIf(!traces)(
    `case 37: no program that ukp starts has one in its arguments or environment${traces ? '' : ' (skipped: no strace)'}`,
    { timeout: 60_000 },
    () => {
      const bin = join(elsewhere.folder, 'bin')
      mkdirSync(bin)
      // Asked what is on the clipboard, it answers at once: nothing.
      const xsel = '#!/bin/sh\ncase "$*" in *output*) exit 0 ;; esac\nexec cat > /dev/null\n'
      writeFileSync(join(bin, 'xsel'), xsel, { mode: 0o755 })
      const trace = join(elsewhere.folder, 'trace')
      const started = (args: readonly string[], more: Readonly<Record<string, string>>): string[] => {
        const options = ['-f', '-v', '-s', '1000000', '-e', 'trace=execve', '-o', trace]
        // It follows what outlives ukp as well, so it is given a bound of its own.
        const bounded = ['-k', '1', '20', 'strace', ...options, process.execPath, BIN, ...args]
        const ran = spawnSync('timeout', bounded, {
          env: { ...nest.env, ...more, PATH: `${bin}:${process.env.PATH}` },
          cwd: nest.folder,
          stdio: 'ignore',
          timeout: 25_000,
        })
        expect(ran.status).not.toBe(124)
        const lines = readFileSync(trace, 'latin1').split('\n')
        const calls = lines.filter((line) => /execve\(.*= 0$/.test(line) || line.includes('unfinished'))
        return calls.slice(1)
      }
      // The clipboard's program, and what empties the clipboard later; told from the trace, which holds its first line.
      const copied = started(['code', 'anna', '--copy', '--at', '1700000000'], { ...env, DISPLAY: ':4321' })
      expect(copied.some((line) => line.includes('xsel'))).toBe(true)
      expect(copied.some((line) => line.includes('clipboard-process'))).toBe(true)
      // The process that asks the keyring, before it comes to the passphrase.
      const asked = started(['list', '--no-input'], {
        DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nowhere/bus',
        ...secretNames,
      })
      expect(asked.some((line) => line.includes('keyring-process'))).toBe(true)
      for (const line of [...copied, ...asked]) {
        expect(canariesIn(line)).toEqual([])
        expect(line).not.toContain('UKP_PASSPHRASE=')
      }
      const code = ukp(nest, ['code', 'anna', '-q', '--at', '1700000000'], { env }).stdout.trim()
      expect(copied.filter((line) => line.includes(`"${code}"`))).toEqual([])
    },
  )
  /** A variable that ukp does not read, since another one wins, is nothing for others either. */
  const secretNames = { UKP_KEY_FILE: '', UKP_PASSPHRASE: '' }

  it('case 37: reports of Node have none: there are none of refusals, and those that are made leave it out', () => {
    const reports = join(elsewhere.folder, 'reports')
    mkdirSync(reports)
    const flags = ['--report-uncaught-exception', '--report-on-fatalerror', `--report-directory=${reports}`]
    const withReports = { ...env, NODE_OPTIONS: flags.join(' ') }
    for (const [args, stdin] of [
      [['add', 'x', '--stdin'], `${CANARY.secret}0`],
      [['add', 'x', CANARY.secret], ''],
      [['list', '--key-file', passphraseFile], ''],
      [['list', '--vault', join(elsewhere.folder, 'none.ukp')], ''],
      [['verify', CANARY.secret], ''],
    ] as const) {
      expect(ukp(nest, args, { env: withReports, stdin }).exit).not.toBe(0)
    }
    expect(readdirSync(reports)).toEqual([])
  })

  it.skipIf(!hasTerminal)(
    `case 37: a report of a ukp that fails while it asks has none${WITHOUT_TERMINAL}`,
    { timeout: 60_000 },
    () => {
      const reports = join(elsewhere.folder, 'reports-while-asking')
      mkdirSync(reports)
      const bug = join(elsewhere.folder, 'bug.mjs')
      // Stands for a bug anywhere: thrown when the vault is open and a key is half typed.
      writeFileSync(bug, "process.on('SIGUSR2', () => { throw new Error('a bug') })\n")
      const flags = ['--report-uncaught-exception', `--report-directory=${reports}`, `--import=${bug}`]
      const played = play(
        nest,
        ['add', 'papa'],
        [{ expect: 'Secret key:' }, { send: CANARY.secret }, { expect: '••••' }, { signal: 'USR2' }],
        { env: { ...env, NODE_OPTIONS: flags.join(' ') } },
      )
      expect(played.exit).not.toBe(0)
      const made = filesBelow(elsewhere.folder).filter((name) => name.endsWith('.json') && name.includes('report'))
      expect(made).toHaveLength(1)
      const text = readFileSync(made[0] ?? '', 'utf-8')
      expect(text).toContain('environmentVariables')
      expect(canariesIn(text)).toEqual([])
      expect(canariesIn(`${played.screen}${played.stdout}${played.stderr}`)).toEqual([])
    },
  )

  it('case 37: no file that ukp wrote in all this holds one', () => {
    expect(ukp(nest, ['backup', '--quiet'], { env }).exit).toBe(0)
    expect(ukp(nest, ['code', 'anna', '--quiet'], { env }).exit).toBe(0)
    const files = filesBelow(nest.folder).filter((name) => !name.endsWith('steps.json'))
    expect(files.length).toBeGreaterThan(3)
    for (const file of files) expect(canariesIn(readFileSync(file, 'latin1')), file).toEqual([])
  })
})
