// Making and saving a vault: the half of vault-access.ts that a verb which only reads does not load.
import { isReason, UkpError } from '../errors.ts'
import { replaceWhole } from '../store/commit.ts'
import { emptyContents } from '../vault/contents.ts'
import { type Envelope, parseEnvelope } from '../vault/header.ts'
import { KDF_STANDARD, VAULT_LIMITS } from '../vault/limits.ts'
import { passphraseSlotMaker } from '../vault/slots/passphrase.ts'
import { rawSlotMaker } from '../vault/slots/raw.ts'
import { sodium } from '../vault/sodium.ts'
import { createVault, type OpenVault, openWithKey, sealNext } from '../vault/vault.ts'
import type { Access, Applied, ChangeOptions, Saved, SlotWork } from '../world/world.ts'
import type { AccessParts } from './parts.ts'
import { isSuspect, type Standing, saveIn } from './standing.ts'

/** Longest wait for another ukp that saves. */
const LOCK_WAIT_MS = 10_000

/** A save that was sealed. */
interface Written {
  readonly bytes: Uint8Array
  readonly vault: OpenVault
}

/** What saving needs of reading. */
export interface Reading {
  readonly demandNew: Access['demandNew']
  readonly standingOfFile: (vault: OpenVault) => Promise<Standing | null>
}

export interface Saving {
  /** @throws UkpError file-exists when another ukp made one meanwhile */
  create(): Promise<OpenVault>
  /** @returns whether the change joins the copy that this computer saw last, which needs no consent */
  askForConsent(opened: OpenVault, options: ChangeOptions): Promise<boolean>
  readonly change: Access['change']
}

export function vaultSaving(parts: AccessParts, { demandNew, standingOfFile }: Reading): Saving {
  const { file, unlocking, files, clock, random, memory } = parts
  const limit = VAULT_LIMITS.fileBytes
  const commit = { files, random, clock, limit, waitMs: LOCK_WAIT_MS, command: parts.command }

  async function create(): Promise<OpenVault> {
    await demandNew()
    const { passphrase, key } = await unlocking.forNewVault()
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

  /** What was agreed to already, by the hash of the file. */
  const agreed = new Set<string>()

  async function askForConsent(opened: OpenVault, { joins = [], settles = false }: ChangeOptions): Promise<boolean> {
    const standing = await standingOfFile(opened)
    if (standing === null || !isSuspect(standing)) return false
    if (standing.seen !== null && joins.includes(standing.seen.hash)) return true
    if (!settles && !agreed.has(standing.save.hash)) await parts.consent(file, standing)
    agreed.add(standing.save.hash)
    return false
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

  return { create, askForConsent, change }
}

/** The vault under a data key that was found before. */
async function openedWith(envelope: Envelope, dataKey: Uint8Array): Promise<OpenVault> {
  const vault = await openWithKey(envelope, dataKey)
  // Somebody changed the key in between.
  if (vault === null) throw new UkpError('keys-changed', {})
  return vault
}
