// Backups and other copies of the vault, put together of the real parts. Loaded when a verb looks at them.

import { saveIn } from '../access/standing.ts'
import type { Unlocking } from '../access/unlocking.ts'
import { backupFiles } from '../store/backup-files.ts'
import { copiesOf } from '../store/copies.ts'
import type { FileCalls } from '../store/files.ts'
import type { Memory } from '../store/memory.ts'
import { parseEnvelope } from '../vault/header.ts'
import { openUnlocked, openWithKey } from '../vault/vault.ts'
import type { Backups, Copies } from '../world/world.ts'

export interface BackupsAndCopies {
  readonly backups: Backups
  readonly copies: Copies
  /** The files themselves, for doctor. */
  readonly stored: StoredBackups
}

export type StoredBackups = ReturnType<typeof backupFiles>

export interface BackupParts {
  /** The vault, absolute. */
  readonly file: string
  readonly files: FileCalls
  readonly random: (length: number) => Uint8Array
  readonly memory: Memory
  readonly unlocking: Unlocking
}

export function realBackups({ file, files, random, memory, unlocking }: BackupParts): BackupsAndCopies {
  const stored = backupFiles({ vaultFile: file, memory, files, random })
  const copies: Copies = {
    async beside(vaultId) {
      const found = await copiesOf(file, files).beside(vaultId)
      const known = new Set(found.length === 0 ? [] : (await stored.list(vaultId)).map((backup) => backup.file))
      return found.filter((copy) => !known.has(copy.file))
    },
    async unjoined(vaultId) {
      const all = await copies.beside(vaultId)
      const joined = new Set(all.length === 0 ? [] : await memory.joinedCopies(vaultId))
      return all.filter(({ hash }) => !joined.has(hash))
    },
    joined: memory.joined,
  }
  const backups: Backups = {
    ...stored,
    async install(bytes, options) {
      await stored.install(bytes, options)
      // Whoever puts a backup in the place of the vault wants that one to be the last.
      const envelope = parseEnvelope(bytes, file)
      await memory.saw(envelope.header.id, await saveIn(bytes, envelope))
      await memory.usedAt(file, envelope.header.id)
    },
    async open(name, bytes, { known, own }) {
      const envelope = parseEnvelope(bytes, name)
      const opened = known === null ? null : await openWithKey(envelope, known.dataKey)
      if (opened !== null) return opened
      const byItself = known !== null || own.file !== undefined
      const way = byItself ? await unlocking.unlockBackup(envelope, own) : await unlocking.unlock(envelope)
      return await openUnlocked(envelope, way.dataKey)
    },
  }
  return { backups, copies, stored }
}
