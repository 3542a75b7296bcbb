// Other copies of a vault beside it. A sync client that meets two versions keeps both and gives one of them a name of
// its own (".sync-conflict-…", "(conflicted copy …)", ".orig"): the copy is found by the vault's id, not by its name.
import { basename, dirname, join } from 'node:path'
import { ANY_MAGIC_BYTES, isVault, parseEnvelope } from '../vault/header.ts'
import { VAULT_LIMITS } from '../vault/limits.ts'
import { fileHash } from '../vault/vault.ts'
import type { Copies, VaultCopy } from '../world/world.ts'
import { type FileCalls, OPEN } from './files.ts'
import { readWhole } from './read.ts'

/** A vault has at least its padded payload; smaller files are not opened. */
const SMALLEST = 16 * 1024
/** A folder with more files than this is no place where a sync client would be looked for. */
const MOST_FILES = 20_000

export function copiesOf(vaultFile: string, files: FileCalls): Pick<Copies, 'beside'> {
  return {
    async beside(vaultId) {
      const path = await files.realpath(vaultFile).catch(() => vaultFile)
      const own = basename(path)
      const names = (await files.readdir(dirname(path)).catch(() => [])).slice(0, MOST_FILES)
      const found: VaultCopy[] = []
      for (const name of names.filter((one) => !isOwn(one, own)).sort()) {
        const copy = await describe(join(dirname(path), name), vaultId, files)
        if (copy !== null) found.push(copy)
      }
      return found
    },
  }
}

/** The vault itself, the saves before it, and what a save in progress leaves. */
function isOwn(name: string, own: string): boolean {
  if (name === own || name.startsWith(`.${own}.`)) return true
  return name.startsWith(own) && /^\.(bak(\.\d+)?|damaged-[\d-]+)$/.test(name.slice(own.length))
}

async function describe(file: string, vaultId: string, files: FileCalls): Promise<VaultCopy | null> {
  try {
    if (!(await beginsLikeVault(file, files))) return null
    const bytes = await readWhole(file, { files, limit: VAULT_LIMITS.fileBytes })
    if (bytes === null) return null
    const { header } = parseEnvelope(bytes, file)
    if (header.id !== vaultId) return null
    return { file, generation: header.generation, hash: await fileHash(bytes) }
  } catch {
    return null
  }
}

/** Ten bytes of each file, not the whole. */
async function beginsLikeVault(file: string, files: FileCalls): Promise<boolean> {
  const state = await files.lstat(file)
  if (state.kind !== 'file' || state.size < SMALLEST) return false
  const handle = await files.open(file, OPEN.read)
  try {
    const start = new Uint8Array(ANY_MAGIC_BYTES)
    await handle.read(start, 0, start.length, 0)
    return isVault(start)
  } finally {
    await handle.close()
  }
}
