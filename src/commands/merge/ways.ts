// The ways to unlock when two copies of one vault are joined. The newer data key wins with all that it wraps: what was
// taken away, or became known to others, must not come back with an older copy.
import { UkpError } from '../../errors.ts'
import type { Contents } from '../../vault/contents.ts'
import type { MergeReport } from '../../vault/merge.ts'
import { demandRoom, hasLastingWay } from '../../vault/rekey.ts'
import type { Slot } from '../../vault/slots/slot.ts'
import type { OpenVault } from '../../vault/vault.ts'

/** A copy had another data key: a newer one, which was taken with all that it wraps, or an older one. */
export type OtherKey = 'taken' | 'older'

export interface Joined {
  readonly contents: Contents
  readonly slots: readonly Slot[]
  readonly dataKey: Uint8Array
  readonly reports: readonly MergeReport[]
  /** How many ways to unlock were taken over. */
  readonly keys: number
  readonly otherKeys: readonly OtherKey[]
}

/** @throws UkpError key-slots-full when both together have too many; last-way-in */
export function joinWays(ours: Joined, theirs: OpenVault): Joined {
  const removed = [ours.contents, theirs.contents].flatMap(({ vault }) => vault.removedKeys ?? [])
  const removedKeys = [...new Set(removed)].sort()
  const joined = Buffer.compare(ours.dataKey, theirs.dataKey) === 0 ? joinSlots(ours, theirs) : newerKey(ours, theirs)
  const slots = joined.slots.some(({ id }) => removedKeys.includes(id))
    ? joined.slots.filter(({ id }) => !removedKeys.includes(id))
    : joined.slots
  if (!hasLastingWay(slots)) throw new UkpError('last-way-in', {})
  if (removedKeys.length === (joined.contents.vault.removedKeys ?? []).length) return { ...joined, slots }
  return { ...joined, slots, contents: { ...joined.contents, vault: { ...joined.contents.vault, removedKeys } } }
}

/** Data keys differ: the later one, with its slots and their labels. */
function newerKey(ours: Joined, { envelope, contents, dataKey }: OpenVault): Joined {
  const { rekeyed } = contents.vault
  if (rekeyed === undefined || rekeyed <= (ours.contents.vault.rekeyed ?? '')) {
    return { ...ours, otherKeys: [...ours.otherKeys, 'older'] }
  }
  return {
    ...ours,
    contents: { ...ours.contents, slots: contents.slots, vault: { ...ours.contents.vault, rekeyed } },
    slots: envelope.header.slots,
    dataKey,
    keys: ours.keys + envelope.header.slots.length,
    otherKeys: [...ours.otherKeys, 'taken'],
  }
}

/** One data key: what was added in the other copy, and passphrases that were changed there later. */
function joinSlots(ours: Joined, { envelope, contents }: OpenVault): Joined {
  let { slots, keys } = ours
  let labels = ours.contents.slots
  for (const slot of envelope.header.slots) {
    const at = slots.findIndex(({ id }) => id === slot.id)
    const mine = slots[at]
    const label = contents.slots[slot.id]
    const newer = mine === undefined || (label?.created ?? '') > (ours.contents.slots[slot.id]?.created ?? '')
    if (!newer || JSON.stringify(mine?.json) === JSON.stringify(slot.json)) continue
    slots = mine === undefined ? [...slots, slot] : slots.with(at, slot)
    labels = label === undefined ? labels : { ...labels, [slot.id]: label }
    keys++
  }
  // Nobody's way may be left out without a word.
  demandRoom(slots)
  const joined = keys === ours.keys ? ours.contents : { ...ours.contents, slots: labels }
  return { ...ours, contents: joined, slots, keys }
}
