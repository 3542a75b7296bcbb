// What doctor finds of the vault and its backups: whether it can be opened, who else can get at it, what lies beside it.
import { dirname } from 'node:path'
import { UkpError } from '../../errors.ts'
import { type FailureFinding, type Finding, finding } from '../../findings.ts'
import { activeAccounts } from '../../vault/contents.ts'
import type { OpenVault } from '../../vault/vault.ts'
import type { BackupFile } from '../../world/world.ts'
import type { Context } from '../command.ts'

/** What came of opening the vault. */
export type Opening =
  | { readonly is: 'open'; readonly vault: OpenVault }
  /** There is none yet. */
  | { readonly is: 'missing' }
  /** Nothing opens it here, and nothing was given that should. */
  | { readonly is: 'unopened' }
  | { readonly is: 'failed'; readonly id: FailureFinding; readonly error: UkpError }

/** By whatever is given, or by asking, as every verb does. @throws UkpError cancelled */
export async function openIfPossible({ world }: Context): Promise<Opening> {
  try {
    return { is: 'open', vault: await world.vault.open() }
  } catch (error) {
    if (!(error instanceof UkpError) || error.kind === 'cancelled') throw error
    if (error.reason === 'no-vault') return { is: 'missing' }
    if (error.reason === 'no-terminal' || error.reason === 'no-passphrase-slot') return { is: 'unopened' }
    return { is: 'failed', id: error.kind === 'locked' ? 'vault-locked' : 'vault-broken', error }
  }
}

export function vaultOf(opening: Opening): OpenVault | null {
  return opening.is === 'open' ? opening.vault : null
}

export async function vaultFindings(opening: Opening, context: Context): Promise<Finding[]> {
  const { world } = context
  const { file } = world.vault
  if (opening.is === 'missing') return [finding('vault-missing', { file }), ...(await permissionFindings(context))]
  const found = await Promise.all([
    fileFindings(opening, context),
    permissionFindings(context),
    copyFindings(context),
    lockFindings(context),
    syncFindings(context),
  ])
  return found.flat()
}

async function fileFindings(opening: Opening, { world }: Context): Promise<Finding[]> {
  const failed = opening.is === 'failed' ? [failureFinding(opening)] : []
  if (opening.is === 'failed' && opening.id === 'vault-broken') return failed
  const header = await (await world.backups()).describe(world.vault.file)
  if (header === null) return failed
  const { file, generation, bytes } = header
  return [
    ...failed,
    finding('vault-file', { file, format: 'ukp-vault/1', generation, bytes, opened: opening.is === 'open' }),
  ]
}

function failureFinding({ id, error }: Extract<Opening, { is: 'failed' }>): Finding {
  return finding(id, { kind: error.kind, exit: error.exitCode })
}

async function permissionFindings({ world }: Context): Promise<Finding[]> {
  const found = await (await world.checkup()).permissions()
  if (found === null) return [finding('permissions-unknown', {})]
  const { looked, readable, writable } = found
  if (readable.length + writable.length === 0)
    return looked === 0 ? [] : [finding('permissions-fine', { files: looked })]
  return [
    ...(writable.length === 0 ? [] : [finding('permissions-writable', { files: writable })]),
    ...(readable.length === 0 ? [] : [finding('permissions-readable', { files: readable })]),
  ]
}

async function copyFindings({ world }: Context): Promise<Finding[]> {
  const id = await world.vault.identity().catch(() => null)
  if (id === null) return []
  const copies = await (await world.copies()).unjoined(id)
  if (copies.length === 0) return [finding('vault-alone', {})]
  return [finding('vault-copies', { files: copies.map(({ file }) => file) })]
}

async function lockFindings({ world }: Context): Promise<Finding[]> {
  const lock = await (await world.checkup()).lock()
  if (lock.is === 'free') return []
  return [
    lock.is === 'held' ? finding('vault-busy', { holder: lock.holder }) : finding('lock-left', { file: lock.file }),
  ]
}

async function syncFindings({ world }: Context): Promise<Finding[]> {
  const service = await (await world.checkup()).syncedBy()
  const folder = dirname(world.vault.file)
  return [service === null ? finding('vault-local', { folder }) : finding('vault-synced', { folder, service })]
}

export async function backupFindings(opening: Opening, { world }: Context): Promise<Finding[]> {
  const vault = vaultOf(opening)
  const vaultId = vault?.envelope.header.id ?? (await world.vault.identity().catch(() => null))
  const { list, unreadable, elsewhere, away } = await (await world.checkup()).backups(vaultId, vault?.dataKey ?? null)
  const broken = unreadable.length === 0 ? [] : [finding('backup-unreadable', { files: unreadable })]
  const gone = away.length === 0 ? [] : [finding('backup-away', { files: away })]
  const [newest] = list
  if (newest === undefined) {
    const worthOne = opening.is !== 'missing' && (vault === null || activeAccounts(vault.contents).length > 0)
    return [...broken, ...gone, ...(worthOne ? [finding('backup-none', {})] : [])]
  }
  // What is only on another disk is not there now: then nothing can be said of this one.
  const alone = elsewhere || away.length > 0 ? [] : [finding('backup-same-disk', { folder: dirname(newest.file) })]
  return [await ageFinding(newest, { world }), ...broken, ...gone, ...alone]
}

const DAY_MS = 86_400_000

/** The number of the save stands in clear, in the vault and in its backups. */
async function ageFinding(
  { file, created, generation }: BackupFile,
  { world }: Pick<Context, 'world'>,
): Promise<Finding> {
  const days = Math.max(0, Math.floor((world.clock.nowMs() - Date.parse(created)) / DAY_MS))
  const vault = await (await world.backups()).describe(world.vault.file)
  const facts = { file, created, days }
  if (vault === null) return finding('backup-there', facts)
  return generation >= vault.generation ? finding('backup-current', facts) : finding('backup-old', facts)
}
