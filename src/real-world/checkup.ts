// What `ukp doctor` looks at, put together of the real parts. Loaded when it runs.
import { stat } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import type { FileCalls } from '../store/files.ts'
import { lockState } from '../store/lock/lock-state.ts'
import type { Memory } from '../store/memory.ts'
import { openToOthers } from '../store/permissions.ts'
import { clockSigns } from '../system/clock/signs.ts'
import { askTimeServer } from '../system/clock/time-server.ts'
import { fileSyncedBy } from '../system/files/synced-folder.ts'
import { keyringState } from '../system/keyring.ts'
import { pictureFolders, picturesIn } from '../system/pictures/places.ts'
import { PROGRAM_FILE, sessionState, thisComputer } from '../system/this-computer.ts'
import { firstOf, NATIVE } from '../vault/argon2id.ts'
import { parseEnvelope } from '../vault/header.ts'
import { openWithKey } from '../vault/vault.ts'
import type { BackupSigns, Checkup } from '../world/world.ts'
import type { StoredBackups } from './backups.ts'

/** Backups that are decrypted; it takes milliseconds each. */
const MOST_OPENED = 10

export interface CheckupParts {
  /** The vault, absolute. */
  readonly file: string
  readonly state: string
  /** A key file and a passphrase file, as given. */
  readonly credentials: readonly string[]
  readonly files: FileCalls
  readonly stored: StoredBackups
  readonly memory: Pick<Memory, 'backups'>
  readonly random: (length: number) => Uint8Array
  readonly nowMs: () => number
  readonly env: NodeJS.ProcessEnv
  readonly platform: NodeJS.Platform
}

export function realCheckup(parts: CheckupParts): Checkup {
  const { file, files, stored, memory, random, env, platform } = parts

  return {
    clockSigns: () => clockSigns(env, platform),
    askTimeServer: (host, port) => askTimeServer(host, port, random),

    async fileTimes() {
      const backups = (await stored.list(null)).map((backup) => backup.file)
      const times = await Promise.all([file, ...backups, PROGRAM_FILE].map(timeOf))
      return times.flatMap((time) => time ?? [])
    },

    async permissions() {
      if (platform === 'win32') return null
      const backups = (await stored.list(null)).map((backup) => ({ file: backup.file }))
      const own = [{ file }, { file: `${file}.bak` }, { file: dirname(file), writingOnly: true }]
      const given = parts.credentials.map((one) => ({ file: resolve(one) }))
      const places = [...own, ...given, { file: parts.state }, { file: stored.folder, writingOnly: true }, ...backups]
      return await openToOthers(places, files)
    },

    syncedBy: () => fileSyncedBy(file, env),

    lock: () => lockState(file, files, parts.nowMs()),

    async backups(vaultId, key) {
      const list = await stored.list(vaultId)
      const damaged = key === null ? [] : await damagedOf(list.slice(0, MOST_OPENED), key)
      const written = vaultId === null ? [] : await memory.backups(vaultId)
      const home = await deviceOf(file)
      const devices = await Promise.all(list.map((backup) => deviceOf(backup.file)))
      const there = await Promise.all(written.map(async (one) => (await deviceOf(dirname(one))) !== null))
      return {
        list: list.filter((backup) => !damaged.includes(backup.file)),
        unreadable: [...(await stored.broken()), ...damaged],
        elsewhere: devices.some((device) => device !== null && device !== home),
        away: written.filter((_, i) => there[i] === false),
      }
    },

    keyring: () => keyringState(env, platform),
    session: async () => sessionState(env, platform),

    async derivation() {
      for (const [name, load] of Object.entries(NATIVE)) if ((await firstOf([load])) !== null) return name
      return null
    },

    computer: async () => thisComputer(env, platform),

    async pictures(folders, most) {
      if (folders.length > 0) return await picturesIn(folders, most)
      const own = (await deviceOf(dirname(file))) === null ? [] : [dirname(file)]
      return await picturesIn([...own, ...(await pictureFolders(env, platform))], most)
    },
  }

  /** Those that the key should open and does not; another key says nothing. */
  async function damagedOf(list: BackupSigns['list'], key: Uint8Array): Promise<string[]> {
    const opens = await Promise.all(
      list.map(async (backup) => {
        try {
          await openWithKey(parseEnvelope(await stored.read(backup.file), backup.file), key)
          return true
        } catch {
          return false
        }
      }),
    )
    return list.filter((_, i) => opens[i] === false).map((backup) => backup.file)
  }
}

async function timeOf(file: string): Promise<{ file: string; ms: number } | null> {
  const found = await stat(file).catch(() => null)
  return found === null ? null : { file, ms: found.mtimeMs }
}

async function deviceOf(file: string): Promise<number | null> {
  return (await stat(file).catch(() => null))?.dev ?? null
}
