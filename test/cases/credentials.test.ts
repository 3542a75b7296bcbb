// The reliability cases 25 to 37: passphrases, recovery keys, key files and the keyring, given right and wrong; nobody
// there to ask; Ctrl-C and hang-up; and where a secret must never stand. Each test begins with the number of its case.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import {
  chmodSync,
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
import { UkpError } from '../../src/errors.ts'
import { parseEnvelope } from '../../src/vault/header.ts'
import { KDF_STANDARD } from '../../src/vault/limits.ts'
import { newRecoveryKey, pairOfRecoveryKey, slipInRecoveryKey } from '../../src/vault/recovery-key.ts'
import { passphraseSlotMaker } from '../../src/vault/slots/passphrase.ts'
import { sodium } from '../../src/vault/sodium.ts'
import { createVault, openWithKey } from '../../src/vault/vault.ts'
import {
  BIN,
  dropHome,
  type Home,
  KEY,
  newHome,
  type Played,
  PYTHON,
  play,
  type Ran,
  type Step,
  ukp,
} from '../kit/ukp.ts'
import {
  account,
  byKey,
  byPassphrase,
  byRecoveryKey,
  contentsWith,
  FILE,
  headerOf,
  makeVault,
  opened,
  outcome,
  PASSPHRASE,
  RAW_KEY,
  RECOVERY_KEY,
  resealed,
  type SlotJson,
  seeded,
  utf8,
  withSlot,
} from '../vault/kit.ts'

const home = newHome()
const linux = process.platform === 'linux'
const hasTerminal = PYTHON !== null
const WITHOUT_TERMINAL = hasTerminal ? '' : ' (skipped: no python3 to play a terminal)'
const ASKS = 'Vault passphrase:'
const ASKS_FOR_EITHER = 'Vault passphrase (or recovery key):'
const WRONG = /^Error: Wrong vault passphrase\.\nNext step: [^\n]+\n$/
const NEW_PASSPHRASE = 'quite another passphrase'

const onPath = (name: string): boolean =>
  (process.env.PATH ?? '').split(':').some((folder) => existsSync(join(folder, name)))

afterAll(() => dropHome(home))

let files = 0
/** A file of mode 0600 in a folder of its own. */
function placed(content: Uint8Array | string, name = 'vault.ukp'): string {
  const folder = join(home.folder, `place-${++files}`)
  mkdirSync(folder)
  writeFileSync(join(folder, name), content, { mode: 0o600 })
  return join(folder, name)
}
const secretFile = (content: Uint8Array | string): string => placed(content, 'secret')

const stateOf = (vault: string): Record<string, string> => ({ XDG_STATE_HOME: `${dirname(vault)}-state` })

interface Giving {
  readonly env?: Readonly<Record<string, string>>
  readonly stdin?: string | Uint8Array
}

function on(vault: string, args: readonly string[], { env = {}, stdin = '' }: Giving = {}): Ran {
  return ukp(home, [...args, '--vault', vault], { env: { ...env, ...stateOf(vault) }, stdin })
}

/** The same at a terminal. */
function typing(vault: string, args: readonly string[], steps: readonly Step[]): Played {
  return play(home, [...args, '--vault', vault], steps, { env: stateOf(vault) })
}

const by = (passphrase: string): Giving => ({ env: { UKP_PASSPHRASE: passphrase } })

/** A refusal is a sentence and the next step; before it stands at most what was said of a vault that was opened. */
function expectRefusal(ran: Ran, exit: number, says: RegExp): void {
  expect({ exit: ran.exit, stdout: ran.stdout }, ran.stderr).toEqual({ exit, stdout: '' })
  const notes = /^(?:(?!Error)[^\n]+\n)*/.exec(ran.stderr)?.[0] ?? ''
  const told = ran.stderr.slice(notes.length)
  expect(told).toMatch(/^Error: [^\n]+\nNext step: [^\n]+\n$/)
  expect(told).toMatch(says)
  if (exit === 4) expect(notes).toBe('')
}

/** Runs ukp on a vault that must stay as it is, with nothing new beside it. */
function refused(vault: string, args: readonly string[], giving: Giving, exit: number, says: RegExp): void {
  const before = readFileSync(vault)
  const beside = readdirSync(dirname(vault))
  expectRefusal(on(vault, args, giving), exit, says)
  expect(Buffer.compare(readFileSync(vault), before)).toBe(0)
  expect(readdirSync(dirname(vault))).toEqual(beside)
}

function expectOpen(ran: Ran): void {
  expect([ran.exit, ran.stdout.includes('mama 1')], ran.stderr).toEqual([0, true])
}

interface Ways {
  readonly passphrases?: readonly string[]
  readonly keys?: readonly Uint8Array[]
  readonly recoveryKey?: string
  /** The raw slots are said to be of the keyring. */
  readonly keyring?: boolean
}

/** Bytes of a vault with one account and these ways in. */
async function vaultWith({ passphrases = [PASSPHRASE], keys = [], recoveryKey, keyring = false }: Ways = {}) {
  const pair = recoveryKey === undefined ? null : pairOfRecoveryKey(await sodium(), recoveryKey)
  const recipients = pair === null ? [] : [pair.publicKey]
  const made = await makeVault({ contents: contentsWith([account(1)]), passphrases, keys, recipients })
  if (!keyring) return made.bytes
  return await resealed(made, {
    header: ({ slots }) => {
      for (const slot of slots) if (slot.type === 'raw') slot.src = 'keyring'
    },
  })
}

const slotId = (vault: string, type: string): string =>
  String(headerOf(readFileSync(vault)).slots.find((slot) => slot.type === type)?.id)

const median = (numbers: readonly number[]): number =>
  [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN

/** Writes down at the end what the process cost. */
const AT_EXIT =
  "import{writeSync}from'node:fs';process.on('exit',()=>writeSync(3,JSON.stringify(process.resourceUsage())))"

/** CPU milliseconds of a run. */
function cpuOf(vault: string, args: readonly string[], env: Readonly<Record<string, string>>): Ran & { ms: number } {
  const hook = `data:text/javascript,${encodeURIComponent(AT_EXIT)}`
  const ran = spawnSync('setsid', ['--wait', process.execPath, '--import', hook, BIN, ...args, '--vault', vault], {
    env: { ...home.env, ...env, ...stateOf(vault) },
    cwd: home.folder,
    stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
    timeout: 60_000,
  })
  const usage = JSON.parse(String(ran.output[3])) as NodeJS.ResourceUsage
  const ms = (usage.userCPUTime + usage.systemCPUTime) / 1000
  return { exit: ran.status, stdout: String(ran.stdout), stderr: String(ran.stderr), ms }
}

describe('case 25', () => {
  it('case 25: a wrong passphrase leaves with 4, changes nothing, and takes as long as a right one', async () => {
    const random = seeded(25)
    const { bytes } = await createVault(FILE, {
      contents: contentsWith([account(1)]),
      random,
      slots: (crypto, dataKey, vaultId) => [
        passphraseSlotMaker(crypto, { passphrase: utf8(PASSPHRASE), cost: KDF_STANDARD, random })(dataKey, vaultId),
      ],
    })
    const vault = placed(bytes)
    const times: Record<'right' | 'wrong', number[]> = { right: [], wrong: [] }
    for (let round = 0; round < 5; round++) {
      const right = cpuOf(vault, ['list'], { UKP_PASSPHRASE: PASSPHRASE })
      const wrong = cpuOf(vault, ['list'], { UKP_PASSPHRASE: `${PASSPHRASE}!` })
      expectOpen(right)
      expectRefusal(wrong, 4, WRONG)
      times.right.push(right.ms)
      times.wrong.push(wrong.ms)
    }
    const ratio = median(times.wrong) / median(times.right)
    expect(ratio).toBeGreaterThan(0.5)
    expect(ratio).toBeLessThan(2)
    expect(Buffer.compare(readFileSync(vault), bytes)).toBe(0)
    expect(readdirSync(dirname(vault))).toEqual(['vault.ukp'])
  })

  it('case 25: nor does a verb that would save change anything', async () => {
    const vault = placed(await vaultWith())
    for (const args of [
      ['add', 'papa', '--stdin'],
      ['remove', 'mama 1', '--purge', '--yes'],
      ['key', 'rekey', '--yes'],
    ]) {
      refused(vault, args, { ...by('correct horse batterz'), stdin: KEY }, 4, WRONG)
    }
    const { stdout } = on(vault, ['list', '--json'], by('wrong'))
    expect(JSON.parse(stdout)).toMatchObject({ ok: false, kind: 'locked', exit: 4 })
  })
})

describe('case 26', () => {
  const composed = 'árvíztűrő tükörfúrógép'.normalize('NFC')
  const decomposed = composed.normalize('NFD')

  it.each([
    ['composed', composed],
    ['decomposed', decomposed],
  ])('case 26: a vault made with %s letters opens with either spelling', (_, first) => {
    expect(composed).not.toBe(decomposed)
    const vault = join(home.folder, `spelling-${first.length}`, 'vault.ukp')
    expect(on(vault, ['add', 'mama 1', '--stdin'], { ...by(first), stdin: KEY }).exit).toBe(0)
    for (const spelling of [composed, decomposed]) {
      expectOpen(on(vault, ['list'], by(spelling)))
      expectOpen(on(vault, ['list', '--passphrase-file', secretFile(`${spelling}\n`)]))
      expectOpen(on(vault, ['list', '--passphrase-fd', '0'], { stdin: spelling }))
    }
    refused(vault, ['list'], by('arvizturo tukorfurogep'), 4, WRONG)
  })

  it.skipIf(!hasTerminal)(`case 26: so it does when it is typed${WITHOUT_TERMINAL}`, async () => {
    const vault = placed(await vaultWith({ passphrases: [composed] }))
    for (const spelling of [composed, decomposed]) {
      const played = typing(vault, ['list'], [{ expect: ASKS }, { send: `${spelling}\r` }])
      expectOpen(played)
    }
  })
})

describe('case 27', () => {
  const INVALID = /^Error: The passphrase is empty, longer than 4096 bytes, or not text/
  const blanks = '  correct  horse\tbattery\t '
  const long = 'x'.repeat(4096)

  it.each<[string, string, string]>([
    ['that ends in LF', PASSPHRASE, `${PASSPHRASE}\n`],
    ['that ends in CRLF', PASSPHRASE, `${PASSPHRASE}\r\n`],
    ['without a line end', PASSPHRASE, PASSPHRASE],
    ['with more lines', PASSPHRASE, `${PASSPHRASE}\nmore\n`],
    ['with inner, leading and trailing blanks', blanks, `${blanks}\n`],
    ['of 4096 bytes', long, `${long}\n`],
  ])('case 27: a passphrase file %s opens', async (_, passphrase, content) => {
    const vault = placed(await vaultWith({ passphrases: [passphrase] }))
    expectOpen(on(vault, ['list', '--passphrase-file', secretFile(content)]))
    expectOpen(on(vault, ['list', '--passphrase-fd', '0'], { stdin: content }))
    expectOpen(on(vault, ['list'], { env: { UKP_PASSPHRASE_FILE: secretFile(content) } }))
  })

  it('case 27: blanks are kept, so one more or one less is another passphrase', async () => {
    const plain = placed(await vaultWith())
    for (const content of [` ${PASSPHRASE}`, `${PASSPHRASE} \n`, PASSPHRASE.replace(' ', '  '), `${PASSPHRASE}\t`]) {
      refused(plain, ['list', '--passphrase-file', secretFile(content)], {}, 4, WRONG)
    }
    const blank = placed(await vaultWith({ passphrases: [blanks] }))
    refused(blank, ['list', '--passphrase-file', secretFile(`${blanks.trim()}\n`)], {}, 4, WRONG)
  })

  it.each<[string, string | Uint8Array]>([
    ['a NUL', 'correct\0horse\n'],
    ['4097 bytes', `${'x'.repeat(4097)}\n`],
    ['4097 bytes in 2049 letters', `${'é'.repeat(2048)}x\n`],
    ['nothing', ''],
    ['an empty line', '\n'],
    ['an empty line first', `\r\n${PASSPHRASE}\n`],
    ['bytes that are no text', Uint8Array.of(0xff, 0xfe, 0x41)],
  ])('case 27: a passphrase file with %s is refused', async (_, content) => {
    const vault = placed(await vaultWith())
    refused(vault, ['list', '--passphrase-file', secretFile(content)], {}, 4, INVALID)
    refused(vault, ['list', '--passphrase-fd', '0'], { stdin: content }, 4, INVALID)
    // No vault is made with it either.
    const none = join(home.folder, 'none', 'vault.ukp')
    const ran = on(none, ['add', 'x', '--stdin', '--passphrase-file', secretFile(content)], { stdin: KEY })
    expectRefusal(ran, 4, INVALID)
    expect(existsSync(none)).toBe(false)
  })
})

describe('case 28', () => {
  it('case 28: after a change of passphrase the old one opens nothing, every other way still does', async () => {
    const ways = { keys: [RAW_KEY], keyring: true, recoveryKey: RECOVERY_KEY }
    const vault = placed(await vaultWith(ways))
    const changed = on(vault, ['key', 'change', '--new-passphrase-file', secretFile(NEW_PASSPHRASE)], by(PASSPHRASE))
    expect([changed.exit, changed.stdout], changed.stderr).toEqual([0, ''])
    refused(vault, ['list'], by(PASSPHRASE), 4, WRONG)
    expectOpen(on(vault, ['list'], by(NEW_PASSPHRASE)))
    expectOpen(on(vault, ['list', '--passphrase-file', secretFile(RECOVERY_KEY)]))
    const bytes = readFileSync(vault)
    const { slots } = headerOf(bytes)
    expect(slots.map(({ type, src }) => [type, src])).toEqual([
      ['passphrase', undefined],
      ['raw', 'keyring'],
      ['sealed', undefined],
    ])
    // What the keyring holds: here as a key file, which opens the same slot.
    expect(await outcome(bytes, byKey(RAW_KEY))).toBe('opened')
    expectOpen(on(vault, ['list', '--key-file', secretFile(RAW_KEY)]))
    expect(await outcome(bytes, byPassphrase(PASSPHRASE))).toBe('no slot')
    expect(await outcome(bytes, await byRecoveryKey(RECOVERY_KEY))).toBe('opened')
  })

  it('case 28: the old one opens what is saved later as little, and the person is told of older copies', async () => {
    const vault = placed(await vaultWith())
    const changed = on(vault, ['key', 'change', '--new-passphrase-file', secretFile(NEW_PASSPHRASE)], by(PASSPHRASE))
    expect(changed.stderr).toMatch(/old/i)
    expect(changed.stderr).toContain('--compromised')
    expect(on(vault, ['edit', 'mama 1', '--note', 'later'], by(NEW_PASSPHRASE)).exit).toBe(0)
    refused(vault, ['list'], by(PASSPHRASE), 4, WRONG)
    expect(on(vault, ['backup', 'create', '--quiet'], by(NEW_PASSPHRASE)).exit).toBe(0)
    const folder = join(dirname(vault), 'backups')
    const backups = readdirSync(folder)
    expect(backups).toHaveLength(1)
    for (const name of backups) {
      expect(await outcome(readFileSync(join(folder, name)), byPassphrase(PASSPHRASE))).toBe('no slot')
    }
  })
})

describe('case 29', () => {
  const OTHER = 'passphrase of papa'
  it.each<[string, (vault: string) => string[], string]>([
    [
      'key change --compromised',
      () => ['key', 'change', '--compromised', '--new-passphrase-file', secretFile(NEW_PASSPHRASE)],
      NEW_PASSPHRASE,
    ],
    ['key rekey', () => ['key', 'rekey'], PASSPHRASE],
    ['key remove', (vault) => ['key', 'remove', slotId(vault, 'raw')], PASSPHRASE],
  ])('case 29: after %s the old passphrase and an old backup give a key that opens nothing new', async (...row) => {
    const [, argsFor, passphrase] = row
    const keys = row[0] === 'key remove' ? [RAW_KEY] : []
    const vault = placed(await vaultWith({ passphrases: [PASSPHRASE], keys, recoveryKey: RECOVERY_KEY }))
    const old = readFileSync(vault)
    const ran = on(vault, [...argsFor(vault), '--yes'], by(PASSPHRASE))
    expect([ran.exit, ran.stdout], ran.stderr).toEqual([0, ''])
    const crypto = await sodium()
    const envelope = parseEnvelope(readFileSync(vault), FILE)
    const oldCopies = [old, readFileSync(`${vault}.bak`)]
    for (const copy of oldCopies) {
      const before = await opened(copy, byPassphrase(PASSPHRASE))
      if (before === null) throw new Error('the old copy does not open')
      expect(await openWithKey(envelope, before.dataKey)).toBeNull()
      // Nor does it when somebody leaves out the check of the commitment.
      const { header, sealed, associated } = envelope
      expect(crypto.open(crypto.subkey(before.dataKey, 1), header.nonce, sealed, associated)).toBeNull()
    }
    // The recovery key was not at hand, only its public half in the file.
    expectOpen(on(vault, ['list', '--passphrase-file', secretFile(RECOVERY_KEY)]))
    expectOpen(on(vault, ['list'], by(passphrase)))
    if (passphrase !== PASSPHRASE) refused(vault, ['list'], by(PASSPHRASE), 4, WRONG)
    if (keys.length > 0) expect(on(vault, ['list', '--key-file', secretFile(RAW_KEY)]).exit).toBe(4)
    const { commit, slots } = headerOf(readFileSync(vault))
    expect(commit).not.toBe(headerOf(old).commit)
    const wrapped = (list: readonly SlotJson[]): unknown[] => list.map(({ key }) => key)
    expect(wrapped(headerOf(old).slots).filter((key) => wrapped(slots).includes(key))).toEqual([])
  })

  it('case 29: what is not at hand at the rekey is named and given up, or kept when it is given', async () => {
    const ways = { passphrases: [PASSPHRASE, OTHER], recoveryKey: RECOVERY_KEY }
    const dropping = placed(await vaultWith(ways))
    const id = String(headerOf(readFileSync(dropping)).slots[1]?.id)
    for (const yes of [[], ['--yes']]) refused(dropping, ['key', 'rekey', ...yes], by(PASSPHRASE), 2, new RegExp(id))
    const dropped = on(dropping, ['key', 'rekey', '--drop-others'], by(PASSPHRASE))
    expect([dropped.exit, dropped.stderr.includes(id)]).toEqual([0, true])
    refused(dropping, ['list'], by(OTHER), 4, WRONG)
    const keeping = placed(await vaultWith(ways))
    const kept = on(keeping, ['key', 'rekey', '--with-passphrase-file', secretFile(OTHER)], by(PASSPHRASE))
    expect(kept.exit, kept.stderr).toBe(0)
    for (const passphrase of [PASSPHRASE, OTHER, RECOVERY_KEY]) expectOpen(on(keeping, ['list'], by(passphrase)))
  })
})

describe('case 30', () => {
  const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
  const mistyped = (group: number): RegExp => new RegExp(`^Error: The recovery key is mistyped in group ${group} of 6`)
  /** Has digits that people type as letters. */
  let withDigits = ''
  let vault = ''
  beforeAll(async () => {
    const crypto = await sodium()
    for (let seed = 1; !(/0.*0/.test(withDigits) && withDigits.includes('1')); seed++) {
      withDigits = newRecoveryKey(crypto, seeded(seed))
    }
    vault = placed(await vaultWith({ recoveryKey: withDigits }))
  })

  const passes = (crypto: Awaited<ReturnType<typeof sodium>>, text: string): boolean => {
    try {
      pairOfRecoveryKey(crypto, text)
      return true
    } catch {
      return false
    }
  }

  /** The key with one character of a group replaced. */
  function slip(group: number, at: number, character: string): string {
    const place = 'UKPR-'.length + (group - 1) * 7 + at
    return withDigits.slice(0, place) + character + withDigits.slice(place + 1)
  }
  const right = (group: number, at: number): string => withDigits['UKPR-'.length + (group - 1) * 7 + at] ?? ''

  it.each([1, 2, 3, 4, 5, 6])('case 30: one wrong character in group %i names that group', (group) => {
    const other = ALPHABET[(ALPHABET.indexOf(right(group, 5)) + 7) % 32] ?? ''
    for (const text of [slip(group, 5, other), slip(group, 2, 'U')]) {
      refused(vault, ['list', '--passphrase-file', secretFile(text)], {}, 4, mistyped(group))
    }
    const ran = on(vault, ['list', '--json'], by(slip(group, 5, other)))
    expect(JSON.parse(ran.stdout)).toMatchObject({ kind: 'locked', message: expect.stringContaining(`group ${group}`) })
    expect(ran.stdout + ran.stderr).not.toContain(withDigits.slice(5, 11))
  })

  it('case 30: no one wrong character opens, and none is laid to another group', async () => {
    const crypto = await sodium()
    for (const group of [1, 2, 3, 4, 5, 6]) {
      for (let at = 0; at < 6; at++) {
        for (const character of [...ALPHABET].filter((one) => one !== right(group, at))) {
          const text = slip(group, at, character)
          try {
            const pair = pairOfRecoveryKey(crypto, text)
            expect(await outcome(readFileSync(vault), { type: 'sealed', ...pair }), text).toBe('no slot')
          } catch (error) {
            if (!(error instanceof UkpError)) throw error
            expect([error.reason, error.facts]).toEqual(['recovery-key-invalid', { group }])
          }
        }
      }
    }
  })

  it('case 30: any one wrong character names its group', async () => {
    const crypto = await sodium()
    const itsPair = pairOfRecoveryKey(crypto, withDigits)
    const unnamed: string[] = []
    let [tried, passesCheck] = [0, '']
    for (const group of [1, 2, 3, 4, 5, 6]) {
      for (let at = 0; at < 6; at++) {
        for (const character of [...ALPHABET].filter((one) => one !== right(group, at))) {
          tried++
          const text = slip(group, at, character)
          // One slip in 32 keeps its check character: then the public half in the vault tells.
          const named = ((): number | null => {
            try {
              pairOfRecoveryKey(crypto, text)
              return slipInRecoveryKey(crypto, text, (half) => crypto.equal(half, itsPair.publicKey))
            } catch (error) {
              if (!(error instanceof UkpError)) throw error
              return (error.facts as { group: number | null }).group
            }
          })()
          if (named !== group) unnamed.push(`${character} as character ${at + 1} of group ${group}: ${named}`)
          if (passesCheck === '' && passes(crypto, text)) passesCheck = text
        }
      }
    }
    expect(tried).toBe(36 * 31)
    expect(unnamed).toEqual([])
    // And through the program, for one that its check character does not tell.
    expect(passesCheck).not.toBe('')
    refused(
      vault,
      ['list', '--passphrase-file', secretFile(passesCheck)],
      {},
      4,
      /^Error: The recovery key is mistyped in group [1-6] of 6/,
    )
  })

  const spellings = (): [string, string][] => [
    ['as printed', withDigits],
    ['in lower case', withDigits.toLowerCase()],
    ['with blanks for dashes', withDigits.replaceAll('-', ' ')],
    ['without dashes', withDigits.replaceAll('-', '')],
    ['with blanks around and everywhere', `  ${[...withDigits].join(' ')}  `],
    ['with O for 0', withDigits.replaceAll('0', 'O')],
    ['with o for 0, I for 1, in lower case and with blanks', lookalikes('o', 'I')],
    ['with L for 1', lookalikes('O', 'L')],
  ]
  const lookalikes = (zero: string, one: string): string =>
    withDigits.toLowerCase().replaceAll('-', ' ').replaceAll('0', zero).replaceAll('1', one)

  it('case 30: lower case, blanks and O for 0 open from a file', () => {
    for (const [how, text] of spellings()) {
      const ran = on(vault, ['list', '--passphrase-file', secretFile(`${text}\n`)])
      expect([how, ran.exit, ran.stderr.includes('mistyped')]).toEqual([how, 0, false])
      expectOpen(ran)
    }
  })

  it.skipIf(!hasTerminal)(
    `case 30: they open when they are typed, after a slip that is told with its group${WITHOUT_TERMINAL}`,
    () => {
      for (const [, text] of spellings().slice(4)) {
        const other = ALPHABET[(ALPHABET.indexOf(right(4, 5)) + 7) % 32] ?? ''
        const played = typing(
          vault,
          ['list'],
          [
            { expect: ASKS_FOR_EITHER },
            { send: `${slip(4, 5, other)}\r` },
            { expect: 'mistyped in group 4 of 6' },
            { expect: ASKS_FOR_EITHER },
            { send: `${text}\r` },
          ],
        )
        expectOpen(played)
        expect(played.echo).toBe(true)
        expect(played.screen).not.toContain(withDigits.slice(5, 11))
      }
    },
  )
})

describe('case 31', () => {
  const LAST = /^Error: At least one passphrase or recovery key has to stay/
  it.each<[string, Ways, string, Giving]>([
    ['the only passphrase', {}, 'passphrase', by(PASSPHRASE)],
    ['the last passphrase beside a key file', { keys: [RAW_KEY] }, 'passphrase', by(PASSPHRASE)],
    ['the last passphrase beside a keyring', { keys: [RAW_KEY], keyring: true }, 'passphrase', by(PASSPHRASE)],
    ['the only recovery key', { passphrases: [], recoveryKey: RECOVERY_KEY }, 'sealed', by(RECOVERY_KEY)],
    [
      'the last recovery key beside a keyring',
      { passphrases: [], recoveryKey: RECOVERY_KEY, keys: [RAW_KEY], keyring: true },
      'sealed',
      by(RECOVERY_KEY),
    ],
  ])('case 31: %s cannot be removed', async (_, ways, type, giving) => {
    const vault = placed(await vaultWith(ways))
    refused(vault, ['key', 'remove', slotId(vault, type), '--yes'], giving, 2, LAST)
  })

  it('case 31: nor can it be lost in a new data key for which it was not given', async () => {
    const vault = placed(await vaultWith({ keys: [RAW_KEY] }))
    const keyFile = secretFile(RAW_KEY)
    refused(vault, ['key', 'rekey', '--yes', '--key-file', keyFile], {}, 2, LAST)
    const keyring = placed(await vaultWith({ keys: [RAW_KEY], keyring: true }))
    refused(keyring, ['key', 'rekey', '--yes', '--key-file', keyFile], {}, 2, LAST)
  })

  it('case 31: of two one can go, and then it is the last', async () => {
    const vault = placed(await vaultWith({ recoveryKey: RECOVERY_KEY }))
    const ran = on(vault, ['key', 'remove', slotId(vault, 'passphrase'), '--yes'], by(RECOVERY_KEY))
    expect(ran.exit, ran.stderr).toBe(0)
    refused(vault, ['key', 'remove', slotId(vault, 'sealed'), '--yes'], by(RECOVERY_KEY), 2, LAST)
  })
})

describe.skipIf(process.platform === 'win32')('case 32 (mode bits mean nothing on Windows)', () => {
  it('case 32: a key file that others can read is refused, with what mends it', async () => {
    const vault = placed(await vaultWith({ keys: [RAW_KEY] }))
    const keyFile = secretFile(RAW_KEY)
    expectOpen(on(vault, ['list', '--key-file', keyFile]))
    for (const mode of [0o644, 0o640, 0o604]) {
      chmodSync(keyFile, mode)
      const says = /^Error: Others on this computer can read this file: .*\nNext step: Fix it with: chmod 600 /
      refused(vault, ['list', '--key-file', keyFile], {}, 4, says)
      refused(vault, ['list'], { env: { UKP_KEY_FILE: keyFile, UKP_PASSPHRASE: PASSPHRASE } }, 4, says)
    }
    expect(statSync(keyFile).mode & 0o777).toBe(0o604)
    chmodSync(keyFile, 0o600)
    expectOpen(on(vault, ['list', '--key-file', keyFile]))
  })

  it('case 32: a key file with one byte changed does not open, whichever it is', async () => {
    const bytes = await vaultWith({ keys: [RAW_KEY] })
    const vault = placed(bytes)
    for (let at = 0; at < 32; at++) {
      const key = RAW_KEY.map((byte, i) => (i === at ? byte ^ (1 << (at % 8)) : byte))
      expect(await outcome(bytes, byKey(key))).toBe('no slot')
      if (at % 31 !== 0) continue
      const says = /^Error: This key file does not open the vault/
      refused(vault, ['list', '--key-file', secretFile(key)], {}, 4, says)
      refused(vault, ['add', 'x', '--stdin', '--key-file', secretFile(key)], { stdin: KEY }, 4, says)
    }
    for (const key of [RAW_KEY.subarray(0, 31), Buffer.concat([RAW_KEY, Buffer.from('\n')])]) {
      refused(vault, ['list', '--key-file', secretFile(key)], {}, 4, /^Error: This is not a key file/)
    }
  })
})

/** Entries of this vault in the kernel's keyrings. */
function kernelKeys(vault: string): string[] {
  if (!existsSync('/proc/keys')) return []
  const id = String(headerOf(readFileSync(vault)).id)
  return readFileSync('/proc/keys', 'latin1')
    .split('\n')
    .filter((line) => line.includes(id))
}

describe('case 33', () => {
  const NOBODY = /^Error: The vault is locked and there is no terminal to ask for the passphrase/
  let vault = ''
  beforeAll(async () => {
    vault = placed(await vaultWith({ keys: [RAW_KEY], keyring: true }))
  })

  it('case 33: without a bus the next way is taken, else it is exit 4; nothing is in /proc/keys', () => {
    refused(vault, ['list'], {}, 4, NOBODY)
    expectOpen(on(vault, ['list'], by(PASSPHRASE)))
    expect(kernelKeys(vault)).toEqual([])
  })

  it('case 33: without a bus nothing is stored in a keyring, exit 10; nothing is in /proc/keys', () => {
    refused(vault, ['key', 'add', 'keyring'], by(PASSPHRASE), 10, /^Error: The keyring of the system cannot be used/)
    expect(kernelKeys(vault)).toEqual([])
  })

  it.skipIf(!hasTerminal)(`case 33: without a bus a person is asked${WITHOUT_TERMINAL}`, () => {
    const played = typing(vault, ['list'], [{ expect: ASKS }, { send: `${PASSPHRASE}\r` }])
    expectOpen(played)
    expect(kernelKeys(vault)).toEqual([])
  })

  const hasBus = onPath('dbus-run-session') && onPath('gnome-keyring-daemon')
  it.skipIf(!hasBus)(
    `case 33: an entry that is not there falls through${hasBus ? '' : ' (skipped: no D-Bus or no keyring daemon)'}`,
    { timeout: 60_000 },
    () => {
      const runtime = join(home.folder, 'bus')
      mkdirSync(runtime, { mode: 0o700 })
      const unlockDaemon = 'printf pass | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1'
      const inSession = (env: Readonly<Record<string, string>>): Ran => {
        const script = `${unlockDaemon}; exec setsid --wait "$@"`
        const line = ['bash', '-c', script, 'bash', process.execPath, BIN, 'list', '--vault', vault]
        const ran = spawnSync('dbus-run-session', ['--', ...line], {
          env: { ...home.env, XDG_RUNTIME_DIR: runtime, ...env, ...stateOf(vault) },
          cwd: home.folder,
          timeout: 50_000,
        })
        // The bus talks as well.
        const stderr = String(ran.stderr).replaceAll(/^(?:dbus-daemon|\*\*|gnome-keyring|SSH_AUTH_SOCK)[^\n]*\n/gm, '')
        return { exit: ran.status, stdout: String(ran.stdout), stderr }
      }
      const before = readFileSync(vault)
      expectRefusal(inSession({}), 4, NOBODY)
      expectOpen(inSession({ UKP_PASSPHRASE: PASSPHRASE }))
      expect(Buffer.compare(readFileSync(vault), before)).toBe(0)
      expect(kernelKeys(vault)).toEqual([])
    },
  )
})

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

function exitOf(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => child.once('exit', resolve))
}

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
