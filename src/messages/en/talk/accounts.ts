// Accounts: listed, shown, changed, removed and brought back.
import { argument, say } from '../../say.ts'
import { accounts } from './count.ts'

export const list = {
  name: 'NAME',
  issuer: 'ISSUER',
  account: 'USER NAME',
  tags: 'TAGS',
  notes: 'STATUS',
  empty: 'The vault is empty. To add an account: ukp add <name>',
  noMatch: 'No account matches.',
  unreadable: 'cannot be read by this version; kept as it is',
  sameLabel: 'same name or label twice',
  noDeletionCode: 'deletion code: missing',
  count: (count: number): string => accounts(count),
  backupOld: (date: string): string => say`Last backup: ${date}. There are newer changes: ukp backup`,
  inTrash: (count: number): string => say`In the trash: ${count}`,
}

export const show = {
  name: 'Name',
  issuer: 'Issuer',
  account: 'User name',
  type: 'Type',
  algorithm: 'Algorithm',
  digits: 'Digits',
  period: 'Period',
  counter: 'Counter',
  tags: 'Tags',
  note: 'Note',
  deletionCode: 'Deletion code',
  created: 'Added',
  modified: 'Changed',
  source: 'From',
  secret: 'Key',
  history: 'Earlier keys',
  earlier: (date: string): string => say`Key until ${date}`,
  earlierDeletionCode: 'Its deletion code',
  id: 'Id',
  stored: 'stored (shown with --reveal)',
  missing: 'missing',
  hidden: 'hidden (shown with --reveal)',
  seconds: (seconds: number): string => say`${seconds} s`,
  deletionCodeWarning: 'With the deletion code anyone can switch off Ügyfélkapu+ for this account.',
  qrSteam: 'Most other apps show wrong codes for accounts of Steam.',
  qrCounted: 'Counted codes: use the account on one device only from now on.',
  qrOf: (name: string, at: number, of: number): string => say`${name} (${at} of ${of})`,
  next: 'Enter: the next one',
  qrWarning: 'Whoever sees this QR code can make the codes. Clear the screen afterwards.',
}

export const edit = { changed: (name: string): string => say`Changed: ${name}` }

export const remove = {
  question: (names: string): string => say`Move to the trash: ${names}?`,
  purgeQuestion: (names: string): string =>
    say`Delete for good from the vault: ${names}? (Backups keep what they hold.)`,
  notGovernment:
    'This does not switch off Ügyfélkapu+. Without this key and the deletion code, access can be restored at a government office only.',
  done: (name: string): string => say`Moved to the trash: ${name}. To bring it back: ukp restore ${argument(name)}`,
  purged: (name: string): string => say`Deleted for good: ${name}`,
}

export const restore = {
  done: (name: string): string => say`Brought back: ${name}`,
  empty: 'The trash is empty.',
  swapped: (name: string): string =>
    say`The earlier key of ${name} is back. The other one is kept in its history; the same command swaps them again.`,
  earlier: (name: string, date: string): string =>
    say`Earlier key: ${name}, until ${date}. To bring it back: ukp restore ${argument(name)}`,
  purgeEarlierQuestion: (name: string): string => say`Delete the earlier keys of ${name} for good, with no way back?`,
  earlierPurged: (name: string): string => say`Earlier keys deleted for good: ${name}`,
  trashed: 'IN THE TRASH SINCE',
}
