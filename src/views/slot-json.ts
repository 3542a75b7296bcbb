// A way to unlock as scripts and people see it: its kind, its label, and what a question or a report calls it.
import type { Messages } from '../messages/choose.ts'
import type { Contents } from '../vault/contents.ts'
import type { Slot } from '../vault/slots/slot.ts'

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
