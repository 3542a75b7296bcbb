// The examples of docs/scripts.md do what the page says: each is taken from the page and run, with stand-ins for the
// other programs. An example in sh or js that no test here runs fails.
import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { BIN, dropHome, newHome, PASSPHRASE, type Ran, ROOT, ukp } from './kit/ukp.ts'
import { putVault } from './kit/vaults.ts'

const KEY = 'JBSWY3DPEHPK3PXPGEZA'
const page = readFileSync(join(ROOT, 'docs/scripts.md'), 'utf-8')
const home = newHome()
const bin = join(home.folder, 'bin')

/** Blocks of a language, by the file name in their first comment. */
function blocks(language: string): Map<string, string> {
  const found = [...page.matchAll(new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\``, 'gms'))].map((match) => match[1] ?? '')
  return new Map(found.map((text) => [/^(?:#|\/\/) ([a-z-]+\.[a-z]+): /m.exec(text)?.[1] ?? '', text]))
}

const SHELL = blocks('sh')
const SCRIPTS = blocks('js')

/** A program of this name that is a script of the shell. */
function standIn(folder: string, name: string, script: string): void {
  writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`)
  chmodSync(join(folder, name), 0o755)
}

/** Runs an example as a program in the home folder, without a terminal and with as little of an environment as cron. */
function example(name: string, args: readonly string[] = [], env: Record<string, string> = {}): Ran {
  standIn(home.folder, name, SHELL.get(name) ?? 'exit 99')
  const ran = spawnSync('setsid', ['--wait', join(home.folder, name), ...args], {
    cwd: home.folder,
    env: { HOME: home.folder, PATH: `${bin}:/usr/local/bin:/usr/bin:/bin`, ...env },
    timeout: 60_000,
  })
  return { exit: ran.status, stdout: String(ran.stdout), stderr: String(ran.stderr) }
}

beforeAll(async () => {
  // Codes of ten seconds: --min-remaining 8 and --fresh wait less.
  await putVault(home, [{ name: 'mama', account: 'kiss.anna', secret: KEY, period: 10 }])
  mkdirSync(bin)
  const { XDG_DATA_HOME, XDG_STATE_HOME } = home.env
  standIn(
    bin,
    'ukp',
    `XDG_DATA_HOME='${XDG_DATA_HOME}' XDG_STATE_HOME='${XDG_STATE_HOME}' exec '${process.execPath}' '${BIN}' "$@"`,
  )
  mkdirSync(join(home.folder, '.config'))
  const file = join(home.folder, '.config', 'ukp.key')
  expect(
    ukp(home, ['key', 'add', 'key-file', file, '--label', 'scripts'], { env: { UKP_PASSPHRASE: PASSPHRASE } }).exit,
  ).toBe(0)
})
afterAll(() => dropHome(home))

describe('docs/scripts.md', () => {
  it('has no example that is not run', () => {
    expect([...SHELL.keys()].sort()).toEqual(['from-pass.sh', 'login.sh', 'tarhely.sh'])
    expect([...SCRIPTS.keys()]).toEqual(['code.mjs'])
    expect(page.match(/^```yaml$/gm)).toHaveLength(1)
  })

  it('from-pass.sh: takes the passphrase from a pipe', () => {
    standIn(bin, 'pass', `test "$*" = 'show ukp' && echo '${PASSPHRASE}'`)
    expect(example('from-pass.sh')).toEqual({ exit: 0, stdout: expect.stringMatching(/^\d{6}\n$/), stderr: '' })
    standIn(bin, 'pass', 'echo wrong')
    expect(example('from-pass.sh')).toMatchObject({ exit: 4, stdout: '' })
  })

  it('login.sh: hands a code on, and ends clearly without one', () => {
    standIn(home.folder, 'log-in', 'read -r code; echo "logged in with $code ($# arguments)"')
    const ran = example('login.sh')
    expect(ran).toEqual({
      exit: 0,
      stdout: expect.stringMatching(/^logged in with \d{6} \(0 arguments\)\n$/),
      stderr: '',
    })
    for (const [code, exit, saying] of [
      [7, 75, 'busy'],
      [4, 1, 'No code (4)'],
    ] as const) {
      const before = readFileSync(join(bin, 'ukp'), 'utf-8')
      standIn(bin, 'ukp', `exit ${code}`)
      expect(example('login.sh')).toEqual({ exit, stdout: '', stderr: expect.stringContaining(saying) })
      writeFileSync(join(bin, 'ukp'), before)
    }
  }, 90_000)

  it('tarhely.sh: gives the program all three variables, its arguments and its exit code', () => {
    standIn(bin, 'secret-tool', `test "$*" = 'lookup service ugyfelkapu account mama' && printf 'portal word'`)
    standIn(bin, 'npx', 'echo "$TARHELY_USERNAME|$TARHELY_PASSWORD|$TARHELY_TOTP_SEED|$*"; exit 5')
    expect(example('tarhely.sh', ['download', '--json'])).toEqual({
      exit: 5,
      stdout: `kiss.anna|portal word|${KEY}|tarhely-cli download --json\n`,
      stderr: '',
    })
    standIn(bin, 'secret-tool', 'exit 1')
    expect(example('tarhely.sh', ['download'])).toEqual({ exit: 1, stdout: '', stderr: '' })
  })

  it('code.mjs: gives a code, and an exit code where there is none', () => {
    const file = join(home.folder, 'code.mjs')
    writeFileSync(file, SCRIPTS.get('code.mjs') ?? '')
    const use = (name: string): Ran => {
      const script = `import { codeOf } from '${pathToFileURL(file)}'
        try { console.log(codeOf('${name}')) } catch (error) { console.log(error.status, JSON.parse(error.stdout).kind) }`
      const ran = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
        env: { HOME: home.folder, PATH: `${bin}:/usr/bin:/bin`, UKP_KEY_FILE: join(home.folder, '.config', 'ukp.key') },
      })
      return { exit: ran.status, stdout: String(ran.stdout), stderr: String(ran.stderr) }
    }
    expect(use('mama')).toEqual({ exit: 0, stdout: expect.stringMatching(/^\d{6}\n$/), stderr: '' })
    expect(use('nobody').stdout).toBe('3 not-found\n')
  }, 60_000)

  it('the step for GitHub Actions: unpacks the key for its owner only, and takes it away again', async () => {
    const own = newHome()
    await putVault(own, [{ name: 'portal', secret: KEY }])
    const given = { UKP_PASSPHRASE: PASSPHRASE }
    expect(ukp(own, ['key', 'add', 'key-file', 'ci.key', '--label', 'github'], { env: given }).exit).toBe(0)
    writeFileSync(join(own.folder, 'ci.ukp'), readFileSync(own.vault), { mode: 0o644 })
    const lines = /^ {2}run: \|\n((?: {4}.*\n)+)/m.exec(page)?.[1]?.replace(/^ {4}/gm, '') ?? 'exit 99'
    standIn(bin, 'npm', `echo "$TOTP_SEED|$UKP_KEY|$*|$(stat -c %a "$RUNNER_TEMP/ukp.key")"; exit 6`)
    // As GitHub runs such lines: bash -e {0}.
    const ran = spawnSync('bash', ['-e', '-c', lines], {
      cwd: own.folder,
      env: {
        HOME: own.folder,
        PATH: `${bin}:/usr/bin:/bin`,
        RUNNER_TEMP: own.folder,
        UKP_KEY: readFileSync(join(own.folder, 'ci.key')).toString('base64'),
      },
    })
    expect([ran.status, String(ran.stdout)]).toEqual([6, `${KEY}||run login|600\n`])
    expect(spawnSync('ls', [own.folder]).stdout.toString()).not.toContain('ukp.key')
    dropHome(own)
  })
})
