// Brings together how a vault is found, unlocked, made and saved: store (the file), system (who unlocks) and vault
// (the bytes). Commands see it as `world.vault`.
import { UkpError } from './errors.ts'
import { readWhole, replaceWhole } from './store/commit.ts'
import type { FileCalls } from './store/files.ts'
import type { Unlocking } from './unlocking.ts'
import { emptyContents } from './vault/contents.ts'
import { type Envelope, parseEnvelope } from './vault/header.ts'
import { KDF_STANDARD, type KdfCost, VAULT_LIMITS } from './vault/limits.ts'
import { wrapForPassphrase } from './vault/slots/passphrase.ts'
import { wrapForRawKey } from './vault/slots/raw.ts'
import { sodium } from './vault/sodium.ts'
import { createVault, type OpenVault, openWithKey, sealNext } from './vault/vault.ts'
import type { Access, Applied, Clock, Saved, SlotWork } from './world.ts'

/** Longest wait for another ukp that saves. */
const LOCK_WAIT_MS = 10_000

export interface AccessParts {
  readonly file: string
  readonly unlocking: Unlocking
  readonly files: FileCalls
  readonly clock: Clock
  readonly random: (length: number) => Uint8Array
  /** The verb, named to others who wait for the lock. */
  readonly command: string
  /** Id of this device, without meaning. */
  readonly writer: () => Promise<string>
  /** Told when a vault file can be read by others. */
  readonly onOpened: (file: string, vault: OpenVault) => Promise<void>
  /** Cost of new passphrase slots; lower only in tests. */
  readonly cost?: KdfCost
}

export function vaultAccess(parts: AccessParts): Access {
  const { file, unlocking, files, clock, random } = parts
  const limit = VAULT_LIMITS.fileBytes
  const commit = { files, random, clock, limit, waitMs: LOCK_WAIT_MS, command: parts.command }

  async function readEnvelope(): Promise<{ bytes: Uint8Array; envelope: Envelope } | null> {
    const bytes = await readWhole(file, { files, limit })
    return bytes === null ? null : { bytes, envelope: parseEnvelope(bytes, file) }
  }

  async function open(): Promise<OpenVault> {
    const found = await readEnvelope()
    if (found === null) throw await missing()
    const vault = await openedWith(found.envelope, await unlocking.unlock(found.envelope))
    await parts.onOpened(file, vault)
    return vault
  }

  /** Where only the save before the last one is left, a new vault would soon write over it. */
  async function missing(): Promise<UkpError> {
    const bak = `${file}.bak`
    const left = await readWhole(bak, { files, limit }).catch(() => null)
    return left === null ? new UkpError('no-vault', { file }) : new UkpError('vault-lost', { file, bak })
  }

  async function create(): Promise<OpenVault> {
    const error = await missing()
    if (error.reason === 'vault-lost') throw error
    const { passphrase, key } = await unlocking.forNewVault(file)
    const now = new Date(clock.nowMs()).toISOString()
    const cost = parts.cost ?? KDF_STANDARD
    const made = await createVault(file, {
      contents: emptyContents(now, await parts.writer()),
      random,
      slots: (crypto, dataKey, vaultId) => [
        wrapForPassphrase(crypto, dataKey, { passphrase, cost, vaultId, random }),
        ...(key === null ? [] : [wrapForRawKey(crypto, dataKey, { key, source: 'keyfile', vaultId, random })]),
      ],
    })
    // The key is derived before the lock is taken. Whoever comes second finds a vault and must open that one.
    await replaceWhole(
      file,
      async (current) => {
        if (current !== null) throw new UkpError('file-exists', { file })
        return made.bytes
      },
      commit,
    )
    return made.vault
  }

  async function openOrCreate(): Promise<{ vault: OpenVault; created: boolean }> {
    if ((await readWhole(file, { files, limit })) !== null) return { vault: await open(), created: false }
    try {
      return { vault: await create(), created: true }
    } catch (error) {
      if (error instanceof UkpError && error.reason === 'file-exists') return { vault: await open(), created: false }
      throw error
    }
  }

  async function change<T>(
    opened: OpenVault,
    apply: (contents: OpenVault['contents'], slots: SlotWork) => Applied<T>,
  ): Promise<Saved<T>> {
    const crypto = await sodium()
    const writer = await parts.writer()
    let saved: Saved<T> | null = null
    await replaceWhole(
      file,
      async (current) => {
        if (current === null) throw new UkpError('no-vault', { file })
        const vault = await openedWith(parseEnvelope(current, file), opened.dataKey)
        const { header } = vault.envelope
        const work = { crypto, dataKey: vault.dataKey, vaultId: header.id, slots: header.slots }
        const { contents, slots, result } = apply(vault.contents, work)
        if (contents === vault.contents && slots === undefined) {
          saved = { vault, result }
          return current
        }
        const next = await sealNext(vault, slots === undefined ? { contents } : { contents, slots }, {
          previous: current,
          random,
          writer,
        })
        saved = { vault: next.vault, result }
        return next.bytes
      },
      commit,
    )
    if (saved === null) throw new UkpError('unexpected', { detail: 'nothing was saved' })
    return saved
  }

  async function identity(): Promise<string | null> {
    try {
      return (await readEnvelope())?.envelope.header.id ?? null
    } catch (error) {
      if (error instanceof UkpError && error.kind === 'vault-damaged') return null
      throw error
    }
  }

  return { file, exists: async () => (await readEnvelope()) !== null, identity, open, openOrCreate, change }
}

/** The vault under a data key that was found before. @throws UkpError vault-damaged when it is not this vault's key */
async function openedWith(envelope: Envelope, dataKey: Uint8Array): Promise<OpenVault> {
  const vault = await openWithKey(envelope, dataKey)
  // Somebody changed the key in between: whoever was let in before has to unlock again.
  if (vault === null) throw new UkpError('wrong-passphrase', {})
  return vault
}
