// Backups as files: where they are, which are old. A backup is a whole copy of a vault file, so its header tells in clear
// which vault and which save it is.
import { mkdir, readdir, stat, unlink } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { errnoOf } from '../errno.ts'
import { isReason, UkpError } from '../errors.ts'
import { parseEnvelope } from '../vault/header.ts'
import { VAULT_LIMITS } from '../vault/limits.ts'
import type { BackupFile } from '../world/world.ts'
import { datedName, dateName, isDated, nameStarts } from './backup-names.ts'
import { createExclusive } from './create.ts'
import { temporaryPath } from './durable.ts'
import type { FileCalls } from './files.ts'
import type { Memory } from './memory.ts'
import { backupFolder } from './paths.ts'
import { readWhole } from './read.ts'

export interface BackupPlaces {
  readonly vaultFile: string
  readonly memory: Pick<Memory, 'backups' | 'wroteBackup'>
  readonly files: FileCalls
  readonly random: (length: number) => Uint8Array
}

export function backupFiles(places: BackupPlaces) {
  const { vaultFile, memory, files, random } = places
  const folder = backupFolder(vaultFile)
  const starts = nameStarts(vaultFile)

  async function datedFile(inFolder: string, start: string, atMs: number): Promise<string> {
    for (let n = 1; ; n++) {
      const file = join(inFolder, datedName(start, atMs, n))
      if (!(await exists(file))) return file
    }
  }

  /** Two that are made in one second do not get one name. */
  async function writeAutomatic(bytes: Uint8Array, atMs: number): Promise<string> {
    for (;;) {
      const file = await datedFile(folder, starts.automatic, atMs)
      try {
        await write(file, bytes, { replace: false })
        return file
      } catch (error) {
        if (!isReason(error, 'file-exists')) throw error
      }
    }
  }

  /** Of one vault, or of every vault in the folder. */
  async function list(vaultId: string | null): Promise<BackupFile[]> {
    const known = new Set([...(await filesInFolder()), ...(vaultId === null ? [] : await memory.backups(vaultId))])
    const found = await Promise.all([...known].map((file) => describe(file)))
    return found
      .filter((backup): backup is BackupFile => backup !== null && (vaultId === null || backup.vaultId === vaultId))
      .sort((a, b) => b.generation - a.generation || b.created.localeCompare(a.created))
  }

  async function filesInFolder(): Promise<string[]> {
    return (await namesIn(folder)).filter((name) => name.endsWith('.ukp')).map((name) => join(folder, name))
  }

  /** null when it is not a backup, or gone. */
  async function describe(file: string): Promise<BackupFile | null> {
    try {
      const bytes = await readWhole(file, { files, limit: VAULT_LIMITS.fileBytes })
      if (bytes === null) return null
      const { header } = parseEnvelope(bytes, file)
      const created = (await stat(file)).mtime.toISOString()
      return { file, vaultId: header.id, generation: header.generation, created, bytes: bytes.length }
    } catch {
      return null
    }
  }

  async function read(file: string): Promise<Uint8Array> {
    try {
      const bytes = await readWhole(file, { files, limit: VAULT_LIMITS.fileBytes })
      if (bytes !== null) return bytes
    } catch (error) {
      // What is said of a vault there is not true of a file that was named as a backup.
      if (isReason(error, 'vault-not-a-file')) throw new UkpError('file-unreadable', { file, code: 'EISDIR' })
      if (!isReason(error, 'link-broken')) throw error
    }
    throw new UkpError('file-not-found', { file })
  }

  async function write(file: string, bytes: Uint8Array, { replace }: { replace: boolean }): Promise<void> {
    try {
      await mkdir(dirname(file), { recursive: true, mode: 0o700 })
    } catch (error) {
      throw new UkpError('write-failed', { file, code: errnoOf(error) }, { cause: error })
    }
    await createExclusive(file, bytes, { files, random, replace })
  }

  /** By device and number of the file: a link or another path to the vault is the vault. */
  async function isVault(file: string): Promise<boolean> {
    const found = await stat(file).catch(() => null)
    const own = await Promise.all([vaultFile, `${vaultFile}.bak`].map((one) => stat(one).catch(() => null)))
    return own.some((one) => one !== null && found !== null && one.dev === found.dev && one.ino === found.ino)
  }

  /** Where a damaged vault goes when a backup takes its place. */
  function asideFile(atMs: number): string {
    return `${vaultFile}.damaged-${dateName(atMs)}`
  }

  /**
   * Puts a backup where the vault belongs; a damaged vault there keeps its bytes under another name. The new file is whole
   * before the old one moves, and when its last step fails the old one moves back.
   */
  async function install(bytes: Uint8Array, { aside }: { aside: string | null }): Promise<void> {
    if (aside === null) return await write(vaultFile, bytes, { replace: false })
    const ready = temporaryPath(vaultFile, random)
    await write(ready, bytes, { replace: false })
    await renamed(vaultFile, aside)
    try {
      await renamed(ready, vaultFile)
    } catch (error) {
      await files.rename(aside, vaultFile).catch(() => undefined)
      await removeOld(ready)
      throw error
    }
  }

  async function renamed(from: string, to: string): Promise<void> {
    try {
      await files.rename(from, to)
    } catch (error) {
      throw new UkpError('write-failed', { file: to, code: errnoOf(error) }, { cause: error })
    }
  }

  async function surplus(vaultId: string, file: string, keep: number): Promise<string[]> {
    const inFolder = dirname(resolve(file))
    const start = isDated(basename(file), starts.automatic) ? starts.automatic : starts.asked
    const own = (await namesIn(inFolder)).filter((name) => isDated(name, start)).map((name) => join(inFolder, name))
    const described = await Promise.all(own.map((name) => describe(name)))
    return described
      .filter((backup): backup is BackupFile => backup?.vaultId === vaultId && backup.file !== resolve(file))
      .sort((a, b) => b.generation - a.generation || b.file.localeCompare(a.file))
      .slice(Math.max(0, keep - 1))
      .map((backup) => backup.file)
  }

  /** Files in the folder that are named as backups and are none: cut off, damaged, or something else. */
  async function broken(): Promise<string[]> {
    const named = await filesInFolder()
    const described = await Promise.all(named.map((file) => describe(file)))
    return named.filter((_, i) => described[i] === null).sort()
  }

  async function remove(old: readonly string[]): Promise<void> {
    for (const file of old) await removeOld(file)
  }

  return {
    folder,
    defaultFile: (inFolder: string, atMs: number) => datedFile(inFolder, starts.asked, atMs),
    writeAutomatic,
    remember: (vaultId: string, file: string) => memory.wroteBackup(vaultId, resolve(file)),
    ...{ asideFile, install, isVault, describe, list, read, write, surplus, remove, broken },
  }
}

/** Gone already is good too: two backups may be made at the same time. */
async function removeOld(file: string): Promise<void> {
  try {
    await unlink(file)
  } catch (error) {
    const code = errnoOf(error)
    if (code !== 'ENOENT') throw new UkpError('write-failed', { file, code }, { cause: error })
  }
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder)
  } catch {
    return []
  }
}

async function exists(file: string): Promise<boolean> {
  try {
    await stat(file)
    return true
  } catch {
    return false
  }
}
