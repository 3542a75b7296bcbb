// Who unlocks: the ways of the contract in their order. An explicit way that fails is an error and never falls through.
import { UkpError } from './errors.ts'
import type { Messages } from './messages/choose.ts'
import { keyFromFile, passphraseFromFd, passphraseFromFile, passphraseFromText } from './system/credentials.ts'
import type { Envelope } from './vault/header.ts'
import { PASSPHRASE_MINIMUM } from './vault/limits.ts'
import type { Credential } from './vault/slots/slot.ts'
import { unlock } from './vault/vault.ts'
import type { Prompts } from './world.ts'

/** Wrong passphrases that a person may type before the command ends. */
const ATTEMPTS = 3

export interface UnlockOptions {
  readonly keyFile?: string | undefined
  readonly passphraseFd?: number | undefined
  readonly passphraseFile?: string | undefined
}

export interface Unlocking {
  /** The data key. @throws UkpError of kind locked, cancelled, vault-damaged */
  unlock(envelope: Envelope): Promise<Uint8Array>
  /** The data key of a backup that another passphrase may open. */
  unlockBackup(envelope: Envelope, passphraseFile: string | undefined): Promise<Uint8Array>
  /** What a new vault is locked with; asks twice on a terminal. */
  forNewVault(file: string): Promise<{ passphrase: Uint8Array; key: Uint8Array | null }>
}

export interface UnlockParts {
  readonly options: UnlockOptions
  readonly env: Readonly<Record<string, string | undefined>>
  readonly platform: NodeJS.Platform
  readonly prompts: () => Promise<Prompts | null>
  readonly t: Messages
}

export function unlockingBy(parts: UnlockParts): Unlocking {
  const { env, platform, t } = parts
  const keyFile = parts.options.keyFile || env.UKP_KEY_FILE
  // A descriptor can be read only once, and merging with a backup unlocks twice.
  let given: Promise<Uint8Array | null> | null = null

  /** The passphrase that was given without a prompt, or null. */
  function givenPassphrase(): Promise<Uint8Array | null> {
    given ??= readGivenPassphrase()
    return given
  }

  async function readGivenPassphrase(): Promise<Uint8Array | null> {
    const { passphraseFd } = parts.options
    const passphraseFile = parts.options.passphraseFile || env.UKP_PASSPHRASE_FILE
    if (passphraseFd !== undefined) return await passphraseFromFd(passphraseFd)
    if (passphraseFile) return await passphraseFromFile(passphraseFile, platform)
    if (env.UKP_PASSPHRASE) return passphraseFromText(env.UKP_PASSPHRASE)
    return null
  }

  async function terminal(): Promise<Prompts> {
    const prompts = await parts.prompts()
    if (prompts === null) throw new UkpError('no-terminal', {})
    return prompts
  }

  async function unlockByTyping(envelope: Envelope, question: string): Promise<Uint8Array> {
    if (!envelope.header.slots.some((slot) => slot.type === 'passphrase')) throw new UkpError('no-passphrase-slot', {})
    const prompts = await terminal()
    for (let attempt = 1; ; attempt++) {
      const dataKey = await unlock(envelope, passphraseCredential(await prompts.secret(question)))
      if (dataKey !== null) return dataKey
      if (attempt === ATTEMPTS) throw new UkpError('wrong-passphrase', {})
      prompts.tell(t.errors['wrong-passphrase']({}).message)
    }
  }

  /** An empty line typed at the prompt is a wrong passphrase like any other. */
  function passphraseCredential(typed: string): Credential {
    return { type: 'passphrase', bytes: typed === '' ? new Uint8Array(1) : passphraseFromText(typed) }
  }

  async function unlockOrThrow(envelope: Envelope, credential: Credential, error: UkpError): Promise<Uint8Array> {
    const dataKey = await unlock(envelope, credential)
    if (dataKey === null) throw error
    return dataKey
  }

  return {
    async unlock(envelope) {
      if (keyFile) {
        const key = await keyFromFile(keyFile, platform)
        return await unlockOrThrow(envelope, { type: 'raw', key }, new UkpError('wrong-key-file', { file: keyFile }))
      }
      const bytes = await givenPassphrase()
      if (bytes === null) return await unlockByTyping(envelope, t.vault.passphrase)
      return await unlockOrThrow(envelope, { type: 'passphrase', bytes }, new UkpError('wrong-passphrase', {}))
    },

    async unlockBackup(envelope, passphraseFile) {
      if (passphraseFile === undefined) {
        // One passphrase may open both, although they are two vaults.
        const given = await givenPassphrase()
        const dataKey = given === null ? null : await unlock(envelope, { type: 'passphrase', bytes: given })
        if (dataKey !== null) return dataKey
        if ((await parts.prompts()) === null) throw new UkpError('backup-locked', { file: envelope.file })
        return await unlockByTyping(envelope, t.vault.backupPassphrase(envelope.file))
      }
      const bytes = await passphraseFromFile(passphraseFile, platform)
      return await unlockOrThrow(envelope, { type: 'passphrase', bytes }, new UkpError('wrong-passphrase', {}))
    },

    async forNewVault() {
      const key = keyFile ? await keyFromFile(keyFile, platform) : null
      const passphrase = (await givenPassphrase()) ?? (await askForNew())
      if (isTooShort(passphrase)) throw new UkpError('passphrase-short', { minimum: PASSPHRASE_MINIMUM })
      return { passphrase, key }
    },
  }

  async function askForNew(): Promise<Uint8Array> {
    const prompts = await parts.prompts()
    if (prompts === null) throw new UkpError('new-vault-passphrase', {})
    prompts.tell(t.vault.createTitle)
    prompts.tell(t.vault.cannotRecover)
    for (let attempt = 1; ; attempt++) {
      const first = await prompts.secret(t.vault.newPassphrase)
      const problem = await problemWith(first, prompts)
      if (problem === null) return passphraseFromText(first)
      if (attempt === ATTEMPTS) throw problem
      prompts.tell(t.errors[problem.reason]({ minimum: PASSPHRASE_MINIMUM }).message)
    }
  }

  async function problemWith(
    first: string,
    prompts: Prompts,
  ): Promise<UkpError<'passphrase-short'> | UkpError<'passphrase-mismatch'> | null> {
    if (isTooShort(Buffer.from(first))) return new UkpError('passphrase-short', { minimum: PASSPHRASE_MINIMUM })
    const second = await prompts.secret(t.vault.again)
    return second.normalize('NFC') === first.normalize('NFC') ? null : new UkpError('passphrase-mismatch', {})
  }
}

function isTooShort(passphrase: Uint8Array): boolean {
  // Blanks at the ends count for the key, not for the length: eight of them are no passphrase.
  return [...Buffer.from(passphrase).toString('utf-8').normalize('NFC').trim()].length < PASSPHRASE_MINIMUM
}
