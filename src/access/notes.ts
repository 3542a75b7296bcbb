// What a person is told when a vault was opened or saved: who else can read it, whether it is the copy that this
// computer knows, and whether another copy lies beside it.
import { UkpError } from '../errors.ts'
import type { Messages } from '../messages/choose.ts'
import { sentenceOf } from '../messages/sentence.ts'
import { unreadableCount } from '../vault/contents.ts'
import { KDF_STANDARD } from '../vault/limits.ts'
import { kdfCostOf } from '../vault/slots/passphrase.ts'
import type { OpenVault } from '../vault/vault.ts'
import type { Prompts } from '../world/world.ts'
import { isSuspect, type Standing } from './standing.ts'
import type { Way } from './unlocking.ts'

export interface Opened {
  readonly vault: OpenVault
  readonly way: Way
  readonly standing: Standing
}

export function openingNotes({ vault, way, standing }: Opened, t: Messages): string[] {
  const { header, file } = vault.envelope
  const { kind, save, seen, replaced } = standing
  const unreadable = unreadableCount(vault.contents)
  const byRecoveryKey = way.credential?.type === 'sealed'
  return [
    ...(unreadable > 0 ? [t.vault.unreadable(unreadable)] : []),
    ...(replaced === null ? [] : [t.vault.replaced(file)]),
    ...(kind === 'older' ? [t.vault.older(save.generation, seen?.generation ?? 0)] : []),
    ...(kind === 'forked' ? [t.vault.forked(save.generation)] : []),
    ...(byRecoveryKey ? [...recoveryNotes(header.id, standing, t), t.vault.recoveryThenChange] : []),
    ...(isWeak(vault, way) ? [t.vault.weakPassphrase] : []),
  ]
}

/** Who can write the file can make one up for the holder of a recovery key: the public half stands in it. */
function recoveryNotes(id: string, { save, seen }: Standing, t: Messages): string[] {
  const known = seen !== null && seen.generation === save.generation && seen.hash === save.hash
  return [t.vault.openedByRecoveryKey(id, save.generation), known ? t.vault.recoverySeen : t.vault.recoveryUnseen]
}

function isWeak({ envelope }: OpenVault, { slotId }: Way): boolean {
  const slot = envelope.header.slots.find(({ id }) => id === slotId)
  const cost = slot === undefined ? null : kdfCostOf(slot)
  return cost !== null && cost.memory * cost.passes < KDF_STANDARD.memory * KDF_STANDARD.passes
}

export interface ConsentParts {
  readonly accepted: boolean
  readonly prompts: () => Promise<Prompts | null>
  readonly t: Messages
}

/**
 * Before a new vault takes the place of one that is gone.
 * @throws UkpError vault-lost where nobody can be asked; cancelled on no
 */
export async function demandConsentToNew(
  lost: UkpError<'vault-lost'>,
  { accepted, prompts, t }: ConsentParts,
): Promise<void> {
  if (accepted) return
  const terminal = await prompts()
  if (terminal === null) throw lost
  const { message, hint } = await sentenceOf(lost, t)
  terminal.tell(`${message} ${hint}`)
  if (!(await terminal.confirm(t.vault.newQuestion))) throw new UkpError('cancelled', {})
}

/**
 * Before an older copy, or another branch, is saved over.
 * @throws UkpError vault-older, vault-forked where nobody can be asked; cancelled on no
 */
export async function demandConsent(
  file: string,
  standing: Standing,
  { accepted, prompts, t }: ConsentParts,
): Promise<void> {
  const { kind, save, seen } = standing
  if (accepted || !isSuspect(standing)) return
  const { generation } = save
  const was = seen?.generation ?? 0
  const terminal = await prompts()
  if (terminal === null) {
    throw kind === 'older'
      ? new UkpError('vault-older', { file, generation, seen: was })
      : new UkpError('vault-forked', { file, generation })
  }
  const question = kind === 'older' ? t.vault.olderQuestion(generation, was) : t.vault.forkedQuestion(generation)
  if (!(await terminal.confirm(question))) throw new UkpError('cancelled', {})
}
