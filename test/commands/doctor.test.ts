// ukp doctor: every finding in both languages and on its page; what is made of faked facts; then the real program in a
// home of its own.
import { chmodSync, mkdirSync, readFileSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Context } from '../../src/commands/command.ts'
import { accountFindings } from '../../src/commands/doctor/accounts.ts'
import { clockFindings, type TimeServer, timeServer } from '../../src/commands/doctor/clock.ts'
import { computerFindings, nodeFinding } from '../../src/commands/doctor/computer.ts'
import { pictureFindings } from '../../src/commands/doctor/pictures.ts'
import { backupFindings, type Opening, vaultFindings } from '../../src/commands/doctor/vault.ts'
import { UkpError } from '../../src/errors.ts'
import {
  clockState,
  FINDINGS,
  type Finding,
  type FindingFacts,
  type FindingId,
  usualState,
} from '../../src/findings.ts'
import { loadMessages } from '../../src/messages/choose.ts'
import { progressOn } from '../../src/system/terminal/progress.ts'
import type { Stream } from '../../src/system/terminal/streams.ts'
import { findingsText } from '../../src/views/findings-text.ts'
import type { Checkup } from '../../src/world/world.ts'
import { qrPicture } from '../kit/qr-picture.ts'
import { dropHome, type Home, KEY, newHome, PASSPHRASE, PYTHON, play, ROOT, ukp, ukpJson } from '../kit/ukp.ts'
import { account, contentsWith, makeVault, NOW } from '../vault/kit.ts'

const [en, hu] = [await (await loadMessages('en')).doctor(), await (await loadMessages('hu')).doctor()]
const NOW_MS = Date.parse(NOW)

/** Facts of each finding, as they may come. */
const SAMPLES: { readonly [Id in FindingId]: FindingFacts[Id] } = {
  'clock-synchronised': { by: '<by>' },
  'clock-unsynchronised': { by: '<by>', system: 'systemd' },
  'clock-unknown': { system: 'other' },
  'clock-behind': { seconds: 500, newest: '2026-11-21T10:15:00.000Z', file: '<file>', system: 'windows' },
  'clock-offset': { seconds: 47, server: '<server>', samples: 4, delayMs: 12, system: 'macos' },
  'time-server-failed': { server: '<server>', reason: 'kiss', code: 'RATE' },
  'vault-missing': { file: '<file>' },
  'vault-file': { file: '<file>', format: 'ukp-vault/1', generation: 12, bytes: 16_500, opened: true },
  'vault-broken': { kind: 'vault-damaged', exit: 5 },
  'vault-locked': { kind: 'locked', exit: 4 },
  'permissions-fine': { files: 4 },
  'permissions-unknown': {},
  'permissions-readable': { files: ['<one>', '<two>'] },
  'permissions-writable': { files: ['<one>'] },
  'vault-local': { folder: '<folder>' },
  'vault-synced': { folder: '<folder>', service: 'Dropbox' },
  'vault-alone': {},
  'vault-copies': { files: ['<one>'] },
  'vault-busy': { holder: '<holder>' },
  'lock-left': { file: '<file>' },
  'backup-none': {},
  'backup-current': { file: '<file>', created: NOW, days: 0 },
  'backup-old': { file: '<file>', created: NOW, days: 3 },
  'backup-there': { file: '<file>', created: NOW, days: 1 },
  'backup-unreadable': { files: ['<one>'] },
  'backup-same-disk': { folder: '<folder>' },
  'backup-away': { files: ['<one>'] },
  'accounts-unseen': {},
  'accounts-none': {},
  'accounts-fine': { count: 3 },
  'deletion-code-missing': { names: ['mama', 'papa'] },
  'same-label': { names: ['mama', 'mama (2)'] },
  'earlier-keys': { names: ['mama'] },
  'entries-unreadable': { count: 2 },
  'picture-with-key': { file: '<file>', service: 'OneDrive', othersCanRead: true },
  'pictures-fine': { looked: 12, folders: ['<folder>'] },
  'pictures-looked': { looked: 12, folders: ['<folder>'] },
  'pictures-left': { looked: 500, left: 77 },
  clipboard: { way: 'x11' },
  'clipboard-open': { way: 'wayland', missing: 'wl-clipboard' },
  'clipboard-none': { missing: 'xclip' },
  keyring: {},
  'keyring-locked': {},
  'keyring-none': { reason: 'bus' },
  session: {},
  'session-none': { reason: 'unsafe', folder: '<folder>' },
  'derivation-native': { by: '<by>' },
  'derivation-slow': {},
  terminal: { columns: 100, rows: 33, color: true },
  'terminal-none': {},
  'terminal-narrow': { columns: 40, rows: 15 },
  'terminal-dumb': {},
  'terminal-encoding': { locale: '<locale>' },
  node: { version: '24.1.0', until: '2028-04-30' },
  'node-ended': { version: '20.20.2', until: '2026-04-30' },
  'node-unsupported': { version: '18.0.0', needed: '20.19.0' },
  'start-fast': {},
  'start-slow': { reason: 'not-yet' },
}

type Words = typeof en
const tell = (words: Words, id: FindingId, facts: unknown = SAMPLES[id]) =>
  (words.findings as unknown as Record<string, (facts: unknown) => { message: string; remedy: string | null }>)[id]?.(
    facts,
  )
/** Names in angle brackets and numbers, whatever the decimal mark. */
const factsIn = (text = ''): string[] => {
  return [...new Set((text.match(/<\w+>|\d[\d.,]*\d|\d/g) ?? []).map((one) => one.replace(',', '.')))].sort()
}
/** Their sentence is that of the failure. */
const WORDED = FINDINGS.filter((id) => id !== 'vault-broken' && id !== 'vault-locked')

describe('the findings', () => {
  it.each(WORDED)('%s is said in both languages, with the same facts, and a remedy when it is not fine', (id) => {
    const [english, hungarian] = [tell(en, id), tell(hu, id)]
    for (const told of [english, hungarian]) {
      expect(told?.message).toMatch(/^\S.{8,}$/)
      expect(`${told?.message}${told?.remedy}`).not.toMatch(/undefined|NaN|\[object/)
      // What is fine needs nothing; all else says what to do in one sentence.
      const fine = usualState(id) === 'ok' && id !== 'clock-offset'
      expect(told?.remedy === null).toBe(fine)
    }
    const [inEnglish, inHungarian] = [english, hungarian].map((told) => told?.message ?? '')
    expect(factsIn(inHungarian)).toEqual(factsIn(inEnglish))
    if (/[a-z]{3,} [a-z]{3,}/.test(inEnglish ?? '')) expect(inHungarian).not.toBe(inEnglish)
  })

  it('make labels from outside visible', () => {
    const nasty = '\u001b]52;c;AAAA\u0007\u202e'
    for (const words of [en, hu]) {
      const told = [
        tell(words, 'deletion-code-missing', { names: [nasty] }),
        tell(words, 'picture-with-key', { file: nasty, service: null, othersCanRead: false }),
        tell(words, 'permissions-readable', { files: [nasty] }),
        tell(words, 'time-server-failed', { server: nasty, reason: 'kiss', code: nasty }),
      ]
      // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what is looked for
      for (const one of told) expect(one?.message).not.toMatch(/[\u0000-\u001f\u202e]/)
    }
  })

  it('tell the clock as it is off, in its direction', () => {
    const facts = (seconds: number) => ({ ...SAMPLES['clock-offset'], seconds })
    expect(tell(en, 'clock-offset', facts(47))?.message).toMatch(/47 s slow .* Codes will be rejected\.$/)
    expect(tell(en, 'clock-offset', facts(-47))?.message).toMatch(/47 s fast/)
    expect(tell(hu, 'clock-offset', facts(47))?.message).toMatch(
      /47 mp-et késik .* A portál nem fogja elfogadni a kódokat\.$/,
    )
    expect(tell(hu, 'clock-offset', facts(-47))?.message).toMatch(/47 mp-et siet/)
    expect(tell(hu, 'clock-offset', facts(-0.42))).toMatchObject({
      message: expect.stringContaining('0,4 mp'),
      remedy: null,
    })
    expect([0, 1.9, 2, -9.9, 10, -29, 30, -4000].map(clockState)).toEqual([
      'ok',
      'ok',
      'note',
      'note',
      'warning',
      'warning',
      'broken',
      'broken',
    ])
  })

  it('stand on the page, each with its state and its facts, and no other', () => {
    const page = readFileSync(join(ROOT, 'docs/commands/doctor.md'), 'utf-8').split('## Findings')[1] ?? ''
    const rows = [...page.matchAll(/^\| `([a-z-]+)` \| (\w+) \| ([^|]*)\| /gm)]
    const documented = rows.map(([, id, state, facts = '']) => [
      id,
      state,
      [...facts.matchAll(/`(\w+)`/g)].map((one) => one[1]).sort(),
    ])
    const real = FINDINGS.map((id) => [
      id,
      id === 'clock-offset' ? 'any' : usualState(id),
      Object.keys(SAMPLES[id]).sort(),
    ])
    const byName = (a: unknown[], b: unknown[]): number => String(a[0]).localeCompare(String(b[0]))
    // `time-server-failed` names the values of its reason in the same cell as its meaning.
    expect(documented.sort(byName)).toEqual(real.sort(byName))
  })
})

describe('what is written', () => {
  const sink = { isTerminal: true, color: false, columns: 60 }
  const lines = [
    { group: 'computer', state: 'ok', message: 'Node 24.1.0.', remedy: null },
    { group: 'clock', state: 'note', message: 'A note.', remedy: 'Do this.' },
    { group: 'clock', state: 'broken', message: `It is ${'very '.repeat(12)}slow.`, remedy: 'Set it.' },
  ] as const

  it('is in groups, the gravest first, with a word for the state, broken into the lines of the terminal', () => {
    const text = findingsText(lines, en, sink)
    expect(text.split('\n')).toEqual([
      'Clock',
      '  broken   It is very very very very very very very very',
      '           very very very very slow.',
      '           → Set it.',
      '  note     A note.',
      '           → Do this.',
      '',
      'This computer',
      '  fine     Node 24.1.0.',
      '',
    ])
    expect(findingsText(lines, hu, { ...sink, isTerminal: false })).toContain(
      `\n  hiba        It is ${'very '.repeat(12)}slow.\n`,
    )
  })

  it('keeps each command that is to be copied on one line', () => {
    const remedy = 'A key file unlocks without questions as well: ukp key add key-file <file>'
    const text = findingsText([{ group: 'computer', state: 'note', message: 'None.', remedy }], en, sink)
    expect(text.split('\n').map((line) => line.trim())).toContain('ukp key add key-file <file>')
  })

  it('has colours only where they are wanted', () => {
    expect(findingsText(lines, en, { ...sink, color: true })).toContain('\u001b[31mbroken')
    expect(findingsText(lines, en, sink)).not.toContain('\u001b')
  })
})

/** A world in which nothing is wrong; a test takes from that. */
function context(part: Partial<Checkup> = {}, world: Record<string, unknown> = {}): Context {
  const checkup: Checkup = {
    clockSigns: async () => ({ synchronised: true, by: 'timedatectl', systemd: true }),
    askTimeServer: async () => ({ offsetMs: 0, delayMs: 1, samples: 4 }),
    fileTimes: async () => [{ file: '/v/vault.ukp', ms: NOW_MS - 1000 }],
    permissions: async () => ({ looked: 3, readable: [], writable: [] }),
    syncedBy: async () => null,
    lock: async () => ({ is: 'free' }),
    backups: async () => ({ list: [], unreadable: [], elsewhere: false, away: [] }),
    keyring: async () => 'there',
    session: async () => ({ is: 'there', folder: '/run' }),
    derivation: async () => 'node:crypto',
    computer: async () => ({ locale: 'C.UTF-8', utf8: true, dumb: false, node: '24.9.0', compiled: 'kept' }),
    pictures: async () => ({ folders: [], files: [], left: 0 }),
    ...part,
  }
  return {
    world: {
      platform: 'linux',
      clock: { nowMs: () => NOW_MS },
      out: { isTerminal: true, columns: 80, rows: 24, color: true },
      clipboard: { describe: async () => ({ way: 'x11', sensitive: true, missing: null }) },
      checkup: async () => checkup,
      backups: async () => ({
        describe: async () => ({ file: '/v/vault.ukp', generation: 5, bytes: 9, created: NOW }),
      }),
      copies: async () => ({ unjoined: async () => [] }),
      vault: { file: '/v/vault.ukp', identity: async () => 'id' },
      ...world,
    },
  } as unknown as Context
}

const brief = (found: readonly Finding[]): string[] => found.map(({ id, state }) => `${id} ${state}`)
const open = async (contents = contentsWith([account(1, { name: 'mama' })])): Promise<Opening> => {
  return { is: 'open', vault: (await makeVault({ contents })).vault }
}

describe('the clock', () => {
  it('is fine when the system says so, and when nothing was saved later', async () => {
    expect(brief(await clockFindings(undefined, null, context()))).toEqual(['clock-synchronised ok'])
  })

  it('asks no server unless it is told to', async () => {
    const asked: string[] = []
    const askTimeServer = async (host: string, port: number) => {
      asked.push(`${host} ${port}`)
      return { offsetMs: -3210, delayMs: 12.34, samples: 3 }
    }
    await clockFindings(undefined, null, context({ askTimeServer }))
    expect(asked).toEqual([])
    const [found] = await clockFindings(true, null, context({ askTimeServer }))
    expect(asked).toEqual(['pool.ntp.org 123'])
    const facts = { seconds: -3.21, server: 'pool.ntp.org', samples: 3, delayMs: 12.3, system: 'systemd' }
    expect(found).toEqual({ id: 'clock-offset', state: 'note', facts })
    await clockFindings({ host: '::1', port: 11_123 }, null, context({ askTimeServer }))
    expect(asked[1]).toBe('::1 11123')
  })

  it.each([
    [{ synchronised: false, by: 'timedatectl', systemd: true }, 'linux', 'clock-unsynchronised warning', 'systemd'],
    [{ synchronised: null, by: null, systemd: false }, 'linux', 'clock-unknown note', 'other'],
    [{ synchronised: false, by: 'w32tm', systemd: false }, 'win32', 'clock-unsynchronised warning', 'windows'],
    [{ synchronised: null, by: null, systemd: false }, 'darwin', 'clock-unknown note', 'macos'],
  ])('of %j on %s is %s', async (signs, platform, wanted, system) => {
    const found = await clockFindings(undefined, null, context({ clockSigns: async () => signs }, { platform }))
    expect(brief(found)).toEqual([wanted])
    expect(found[0]?.facts).toMatchObject({ system })
  })

  it('is before what was saved: a file, or what stands in the vault', async () => {
    const late = context({
      fileTimes: async () => [
        { file: '/v/b.ukp', ms: NOW_MS + 121_000 },
        { file: '/v/a', ms: NOW_MS },
      ],
    })
    expect((await clockFindings(undefined, null, late))[0]).toMatchObject({
      id: 'clock-behind',
      state: 'warning',
      facts: { seconds: 121, file: '/v/b.ukp', newest: '2026-11-21T10:17:01.000Z' },
    })
    const near = context({ fileTimes: async () => [{ file: '/v/b.ukp', ms: NOW_MS + 119_000 }] })
    expect(brief(await clockFindings(undefined, null, near))).toEqual(['clock-synchronised ok'])
    const contents = contentsWith([account(1, { modified: '2026-11-21T11:15:00.000Z' })])
    const { vault } = await makeVault({ contents })
    expect((await clockFindings(undefined, vault, context()))[0]).toMatchObject({
      id: 'clock-behind',
      facts: { seconds: 3600 },
    })
  })

  it('is not known when the server does not say, and the server is told', async () => {
    const silent = context({
      clockSigns: async () => ({ synchronised: null, by: null, systemd: false }),
      askTimeServer: async () => ({ failed: 'silent', code: '' }),
    })
    expect(brief(await clockFindings(true, null, silent))).toEqual(['time-server-failed warning', 'clock-unknown note'])
  })

  it.each<[string, TimeServer]>([
    ['ntp.example.hu', { host: 'ntp.example.hu', port: 123 }],
    ['192.0.2.7:11123', { host: '192.0.2.7', port: 11_123 }],
    ['::1', { host: '::1', port: 123 }],
    ['2001:db8::1', { host: '2001:db8::1', port: 123 }],
    ['[2001:db8::1]:99', { host: '2001:db8::1', port: 99 }],
    ['[fe80::1%eth0]', { host: 'fe80::1%eth0', port: 123 }],
  ])('is asked of %s', (text, wanted) => {
    expect(timeServer(text)).toEqual(wanted)
  })

  it.each(['', 'a b', 'host:0', 'host:65536', '-x', 'http://host', 'host:', '[::1', 'host:12x'])(
    'is asked of no server called %j',
    (text) => {
      expect(() => timeServer(text)).toThrow(UkpError)
    },
  )
})

describe('the vault and its backups', () => {
  const missing: Opening = { is: 'missing' }
  const damaged: Opening = {
    is: 'failed',
    id: 'vault-broken',
    error: new UkpError('vault-torn', { file: '/v/vault.ukp' }),
  }
  const backup = (generation: number, days = 2) => ({
    ...{ file: '/v/backups/b.ukp', vaultId: 'id', generation, bytes: 9 },
    created: new Date(NOW_MS - days * 86_400_000 - 5).toISOString(),
  })

  it('are fine', async () => {
    const signs = { list: [backup(5)], unreadable: [], elsewhere: true, away: [] }
    const fine = context({ backups: async () => signs })
    const opening = await open()
    const found = [...(await vaultFindings(opening, fine)), ...(await backupFindings(opening, fine))]
    expect(brief(found)).toEqual([
      'vault-file ok',
      'permissions-fine ok',
      'vault-alone ok',
      'vault-local ok',
      'backup-current ok',
    ])
    expect(found.at(-1)?.facts).toMatchObject({ days: 2 })
  })

  it('say everything that is not', async () => {
    const bad = context(
      {
        permissions: async () => ({ looked: 3, readable: ['/v/key'], writable: ['/v/vault.ukp'] }),
        syncedBy: async () => 'Dropbox',
        lock: async () => ({ is: 'left', file: '/v/.vault.ukp.lock' }),
        backups: async () => ({ list: [backup(4)], unreadable: ['/v/backups/x.ukp'], elsewhere: false, away: [] }),
      },
      { copies: async () => ({ unjoined: async () => [{ file: '/v/copy.ukp', generation: 6, hash: 'x' }] }) },
    )
    const opening = await open()
    expect(brief(await vaultFindings(opening, bad))).toEqual([
      'vault-file ok',
      ...['permissions-writable warning', 'permissions-readable warning'],
      ...['vault-copies warning', 'lock-left note', 'vault-synced note'],
    ])
    expect(brief(await backupFindings(opening, bad))).toEqual([
      'backup-old warning',
      'backup-unreadable warning',
      'backup-same-disk note',
    ])
  })

  it('are judged also where the vault is missing, damaged, or not opened', async () => {
    expect(brief(await vaultFindings(missing, context()))).toEqual(['vault-missing note', 'permissions-fine ok'])
    expect(brief(await backupFindings(missing, context()))).toEqual([])
    const without = context(
      { backups: async () => ({ list: [backup(5)], unreadable: [], elsewhere: false, away: ['/usb/b.ukp'] }) },
      { backups: async () => ({ describe: async () => null }) },
    )
    expect((await vaultFindings(damaged, without))[0]).toEqual({
      ...{ id: 'vault-broken', state: 'broken' },
      facts: { kind: 'vault-damaged', exit: 5 },
    })
    // Of the ones on the stick nothing can be said.
    expect(brief(await backupFindings(damaged, without))).toEqual(['backup-there ok', 'backup-away note'])
    expect(brief(await backupFindings({ is: 'unopened' }, context()))).toEqual(['backup-none warning'])
    // An empty vault needs no backup.
    expect(brief(await backupFindings(await open(contentsWith([])), context()))).toEqual([])
  })

  it('are not looked at for permissions on Windows, which is said', async () => {
    const windows = context({ permissions: async () => null })
    expect(brief(await vaultFindings(await open(), windows))).toContain('permissions-unknown note')
  })
})

describe('the accounts', () => {
  it('are told by what is missing, doubled or kept', async () => {
    const former = {
      type: 'totp',
      secret: 'KRSXG5CTMVRXEZLU',
      algorithm: 'SHA1',
      digits: 6,
      period: 30,
      counter: 0,
    } as const
    const contents = contentsWith([
      account(1, { name: 'mama', account: 'kiss.anna', deletionCode: null }),
      account(2, { name: 'mama (2)', account: 'kiss.anna' }),
      account(3, { name: 'bank', issuer: 'Bank', account: 'x', deletionCode: null }),
      account(4, { name: 'papa', account: 'papa', history: [{ ...former, deletionCode: null, replaced: NOW }] }),
      { unreadable: { id: 'x', type: 'new' } },
    ])
    const found = accountFindings(await open(contents))
    expect(found).toEqual([
      { id: 'accounts-fine', state: 'ok', facts: { count: 4 } },
      { id: 'deletion-code-missing', state: 'warning', facts: { names: ['mama'] } },
      { id: 'same-label', state: 'note', facts: { names: ['mama', 'mama (2)'] } },
      { id: 'earlier-keys', state: 'note', facts: { names: ['papa'] } },
      { id: 'entries-unreadable', state: 'note', facts: { count: 1 } },
    ])
    expect(brief(accountFindings(await open(contentsWith([]))))).toEqual(['accounts-none note'])
    expect(brief(accountFindings({ is: 'unopened' }))).toEqual(['accounts-unseen note'])
    expect(accountFindings({ is: 'missing' })).toEqual([])
  })
})

describe('this computer', () => {
  it('is fine', async () => {
    expect((await computerFindings(context())).map(({ state }) => state)).toEqual(Array.from({ length: 7 }, () => 'ok'))
  })

  it('says what it lacks', async () => {
    const poor = context(
      {
        keyring: async () => 'locked',
        session: async () => ({ is: 'unsafe', folder: '/tmp/ukp-0' }),
        derivation: async () => null,
        computer: async () => ({ locale: 'C', utf8: false, dumb: true, node: '20.19.0', compiled: 'read-only' }),
      },
      {
        out: { isTerminal: true, columns: 40, rows: 15, color: false },
        clipboard: { describe: async () => ({ way: 'wayland', sensitive: false, missing: 'wl-clipboard' }) },
      },
    )
    expect(brief(await computerFindings(poor))).toEqual([
      ...['clipboard-open note', 'keyring-locked note', 'session-none note', 'derivation-slow note'],
      ...['terminal-narrow note', 'terminal-dumb note', 'terminal-encoding note', 'node-ended note', 'start-slow note'],
    ])
  })

  it.each([
    ['18.20.0', 'node-unsupported'],
    ['20.18.9', 'node-unsupported'],
    ['20.19.0', 'node-ended'],
    ['22.4.1', 'node'],
    ['24.0.0', 'node'],
    ['25.1.0', 'node-ended'],
    ['99.0.0', 'node'],
  ])('has Node %s: %s', (version, id) => {
    expect(nodeFinding(version, NOW_MS).id).toBe(id)
  })

  it('counts the last day of support as one', () => {
    expect(nodeFinding('22.4.1', Date.parse('2027-04-30T23:59:00Z')).id).toBe('node')
    expect(nodeFinding('22.4.1', Date.parse('2027-05-01T00:00:00Z')).id).toBe('node-ended')
  })
})

describe('pictures that are looked for', () => {
  const LINK = `otpauth://totp/mama?secret=${KEY}`
  /** @param seconds that each picture takes */
  function looking(seconds: number): { context: Context; written: string[] } {
    const written: string[] = []
    const err = { isTerminal: true, columns: 80, write: (text: string) => written.push(text) } as unknown as Stream
    let now = NOW_MS
    const readQr = async (_bytes: Uint8Array, file: string): Promise<string[]> => {
      now += seconds * 1000
      if (file === '/p/2.png') throw new UkpError('picture-unreadable', { file })
      return file === '/p/3.png' ? [LINK] : ['https://example.hu']
    }
    const files = ['/p/1.png', '/p/2.png', '/p/3.png', '/p/4.png']
    const made = context(
      { pictures: async () => ({ folders: ['/p'], files, left: 6 }) },
      {
        clock: { nowMs: () => now },
        progress: async () => progressOn(err, () => now),
        files: { read: async () => new Uint8Array() },
        pictures: async () => ({ readQr, whereabouts: async () => ({ syncedBy: 'Dropbox', othersCanRead: true }) }),
      },
    )
    const t = { doctor: async () => en } as unknown as Context['t']
    return {
      context: { ...made, t },
      written,
    }
  }

  it('are told by name, with who else has them; how far it is stands on the terminal meanwhile', async () => {
    const { context: one, written } = looking(1)
    expect(await pictureFindings(true, one)).toEqual([
      {
        id: 'picture-with-key',
        state: 'warning',
        facts: { file: '/p/3.png', service: 'Dropbox', othersCanRead: true },
      },
      { id: 'pictures-looked', state: 'ok', facts: { looked: 4, folders: ['/p'] } },
      { id: 'pictures-left', state: 'note', facts: { looked: 4, left: 6 } },
    ])
    expect(written[0]).toBe('\rLooking at pictures: 2 of 4\r')
    expect(written.at(-1)).toMatch(/^\r +\r$/)
  })

  it('are not looked at for longer than three minutes', async () => {
    const found = await pictureFindings(true, looking(100).context)
    expect(brief(found)).toEqual(['pictures-fine ok', 'pictures-left note'])
    expect(found[1]?.facts).toEqual({ looked: 2, left: 8 })
  })
})

describe('the program', () => {
  let home: Home
  beforeEach(() => {
    home = newHome()
  })
  afterEach(() => dropHome(home))
  const given = { UKP_PASSPHRASE: PASSPHRASE }
  const add = (name: string, key = KEY, more: readonly string[] = []): void =>
    expect(ukp(home, ['add', name, '--stdin', ...more], { stdin: key, env: given }).exit).toBe(0)
  /** With the passphrase, unless said otherwise. */
  function doctor(args: readonly string[] = [], env: Record<string, string> = {}) {
    const { exit, json } = ukpJson(home, ['doctor', ...args], { env })
    const all = json.findings as (Finding & { group: string; message: string; remedy: string | null })[]
    return { exit, json, all, byId: new Map(all.map((one) => [one.id, one])) }
  }

  it('finds no vault, says the first step, and makes nothing', () => {
    const { exit, byId, json } = doctor()
    expect([exit, json.ok]).toEqual([0, true])
    expect(byId.get('vault-missing')).toMatchObject({
      state: 'note',
      remedy: expect.stringContaining('ukp add <name>'),
    })
    expect(ukp(home, ['list'], { env: given }).exit).toBe(5)
  })

  it('finds a vault without a backup and with one, and deletion codes that are missing', () => {
    add('mama')
    const before = readFileSync(home.vault)
    expect(
      doctor()
        .all.filter(({ state }) => state === 'warning')
        .map(({ id }) => id),
    ).toEqual(['backup-none', 'deletion-code-missing'])
    expect(ukp(home, ['backup'], { env: given }).exit).toBe(0)
    expect(doctor().byId.get('backup-current')).toMatchObject({ facts: { days: 0 } })
    expect(doctor().byId.get('backup-same-disk')?.state).toBe('note')
    const hungarian = doctor(['--lang', 'hu']).byId.get('backup-current')
    expect(hungarian?.message).toMatch(/ \(\d{4}\. \d\d\. \d\d\., ma\): /)
    expect(hungarian?.facts).toMatchObject({ created: expect.stringMatching(/^\d{4}-.*Z$/) })
    expect(readFileSync(home.vault).equals(before)).toBe(true)
    add('papa', 'KRSXG5CTMVRXEZLU')
    expect(doctor().byId.has('backup-old')).toBe(true)
    writeFileSync(join(home.folder, 'data/ukp/backups/vault-2026-01-01-000000.ukp'), 'cut')
    expect(doctor().byId.get('backup-unreadable')?.facts).toEqual({
      files: [join(home.folder, 'data/ukp/backups/vault-2026-01-01-000000.ukp')],
    })
  })

  it('finds a backup that the key of the vault does not open any more', () => {
    add('mama')
    expect(ukp(home, ['backup', 'create', 'b.ukp'], { env: given }).exit).toBe(0)
    const file = join(home.folder, 'b.ukp')
    const bytes = readFileSync(file)
    bytes[bytes.length - 100] = bytes[bytes.length - 100] === 0x41 ? 0x42 : 0x41
    writeFileSync(file, bytes)
    expect(doctor().byId.get('backup-unreadable')?.facts).toEqual({ files: [file] })
  })

  it('shows the rest where nobody can be asked, and says what was not looked at', () => {
    add('mama')
    for (const args of [[], ['--no-input']]) {
      const ran = ukp(home, ['doctor', '--json', ...args])
      expect(ran.exit).toBe(0)
      const ids = (JSON.parse(ran.stdout) as { findings: Finding[] }).findings.map(({ id }) => id)
      expect(ids).toEqual(expect.arrayContaining(['accounts-unseen', 'vault-file', 'backup-none']))
      expect(ids).not.toContain('accounts-fine')
    }
  })

  it('ends with 4 at a wrong passphrase, and shows the rest', () => {
    add('mama')
    const ran = ukp(home, ['doctor'], { env: { UKP_PASSPHRASE: 'wrong horse battery' } })
    expect(ran.exit).toBe(4)
    expect(ran.stdout).toMatch(/^ {2}broken {3}Wrong/m)
    expect(ran.stdout).toContain('There is no backup yet.')
    expect(ran.stderr).toMatch(/^Error: /)
    const json = doctor([], { UKP_PASSPHRASE: 'wrong horse battery' })
    expect([json.exit, json.json.kind]).toEqual([4, 'locked'])
  })

  it('ends with 5 at a damaged vault, and names the backup that brings it back', () => {
    add('mama')
    expect(ukp(home, ['backup'], { env: given }).exit).toBe(0)
    writeFileSync(home.vault, readFileSync(home.vault).subarray(0, 5000))
    const { exit, json, byId } = doctor()
    expect([exit, json.ok, json.kind]).toEqual([5, false, 'vault-damaged'])
    expect(byId.get('vault-broken')).toMatchObject({
      state: 'broken',
      remedy: expect.stringContaining('ukp backup restore'),
    })
    rmSync(home.vault)
    expect(doctor()).toMatchObject({ exit: 5, json: { kind: 'no-vault' } })
  })

  it.runIf(process.platform !== 'win32')('finds what others can read or change, with the command that mends it', () => {
    add('mama')
    chmodSync(home.folder, 0o755)
    for (const folder of ['data', 'data/ukp']) chmodSync(join(home.folder, folder), 0o755)
    chmodSync(home.vault, 0o644)
    const ran = ukp(home, ['doctor'], { env: given })
    expect(ran.stdout).toContain(`Others on this computer can read: ${home.vault}\n`)
    expect(ran.stdout).toContain(`→ chmod go-rwx ${home.vault}\n`)
    // Said once, not beside the list too.
    expect(ran.stderr).toBe('')
    chmodSync(join(home.folder, 'data/ukp'), 0o777)
    expect(doctor().byId.get('permissions-writable')?.facts).toEqual({ files: [join(home.folder, 'data/ukp')] })
    // A folder above that nobody enters keeps them out.
    chmodSync(home.folder, 0o700)
    expect(doctor().byId.has('permissions-fine')).toBe(true)
  })

  it.runIf(process.platform !== 'win32')('finds a passphrase file that others can read: it opens nothing', () => {
    add('mama')
    chmodSync(home.folder, 0o755)
    const file = join(home.folder, 'pw')
    writeFileSync(file, `${PASSPHRASE}\n`, { mode: 0o644 })
    const ran = ukp(home, ['doctor', '--passphrase-file', file])
    expect(ran.exit).toBe(4)
    expect(ran.stdout).toContain(`Others on this computer can read: ${file}\n`)
  })

  it('finds a clock that is before the vault', () => {
    add('mama')
    const later = new Date(Date.now() + 3_600_000)
    utimesSync(home.vault, later, later)
    expect(doctor().byId.get('clock-behind')).toMatchObject({ state: 'warning', facts: { file: home.vault } })
  })

  it('finds a folder that is synced, another copy, and a lock that was left behind', () => {
    const folder = join(home.folder, 'Dropbox')
    mkdirSync(folder)
    const vault = join(folder, 'vault.ukp')
    const env = { UKP_VAULT: vault }
    expect(ukp(home, ['add', 'mama', '--stdin'], { stdin: KEY, env: { ...given, ...env } }).exit).toBe(0)
    writeFileSync(join(folder, 'vault (conflicted copy).ukp'), readFileSync(vault))
    writeFileSync(join(folder, '.vault.ukp.lock'), '')
    utimesSync(join(folder, '.vault.ukp.lock'), new Date(0), new Date(0))
    const { byId } = doctor([], env)
    expect(byId.get('vault-synced')).toMatchObject({ state: 'note', facts: { service: 'Dropbox' } })
    expect(byId.get('vault-copies')).toMatchObject({ state: 'warning', remedy: 'To join it: ukp merge' })
    expect(byId.get('lock-left')?.state).toBe('note')
  })

  it('says it in Hungarian, by the Hungarian word', () => {
    const ran = ukp(home, ['ellenőriz', '--lang', 'hu'])
    expect(ran.exit).toBe(0)
    expect(ran.stdout).toMatch(/^Óra\n/)
    expect(ran.stdout).toContain('  megjegyzés  Még nincs széf: ')
    expect(ran.stdout).toMatch(/\nHiba: 0\. Figyelmeztetés: \d+\. Megjegyzés: \d+\. Rendben: \d+\.\n$/)
  })

  it.runIf(PYTHON !== null)('asks for the passphrase on a terminal', () => {
    add('mama')
    const steps = [{ columns: 100 }, { expect: 'assphrase' }, { send: `${PASSPHRASE}\n` }, { expect: 'Broken: 0.' }]
    const played = play(home, ['doctor'], steps)
    expect(played.exit).toBe(0)
    expect(played.screen).toContain('No deletion code stored for: mama')
    expect(played.screen).not.toContain(PASSPHRASE)
  })

  describe('looking for pictures', () => {
    const LINK = `otpauth://totp/mama?secret=${KEY}`
    const picture = (file: string, text: string): void => writeFileSync(file, qrPicture([text]))

    it('finds those with a key in the folders of the desktop, by name only, and follows no link out', () => {
      const pictures = join(home.folder, 'Képek')
      mkdirSync(join(pictures, 'a/b/c'), { recursive: true })
      mkdirSync(join(home.folder, '.config'))
      writeFileSync(
        join(home.folder, '.config/user-dirs.dirs'),
        '# made\nXDG_PICTURES_DIR="$HOME/Képek"\nXDG_DESKTOP_DIR="$HOME/"\n',
      )
      picture(join(pictures, 'qr.png'), LINK)
      picture(join(pictures, 'a/b/deep.png'), 'otpauth-migration://offline?data=CiEK')
      picture(join(pictures, 'a/b/c/deeper.png'), LINK)
      picture(join(pictures, 'menu.png'), 'https://example.hu/menu')
      picture(join(pictures, '.hidden.png'), LINK)
      writeFileSync(join(pictures, 'broken.png'), 'no picture')
      mkdirSync(join(home.folder, 'other'))
      picture(join(home.folder, 'other/qr.png'), LINK)
      symlinkSync(join(home.folder, 'other'), join(pictures, 'link'))
      symlinkSync(join(home.folder, 'other/qr.png'), join(pictures, 'link.png'))
      const { exit, all, json } = doctor(['--look-for-pictures'])
      expect(exit).toBe(0)
      const found = all
        .filter(({ id }) => id === 'picture-with-key')
        .map(({ facts }) => (facts as { file: string }).file)
      expect(found.sort()).toEqual([join(pictures, 'a/b/deep.png'), join(pictures, 'qr.png')])
      expect(all.find(({ id }) => id === 'pictures-looked')?.facts).toMatchObject({ looked: 4 })
      expect(JSON.stringify(json)).not.toMatch(/otpauth:|JBSW|CiEK/)
      // Not looked for, when nobody has asked.
      expect(doctor().all.filter(({ group }) => group === 'pictures')).toEqual([])
    })

    it('looks in the folders that are named, and refuses one that is not there', () => {
      mkdirSync(join(home.folder, 'usb/OneDrive'), { recursive: true })
      picture(join(home.folder, 'usb/OneDrive/qr.png'), LINK)
      const ran = ukp(home, ['doctor', '--lang', 'hu', '--look-for-pictures', 'usb'])
      expect(ran.stdout).toContain(
        `A képen titkos kulcs van: ${join(home.folder, 'usb/OneDrive/qr.png')}. Ez a mappa felhővel szinkronizálódik (OneDrive).`,
      )
      mkdirSync(join(home.folder, 'empty'))
      expect(doctor(['--look-for-pictures', 'empty']).byId.get('pictures-fine')?.facts).toMatchObject({ looked: 0 })
      const none = ukp(home, ['doctor', '--look-for-pictures', 'nowhere'])
      expect([none.exit, none.stdout]).toEqual([6, ''])
    })
  })
})
