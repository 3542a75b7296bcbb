// ukp enroll with a person, a terminal and a clock of the test's own: what is asked, shown and saved, and in which order.
import stringWidth from 'fast-string-width'
import { describe, expect, it } from 'vitest'
import type { Context, Globals } from '../../src/commands/command.ts'
import { codeScreen } from '../../src/commands/enroll/code.ts'
import { deletionScreen } from '../../src/commands/enroll/deletion-code.ts'
import type { SourceOptions } from '../../src/commands/enroll/source.ts'
import { runEnroll } from '../../src/commands/enroll.ts'
import { UkpError } from '../../src/errors.ts'
import { loadMessages } from '../../src/messages/choose.ts'
import { codeAt } from '../../src/otp/code.ts'
import { activeAccounts, allAccounts, type Contents, type StoredAccount } from '../../src/vault/contents.ts'
import type { OpenVault } from '../../src/vault/vault.ts'
import type { Applied, ClipboardContent, Key, World } from '../../src/world/world.ts'
import { account, contentsWith, makeVault, NOW, seeded } from '../vault/kit.ts'

const t = { en: await loadMessages('en'), hu: await loadMessages('hu') }
const words = {
  en: { ...(await t.en.enroll()), secondsLeft: t.en.code.secondsLeft },
  hu: { ...(await t.hu.enroll()), secondsLeft: t.hu.code.secondsLeft },
}
/** Ten seconds before the end of a window. */
const AT = 1_700_000_000_000
const LINK = 'otpauth://totp/%C3%9Cgyf%C3%A9lkapu%2B:minta.anna?secret=JBSWY3DPEHPK3PXPGEZA'
const OTHER_KEY = 'KRSXG5CTMVRXEZLUKNSQ'
const OTHER_LINK = `otpauth://totp/%C3%9Cgyf%C3%A9lkapu%2B:minta.anna?secret=${OTHER_KEY}`
const mama = account(1, {
  ...{ name: 'mama', issuer: 'Ügyfélkapu+', account: 'minta.anna', secret: 'JBSWY3DPEHPK3PXPGEZA' },
  ...{ source: 'qr', deletionCode: null },
})

const text = (typed: string): Key => ({ name: 'text', text: typed })
const press = (name: Exclude<Key['name'], 'text'>): Key => ({ name, text: '' })
const ENTER = press('enter')
const typed = (all: string): Key[] => [...all].map(text)
/** The person looks before Enter: longer than a paste takes. */
const LOOKS = 'looks' as const
const CODE: readonly (Key | typeof LOOKS)[] = [...typed('04711042'), LOOKS, ENTER]

interface Play {
  readonly contents?: Contents
  readonly name?: string
  readonly options?: SourceOptions
  readonly globals?: Partial<Globals>
  /** Answers to questions, in order: a text, or the number of a choice; Ctrl-C where there is none left. */
  readonly answers?: readonly (string | number | boolean)[]
  /** Keys pressed at the whole terminal, in order; Ctrl-C where there is none left. */
  readonly keys?: readonly (Key | typeof LOOKS)[]
  /** Pictures by their file: the texts of their QR codes. */
  readonly pictures?: Readonly<Record<string, readonly string[]>>
  readonly clipboard?: ClipboardContent
  readonly newestBackup?: string
  readonly person?: boolean
  readonly draws?: boolean
  readonly copies?: boolean
  /** The disk confirms no save. */
  readonly confirms?: boolean
}

interface Played {
  readonly reason: string
  readonly facts: object
  /** All that was asked, told, drawn and saved, in order. */
  readonly log: readonly string[]
  readonly accounts: readonly StoredAccount[]
  readonly deleted: readonly string[]
  readonly copied: readonly (readonly [string, number])[]
  readonly cleared: boolean
}

async function play(options: Play): Promise<Played> {
  const log: string[] = []
  const deleted: string[] = []
  const copied: [string, number][] = []
  let cleared = false
  let nowMs = AT
  let contents = options.contents ?? contentsWith([])
  const made = await makeVault({ contents })
  const answers = [...(options.answers ?? [])]
  const keys = [...(options.keys ?? [])]
  const pictures = options.pictures ?? { 'qr.png': [LINK] }
  const cancel = (): never => {
    throw new UkpError('cancelled', {})
  }
  const ask = (question: string): string | number | boolean => {
    log.push(`? ${question}`)
    return answers.shift() ?? cancel()
  }
  const open = (): OpenVault => ({ ...made.vault, contents })
  const written = new Map<string, Uint8Array>([['vault', made.bytes]])
  const world = {
    platform: 'linux',
    out: { isTerminal: true, columns: 80, rows: 24, color: false },
    err: { isTerminal: true, columns: 80, rows: 24, color: false },
    clock: { nowMs: () => nowMs, sleep: async () => undefined, zoneMinutes: () => 0 },
    random: seeded(7),
    prompts: async () =>
      options.person === false
        ? null
        : {
            secret: async (question: string) => String(ask(question)),
            text: async (question: string) => String(ask(question)),
            confirm: async (question: string) => ask(question) === true,
            choose: async (question: string, find: (typed: string) => { name: string; value: string }[]) => {
              const number = ask(question)
              for (const { name } of find('')) log.push(`  ${name}`)
              return find(`${String(number)}.`)[0]?.value ?? cancel()
            },
            tell: (line: string) => void log.push(line),
          },
    async demandLive() {
      if (options.draws === false) throw new UkpError('no-live-terminal', {})
    },
    async live(show: (screen: object) => Promise<unknown>) {
      return await show({
        color: false,
        size: () => ({ columns: 80, rows: 24 }),
        draw: (lines: readonly string[]) => void log.push(`# ${lines.join('|')}`),
        async next(waitMs: number) {
          const key = keys.shift() ?? cancel()
          nowMs += key === LOOKS ? 1000 : 10
          if (key === LOOKS) expect(waitMs).toBeGreaterThan(0)
          return key === LOOKS ? 'tick' : key
        },
      })
    },
    files: {
      typedPath: async (path: string) => path.trim(),
      isFolder: async (path: string) => path === '/stick',
      exists: async () => false,
      async read(path: string) {
        if (pictures[path] === undefined) throw new UkpError('file-not-found', { file: path })
        return new TextEncoder().encode(path)
      },
    },
    pictures: async () => ({
      readQr: async (bytes: Uint8Array) => pictures[new TextDecoder().decode(bytes)] ?? [],
      whereabouts: async () => ({ syncedBy: 'Dropbox', othersCanRead: true }),
      remove: async (path: string) => void deleted.push(path),
    }),
    clipboard: {
      read: async () => options.clipboard ?? { text: '' },
      async copyFor(code: string, at: number) {
        if (options.copies === false) throw new UkpError('no-clipboard', { reason: 'display' })
        copied.push([code, at])
      },
      async clear() {
        cleared = true
        return true
      },
    },
    handedOut: { claim: async () => true },
    vault: {
      file: 'vault',
      exists: async () => true,
      async openOrCreate() {
        log.push('! unlocked')
        return { vault: open(), created: false }
      },
      async change(_vault: OpenVault, apply: (found: Contents) => Applied<unknown>) {
        const { contents: next, result } = apply(contents)
        if (next !== contents)
          log.push(
            `! saved: ${allAccounts(next).map(({ name, secret, deletionCode }) => `${name} ${secret} ${deletionCode}`)}`,
          )
        contents = next
        if (options.confirms === false) throw new UkpError('save-unconfirmed', { file: 'vault' })
        return { vault: open(), result }
      },
      refreshed: async () => ({ vault: open(), suspect: false }),
    },
    backups: async () => ({
      folder: '/backups',
      list: async () =>
        options.newestBackup === undefined ? [] : [{ file: 'b', generation: 0, created: options.newestBackup }],
      defaultFile: async (folder: string) => `${folder}/b.ukp`,
      isVault: async () => false,
      describe: async () => null,
      async read(file: string) {
        const bytes = written.get(file)
        if (bytes === undefined) throw new UkpError('file-not-found', { file })
        return bytes
      },
      async write(file: string, bytes: Uint8Array) {
        log.push(`! backup: ${file}`)
        written.set(file, bytes)
      },
      remember: async () => undefined,
      remove: async () => undefined,
    }),
  } as unknown as World
  const context: Context = {
    world,
    t: t.en,
    globals: { json: false, quiet: false, yes: false, input: true, color: false, ...options.globals },
    say: (line) => void log.push(line),
  }
  const ended = await runEnroll(options.name, options.options ?? {}, context).then(
    () => ({ reason: 'none', facts: {} }),
    (error: unknown) => {
      if (!(error instanceof UkpError)) throw error
      return { reason: error.reason, facts: error.facts }
    },
  )
  return { ...ended, log, accounts: activeAccounts(contents), deleted, copied, cleared }
}

const at = (log: readonly string[], part: string): number => log.findIndex((line) => line.includes(part))

describe('ukp enroll', () => {
  it('saves the account before its code is shown, the deletion code at once, then a backup, and deletes the picture last', async () => {
    const played = await play({
      answers: [1, 'qr.png', 'mama', '', true, false],
      keys: [ENTER, ...CODE],
    })
    expect(played.reason).toBe('none')
    const order = [
      '1/5',
      '? Name, for example mama:',
      '! saved: mama JBSWY3DPEHPK3PXPGEZA null',
      '421 617',
      '! saved: mama JBSWY3DPEHPK3PXPGEZA 04711042',
      '! backup: /backups/b.ukp',
      'Dropbox',
      '? Delete the picture now?',
      'Saved: key',
      'ukp code mama',
      '? Another person now?',
    ].map((part) => at(played.log, part))
    expect(order).toEqual([...order].sort((a, b) => a - b))
    expect(order).not.toContain(-1)
    expect(played.deleted).toEqual(['qr.png'])
    expect(played.accounts).toMatchObject([{ name: 'mama', source: 'qr', deletionCode: '04711042' }])
  })

  it('tells why a picture or key cannot be read and asks again, and an empty answer goes back', async () => {
    const played = await play({
      pictures: {
        'qr.png': [LINK],
        'dap.png': ['https://example.org/'],
        'none.png': [],
        'two.png': [OTHER_LINK, LINK],
      },
      answers: [
        1,
        'no.png',
        'none.png',
        'dap.png',
        '',
        4,
        'JBSWY3DPEHPK3PX0',
        4,
        '',
        1,
        'two.png',
        2,
        'mama',
        '',
        false,
        false,
      ],
      keys: [ENTER, ...CODE],
    })
    const told = played.log.join('\n')
    for (const part of [
      'No such picture: no.png',
      'No QR code found in the picture: none.png',
      'not for an authenticator: dap.png',
      '2 codes were found',
    ]) {
      expect(told).toContain(part)
    }
    expect(told).not.toContain('JBSWY3DPEHPK3PX0')
    expect(told).not.toContain('ukp add')
    expect(played.accounts).toMatchObject([{ name: 'mama', secret: 'JBSWY3DPEHPK3PXPGEZA' }])
    expect(played.reason).toBe('none')
  })

  it.each([
    [{ yes: false }, 'after a no'],
    [{ yes: true }, 'not by --yes'],
  ])('deletes nothing without a yes (%j, %s)', async (globals, _why) => {
    const played = await play({
      globals,
      name: 'mama',
      options: { qr: 'qr.png' },
      answers: ['', false, false],
      keys: [ENTER, ...CODE],
    })
    expect([played.reason, played.deleted]).toEqual(['none', []])
    expect(played.log.filter((line) => line.startsWith('? Delete'))).toHaveLength(1)
  })

  it('offers to clear the clipboard that the key came from', async () => {
    const played = await play({
      clipboard: { text: LINK },
      options: { clipboard: true },
      name: 'mama',
      answers: ['', true, false],
      keys: [ENTER, ...CODE],
    })
    expect([played.reason, played.cleared]).toEqual(['none', true])
  })

  it('puts a copy elsewhere, and tells when the folder is not there', async () => {
    const played = await play({
      name: 'mama',
      options: { qr: 'qr.png' },
      answers: ['/gone/', '/stick', false, false],
      keys: [ENTER, ...CODE],
    })
    expect(played.log.join('\n')).toContain('No backup there: No such folder: /gone')
    expect(played.log.filter((line) => line.startsWith('! backup'))).toEqual([
      '! backup: /backups/b.ukp',
      '! backup: /stick/b.ukp',
    ])
  })

  it.each(['igen', 'Y', '/media/missing-stick', 'backup.ukp'])(
    'makes no file of the answer %j to the question for a folder, and asks again',
    async (typed) => {
      const played = await play({
        ...{ name: 'mama', options: { qr: 'qr.png' }, keys: [ENTER, ...CODE] },
        answers: [typed, 'nem', false, false],
      })
      expect(played.log.filter((line) => line.startsWith('! backup'))).toEqual(['! backup: /backups/b.ukp'])
      expect(played.log.filter((line) => line.startsWith('? Its folder'))).toHaveLength(2)
      expect(played.reason).toBe('none')
    },
  )

  it.each([
    ['none.png', 'No QR code found'],
    ['dap.png', 'not for an authenticator'],
    ['missing.png', 'No such picture'],
  ])('tells before the vault is unlocked that %s of the line is the wrong picture, and goes on', async (qr, why) => {
    const played = await play({
      ...{ name: 'mama', options: { qr }, keys: [ENTER, ...CODE] },
      pictures: { 'qr.png': [LINK], 'none.png': [], 'dap.png': ['https://example.org/'] },
      answers: [1, 'qr.png', '', false, false],
    })
    expect(at(played.log, why)).toBeGreaterThan(-1)
    expect(at(played.log, why)).toBeLessThan(at(played.log, '! unlocked'))
    expect(played.log.filter((line) => line.includes(why))).toHaveLength(1)
    expect(played.accounts).toMatchObject([{ name: 'mama', secret: 'JBSWY3DPEHPK3PXPGEZA' }])
  })

  it('goes on when the disk does not confirm a save: the portal shows these things once, and they are saved', async () => {
    const played = await play({
      ...{ name: 'mama', options: { qr: 'qr.png' }, answers: ['', false, false] },
      ...{ keys: [ENTER, ...CODE], confirms: false },
    })
    const told = played.log.filter((line) => line.startsWith('Saved, but the disk did not confirm it: vault.'))
    expect(told).toHaveLength(2)
    expect(played.accounts).toMatchObject([{ name: 'mama', deletionCode: '04711042' }])
    expect(played.log.filter((line) => line.startsWith('! saved'))).toHaveLength(2)
    expect(played.log.filter((line) => line.startsWith('! backup'))).toHaveLength(1)
    expect(played.reason).toBe('none')
  })

  it('that is stopped before a key is read names the account of the line to begin again', async () => {
    const stopped = await play({ name: 'mama', options: { qr: 'qr.png' }, pictures: {} })
    expect(stopped.facts).toMatchObject({ name: null, wanted: 'mama' })
  })

  it('leaves out the portal and its deletion code for another service', async () => {
    const played = await play({
      pictures: { 'qr.png': ['otpauth://totp/GitHub:anna?secret=JBSWY3DPEHPK3PXP'] },
      name: 'github',
      options: { qr: 'qr.png' },
      answers: ['', false, false],
      keys: [ENTER],
    })
    const shown = played.log.find((line) => line.startsWith('# ')) ?? ''
    expect(shown).toContain('Did the service accept it?')
    expect(shown).not.toContain('Azonosító')
    expect(played.log.join('\n')).toContain('This account has none.')
    expect(played.log.some((line) => line.startsWith('Saved: key') && !line.includes('deletion'))).toBe(true)
    expect(played.reason).toBe('none')
  })
})

describe('a key that is there', () => {
  it('goes on with its account, whatever name was given', async () => {
    const played = await play({
      contents: contentsWith([mama]),
      options: { qr: 'qr.png' },
      name: 'other',
      answers: ['', false, false],
      keys: [ENTER, ...CODE],
    })
    expect(played.accounts).toMatchObject([{ id: mama.id, name: 'mama', deletionCode: '04711042' }])
  })

  it('in the trash is told, and another one is asked for', async () => {
    const trashed = { ...mama, trashed: NOW }
    const played = await play({ contents: contentsWith([trashed]), options: { qr: 'qr.png' }, answers: [] })
    expect(played.log.join('\n')).toContain('This key is in the trash as: mama.')
    expect(played.reason).toBe('enroll-stopped')
  })

  it.each([
    [1, ['mama'], 1],
    [2, ['mama', 'mama 2'], 0],
  ])('of the same user with another key becomes what the person says (%i)', async (choice, names, history) => {
    const played = await play({
      contents: contentsWith([{ ...mama, deletionCode: '00000001' }]),
      pictures: { 'qr.png': [OTHER_LINK] },
      options: { qr: 'qr.png' },
      answers: [choice, ...(choice === 2 ? ['mama 2'] : []), '', false, false],
      keys: [ENTER, ...CODE],
    })
    expect(played.accounts.map(({ name }) => name)).toEqual(names)
    const last = played.accounts.at(-1)
    expect(last).toMatchObject({ secret: OTHER_KEY, deletionCode: '04711042' })
    expect(last?.history).toHaveLength(history)
  })
})

describe('a code that is not accepted', () => {
  it('is helped with in order, shown again, and gets another key', async () => {
    const played = await play({
      name: 'mama',
      pictures: { 'qr.png': [LINK], 'new.png': [OTHER_LINK] },
      options: { qr: 'qr.png' },
      answers: [1, 2, 1, 'new.png', '', false, false],
      keys: [text('n'), text('n'), ENTER, ...CODE],
    })
    const order = [
      '1. The right account?',
      '„Új kódot kérek”',
      '2. The clock?',
      '3. At least 8 s',
      '„Ügyfélkapu+ hitelesítő alkalmazással”',
    ].map((part) => at(played.log, part))
    expect(order).toEqual([...order].sort((a, b) => a - b))
    expect(order).not.toContain(-1)
    expect(played.accounts).toMatchObject([{ name: 'mama', secret: OTHER_KEY, history: [{ secret: mama.secret }] }])
  })

  it('can be left for later: exit 130, and what is saved is told', async () => {
    const played = await play({ name: 'mama', options: { qr: 'qr.png' }, answers: [3], keys: [text('n')] })
    expect([played.reason, played.facts]).toEqual([
      'enroll-stopped',
      { name: 'mama', wanted: 'mama', deletionCode: false, backup: false, vault: null },
    ])
  })
})

describe('the keys of the first code', () => {
  it.each([ENTER, text('i'), text('y'), text('Y')])('%j is yes', async (key) => {
    const played = await play({ name: 'mama', options: { qr: 'qr.png' }, keys: [text('x'), press('up'), key] })
    expect(played.log.join('\n')).toContain('Accepted.')
  })

  it('c copies exactly the digits until they end, and without a clipboard says so and goes on', async () => {
    const played = await play({ name: 'mama', options: { qr: 'qr.png' }, keys: [text('c')] })
    expect(played.copied).toEqual([['421617', AT + 10_000]])
    const without = await play({ name: 'mama', options: { qr: 'qr.png' }, keys: [text('c'), ENTER], copies: false })
    expect(without.log.join('\n')).toContain('No clipboard here: type the code.')
    expect(without.log.join('\n')).toContain('Accepted.')
  })
})

describe('the deletion code', () => {
  const before = { name: 'mama', options: { qr: 'qr.png' } } as const
  const code = async (keys: readonly (Key | typeof LOOKS)[], answers: Play['answers'] = []): Promise<Played> =>
    await play({ ...before, keys: [ENTER, ...keys], answers })

  it('is not answered by the Enter at the end of a paste', async () => {
    const pasted = [...typed('0471-1042'), ENTER]
    expect((await code(pasted)).accounts).toMatchObject([{ deletionCode: null }])
    expect((await code([...pasted, LOOKS, ENTER])).accounts).toMatchObject([{ deletionCode: '04711042' }])
  })

  it('can be corrected, and is not taken with too few or too many digits', async () => {
    const few = await code([...typed('0471'), LOOKS, ENTER])
    expect(few.log.at(-1)).toContain('exactly 8 digits')
    const many = await code([...typed('047110420')])
    expect(many.log.at(-1)).toContain('exactly 8 digits')
    const mended = await code([...typed('04711043'), press('backspace'), text('2'), LOOKS, ENTER])
    expect(mended.accounts).toMatchObject([{ deletionCode: '04711042' }])
  })

  it('is put off only after a warning, and the way back to the code is open', async () => {
    const later = await code([press('escape')], [true, '', false, false])
    expect(later.accounts).toMatchObject([{ deletionCode: null }])
    expect(later.log.join('\n')).toContain('ukp edit --deletion-code mama')
    expect(later.log.some((line) => line.includes('deletion\u00a0code') || line.includes('(missing)'))).toBe(true)
    const not = await code([press('escape'), ...CODE], [false, '', false, false])
    expect(not.accounts).toMatchObject([{ deletionCode: '04711042' }])
    for (const letter of ['b', 'v']) {
      const back = await code([text(letter), ENTER, ...CODE], ['', false, false])
      expect(back.log.filter((line) => line.startsWith('# 2/5'))).toHaveLength(2)
    }
  })
})

describe('going on', () => {
  it('is offered for accounts that lack something, newest first, and not for imported ones', async () => {
    const papa = account(2, { name: 'papa', issuer: '', source: 'manual', deletionCode: '00000001', secret: OTHER_KEY })
    const client = account(3, {
      name: 'client',
      issuer: '',
      source: 'import:csv',
      deletionCode: null,
      secret: 'MFRGGZDFMZTWQ2LK',
    })
    const contents = contentsWith([mama, papa, client])
    const played = await play({ contents, answers: [2, '', false], keys: [ENTER, ...CODE] })
    const choices = played.log.filter((line) => /^ {2}\d\. /.test(line))
    expect(choices).toEqual([
      '  1. papa (missing: backup)',
      '  2. mama (missing: deletion code, backup)',
      '  3. A new account',
    ])
    // The code first: nobody knows whether one was accepted.
    expect(played.log.find((line) => line.startsWith('# 2/5'))).toContain('Was a code accepted before?')
    expect(played.accounts).toMatchObject([{ name: 'mama', deletionCode: '04711042' }, {}, {}])
  })

  it('with an account that has its deletion code begins at the backup', async () => {
    const contents = contentsWith([{ ...mama, deletionCode: '00000001' }])
    const played = await play({ contents, name: 'MAMA', answers: ['', false] })
    expect(played.log.some((line) => line.startsWith('# 2/5'))).toBe(false)
    expect(played.log).toContain('! backup: /backups/b.ukp')
    expect(played.reason).toBe('none')
  })

  it('is not offered where nothing is missing, nor when a picture is named', async () => {
    const contents = contentsWith([{ ...mama, deletionCode: '00000001' }])
    const whole = await play({ contents, newestBackup: mama.modified, answers: [] })
    expect(whole.log.at(-1)).toBe('? Where is the QR code?')
    const named = await play({ contents: contentsWith([mama]), options: { qr: 'qr.png' }, name: 'mama', keys: [] })
    expect(named.log.join('\n')).toContain('This key is saved already. Going on with: mama')
  })
})

describe('where it does not run', () => {
  it.each([
    [{ globals: { json: true } }, 'conflicting-options'],
    [{ person: false }, 'enroll-unattended'],
    [{ draws: false }, 'enroll-unattended'],
    [{ options: { qr: 'a', screen: true } }, 'conflicting-options'],
    [{ options: { qr: LINK } }, 'secret-in-argument'],
    [{ name: OTHER_KEY }, 'secret-in-argument'],
  ] as const)('%j is refused before anything is asked: %s', async (options, reason) => {
    const played = await play(options)
    expect(played.reason).toBe(reason)
    expect(played.log).toEqual([])
  })
})

describe.each(['en', 'hu'] as const)('the screens in %s', (language) => {
  const sizes = [
    [80, 24],
    [40, 15],
    [40, 12],
  ] as const
  const screen = (columns: number, rows: number) => ({ color: false, size: () => ({ columns, rows }) })

  it.each(sizes)('of the code fit into %i x %i, with the code, the seconds and what to do', (columns, rows) => {
    const facts = { account: mama, timed: codeAt(mama, AT), resumed: false, status: '' }
    const lines = codeScreen(facts, screen(columns, rows), words[language])
    expect(lines.length).toBeLessThanOrEqual(rows)
    expect(Math.max(...lines.map((line) => stringWidth(line)))).toBeLessThanOrEqual(columns)
    const all = lines.join(' ')
    expect(all).toContain('421 617  ■■■□□□□□□□')
    for (const part of ['„Azonosító”', '„TOVÁBB”', words[language].code.acceptedByPortal]) expect(all).toContain(part)
    if (rows >= 15) expect(all).toContain('█')
  })

  it('of the code says to wait below 8 seconds, and not at 8', () => {
    const shown = (atMs: number): string =>
      codeScreen(
        { account: mama, timed: codeAt(mama, atMs), resumed: false, status: '' },
        screen(80, 24),
        words[language],
      ).join(' ')
    expect(shown(AT + 2000)).not.toContain(words[language].code.wait)
    expect(shown(AT + 2001)).not.toContain(words[language].code.wait)
    expect(shown(AT + 3000)).toContain(words[language].code.wait)
    expect(shown(AT + 10_000)).not.toContain(words[language].code.wait)
  })

  it.each(sizes)('of the deletion code fit into %i x %i, and compare in two groups', (columns, rows) => {
    for (const digits of ['', '0471', '04711042']) {
      const lines = deletionScreen(digits, words[language].deletion.invalid, screen(columns, rows), words[language])
      expect(lines.length).toBeLessThanOrEqual(rows)
      expect(Math.max(...lines.map((line) => stringWidth(line)))).toBeLessThanOrEqual(columns)
      expect(lines.join(' ')).toContain(digits === '04711042' ? '0471 1042' : digits === '' ? '____ ____' : '0471 ____')
    }
  })
})
