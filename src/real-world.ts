// The real outside: the one place where streams, terminal, files, clock and randomness are put together.
import { randomBytes } from 'node:crypto'
import { stat, unlink } from 'node:fs/promises'
import { resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Globals } from './commands/command.ts'
import type { Messages } from './messages/choose.ts'
import { openQuietly, QUIET_KEYRING_MS } from './quiet-opening.ts'
import { newestGoodBackup } from './rescue.ts'
import { backupFiles } from './store/backup-files.ts'
import { createExclusive } from './store/commit.ts'
import { copiesOf } from './store/copies.ts'
import { deviceId } from './store/device.ts'
import { realFiles } from './store/files.ts'
import { handedOutCodes } from './store/handed-out.ts'
import { memoryIn } from './store/memory.ts'
import { stateFolder, vaultFile } from './store/paths.ts'
import { keyFromFile, passphraseFromFile, passphraseFromText } from './system/credentials.ts'
import { exists, filesIn, isFolder, readInputFile } from './system/input-files.ts'
import { allOrNone, createPrivateFolder } from './system/output-files.ts'
import { readAll, sinkOf } from './system/streams.ts'
import { unlockingBy } from './unlocking.ts'
import { parseEnvelope } from './vault/header.ts'
import { type OpenVault, openWithKey } from './vault/vault.ts'
import { vaultAccess } from './vault-access.ts'
import { demandConsent, demandConsentToNew, type Opened, openingNotes } from './vault-notes.ts'
import { saveIn } from './vault-standing.ts'
import type { Copies, Keyring, Pictures, Prompts, World } from './world.ts'

export interface RealWorld extends World {
  /** Gives the terminal back; nothing can be asked afterwards. */
  close(): void
}

export interface Setting {
  readonly globals: Globals
  readonly t: Messages
  /** The verb that runs. */
  readonly command: string
  /** Told what a person, or a script with --json, should know of the vault. */
  readonly warn: (text: string) => void
}

export function realWorld({ globals, t, command, warn }: Setting): RealWorld {
  const { platform } = process
  const env = { ...process.env }
  // Programs that ukp starts (the clipboard's) need not have it; this process has its copy.
  delete process.env.UKP_PASSPHRASE
  const files = realFiles()
  const random = (length: number): Uint8Array => new Uint8Array(randomBytes(length))
  const clock = { nowMs: () => Date.now(), sleep: (ms: number) => wait(ms) as Promise<void> }
  const state = stateFolder(env, platform)
  const file = vaultFile(globals.vault, env, platform)
  const closing: (() => void)[] = []

  let asked: Promise<Prompts | null> | null = null
  async function openPrompts(): Promise<Prompts | null> {
    if (!globals.input) return null
    const { openTerminal } = await import('./system/terminal.ts')
    const terminal = openTerminal(platform)
    if (terminal === null) return null
    closing.push(() => terminal.close())
    const { terminalPrompts } = await import('./system/prompts.ts')
    return terminalPrompts(terminal, t.words)
  }
  function prompts(): Promise<Prompts | null> {
    asked ??= openPrompts()
    return asked
  }

  async function keyring(): Promise<Keyring> {
    const { systemKeyring } = await import('./system/keyring.ts')
    return systemKeyring(env, platform, command === 'completion' ? QUIET_KEYRING_MS : undefined)
  }

  let picturesOpened: Promise<Pictures> | null = null
  function pictures(): Promise<Pictures> {
    picturesOpened ??= import('./system/picture-files.ts').then(({ systemPictures }) => systemPictures(env, platform))
    return picturesOpened
  }

  const unlocking = unlockingBy({ options: globals, env, platform, prompts, keyring, t })
  const memory = memoryIn(state, () => Buffer.from(random(8)).toString('hex'))
  const backups = backupFiles({ vaultFile: file, state, files, random })
  const copies: Copies = {
    async beside(vaultId) {
      const found = await copiesOf(file, files).beside(vaultId)
      const known = new Set(found.length === 0 ? [] : (await backups.list(vaultId)).map((backup) => backup.file))
      return found.filter((copy) => !known.has(copy.file))
    },
    async unjoined(vaultId) {
      const all = await copies.beside(vaultId)
      const joined = new Set(all.length === 0 ? [] : await memory.joinedCopies(vaultId))
      return all.filter(({ hash }) => !joined.has(hash))
    },
    joined: memory.joined,
  }

  /** A vault that others can read is mended by the next save; until then it is said. */
  async function onOpened(opened: Opened): Promise<void> {
    const state = platform === 'win32' ? null : await stat(file).catch(() => null)
    if (state !== null && (state.mode & 0o077) !== 0) warn(t.vault.othersCanRead(file))
    for (const note of openingNotes(opened, t)) warn(note)
  }

  async function onSaved({ envelope }: OpenVault): Promise<void> {
    const found = await copies.unjoined(envelope.header.id)
    if (found.length > 0) warn(t.vault.copies(found.map((copy) => copy.file)))
  }

  const consenting = { accepted: globals.acceptRollback === true, prompts, t }
  const vault = vaultAccess({
    ...{ file, unlocking, files, clock, random, command, memory, onOpened, onSaved },
    writer: () => deviceId(state, random),
    consent: (name, standing) => demandConsent(name, standing, consenting),
    consentToNew: (lost) => demandConsentToNew(lost, consenting),
    rescue: (dataKey) => newestGoodBackup(dataKey, { file, option: globals.vault ?? null, backups, unlocking, memory }),
  })

  return {
    platform,
    out: sinkOf(process.stdout, { env, color: globals.color }),
    err: sinkOf(process.stderr, { env, color: globals.color }),
    readStdin: (limit) => readAll(process.stdin, limit),
    clock,
    random,
    prompts,
    pictures,
    files: {
      read: readInputFile,
      isFolder,
      list: filesIn,
      exists,
      createFolder: createPrivateFolder,
      async createPrivate(name, bytes) {
        await createExclusive(resolve(name), bytes, { files, random })
      },
      createAllPrivate: (all) =>
        allOrNone(all, (one) => createExclusive(resolve(one.file), one.bytes, { files, random })),
      remove: (name) => unlink(resolve(name)),
    },
    clipboard: {
      async copyFor(text, clearAtMs) {
        const { systemClipboard } = await import('./system/clipboard.ts')
        await systemClipboard().copyFor(text, clearAtMs)
      },
    },
    vault,
    openQuietly: () => openQuietly({ file, files, unlocking }),
    copies,
    keyring,
    newPassphrase: unlocking.newPassphrase,
    passphraseCredential: (typed) => ({ type: 'passphrase', bytes: passphraseFromText(typed) }),
    foreignPassword: async (name) => Buffer.from(await passphraseFromFile(name, platform)).toString('utf-8'),
    async credentialFrom(kind, name) {
      if (kind === 'raw') return { type: 'raw', key: await keyFromFile(name, platform) }
      return { type: 'passphrase', bytes: await passphraseFromFile(name, platform) }
    },
    backups: {
      ...backups,
      async install(bytes, options) {
        await backups.install(bytes, options)
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
        const other = await openWithKey(envelope, way.dataKey)
        if (other === null) throw new Error('a data key that was just checked does not open its vault')
        return other
      },
    },
    handedOut: handedOutCodes(state),
    close() {
      for (const close of closing) close()
    },
  }
}
