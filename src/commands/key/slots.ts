// Ways to unlock as people and scripts see them, and how one is named.
import { UkpError } from '../../errors.ts'
import type { Messages } from '../../messages/choose.ts'
import { cleanText } from '../../otp/names.ts'
import { quotable } from '../../otp/secret-text.ts'
import type { Contents } from '../../vault/contents.ts'
import type { Slot } from '../../vault/slots/slot.ts'

/** Kinds as people and scripts know them. */
export type ShownType = 'passphrase' | 'key-file' | 'keyring' | 'recovery' | 'unknown'

export function shownType({ type, json }: Slot): ShownType {
  if (type === 'passphrase') return 'passphrase'
  if (type === 'sealed') return 'recovery'
  if (type === 'raw') return json.src === 'keyring' ? 'keyring' : 'key-file'
  return 'unknown'
}

export interface KeyJson {
  readonly id: string
  readonly type: ShownType
  readonly label: string
  readonly created: string
}

export function keyJson(slot: Slot, contents: Contents): KeyJson {
  const { label, created } = contents.slots[slot.id] ?? { label: '', created: contents.vault.created }
  return { id: slot.id, type: shownType(slot), label, created }
}

/** "passphrase papa (3q2-7wAAAAE)": what a question or a report calls it. */
export function slotTitle(slot: Slot, contents: Contents, t: Messages): string {
  const { label } = keyJson(slot, contents)
  const type = t.key.types[shownType(slot)]
  return label === '' ? `${type} (${slot.id})` : `${type} ${label} (${slot.id})`
}

/** By exact id, else by exact label. @throws UkpError key-not-found, key-ambiguous, missing-argument */
export function findSlot(slots: readonly Slot[], contents: Contents, word: string): Slot {
  const wanted = cleanText(word, 'label')
  if (wanted === '') throw new UkpError('missing-argument', { argument: '<id>' })
  const byId = slots.find(({ id }) => id === wanted)
  if (byId !== undefined) return byId
  const byLabel = slots.filter(({ id }) => contents.slots[id]?.label === wanted)
  const [first] = byLabel
  if (first === undefined) throw new UkpError('key-not-found', { id: quotable(wanted) })
  if (byLabel.length > 1) {
    throw new UkpError('key-ambiguous', { names: byLabel.map(({ id }) => id) })
  }
  return first
}

/** Contents with the label of a slot; null takes it away. */
export function withSlotLabel(
  contents: Contents,
  id: string,
  label: { label: string; created: string } | null,
): Contents {
  const { [id]: old, ...others } = contents.slots
  if (label === null) return { ...contents, slots: others }
  return { ...contents, slots: { ...others, [id]: { extra: {}, ...old, ...label } } }
}
