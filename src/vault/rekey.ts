// A vault under a new data key: every slot that is to stay is made again. Passphrases and keys of others are not at
// hand; a sealed slot needs only the public half that stands in it.
import { UkpError } from '../errors.ts'
import { VAULT_LIMITS } from './limits.ts'
import { openerOf } from './slots/index.ts'
import { recipientOf, sealedSlotMaker } from './slots/sealed.ts'
import type { Credential, Slot, SlotMaker } from './slots/slot.ts'
import type { Crypto } from './sodium.ts'
import type { Random } from './vault.ts'

/** Whether a vault with these slots can be opened by what a person remembers or has on paper. */
export function hasLastingWay(slots: readonly Slot[]): boolean {
  return slots.some(({ type }) => type === 'passphrase' || type === 'sealed')
}

/** @throws UkpError key-slots-full when these are more ways to unlock than a vault has room for */
export function demandRoom(slots: readonly Pick<Slot, 'type'>[]): void {
  const { slots: limit, passphraseSlots } = VAULT_LIMITS
  if (slots.length > limit) throw new UkpError('key-slots-full', { limit })
  const passphrases = slots.filter(({ type }) => type === 'passphrase').length
  if (passphrases > passphraseSlots) throw new UkpError('key-slots-full', { limit: passphraseSlots })
}

/** Whether this credential opens this slot. Derives the key when it is a passphrase. */
export async function opensSlot(slot: Slot, credential: Credential, vaultId: string): Promise<boolean> {
  const open = await openerOf(slot, credential)
  return open !== null && open(vaultId) !== null
}

/** What makes a sealed slot again; null for a slot of another type. */
export function resealing(crypto: Crypto, slot: Slot, random: Random): SlotMaker | null {
  const publicKey = recipientOf(slot)
  return publicKey === null ? null : sealedSlotMaker(crypto, { random, id: slot.id, publicKey })
}

/** What happens to each slot of a vault, by id. */
export interface Rewrapping {
  readonly makers: ReadonlyMap<string, SlotMaker>
  /** Ids of slots that go. */
  readonly gone: ReadonlySet<string>
}

/**
 * The slots under a new data key; fields that ukp does not know stay.
 * @throws UkpError keys-changed when there is a slot that nothing was decided for: somebody added it meanwhile
 */
export function rewrapped(
  slots: readonly Slot[],
  { makers, gone }: Rewrapping,
  { dataKey, vaultId }: { dataKey: Uint8Array; vaultId: string },
): Slot[] {
  return slots.flatMap((slot) => {
    if (gone.has(slot.id)) return []
    const make = makers.get(slot.id)
    if (make === undefined) throw new UkpError('keys-changed', {})
    return [withUnknown(slot, make(dataKey, vaultId))]
  })
}

/** A slot in the place of another, with the fields of the old one that ukp does not know. */
export function withUnknown(old: Slot, made: Slot): Slot {
  return { ...made, json: { ...old.json, ...made.json } }
}
