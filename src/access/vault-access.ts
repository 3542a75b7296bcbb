// Brings together how a vault is found, unlocked and read: store (the file), system (who unlocks) and vault (the bytes).
// Commands see it as `world.vault`. Making and saving one stands in saving.ts.
import { isReason, UkpError } from '../errors.ts'
import { readWhole } from '../store/read.ts'
import { type Envelope, parseEnvelope } from '../vault/header.ts'
import { VAULT_LIMITS } from '../vault/limits.ts'
import { fileHash, type OpenVault, openUnlocked, openWithKey } from '../vault/vault.ts'
import type { Access, Refreshed } from '../world/world.ts'
import type { Following } from './following.ts'
import type { AccessParts } from './parts.ts'
import type { Saving } from './saving.ts'
import { isSuspect, type Standing, saveIn, standingOf } from './standing.ts'
import type { Way } from './unlocking.ts'

export function vaultAccess(parts: AccessParts): Access {
  const { file, unlocking, files, memory } = parts
  const limit = VAULT_LIMITS.fileBytes

  async function readEnvelope(): Promise<{ bytes: Uint8Array; envelope: Envelope } | null> {
    const bytes = await readWhole(file, { files, limit })
    return bytes === null ? null : { bytes, envelope: parseEnvelope(bytes, file) }
  }

  /** @throws UkpError of damage with what brings the vault back */
  async function openBy<W extends Way>(
    unlock: (envelope: Envelope) => Promise<W>,
    query?: string,
  ): Promise<{ vault: OpenVault; way: W }> {
    let dataKey: Uint8Array | null = null
    try {
      const found = await readEnvelope()
      if (found === null) throw await missing()
      const way = await unlock(found.envelope)
      dataKey = way.dataKey
      const vault = await openUnlocked(found.envelope, dataKey, query)
      const standing = await look(found.bytes, vault)
      await parts.onOpened({ vault, way, standing })
      return { vault, way }
    } catch (error) {
      throw await withRescue(error, dataKey)
    }
  }

  /** What was found when the file was looked at last. */
  let looked: Standing | null = null

  /** How the file stands to what this computer saw last; a newer save is remembered at once. */
  async function look(bytes: Uint8Array, vault: OpenVault): Promise<Standing> {
    looked = await standingNow(bytes, vault)
    return looked
  }

  async function standingNow(bytes: Uint8Array, vault: OpenVault): Promise<Standing> {
    const { id } = vault.envelope.header
    const { prev, past = [] } = vault.contents.vault
    const seen = await memory.lastSeen(id)
    const save = await saveIn(bytes, vault.envelope, seen)
    const standing = standingOf(
      { save, past: [prev, ...past].filter((hash) => hash !== ''), vaultId: id },
      { seen, placed: await memory.vaultAt(file) },
    )
    // A strange vault becomes a known one by a save, not by being looked at: until then it is told every time.
    if (standing.replaced !== null) return standing
    if (standing.kind === 'newer' || (standing.kind === 'same' && save !== seen)) await memory.saw(id, save)
    if (standing.placed !== id) await memory.usedAt(file, id)
    // Another ukp may have saved between the reading and the looking: then it is no older copy.
    return isSuspect(standing) && (await isReplaced(bytes)) ? { ...standing, kind: 'same' } : standing
  }

  async function isReplaced(bytes: Uint8Array): Promise<boolean> {
    const now = await readWhole(file, { files, limit })
    return now === null || Buffer.compare(now, bytes) !== 0
  }

  /** Damage is told together with what brings the vault back. */
  async function withRescue(error: unknown, dataKey: Uint8Array | null): Promise<unknown> {
    if (!(error instanceof UkpError) || error.kind !== 'vault-damaged' || error.reason === 'vault-not-a-file') {
      return error
    }
    const rescue = await parts.rescue(dataKey).catch(() => null)
    if (rescue === null) return error
    return new UkpError(error.reason, { ...error.facts, rescue } as UkpError['facts'], { cause: error })
  }

  /** Where only the save before the last one is left, a new vault would soon write over it. */
  async function missing(): Promise<UkpError> {
    const bak = `${file}.bak`
    const left = await readWhole(bak, { files, limit }).catch(() => null)
    // Also where .bak is gone: a vault that this computer has used here was not there for nothing.
    const used = left !== null || (await memory.vaultAt(file)) !== null
    const rescue = used ? await parts.rescue(null).catch(() => null) : null
    const backup = rescue?.backup ?? (left === null ? null : bak)
    return backup === null ? new UkpError('no-vault', { file }) : new UkpError('vault-lost', { file, backup })
  }

  let newIsFine = false

  /** Asked once, and before anybody has typed a key that could not be stored. */
  async function demandNew(): Promise<void> {
    const error = newIsFine ? null : await missing()
    if (isReason(error, 'vault-lost')) await parts.consentToNew(error)
    newIsFine = true
  }

  async function openOrCreate(): Promise<{ vault: OpenVault; created: boolean }> {
    if ((await readWhole(file, { files, limit })) !== null) return { vault: await open(), created: false }
    try {
      return { vault: await (await saving()).create(), created: true }
    } catch (error) {
      if (isReason(error, 'file-exists')) return { vault: await open(), created: false }
      throw error
    }
  }

  /** A file that was looked at already is not decrypted for it again. @returns null when it is gone or has another key */
  async function standingOfFile({ dataKey }: OpenVault): Promise<Standing | null> {
    const bytes = await readWhole(file, { files, limit })
    if (bytes === null) return null
    if (looked !== null && looked.save.hash === (await fileHash(bytes))) return looked
    const vault = await openWithKey(parseEnvelope(bytes, file), dataKey)
    return vault === null ? null : await look(bytes, vault)
  }

  /** What saves is loaded when something is saved. */
  let loaded: Promise<Saving> | null = null
  function saving(): Promise<Saving> {
    loaded ??= import('./saving.ts').then(({ vaultSaving }) => vaultSaving(parts, { demandNew, standingOfFile }))
    return loaded
  }

  /** Loaded by what stays open. */
  let following: Promise<Following> | null = null
  async function refreshed(vault: OpenVault): Promise<Refreshed> {
    following ??= import('./following.ts').then(({ vaultFollowing }) => vaultFollowing({ file, files, look }))
    return await (await following)(vault)
  }

  async function identity(): Promise<string | null> {
    try {
      return (await readEnvelope())?.envelope.header.id ?? (await memory.vaultAt(file))
    } catch (error) {
      const known = error instanceof UkpError ? await memory.vaultAt(file) : null
      const damaged = error instanceof UkpError && ['vault-damaged', 'vault-newer'].includes(error.kind)
      if (known !== null || damaged) return known
      throw error
    }
  }

  async function exists(): Promise<boolean> {
    try {
      return (await readEnvelope()) !== null
    } catch (error) {
      throw await withRescue(error, null)
    }
  }

  async function open(query?: string): Promise<OpenVault> {
    return (await openBy((envelope) => unlocking.unlock(envelope), query)).vault
  }

  return {
    file,
    async demandConsent(vault, options) {
      await (await saving()).askForConsent(vault, options)
    },
    lastSeen: async (vaultId) => (await memory.lastSeen(vaultId))?.generation ?? null,
    exists,
    refreshed,
    demandNew,
    identity,
    open: () => open(),
    openFor: (query) => open(query),
    openWithWay: () => openBy((envelope) => unlocking.unlockBySlot(envelope)),
    openOrCreate,
    change: async (opened, apply, options) => (await saving()).change(opened, apply, options),
  }
}
