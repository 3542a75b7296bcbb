// Brings together how a vault is found, unlocked, made and saved: store (the file), system (who unlocks) and vault
// (the bytes). Commands see it as `world.vault`.
import { isReason, type Rescue, UkpError } from './errors.ts'
import { readWhole, replaceWhole } from './store/commit.ts'
import type { FileCalls } from './store/files.ts'
import type { Memory } from './store/memory.ts'
import type { Unlocking, Way } from './unlocking.ts'
import { emptyContents } from './vault/contents.ts'
import { type Envelope, parseEnvelope } from './vault/header.ts'
import { KDF_STANDARD, type KdfCost, VAULT_LIMITS } from './vault/limits.ts'
import { passphraseSlotMaker } from './vault/slots/passphrase.ts'
import { rawSlotMaker } from './vault/slots/raw.ts'
import { sodium } from './vault/sodium.ts'
import { createVault, fileHash, type OpenVault, openWithKey, sealNext } from './vault/vault.ts'
import { isSuspect, type Standing, saveIn, standingOf } from './vault-standing.ts'
import type { Access, Applied, ChangeOptions, Clock, Saved, SlotWork } from './world.ts'

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
  readonly memory: Memory
  /** Told what a person should know of a vault that was opened. */
  readonly onOpened: (opened: { vault: OpenVault; way: Way; standing: Standing }) => Promise<void>
  /** Told after a save. */
  readonly onSaved: (vault: OpenVault) => Promise<void>
  /** Whether an older copy, or another branch, may be written over. @throws UkpError vault-older, vault-forked */
  readonly consent: (file: string, standing: Standing) => Promise<void>
  /** Whether a new vault may take the place of one that is gone. @throws UkpError vault-lost, cancelled */
  readonly consentToNew: (lost: UkpError<'vault-lost'>) => Promise<void>
  /** The newest good backup; `dataKey` is null when the vault was damaged before it could be unlocked. */
  readonly rescue: (dataKey: Uint8Array | null) => Promise<Rescue | null>
  /** Cost of new passphrase slots; lower only in tests. */
  readonly cost?: KdfCost
}

/** A save that was sealed. */
interface Written {
  readonly bytes: Uint8Array
  readonly vault: OpenVault
}

export function vaultAccess(parts: AccessParts): Access {
  const { file, unlocking, files, clock, random, memory } = parts
  const limit = VAULT_LIMITS.fileBytes
  const commit = { files, random, clock, limit, waitMs: LOCK_WAIT_MS, command: parts.command }

  async function readEnvelope(): Promise<{ bytes: Uint8Array; envelope: Envelope } | null> {
    const bytes = await readWhole(file, { files, limit })
    return bytes === null ? null : { bytes, envelope: parseEnvelope(bytes, file) }
  }

  async function openBy<W extends Way>(
    unlock: (envelope: Envelope) => Promise<W>,
  ): Promise<{ vault: OpenVault; way: W }> {
    let dataKey: Uint8Array | null = null
    try {
      const found = await readEnvelope()
      if (found === null) throw await missing()
      const way = await unlock(found.envelope)
      dataKey = way.dataKey
      const vault = await openedWith(found.envelope, dataKey)
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
    if (error?.reason === 'vault-lost') await parts.consentToNew(error as UkpError<'vault-lost'>)
    newIsFine = true
  }

  async function create(): Promise<OpenVault> {
    await demandNew()
    const { passphrase, key } = await unlocking.forNewVault(file)
    const now = new Date(clock.nowMs()).toISOString()
    const cost = parts.cost ?? KDF_STANDARD
    const made = await createVault(file, {
      contents: emptyContents(now, await parts.writer()),
      random,
      slots: (crypto, dataKey, vaultId) => [
        passphraseSlotMaker(crypto, { passphrase, cost, random })(dataKey, vaultId),
        ...(key === null ? [] : [rawSlotMaker(crypto, { key, source: 'keyfile', random })(dataKey, vaultId)]),
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
    await remember(made)
    return made.vault
  }

  async function remember({ bytes, vault }: Written): Promise<void> {
    const { id, generation } = vault.envelope.header
    // Higher only when another ukp saved since: every save gets a number above what was seen.
    const seen = await memory.lastSeen(id)
    if (seen === null || seen.generation < generation) await memory.saw(id, await saveIn(bytes, vault.envelope))
    await memory.usedAt(file, id)
  }

  async function openOrCreate(): Promise<{ vault: OpenVault; created: boolean }> {
    if ((await readWhole(file, { files, limit })) !== null) return { vault: await open(), created: false }
    try {
      return { vault: await create(), created: true }
    } catch (error) {
      if (isReason(error, 'file-exists')) return { vault: await open(), created: false }
      throw error
    }
  }

  /** What was agreed to already, by the hash of the file. */
  const agreed = new Set<string>()

  /** @returns whether the change joins the copy that this computer saw last, which needs no consent */
  async function askForConsent(opened: OpenVault, { joins = [], settles = false }: ChangeOptions): Promise<boolean> {
    const standing = await standingOfFile(opened)
    if (standing === null || !isSuspect(standing)) return false
    if (standing.seen !== null && joins.includes(standing.seen.hash)) return true
    if (!settles && !agreed.has(standing.save.hash)) await parts.consent(file, standing)
    agreed.add(standing.save.hash)
    return false
  }

  /** A file that was looked at already is not decrypted for it again. @returns null when it is gone or has another key */
  async function standingOfFile({ dataKey }: OpenVault): Promise<Standing | null> {
    const bytes = await readWhole(file, { files, limit })
    if (bytes === null) return null
    if (looked !== null && looked.save.hash === (await fileHash(bytes))) return looked
    const vault = await openWithKey(parseEnvelope(bytes, file), dataKey)
    return vault === null ? null : await look(bytes, vault)
  }

  async function change<T>(
    opened: OpenVault,
    apply: (contents: OpenVault['contents'], slots: SlotWork) => Applied<T>,
    { joins = [], settles = false }: ChangeOptions = {},
  ): Promise<Saved<T>> {
    const crypto = await sodium()
    const writer = await parts.writer()
    // A question must not keep the lock: it is asked before, for what is there now.
    const joined = await askForConsent(opened, { joins, settles })
    // Properties, because the compiler does not follow what a callback assigns.
    const done: { saved: Saved<T> | null; written: Written | null } = { saved: null, written: null }
    await replaceWhole(
      file,
      async (current) => {
        if (current === null) throw new UkpError('no-vault', { file })
        const vault = await openedWith(parseEnvelope(current, file), opened.dataKey)
        const { header } = vault.envelope
        const work = { crypto, dataKey: vault.dataKey, vaultId: header.id, slots: header.slots }
        const { contents, slots, dataKey, atLeast = 0, result } = apply(vault.contents, work)
        if (contents === vault.contents && slots === undefined && !joined) {
          done.saved = { vault, result }
          return current
        }
        const seen = (await memory.lastSeen(header.id))?.generation ?? 0
        const sealing = { previous: current, random, writer, joins, atLeast: Math.max(seen, atLeast) }
        const written = await sealNext(vault, { contents, slots, dataKey }, sealing)
        done.written = written
        done.saved = { vault: written.vault, result }
        return written.bytes
      },
      commit,
    ).catch(async (error: unknown) => {
      if (isReason(error, 'save-unconfirmed') && done.written !== null) await remember(done.written)
      throw error
    })
    if (done.saved === null) throw new UkpError('unexpected', { detail: 'nothing was saved' })
    if (done.written !== null) {
      await remember(done.written)
      if (joins.length === 0) await parts.onSaved(done.written.vault)
    }
    return done.saved
  }

  async function identity(): Promise<string | null> {
    try {
      return (await readEnvelope())?.envelope.header.id ?? (await memory.vaultAt(file))
    } catch (error) {
      const unreadable = error instanceof UkpError && ['vault-damaged', 'vault-newer'].includes(error.kind)
      if (unreadable) return await memory.vaultAt(file)
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

  async function open(): Promise<OpenVault> {
    return (await openBy((envelope) => unlocking.unlock(envelope))).vault
  }

  return {
    file,
    async demandConsent(vault, options) {
      await askForConsent(vault, options)
    },
    lastSeen: async (vaultId) => (await memory.lastSeen(vaultId))?.generation ?? null,
    exists,
    demandNew,
    identity,
    open,
    openWithWay: () => openBy((envelope) => unlocking.unlockBySlot(envelope)),
    openOrCreate,
    change,
  }
}

/** The vault under a data key that was found before. */
async function openedWith(envelope: Envelope, dataKey: Uint8Array): Promise<OpenVault> {
  const vault = await openWithKey(envelope, dataKey)
  // Somebody changed the key in between.
  if (vault === null) throw new UkpError('keys-changed', {})
  return vault
}
