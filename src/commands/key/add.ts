// ukp key add, ukp key new: more ways to unlock. What the new way needs is made first, the slot last: a slot whose key
// nobody has would look like a way in.
import { dirname, resolve } from 'node:path'
import { isReason, UkpError } from '../../errors.ts'
import { cleanText } from '../../otp/names.ts'
import { drawQr } from '../../qr/draw/draw.ts'
import { KDF_STANDARD, KDF_STRONG, type KdfCost } from '../../vault/limits.ts'
import {
  encodeRecipient,
  isGroupOf,
  newRecoveryKey,
  pairOfRecoveryKey,
  parseRecipient,
  RECOVERY_GROUPS,
} from '../../vault/recovery-key.ts'
import { demandRoom } from '../../vault/rekey.ts'
import { passphraseSlotMaker } from '../../vault/slots/passphrase.ts'
import { rawSlotMaker } from '../../vault/slots/raw.ts'
import { recipientOf, sealedSlotMaker } from '../../vault/slots/sealed.ts'
import { newSlotId, type SlotMaker } from '../../vault/slots/slot.ts'
import { sodium } from '../../vault/sodium.ts'
import type { OpenVault } from '../../vault/vault.ts'
import { type KeyJson, keyJson, slotTitle } from '../../views/slot-json.ts'
import { renderQr } from '../../views/terminal-qr.ts'
import type { Answer, Context } from '../command.ts'
import { withLine } from '../with-progress.ts'
import { withSlotLabel } from './slots.ts'

export interface LabelOption {
  readonly label?: string
}

export interface AddPassphraseOptions extends LabelOption {
  readonly newPassphraseFile?: string
  readonly kdf?: KdfName
}

export interface AddRecoveryOptions extends LabelOption {
  readonly recipient?: string
}

/** How often the group that proves the paper may be mistyped. */
const ATTEMPTS = 3

export const KDF_COSTS = { standard: KDF_STANDARD, strong: KDF_STRONG } as const satisfies Record<string, KdfCost>
export type KdfName = keyof typeof KDF_COSTS

/**
 * Opens the vault, never by a session: a new way in outlives it. There must be room for one more slot.
 * @throws UkpError key-slots-full
 */
async function openWithRoom(type: string, { world }: Context): Promise<OpenVault> {
  const { vault } = await world.vault.openWithWay()
  demandRoom([...vault.envelope.header.slots, { type }])
  return vault
}

/** One save. The maker has done its slow part before the lock is taken. */
async function addSlot(
  vault: OpenVault,
  make: SlotMaker,
  { label = '' }: LabelOption,
  { world }: Context,
): Promise<KeyJson> {
  const created = new Date(world.clock.nowMs()).toISOString()
  const { result } = await world.vault.change(vault, (contents, { dataKey, vaultId, slots }) => {
    const slot = make(dataKey, vaultId)
    const next = withSlotLabel(contents, slot.id, { label: cleanText(label, 'label'), created })
    return { contents: next, slots: [...slots, slot], result: keyJson(slot, next) }
  })
  return result
}

export async function runAddPassphrase(options: AddPassphraseOptions, context: Context): Promise<Answer> {
  const { world, t } = context
  const vault = await openWithRoom('passphrase', context)
  const passphrase = await world.newPassphrase(options.newPassphraseFile)
  const cost = KDF_COSTS[options.kdf ?? 'standard']
  const crypto = await sodium()
  const make = await withLine(world, t.progress.key, async () =>
    passphraseSlotMaker(crypto, { random: world.random, passphrase, cost }),
  )
  const result = await addSlot(vault, make, options, context)
  return { json: { key: result }, text: '', notes: [t.key.passphraseAdded(result.id)] }
}

export async function runAddKeyFile(file: string, options: LabelOption, context: Context): Promise<Answer> {
  const { world, t } = context
  const vault = await openWithRoom('raw', context)
  const secret = world.random(32)
  // The first one of ~/.config, as the examples have it.
  await world.files.createFolder(dirname(resolve(file)))
  await world.files.createPrivate(file, secret)
  try {
    const make = rawSlotMaker(await sodium(), { random: world.random, key: secret, source: 'keyfile' })
    const result = await addSlot(vault, make, options, context)
    return { json: { key: result, file: resolve(file) }, text: '', notes: [t.key.added(file), t.key.addedWarning] }
  } catch (error) {
    // When the save stands although the disk did not confirm it, the file is the key to it.
    if (!isReason(error, 'save-unconfirmed')) await world.files.remove(file)
    throw error
  } finally {
    secret.fill(0)
  }
}

export async function runAddKeyring(options: LabelOption, context: Context): Promise<Answer> {
  const { world, t } = context
  const vault = await openWithRoom('raw', context)
  const keyring = await world.keyring()
  const vaultId = vault.envelope.header.id
  const id = newSlotId(world.random)
  const secret = world.random(32)
  await keyring.store(vaultId, id, secret)
  try {
    const make = rawSlotMaker(await sodium(), { random: world.random, id, key: secret, source: 'keyring' })
    const result = await addSlot(vault, make, options, context)
    return { json: { key: result }, text: '', notes: [t.key.keyringAdded(id)] }
  } catch (error) {
    if (!isReason(error, 'save-unconfirmed')) await keyring.forget(vaultId, id)
    throw error
  } finally {
    secret.fill(0)
  }
}

export async function runAddRecovery(options: AddRecoveryOptions, context: Context): Promise<Answer> {
  const { world, t } = context
  const crypto = await sodium()
  const { recipient } = options
  // The secret half in an argument would stay in the history of the shell.
  if (recipient !== undefined && /^\s*ukpr/i.test(recipient)) throw new UkpError('secret-in-argument', {})
  const given = recipient === undefined ? null : parseRecipient(crypto, recipient)
  const vault = await openWithRoom('sealed', context)
  refuseTwice(given, vault, context)
  const recoveryKey = given === null ? newRecoveryKey(crypto, world.random) : null
  const publicKey = given ?? pairOfRecoveryKey(crypto, recoveryKey ?? '').publicKey
  if (recoveryKey !== null && !context.globals.json) await showFirst(recoveryKey, context)
  const result = await addSlot(vault, sealedSlotMaker(crypto, { random: world.random, publicKey }), options, context)
  const half = encodeRecipient(crypto, publicKey)
  if (recoveryKey === null) {
    return { json: { key: result, recipient: half }, text: '', notes: [t.key.recipientAdded(result.id)] }
  }
  return {
    json: { key: result, recoveryKey, recipient: half },
    text: '',
    notes: [t.key.recoveryAdded, t.key.recipient(half)],
  }
}

/** Removing one of two would look as if the key no longer opened the vault. @throws UkpError recovery-key-there */
function refuseTwice(publicKey: Uint8Array | null, { envelope, contents }: OpenVault, { t }: Context): void {
  if (publicKey === null) return
  const there = envelope.header.slots.find((slot) => Buffer.compare(recipientOf(slot) ?? Buffer.of(), publicKey) === 0)
  if (there !== undefined) throw new UkpError('recovery-key-there', { title: slotTitle(there, contents, t) })
}

/** Shown before it is added: a way in whose key nobody has seen would be counted as one. @throws UkpError cancelled */
async function showFirst(recoveryKey: string, context: Context): Promise<void> {
  const { world, t, globals } = context
  await world.out.writeNow(recoveryText(recoveryKey, context))
  const prompts = world.out.isTerminal && !globals.yes ? await world.prompts() : null
  if (prompts === null) return
  const group = 1 + ((world.random(1)[0] ?? 0) % RECOVERY_GROUPS)
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    if (isGroupOf(recoveryKey, group, await prompts.text(t.key.confirmGroup(group)))) return
    prompts.tell(t.key.wrongGroup)
  }
  throw new UkpError('cancelled', {})
}

/** For somebody who looks after the vaults of others: no vault is needed. */
export async function runNewRecovery(context: Context): Promise<Answer> {
  const { world, t } = context
  const crypto = await sodium()
  const recoveryKey = newRecoveryKey(crypto, world.random)
  const recipient = encodeRecipient(crypto, pairOfRecoveryKey(crypto, recoveryKey).publicKey)
  return {
    json: { recoveryKey, recipient },
    text: recoveryText(recoveryKey, context),
    notes: [t.key.recoveryMade, t.key.recipient(recipient)],
  }
}

/** The key, on a terminal also as a QR code: a phone that keeps it needs no typing. */
function recoveryText(recoveryKey: string, { world: { out } }: Context): string {
  if (!out.isTerminal) return `${recoveryKey}\n`
  return `${recoveryKey}\n\n${renderQr(drawQr(recoveryKey), { color: out.color })}\n`
}
