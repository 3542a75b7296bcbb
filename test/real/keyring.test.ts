// The keyring of a real Secret Service, asked by whole little programs: what it keeps, what it refuses and why, and
// that no key comes to stand where it should not.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { dropHome, type Home } from '../kit/ukp.ts'
import {
  answers,
  type Call,
  copyWith,
  ended,
  homeWithBus,
  keyOf,
  keyringProcesses,
  LIBRARY,
  onPath,
  play,
  spellings,
  start,
  UNLOCK,
  UNPINNED,
  until,
} from './keyring-play.ts'

const VAULT = 'Zm9vYmFyAA0'
const OTHER_VAULT = 'Zm9vYmFyAA1'
const SLOT = 'c2xvdF8_LT-'
const NAME = `${VAULT}/${SLOT}`
const ALL: readonly Call[] = [
  ['store', VAULT, SLOT, 1],
  ['load', VAULT, SLOT],
  ['forget', VAULT, SLOT],
]

const missing = (...names: string[]): string[] => names.filter((name) => !onPath(name))
const wanting = [
  ...(process.platform === 'linux' ? [] : ['Linux']),
  ...missing('dbus-run-session', 'dbus-daemon', 'dbus-send', 'gnome-keyring-daemon'),
  ...(LIBRARY === null ? ['@napi-rs/keyring'] : []),
]
const saying = (names: readonly string[]): string => (names.length === 0 ? '' : ` (skipped: no ${names.join(', ')})`)

let home: Home
beforeEach(() => {
  home = homeWithBus()
})
afterEach(() => dropHome(home))

describe.skipIf(wanting.length > 0)(`the keyring${saying(wanting)}`, () => {
  it('keeps a key, hands it to other programs and lets it go', async () => {
    const first = await play(home, 'unlocked', [
      ['load', VAULT, SLOT],
      ['store', VAULT, SLOT, 1],
      ['load', VAULT, SLOT],
    ])
    expect(answers(first)).toEqual([null, undefined, keyOf(1).toString('hex')])
    // Another bus and another daemon over the same home, as after a restart of the computer.
    const second = await play(home, 'unlocked', [
      ['load', VAULT, SLOT],
      ['forget', VAULT, SLOT],
      ['load', VAULT, SLOT],
      ['forget', VAULT, SLOT],
    ])
    expect(answers(second)).toEqual([keyOf(1).toString('hex'), true, null, false])
    expect([...first.inKernel, ...second.inKernel]).toEqual([])
  })

  it('keeps the keys of two vaults and of two slots apart, and the newest of two', async () => {
    const came = await play(home, 'unlocked', [
      ['store', VAULT, SLOT, 1],
      ['store', OTHER_VAULT, SLOT, 2],
      ['load', VAULT, 'another'],
      ['forget', OTHER_VAULT, SLOT],
      ['load', OTHER_VAULT, SLOT],
      ['load', VAULT, SLOT],
      ['store', VAULT, SLOT, 2],
      ['load', VAULT, SLOT],
    ])
    const [one, two] = [1, 2].map((n) => keyOf(n).toString('hex'))
    expect(answers(came)).toEqual([undefined, undefined, null, true, null, one, undefined, two])
  })

  it('is found without an address where the bus is in its usual place', async () => {
    const run = join(home.folder, 'run')
    const daemon = spawn('dbus-daemon', ['--session', `--address=unix:path=${run}/bus`], { stdio: 'ignore' })
    try {
      expect(await until(() => existsSync(join(run, 'bus')), Boolean, 5000)).toBe(true)
      spawnSync('bash', ['-c', UNLOCK], { env: { ...home.env, DBUS_SESSION_BUS_ADDRESS: `unix:path=${run}/bus` } })
      const came = await play(home, 'plain', ALL, { env: { DBUS_SESSION_BUS_ADDRESS: '' } })
      expect(answers(came)).toEqual([undefined, keyOf(1).toString('hex'), true])
    } finally {
      daemon.kill()
    }
  })

  it.each([
    ['no bus', 'plain', 'bus'],
    ['an address where nobody listens', 'dead', 'bus'],
    ['a bus without any keyring', 'without daemon', 'other'],
    ['a daemon that was never unlocked', 'not unlocked', 'locked'],
    ['a locked keyring and nobody to ask', 'locked', 'locked'],
    ['a daemon that answers nothing', 'stopped', 'other'],
  ] as const)(
    'is not to be had with %s: refused, null and false, and nothing goes to the kernel',
    async (_, bus, why) => {
      for (const kernelSession of onPath('keyctl') ? [true, false] : [false]) {
        const came = await play(home, bus, ALL, { kernelSession })
        expect(answers(came)).toEqual([{ reason: why }, null, false])
        expect(came.said[0]?.error).toBe('no-keyring')
        for (const { ms } of came.said) expect(ms).toBeLessThan(5000)
        expect(came.exit).toBe(0)
        expect(came.ending).toBeLessThan(2000)
        expect(came.inKernel).toEqual([])
      }
    },
  )

  it('does not touch the library where there is no bus, and says when there is none', async () => {
    const mark = join(home.folder, 'touched')
    const dist = copyWith(home, `require('node:fs').writeFileSync(${JSON.stringify(mark)}, '')\n${UNPINNED}`)
    expect(answers(await play(home, 'plain', ALL, { dist }))).toEqual([{ reason: 'bus' }, null, false])
    expect(existsSync(mark)).toBe(false)
    await play(home, 'unlocked', ALL, { dist })
    expect(existsSync(mark)).toBe(true)
    const without = await play(home, 'unlocked', ALL, { dist: copyWith(home, null) })
    expect(answers(without)).toEqual([{ reason: 'module' }, null, false])
  })

  it.each([
    ['no bytes', ''],
    ['31 bytes', keyOf(1).subarray(1).toString('base64url')],
    ['33 bytes', Buffer.concat([keyOf(1), Buffer.of(1)]).toString('base64url')],
    ['padding', keyOf(1).toString('base64')],
    ['another alphabet', keyOf(1).toString('hex')],
    ['bits after the last byte', `${keyOf(1).toString('base64url').slice(0, -1)}B`],
    ['a line end', `${keyOf(1).toString('base64url')}\n`],
  ])('hands out no value with %s', async (_, value) => {
    const script = `const { Entry } = require(${JSON.stringify(LIBRARY)})
      new Entry('ukp', '${NAME}').setPassword(${JSON.stringify(value)})`
    const words = ['--', 'bash', '-c', `${UNLOCK} "$@"`, 'bash', process.execPath, '-e', script]
    expect(spawnSync('dbus-run-session', words, { env: home.env }).status).toBe(0)
    const came = await play(home, 'unlocked', [
      ['load', VAULT, SLOT],
      ['forget', VAULT, SLOT],
    ])
    expect(answers(came)).toEqual([null, true])
  })

  it.each([
    ['a/b', SLOT],
    ['', SLOT],
    [VAULT, ''],
    [VAULT, 'x y'],
    [VAULT, 'á'],
    [VAULT, 'x'.repeat(65)],
    [VAULT, 'x\n'],
  ])('takes no name that is not base64url: %j, %j', async (vault, slot) => {
    const came = await play(home, 'unlocked', [
      ['store', vault, slot, 1],
      ['load', vault, slot],
      ['forget', vault, slot],
    ])
    expect(answers(came)).toEqual([{ reason: 'other' }, null, false])
  })

  it('shows neither the key nor our environment to other programs', async () => {
    const child = start(home, 'stopped', [['store', VAULT, SLOT, 1]])
    const [seen] = await until(
      () => keyringProcesses(home),
      (found) => found.length > 0,
      5000,
    )
    expect(seen?.words).toContain(NAME)
    expect(seen?.environment).toContain('DBUS_SESSION_BUS_ADDRESS=')
    expect(seen?.environment).not.toContain('UKP_PASSPHRASE')
    for (const one of spellings(1)) expect(`${seen?.words}${seen?.environment}`).not.toContain(one)
    expect(answers(await ended(child))).toEqual([{ reason: 'other' }])
  })
})

const kernel = [...wanting, ...missing('keyctl')]
describe.skipIf(kernel.length > 0)(`a library that falls back to the kernel's keyring${saying(kernel)}`, () => {
  // In a session of its own the kernel takes the key; elsewhere it may refuse with AccessDenied and keep it all the same.
  it.each([[true], [false]])(
    'is found out, and the key taken out again (session of its own: %s)',
    async (kernelSession) => {
      const probe = `const { Entry } = require(${JSON.stringify(LIBRARY)})
      const entry = new Entry('ukp', 'probe/probe')
      entry.setPassword('probe')
      process.stdout.write(require('node:fs').readFileSync('/proc/keys', 'latin1'))
      entry.deletePassword()`
      const words = ['session', '-', process.execPath, '-e', probe]
      expect(String(spawnSync('keyctl', words, { env: home.env }).stdout)).toContain('keyring:probe/probe@ukp')

      const dist = copyWith(home, UNPINNED)
      const calls: Call[] = [
        ['store', VAULT, SLOT, 1],
        ['load', VAULT, SLOT],
      ]
      const came = await play(home, 'without daemon', calls, { dist, kernelSession })
      expect(answers(came)[0]).toMatchObject({ reason: expect.stringMatching(/^(other|locked)$/) })
      expect(answers(came)[1]).toBe(null)
      expect(came.inKernel).toEqual([])
    },
  )
})

const prompter = ['/usr/libexec/gcr-prompter', '/usr/lib/gcr/gcr-prompter', '/usr/libexec/gcr4-prompter'].some(
  existsSync,
)
const screen = [...wanting, ...missing('Xvfb'), ...(prompter ? [] : ['gcr-prompter'])]
describe.skipIf(screen.length > 0)(`a locked keyring that asks on the screen${saying(screen)}`, () => {
  let server: ChildProcess
  let env: Record<string, string>
  beforeAll(async () => {
    server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '640x480x24', '-nolisten', 'tcp'], {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    })
    const number = await new Promise((resolve) => server.stdio[3]?.once('data', resolve))
    env = { DISPLAY: `:${String(number).trim()}` }
  })
  afterAll(() => server.kill())

  it.each([
    ['by itself', {}, 0],
    ['by process.exit', { end: 'exit' }, 7],
  ] as const)('is given up after 5 seconds, and the program can end %s at once', async (_, how, exit) => {
    expect(answers(await play(home, 'unlocked', [['store', VAULT, SLOT, 1]]))).toEqual([undefined])
    const came = await play(home, 'locked', [['load', VAULT, SLOT]], { env, ...how })
    expect(answers(came)).toEqual([null])
    expect(came.said[0]?.ms).toBeGreaterThan(4900)
    expect(came.said[0]?.ms).toBeLessThan(6000)
    expect(came.exit).toBe(exit)
    expect(came.ending).toBeLessThan(1000)
    expect(keyringProcesses(home)).toEqual([])
  })

  it('leaves no process behind when ukp is killed while the person is asked', async () => {
    const child = start(home, 'locked', [['store', VAULT, SLOT, 1]], { env })
    const asking = await until(
      () => keyringProcesses(home),
      (found) => found.length > 0,
      10_000,
    )
    expect(asking).toHaveLength(1)
    await wait(1500)
    expect(keyringProcesses(home)).toHaveLength(1)
    process.kill(asking[0]?.parent ?? Number.NaN, 'SIGKILL')
    expect(
      await until(
        () => keyringProcesses(home),
        (found) => found.length === 0,
        2000,
      ),
    ).toEqual([])
    await expect(ended(child)).rejects.toThrow()
  })
})
