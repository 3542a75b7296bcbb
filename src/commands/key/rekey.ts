// ukp key change, remove, rekey. A new data key means that every way to unlock is made again: for that its passphrase
// or key has to be at hand. What is not, is asked for, and else named and given up after a question.
import { UkpError } from '../../errors.ts'
import type { Contents } from '../../vault/contents.ts'
import { KDF_STANDARD, type KdfCost } from '../../vault/limits.ts'
import { hasLastingWay, opensSlot, resealing, rewrapped, withUnknown } from '../../vault/rekey.ts'
import { kdfCostOf, passphraseSlotMaker } from '../../vault/slots/passphrase.ts'
import { rawSlotMaker } from '../../vault/slots/raw.ts'
import type { Credential, Slot, SlotMaker } from '../../vault/slots/slot.ts'
import { type Crypto, sodium } from '../../vault/sodium.ts'
import type { OpenVault, Unlocked } from '../../vault/vault.ts'
import { confirmOrCancel } from '../ask.ts'
import { withBackup } from '../backup/safety.ts'
import type { Answer, Context } from '../command.ts'
import { withLine } from '../with-progress.ts'
import { KDF_COSTS, type KdfName } from './add.ts'
import { findSlot, keyJson, shownType, slotTitle, withSlotLabel } from './slots.ts'

/** Passphrases and key files of ways that are to stay under a new data key. */
export interface KeepOptions {
  readonly withPassphraseFile?: readonly string[]
  readonly withKeyFile?: readonly string[]
  /** Gives up what is not at hand. --yes alone never does. */
  readonly dropOthers?: boolean
}

export interface ChangeOptions extends KeepOptions {
  readonly newPassphraseFile?: string
  readonly kdf?: KdfName
  readonly compromised?: boolean
}

/** How often a passphrase or key file of somebody else may be mistyped. */
const ATTEMPTS = 3

export async function runRemoveKey(wanted: string, options: KeepOptions, context: Context): Promise<Answer> {
  const { world, t } = context
  const opened = await world.vault.openWithWay()
  const { header } = opened.vault.envelope
  const target = findSlot(header.slots, opened.vault.contents, wanted)
  if (!hasLastingWay(header.slots.filter(({ id }) => id !== target.id))) throw new UkpError('last-way-in', {})
  const title = slotTitle(target, opened.vault.contents, t)
  await confirmOrCancel(t.key.removeQuestion(title), context)
  const removed = keyJson(target, opened.vault.contents)
  const { json, notes } = await rekey(opened, { options, replaced: new Map(), removed: [target] }, context)
  if (shownType(target) === 'keyring') await (await world.keyring()).forget(header.id, target.id)
  return { json: { removed, ...json }, text: '', notes: [t.key.removed(title), ...notes] }
}

export async function runRekey(options: KeepOptions, context: Context): Promise<Answer> {
  const opened = await context.world.vault.openWithWay()
  const { json, notes } = await rekey(opened, { options, replaced: new Map(), removed: [] }, context)
  return { json, text: '', notes: [context.t.key.rekeyed, ...notes] }
}

export async function runChange(wanted: string | undefined, options: ChangeOptions, context: Context): Promise<Answer> {
  const { world, t } = context
  const opened = await world.vault.openWithWay()
  const target = passphraseToChange(wanted, opened)
  const passphrase = await world.newPassphrase(options.newPassphraseFile)
  if (options.compromised === true && (await isSamePassphrase(target, { passphrase, vault: opened.vault }))) {
    throw new UkpError('passphrase-same', {})
  }
  const cost = options.kdf === undefined ? atLeastStandard(target) : KDF_COSTS[options.kdf]
  const crypto = await sodium()
  const make = await withLine(world, t.progress.key, async () =>
    passphraseSlotMaker(crypto, { random: world.random, id: target.id, passphrase, cost }),
  )
  if (options.compromised === true) {
    const plan = { options, replaced: new Map([[target.id, make]]), removed: [] }
    const { json, notes } = await rekey(opened, plan, context)
    return {
      json: { changed: keyJson(target, opened.vault.contents), ...json },
      text: '',
      notes: [t.key.changed, ...notes, t.key.mayBeKnown],
    }
  }
  const { result } = await world.vault.change(opened.vault, (contents, { dataKey, vaultId, slots }) => {
    if (!slots.some(({ id }) => id === target.id)) throw new UkpError('keys-changed', {})
    const made = make(dataKey, vaultId)
    const next = slots.map((slot) => (slot.id === target.id ? withUnknown(slot, made) : slot))
    const labelled = withChangeTime(contents, target, context)
    return { contents: labelled, slots: next, result: keyJson(target, labelled) }
  })
  return { json: { changed: result }, text: '', notes: [t.key.changed, t.key.oldCopies, t.key.ifCompromised] }
}

async function isSamePassphrase(
  slot: Slot,
  { passphrase, vault }: { passphrase: Uint8Array; vault: OpenVault },
): Promise<boolean> {
  return await opensSlot(slot, { type: 'passphrase', bytes: passphrase }, vault.envelope.header.id)
}

/** The time by which a merge tells the newer passphrase from the older one. */
function withChangeTime(contents: Contents, { id }: Slot, { world }: Context): Contents {
  const created = new Date(world.clock.nowMs()).toISOString()
  return withSlotLabel(contents, id, { label: contents.slots[id]?.label ?? '', created })
}

/** The one that was named, or that unlocked the vault, or the only one. @throws UkpError key-not-found, key-ambiguous */
function passphraseToChange(wanted: string | undefined, { vault, way }: { vault: OpenVault; way: Unlocked }): Slot {
  const passphrases = vault.envelope.header.slots.filter(({ type }) => type === 'passphrase')
  if (wanted !== undefined) return findSlot(passphrases, vault.contents, wanted)
  const used = passphrases.find(({ id }) => id === way.slotId)
  const [only] = passphrases
  if (used !== undefined) return used
  if (only === undefined) throw new UkpError('no-passphrase-slot', {})
  if (passphrases.length > 1) {
    throw new UkpError('key-ambiguous', { names: passphrases.map(({ id }) => id) })
  }
  return only
}

/** Never weaker than what is usual, and never weaker than it was. */
function atLeastStandard(slot: Slot): KdfCost {
  const old = kdfCostOf(slot)
  return old === null || old.memory * old.passes <= KDF_STANDARD.memory * KDF_STANDARD.passes ? KDF_STANDARD : old
}

interface Plan {
  readonly options: KeepOptions
  /** Slots with a new passphrase. */
  readonly replaced: ReadonlyMap<string, SlotMaker>
  readonly removed: readonly Slot[]
}

/** A new data key, in one save. */
async function rekey(
  opened: { vault: OpenVault; way: Unlocked },
  plan: Plan,
  context: Context,
): Promise<{ json: Record<string, unknown>; notes: string[] }> {
  const { world, t } = context
  const { vault } = opened
  const removed = new Set(plan.removed.map(({ id }) => id))
  const staying = vault.envelope.header.slots.filter(({ id }) => !removed.has(id))
  const makers = await makersFor(staying, opened, plan, context)
  const dropped = staying.filter(({ id }) => !makers.has(id))
  if (!hasLastingWay(staying.filter(({ id }) => makers.has(id)))) throw new UkpError('last-way-in', {})
  const titles = dropped.map((slot) => slotTitle(slot, vault.contents, t))
  if (dropped.length > 0 && plan.options.dropOthers !== true) await askToDrop(titles, context)
  const gone = new Set([...removed, ...dropped.map(({ id }) => id)])
  const dataKey = world.random(32)
  const rekeyed = new Date(world.clock.nowMs()).toISOString()
  const save = () =>
    world.vault.change(vault, (contents, { vaultId, slots }) => {
      const next = rewrapped(slots, { makers, gone }, { dataKey, vaultId })
      const replaced = slots.filter(({ id }) => plan.replaced.has(id))
      const kept = replaced.reduce((all, slot) => withChangeTime(all, slot, context), contents)
      const labelled = [...gone].reduce((all, id) => withSlotLabel(all, id, null), kept)
      const removedKeys = [...new Set([...(contents.vault.removedKeys ?? []), ...gone])].sort()
      const marked = { ...labelled, vault: { ...labelled.vault, rekeyed, removedKeys } }
      return { contents: marked, slots: next, dataKey, result: null }
    })
  const { notes: safety } = await withBackup(vault, context, save)
  // Its key opens nothing new, only older copies.
  await (await world.sessions()).lock(vault.envelope.header.id)
  return {
    json: { rekeyed: true, dropped: dropped.map((slot) => keyJson(slot, vault.contents)) },
    notes: [...titles.map((title) => t.key.dropped(title)), ...safety, t.key.oldCopies],
  }
}

/** The one question that --yes does not answer: others would be locked out. @throws UkpError keys-left, cancelled */
async function askToDrop(titles: readonly string[], { world, t, globals }: Context): Promise<void> {
  const prompts = globals.json ? null : await world.prompts()
  if (prompts === null) throw new UkpError('keys-left', { names: titles })
  if (!(await prompts.confirm(t.key.dropQuestion(titles.join(', '))))) throw new UkpError('cancelled', {})
}

async function makersFor(
  slots: readonly Slot[],
  { vault, way }: { vault: OpenVault; way: Unlocked },
  { options, replaced }: Plan,
  context: Context,
): Promise<Map<string, SlotMaker>> {
  const { world } = context
  const crypto = await sodium()
  const vaultId = vault.envelope.header.id
  const given = await givenCredentials(options, context)
  const makers = new Map<string, SlotMaker>()
  for (const slot of slots) {
    const ready = replaced.get(slot.id) ?? resealing(crypto, slot, world.random)
    if (ready !== null) {
      makers.set(slot.id, ready)
      continue
    }
    const known = slot.id === way.slotId ? way.credential : await firstThatOpens(slot, given, vaultId)
    const credential = known ?? (await credentialOf(slot, vault, context))
    const make = credential === null ? null : makerFrom(crypto, slot, { credential, random: world.random })
    if (make !== null) makers.set(slot.id, make)
  }
  return makers
}

async function givenCredentials(
  { withPassphraseFile = [], withKeyFile = [] }: KeepOptions,
  { world }: Context,
): Promise<Credential[]> {
  return await Promise.all([
    ...withPassphraseFile.map((file) => world.credentialFrom('passphrase', file)),
    ...withKeyFile.map((file) => world.credentialFrom('raw', file)),
  ])
}

async function firstThatOpens(
  slot: Slot,
  given: readonly Credential[],
  vaultId: string,
): Promise<Credential | undefined> {
  for (const one of given) if (await opensSlot(slot, one, vaultId)) return one
  return undefined
}

/** From the keyring, or from the person; null when it is not to be had. */
async function credentialOf(slot: Slot, vault: OpenVault, context: Context): Promise<Credential | null> {
  const { world, t, globals } = context
  const vaultId = vault.envelope.header.id
  const type = shownType(slot)
  const title = slotTitle(slot, vault.contents, t)
  if (type === 'keyring') {
    const key = await (await world.keyring()).load(vaultId, slot.id)
    const credential: Credential | null = key === null ? null : { type: 'raw', key }
    return credential !== null && (await opensSlot(slot, credential, vaultId)) ? credential : null
  }
  const prompts = globals.json || type === 'unknown' ? null : await world.prompts()
  for (let attempt = 1; prompts !== null && attempt <= ATTEMPTS; attempt++) {
    const typed =
      type === 'passphrase'
        ? await prompts.secret(t.key.otherPassphrase(title))
        : await prompts.text(t.key.otherKeyFile(title))
    if (typed.trim() === '') return null
    const credential = await asCredential(type === 'passphrase' ? 'passphrase' : 'raw', typed, context)
    if (credential !== null && (await opensSlot(slot, credential, vaultId))) return credential
    prompts.tell(t.key.doesNotOpen)
  }
  return null
}

/** A typed passphrase, or the file that was named; null when it is none. */
async function asCredential(type: 'passphrase' | 'raw', typed: string, { world }: Context): Promise<Credential | null> {
  try {
    return type === 'passphrase'
      ? world.passphraseCredential(typed)
      : await world.credentialFrom('raw', typed.trim().replace(/^(['"])(.*)\1$/, '$2'))
  } catch (error) {
    if (error instanceof UkpError && error.kind === 'locked') return null
    throw error
  }
}

/** null when a credential cannot make this kind of slot again. */
function makerFrom(
  crypto: Crypto,
  slot: Slot,
  { credential, random }: { credential: Credential; random: (length: number) => Uint8Array },
): SlotMaker | null {
  if (credential.type === 'passphrase') {
    const cost = atLeastStandard(slot)
    return passphraseSlotMaker(crypto, { random, id: slot.id, passphrase: credential.bytes, cost })
  }
  if (credential.type !== 'raw') return null
  const source = typeof slot.json.src === 'string' ? slot.json.src : 'keyfile'
  return rawSlotMaker(crypto, { random, id: slot.id, key: credential.key, source })
}
