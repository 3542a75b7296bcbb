// A session as a process: when it ends, whom it answers, what it leaves. Through the real program, with a runtime folder in
// the test's own home.
import { spawn } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { connect, createServer } from 'node:net'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { endSessions, sessionsOf, socketOf, until } from '../kit/sessions.ts'
import { BIN, dropHome, type Home, newHome, PASSPHRASE, PYTHON, type Ran, startUkp, ukp } from '../kit/ukp.ts'
import { putVault } from '../kit/vaults.ts'
import { byPassphrase, opened } from '../vault/kit.ts'

const given = { UKP_PASSPHRASE: PASSPHRASE }
const linux = process.platform === 'linux'
let home: Home
let socket: string
let folder: string

beforeEach(async () => {
  home = newHome()
  await putVault(home, [{ name: 'mama', secret: 'JBSWY3DPEHPK3PXPGEZA' }])
  socket = socketOf(home)
  folder = join(home.folder, 'run', 'ukp')
})
afterEach(() => {
  endSessions(home)
  dropHome(home)
})

function unlock(...args: string[]): void {
  expect(ukp(home, ['unlock', ...args], { env: given })).toMatchObject({ exit: 0, stdout: '' })
}
const code = (): Ran => ukp(home, ['code', 'mama', '--at', '1700000000', '-q'])
const isOpen = (): boolean => code().stdout === '421617\n'
async function expectEnded(): Promise<void> {
  await until(() => sessionsOf(home).length === 0)
  expect(existsSync(socket)).toBe(false)
  expect(code()).toMatchObject({ exit: 4, stdout: '' })
}
async function dataKey(): Promise<Buffer> {
  const vault = await opened(readFileSync(home.vault), byPassphrase(PASSPHRASE))
  return Buffer.from(vault?.dataKey ?? [])
}

/** Says something to the session and hears all that it says. */
function speak(words: string | Buffer, { close = true } = {}): Promise<Buffer> {
  return new Promise((resolve) => {
    const heard: Buffer[] = []
    const link = connect(socket, () => {
      link.write(words)
      if (close) link.end()
    })
    link.on('data', (chunk) => heard.push(chunk))
    link.on('error', () => undefined)
    link.on('close', () => resolve(Buffer.concat(heard)))
  })
}

describe.runIf(linux)('a session', () => {
  it('is one process and one socket, for its owner only', async () => {
    unlock()
    expect(isOpen()).toBe(true)
    expect(sessionsOf(home)).toHaveLength(1)
    expect(readdirSync(folder)).toEqual([socket.slice(folder.length + 1)])
    expect([statSync(folder).mode & 0o777, statSync(socket).mode & 0o777]).toEqual([0o700, 0o700])
  })

  it('gives the key to who asks in its words, and nothing to others', async () => {
    unlock()
    const key = await dataKey()
    expect(await speak('ukp-session/1 key\n', { close: false })).toEqual(
      Buffer.concat([Buffer.from('ukp-session/1 here\n'), key]),
    )
    const garbage: (string | Buffer)[] = [
      '',
      '\n',
      'key\n',
      'ukp-session/2 key\n',
      'ukp-session/1 key \n',
      'ukp-session/1 KEY\n',
      'ukp-session/1 key\nukp-session/1 key\n',
      'GET / HTTP/1.1\r\nHost: x\r\n\r\n',
      Buffer.alloc(64),
      Buffer.alloc(1_000_000, 0xff),
    ]
    for (const words of garbage) expect((await speak(words)).length).toBe(0)
    expect(isOpen()).toBe(true)
  })

  it('does not wait long for one who says nothing, and answers the others meanwhile', async () => {
    unlock()
    const began = performance.now()
    const slow = [speak('', { close: false }), speak('ukp-ses', { close: false })]
    expect(isOpen()).toBe(true)
    expect((await Promise.all(slow)).map(({ length }) => length)).toEqual([0, 0])
    expect(performance.now() - began).toBeLessThan(3000)
  })

  it('answers many at once', async () => {
    unlock()
    const ran = await Promise.all(
      Array.from({ length: 10 }, () => startUkp(home, ['code', 'mama', '--at', '1700000000', '-q'])),
    )
    expect(ran.map(({ exit, stdout }) => [exit, stdout])).toEqual(Array(10).fill([0, '421617\n']))
  })

  it('holds the key in memory only: it stands in no file, argument or variable', async () => {
    unlock()
    const key = await dataKey()
    const spellings = [key, ...(['hex', 'base64', 'base64url'] as const).map((as) => Buffer.from(key.toString(as)))]
    const [pid = 0] = sessionsOf(home)
    const files = (readdirSync(home.folder, { recursive: true }) as string[])
      .map((name) => join(home.folder, name))
      .filter((name) => statSync(name).isFile())
    expect(files.length).toBeGreaterThan(0)
    for (const file of [`/proc/${pid}/cmdline`, `/proc/${pid}/environ`, ...files]) {
      const bytes = readFileSync(file)
      expect(spellings.filter((one) => bytes.includes(one)).length, file).toBe(0)
    }
    expect(readFileSync(`/proc/${pid}/environ`, 'latin1')).not.toContain(PASSPHRASE)
  })

  it('takes nothing with it: no folder, no terminal of others, no options of Node', () => {
    expect(ukp(home, ['unlock'], { env: { ...given, NODE_OPTIONS: '--max-old-space-size=500' } }).exit).toBe(0)
    const [pid = 0] = sessionsOf(home)
    expect(readFileSync(`/proc/${pid}/environ`, 'latin1')).not.toMatch(/NODE_OPTIONS|UKP_/)
    expect(isOpen()).toBe(true)
  })

  it('opens no debugger when it is signalled', async () => {
    unlock()
    const [pid = 0] = sessionsOf(home)
    process.kill(pid, 'SIGUSR1')
    expect(isOpen()).toBe(true)
    // Numbers of its sockets, none of which is one of the network.
    const sockets = readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
      const [, number = ''] = /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${fd}`)) ?? []
      return number === '' ? [] : [number]
    })
    expect(sockets.length).toBeGreaterThan(0)
    const tcp = readFileSync(`/proc/${pid}/net/tcp`, 'latin1').split(/\s+/)
    expect(sockets.filter((number) => tcp.includes(number))).toEqual([])
  })
})

describe.runIf(linux)('a session ends', () => {
  it('when its time is over', async () => {
    unlock('--for', '2s')
    expect(isOpen()).toBe(true)
    await expectEnded()
  })

  it('by the clock, when the computer has slept meanwhile', async () => {
    // A process whose clock is 58 s behind says when it shall end.
    const preload = join(home.folder, 'behind.cjs')
    writeFileSync(preload, 'const now = Date.now; Date.now = () => now() - 58_000')
    const env = { ...given, NODE_OPTIONS: `--require=${preload}` }
    expect(ukp(home, ['unlock', '--for', '1m'], { env }).exit).toBe(0)
    expect(sessionsOf(home)).toHaveLength(1)
    await expectEnded()
  })

  it('by its own time, when the clock was set back', async () => {
    const preload = join(home.folder, 'ahead.cjs')
    writeFileSync(preload, 'const now = Date.now; Date.now = () => now() + 3_600_000')
    const env = { ...given, NODE_OPTIONS: `--require=${preload}` }
    expect(ukp(home, ['unlock', '--for', '1s'], { env }).exit).toBe(0)
    await expectEnded()
  })

  it.each(['SIGHUP', 'SIGINT', 'SIGQUIT', 'SIGTERM'] as const)('with %s', async (signal) => {
    unlock('--for', '1h')
    for (const pid of sessionsOf(home)) process.kill(pid, signal)
    await expectEnded()
  })

  it('when its socket is deleted', async () => {
    unlock('--until-logout')
    rmSync(socket)
    await expectEnded()
  })

  it('when its folder is deleted, as at logout', async () => {
    unlock('--until-logout')
    expect(isOpen()).toBe(true)
    rmSync(join(home.folder, 'run'), { recursive: true })
    await until(() => sessionsOf(home).length === 0)
  })

  it('when others may enter its folder, and until then nobody asks it', async () => {
    unlock('--for', '1h')
    chmodSync(folder, 0o755)
    expect(isOpen()).toBe(false)
    await until(() => sessionsOf(home).length === 0)
  })

  it('when another socket took its place, which it leaves there', async () => {
    unlock('--for', '1h')
    const server = createServer((link) => link.end('hello'))
    await new Promise<void>((ready) => server.listen(join(folder, 'other'), ready))
    renameSync(join(folder, 'other'), socket)
    await until(() => sessionsOf(home).length === 0)
    expect(existsSync(socket)).toBe(true)
    server.close()
  })

  it('at the latest when a new one is there, which takes its place', async () => {
    unlock('--for', '1h')
    const [first] = sessionsOf(home)
    unlock('--for', '2h')
    expect(isOpen()).toBe(true)
    await until(() => sessionsOf(home).length === 1)
    expect(sessionsOf(home)).not.toContain(first)
    expect(isOpen()).toBe(true)
  })

  it('so that of two that begin at once one is left', async () => {
    const ran = await Promise.all(Array.from({ length: 4 }, () => startUkp(home, ['unlock'], { env: given })))
    expect(ran.map(({ exit }) => exit)).toEqual([0, 0, 0, 0])
    await until(() => sessionsOf(home).length === 1)
    expect(readdirSync(folder)).toHaveLength(1)
    expect(isOpen()).toBe(true)
  })
})

/** Runs ukp on a terminal of its own, says so, and closes that terminal when it is told to. */
const ON_TERMINAL = `
import os, pty, sys
pid, master = pty.fork()
if pid == 0: os.execvp(sys.argv[1], sys.argv[1:])
os.waitpid(pid, 0)
print("done", flush=True)
sys.stdin.readline()
os.close(master)
`

describe.runIf(linux && PYTHON !== null)('a terminal that is closed', () => {
  async function onTerminal(
    args: readonly string[],
    { env = {}, pipes = false }: { env?: Readonly<Record<string, string>>; pipes?: boolean } = {},
  ): Promise<() => void> {
    const line = pipes ? ['bash', '-c', '"$@" </dev/null 2>&1 | cat', 'bash', process.execPath] : [process.execPath]
    const child = spawn(PYTHON ?? '', ['-c', ON_TERMINAL, ...line, BIN, ...args], {
      env: { ...home.env, ...given, ...env },
      cwd: home.folder,
    })
    await new Promise((done) => child.stdout.once('data', done))
    return () => child.stdin.end('\n')
  }
  const twoLooks = (): Promise<void> => new Promise((done) => setTimeout(done, 2100))

  it.each([false, true])('locks what was unlocked on it; all streams are pipes: %s', async (pipes) => {
    const close = await onTerminal(['unlock', '--for', '1h'], { pipes })
    await twoLooks()
    expect(isOpen()).toBe(true)
    close()
    await expectEnded()
  })

  it('is not kept open by the session', async () => {
    const script = 'import pty, sys; pty.spawn(sys.argv[1:])'
    const child = spawn(PYTHON ?? '', ['-c', script, process.execPath, BIN, 'unlock', '--for', '1h'], {
      env: { ...home.env, ...given },
      stdio: 'ignore',
    })
    expect(await new Promise((done) => child.once('close', done))).toBe(0)
    await expectEnded()
  })

  it('does not lock what was unlocked until logout, where the system tells of that', async () => {
    const close = await onTerminal(['unlock', '--until-logout'])
    close()
    await twoLooks()
    expect(isOpen()).toBe(true)
  })

  it('is the logout where the system does not', async () => {
    const env = { XDG_RUNTIME_DIR: '', TMPDIR: join(home.folder, 'run') }
    socket = socket.replace('/run/ukp/', `/run/ukp-${process.getuid?.()}/`)
    const close = await onTerminal(['unlock', '--until-logout'], { env })
    await twoLooks()
    expect(ukp(home, ['code', 'mama', '--at', '1700000000', '-q'], { env }).stdout).toBe('421617\n')
    close()
    await expectEnded()
  })
})

describe.runIf(linux)('a folder that others could use', () => {
  const refused = (): unknown => JSON.parse(ukp(home, ['unlock', '--json'], { env: given }).stdout)
  const FAILURE = { ok: false, kind: 'unavailable', exit: 10 }

  it('is refused when it is a link', () => {
    mkdirSync(join(home.folder, 'elsewhere'), { mode: 0o700 })
    symlinkSync(join(home.folder, 'elsewhere'), folder)
    expect(refused()).toMatchObject(FAILURE)
    expect([sessionsOf(home), readdirSync(join(home.folder, 'elsewhere'))]).toEqual([[], []])
  })

  it.each([0o755, 0o750, 0o701])('is refused with mode %o', (mode) => {
    mkdirSync(folder)
    chmodSync(folder, mode)
    const answer = refused()
    expect(answer).toMatchObject(FAILURE)
    expect((answer as { hint: string }).hint).toContain(`chmod 700 ${folder}`)
    expect(sessionsOf(home)).toEqual([])
    expect(code().exit).toBe(4)
  })

  it('is refused when it is a file', () => {
    writeFileSync(folder, '')
    expect(refused()).toMatchObject(FAILURE)
  })

  it.runIf(process.getuid?.() === 0)('is refused when it belongs to somebody else', async () => {
    const { chownSync } = await import('node:fs')
    mkdirSync(folder, { mode: 0o700 })
    chownSync(folder, 12_345, 12_345)
    expect(refused()).toMatchObject(FAILURE)
  })

  it('is refused before anybody is asked for a passphrase', () => {
    mkdirSync(folder)
    chmodSync(folder, 0o755)
    expect(ukp(home, ['unlock', '--json']).exit).toBe(10)
  })
})

describe.runIf(linux)('who asks', () => {
  function listen(answer: string | Buffer | null): Promise<() => void> {
    mkdirSync(folder, { mode: 0o700 })
    const server = createServer((link) => {
      link.on('error', () => undefined)
      if (answer !== null) link.end(answer)
    })
    return new Promise((ready) => server.listen(socket, () => ready(() => server.close())))
  }

  it.each<[string, string | Buffer | null]>([
    ['nothing', ''],
    ['never', null],
    ['too little', 'ukp-session/1 here\n123'],
    ['too much', Buffer.concat([Buffer.from('ukp-session/1 here\n'), Buffer.alloc(33, 1)])],
    ['far too much', Buffer.alloc(1_000_000, 1)],
    ['another version', Buffer.concat([Buffer.from('ukp-session/9 here\n'), Buffer.alloc(32, 1)])],
    ['another key', Buffer.concat([Buffer.from('ukp-session/1 here\n'), Buffer.alloc(32, 1)])],
  ])('goes on to the next way when the answer is %s', async (_, answer) => {
    const stop = await listen(answer)
    const ran = await startUkp(home, ['code', 'mama', '-q'])
    expect([ran.exit, ran.stdout, ran.stderr.split(':')[0]]).toEqual([4, '', 'Error'])
    stop()
  })

  it('goes on quietly when nobody listens any more, and the next unlock clears that up', async () => {
    unlock('--for', '1h')
    endSessions(home)
    await until(() => sessionsOf(home).length === 0)
    expect(existsSync(socket)).toBe(true)
    expect(code()).toMatchObject({ exit: 4, stdout: '' })
    expect(ukp(home, ['list', '-q'], { env: given })).toMatchObject({ exit: 0, stderr: '' })
    unlock('--for', '1h')
    expect(isOpen()).toBe(true)
    expect(readdirSync(folder)).toHaveLength(1)
  })

  it('does not wait for a session that is stopped', async () => {
    unlock('--for', '1h')
    const [pid = 0] = sessionsOf(home)
    process.kill(pid, 'SIGSTOP')
    const began = performance.now()
    expect(code().exit).toBe(4)
    expect(performance.now() - began).toBeLessThan(5000)
    // Nobody can ask it any more, and once it runs it ends.
    expect(JSON.parse(ukp(home, ['lock', '--json']).stdout)).toEqual({ ok: true, locked: 1 })
    expect(existsSync(socket)).toBe(false)
    process.kill(pid, 'SIGCONT')
    await expectEnded()
  })
})
