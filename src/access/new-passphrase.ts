// A passphrase that was not there before: for a new vault, or for another way to unlock one. Given, or asked for twice.
import { UkpError } from '../errors.ts'
import type { Messages } from '../messages/choose.ts'
import { sentenceOf } from '../messages/sentence.ts'
import { passphraseFromFile, passphraseFromText } from '../system/credentials.ts'
import { PASSPHRASE_MINIMUM } from '../vault/limits.ts'
import { looksLikeRecoveryKey } from '../vault/recovery-key.ts'
import type { Prompts } from '../world/world.ts'
import type { GivenCredentials } from './given-credentials.ts'

/** How often a person may begin anew before the command ends. */
const ATTEMPTS = 3

export interface NewPassphrases {
  /** What a new vault is locked with; asks twice on a terminal. @throws UkpError of kinds locked, usage, cancelled */
  forNewVault(): Promise<{ passphrase: Uint8Array; key: Uint8Array | null }>
  /** From a file, or asked for twice; never one that was given to unlock. @throws UkpError of kinds locked, usage, cancelled */
  newPassphrase(file: string | undefined): Promise<Uint8Array>
}

export interface NewPassphraseParts {
  readonly given: GivenCredentials
  readonly platform: NodeJS.Platform
  readonly prompts: () => Promise<Prompts | null>
  readonly t: Messages
}

export function newPassphrases({ given, platform, prompts, t }: NewPassphraseParts): NewPassphrases {
  return {
    async forNewVault() {
      const key = await given.key()
      const passphrase = await given.passphrase()
      if (passphrase !== null) return { passphrase: acceptable(passphrase), key }
      const asking = await prompts()
      if (asking === null) throw new UkpError('new-vault-passphrase', {})
      asking.tell(t.vault.createTitle)
      asking.tell(t.vault.cannotRecover)
      return { passphrase: await askForNew(asking, t), key }
    },

    async newPassphrase(file) {
      if (file !== undefined) return acceptable(await passphraseFromFile(file, platform))
      const asking = await prompts()
      if (asking === null) throw new UkpError('missing-option', { option: '--new-passphrase-file' })
      return await askForNew(asking, t)
    },
  }
}

async function askForNew(prompts: Prompts, t: Messages): Promise<Uint8Array> {
  for (let attempt = 1; ; attempt++) {
    const first = await prompts.secret(t.vault.newPassphrase)
    const problem = problemOf(Buffer.from(first)) ?? (await mismatch(first, prompts, t))
    if (problem === null) return passphraseFromText(first)
    if (attempt === ATTEMPTS) throw problem
    prompts.tell((await sentenceOf(problem, t)).message)
  }
}

async function mismatch(first: string, prompts: Prompts, t: Messages): Promise<UkpError | null> {
  const second = await prompts.secret(t.words.again)
  return second.normalize('NFC') === first.normalize('NFC') ? null : new UkpError('passphrase-mismatch', {})
}

function acceptable(passphrase: Uint8Array): Uint8Array {
  const problem = problemOf(passphrase)
  if (problem !== null) throw problem
  return passphrase
}

/** Why a passphrase is not taken as a new one; null when it is. */
function problemOf(passphrase: Uint8Array): UkpError | null {
  const text = Buffer.from(passphrase).toString('utf-8').normalize('NFC')
  // Blanks at the ends count for the key, not for the length: eight of them are no passphrase.
  if ([...text.trim()].length < PASSPHRASE_MINIMUM)
    return new UkpError('passphrase-short', { minimum: PASSPHRASE_MINIMUM })
  return looksLikeRecoveryKey(text) ? new UkpError('passphrase-is-recovery-key', {}) : null
}
