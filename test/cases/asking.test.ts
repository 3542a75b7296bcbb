// Cases 34 to 36: nobody there to ask, Ctrl-C and hang-up while ukp asks or derives, and data on standard input beside a
// passphrase at the terminal. Each test begins with the number of its case.
import { spawn, spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { BIN, KEY, PYTHON } from '../kit/ukp.ts'
import { PASSPHRASE, withSlot } from '../vault/kit.ts'
import { home, placed, stateOf } from './place.ts'
import { ASKS, by, exitOf, hasTerminal, linux, on, refused, typing, vaultWith, WITHOUT_TERMINAL } from './ways-in.ts'

describe('case 34', () => {
  const NOBODY = /^Error: The vault is locked and there is no terminal.*\nNext step: .*--passphrase-file/
  let vault = ''
  beforeAll(async () => {
    vault = placed(await vaultWith())
  })

  it.each([
    [['list']],
    [['code', 'mama']],
    [['show', 'mama']],
    [['edit', 'mama 1', '--note', 'x']],
    [['remove', 'mama 1', '--yes']],
    [['key', 'list']],
    [['backup']],
    [['verify', '123456']],
  ])('case 34: with no terminal and nothing given %j leaves with 4 in under a second', (args) => {
    let fastest = Number.POSITIVE_INFINITY
    for (let run = 0; run < 3 && fastest >= 1000; run++) {
      const start = performance.now()
      refused(vault, args, {}, 4, NOBODY)
      fastest = Math.min(fastest, performance.now() - start)
    }
    expect(fastest).toBeLessThan(1000)
  })

  it('case 34: it does not wait for a standard input that never ends', async () => {
    const child = spawn('setsid', ['--wait', process.execPath, BIN, 'code', '--vault', vault], {
      env: home.env,
      cwd: home.folder,
      stdio: ['pipe', 'ignore', 'pipe'],
    })
    let stderr = ''
    child.stderr.on('data', (chunk) => {
      stderr += String(chunk)
    })
    expect(await exitOf(child)).toBe(4)
    expect(stderr).toMatch(NOBODY)
    child.stdin.destroy()
  })

  it.skipIf(!hasTerminal)(`case 34: --no-input is the same with a terminal${WITHOUT_TERMINAL}`, () => {
    const played = typing(vault, ['list', '--no-input'], [])
    expect([played.exit, played.screen]).toEqual([4, ''])
    expect(played.stderr).toMatch(NOBODY)
  })
})

/**
 * Plays a shell: it owns the terminal and outlives the command, which runs in the foreground. Arguments: a text that
 * the terminal shows first, what is typed then, MiB of memory to wait for, "C" or a signal, the command. Prints the
 * seconds from the stop to the end, the status, and the terminal as `stty -a` shows it.
 */
const STOPPED = `
import fcntl, json, os, pty, select, signal, subprocess, sys, termios, time
wanted, typed, mib, stop = sys.argv[1:5]
master, slave = pty.openpty()
reader, writer = os.pipe()
if os.fork() == 0:
    os.setsid()
    fcntl.ioctl(slave, termios.TIOCSCTTY, 0)
    os.close(master)
    def foreground():
        signal.signal(signal.SIGTTOU, signal.SIG_IGN)
        os.setpgid(0, 0)
        os.tcsetpgrp(0, os.getpgrp())
        signal.signal(signal.SIGTTOU, signal.SIG_DFL)
    child = subprocess.Popen(sys.argv[5:], stdin=slave, stdout=slave, stderr=slave, preexec_fn=foreground)
    os.write(writer, b"%d\\n" % child.pid)
    status = child.wait()
    ended = time.monotonic()
    shown = subprocess.run(["stty", "-a"], stdin=slave, capture_output=True, text=True).stdout
    os.write(writer, json.dumps({"ended": ended, "status": status, "stty": shown}).encode())
    os._exit(0)
os.close(writer)
pid = int(os.read(reader, 20))
screen, deadline = b"", time.time() + 40
def drain(seconds):
    global screen
    while select.select([master], [], [], seconds)[0]:
        try:
            screen += os.read(master, 65536)
        except OSError:
            return
        seconds = 0
def until(done):
    while not done():
        if time.time() > deadline:
            os.kill(pid, signal.SIGKILL)
            sys.exit("never came so far: " + screen.decode(errors="replace"))
        drain(0.02)
def resident():
    for line in open("/proc/%d/status" % pid):
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0
until(lambda: wanted.encode() in screen)
if typed:
    time.sleep(0.15)
    os.write(master, typed.encode() + b"\\r")
until(lambda: resident() >= int(mib))
time.sleep(0.15)
start = time.monotonic()
if stop == "C":
    os.write(master, b"\\x03")
else:
    os.kill(pid, getattr(signal, "SIG" + stop))
answer = b""
while True:
    drain(0)
    if select.select([reader], [], [], 0.01)[0]:
        chunk = os.read(reader, 65536)
        if not chunk:
            break
        answer += chunk
    if time.time() > deadline:
        os.kill(pid, signal.SIGKILL)
        sys.exit("does not end")
drain(0.05)
found = json.loads(answer)
print(json.dumps({**found, "seconds": found["ended"] - start, "screen": screen.decode(errors="replace")}))
`

interface Stopped {
  readonly seconds: number
  /** Exit code, or minus the number of the signal that it died of. */
  readonly status: number
  readonly stty: string
  readonly screen: string
}

interface Stopping {
  readonly expect?: string
  readonly type?: string
  readonly mib?: number
  readonly env?: Readonly<Record<string, string>>
}

function stopped(vault: string, stop: string, { expect: first = '', type = '', mib = 0, env = {} }: Stopping): Stopped {
  const line = [process.execPath, BIN, 'list', '--vault', vault]
  const ran = spawnSync(PYTHON ?? '', ['-c', STOPPED, first, type, String(mib), stop, ...line], {
    env: { TERM: 'xterm', ...home.env, ...env, ...stateOf(vault) },
    cwd: home.folder,
    timeout: 60_000,
  })
  if (ran.status !== 0) throw new Error(String(ran.stderr))
  return JSON.parse(String(ran.stdout)) as Stopped
}

describe.skipIf(!hasTerminal || !linux)('case 35 (Linux, python3 for a terminal)', () => {
  const slow = { t: 16, m: 256 * 1024 }
  /** More than ukp has before Argon2 fills its 256 MiB. */
  const DERIVING = 200
  let quick = ''
  let costly = ''
  beforeAll(async () => {
    const bytes = await vaultWith()
    quick = placed(bytes)
    // The key in it is of a cheaper derivation: nobody gets so far.
    costly = placed(withSlot(bytes, (slot) => (slot.kdf = { ...(slot.kdf as object), ...slow })))
  })

  const AT_PROMPT: Stopping = { expect: ASKS }
  const AFTER_PROMPT: Stopping = { expect: ASKS, type: PASSPHRASE, mib: DERIVING }
  const GIVEN: Stopping = { mib: DERIVING, env: { UKP_PASSPHRASE: PASSPHRASE } }

  it.each<[string, string, Stopping, readonly number[]]>([
    ['Ctrl-C at the prompt', 'C', AT_PROMPT, [130]],
    ['Ctrl-C during Argon2', 'C', GIVEN, [130, -2]],
    ['Ctrl-C during Argon2, the passphrase having been typed', 'C', AFTER_PROMPT, [130, -2]],
    ['SIGHUP at the prompt', 'HUP', AT_PROMPT, [-1, 129]],
    ['SIGHUP during Argon2', 'HUP', GIVEN, [-1, 129]],
    ['SIGHUP during Argon2, the passphrase having been typed', 'HUP', AFTER_PROMPT, [-1, 129]],
    ['SIGTERM at the prompt', 'TERM', AT_PROMPT, [-15, 143]],
  ])('case 35: %s ends it in half a second, and the terminal echoes', { timeout: 90_000 }, (_, stop, where, ends) => {
    const vault = where.mib === undefined ? quick : costly
    const before = readFileSync(vault)
    let fastest = Number.POSITIVE_INFINITY
    // A busy machine may take longer once; what never comes to half a second is the program's doing.
    for (let run = 0; run < 3 && fastest >= 0.5; run++) {
      const { seconds, status, stty, screen } = stopped(vault, stop, where)
      expect(ends, screen).toContain(status)
      expect(stty).toMatch(/(?<!-)\becho\b/)
      expect(stty).toMatch(/(?<!-)\bicanon\b/)
      expect(stty).toMatch(/(?<!-)\bisig\b/)
      expect(screen).not.toContain(PASSPHRASE)
      expect(screen).not.toContain('mama')
      fastest = Math.min(fastest, seconds)
    }
    expect(fastest).toBeLessThan(0.5)
    expect(Buffer.compare(readFileSync(vault), before)).toBe(0)
    expect(readdirSync(dirname(vault))).toEqual(['vault.ukp'])
  })
})

describe.skipIf(!hasTerminal)(`case 36${WITHOUT_TERMINAL}`, () => {
  const code = (vault: string, name: string): string =>
    on(vault, ['code', name, '-q', '--at', '1700000000'], by(PASSPHRASE)).stdout

  it('case 36: data on standard input and the passphrase typed at the terminal are both right', async () => {
    const vault = placed(await vaultWith())
    const played = typing(
      vault,
      ['add', 'papa', '--stdin', '--deletion-code-stdin'],
      [{ stdin: `${KEY}\n04711042\n` }, { expect: ASKS }, { send: `${PASSPHRASE}\r` }],
    )
    expect([played.exit, played.stdout, played.echo], played.stderr).toEqual([0, '', true])
    expect(played.screen + played.stderr).not.toContain(KEY)
    expect(played.screen).not.toContain(PASSPHRASE)
    expect(code(vault, 'papa')).toBe('421617\n')
    const { stdout } = on(vault, ['show', 'papa', '--reveal', '--json'], by(PASSPHRASE))
    expect(stdout).toContain(KEY)
    expect(stdout).toContain('04711042')
  })

  it('case 36: neither is taken for the other, when the passphrase is first mistyped and stands in the data too', async () => {
    const vault = placed(await vaultWith())
    const played = typing(
      vault,
      ['add', 'papa', '--stdin'],
      [
        { stdin: `${KEY}\n` },
        { expect: ASKS },
        { send: `${KEY}\r` },
        { expect: 'Wrong vault passphrase' },
        { expect: ASKS },
        { send: `${PASSPHRASE}\r` },
      ],
    )
    expect(played.exit, played.stderr).toBe(0)
    expect(code(vault, 'papa')).toBe('421617\n')
    const wrong = typing(
      vault,
      ['add', 'third', '--stdin'],
      [{ stdin: `${PASSPHRASE}\n${PASSPHRASE}\n` }, { expect: ASKS }, { send: '\u0003' }],
    )
    expect(wrong.exit).not.toBe(0)
    expect(on(vault, ['list'], by(PASSPHRASE)).stdout).not.toContain('third')
  })

  it('case 36: a new vault is made in the same way', () => {
    const vault = join(home.folder, 'made at a terminal', 'vault.ukp')
    const played = typing(
      vault,
      ['add', 'papa', '--stdin'],
      [
        { stdin: `${KEY}\n` },
        { expect: 'Choose a vault passphrase' },
        { send: `${PASSPHRASE}\r` },
        { expect: 'Again' },
        { send: `${PASSPHRASE}\r` },
      ],
    )
    expect([played.exit, played.echo], played.screen).toEqual([0, true])
    expect(code(vault, 'papa')).toBe('421617\n')
  })
})
