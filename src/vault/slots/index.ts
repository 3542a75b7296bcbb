// The kinds of key slots that ukp can open, sorted. A new kind is one file and one line here; a kind that is not
// here is kept in the header and written back.
import { passphraseSlot } from './passphrase.ts'
import { rawSlot } from './raw.ts'
import { sealedSlot } from './sealed.ts'
import type { Credential, Slot, SlotKind, SlotOpener } from './slot.ts'

export const SLOT_KINDS: readonly SlotKind[] = [passphraseSlot, rawSlot, sealedSlot]

export function slotKind(type: string): SlotKind | null {
  return SLOT_KINDS.find((kind) => kind.type === type) ?? null
}

/**
 * What tries a slot with a credential. Derives the key when it is a passphrase.
 * @returns null when the slot is of another kind than the credential, or of one that ukp does not know
 */
export async function openerOf(slot: Slot, credential: Credential): Promise<SlotOpener | null> {
  return (await slotKind(slot.type)?.opener(slot, credential)) ?? null
}
