// Who unlocks: the ways of the contract in their order. An explicit way that fails is an error and never falls through.
import { UkpError } from '../errors.ts'
import type { Messages } from '../messages/choose.ts'
import { sentenceOf } from '../messages/sentence.ts'
import { passphraseFromFile, passphraseFromText } from '../system/credentials.ts'
import { hasNative } from '../vault/argon2id.ts'
import { equalBytes, isKeyOf } from '../vault/data-key.ts'
import type { Envelope } from '../vault/header.ts'
import { isInGroups, looksLikeRecoveryKey, pairOfRecoveryKey, slipInRecoveryKey } from '../vault/recovery-key.ts'
import { hasLastingWay } from '../vault/rekey.ts'
import { kdfCostOf } from '../vault/slots/passphrase.ts'
import { recipientOf } from '../vault/slots/sealed.ts'
import type { Credential } from '../vault/slots/slot.ts'
import { sodium } from '../vault/sodium.ts'
import { type Unlocked, unlock } from '../vault/vault.ts'
import type { Keyring, OwnPassphrase, Progress, Prompts } from '../world/world.ts'
import { givenCredentials, type UnlockOptions } from './given-credentials.ts'
import { type NewPassphrases, newPassphrases } from './new-passphrase.ts'

/** Wrong passphrases that a person may type before the command ends. */
const ATTEMPTS = 3

/** A session holds the bare data key and knows no way in that led to it. */
export interface BySession {
  /** 32 bytes. */
  readonly dataKey: Uint8Array
  readonly slotId: null
  readonly credential: null
}

/** The data key, and what opened the vault. */
export type Way = Unlocked | BySession

export interface Unlocking extends NewPassphrases {
  /** @throws UkpError of kind locked, cancelled, vault-damaged */
  unlock(envelope: Envelope): Promise<Way>
  /** By a way that stands in the vault, never by a session: whoever changes the ways in shows one. */
  unlockBySlot(envelope: Envelope): Promise<Unlocked>
  /** By what was given without a question only; null when that is nothing, or does not open it. */
  unlockQuietly(envelope: Envelope): Promise<Way | null>
  /** Opens a backup, or another copy, that another passphrase may open. */
  unlockBackup(envelope: Envelope, own: OwnPassphrase): Promise<Way>
}

export interface UnlockParts {
  readonly options: UnlockOptions
  readonly env: Readonly<Record<string, string | undefined>>
  readonly platform: NodeJS.Platform
  readonly prompts: () => Promise<Prompts | null>
  readonly keyring: () => Promise<Keyring>
  readonly progress: () => Promise<Progress>
  /** The 32-byte data key that a session holds for a vault, or held before it got another one; null when there is none. */
  readonly session: (vaultId: string) => Promise<Uint8Array | null>
  readonly t: Messages
}

export function unlockingBy(parts: UnlockParts): Unlocking {
  const { options, env, platform, prompts, t } = parts
  const given = givenCredentials(options, env, platform)

  async function terminal(): Promise<Prompts> {
    const asking = await prompts()
    if (asking === null) throw new UkpError('no-terminal', {})
    return asking
  }

  async function unlockByTyping(envelope: Envelope, question: string): Promise<Unlocked> {
    if (!hasLastingWay(envelope.header.slots)) throw new UkpError('no-passphrase-slot', {})
    const asking = await terminal()
    for (let attempt = 1; ; attempt++) {
      const outcome = await tryTyped(envelope, await asking.secret(question))
      if (!(outcome instanceof UkpError)) return outcome
      if (attempt === ATTEMPTS) throw outcome
      asking.tell((await sentenceOf(outcome, t)).message)
    }
  }

  /** An empty line typed at the prompt is a wrong passphrase like any other. */
  async function tryTyped(envelope: Envelope, typed: string): Promise<Unlocked | UkpError> {
    try {
      const bytes = typed === '' ? new Uint8Array(1) : passphraseFromText(typed)
      return await unlockWith(envelope, bytes)
    } catch (error) {
      if (error instanceof UkpError && error.kind === 'locked') return error
      throw error
    }
  }

  /** A passphrase, or a recovery key in its place. @throws UkpError wrong-passphrase, wrong-recovery-key, … */
  async function unlockWith(envelope: Envelope, bytes: Uint8Array): Promise<Unlocked> {
    const text = Buffer.from(bytes).toString('utf-8')
    if (hasRecoveryKey(envelope) && (looksLikeRecoveryKey(text) || (await isBareRecoveryKey(text)))) {
      return await unlockByRecoveryKey(envelope, text)
    }
    return await unlockOrThrow(envelope, { type: 'passphrase', bytes }, new UkpError('wrong-passphrase', {}))
  }

  async function unlockByRecoveryKey(envelope: Envelope, text: string): Promise<Unlocked> {
    const crypto = await sodium()
    const unlocked = await unlock(envelope, { type: 'sealed', ...pairOfRecoveryKey(crypto, text) })
    if (unlocked !== null) return unlocked
    const recipients = envelope.header.slots.flatMap((slot) => recipientOf(slot) ?? [])
    const group = slipInRecoveryKey(crypto, text, (half) => recipients.some((one) => equalBytes(one, half)))
    throw group === null ? new UkpError('wrong-recovery-key', {}) : new UkpError('recovery-key-invalid', { group })
  }

  async function unlockOrThrow(envelope: Envelope, credential: Credential, error: UkpError): Promise<Unlocked> {
    const slow = credential.type === 'passphrase' && derivationMs(envelope, await hasNative()) > NOTICED_MS
    const running = slow ? (await parts.progress()).start(() => t.progress.key) : null
    running?.tell(t.progress.key)
    const unlocked = await unlock(envelope, credential).finally(() => running?.end())
    if (unlocked === null) throw error
    return unlocked
  }

  /** What was named or given; null when nothing was. */
  async function unlockAsGiven(envelope: Envelope): Promise<Unlocked | null> {
    const { keyFile } = given
    const key = await given.key()
    if (keyFile !== null && key !== null) {
      return await unlockOrThrow(envelope, { type: 'raw', key }, new UkpError('wrong-key-file', { file: keyFile }))
    }
    const bytes = await given.passphrase()
    return bytes === null ? null : await unlockWith(envelope, bytes)
  }

  /** A session with the data key of before falls through to the next way. */
  async function unlockBySession({ header }: Envelope): Promise<BySession | null> {
    const dataKey = await parts.session(header.id)
    return dataKey !== null && isKeyOf(header.commit, dataKey) ? { dataKey, slotId: null, credential: null } : null
  }

  /** A keyring that is locked, gone or wrong falls through to the next way. */
  async function unlockByKeyring(envelope: Envelope): Promise<Unlocked | null> {
    const { id, slots } = envelope.header
    for (const slot of slots.filter(({ json }) => json.type === 'raw' && json.src === 'keyring')) {
      const key = await (await parts.keyring()).load(id, slot.id)
      const unlocked = key === null ? null : await unlock(envelope, { type: 'raw', key })
      if (unlocked !== null) return unlocked
    }
    return null
  }

  async function unlockByKeyringOrTyping(envelope: Envelope): Promise<Unlocked> {
    return (await unlockByKeyring(envelope)) ?? (await unlockByTyping(envelope, questionFor(envelope)))
  }

  async function unlockQuietly(envelope: Envelope): Promise<Way | null> {
    try {
      return (await unlockAsGiven(envelope)) ?? (await unlockBySession(envelope)) ?? (await unlockByKeyring(envelope))
    } catch (error) {
      if (error instanceof UkpError && error.kind === 'locked') return null
      throw error
    }
  }

  function questionFor(envelope: Envelope): string {
    return hasRecoveryKey(envelope) ? t.vault.passphraseOrRecoveryKey : t.vault.passphrase
  }

  return {
    async unlock(envelope) {
      return (
        (await unlockAsGiven(envelope)) ??
        (await unlockBySession(envelope)) ??
        (await unlockByKeyringOrTyping(envelope))
      )
    },

    async unlockBySlot(envelope) {
      return (await unlockAsGiven(envelope)) ?? (await unlockByKeyringOrTyping(envelope))
    },

    unlockQuietly,

    async unlockBackup(envelope, { file, option }) {
      if (file === undefined) {
        // One passphrase may open both, although they are two vaults.
        const unlocked = await unlockQuietly(envelope)
        if (unlocked !== null) return unlocked
        if ((await prompts()) === null) throw new UkpError('backup-locked', { file: envelope.file, option })
        return await unlockByTyping(envelope, t.vault.backupPassphrase(envelope.file))
      }
      return await unlockWith(envelope, await passphraseFromFile(file, platform))
    },

    ...newPassphrases({ given, platform, prompts, t }),
  }
}

/** Told from here on: other computers are slower than the one where it was measured. The usual cost is below it by native code. */
const NOTICED_MS = 250

/**
 * Milliseconds that deriving a key for every passphrase of a vault takes on the computer where it was measured: 0.6 a MiB
 * and pass by native code, 1.5 by WebAssembly.
 */
function derivationMs({ header }: Envelope, native: boolean): number {
  const costs = header.slots.flatMap((slot) => kdfCostOf(slot) ?? [])
  const work = costs.reduce((sum, { memory, passes }) => sum + (memory / 1024) * passes, 0)
  return work * (native ? 0.6 : 1.5)
}

function hasRecoveryKey({ header }: Envelope): boolean {
  return header.slots.some(({ type }) => type === 'sealed')
}

/** The six groups alone, without their first word; six check characters that fit are no accident. */
async function isBareRecoveryKey(text: string): Promise<boolean> {
  // Told before libsodium is loaded, which is most of what a code costs otherwise: hardly a passphrase looks so.
  if (!isInGroups(text)) return false
  try {
    pairOfRecoveryKey(await sodium(), text)
    return true
  } catch {
    return false
  }
}
