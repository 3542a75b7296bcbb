// Cases 25 to 29: passphrases, given right and wrong, in every spelling and from files; and after they were changed.
// Each test begins with the number of its case.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parseEnvelope } from '../../src/vault/header.ts'
import { KDF_STANDARD } from '../../src/vault/limits.ts'
import { passphraseSlotMaker } from '../../src/vault/slots/passphrase.ts'
import { sodium } from '../../src/vault/sodium.ts'
import { createVault, openWithKey } from '../../src/vault/vault.ts'
import { KEY } from '../kit/ukp.ts'
import {
  account,
  byKey,
  byPassphrase,
  byRecoveryKey,
  contentsWith,
  FILE,
  headerOf,
  opened,
  outcome,
  PASSPHRASE,
  RAW_KEY,
  RECOVERY_KEY,
  type SlotJson,
  seeded,
  utf8,
} from '../vault/kit.ts'
import { home, measured, placed, stateOf } from './place.ts'
import {
  ASKS,
  by,
  expectOpen,
  expectRefusal,
  hasTerminal,
  NEW_PASSPHRASE,
  on,
  refused,
  secretFile,
  slotId,
  typing,
  vaultWith,
  WITHOUT_TERMINAL,
  WRONG,
} from './ways-in.ts'

const median = (numbers: readonly number[]): number =>
  [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN

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
      const right = measured(['list', '--vault', vault], { ...stateOf(vault), UKP_PASSPHRASE: PASSPHRASE })
      const wrong = measured(['list', '--vault', vault], { ...stateOf(vault), UKP_PASSPHRASE: `${PASSPHRASE}!` })
      expectOpen(right)
      expectRefusal(wrong, 4, WRONG)
      times.right.push(right.cpuMs)
      times.wrong.push(wrong.cpuMs)
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
