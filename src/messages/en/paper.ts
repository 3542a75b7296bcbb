// What is printed on paper sheets, and what is said when one is made or read again. Loaded by ukp backup paper, and by
// restoring from pictures.
import { say } from '../say.ts'

export const paper = {
  /** For the page's lang attribute. */
  language: 'en',

  plainWarning:
    'The sheet is NOT encrypted: whoever gets hold of the file or the paper can make your codes, now and later.',
  written: (file: string, count: number): string => say`Written: ${file} (accounts: ${count})`,
  vaultWritten: (file: string, codes: number): string =>
    say`Written: ${file} (the whole vault, encrypted, in QR codes: ${codes})`,
  print: 'Print it now: open it in a browser, and look whether every QR code is whole on the paper.',
  printer: 'Printers and their queues keep copies, above all at work, in shops and over the network: use one at home.',
  deleteFile: (file: string): string => say`Then delete the file: ${file}`,
  beyondDeleting:
    'Deleting does not reach copies in the trash, in a cloud, in backups, in what the browser and the printer keep, and the disk itself may keep what stood in the file for some time.',
  synced: (file: string, service: string): string =>
    say`Its folder is synced with other computers (${service}), so a copy may be there already: ${file}`,
  othersCanRead: (file: string): string => say`Others on this computer can read the file: ${file}`,
  noBackup: 'The sheet is for people; an encrypted backup is made with: ukp backup',
  tryIt: 'Try it once: scan the pages as PNG or JPEG pictures, and then: ukp backup verify <pictures>',

  read: (file: string, count: number): string => say`${file}: QR codes of a vault: ${count}`,
  readNone: (file: string, why: string): string => say`${file}: no QR code of a vault was read. ${why}`.trim(),

  about: (id: string, generation: number, date: string): string => say`vault ${id} · save ${generation} · ${date}`,

  sheet: {
    title: 'Recovery sheet',
    keep: 'Whoever has this sheet can make the codes below, and with a deletion code (törlőkód) end Ügyfélkapu+. Keep it like cash: locked away, not beside the computer.',
    outdated:
      'It holds what was true on the date above. After a new key or a new deletion code, print a new sheet and destroy this one.',
    emergency: 'In an emergency',
    newDevice:
      'New phone or computer: any authenticator app will do. Add an account there and scan its QR code from this sheet, or type its key; blanks do not count. The codes are then the same as before. User name and password of the account are needed as well; passwords are not on this sheet.',
    withUkp: 'With ukp on a computer: ukp add <name>, then type the key where it is asked for.',
    canLogIn:
      'Ügyfélkapu+, logging in still works: „Ügyfélkapu beállítások”, then „Beállítás másik eszközre” gives a new QR code and a new deletion code. This sheet is then out of date.',
    lostAll:
      'Ügyfélkapu+, everything is lost but this sheet shows the deletion code: at ugyfelkapu.gov.hu choose „ÜGYFÉLKAPU+ MEGSZÜNTETÉSE” in the top menu (it is there before logging in) and give the deletion code. Then log in at ugyfelkapu.gov.hu with user name and password only, and apply for Ügyfélkapu+ again.',
    noDeletionCode:
      'Ügyfélkapu+ without codes and without a deletion code: in person at a government office (kormányablak), abroad at a consulate.',
    of: (at: number, count: number): string => `${at} of ${count}`,
    issuer: 'Issuer',
    account: 'User name',
    key: 'Key',
    codes: 'Codes',
    deletionCode: 'Deletion code (törlőkód)',
    deletionCodeMissing: 'not stored; to be written here:',
    kinds: { totp: 'by time', hotp: 'counted', steam: 'Steam, for apps that know Steam only' },
    digits: (count: number): string => `${count} digits`,
    period: (seconds: number): string => `every ${seconds} s`,
    counter: (counter: number): string => `next counter on the date above: ${counter}`,
    noQr: 'Too long for a QR code: the key has to be typed.',
  },

  vault: {
    title: 'Encrypted vault on paper',
    what: 'The QR codes of these pages are the whole vault, encrypted: accounts, deletion codes and the trash. Who has only the paper cannot open it. Who has lost every way to unlock it cannot open it either.',
    ways: 'It opens with any one of these',
    keyringOnly: 'on its own computer only',
    kept: 'Where the passphrase or key is kept (not the passphrase itself):',
    back: 'How to get it back',
    scan: 'Scan all pages, flat and whole, at 300 dpi (not under 200), and save them as PNG or JPEG pictures, not as PDF.',
    restore: 'With ukp, in any order; it names the numbers that are missing:',
    without: (codes: number): string =>
      `Without ukp, on Linux with the program zbarimg (package zbar-tools), in the folder of the pictures. The third line has to count ${codes} codes; when it does not, some pages have to be scanned again:`,
    digest: 'The last line then shows this SHA-256 of the file:',
    format:
      'The file is a vault of the format ukp-vault/1. How it is opened without ukp (Argon2id, XChaCha20-Poly1305) stands in docs/vault-format.md of ukp, which is published with the program.',
    of: (at: number, count: number): string => `${at} / ${count}`,
  },
}

export type PaperWords = typeof paper
