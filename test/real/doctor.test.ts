// ukp doctor with real neighbours: a real chronyd whose answers are 47 s off on the way, a real keyring, and strace, which
// sees whether anything is sent without being asked for.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { createSocket, type Socket } from 'node:dgram'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { BIN, dropHome, type Home, KEY, newHome, PASSPHRASE, startUkp, ukp } from '../kit/ukp.ts'
import { homeWithBus, LIBRARY, onPath, UNLOCK } from './keyring-play.ts'

const saying = (names: readonly string[]): string => (names.length === 0 ? '' : ` (skipped: no ${names.join(', ')})`)
/** chronyd lies where only administrators look. */
const CHRONYD = ['/usr/sbin/chronyd', '/usr/local/sbin/chronyd', '/usr/bin/chronyd'].find((file) => existsSync(file))
const FAKETIME = [
  '/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1',
  '/usr/lib/aarch64-linux-gnu/faketime/libfaketime.so.1',
  '/usr/lib/faketime/libfaketime.so.1',
].find((file) => existsSync(file))

interface Found {
  readonly id: string
  readonly state: string
  readonly facts: Readonly<Record<string, unknown>>
  readonly message: string
  readonly remedy: string | null
}

function findings(stdout: string): Map<string, Found> {
  const { findings: all } = JSON.parse(stdout) as { findings: Found[] }
  return new Map(all.map((one) => [one.id, one]))
}

/** A free port of UDP. */
async function freePort(): Promise<number> {
  const socket = createSocket('udp4')
  await new Promise<void>((done) => socket.bind(0, '127.0.0.1', done))
  const { port } = socket.address()
  await new Promise<void>((done) => socket.close(done))
  return port
}

/** Stands between a client and the server, and moves the two times of each answer. */
async function relay(server: number, seconds: number): Promise<{ port: number; close(): void }> {
  const front = createSocket('udp4')
  const backs: Socket[] = []
  front.on('message', (question, from) => {
    const back = createSocket('udp4')
    backs.push(back)
    back.on('message', (answer) => {
      for (const at of [32, 40]) answer.writeUInt32BE((answer.readUInt32BE(at) + seconds) >>> 0, at)
      front.send(answer, from.port, from.address)
    })
    back.send(question, server, '127.0.0.1')
  })
  await new Promise<void>((done) => front.bind(0, '127.0.0.1', done))
  return {
    port: front.address().port,
    close: () => {
      for (const socket of [front, ...backs]) socket.close()
    },
  }
}

const wanting = [...(CHRONYD === undefined ? ['chronyd'] : []), ...(process.getuid?.() === 0 ? [] : ['root for it'])]

describe.skipIf(wanting.length > 0)(`the clock by a real time server${saying(wanting)}`, () => {
  const home = newHome()
  let server: ChildProcess
  let port = 0

  beforeAll(async () => {
    port = await freePort()
    const conf = join(home.folder, 'chrony.conf')
    const lines = [
      `port ${port}`,
      'bindaddress 127.0.0.1',
      'bindcmdaddress /',
      'cmdport 0',
      'local stratum 3',
      'allow 127.0.0.1',
      `pidfile ${join(home.folder, 'chrony.pid')}`,
    ]
    writeFileSync(conf, `${lines.join('\n')}\n`)
    server = spawn(CHRONYD ?? '', ['-x', '-d', '-U', '-u', 'root', '-f', conf], { stdio: 'ignore' })
    for (let tries = 0; tries < 50; tries++) {
      const ran = ukp(home, ['doctor', '--json', '--time-server', `127.0.0.1:${port}`])
      if (findings(ran.stdout).has('clock-offset')) return
      await new Promise((next) => setTimeout(next, 100))
    }
    throw new Error('chronyd does not answer')
  })
  afterAll(() => {
    server?.kill()
    dropHome(home)
  })

  it('is right when nothing is between', () => {
    const ran = ukp(home, ['doctor', '--json', '--time-server', `127.0.0.1:${port}`])
    const found = findings(ran.stdout).get('clock-offset')
    expect(ran.exit).toBe(0)
    expect(found).toMatchObject({ state: 'ok', facts: { samples: 4, server: `127.0.0.1:${port}` }, remedy: null })
    expect(Math.abs(Number(found?.facts.seconds))).toBeLessThan(0.2)
    // The server has said how it is.
    expect(findings(ran.stdout).has('clock-unknown')).toBe(false)
  })

  it.each([
    [47, 'en', /The computer clock seems to be 47 s slow .*Codes will be rejected\./, /^Error: .* 47 s slow\./m],
    [
      47,
      'hu',
      /A gép órája kb\. 47 mp-et késik .*A portál nem fogja elfogadni a kódokat\./,
      /^Hiba: .* 47 mp-et késik\./m,
    ],
    [-47, 'en', /The computer clock seems to be 47 s fast .*Codes will be rejected\./, /^Error: .* 47 s fast\./m],
    [
      -47,
      'hu',
      /A gép órája kb\. 47 mp-et siet .*A portál nem fogja elfogadni a kódokat\./,
      /^Hiba: .* 47 mp-et siet\./m,
    ],
  ] as const)(
    'is told to be off by %d s in %s, with the remedy and exit code 8',
    async (seconds, language, told, failed) => {
      const between = await relay(port, seconds)
      try {
        const args = ['doctor', '--lang', language, '--time-server', `127.0.0.1:${between.port}`]
        const ran = await startUkp(home, args)
        expect(ran.exit).toBe(8)
        expect(ran.stdout).toMatch(told)
        expect(ran.stderr).toMatch(failed)
        const json = await startUkp(home, [...args, '--json'])
        expect(json.exit).toBe(8)
        expect(JSON.parse(json.stdout)).toMatchObject({ ok: false, kind: 'rejected', exit: 8 })
        const found = findings(json.stdout).get('clock-offset')
        expect(found?.state).toBe('broken')
        expect(Math.round(Number(found?.facts.seconds))).toBe(seconds)
        expect(found?.remedy?.length).toBeGreaterThan(20)
      } finally {
        between.close()
      }
    },
  )

  it.each([
    [1, 'ok', 0],
    [5, 'note', 0],
    [-15, 'warning', 0],
    [31, 'broken', 8],
  ] as const)('that is off by %d s is %s', async (seconds, state, exit) => {
    const between = await relay(port, seconds)
    const ran = await startUkp(home, ['doctor', '--json', '--time-server', `127.0.0.1:${between.port}`])
    between.close()
    expect([findings(ran.stdout).get('clock-offset')?.state, ran.exit]).toEqual([state, exit])
  })

  it.skipIf(FAKETIME === undefined).each([
    ['-47s', 'slow', 47],
    ['+47s', 'fast', -47],
  ])(
    `of this computer that is %s is found${FAKETIME === undefined ? ' (skipped: no libfaketime)' : ''}`,
    (by, word, seconds) => {
      const env = { LD_PRELOAD: FAKETIME ?? '', FAKETIME: by, FAKETIME_DONT_FAKE_MONOTONIC: '1' }
      const ran = ukp(home, ['doctor', '--json', '--time-server', `127.0.0.1:${port}`], { env })
      const found = findings(ran.stdout).get('clock-offset')
      expect(ran.exit).toBe(8)
      expect(Math.round(Number(found?.facts.seconds))).toBe(seconds)
      expect(found?.message).toContain(`47 s ${word}`)
    },
  )

  it('is not known any more when the server has gone', () => {
    server.kill('SIGKILL')
    const ran = ukp(home, ['doctor', '--json', '--time-server', `127.0.0.1:${port}`])
    expect(ran.exit).toBe(0)
    expect(findings(ran.stdout).get('time-server-failed')).toMatchObject({
      state: 'warning',
      facts: { reason: 'refused' },
    })
    expect(findings(ran.stdout).has('clock-unknown')).toBe(true)
  })
})

const noStrace = onPath('strace') ? [] : ['strace']

describe.skipIf(noStrace.length > 0)(`the network${saying(noStrace)}`, () => {
  const home = newHome()
  const trace = join(home.folder, 'trace')
  afterAll(() => dropHome(home))

  /** Calls for a socket of the internet, by the program and all that it starts. */
  function internetCalls(args: readonly string[]): string[] {
    const line = ['-f', '-e', 'trace=network', '-o', trace, process.execPath, BIN, ...args]
    const ran = spawnSync('setsid', ['--wait', 'strace', ...line], {
      env: { ...home.env, UKP_PASSPHRASE: PASSPHRASE },
      cwd: home.folder,
      input: '',
      timeout: 120_000,
    })
    expect(ran.status, String(ran.stderr)).toBe(0)
    const lines = readFileSync(trace, 'utf-8').split('\n')
    expect(lines.some((one) => /exited with 0/.test(one))).toBe(true)
    return lines.filter((one) => /AF_INET|AF_PACKET/.test(one))
  }

  it('is not touched without --time-server, also when pictures are looked for', () => {
    expect(ukp(home, ['add', 'mama', '--stdin'], { stdin: KEY, env: { UKP_PASSPHRASE: PASSPHRASE } }).exit).toBe(0)
    mkdirSync(join(home.folder, 'Pictures'))
    writeFileSync(join(home.folder, 'Pictures', 'a.png'), 'no picture')
    expect(internetCalls(['doctor'])).toEqual([])
    expect(internetCalls(['doctor', '--look-for-pictures'])).toEqual([])
  })

  it('is seen here where it is used', () => {
    const calls = internetCalls(['doctor', '--time-server', '127.0.0.1:9'])
    expect(calls.some((one) => /connect\(\d+, \{sa_family=AF_INET, sin_port=htons\(9\)/.test(one))).toBe(true)
    // Nobody else is asked.
    expect(calls.filter((one) => /connect\(|sendto\(|sendmsg\(/.test(one) && !/htons\(9\)/.test(one))).toEqual([])
  })
})

const withoutKeyring = [
  ...['dbus-run-session', 'dbus-send', 'gnome-keyring-daemon'].filter((name) => !onPath(name)),
  ...(LIBRARY === null ? ['@napi-rs/keyring'] : []),
]

describe.skipIf(withoutKeyring.length > 0)(`the keyring${saying(withoutKeyring)}`, () => {
  let home: Home
  beforeAll(() => {
    home = homeWithBus()
  })
  afterAll(() => dropHome(home))

  /** What doctor says of the keyring in a session of a private bus. */
  function inSession(before: string): Found | undefined {
    const script = `${before}\nsetsid --wait ${JSON.stringify(process.execPath)} ${JSON.stringify(BIN)} doctor --json </dev/null`
    const ran = spawnSync('dbus-run-session', ['--', 'bash', '-c', script], {
      env: home.env,
      cwd: home.folder,
      timeout: 120_000,
    })
    const line =
      String(ran.stdout)
        .split('\n')
        .find((one) => one.startsWith('{"ok"')) ?? ''
    expect(line, String(ran.stderr)).not.toBe('')
    return [...findings(line).values()].find(({ id }) => id.startsWith('keyring'))
  }

  const LOCK = [
    'dbus-send --session --print-reply --dest=org.freedesktop.secrets /org/freedesktop/secrets',
    'org.freedesktop.Secret.Service.Lock array:objpath:/org/freedesktop/secrets/collection/login >/dev/null',
  ].join(' ')

  it('is there when it is open, locked when it is locked, and not there without a bus', () => {
    expect(inSession(UNLOCK)).toMatchObject({ id: 'keyring', state: 'ok' })
    expect(inSession(`${UNLOCK}\n${LOCK}`)).toMatchObject({ id: 'keyring-locked', state: 'note' })
    const ran = ukp(home, ['doctor', '--json'])
    expect(findings(ran.stdout).get('keyring-none')).toMatchObject({ state: 'note', facts: { reason: 'bus' } })
  })

  it('is not open where nobody has unlocked it, and nobody is kept waiting', () => {
    const began = performance.now()
    expect(['keyring-locked', 'keyring-none']).toContain(inSession('')?.id)
    expect(performance.now() - began).toBeLessThan(12_000)
  })
})
