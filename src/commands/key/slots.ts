// The way to unlock that a line names, and its label.
import { UkpError } from '../../errors.ts'
import { cleanText } from '../../otp/names.ts'
import { quotable } from '../../otp/secret-text.ts'
import type { Contents } from '../../vault/contents.ts'
import type { Slot } from '../../vault/slots/slot.ts'

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
