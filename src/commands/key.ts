// ukp key: the ways to unlock a vault. Lists them; adds a key file, with which scripts unlock without a passphrase.
import { resolve } from 'node:path'
import { isReason, UkpError } from '../errors.ts'
import { cleanText } from '../otp/names.ts'
import type { Contents } from '../vault/contents.ts'
import { VAULT_LIMITS } from '../vault/limits.ts'
import { wrapForRawKey } from '../vault/slots/raw.ts'
import type { Slot } from '../vault/slots/slot.ts'
import type { OpenVault } from '../vault/vault.ts'
import { table } from '../views/table.ts'
import type { Answer, CommandModule, Context } from './command.ts'
import { plainText } from './option-values.ts'

export interface KeyFileOptions {
  readonly label?: string
}

export const key: CommandModule = {
  declare(command, t, runner) {
    const { verbs } = t.help
    command
      .command('list')
      .description(verbs['key list'].summary)
      .action(() => runner(runKeyList))
    const add = command.command('add').description(verbs['key add'].summary)
    add
      .command('key-file')
      .description(verbs['key add key-file'].summary)
      .argument('<file>', t.help.arguments.keyFile)
      .option('--label <text>', t.help.options.label, plainText)
      .action((file: string, options: KeyFileOptions) => runner((context) => runAddKeyFile(file, options, context)))
  },
}

/** Kinds as people and scripts know them. */
type ShownType = 'passphrase' | 'key-file' | 'keyring' | 'unknown'

function shownType({ type, json }: Slot): ShownType {
  if (type === 'passphrase') return 'passphrase'
  if (type === 'raw') return json.src === 'keyring' ? 'keyring' : 'key-file'
  return 'unknown'
}

interface KeyJson {
  readonly id: string
  readonly type: ShownType
  readonly label: string
  readonly created: string
}

function keyJson(slot: Slot, contents: Contents): KeyJson {
  const { label, created } = contents.slots[slot.id] ?? { label: '', created: contents.vault.created }
  return { id: slot.id, type: shownType(slot), label, created }
}

export async function runKeyList({ world, t }: Context): Promise<Answer> {
  const vault = await world.vault.open()
  const keys = vault.envelope.header.slots.map((slot) => keyJson(slot, vault.contents))
  const rows = keys.map((one) => [one.id, t.key.types[one.type], one.label, one.created])
  return { json: { keys }, text: table([t.key.id, t.key.type, t.key.label, t.key.created], rows, world.out) }
}

/** The file is made first: a slot whose key nobody has would look like a way in. */
export async function runAddKeyFile(file: string, options: KeyFileOptions, context: Context): Promise<Answer> {
  const { world, t } = context
  const label = cleanText(options.label ?? '', 'label')
  const vault = await world.vault.open()
  const { slots: limit } = VAULT_LIMITS
  if (vault.envelope.header.slots.length >= limit) throw new UkpError('key-slots-full', { limit })
  const secret = world.random(32)
  await world.files.createKeyFile(file, secret)
  try {
    const result = await addRawSlot(vault, { secret, label }, context)
    return { json: { key: result, file: resolve(file) }, text: '', notes: [t.key.added(file), t.key.addedWarning] }
  } catch (error) {
    // When the save stands although the disk did not confirm it, the file is the key to it.
    if (!isReason(error, 'save-unconfirmed')) await world.files.remove(file)
    throw error
  } finally {
    secret.fill(0)
  }
}

async function addRawSlot(
  vault: OpenVault,
  { secret, label }: { secret: Uint8Array; label: string },
  { world }: Context,
): Promise<KeyJson> {
  const created = new Date(world.clock.nowMs()).toISOString()
  const { result } = await world.vault.change(vault, (contents, { crypto, dataKey, vaultId, slots }) => {
    const slot = wrapForRawKey(crypto, dataKey, { key: secret, source: 'keyfile', vaultId, random: world.random })
    const next = { ...contents, slots: { ...contents.slots, [slot.id]: { label, created, extra: {} } } }
    return { contents: next, slots: [...slots, slot], result: keyJson(slot, next) }
  })
  return result
}
