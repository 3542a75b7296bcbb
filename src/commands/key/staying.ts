// Under a new data key every way to unlock is made again: for that its passphrase or key has to be at hand. It is the one
// that unlocked, stands in a file or the keyring, or is asked for.
import { UkpError } from '../../errors.ts'
import { KDF_STANDARD, type KdfCost } from '../../vault/limits.ts'
import { opensSlot, resealing } from '../../vault/rekey.ts'
import { kdfCostOf, passphraseSlotMaker } from '../../vault/slots/passphrase.ts'
import { rawSlotMaker } from '../../vault/slots/raw.ts'
import type { Credential, Slot, SlotMaker } from '../../vault/slots/slot.ts'
import { type Crypto, sodium } from '../../vault/sodium.ts'
import type { OpenVault, Unlocked } from '../../vault/vault.ts'
import { shownType, slotTitle } from '../../views/slot-json.ts'
import type { Context } from '../command.ts'

/** Passphrases and key files of ways that are to stay under a new data key. */
export interface CredentialOptions {
  readonly withPassphraseFile?: readonly string[]
  readonly withKeyFile?: readonly string[]
}

/** How often a passphrase or key file of somebody else may be mistyped. */
const ATTEMPTS = 3

/** What makes each of these slots again, by id; a slot whose passphrase or key is not to be had is left out. */
export async function makersFor(
  slots: readonly Slot[],
  { vault, way }: { vault: OpenVault; way: Unlocked },
  options: CredentialOptions,
  context: Context,
): Promise<Map<string, SlotMaker>> {
  const { world } = context
  const crypto = await sodium()
  const vaultId = vault.envelope.header.id
  const given = await givenCredentials(options, context)
  const makers = new Map<string, SlotMaker>()
  for (const slot of slots) {
    const resealed = resealing(crypto, slot, world.random)
    if (resealed !== null) {
      makers.set(slot.id, resealed)
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
  { withPassphraseFile = [], withKeyFile = [] }: CredentialOptions,
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
  // A recovery key without its public half, and what this version does not know, cannot be made again.
  if (type !== 'passphrase' && type !== 'key-file') return null
  const prompts = globals.json ? null : await world.prompts()
  for (let attempt = 1; prompts !== null && attempt <= ATTEMPTS; attempt++) {
    const typed =
      type === 'passphrase'
        ? await prompts.secret(t.key.otherPassphrase(title))
        : await prompts.text(t.key.otherKeyFile(title))
    if (typed.trim() === '') return null
    const credential = await asCredential(typed, type, context)
    if (credential !== null && (await opensSlot(slot, credential, vaultId))) return credential
    prompts.tell(t.key.doesNotOpen)
  }
  return null
}

/** A typed passphrase, or the file that was named; null when it is none. */
async function asCredential(
  typed: string,
  type: 'passphrase' | 'key-file',
  { world }: Context,
): Promise<Credential | null> {
  try {
    return type === 'passphrase'
      ? world.passphraseCredential(typed)
      : await world.credentialFrom('raw', await world.files.typedPath(typed))
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

/** Never weaker than what is usual, and never weaker than it was. */
export function atLeastStandard(slot: Slot): KdfCost {
  const old = kdfCostOf(slot)
  return old === null || old.memory * old.passes <= KDF_STANDARD.memory * KDF_STANDARD.passes ? KDF_STANDARD : old
}
