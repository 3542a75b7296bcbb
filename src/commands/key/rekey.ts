// ukp key rekey, ukp key remove: a new data key, and with it every way to unlock that is to stay. What cannot stay is named
// and given up after a question.
import { UkpError } from '../../errors.ts'
import type { Contents } from '../../vault/contents.ts'
import { hasLastingWay, rewrapped } from '../../vault/rekey.ts'
import type { Slot, SlotMaker } from '../../vault/slots/slot.ts'
import type { OpenVault, Unlocked } from '../../vault/vault.ts'
import { keyJson, shownType, slotTitle } from '../../views/slot-json.ts'
import { confirmOrCancel } from '../ask.ts'
import { withBackup } from '../backup/safety.ts'
import type { Answer, Context } from '../command.ts'
import { findSlot, withSlotLabel } from './slots.ts'
import { type CredentialOptions, makersFor } from './staying.ts'

export interface KeepOptions extends CredentialOptions {
  /** Gives up what is not at hand. --yes alone never does. */
  readonly dropOthers?: boolean
}

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

interface Plan {
  readonly options: KeepOptions
  /** Slots with a new passphrase. */
  readonly replaced: ReadonlyMap<string, SlotMaker>
  readonly removed: readonly Slot[]
}

/** A new data key, in one save. */
export async function rekey(
  opened: { vault: OpenVault; way: Unlocked },
  plan: Plan,
  context: Context,
): Promise<{ json: Record<string, unknown>; notes: string[] }> {
  const { world, t } = context
  const { vault } = opened
  const removed = new Set(plan.removed.map(({ id }) => id))
  const staying = vault.envelope.header.slots.filter(({ id }) => !removed.has(id))
  const others = staying.filter(({ id }) => !plan.replaced.has(id))
  const makers = new Map([...plan.replaced, ...(await makersFor(others, opened, plan.options, context))])
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

/** The time by which a merge tells the newer passphrase from the older one. */
export function withChangeTime(contents: Contents, { id }: Slot, { world }: Context): Contents {
  const created = new Date(world.clock.nowMs()).toISOString()
  return withSlotLabel(contents, id, { label: contents.slots[id]?.label ?? '', created })
}
