// The real outside: the one place where streams, terminal, files, clock and randomness are put together.
import { randomBytes } from 'node:crypto'
import { stat, unlink } from 'node:fs/promises'
import { resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Globals } from './commands/command.ts'
import type { Messages } from './messages/choose.ts'
import { backupFiles } from './store/backup-files.ts'
import { createExclusive } from './store/commit.ts'
import { deviceId } from './store/device.ts'
import { realFiles } from './store/files.ts'
import { handedOutCodes } from './store/handed-out.ts'
import { stateFolder, vaultFile } from './store/paths.ts'
import { isFolder, readInputFile } from './system/input-files.ts'
import { readAll, sinkOf } from './system/streams.ts'
import { unlockingBy } from './unlocking.ts'
import { unreadableCount } from './vault/contents.ts'
import { parseEnvelope } from './vault/header.ts'
import { type OpenVault, openWithKey } from './vault/vault.ts'
import { vaultAccess } from './vault-access.ts'
import type { Prompts, World } from './world.ts'

export interface RealWorld extends World {
  /** Gives the terminal back; nothing can be asked afterwards. */
  close(): void
}

export interface Setting {
  readonly globals: Globals
  readonly t: Messages
  /** The verb that runs. */
  readonly command: string
  readonly say: (text: string) => void
}

export function realWorld({ globals, t, command, say }: Setting): RealWorld {
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

  const unlocking = unlockingBy({ options: globals, env, platform, prompts, t })

  /** A vault that others can read is mended by the next save; until then it is said. */
  async function onOpened(vault: string, opened: OpenVault): Promise<void> {
    if (platform !== 'win32' && ((await stat(vault)).mode & 0o077) !== 0) say(t.vault.othersCanRead(vault))
    const unreadable = unreadableCount(opened.contents)
    if (unreadable > 0) say(t.vault.unreadable(unreadable))
  }

  const writer = (): Promise<string> => deviceId(state, random)
  const vault = vaultAccess({ file, unlocking, files, clock, random, command, writer, onOpened })
  const backups = backupFiles({ vaultFile: file, state, files, random })

  return {
    platform,
    out: sinkOf(process.stdout, { env, color: globals.color }),
    err: sinkOf(process.stderr, { env, color: globals.color }),
    readStdin: (limit) => readAll(process.stdin, limit),
    clock,
    random,
    prompts,
    files: {
      read: readInputFile,
      isFolder,
      async createKeyFile(name, key) {
        await createExclusive(resolve(name), key, { files, random })
      },
      remove: (name) => unlink(resolve(name)),
    },
    clipboard: {
      async copyFor(text, clearAtMs) {
        const { systemClipboard } = await import('./system/clipboard.ts')
        await systemClipboard().copyFor(text, clearAtMs)
      },
    },
    vault,
    backups: {
      ...backups,
      async open(name, bytes, { known, passphraseFile }) {
        const envelope = parseEnvelope(bytes, name)
        const opened = known === null ? null : await openWithKey(envelope, known.dataKey)
        if (opened !== null) return opened
        const own = known !== null || passphraseFile !== undefined
        const dataKey = own ? await unlocking.unlockBackup(envelope, passphraseFile) : await unlocking.unlock(envelope)
        const other = await openWithKey(envelope, dataKey)
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
