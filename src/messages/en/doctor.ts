// What ukp doctor says: a sentence for each finding and, where something can be done, what to do. Loaded by doctor only.
import type {
  ClockSystem,
  FailureFinding,
  FindingFacts,
  FindingGroup,
  FindingId,
  FindingState,
  TimeFailure,
} from '../../findings.ts'
import { argument, listed, say } from '../say.ts'

/** A finding in words; no remedy where nothing is to be done. */
export interface Told {
  readonly message: string
  readonly remedy: string | null
}

export interface DoctorWords {
  readonly groups: Readonly<Record<FindingGroup, string>>
  readonly states: Readonly<Record<FindingState, string>>
  /** The last line: how many of each. */
  readonly counts: (counts: Readonly<Record<FindingState, number>>) => string
  readonly readingPictures: (at: number, of: number) => string
  /** `created` comes as a day in this language, by the computer's clock. */
  readonly findings: { readonly [Id in Exclude<FindingId, FailureFinding>]: (facts: FindingFacts[Id]) => Told }
}

const fine = (message: string): Told => ({ message, remedy: null })
const told = (message: string, remedy: string): Told => ({ message, remedy })

/** How the clock is set right. */
const SET_CLOCK: Readonly<Record<ClockSystem, string>> = {
  systemd: 'Switch on automatic time: sudo timedatectl set-ntp true',
  windows: 'Settings > Time & language > Date & time: switch on "Set time automatically", then "Sync now".',
  macos: 'System Settings > General > Date & Time: switch on "Set time and date automatically".',
  other: 'Switch on automatic time in the settings of the system, or start a time service such as chrony.',
}

const SERVER: Readonly<Record<TimeFailure, string>> = {
  name: 'there is no such name, or no network',
  unreachable: 'it cannot be reached',
  refused: 'nobody answers at that port',
  silent: 'it did not answer within 3 s',
  forged: 'what answered does not know what was asked, so it may be somebody else',
  garbled: 'what it answered is not the time',
  unsynchronised: 'it does not know the time itself',
  kiss: 'it asks to be left alone',
}

const WAYS: Readonly<Record<string, string>> = {
  x11: 'X11',
  wayland: 'Wayland',
  macos: 'macOS',
  windows: 'Windows',
  wsl: 'WSL, the clipboard of Windows',
  termux: 'Termux',
}

const way = (name: string): string => WAYS[name] ?? name
const files = (names: readonly string[]): string => names.map((name) => argument(name)).join(' ')
const days = (count: number): string => (count === 0 ? 'today' : count === 1 ? '1 day ago' : `${count} days ago`)

const KEYRING = {
  module: 'The part of ukp that uses the keyring is not installed here',
  bus: 'There is no keyring here: no desktop session (no D-Bus)',
  other: 'There is no keyring here that ukp can use',
} as const

const SESSION = {
  windows: 'On Windows the vault cannot be kept unlocked for a while',
  unmade: 'The vault cannot be kept unlocked for a while: the folder for it cannot be made',
  unsafe: 'The vault cannot be kept unlocked for a while: others may enter the folder for it',
} as const

export const doctor: DoctorWords = {
  groups: {
    clock: 'Clock',
    vault: 'Vault',
    backups: 'Backups',
    accounts: 'Accounts',
    pictures: 'Pictures',
    computer: 'This computer',
  },
  states: { ok: 'fine', note: 'note', warning: 'warning', broken: 'broken' },
  counts: ({ broken, warning, note, ok }) => say`Broken: ${broken}. Warnings: ${warning}. Notes: ${note}. Fine: ${ok}.`,
  readingPictures: (at, of) => say`Looking at pictures: ${at} of ${of}`,
  findings: {
    'clock-synchronised': ({ by }) => fine(say`The system says that its clock is kept right (${by}).`),
    'clock-unsynchronised': ({ by, system }) =>
      told(say`The system says that nothing keeps its clock right (${by}).`, SET_CLOCK[system]),
    'clock-unknown': () =>
      told(
        'Could not check the clock. If codes are rejected, switch on automatic time.',
        'To have a server on the internet asked: ukp doctor --time-server',
      ),
    'clock-behind': ({ newest, file, system, seconds }) =>
      told(
        say`The computer clock seems to be slow: it is ${seconds} s before the time of something that was saved already (${newest}): ${file}`,
        SET_CLOCK[system],
      ),
    'clock-offset': ({ seconds, server, delayMs, system }) => {
      const off = Math.abs(seconds)
      const by = say`(${server}, exact to ${(delayMs / 2000).toFixed(2)} s)`
      if (off < 2) return fine(say`The computer clock is right to ${off.toFixed(1)} s ${by}.`)
      const how = seconds > 0 ? 'slow' : 'fast'
      const what = say`The computer clock seems to be ${Math.round(off)} s ${how} ${by}.`
      if (off < 10) return told(`${what} Codes still work, except close to their end.`, SET_CLOCK[system])
      if (off < 30) return told(`${what} Many codes will be rejected.`, SET_CLOCK[system])
      return told(`${what} Codes will be rejected.`, SET_CLOCK[system])
    },
    'time-server-failed': ({ server, reason, code }) =>
      told(
        `The time server gave no time (${SERVER[reason]}${code === '' ? '' : say`: ${code}`})${say`: ${server}`}`,
        'Check the network, or name another server: ukp doctor --time-server <host>',
      ),

    'vault-missing': ({ file }) =>
      told(
        say`There is no vault yet: ${file}`,
        'The first account makes it. Ügyfélkapu+, step by step: ukp enroll. Another account: ukp add <name>. From another app: ukp import <file>. From a backup: ukp backup restore <file>',
      ),
    'vault-file': ({ format, generation, file, opened }) =>
      fine(
        opened
          ? say`The vault is whole (${format}, save ${generation}): ${file}`
          : say`The vault is whole as far as can be seen without opening it (${format}, save ${generation}): ${file}`,
      ),
    'permissions-fine': ({ files: count }) =>
      fine(say`Nobody else on this computer can read or change the vault and what belongs to it (${count} looked at).`),
    'permissions-unknown': () =>
      told(
        'Who else can read the vault is not looked at on Windows.',
        'In the properties of its folder, on the page "Security", only you, SYSTEM and administrators should be named.',
      ),
    'permissions-readable': ({ files: names }) =>
      told(say`Others on this computer can read: ${listed(names)}`, `chmod go-rwx ${files(names)}`),
    'permissions-writable': ({ files: names }) =>
      told(say`Others on this computer can change: ${listed(names)}`, `chmod go-rwx ${files(names)}`),
    'vault-local': () => fine('The folder of the vault is not known to be synced to a cloud.'),
    'vault-synced': ({ service, folder }) =>
      told(
        say`The folder of the vault is synced to the cloud (${service}): ${folder}. For the encrypted file that is fine.`,
        'When two computers save at the same time, a second copy appears beside it; join it with: ukp merge',
      ),
    'vault-alone': () => fine('No other copy of the vault lies beside it.'),
    'vault-copies': ({ files: names }) =>
      told(say`Another copy of the vault lies beside it and was not joined: ${listed(names)}`, 'To join it: ukp merge'),
    'vault-busy': ({ holder }) =>
      told(say`Another ukp is saving the vault at this moment: ${holder}`, 'Nothing is to be done; it takes a moment.'),
    'lock-left': ({ file }) =>
      told(
        say`A save was broken off and left its lock behind: ${file}`,
        'Nothing is to be done; the next save takes it away.',
      ),

    'backup-none': () => told('There is no backup yet.', 'To make one: ukp backup'),
    'backup-current': ({ created, days: age, file }) =>
      fine(say`The newest backup has everything (${created}, ${days(age)}): ${file}`),
    'backup-old': ({ created, days: age, file }) =>
      told(
        say`Last backup: ${created} (${days(age)}), and there are newer changes. The file: ${file}`,
        'To make a new one: ukp backup',
      ),
    'backup-there': ({ created, days: age, file }) => fine(say`Newest backup: ${created} (${days(age)}): ${file}`),
    'backup-unreadable': ({ files: names }) =>
      told(
        say`Cannot be read as a backup: ${listed(names)}`,
        'Make a new backup (ukp backup), then delete these files. Look closer: ukp backup verify <file>',
      ),
    'backup-same-disk': ({ folder }) =>
      told(
        say`Every backup lies on the same disk as the vault: ${folder}`,
        'Make one on a USB stick or another computer: ukp backup create <folder>',
      ),
    'backup-away': ({ files: names }) =>
      told(
        say`Backups whose folder is not there now, such as a stick that is not plugged in: ${listed(names)}`,
        'Plug it in now and then and look: ukp backup verify <file>',
      ),

    'accounts-unseen': () =>
      told(
        'The accounts were not looked at, because the vault is locked.',
        'Run it on a terminal, or give a way to unlock: --passphrase-file <file>, --key-file <file>, or first ukp unlock',
      ),
    'accounts-none': () => told('The vault is empty.', 'To add an account: ukp add'),
    'accounts-fine': ({ count }) => fine(say`${count} ${count === 1 ? 'account' : 'accounts'} can be read.`),
    'deletion-code-missing': ({ names }) =>
      told(
        say`No deletion code stored for: ${listed(names)}`,
        'ukp edit <name> --deletion-code. When it is lost: at the portal, "Beállítás másik eszközre" gives a new key and a new deletion code.',
      ),
    'same-label': ({ names }) =>
      told(
        say`These may be one login that was set up twice: ${listed(names)}`,
        'See which code the portal accepts, then remove the other one: ukp remove <name>',
      ),
    'earlier-keys': ({ names }) =>
      told(
        say`Earlier keys are still kept for: ${listed(names)}`,
        'Once the portal has accepted a code of the new key: ukp verify <code>',
      ),
    'entries-unreadable': ({ count }) =>
      told(
        say`Of the vault, this version of ukp cannot read: ${count} ${count === 1 ? 'entry' : 'entries'}. They are kept.`,
        'Install the newer ukp that wrote them.',
      ),

    'picture-with-key': ({ file, service, othersCanRead }) =>
      told(
        [
          say`A picture holds a key: ${file}`,
          ...(service === null ? [] : [say` This folder is synced to the cloud (${service}).`]),
          ...(othersCanRead ? [' Others on this computer can read it.'] : []),
        ].join('.'),
        'Once the account and its backup are there, delete the picture, also in the trash, the cloud and the phone. ukp add --qr <file> --delete-image does the first.',
      ),
    'pictures-fine': ({ looked, folders }) =>
      fine(say`No picture with a key among ${looked} that were looked at, in: ${listed(folders)}`),
    'pictures-looked': ({ looked, folders }) =>
      fine(
        looked === 1
          ? say`1 picture was looked at, in: ${listed(folders)}`
          : say`${looked} pictures were looked at, in: ${listed(folders)}`,
      ),
    'pictures-left': ({ looked, left }) =>
      told(
        say`Only the newest ${looked} pictures were looked at; not looked at: ${left}`,
        'Name a smaller folder: ukp doctor --look-for-pictures <folder>',
      ),

    clipboard: ({ way: name }) =>
      fine(say`There is a clipboard (${way(name)}), and a code on it is marked as a secret.`),
    'clipboard-open': ({ way: name, missing }) =>
      told(
        say`There is a clipboard (${way(name)}), but its history is not told that a code is a secret.`,
        missing === null ? 'Copy only where nobody else sees the history of the clipboard.' : say`Install: ${missing}`,
      ),
    'clipboard-none': ({ missing }) =>
      told(
        'No clipboard available here.',
        missing === null ? 'ukp code shows the code, to be typed.' : say`Install: ${missing}`,
      ),
    keyring: () => fine('The keyring of the system is there and open.'),
    'keyring-locked': () =>
      told('The keyring of the system is locked.', 'Log in to the desktop again, or unlock it in its settings.'),
    'keyring-none': ({ reason }) =>
      told(`${KEYRING[reason]}.`, 'A key file opens the vault without a question too: ukp key add key-file <file>'),
    session: () => fine('The vault can be kept unlocked for a while: ukp unlock'),
    'session-none': ({ reason, folder }) =>
      told(
        folder === '' ? `${SESSION[reason]}.` : say`${SESSION[reason]}: ${folder}`,
        'A key file opens the vault without a question too: ukp key add key-file <file>',
      ),
    'derivation-native': ({ by }) => fine(say`Keys are derived by native code (${by}).`),
    'derivation-slow': () =>
      told(
        'Keys are derived the slow way: a passphrase takes about three times as long.',
        'Install ukp again with its optional packages (without --omit=optional), or use Node 24.7 or later.',
      ),
    terminal: ({ columns, rows, color }) =>
      fine(say`The terminal has ${columns} × ${rows} characters, ${color ? 'with colours' : 'without colours'}.`),
    'terminal-none': () => fine('There is no terminal at standard output: answers are plain.'),
    'terminal-narrow': ({ columns, rows }) =>
      told(
        say`The window is small: ${columns} × ${rows} characters.`,
        'For tables and QR codes make it at least 80 × 24.',
      ),
    'terminal-dumb': () =>
      told(
        'The terminal says that it can do nothing (TERM=dumb).',
        'In another terminal there are colours and live tables.',
      ),
    'terminal-encoding': ({ locale }) =>
      told(
        say`The locale is not UTF-8 (${locale === '' ? 'none' : locale}): ő and ű may look wrong.`,
        'export LANG=C.UTF-8, or a UTF-8 locale of a language',
      ),
    node: ({ version, until }) =>
      fine(until === null ? say`Node ${version}.` : say`Node ${version}, supported by its makers until ${until}.`),
    'node-ended': ({ version, until }) =>
      told(
        say`Node ${version} works, but its makers have given no security fixes since ${until}.`,
        'Install a Node that is supported: nodejs.org',
      ),
    'node-unsupported': ({ version, needed }) =>
      told(say`Node ${version} is older than ukp needs: ${needed}`, 'Install a Node that is supported: nodejs.org'),
    'start-fast': () => fine('The compiled form of the program is kept: ukp starts fast.'),
    'start-slow': ({ reason }) =>
      told(
        reason === 'not-yet'
          ? 'The compiled form of the program is not kept yet.'
          : 'The compiled form of the program is not kept: its folder belongs to somebody else. ukp starts a little slower.',
        reason === 'not-yet'
          ? 'Nothing is to be done; the next commands keep it.'
          : 'Its owner may run it once: sudo ukp --version',
      ),
  },
}
