// Who unlocks: the ways in their order, with prompts that are played. A way that was named and fails is never passed over.
import { chmodSync, closeSync, openSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import type { UnlockOptions } from '../../src/access/given-credentials.ts'
import { type Unlocking, unlockingBy, type Way } from '../../src/access/unlocking.ts'
import { UkpError } from '../../src/errors.ts'
import { loadMessages, type Messages } from '../../src/messages/choose.ts'
import { type Envelope, parseEnvelope } from '../../src/vault/header.ts'
import type { Prompts } from '../../src/world/world.ts'
import { freshFolder } from '../store/failing-files.ts'
import { FILE, makeVault, PASSPHRASE, RAW_KEY } from '../vault/kit.ts'

const posix = process.platform !== 'win32'
const WRONG = 'incorrect horse'
const OTHER_KEY = RAW_KEY.map((byte) => byte ^ 1)

let t: Messages
let envelope: Envelope
let onlyKey: Envelope
let onlyPassphrase: Envelope
let dataKey: Uint8Array
let byKeyring: Envelope
let keyringDataKey: Uint8Array

beforeAll(async () => {
  t = await loadMessages('en')
  const made = await makeVault()
  dataKey = made.vault.dataKey
  envelope = parseEnvelope(made.bytes, FILE)
  const keyring = await makeVault({ keys: [], keyringKeys: [RAW_KEY] })
  keyringDataKey = keyring.vault.dataKey
  byKeyring = parseEnvelope(keyring.bytes, FILE)
  onlyKey = parseEnvelope((await makeVault({ passphrases: [] })).bytes, FILE)
  onlyPassphrase = parseEnvelope((await makeVault({ keys: [] })).bytes, FILE)
})

function file(content: string | Uint8Array): string {
  const path = join(freshFolder(), 'secret')
  writeFileSync(path, content, { mode: 0o600 })
  return path
}

interface Played {
  readonly unlocking: Unlocking
  /** Questions asked. */
  readonly asked: string[]
  readonly told: string[]
}

/** A person who types these answers; null: there is no terminal. */
function play(
  answers: readonly string[] | null,
  given: UnlockOptions = {},
  env: Record<string, string | undefined> = {},
  held: { session?: Uint8Array; keyring?: Uint8Array } = {},
): Played {
  const [asked, told]: [string[], string[]] = [[], []]
  const rest = [...(answers ?? [])]
  const unexpected = (): never => {
    throw new Error('not expected here')
  }
  const prompts: Prompts = {
    async secret(question) {
      asked.push(question)
      const answer = rest.shift()
      if (answer === undefined) throw new UkpError('cancelled', {})
      return answer
    },
    tell: (text) => told.push(text),
    text: unexpected,
    confirm: unexpected,
    choose: unexpected,
  }
  const platform = process.platform
  const unlocking = unlockingBy({
    options: given,
    env,
    platform,
    prompts: async () => (answers === null ? null : prompts),
    progress: async () => ({ start: () => ({ step: () => undefined, tell: () => undefined, end: () => undefined }) }),
    keyring: async () => ({ load: async () => held.keyring ?? null, store: unexpected, forget: unexpected }),
    session: async () => held.session ?? null,
    t,
  })
  return { unlocking, asked, told }
}

async function reason(promise: Promise<unknown>): Promise<string> {
  try {
    await promise
  } catch (error) {
    if (error instanceof UkpError) return error.reason
    throw error
  }
  return 'done'
}

describe('each way to unlock', () => {
  it('is enough alone, without a terminal', async () => {
    const fd = openSync(file(`${PASSPHRASE}\n`), 'r')
    const ways: readonly [UnlockOptions, Record<string, string>][] = [
      [{ keyFile: file(RAW_KEY) }, {}],
      [{}, { UKP_KEY_FILE: file(RAW_KEY) }],
      [{ passphraseFd: fd }, {}],
      [{ passphraseFile: file(`${PASSPHRASE}\n`) }, {}],
      [{}, { UKP_PASSPHRASE_FILE: file(PASSPHRASE) }],
      [{}, { UKP_PASSPHRASE: PASSPHRASE }],
    ]
    for (const [given, env] of ways)
      expect((await play(null, given, env).unlocking.unlock(envelope)).dataKey).toEqual(dataKey)
    closeSync(fd)
  })

  it('is a prompt where nothing is given', async () => {
    const { unlocking, asked, told } = play([PASSPHRASE])
    expect((await unlocking.unlock(envelope)).dataKey).toEqual(dataKey)
    expect([asked, told]).toEqual([[t.vault.passphrase], []])
  })

  it('is missing without a terminal, which is said at once', async () => {
    expect(await reason(play(null).unlocking.unlock(envelope))).toBe('no-terminal')
  })
})

describe('the order', () => {
  const ORDER = ['key file', 'descriptor', 'passphrase file', 'environment', 'prompt']

  /** Gives one right way and wrong ones after it: only the first may be tried. */
  function from(first: number): Played & { fd: number } {
    const passphrase = (at: number): string => (at === first ? PASSPHRASE : WRONG)
    const fd = openSync(file(passphrase(1)), 'r')
    const given: UnlockOptions = {
      ...(first > 0 ? {} : { keyFile: file(RAW_KEY) }),
      ...(first > 1 ? {} : { passphraseFd: fd }),
      ...(first > 2 ? {} : { passphraseFile: file(passphrase(2)) }),
    }
    const played = play([passphrase(4)], given, first > 3 ? {} : { UKP_PASSPHRASE: passphrase(3) })
    return { ...played, fd }
  }

  it.each([...ORDER.keys()])('begins with way %i that is given', async (first) => {
    const { unlocking, asked, fd } = from(first)
    expect((await unlocking.unlock(envelope)).dataKey, ORDER[first] ?? '').toEqual(dataKey)
    expect(asked).toHaveLength(first === 4 ? 1 : 0)
    closeSync(fd)
  })

  it('takes an option before its variable', async () => {
    const byOption = play(null, { keyFile: file(RAW_KEY) }, { UKP_KEY_FILE: file(OTHER_KEY) })
    expect((await byOption.unlocking.unlock(envelope)).dataKey).toEqual(dataKey)
    const byFile = play(null, { passphraseFile: file(PASSPHRASE) }, { UKP_PASSPHRASE_FILE: file(WRONG) })
    expect((await byFile.unlocking.unlock(envelope)).dataKey).toEqual(dataKey)
  })
})

describe('a session', () => {
  const WITH_SESSION = (answers: readonly string[] | null, given: UnlockOptions = {}, env = {}): Played =>
    play(answers, given, env, { session: dataKey })

  it('opens the vault without a question, and knows no way in', async () => {
    const { unlocking, asked } = WITH_SESSION([])
    expect(await unlocking.unlock(envelope)).toEqual({ dataKey, slotId: null, credential: null })
    expect(await unlocking.unlockQuietly(envelope)).toMatchObject({ dataKey })
    expect(asked).toEqual([])
  })

  it('comes after all that was given, right or wrong', async () => {
    const fd = openSync(file(`${PASSPHRASE}\n`), 'r')
    const right: readonly [UnlockOptions, Record<string, string>, string][] = [
      [{ keyFile: file(RAW_KEY) }, {}, 'raw'],
      [{ passphraseFd: fd }, {}, 'passphrase'],
      [{ passphraseFile: file(PASSPHRASE) }, {}, 'passphrase'],
      [{}, { UKP_PASSPHRASE: PASSPHRASE }, 'passphrase'],
    ]
    for (const [given, env, type] of right) {
      expect((await WITH_SESSION(null, given, env).unlocking.unlock(envelope)).credential).toMatchObject({ type })
    }
    closeSync(fd)
    const wrong: readonly [UnlockOptions, Record<string, string>, string][] = [
      [{ keyFile: file(OTHER_KEY) }, {}, 'wrong-key-file'],
      [{ passphraseFd: 987 }, {}, 'credential-unreadable'],
      [{ passphraseFile: file(WRONG) }, {}, 'wrong-passphrase'],
      [{}, { UKP_PASSPHRASE: WRONG }, 'wrong-passphrase'],
    ]
    for (const [given, env, expected] of wrong) {
      expect(await reason(WITH_SESSION([PASSPHRASE], given, env).unlocking.unlock(envelope))).toBe(expected)
      expect(await WITH_SESSION([PASSPHRASE], given, env).unlocking.unlockQuietly(envelope)).toBeNull()
    }
  })

  it('comes before the keyring', async () => {
    const unlocking = (session?: Uint8Array): Promise<Way> =>
      play(null, {}, {}, { keyring: RAW_KEY, ...(session && { session }) }).unlocking.unlock(byKeyring)
    expect((await unlocking()).credential).toMatchObject({ type: 'raw' })
    expect((await unlocking(keyringDataKey)).credential).toBeNull()
  })

  it('with another data key falls through to the next way', async () => {
    const other = dataKey.map((byte) => byte ^ 1)
    const { unlocking, asked } = play([PASSPHRASE], {}, {}, { session: other })
    expect((await unlocking.unlock(envelope)).dataKey).toEqual(dataKey)
    expect(asked).toHaveLength(1)
    const nobody = play(null, {}, {}, { session: other })
    expect(await reason(nobody.unlocking.unlock(envelope))).toBe('no-terminal')
    expect(await nobody.unlocking.unlockQuietly(envelope)).toBeNull()
  })

  it('is not asked where the ways in are changed', async () => {
    const { unlocking, asked } = WITH_SESSION([PASSPHRASE])
    expect((await unlocking.unlockBySlot(envelope)).credential).toMatchObject({ type: 'passphrase' })
    expect(asked).toHaveLength(1)
    expect(await reason(WITH_SESSION(null).unlocking.unlockBySlot(envelope))).toBe('no-terminal')
  })
})

describe('a way that was given and fails', () => {
  const right = { UKP_PASSPHRASE: PASSPHRASE }

  it.each<[string, () => UnlockOptions, string]>([
    ['another key', () => ({ keyFile: file(OTHER_KEY) }), 'wrong-key-file'],
    ['a key file that is missing', () => ({ keyFile: join(freshFolder(), 'none') }), 'credential-unreadable'],
    ['a key file of 31 bytes', () => ({ keyFile: file(RAW_KEY.slice(1)) }), 'key-file-invalid'],
    ['a descriptor that is closed', () => ({ passphraseFd: 987 }), 'credential-unreadable'],
    ['a wrong passphrase in a file', () => ({ passphraseFile: file(WRONG) }), 'wrong-passphrase'],
    ['an empty passphrase file', () => ({ passphraseFile: file('') }), 'passphrase-invalid'],
    [
      'a passphrase file that is missing',
      () => ({ passphraseFile: join(freshFolder(), 'none') }),
      'credential-unreadable',
    ],
  ])('is an error and nothing else is tried: %s', async (_, given, expected) => {
    const { unlocking, asked } = play([PASSPHRASE], given(), right)
    expect(await reason(unlocking.unlock(envelope))).toBe(expected)
    expect(asked).toEqual([])
  })

  it.each<[string, () => Record<string, string>, string]>([
    ['another key', () => ({ UKP_KEY_FILE: file(OTHER_KEY), ...right }), 'wrong-key-file'],
    ['a wrong passphrase file', () => ({ UKP_PASSPHRASE_FILE: file(WRONG), ...right }), 'wrong-passphrase'],
    ['a wrong passphrase', () => ({ UKP_PASSPHRASE: WRONG }), 'wrong-passphrase'],
    ['a passphrase with a NUL', () => ({ UKP_PASSPHRASE: 'a\0b' }), 'passphrase-invalid'],
  ])('is an error as a variable too: %s', async (_, env, expected) => {
    const { unlocking, asked } = play([PASSPHRASE], {}, env())
    expect(await reason(unlocking.unlock(envelope))).toBe(expected)
    expect(asked).toEqual([])
  })

  it.runIf(posix)('is an error when others can read the file', async () => {
    for (const [name, content] of [
      ['keyFile', RAW_KEY],
      ['passphraseFile', PASSPHRASE],
    ] as const) {
      const path = file(content)
      chmodSync(path, 0o644)
      expect(await reason(play([PASSPHRASE], { [name]: path }, right).unlocking.unlock(envelope))).toBe(
        'credential-unsafe',
      )
    }
  })

  it('says which kind the vault has no slot for', async () => {
    const byKey = play([PASSPHRASE], { keyFile: file(RAW_KEY) }, right)
    expect(await reason(byKey.unlocking.unlock(onlyPassphrase))).toBe('no-key-slot')
    const byPassphrase = play([PASSPHRASE], {}, right)
    expect(await reason(byPassphrase.unlocking.unlock(onlyKey))).toBe('no-passphrase-slot')
    const byPrompt = play([PASSPHRASE])
    expect(await reason(byPrompt.unlocking.unlock(onlyKey))).toBe('no-passphrase-slot')
    expect(byPrompt.asked).toEqual([])
  })

  it('names the key file that is wrong', async () => {
    const path = file(OTHER_KEY)
    await expect(play(null, { keyFile: path }).unlocking.unlock(envelope)).rejects.toMatchObject({
      facts: { file: path },
    })
  })
})

describe('an empty variable', () => {
  it.each(['UKP_KEY_FILE', 'UKP_PASSPHRASE_FILE', 'UKP_PASSPHRASE'])('counts as unset: %s', async (name) => {
    const { unlocking, asked } = play([PASSPHRASE], {}, { [name]: '' })
    expect((await unlocking.unlock(envelope)).dataKey).toEqual(dataKey)
    expect(asked).toHaveLength(1)
  })

  it('counts as unset beside one that is set', async () => {
    const env = { UKP_KEY_FILE: '', UKP_PASSPHRASE_FILE: '', UKP_PASSPHRASE: PASSPHRASE }
    expect((await play(null, {}, env).unlocking.unlock(envelope)).dataKey).toEqual(dataKey)
  })
})

describe('the prompt', () => {
  it('may be answered three times, and says each time that it was wrong', async () => {
    const third = play([WRONG, 'wrong again', PASSPHRASE])
    expect((await third.unlocking.unlock(envelope)).dataKey).toEqual(dataKey)
    const { message } = (await t.errors())['wrong-passphrase']({})
    expect(third.told).toEqual([message, message])
    const never = play([WRONG, WRONG, WRONG, PASSPHRASE])
    expect(await reason(never.unlocking.unlock(envelope))).toBe('wrong-passphrase')
    expect([never.asked.length, never.told.length]).toEqual([3, 2])
  })

  it('takes Enter alone for a wrong passphrase', async () => {
    const { unlocking, asked } = play(['', PASSPHRASE])
    expect((await unlocking.unlock(envelope)).dataKey).toEqual(dataKey)
    expect(asked).toHaveLength(2)
  })

  it('ends with Ctrl-C', async () => {
    expect(await reason(play([WRONG]).unlocking.unlock(envelope))).toBe('cancelled')
  })

  it('never repeats what was typed', async () => {
    const { unlocking, told } = play([WRONG, WRONG, WRONG])
    await reason(unlocking.unlock(envelope))
    expect(told.join()).not.toContain(WRONG)
  })
})

describe('a descriptor', () => {
  it('is read once, though two vaults are opened', async () => {
    const fd = openSync(file(`${PASSPHRASE}\n${WRONG}\n`), 'r')
    const { unlocking } = play(null, { passphraseFd: fd })
    expect((await unlocking.unlock(envelope)).dataKey).toEqual(dataKey)
    expect((await unlocking.unlock(onlyPassphrase)).dataKey).toHaveLength(32)
    closeSync(fd)
  })
})

const own = (path?: string) => ({ file: path, option: '--backup-passphrase-file' })

describe('a backup', () => {
  it('is asked for by its own name, whatever the vault is opened with', async () => {
    const { unlocking, asked } = play([PASSPHRASE], {}, { UKP_PASSPHRASE: WRONG, UKP_KEY_FILE: file(OTHER_KEY) })
    expect((await unlocking.unlockBackup(envelope, own())).dataKey).toEqual(dataKey)
    expect(asked).toEqual([t.vault.backupPassphrase(FILE)])
  })

  it('takes a passphrase file of its own', async () => {
    const { unlocking, asked } = play([PASSPHRASE])
    expect((await unlocking.unlockBackup(envelope, own(file(PASSPHRASE)))).dataKey).toEqual(dataKey)
    expect(await reason(unlocking.unlockBackup(envelope, own(file(WRONG))))).toBe('wrong-passphrase')
    expect(asked).toEqual([])
    expect(await reason(play(null).unlocking.unlockBackup(envelope, own()))).toBe('backup-locked')
  })
})

describe('a new vault', () => {
  const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf-8')

  it('is locked with what is typed twice', async () => {
    const { unlocking, asked, told } = play(['eight ch', 'eight ch'])
    const { passphrase, key } = await unlocking.forNewVault()
    expect([text(passphrase), key]).toEqual(['eight ch', null])
    expect(asked).toEqual([t.vault.newPassphrase, t.words.again])
    expect(told).toEqual([t.vault.createTitle, t.vault.cannotRecover])
  })

  it('takes the two in different forms of the same letters, and keeps the composed one', async () => {
    const { unlocking } = play(['árvíztűrő'.normalize('NFD'), 'árvíztűrő'])
    expect(text((await unlocking.forNewVault()).passphrase)).toBe('árvíztűrő'.normalize('NFC'))
  })

  it('says what is wrong and asks again, three times', async () => {
    const { unlocking, asked, told } = play(['short', 'long enough', 'long enough!', 'long enough', 'long enough'])
    expect(text((await unlocking.forNewVault()).passphrase)).toBe('long enough')
    expect(asked).toEqual([
      t.vault.newPassphrase,
      t.vault.newPassphrase,
      t.words.again,
      t.vault.newPassphrase,
      t.words.again,
    ])
    const errors = await t.errors()
    expect(told.slice(2)).toEqual([
      errors['passphrase-short']({ minimum: 8 }).message,
      errors['passphrase-mismatch']({}).message,
    ])
  })

  it('ends after the third with the last reason', async () => {
    expect(await reason(play(['a', 'b', 'c', 'long enough', 'long enough']).unlocking.forNewVault())).toBe(
      'passphrase-short',
    )
    const differ = play(['long enough', 'other one', 'long enough', 'other one', 'long enough', 'other one'])
    expect(await reason(differ.unlocking.forNewVault())).toBe('passphrase-mismatch')
    expect(differ.asked).toHaveLength(6)
  })

  it('counts characters as people do: 8 letters with accents or emoji, however many bytes', async () => {
    for (const [typed, expected] of [
      ['é'.repeat(8), 'done'],
      ['e\u0301'.repeat(7), 'passphrase-short'],
      ['👵'.repeat(8), 'done'],
      ['👵'.repeat(7), 'passphrase-short'],
      ['1234567', 'passphrase-short'],
    ] as const) {
      expect(await reason(play(null, {}, { UKP_PASSPHRASE: typed }).unlocking.forNewVault()), typed).toBe(expected)
    }
  })

  it('takes what is given without asking, and refuses it when it is short', async () => {
    const given = play([], { passphraseFile: file('long enough\n') })
    expect(text((await given.unlocking.forNewVault()).passphrase)).toBe('long enough')
    expect(given.asked).toEqual([])
    const short = play(['long enough', 'long enough'], {}, { UKP_PASSPHRASE: 'short' })
    expect(await reason(short.unlocking.forNewVault())).toBe('passphrase-short')
    expect(short.asked).toEqual([])
  })

  it('takes a key file beside the passphrase, never in its place', async () => {
    const both = play(null, { keyFile: file(RAW_KEY) }, { UKP_PASSPHRASE: PASSPHRASE })
    const made = await both.unlocking.forNewVault()
    expect([text(made.passphrase), [...(made.key ?? [])]]).toEqual([PASSPHRASE, [...RAW_KEY]])
    expect(await reason(play(null, { keyFile: file(RAW_KEY) }).unlocking.forNewVault())).toBe('new-vault-passphrase')
  })

  it('is not made without a terminal and without a passphrase', async () => {
    expect(await reason(play(null).unlocking.forNewVault())).toBe('new-vault-passphrase')
  })
})
