// `ukp run` through the real program: what the started program gets, how both end, and what stays out of sight.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Command } from 'commander'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { demandDashes } from '../../src/command-line/own-words.ts'
import { buildProgram } from '../../src/command-line/program.ts'
import { variables } from '../../src/commands/run/variables.ts'
import { run } from '../../src/commands/run.ts'
import { loadMessages } from '../../src/messages/choose.ts'
import { BIN, dropHome, type Home, newHome, PASSPHRASE, PYTHON, play, type Ran, ukp } from '../kit/ukp.ts'
import { generationOf, putVault, storedIn } from '../kit/vaults.ts'

const KEY = 'JBSWY3DPEHPK3PXPGEZA'
const OTHER_KEY = 'KRSXG5CTMVRXEZLU'
const DELETION = '04711042'
const given = { UKP_PASSPHRASE: PASSPHRASE }
let home: Home

beforeEach(async () => {
  home = newHome()
  await putVault(home, [
    { name: 'mama', issuer: 'Acme', account: 'kiss.anna', secret: KEY, deletionCode: DELETION },
    { name: 'papa', issuer: 'Acme', account: '', secret: OTHER_KEY },
    { name: 'work:mail', account: 'anna:k', secret: OTHER_KEY },
    { name: 'counted', type: 'hotp', counter: 7, secret: KEY },
    { name: 'counted two', type: 'hotp', counter: 3, secret: OTHER_KEY },
    { name: 'quick', period: 3, secret: KEY },
    { name: '\u001b[31mred', secret: OTHER_KEY },
  ])
})
afterEach(() => dropHome(home))

/** `ukp run` with these variables and a line of the shell. */
function sh(vars: readonly string[], script: string, options: { own?: readonly string[]; stdin?: string } = {}): Ran {
  const env = vars.flatMap((one) => ['--env', one])
  const { own = [], stdin = '' } = options
  return ukp(home, ['run', ...env, ...own, '--', 'sh', '-c', script], { env: given, stdin })
}

/** These vaults are derived in no time, which is said before. */
const lastLine = ({ stderr }: Ran): string | undefined => stderr.trimEnd().split('\n').at(-1)

/** The code that `ukp code` gives, in the same or the next step. */
function codeNow(name: string): string {
  return ukp(home, ['code', name, '-q'], { env: given }).stdout.trim()
}

describe('the variables of ukp run', () => {
  it('hold the key, the user name, the link and the deletion code', () => {
    const vars = ['A=secret:mama', 'B=account:mama', 'C=uri:mama', '_d1=deletion-code:mama']
    const ran = sh(vars, 'printf "%s\\n" "$A" "$B" "$C" "$_d1"')
    const link = `otpauth://totp/Acme:kiss.anna?secret=${KEY}&issuer=Acme&algorithm=SHA1&digits=6&period=30`
    expect(ran.stdout.split('\n')).toEqual([KEY, 'kiss.anna', link, DELETION, ''])
    expect(ran.exit).toBe(0)
  })

  it('hold the code of the start, the same in two variables', () => {
    const before = codeNow('mama')
    const ran = sh(['A=code:mama', 'B=code:mama'], 'echo "$A $B"')
    const [first, second] = ran.stdout.trim().split(' ')
    expect([before, codeNow('mama')]).toContain(first)
    expect(second).toBe(first)
  })

  it('are of several accounts, found as reading commands find them', () => {
    const ran = sh(['A=secret:MAMA', 'B=secret:pap', 'C=account:work:mail'], 'echo "$A $B $C"')
    expect(ran.stdout).toBe(`${KEY} ${OTHER_KEY} anna:k\n`)
    expect(lastLine(ran)).toBe('In the environment of sh: A (key of mama), B (key of papa), C (user name of work:mail)')
  })

  it('are told in one line without their values, in Hungarian too, and not with --quiet', () => {
    const ran = sh(['A=code:mama', 'B=deletion-code:mama'], 'true', { own: ['--lang', 'hu'] })
    expect(lastLine(ran)).toBe('E program környezetébe kerül: sh. A változók: A (kód: mama), B (törlőkód: mama)')
    expect(sh(['A=code:mama'], 'true', { own: ['--quiet'] })).toEqual({ exit: 0, stdout: '', stderr: '' })
    expect(sh(['A=secret:red'], 'true').stderr).toContain('<U+001B>[31mred')
  })

  it('are in the environment of the program only: in no arguments, not in that of ukp, not in what ukp says', () => {
    const script = 'cat /proc/$$/cmdline /proc/$PPID/cmdline /proc/$PPID/environ; tr "\\0" "\\n" < /proc/$$/environ >&2'
    const ran = sh(['A=secret:mama', 'B=deletion-code:mama'], script)
    expect(ran.stdout).toContain('A=secret:mama')
    expect(ran.stdout).toContain('PATH=')
    for (const secret of [KEY, DELETION]) {
      expect(ran.stdout).not.toContain(secret)
      expect(ran.stderr.split(secret)).toHaveLength(2)
    }
    const silent = sh(['A=secret:mama', 'B=uri:mama', 'C=deletion-code:mama'], 'exit 7')
    expect(silent.stdout).toBe('')
    expect(silent.stderr).not.toMatch(new RegExp(`${KEY}|${DELETION}`))
  })

  it('are all that is changed in the environment, save for the passphrase', () => {
    const env = { ...home.env, ...given, UKP_LANG: 'en', NODE_OPTIONS: '', EMPTY: '', Odd: 'a=b\nc é', B: 'before' }
    const ran = spawnSync(
      process.execPath,
      [BIN, 'run', '--env', 'A=secret:mama', '--env', 'B=secret:papa', '--', 'env', '-0'],
      { env },
    )
    const got = Object.fromEntries(
      String(ran.stdout)
        .split('\0')
        .filter((line) => line !== '')
        .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
    )
    const { UKP_PASSPHRASE: _, ...others } = env
    expect(got).toEqual({ ...others, A: KEY, B: OTHER_KEY })
  })

  it('wait with --min-remaining until the code is good for that long', async () => {
    // Two seconds are left of a code of three: too few.
    await new Promise((resolve) => setTimeout(resolve, (4000 - (Date.now() % 3000)) % 3000))
    const before = Math.floor(Date.now() / 3000)
    const started = sh(['A=code:quick'], 'date +%s', { own: ['--min-remaining', '3'] }).stdout
    expect(Math.floor(Number(started) / 3)).toBeGreaterThan(before)
    expect(sh(['A=code:mama'], 'true', { own: ['--min-remaining', '31'] }).exit).toBe(2)
    expect(sh(['A=secret:mama'], 'true', { own: ['--min-remaining', '3'] }).stderr).toContain('NAME=code:<account>')
    expect(sh(['A=code:counted'], 'true', { own: ['--min-remaining', '3'] }).exit).toBe(2)
    expect(generationOf(home)).toBe(1)
  })

  it('are remembered as handed out, so that ukp code --fresh passes over them', () => {
    const code = sh(['A=code:quick'], 'echo "$A"').stdout.trim()
    expect(ukp(home, ['code', 'quick', '--fresh', '-q'], { env: given }).stdout.trim()).not.toBe(code)
    writeFileSync(join(home.folder, 'no-folder'), '')
    const env = { ...given, XDG_STATE_HOME: join(home.folder, 'no-folder') }
    const ran = ukp(home, ['run', '--env', 'A=code:mama', '-q', '--', 'sh', '-c', 'echo "$A"'], { env })
    expect(ran).toEqual({ exit: 0, stdout: expect.stringMatching(/^\d{6}\n$/), stderr: '' })
  })

  it('use up a counted code each: the counters are saved, all at once, before the program starts', async () => {
    const vars = ['A=code:counted', 'B=code:counted', 'C=code:counted two']
    const codes = sh(vars, `echo "$A $B $C"; ${process.execPath} ${BIN} list --json >/dev/null; exit 3`)
    expect(codes.exit).toBe(3)
    const [a, b, c] = codes.stdout.trim().split(' ')
    expect(b).toBe(a)
    const counters = (await storedIn(home)).filter(({ type }) => type === 'hotp').map(({ counter }) => counter)
    expect(counters).toEqual([8, 4])
    expect(generationOf(home)).toBe(2)
    expect(codeNow('counted')).not.toBe(a)
    expect(c).toMatch(/^\d{6}$/)
    // RFC 4226 by another hand: the code of counter 7.
    const { HOTP, Secret } = await import('otpauth')
    expect(a).toBe(HOTP.generate({ secret: Secret.fromBase32(KEY), counter: 7 }))
  })

  it.each([
    ['A=account:papa', 3, 'No user name is stored for this account: papa'],
    ['A=deletion-code:papa', 3, 'No deletion code is stored for this account: papa'],
    ['A=code:nobody', 3, 'nobody'],
    ['A=code:coun', 3, 'counted two'],
    ['A=key:mama', 2, 'NAME=account:<account>, NAME=code:<account>'],
    ['A=Secret:mama', 2, 'Allowed'],
    ['A=secret:', 2, 'Allowed'],
    ['A=secret', 2, 'Allowed'],
    ['A', 2, 'Allowed'],
    ['1A=secret:mama', 2, 'Allowed'],
    ['A-B=secret:mama', 2, 'Allowed'],
    ['=secret:mama', 2, 'Allowed'],
    [`A=${KEY}`, 2, 'command line'],
    [`A=secret:${KEY}`, 2, 'command line'],
    [`A=${DELETION}`, 2, 'Allowed'],
  ])('are refused before anything starts: %s', (variable, exit, saying) => {
    const proof = join(home.folder, 'started')
    const ran = sh(['GOOD=code:counted', variable], `touch ${proof}`)
    expect(ran.exit).toBe(exit)
    expect(ran.stderr).toContain(saying)
    expect(ran.stdout).toBe('')
    expect(`${ran.stderr}`).not.toMatch(new RegExp(`${KEY}|${DELETION}`))
    expect(existsSync(proof)).toBe(false)
    expect(generationOf(home)).toBe(1)
  })

  it('are given once each, and there is one', () => {
    expect(sh(['A=code:mama', 'A=code:papa'], 'true').stderr).toContain('This variable is given twice: A.')
    const ran = sh([], 'true')
    expect([ran.exit, ran.stderr]).toEqual([2, expect.stringContaining('An option is missing: --env.')])
    expect(variables('A=secret:a:b', undefined)).toEqual([{ name: 'A', field: 'secret', query: 'a:b' }])
  })
})

describe('how the program ends', () => {
  it.each([0, 1, 2, 7, 130, 255])('is how ukp ends: %i', (code) => {
    expect(sh(['A=code:mama'], `exit ${code}`, { own: ['-q'] })).toEqual({ exit: code, stdout: '', stderr: '' })
  })

  const start = (script: string, vars = ['A=code:mama']): ChildProcess =>
    spawn(
      process.execPath,
      [BIN, 'run', '-q', ...vars.flatMap((one) => ['--env', one]), '--', process.execPath, '-e', script],
      // A session of its own, so that it has no terminal.
      { env: { ...home.env, ...given }, detached: true, stdio: ['ignore', 'pipe', 'pipe'] },
    )
  const ended = (child: ChildProcess): Promise<{ code: number | null; signal: string | null; out: string }> =>
    new Promise((resolve) => {
      let out = ''
      child.stdout?.on('data', (chunk) => {
        out += String(chunk)
      })
      child.on('close', (code, signal) => resolve({ code, signal, out }))
    })
  const ready = (child: ChildProcess): Promise<void> =>
    new Promise((resolve) => child.stdout?.once('data', () => resolve()))

  const byShell = (script: string): { status: number | null; signal: string | null } =>
    spawnSync(process.execPath, [BIN, 'run', '-q', '--env', 'A=code:mama', '--', 'sh', '-c', script], {
      env: { ...home.env, ...given },
      cwd: home.folder,
    })

  it.each(['TERM', 'KILL', 'INT', 'HUP', 'PIPE', 'USR1', 'USR2', 'ALRM'])(
    'by SIG%s is how ukp ends: by the same signal',
    (signal) => {
      expect(byShell(`kill -${signal} $$`)).toMatchObject({ status: null, signal: `SIG${signal}` })
    },
  )

  it.each([
    ['QUIT', 131],
    ['ABRT', 134],
    ['SEGV', 139],
  ])('by %s, which leaves a memory image, is exit code %i of ukp', (signal, code) => {
    expect(byShell(`ulimit -c 0; kill -${signal} $$`)).toMatchObject({ status: code, signal: null })
  })

  it.each(['SIGTERM', 'SIGHUP', 'SIGUSR1', 'SIGUSR2', 'SIGCONT', 'SIGINT', 'SIGQUIT'] as const)(
    'is up to the program when ukp gets %s: it is passed on, once, and ukp stays',
    async (signal) => {
      const child = start(
        `let n = 0; process.on('${signal}', () => { n++; setTimeout(() => { console.log('got', n); process.exit(40) }, 150) }); setTimeout(() => 0, 20000); console.log('ready')`,
      )
      const end = ended(child)
      await ready(child)
      child.kill(signal)
      expect(await end).toEqual({ code: 40, signal: null, out: 'ready\ngot 1\n' })
    },
  )

  it('is up to the program when it traps the signal and cleans up', async () => {
    const file = join(home.folder, 'cleaned')
    const child = spawn(
      process.execPath,
      [
        BIN,
        'run',
        '--env',
        'A=code:mama',
        '--',
        'sh',
        '-c',
        `trap 'echo done > ${file}; exit 9' TERM; echo ready; while :; do sleep 0.05; done`,
      ],
      { env: { ...home.env, ...given }, stdio: ['ignore', 'pipe', 'ignore'] },
    )
    const end = ended(child)
    await ready(child)
    child.kill('SIGTERM')
    expect((await end).code).toBe(9)
    expect(readFileSync(file, 'utf-8')).toBe('done\n')
  })

  it('is waited for by ukp, however early the signal comes', async () => {
    for (let i = 0; i < 15; i++) {
      const script = 'trap "exit 9" TERM; echo ready; sleep 5 & wait'
      const child = spawn(process.execPath, [BIN, 'run', '-q', '--env', 'A=code:mama', '--', 'sh', '-c', script], {
        env: { ...home.env, ...given },
        stdio: ['ignore', 'pipe', 'ignore'],
      })
      child.stdout.once('data', () => child.kill('SIGTERM'))
      // Not when its output is closed: what the shell started has it too.
      const end = await new Promise((resolve) => child.on('exit', (code, signal) => resolve({ code, signal })))
      expect(end).toEqual({ code: 9, signal: null })
    }
  })

  it.runIf(PYTHON !== null)('is Ctrl-C at a terminal for both: the program gets it once, and ukp waits for it', () => {
    const script = `let n = 0; process.on('SIGINT', () => { n++; setTimeout(() => process.exit(40 + n), 300) }); setTimeout(() => 0, 20000); console.log('ready')`
    const args = ['run', '--env', 'A=code:mama', '--', process.execPath, '-e', script]
    const steps = [{ columns: 80 }, { expect: 'ready' }, { send: '\u0003' }]
    expect(play(home, args, steps, { env: given }).exit).toBe(41)
    const plain = ['run', '--env', 'A=code:mama', '--', 'sh', '-c', 'echo ready; exec sleep 20']
    // Python tells a death by signal 2 as -2.
    expect(play(home, plain, steps, { env: given }).exit).toBe(-2)
  })

  it.runIf(PYTHON !== null)('comes after a passphrase was asked for: the terminal is then the program’s', () => {
    const script = 'echo ready; read -r line; echo "<$line>"; stty -a | grep -o " echo "; exit 5'
    const args = ['run', '--env', 'A=secret:mama', '--', 'sh', '-c', script]
    const steps = [
      { columns: 80 },
      { expect: 'Vault passphrase' },
      { send: `${PASSPHRASE}\r` },
      { expect: 'ready' },
      // With a terminal it counts as the keyboard's, which the program has by itself: nobody ends.
      { signal: 'INT' },
      { send: 'hello\r' },
      { expect: '<hello>' },
    ]
    const played = play(home, args, steps)
    expect(played.missing).toBeUndefined()
    expect(played.exit).toBe(5)
    expect(played.screen).toContain(' echo ')
  })
})

describe('what the program reads and writes', () => {
  it('is our standard input, also after the passphrase stood there', () => {
    expect(sh(['A=code:mama'], 'cat', { own: ['-q'], stdin: 'one\ntwo\n' }).stdout).toBe('one\ntwo\n')
  })

  it('is our standard output, however much, into a slow pipe', () => {
    const line = `"${process.execPath}" "${BIN}" run -q --env A=code:mama -- sh -c 'yes | head -c 3000000' | (sleep 0.4; wc -c)`
    const ran = spawnSync('sh', ['-c', line], { env: { ...home.env, ...given } })
    expect(String(ran.stdout).trim()).toBe('3000000')
  })

  it('is not what ukp reads: words after the dashes are the program’s own', () => {
    const words = ['--json', '--lang', 'hu', '--env', 'X=code:mama', '-q', '--help', '--version', '--', KEY, '']
    const ran = ukp(home, ['run', '--env', 'A=secret:mama', '--', 'printf', '<%s>', ...words], { env: given })
    expect(ran.stdout).toBe(words.map((word) => `<${word}>`).join(''))
    expect(lastLine(ran)).toBe('In the environment of printf: A (key of mama)')
    const failed = ukp(home, ['run', '--env', 'A=secret:nobody', '--', 'true', '--json', '--lang', 'hu', KEY], {
      env: given,
    })
    expect([failed.exit, failed.stdout]).toEqual([3, ''])
    expect(failed.stderr).toContain('Error: ')
    const mistyped = ukp(home, ['rum', '--env', 'A=secret:mama', '--', 'true', '--json', KEY], { env: given })
    expect(mistyped.stderr).toContain('Did you mean: ukp run?')
    expect(mistyped.stderr).not.toContain(KEY)
  })
})

describe('a program that does not start', () => {
  it.each([
    ['no-such-program', 'There is no such program: no-such-program.'],
    ['/no/such\u001b[2Jprogram', 'There is no such program: /no/such<U+001B>[2Jprogram.'],
    ['./plain', 'This may not be run as a program: ./plain.'],
    ['./dangling', 'There is no such program: ./dangling.'],
    ['', 'The program could not be started: '],
  ])('is a mistake of the line: %j', (program, saying) => {
    writeFileSync(join(home.folder, 'plain'), 'true\n', { mode: 0o600 })
    writeFileSync(join(home.folder, 'dangling'), '#!/no/such/interpreter\n')
    chmodSync(join(home.folder, 'dangling'), 0o755)
    const ran = ukp(home, ['run', '--env', 'A=secret:mama', '-q', '--', program, 'x'], { env: given })
    expect(ran).toEqual({ exit: 2, stdout: '', stderr: expect.stringContaining(saying) })
    expect(ran.stderr).toContain('Next step: ')
    expect(ran.stderr).not.toContain(KEY)
  })

  it('is one that a value cannot be given to, and the value is not told', async () => {
    await putVault(home, [{ name: 'odd', account: `${KEY}\0x` }])
    const ran = ukp(home, ['run', '--env', 'A=account:odd', '--', 'true'], { env: given })
    expect([ran.exit, ran.stderr]).toEqual([2, expect.stringContaining('could not be started: true')])
    expect(ran.stderr).not.toContain(KEY)
  })

  it('is none at all behind a wrong passphrase or without a vault, with the codes of every command', () => {
    const proof = join(home.folder, 'started')
    const args = ['run', '--env', 'A=secret:mama', '--', 'touch', proof]
    expect(ukp(home, args, { env: { UKP_PASSPHRASE: 'wrong horse' } }).exit).toBe(4)
    expect(ukp(home, args).exit).toBe(4)
    expect(ukp(home, [...args.slice(0, 1), '--vault', 'none', ...args.slice(1)], { env: given }).exit).toBe(5)
    expect(existsSync(proof)).toBe(false)
  })

  it('is any with --json, told as one JSON object', () => {
    const proof = join(home.folder, 'started')
    for (const args of [
      ['--json', 'run', '--env', 'A=code:mama', '--', 'touch', proof],
      ['run', '--env', 'A=nothing', '--json', '--', 'touch', proof],
      ['run', '--json', 'touch', proof],
    ]) {
      const ran = ukp(home, args, { env: given })
      expect(JSON.parse(ran.stdout)).toMatchObject({ ok: false, kind: 'usage', exit: 2 })
      expect([ran.exit, ran.stderr]).toEqual([2, ''])
    }
    expect(existsSync(proof)).toBe(false)
  })

  it.each([
    ['run', '--env', 'A=secret:mama', 'touch', 'started'],
    ['futtat', '--env', 'A=secret:mama', 'touch', 'started', '--version'],
    ['run', '--env=A=secret:mama', '-q', 'touch', 'started', '--help'],
    ['run', '--vault', 'x', '--env', 'A=secret:mama', 'touch', '--', 'started'],
    ['run', 'touch', 'started', '--env', 'A=secret:mama'],
  ])('is one without dashes before it: %s %s %s %s %s %s', (...args) => {
    const ran = ukp(home, args, { env: given })
    expect([ran.exit, ran.stdout]).toEqual([2, ''])
    expect(ran.stderr).toContain('Before the program there has to be --')
    expect(ran.stderr).toMatch(/ukp (?:--vault x )?run --env TOTP_SEED=secret:mama -- npm start/)
    expect(existsSync(join(home.folder, 'started'))).toBe(false)
  })

  it('is not mistaken: every option with a value is known to the look at the dashes', async () => {
    const t = await loadMessages('en')
    const program = buildProgram({
      t,
      language: 'en',
      version: () => '0',
      write: () => undefined,
      runnerOf: () => async () => undefined,
      line: ['run'],
      helps: true,
    })
    const verb = new Command('run')
    run.declare(verb, t, async () => undefined)
    const withValue = [...program.options, ...verb.options].filter(({ required }) => required)
    expect(withValue.length).toBeGreaterThan(5)
    for (const { long } of withValue) {
      expect(() => demandDashes(['run', long ?? '', 'value', '--', 'program'])).not.toThrow()
    }
    for (const { long } of program.options.filter(({ required }) => !required)) {
      expect(() => demandDashes(['run', long ?? '', 'program'])).toThrow()
    }
    expect(ukp(home, ['run', '--help']).stdout).toContain('Usage: ukp run [options] -- <program> [arguments...]')
    expect(ukp(home, ['run', '--env', 'A=secret:mama'], { env: given }).stderr).toContain(
      'Something is missing: <program>',
    )
  })
})
