// ukp key: the ways to unlock a vault. Declares the verbs; their work is in key/add.ts, key/change.ts and key/rekey.ts.
import { momentCell } from '../messages/moment.ts'
import { encodeRecipient } from '../vault/recovery-key.ts'
import { recipientOf } from '../vault/slots/sealed.ts'
import { sodium } from '../vault/sodium.ts'
import { keyJson } from '../views/slot-json.ts'
import { table } from '../views/table.ts'
import type { Answer, CommandModule, Context } from './command.ts'
import {
  type AddPassphraseOptions,
  type AddRecoveryOptions,
  type KdfName,
  type LabelOption,
  runAddKeyFile,
  runAddKeyring,
  runAddPassphrase,
  runAddRecovery,
  runNewRecovery,
} from './key/add.ts'
import { type ChangeOptions, runChange } from './key/change.ts'
import { type KeepOptions, runRekey, runRemoveKey } from './key/rekey.ts'
import { oneOf, plainText, several } from './option-values.ts'

/** What a passphrase costs. */
const kdfName = oneOf<KdfName>('--kdf', ['standard', 'strong'])

export const key: CommandModule = {
  declare(command, t, runner) {
    const { verbs, options, arguments: args } = t.help
    const add = command.command('add').description(verbs['key add'].summary)
    add
      .command('key-file')
      .description(verbs['key add key-file'].summary)
      .argument('<file>', args.keyFile)
      .option('--label <text>', options.label, plainText)
      .action((file: string, chosen: LabelOption) => runner((context) => runAddKeyFile(file, chosen, context)))
    add
      .command('keyring')
      .description(verbs['key add keyring'].summary)
      .option('--label <text>', options.label, plainText)
      .action((chosen: LabelOption) => runner((context) => runAddKeyring(chosen, context)))
    add
      .command('passphrase')
      .description(verbs['key add passphrase'].summary)
      .option('--new-passphrase-file <file>', options.newPassphraseFile)
      .option('--kdf <kind>', options.kdf, kdfName)
      .option('--label <text>', options.label, plainText)
      .action((chosen: AddPassphraseOptions) => runner((context) => runAddPassphrase(chosen, context)))
    add
      .command('recovery')
      .description(verbs['key add recovery'].summary)
      .option('--recipient <key>', options.recipient)
      .option('--label <text>', options.label, plainText)
      .action((chosen: AddRecoveryOptions) => runner((context) => runAddRecovery(chosen, context)))
    command
      .command('change')
      .description(verbs['key change'].summary)
      .argument('[id]', args.keyId)
      .option('--new-passphrase-file <file>', options.newPassphraseFile)
      .option('--kdf <kind>', options.kdf, kdfName)
      .option('--compromised', options.compromised)
      .option('--with-passphrase-file <file>', options.withPassphraseFile, several)
      .option('--with-key-file <file>', options.withKeyFile, several)
      .option('--drop-others', options.dropOthers)
      .action((id: string | undefined, chosen: ChangeOptions) => runner((context) => runChange(id, chosen, context)))
    command
      .command('list')
      .description(verbs['key list'].summary)
      .action(() => runner(runKeyList))
    const make = command.command('new').description(verbs['key new'].summary)
    make
      .command('recovery')
      .description(verbs['key new recovery'].summary)
      .action(() => runner(runNewRecovery))
    command
      .command('rekey')
      .description(verbs['key rekey'].summary)
      .option('--with-passphrase-file <file>', options.withPassphraseFile, several)
      .option('--with-key-file <file>', options.withKeyFile, several)
      .option('--drop-others', options.dropOthers)
      .action((chosen: KeepOptions) => runner((context) => runRekey(chosen, context)))
    command
      .command('remove')
      .description(verbs['key remove'].summary)
      .argument('<id>', args.keyId)
      .option('--with-passphrase-file <file>', options.withPassphraseFile, several)
      .option('--with-key-file <file>', options.withKeyFile, several)
      .option('--drop-others', options.dropOthers)
      .action((id: string, chosen: KeepOptions) => runner((context) => runRemoveKey(id, chosen, context)))
  },
}

/** Two recovery keys without a label are told by their public halves. */
function labelOf({ label, recipient }: { label: string; recipient?: string }): string {
  return label !== '' || recipient === undefined ? label : `${recipient.slice(0, 10)}…${recipient.slice(-4)}`
}

export async function runKeyList({ world, t }: Context): Promise<Answer> {
  const { envelope, contents } = await world.vault.open()
  const crypto = await sodium()
  const keys = envelope.header.slots.map((slot) => {
    const publicKey = recipientOf(slot)
    const half = publicKey === null ? {} : { recipient: encodeRecipient(crypto, publicKey) }
    return { ...keyJson(slot, contents), ...half }
  })
  const moments = { zone: world.clock, words: t.words }
  const rows = keys.map((one) => [
    one.id,
    t.key.types[one.type],
    labelOf(one),
    momentCell(one.created, world.out, moments),
  ])
  return { json: { keys }, text: table([t.key.id, t.key.type, t.key.label, t.key.created], rows, world.out) }
}
