// The pages of `ukp help <topic>`. Loaded when one of them is shown, and by the manual page.
import type { Kind } from '../../errors.ts'

export interface TopicSection {
  readonly title: string
  /** '' where the steps say it all. */
  readonly text: string
  /** Steps, numbered when they are shown. */
  readonly lines?: readonly string[]
  readonly examples: readonly string[]
}

export interface SectionedTopic {
  readonly title: string
  readonly intro: string
  readonly sections: readonly TopicSection[]
}

const codes: Readonly<Record<Kind | 'success', string>> = {
  success: 'All is well.',
  unexpected:
    'A file could not be written, the vault is read-only, there is not enough memory, or there is a mistake in ukp.',
  usage: 'A wrong command, option, argument or value, or a question that nobody can answer here.',
  'not-found': 'No such account, none at all, or no such way to unlock.',
  ambiguous: 'Several accounts or ways to unlock match, or there are several and none was named.',
  locked: 'A wrong passphrase or key, one that others can read, or no way to unlock without a terminal.',
  'no-vault': 'There is no vault here yet, or it is gone.',
  'vault-damaged': 'The vault is damaged, cut off, altered, or no vault at all.',
  'vault-newer': 'A newer version of ukp wrote the vault.',
  'bad-input': 'No QR code in the picture, no key for one-time codes, or a file that cannot be read.',
  busy: 'Another ukp held the vault for ten seconds.',
  rejected: 'No account has this code, a backup does not verify, or an older copy was not to be saved over.',
  partial: 'Some of several inputs were taken, or some of several accounts exported; each one that was not is named.',
  unavailable:
    'There is no clipboard, screen, keyring or terminal here, the vault cannot be kept unlocked, or the window is too small.',
  unconfirmed: 'Saved, but the disk did not confirm it.',
  cancelled: 'Ctrl-C, Ctrl-D, or the question was answered with no.',
}

const variables = {
  UKP_VAULT: 'The vault file, like --vault.',
  UKP_PASSPHRASE_FILE: 'The first line of this file is the passphrase, like --passphrase-file.',
  UKP_PASSPHRASE: 'The passphrase itself. The weakest way: every program that you start can read it.',
  UKP_KEY_FILE: 'The key file that opens the vault, like --key-file.',
  UKP_LANG: 'The language, like --lang: hu is Hungarian, everything else is English.',
  LC_ALL: 'The language, when UKP_LANG is not set.',
  LC_MESSAGES: 'The language, when neither of those is set.',
  LANG: 'The language, when none of those is set: hu_HU.UTF-8 is Hungarian.',
  NO_COLOR: 'No colours, like --no-color.',
  FORCE_COLOR: 'Colours also where there is no terminal; 0 counts as not set.',
  LC_CTYPE: 'For ukp doctor: whether letters are UTF-8, when LC_ALL is not set.',
  TERM: 'With the value dumb: no colours.',
  XDG_CONFIG_HOME:
    'Linux: the folder with user-dirs.dirs, where ukp doctor looks up the folders of pictures. Otherwise: ~/.config',
  XDG_DATA_HOME: 'Linux: the folder that holds ukp/vault.ukp. Otherwise: ~/.local/share',
  XDG_STATE_HOME: 'Linux: the folder that holds ukp/, what this computer remembers. Otherwise: ~/.local/state',
  APPDATA: 'Windows: the folder that holds ukp\\vault.ukp.',
  LOCALAPPDATA: 'Windows: the folder that holds ukp\\state.',
  DBUS_SESSION_BUS_ADDRESS: 'Linux: where the keyring is.',
  XDG_RUNTIME_DIR:
    'Linux: the folder with the socket of the session bus, when the address is not set, and with that of ukp unlock.',
  DISPLAY: 'Linux: where the X11 clipboard and screen are.',
  WAYLAND_DISPLAY: 'Linux: where the Wayland clipboard and screen are; comes before DISPLAY.',
  XAUTHORITY: 'Linux: the file with the right to use the X server.',
  SSH_TTY: 'Where it is set and there is no display, ukp code --osc52 is named.',
  SSH_CONNECTION: 'The same as SSH_TTY.',
  OneDrive: 'Windows: a folder that OneDrive copies to other computers, which is said of pictures in it.',
  OneDriveConsumer: 'The same, for a private account.',
  OneDriveCommercial: 'The same, for an account at work or school.',
}

const sections: readonly TopicSection[] = [
  {
    title: 'Without a question',
    text: 'A key file opens the vault without a passphrase and without the slow key derivation. Whoever has the file can open the vault, so it belongs on a disk that only you can read. A passphrase can come from a file (--passphrase-file) or from an open file descriptor (--passphrase-fd); as a variable (UKP_PASSPHRASE) it is seen by every program that you start. Where nothing is given and there is no terminal, ukp ends at once with exit code 4; with --no-input it never asks, even on a terminal.',
    examples: [
      'ukp key add key-file ~/.config/ukp.key --label scripts',
      'ukp code mama --key-file ~/.config/ukp.key --no-input',
      'ukp code mama --passphrase-fd 3 3< passphrase.txt',
    ],
  },
  {
    title: 'For a while',
    text: 'After ukp unlock the next commands, in scripts too, need neither passphrase nor key, for 15 minutes or for as long as --for says. Until then every program of yours can open the vault.',
    examples: ['ukp unlock --for 1h', 'ukp lock'],
  },
  {
    title: 'A code that lasts long enough',
    text: 'Ask for the code at the moment when the login form wants it. --min-remaining waits for the next code when fewer seconds are left, and --fresh never hands out a code a second time: a portal may refuse a code that was used before. When the portal refuses a login, stop; do not repeat it by a script.',
    examples: ['ukp code mama --min-remaining 8 --fresh --no-input'],
  },
  {
    title: 'A program that wants the key',
    text: 'ukp run starts a program with keys, codes or user names in its environment, and nowhere else, and ends like it. A code is made when the program starts: where it is needed later, hand over the key.',
    examples: ['ukp run --env TOTP_SEED=secret:mama -- npm start'],
  },
  {
    title: 'Reading the answer',
    text: 'Where standard output is not a terminal it holds the digits and a line feed, and nothing else. What is meant for people goes to standard error; --quiet leaves only errors there. With --json exactly one JSON value is written, also on failure: look at "ok", "kind" and "exit". Its keys do not depend on the language.',
    examples: ['code=$(ukp code mama --quiet --no-input) || exit', 'ukp code mama --json | jq -r .code'],
  },
  {
    title: 'When it fails',
    text: 'The exit code says what kind of failure it was, and never changes its meaning: ukp help exit-codes. 2, 3 and 6 are mistakes of the script or of its data; 4 means stop, and do not try other passphrases; after 7 try again a little later; after 9 read the report, because what was taken is saved. A command that fails has changed nothing, save for 9 and 11.',
    examples: ['ukp code mama --no-input --json || echo "exit code $?"'],
  },
  {
    title: 'Names',
    text: 'Give the exact name, or the id that ukp list --json shows: a part of a name is found as long as it is the only one, and that may change. Put -- before a name that comes from elsewhere, so that it is never taken for an option. A secret is never given as an argument; it comes through standard input.',
    examples: ['ukp code --json -- "$name"', 'ukp add mama --stdin --yes < key.txt'],
  },
]

/** The portal's own words stay Hungarian; what they mean stands beside them. */
const portal: SectionedTopic = {
  title: 'Ügyfélkapu+',
  intro:
    'What happens at the portal, in its own words, and what has to be saved at which moment. Three things are shown once and never again: the picture of the QR code, the string of characters under it (karaktersor, the key), and the deletion code (törlőkód).',
  sections: [
    {
      title: 'Before',
      text: 'Ügyfélkapu+ is requested at https://ugyfelkapu.gov.hu with the user name and the password of Ügyfélkapu. ukp enroll goes with you through these minutes; ukp add does it step by step. For each person of a family log out first, or open a private window: otherwise the browser is still logged in as the one before.',
      examples: [],
    },
    {
      title: 'Step by step',
      text: '',
      lines: [
        '„BEJELENTKEZÉS” (log in), and there the plain „Ügyfélkapu” button.',
        '„Ügyfélkapu+ igénylése” (request Ügyfélkapu+), then „Tovább az Ügyfélkapu+ igényléshez” (on to the request).',
        '„1. QR-KÓD LEOLVASÁSA” (reading the QR code): stop here. Save the picture of the whole QR code; click „Nem tudom beolvasni a kódot” (I cannot read the code) and save the string of characters too. Both hold the same key. „Új kódot kérek” (I want a new code) makes a new key, and the one before is then of no use.',
        'Put the key into the vault, from the picture or, without --qr, pasted into the hidden question.',
        '„2. ÜGYFÉLKAPUHOZ TARTOZÓ JELSZÓ MEGADÁSA” (the password of Ügyfélkapu once more): into the web page only.',
        '„3. MOBILALKALMAZÁSBAN KAPOTT AZONOSÍTÓ – AZONOSÍTÓ MEGADÁSA” (the code from the app): the six digits that ukp code shows, with at least 8 seconds left. Then „TOVÁBB” (on).',
        '„TÖRLŐKÓD” (deletion code): 8 digits, shown once. Store them in the vault, click „Törlőkód mentése” (save the deletion code), tick „A fenti törlőkód mentéséről gondoskodtam” (I have seen to it that it is saved), „BEFEJEZÉS” (finish).',
        'Make a backup. Only then delete the picture.',
      ],
      examples: [
        'ukp add mama --qr picture.png',
        'ukp code mama --min-remaining 8',
        'ukp edit mama --deletion-code',
        'ukp backup',
      ],
    },
    {
      title: 'Logging in from then on',
      text: 'Choose „Ügyfélkapu+ hitelesítő alkalmazással” (with an authenticator app), give user name and password, and the code in the field „Hitelesítő kód” or „Azonosító”.',
      examples: ['ukp code mama', 'ukp code mama --copy'],
    },
    {
      title: 'The portal does not accept the code',
      text: '',
      lines: [
        'Is it the right account? After several attempts there are keys with the same label: ukp list marks them, and only the last one is good.',
        'Were at least 8 seconds left? ukp code with --min-remaining 8 waits for the next code.',
        'Is the clock right? ukp doctor looks at it, and ukp verify tells it from a code of the phone. Remedy: automatic time.',
        'Was it the button „Ügyfélkapu+ hitelesítő alkalmazással”? A wrong one says that user name or password are wrong („A felhasználónév vagy a jelszó helytelen…”), and so does a password that has expired: it lives for two years.',
        'Do not try again and again; wait for a fresh code.',
      ],
      examples: ['ukp doctor', 'ukp verify 123456'],
    },
    {
      title: 'The deletion code',
      text: 'The deletion code (törlőkód, 8 digits) ends Ügyfélkapu+ without the phone and without a code. Whoever has it can do that, so it stays in the vault and is shown only when it is asked for. It is lost but the login works? „Beállítás másik eszközre” (set up on another device) gives a new one.',
      examples: ['ukp edit mama --deletion-code', 'ukp show mama --reveal'],
    },
    {
      title: 'A new or second phone',
      text: 'The same key works on several devices: draw its QR code and scan it with the app of the phone. Without the key, but with a login that works: in the settings of Ügyfélkapu, „Beállítás másik eszközre” (set up on another device) shows a new QR code and then a new deletion code. Store the new key over the old one, and the new deletion code.',
      examples: ['ukp show mama --qr', 'ukp add mama --replace --qr new.png', 'ukp edit mama --deletion-code'],
    },
    {
      title: 'A lost phone',
      text: 'With the key in the vault nothing is lost: ukp code goes on. With the deletion code only: „ÜGYFÉLKAPU+ MEGSZÜNTETÉSE” (end Ügyfélkapu+) in the top menu of the portal, visible without logging in; then log in the plain way and request Ügyfélkapu+ again. With neither: in person at a government office (kormányablak), abroad at a consulate.',
      examples: ['ukp backup restore vault-2026-11-21.ukp'],
    },
    {
      title: 'Several people',
      text: 'One account for each, named by the person and not by the user name, each with its own deletion code. Log out of the portal, or open a private window, before the next one.',
      examples: ['ukp add mama --qr mama.png', 'ukp add papa --qr papa.png', 'ukp list'],
    },
    {
      title: 'The code by e-mail',
      text: 'Ügyfélkapu+ can also send a code by e-mail; such codes are made by the portal, and ukp cannot make them.',
      examples: [],
    },
    {
      title: 'Genuine pages',
      text: 'ugyfelkapu.gov.hu, kau.gov.hu, idp.gov.hu, tarhely.gov.hu, magyarorszag.hu, eeszt.gov.hu, and those that end in .nav.gov.hu. ukp never asks for the password of Ügyfélkapu, opens no links and sends nothing. A code protects from nobody who sits in between on a false page: look at the address before typing it.',
      examples: [],
    },
  ],
}

export const topics = {
  codes: {
    title: 'Exit codes',
    intro:
      'Every command ends with one of these numbers. With --json the number and the word beside it, the kind, stand in the answer. Neither ever changes its meaning.',
    codes,
    success: 'success',
    after:
      'Every failure has a sentence and, under it, the next step. A command that fails has changed nothing, save for 9 and 11.',
  },
  variables: {
    title: 'Environment variables',
    intro: 'An empty variable counts as not set. An option wins over its variable.',
    variables,
    after:
      'The language changes what people read, never standard output of ukp code into a pipe, nor the keys of JSON.',
  },
  scripts: {
    title: 'ukp in scripts',
    intro:
      'What a script can rely on: without a terminal nothing is asked and nothing hangs, standard output is the answer only, and exit codes and JSON keys keep their meaning.',
    sections,
  },
  portal,
}

export type Topics = typeof topics
