// The real outside: the one place where streams, terminal, files, clock and randomness are put together.
import { randomBytes } from 'node:crypto'
import { statSync } from 'node:fs'
import { credentialFiles } from '../access/given-credentials.ts'
import { demandConsent, demandConsentToNew, type Opened, openingNotes } from '../access/notes.ts'
import { unlockingBy } from '../access/unlocking.ts'
import { vaultAccess } from '../access/vault-access.ts'
import type { Globals } from '../commands/command.ts'
import { UkpError } from '../errors.ts'
import type { Messages } from '../messages/choose.ts'
import { realFiles } from '../store/files.ts'
import { handedOutCodes } from '../store/handed-out.ts'
import { memoryIn } from '../store/memory.ts'
import { stateFolder, vaultFile } from '../store/paths.ts'
import { keyFromFile, passphraseFromFile, passphraseFromText } from '../system/credentials.ts'
import { sessionKey } from '../system/session/key.ts'
import type { TerminalProgress } from '../system/terminal/progress.ts'
import { readAll, type Stream, sinkOf, wantsColor } from '../system/terminal/streams.ts'
import type { Terminal } from '../system/terminal/terminal.ts'
import type { OpenVault } from '../vault/vault.ts'
import type { Backups, Clipboard, Copies, Keyring, Pictures, Progress, Prompts, World } from '../world/world.ts'
import type { BackupsAndCopies } from './backups.ts'
import { worldFiles } from './files.ts'

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

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

/** Ctrl-C while a person waits is an answer like any other. @throws UkpError cancelled */
function sleepOrCancel(ms: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      process.off('SIGINT', cancel)
      resolve()
    }, ms)
    const cancel = (): void => {
      clearTimeout(timer)
      reject(new UkpError('cancelled', {}))
    }
    process.once('SIGINT', cancel)
  })
}

/** Questions in lines that fit, behind the mark that stands before them. */
function fittedPrompts(asking: Prompts, shown: (text: string) => string): Prompts {
  const question = (text: string): string => shown(`? ${text}`).slice(2)
  return {
    secret: (text) => asking.secret(question(text)),
    text: (text) => asking.text(question(text)),
    confirm: (text) => asking.confirm(question(text)),
    choose: (text, find) => asking.choose(question(text), find),
    tell: (text) => asking.tell(shown(text)),
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
  const clock = { nowMs: () => Date.now(), sleep, zoneMinutes: (ms: number) => -new Date(ms).getTimezoneOffset() }
  const state = stateFolder(env, platform)
  const file = vaultFile(globals.vault, env, platform)
  const closing: (() => void)[] = []
  function close(): void {
    for (const closeOne of closing.splice(0)) closeOne()
  }

  let opened: Promise<Terminal | null> | null = null
  async function openOnce(): Promise<Terminal | null> {
    if (!globals.input) return null
    const { openTerminal } = await import('../system/terminal/terminal.ts')
    const terminal = openTerminal(platform)
    if (terminal !== null) closing.push(() => terminal.close())
    return terminal
  }
  function terminal(): Promise<Terminal | null> {
    opened ??= openOnce()
    return opened
  }

  async function liveTerminal(): Promise<Terminal> {
    const open = env.TERM === 'dumb' ? null : await terminal()
    if (open === null) throw new UkpError('no-live-terminal', {})
    return open
  }

  let asked: Promise<Prompts | null> | null = null
  async function openPrompts(): Promise<Prompts | null> {
    const open = await terminal()
    if (open === null) return null
    const { terminalPrompts } = await import('../system/terminal/prompts.ts')
    return fittedPrompts(terminalPrompts(open, t.words), (text) => shown(text, open.size().columns))
  }
  function prompts(): Promise<Prompts | null> {
    // A question stands on a line of its own.
    lineShown?.hide()
    asked ??= openPrompts()
    return asked
  }

  let lineShown: TerminalProgress | null = null
  async function progress(): Promise<Progress> {
    const { SILENT, progressOn } = await import('../system/terminal/progress.ts')
    if (!streams.err.isTerminal || globals.quiet || globals.json || env.TERM === 'dumb') return SILENT
    lineShown ??= progressOn(streams.err, clock.nowMs)
    return lineShown
  }

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
    clock: { ...clock, sleep: sleepOrCancel },
    random,
    prompts,
    async live(show) {
      const open = await liveTerminal()
      const { liveScreen } = await import('../system/terminal/live-screen.ts')
      return await liveScreen(open, wantsColor(true, { env, color: globals.color }), show)
    },
    async demandLive() {
      await liveTerminal()
    },
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
