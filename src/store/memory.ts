// What this computer remembers of vaults, outside of them: the highest save that it saw of each, which vault lay at which
// place, and where backups were written. An older copy, a second branch and a vault that was exchanged can then be told.
// Nothing of it is secret, and nothing depends on it: where it cannot be written, nothing is remembered.
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** One save of a vault. */
export interface SeenSave {
  readonly generation: number
  /** 16 bytes of BLAKE2b over the file, base64url. */
  readonly hash: string
  /** The file's nonce, base64url: random for each save, so it tells whether this is that one without hashing the file. */
  readonly nonce: string
}

/** Of joined copies and of backups each; older ones are forgotten. */
const MOST = 100

export interface Memory {
  /** The highest save of this vault that was seen here; null when none was. */
  lastSeen(vaultId: string): Promise<SeenSave | null>
  /** From now on this is the last one, even when a higher one was seen before. */
  saw(vaultId: string, save: SeenSave): Promise<void>
  /** The id of the vault that was last used at this place; null when none was. */
  vaultAt(file: string): Promise<string | null>
  usedAt(file: string, vaultId: string): Promise<void>
  /** Hashes of copies that were joined into this vault here. */
  joinedCopies(vaultId: string): Promise<readonly string[]>
  joined(vaultId: string, hashes: readonly string[]): Promise<void>
  /** Files that this computer wrote backups of this vault to, the last one first. A backup that nobody remembers is good. */
  backups(vaultId: string): Promise<readonly string[]>
  /** @param file absolute */
  wroteBackup(vaultId: string, file: string): Promise<void>
}

/**
 * @param state the folder of what this computer remembers
 * @param unique for the names of temporary files
 */
export function memoryIn(state: string, unique: () => string): Memory {
  const seenFile = (vaultId: string): string => join(state, vaultId, 'seen.json')
  /** Named by a digest: the place of a vault need not be readable here. */
  const placeFile = (file: string): string =>
    join(state, 'places', createHash('sha256').update(file).digest('hex').slice(0, 32))

  const joinedFile = (vaultId: string): string => join(state, vaultId, 'joined.json')
  const backupsFile = (vaultId: string): string => join(state, vaultId, 'backups.json')

  /** The texts of a list; [] when there is none. */
  async function listIn(file: string): Promise<readonly string[]> {
    try {
      const found: unknown = JSON.parse(readFileSync(file, 'utf-8'))
      return Array.isArray(found) ? found.filter((text) => typeof text === 'string') : []
    } catch {
      return []
    }
  }

  async function addTo(file: string, texts: readonly string[]): Promise<void> {
    const all = new Set([...texts, ...(await listIn(file))])
    await write(file, `${JSON.stringify([...all].slice(0, MOST))}\n`)
  }

  async function write(file: string, text: string): Promise<void> {
    const temporary = `${file}.${unique()}`
    try {
      mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
      writeFileSync(temporary, text, { mode: 0o600, flag: 'wx' })
      renameSync(temporary, file)
    } catch {
      // A read-only home: what is not remembered cannot be told later, and everything else works.
    }
  }

  return {
    async lastSeen(vaultId) {
      try {
        const found: unknown = JSON.parse(readFileSync(seenFile(vaultId), 'utf-8'))
        return seenSave(found)
      } catch {
        return null
      }
    },

    saw: (vaultId, { generation, hash, nonce }) =>
      write(seenFile(vaultId), `${JSON.stringify({ generation, hash, nonce })}\n`),

    async vaultAt(file) {
      try {
        const text = readFileSync(placeFile(file), 'utf-8')
        return /^[\w-]{22}\n$/.test(text) ? text.trim() : null
      } catch {
        return null
      }
    },

    usedAt: (file, vaultId) => write(placeFile(file), `${vaultId}\n`),

    joinedCopies: (vaultId) => listIn(joinedFile(vaultId)),
    joined: (vaultId, hashes) => addTo(joinedFile(vaultId), hashes),
    backups: (vaultId) => listIn(backupsFile(vaultId)),
    wroteBackup: (vaultId, file) => addTo(backupsFile(vaultId), [file]),
  }
}

function seenSave(found: unknown): SeenSave | null {
  const { generation, hash, nonce } = Object(found) as Partial<Record<keyof SeenSave, unknown>>
  if (!Number.isSafeInteger(generation) || typeof hash !== 'string') return null
  // Written before there was one.
  return { generation: generation as number, hash, nonce: typeof nonce === 'string' ? nonce : '' }
}
