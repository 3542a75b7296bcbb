// The kinds of key slots that ukp can open, sorted. A new kind is one file and one line here; a kind that is not
// here is kept in the header and written back.
import { passphraseSlot } from './passphrase.ts'
import { rawSlot } from './raw.ts'
import { sealedSlot } from './sealed.ts'
import type { SlotKind } from './slot.ts'

export const SLOT_KINDS: readonly SlotKind[] = [passphraseSlot, rawSlot, sealedSlot]

export function slotKind(type: string): SlotKind | null {
  return SLOT_KINDS.find((kind) => kind.type === type) ?? null
}
