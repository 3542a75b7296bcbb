// The real outside: the one place where streams, terminal, files, clock and randomness are put together.
import { randomBytes } from 'node:crypto'
import { statSync } from 'node:fs'
import { credentialFiles } from '../access/given-credentials.ts'
import { demandConsent, demandConsentToNew, type Opened, openingNotes } from '../access/notes.ts'
import { unlockingBy } from '../access/unlocking.ts'
import { vaultAccess } from '../access/vault-access.ts'
import type { Globals } from '../commands/command.ts'
import type { Messages } from '../messages/choose.ts'
import { realFiles } from '../store/files.ts'
import { handedOutCodes } from '../store/handed-out.ts'
import { memoryIn } from '../store/memory.ts'
import { stateFolder, vaultFile } from '../store/paths.ts'
import { keyFromFile, passphraseFromFile, passphraseFromText } from '../system/credentials.ts'
import { sessionKey } from '../system/session/key.ts'
import { readAll, type Stream, sinkOf } from '../system/terminal/streams.ts'
import type { OpenVault } from '../vault/vault.ts'
import type { Backups, Clipboard, Copies, Keyring, Pictures, World } from '../world/world.ts'
import type { BackupsAndCopies } from './backups.ts'
import { clock, sleepOrCancel } from './clock.ts'
import { worldFiles } from './files.ts'
import { realTerminal } from './terminal.ts'

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
  /** A sentence as it is written to a terminal of so many columns. */
  readonly shown: (text: string, columns: number) => string
  readonly streams: { readonly out: Stream; readonly err: Stream }
}

function othersMay(file: string): boolean {
  try {
    return (statSync(file).mode & 0o077) !== 0
  } catch {
    return false
  }
}

export function realWorld({ globals, t, command, warn, shown, streams }: Setting): RealWorld {
  const { platform } = process
  const env = process.env
  const passphrase = env.UKP_PASSPHRASE
  // Programs that ukp starts (the clipboard's) need not have it.
  delete env.UKP_PASSPHRASE
  const unlockingEnv = passphrase === undefined ? env : { ...env, UKP_PASSPHRASE: passphrase }
  const files = realFiles()
  const random = (length: number): Uint8Array => new Uint8Array(randomBytes(length))
  const state = stateFolder(env, platform)
  const file = vaultFile(globals.vault, env, platform)
  const { prompts, progress, live, demandLive, close } = realTerminal({
    globals,
    t,
    env,
    platform,
    shown,
    err: streams.err,
  })

  async function keyring(): Promise<Keyring> {
    const { systemKeyring } = await import('../system/keyring.ts')
    const loadMs = command === 'completion' ? (await import('../access/quiet-opening.ts')).QUIET_KEYRING_MS : undefined
    return systemKeyring(env, platform, loadMs)
  }

  const clipboard = async (): Promise<Clipboard> =>
    (await import('../system/clipboard/clipboard.ts')).systemClipboard(env, platform)

  let picturesOpened: Promise<Pictures> | null = null
  function pictures(): Promise<Pictures> {
    picturesOpened ??= import('../system/pictures/files.ts').then(({ systemPictures }) => systemPictures(env, platform))
    return picturesOpened
  }

  const unlocking = unlockingBy({
    ...{ options: globals, env: unlockingEnv, platform, prompts, keyring, progress, t },
    session: (vaultId) => sessionKey(vaultId, env, platform),
  })
  const memory = memoryIn(state, () => Buffer.from(random(8)).toString('hex'))
  let copiesBeside: Promise<BackupsAndCopies> | null = null
  /** Loaded when a verb looks at them. */
  function backupsAndCopies(): Promise<BackupsAndCopies> {
    copiesBeside ??= import('./backups.ts').then(({ realBackups }) =>
      realBackups({ file, files, random, memory, unlocking }),
    )
    return copiesBeside
  }
  const backups = async (): Promise<Backups> => (await backupsAndCopies()).backups
  const copies = async (): Promise<Copies> => (await backupsAndCopies()).copies

  /** A vault that others can read is mended by the next save; until then it is said. */
  async function onOpened(opened: Opened): Promise<void> {
    // Doctor finds it by itself, and what to do about it.
    if (platform !== 'win32' && command !== 'doctor' && othersMay(file)) warn(t.vault.othersCanRead(file))
    for (const note of openingNotes(opened, t)) warn(note)
  }

  async function onSaved({ envelope }: OpenVault): Promise<void> {
    const found = await (await copies()).unjoined(envelope.header.id)
    if (found.length > 0) warn(t.vault.copies(found.map((copy) => copy.file)))
  }

  const consenting = { accepted: globals.acceptRollback === true, prompts, t }
  const vault = vaultAccess({
    ...{ file, unlocking, files, clock, random, command, memory, onOpened, onSaved },
    writer: async () => (await import('../store/device.ts')).deviceId(state, random),
    consent: (name, standing) => demandConsent(name, standing, consenting),
    consentToNew: (lost) => demandConsentToNew(lost, consenting),
    async rescue(dataKey) {
      const { newestGoodBackup } = await import('../access/rescue.ts')
      const option = globals.vault ?? null
      return await newestGoodBackup(dataKey, { file, option, backups: await backups(), unlocking, memory })
    },
  })

  return {
    platform,
    out: sinkOf(streams.out, { env, color: globals.color }),
    err: sinkOf(streams.err, { env, color: globals.color }),
    readStdin: (limit) => readAll(process.stdin, limit),
    // Ctrl-C while a person waits is an answer like any other.
    clock: { ...clock, sleep: sleepOrCancel },
    random,
    prompts,
    live,
    demandLive,
    pictures,
    progress,
    files: worldFiles({ files, random }),
    clipboard: {
      copyFor: async (text, clearAtMs) => await (await clipboard()).copyFor(text, clearAtMs),
      sendToTerminal: async (text) => await (await clipboard()).sendToTerminal(text),
      read: async () => await (await clipboard()).read(),
      clear: async (content) => await (await clipboard()).clear(content),
      describe: async () => await (await clipboard()).describe(),
    },
    screen: async () => (await import('../system/pictures/screen.ts')).systemScreen(env, platform),
    vault,
    openQuietly: async () => (await import('../access/quiet-opening.ts')).openQuietly({ file, files, unlocking }),
    copies,
    keyring,
    sessions: async () => (await import('../system/session/sessions.ts')).systemSessions(env, platform),
    async checkup() {
      const { realCheckup } = await import('./checkup.ts')
      const { keyFile, passphraseFile } = credentialFiles(globals, env)
      const credentials = [keyFile, passphraseFile].flatMap((one) => one ?? [])
      const { stored } = await backupsAndCopies()
      return realCheckup({ file, state, credentials, files, stored, memory, random, nowMs: clock.nowMs, env, platform })
    },
    newPassphrase: unlocking.newPassphrase,
    passphraseCredential: (typed) => ({ type: 'passphrase', bytes: passphraseFromText(typed) }),
    foreignPassword: async (name) => Buffer.from(await passphraseFromFile(name, platform)).toString('utf-8'),
    async credentialFrom(kind, name) {
      if (kind === 'raw') return { type: 'raw', key: await keyFromFile(name, platform) }
      return { type: 'passphrase', bytes: await passphraseFromFile(name, platform) }
    },
    backups,
    handedOut: handedOutCodes(state),
    async runProgram(child) {
      // The terminal is the program's from now on.
      close()
      const { runProgram } = await import('../system/programs/child-program.ts')
      return runProgram(child, process.env, platform)
    },
    close,
  }
}
