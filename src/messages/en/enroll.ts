// What ukp enroll says: the two minutes at the portal, step by step. Labels of the portal stand in „…” as they are
// there, with what they mean.
import { commandLine, say } from '../say.ts'

/** What is stored of an account. */
export interface StoredParts {
  readonly key: boolean
  /** null: this account has none. */
  readonly deletionCode: boolean | null
  readonly backup: boolean
}

const mark = (there: boolean): string => (there ? '✓' : '–\u00a0(missing)')

export const enroll = {
  newVault: (file: string): string =>
    say`Keys are kept in a vault: one encrypted file on this computer. It opens with a passphrase that you choose now. Nothing is sent over the internet. The vault will be here: ${file}`,
  interruptible: 'Everything is saved as soon as it is known: when this is interrupted, ukp enroll goes on.',
  anotherSession:
    'Enrolling someone else? First log out at the portal or use a private window: otherwise the browser still shows the account of the person before.',
  commands: {
    code: (name: string, vault: string | null): string => commandLine('code', name, vault),
    enroll: (name: string | null, vault: string | null): string => commandLine('enroll', name, vault),
    deletionCode: (name: string, vault: string | null): string => commandLine('edit', name, vault, '--deletion-code'),
  },
  step: (step: number, title: string): string => say`${step}/5  ${title}`,
  titles: {
    key: 'The QR code',
    code: (name: string): string => say`The first code: ${name}`,
    deletionCode: 'The deletion code („törlőkód”)',
    backup: 'Backup',
    picture: 'The picture of the QR code',
  },

  unfinishedQuestion: 'Something is still missing here. What shall go on?',
  unfinished: (name: string, missing: readonly string[]): string => say`${name} (missing: ${missing.join(', ')})`,
  newOne: 'A new account',
  goingOn: (name: string, missing: readonly string[]): string =>
    say`Going on with: ${name}. Missing: ${missing.join(', ')}.`,
  missing: { deletionCode: 'deletion code', backup: 'backup' },
  complete: (name: string): string =>
    say`Of this account everything is saved already: ${name}. With a new QR code of the portal it gets a new key.`,

  key: {
    portal:
      'At the portal: „Ügyfélkapu+ igénylése” (request Ügyfélkapu+), then „Tovább az Ügyfélkapu+ igényléshez” (go on). Under „1. QR-KÓD LEOLVASÁSA” (scan the QR code) it shows the QR code. Stop there until it is read here.',
    question: 'Where is the QR code?',
    sources: {
      file: 'a picture file (screenshot)',
      clipboard: 'on the clipboard (copied)',
      screen: 'on the screen now',
      text: 'nowhere: I only have the key',
    },
    fileHint: 'Type the name of the picture file, or drop the file on this window.',
    file: 'Picture file (Enter: back):',
    text: 'Secret key (Enter: back):',
    which: (count: number): string => say`${count} codes were found. Which one?`,
    refused: (sentence: string): string => say`${sentence} Nothing is lost; try again.`,
    refusedAhead: (sentences: string): string => say`${sentences} In the next step another one can be given.`,
    hints: {
      name: 'Check the name and the folder, or drop the file on this window.',
      picture: 'Make the screenshot again, with the whole QR code and some white around it, or take the key.',
      screen:
        'Let the whole QR code be seen, with some white around it, not covered by this window; or save a picture of it.',
      copy: 'Copy the picture or the key first, or save the picture as a file.',
      file: 'Save the picture as a file, or take the key.',
      trash: (name: string, vault: string | null): string =>
        say`To bring it back: ${commandLine('restore', name, vault)}`,
    },
    found: (details: string): string => say`Read: ${details}`,
    name: 'Name, for example mama:',
    nameHint: (label: string): string => say`Under which name shall it be kept? Just Enter: ${label}`,
    same: (name: string): string => say`This key is saved already. Going on with: ${name}`,
    otherKey: (name: string): string =>
      say`There is an account for this already, with another key: ${name}. The portal makes a new key at every start, with „Új kódot kérek” (I ask for a new code), and with „Beállítás másik eszközre” (set up on another device); from then on it expects the newest.`,
    otherKeyQuestion: 'Where does this key belong?',
    replaces: (name: string): string => say`to ${name}, as its new key (the old one is kept)`,
    beside: 'to another account, with a name of its own',
    saved: (name: string): string => say`Saved: ${name}`,
    replaced: (name: string): string => say`New key saved: ${name}. The old one is kept in its history.`,
  },

  code: {
    portal:
      'The portal asks for the Ügyfélkapu password, then for this code: into „Azonosító” (identifier), then „TOVÁBB” (next).',
    general: 'Type this code at the service.',
    wait: 'Wait for the next code: too few seconds are left.',
    acceptedByPortal: 'Did the portal accept it?',
    accepted: 'Did the service accept it?',
    acceptedBefore: 'Was a code accepted before? Then press Enter.',
    keys: 'Enter, y: yes   n: no   c: copy',
    copied: (seconds: number): string => say`Copied; cleared in ${seconds} s.`,
    notCopied: 'No clipboard here: type the code.',
    done: 'Accepted.',
    counted: 'This account counts its codes; nothing is shown here, because showing a code uses it up.',
  },

  rejected: {
    title: 'The code was not accepted. Look at these, one after the other:',
    account: (name: string, user: string): string =>
      user === ''
        ? say`1. The right account? The code was that of: ${name}`
        : say`1. The right account? The code was that of: ${name} (user name ${user})`,
    older:
      '   Or an older QR code? „Új kódot kérek” (I ask for a new code) and every new start at the portal make a new key; only the last one counts.',
    clock: (time: string): string =>
      say`2. The clock? This computer says ${time}. If a clock that is right says something else, switch on automatic time here. More: ukp doctor`,
    late: '3. At least 8 s left? A code has to arrive while it is valid.',
    button:
      '4. When logging in: the button „Ügyfélkapu+ hitelesítő alkalmazással” (with an authenticator app), not the one with an e-mail code.',
    question: 'What now?',
    again: 'show the code again',
    other: 'another QR code or key',
    stop: 'stop for now; everything is saved',
  },

  deletion: {
    portal: 'The portal now shows 8 digits under „TÖRLŐKÓD” (deletion code), once and never again. Type them here.',
    why: 'With them Ügyfélkapu+ can be switched off when the key is lost; without them only at a government office.',
    keys: '8 digits   Esc: later   b: back',
    invalid: 'The deletion code has exactly 8 digits.',
    compare: 'Compare with the portal, digit by digit. The same?',
    compareKeys: 'Enter: yes   Backspace: correct it',
    later:
      'Without the deletion code, Ügyfélkapu+ can be switched off only at a government office when the key is lost. The portal does not show it again.',
    laterQuestion: 'Leave it out all the same?',
    postponed: (how: string): string => `${say`Not saved: deletion code. To add it:`} ${how}`,
    saved:
      'Deletion code saved. At the portal: tick „A fenti törlőkód mentéséről gondoskodtam” (I have saved the deletion code), then „BEFEJEZÉS” (finish).',
    there: 'The deletion code is saved already.',
    none: 'This account has none.',
  },

  backup: {
    elsewhere: 'Shall there be a copy elsewhere too, for example on a USB stick?',
    which: 'Type the name of the folder, or drop the folder on this window.',
    folder: 'Its folder (Enter: no):',
    failed: (sentence: string): string => say`No backup there: ${sentence}`,
  },

  picture: {
    question: 'Delete the picture now?',
    none: 'No picture file was read now. If you saved one, or the key, others can make your codes with it: delete it.',
    kept: (file: string): string => say`Kept: ${file}`,
  },

  summary: ({ key, deletionCode, backup }: StoredParts): string =>
    [
      `Saved: key\u00a0${mark(key)}`,
      deletionCode === null ? '' : `deletion code\u00a0${mark(deletionCode)}`,
      `backup\u00a0${mark(backup)}`,
    ]
      .filter(Boolean)
      .join('   '),
  nextCode: 'The next code:',
  login: 'Log in with „Ügyfélkapu+ hitelesítő alkalmazással” (with an authenticator app).',
  logout: 'Before the next person: log out at the portal, or use a private window.',
  another: 'Another person now?',
  goOn: 'To go on:',
}
export type EnrollWords = typeof enroll
