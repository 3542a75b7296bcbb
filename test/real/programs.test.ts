// The programs of one file, built by their one command. The one for this system does the main job where there is no Node:
// an empty folder, no PATH, nothing of the environment. Those for other systems are looked at, not run.
import { spawn, spawnSync } from 'node:child_process'
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { qrPicture } from '../kit/qr-picture.ts'
import { dropHome, KEY, newHome, PASSPHRASE, type Ran, ROOT } from '../kit/ukp.ts'
import { onPath, UNLOCK } from './keyring-play.ts'
import { judgedCode } from './published.ts'

const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string }
const out = join(ROOT, 'out')
const fileFor = (system: string): string => join(out, `ukp-${version}-${system}`)
const OTHERS = [
  ['linux-arm64', /^ELF 64-bit LSB executable, ARM aarch64/],
  ['darwin-arm64', /^Mach-O 64-bit arm64 executable/],
  ['darwin-x64', /^Mach-O 64-bit x86_64 executable/],
  ['win-x64.exe', /^PE32\+ executable \(console\) x86-64, for MS Windows/],
] as const
/** Set where there is no npm registry. */
const left = process.env.UKP_WITHOUT_PROGRAMS
const canBuild = process.platform === 'linux' && process.arch === 'x64'
const why = left ? ' (left out by UKP_WITHOUT_PROGRAMS)' : canBuild ? '' : ' (skipped: built on Linux x64 only)'
const runs = (...names: readonly string[]): boolean => names.every(onPath)

describe.skipIf(left || !canBuild)(`programs of one file${why}`, () => {
  const home = newHome()
  const at = (name: string): string => join(home.folder, name)
  const alone = { HOME: home.folder, XDG_RUNTIME_DIR: at('run') }
  /** Without a terminal; PATH has nothing unless it is given. */
  const run = (args: readonly string[], env: Record<string, string> = {}, input: string | Uint8Array = ''): Ran => {
    const ran = spawnSync('/usr/bin/setsid', ['--wait', at('bin/ukp'), ...args], {
      ...{ env: { ...alone, ...env }, input, cwd: at('empty'), timeout: 60_000 },
    })
    return { exit: ran.status, stdout: String(ran.stdout), stderr: String(ran.stderr) }
  }
  const open = { UKP_PASSPHRASE: PASSPHRASE }
  const answer = (
    args: readonly string[],
    env: Record<string, string> = open,
    input: string | Uint8Array = '',
  ): string => {
    const ran = run(args, env, input)
    expect(ran.exit, `ukp ${args.join(' ')}\n${ran.stderr}`).toBe(0)
    return ran.stdout
  }

  beforeAll(() => {
    const built = spawnSync(process.execPath, [join(ROOT, '.ci/programs.mjs')], { cwd: ROOT, timeout: 500_000 })
    if (built.status !== 0)
      throw new Error(`${String(built.stderr)}\nWhere there is no npm registry, set UKP_WITHOUT_PROGRAMS=1.`)
    for (const folder of ['bin', 'empty', 'path', 'tmp']) mkdirSync(at(folder))
    copyFileSync(fileFor('linux-x64'), at('bin/ukp'))
    chmodSync(at('bin/ukp'), 0o755)
  }, 600_000)
  afterAll(() => {
    run(['lock', '--all'])
    dropHome(home)
  })

  it('are named with their sums', () => {
    const ran = spawnSync('sha256sum', ['--check', '--quiet', 'SHA256SUMS'], { cwd: out })
    expect([ran.status, String(ran.stdout)]).toEqual([0, ''])
    const named = readFileSync(join(out, 'SHA256SUMS'), 'utf8')
    for (const system of ['linux-x64', ...OTHERS.map(([name]) => name)])
      expect(named).toContain(`ukp-${version}-${system}\n`)
  })

  it.runIf(runs('file')).each(OTHERS)('for %s are of that kind, and hold this version', (system, kind) => {
    expect(String(spawnSync('file', ['--brief', fileFor(system)]).stdout)).toMatch(kind)
    const bytes = readFileSync(fileFor(system))
    for (const name of ['main.js', 'commands-code.js', 'libsodium.wasm', 'zxing_reader.wasm'])
      expect(bytes.includes(name), name).toBe(true)
    expect(bytes.includes(readFileSync(join(ROOT, 'dist/libsodium.wasm')))).toBe(true)
    expect(bytes.includes(`${ROOT}dist`)).toBe(false)
  })

  it('for macOS are signed, as Apple’s processors demand', async () => {
    const { isSigned } = (await import(pathToFileURL(join(ROOT, '.ci/mach-o-signature.mjs')).href)) as {
      isSigned(program: Buffer): boolean
    }
    for (const system of ['darwin-arm64', 'darwin-x64']) {
      const program = readFileSync(fileFor(system))
      expect(isSigned(program)).toBe(true)
      // A single altered bit is seen.
      program[100_000] = (program[100_000] ?? 0) ^ 1
      expect(isSigned(program)).toBe(false)
    }
  })

  it('say what they are, in both languages', () => {
    expect(answer(['--version'], {})).toBe(`${version}\n`)
    expect(answer(['--help'], {})).toContain('Usage: ukp')
    expect(answer(['--help'], { LANG: 'hu_HU.UTF-8' })).toContain('Használat: ukp')
    expect(answer(['help', 'add', '--lang', 'hu'], {})).toContain('--qr')
    for (const shell of ['bash', 'zsh', 'fish']) expect(answer(['completion', shell], {})).toContain('ukp')
  })

  it('do the main job without Node, PATH or anything beside them', () => {
    writeFileSync(at('code.png'), qrPicture([`otpauth://totp/Minta:mama?secret=${KEY}&issuer=Minta`]))
    answer(['add', 'mama', '--qr', at('code.png')])
    expect(answer(['code', 'mama', '--at', '1700000000'])).toBe('421617\n')
    const before = Date.now() / 1000
    const shown = answer(['code', 'mama'])
    expect([before, Date.now() / 1000].map((time) => `${judgedCode(KEY, time | 0)}\n`)).toContain(shown)
    answer(['backup', 'create', at('copy.ukp')])
    answer(['backup', 'verify', at('copy.ukp')])
    // Written by one library, read by another, in a process of its own.
    answer(['export', '--format', 'qr-png', '--yes-plaintext', '--output', at('pictures')])
    answer(['import', at('pictures'), '--yes', '--vault', at('second.ukp')])
    expect(answer(['code', 'mama', '--at', '1700000000', '--vault', at('second.ukp')])).toBe('421617\n')
    answer(['key', 'add', 'key-file', at('key')])
    expect(answer(['code', 'mama', '--at', '1700000000', '--key-file', at('key')], {})).toBe('421617\n')
    expect(readdirSync(at('empty'))).toEqual([])
    expect(readdirSync(at('bin'))).toEqual(['ukp'])
  })

  it('refuse a wrong passphrase and a picture without a code', () => {
    expect(run(['code', 'mama'], { UKP_PASSPHRASE: 'not this one' })).toMatchObject({ exit: 4, stdout: '' })
    writeFileSync(at('none.png'), 'no picture')
    expect(run(['add', 'x', '--qr', at('none.png')], open).exit).toBe(6)
  })

  it('look at themselves, and find their own code compiled', () => {
    const said = run(['doctor', '--json'], open).stdout
    expect(said).toContain('"start-fast"')
    expect(said).not.toContain('"unexpected"')
  })

  it('stay unlocked for a while, and lock', () => {
    expect(run(['code', 'mama'])).toMatchObject({ exit: 4, stdout: '' })
    answer(['unlock', '--for', '5m'])
    expect(answer(['code', 'mama', '--at', '1700000000'], {})).toBe('421617\n')
    answer(['lock'], {})
    expect(run(['code', 'mama'])).toMatchObject({ exit: 4, stdout: '' })
  })

  it('read pictures without the right to write or to start anything', () => {
    const options = '--node-options=--permission --allow-fs-read=*'
    const said = (args: readonly string[]): Ran => run(args, {}, readFileSync(at('code.png')))
    expect(said(['::ukp-own-program:picture-process', options])).toMatchObject({ exit: 0 })
    // The same start for what has to write: it cannot.
    expect(
      run(['export', '--format', 'otpauth', '--yes-plaintext', '--output', at('o.txt'), options], open).exit,
    ).not.toBe(0)
    expect(existsSync(at('o.txt'))).toBe(false)
  })

  it('load nothing that lies beside them, and take no options of Node from the environment', () => {
    const marker = at('loaded')
    const script = `require('node:fs').writeFileSync(${JSON.stringify(marker)}, '')`
    for (const folder of [at('bin'), at('empty')]) {
      for (const name of ['@node-rs/argon2', '@napi-rs/keyring', 'clipboardy', 'jimp']) {
        mkdirSync(join(folder, 'node_modules', name), { recursive: true })
        writeFileSync(join(folder, 'node_modules', name, 'index.js'), script)
      }
    }
    writeFileSync(at('evil.cjs'), script)
    const env = { ...open, NODE_OPTIONS: `--require=${at('evil.cjs')}`, NODE_PATH: join(at('bin'), 'node_modules') }
    expect(answer(['code', 'mama', '--at', '1700000000'], env)).toBe('421617\n')
    run(['key', 'add', 'keyring'], { ...env, DBUS_SESSION_BUS_ADDRESS: 'unix:path=/none' })
    run(['code', 'mama', '--copy'], { ...env, DISPLAY: ':99999' })
    expect(existsSync(marker)).toBe(false)
  })

  const keyring = runs('dbus-run-session', 'gnome-keyring-daemon')
  it.skipIf(!keyring)(
    `use the keyring, and leave none of its code behind${keyring ? '' : ' (skipped: no keyring)'}`,
    () => {
      const program = JSON.stringify(at('bin/ukp'))
      writeFileSync(at('passphrase'), PASSPHRASE, { mode: 0o600 })
      const lines = [
        UNLOCK,
        `${program} key add keyring --passphrase-file ${JSON.stringify(at('passphrase'))} -q </dev/null`,
        `${program} code mama --at 1700000000 -q </dev/null`,
      ]
      const env = { ...home.env, ...alone, XDG_DATA_HOME: '', TMPDIR: at('tmp') }
      const ran = spawnSync('dbus-run-session', ['--', 'setsid', '--wait', 'bash', '-c', lines.join('\n')], {
        env,
        timeout: 60_000,
      })
      expect([String(ran.stdout), String(ran.stderr)]).toEqual(['421617\n', expect.any(String)])
      expect(readdirSync(at('tmp')).filter((name) => /^ukp-.{6}$/.test(name))).toEqual([])
    },
  )

  const x = runs('Xvfb', 'xclip', 'xsel')
  it.skipIf(!x)(`copy a code, and take it away${x ? '' : ' (skipped: no Xvfb, xclip, xsel)'}`, async () => {
    const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '640x480x24', '-nolisten', 'tcp', '-noreset'], {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    })
    try {
      const number = await new Promise<string>((resolve) =>
        server.stdio[3]?.on('data', (n) => resolve(String(n).trim())),
      )
      const where = String(spawnSync('sh', ['-c', 'command -v xsel']).stdout).trim()
      symlinkSync(where, at('path/xsel'))
      const env = { DISPLAY: `:${number}`, PATH: at('path') }
      const clipboard = (): string =>
        String(
          spawnSync('xclip', ['-selection', 'clipboard', '-o'], {
            env: { ...process.env, ...env, PATH: process.env.PATH },
          }).stdout,
        )
      answer(['add', 'quick', '--stdin', '--period', '3'], open, 'KRSXG5CTMVRXEZLU')
      answer(['code', 'quick', '--copy', '--min-remaining', '2'], { ...open, ...env })
      expect(clipboard()).toMatch(/^\d{6}$/)
      for (let i = 0; i < 80 && clipboard() !== ''; i++) await wait(100)
      expect(clipboard()).toBe('')
    } finally {
      server.kill()
    }
  })

  it('hold the licences of everything inside', () => {
    const text = readFileSync(join(out, 'LICENSES.txt'), 'utf8')
    for (const part of [
      readFileSync(join(ROOT, 'dist/NOTICES.txt'), 'utf8').trim(),
      'Node.js is licensed for use as follows',
      'OpenSSL',
    ])
      expect(text).toContain(part)
  })
})
