// ukp key change: another passphrase in the place of one, and with --compromised a new data key, too.
import { UkpError } from '../../errors.ts'
import { opensSlot, withUnknown } from '../../vault/rekey.ts'
import { passphraseSlotMaker } from '../../vault/slots/passphrase.ts'
import type { Slot } from '../../vault/slots/slot.ts'
import { sodium } from '../../vault/sodium.ts'
import type { OpenVault, Unlocked } from '../../vault/vault.ts'
import { keyJson } from '../../views/slot-json.ts'
import type { Answer, Context } from '../command.ts'
import { withLine } from '../with-progress.ts'
import { KDF_COSTS, type KdfName } from './add.ts'
import { type KeepOptions, rekey, withChangeTime } from './rekey.ts'
import { findSlot } from './slots.ts'
import { atLeastStandard } from './staying.ts'

export interface ChangeOptions extends KeepOptions {
  readonly newPassphraseFile?: string
  readonly kdf?: KdfName
  readonly compromised?: boolean
}

export async function runChange(wanted: string | undefined, options: ChangeOptions, context: Context): Promise<Answer> {
  const { world, t } = context
  const opened = await world.vault.openWithWay()
  const target = passphraseToChange(wanted, opened)
  const passphrase = await world.newPassphrase(options.newPassphraseFile)
  const { id } = opened.vault.envelope.header
  if (options.compromised === true && (await opensSlot(target, { type: 'passphrase', bytes: passphrase }, id))) {
    throw new UkpError('passphrase-same', {})
  }
  const cost = options.kdf === undefined ? atLeastStandard(target) : KDF_COSTS[options.kdf]
  const crypto = await sodium()
  const make = await withLine(world, t.progress.key, async () =>
    passphraseSlotMaker(crypto, { random: world.random, id: target.id, passphrase, cost }),
  )
  if (options.compromised === true) {
    const plan = { options, replaced: new Map([[target.id, make]]), removed: [] }
    const { json, notes } = await rekey(opened, plan, context)
    return {
      json: { changed: keyJson(target, opened.vault.contents), ...json },
      text: '',
      notes: [t.key.changed, ...notes, t.key.mayBeKnown],
    }
  }
  const { result } = await world.vault.change(opened.vault, (contents, { dataKey, vaultId, slots }) => {
    if (!slots.some(({ id }) => id === target.id)) throw new UkpError('keys-changed', {})
    const made = make(dataKey, vaultId)
    const next = slots.map((slot) => (slot.id === target.id ? withUnknown(slot, made) : slot))
    const labelled = withChangeTime(contents, target, context)
    return { contents: labelled, slots: next, result: keyJson(target, labelled) }
  })
  return { json: { changed: result }, text: '', notes: [t.key.changed, t.key.oldCopies, t.key.ifCompromised] }
}

/** The one that was named, or that unlocked the vault, or the only one. @throws UkpError key-not-found, key-ambiguous */
function passphraseToChange(wanted: string | undefined, { vault, way }: { vault: OpenVault; way: Unlocked }): Slot {
  const passphrases = vault.envelope.header.slots.filter(({ type }) => type === 'passphrase')
  if (wanted !== undefined) return findSlot(passphrases, vault.contents, wanted)
  const used = passphrases.find(({ id }) => id === way.slotId)
  const [only] = passphrases
  if (used !== undefined) return used
  if (only === undefined) throw new UkpError('no-passphrase-slot', {})
  if (passphrases.length > 1) {
    throw new UkpError('key-ambiguous', { names: passphrases.map(({ id }) => id) })
  }
  return only
}
