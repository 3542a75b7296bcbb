// Backups, and joining another copy of the vault.
import { argument, say } from '../../say.ts'
import { accounts } from './count.ts'

export const backup = {
  done: (file: string, count: number): string => say`Backup written and verified: ${file} (${accounts(count)})`,
  good: (file: string, count: number, generation: number, date: string): string =>
    say`The backup is good: ${file} (${accounts(count)}, save number ${generation}, ${date})`,
  removedOld: (file: string): string => say`Old backup deleted: ${file}`,
  replaceQuestion: (file: string): string => say`Replace this file with the backup: ${file}?`,
  restoreQuestion: (count: number, file: string): string =>
    say`Bring back ${accounts(count)} from ${file}? What is there is kept.`,
  nothingMissing: 'Everything in the backup is in the vault already.',
  restored: (name: string): string => say`Brought back: ${name}`,
  restoredAs: (wanted: string, name: string): string => say`Brought back: ${wanted}, as: ${name}`,
  keyRestored: (name: string): string =>
    say`The backup has another key for ${name}. It is now among its earlier keys; to use it: ukp restore ${argument(name)}`,
  inTrash: (name: string): string => say`In the trash: ${name}. To bring it back: ukp restore ${argument(name)}`,
  olderSave: (generation: number, seen: number): string =>
    say`This is save ${generation}; this computer has seen save ${seen}. What came later is missing.`,
  waysOfBackup: 'The vault now opens with the passphrases and keys of the backup. Look at them: ukp key list',
  installed: (file: string, count: number): string => say`Vault restored: ${file} (${accounts(count)})`,
  none: 'There is no backup yet. To make one: ukp backup',
  file: 'FILE',
  date: 'DATE',
  generation: 'SAVE',
  size: 'SIZE',
  otherVault: 'it belongs to another vault',
  differs: 'it does not hold what the vault holds',
  cannotOpen: 'it cannot be opened',
  damaged: 'it is damaged or was altered',
  notAVault: 'it is not a vault file',
  asideQuestion: (file: string, aside: string): string =>
    say`The vault is damaged. It is kept as ${aside}, and ${file} takes its place?`,
  setAside: (file: string): string => say`The damaged vault is kept as: ${file}`,
  emptierQuestion: (file: string, has: number, would: number): string =>
    say`The backup ${file} holds ${accounts(has)}, the vault now only ${would}. Replace the fuller backup?`,
  fullerKept: (file: string): string =>
    say`Kept although it is old: it holds far more accounts than the vault now, or has another key: ${file}. To delete it as well: --yes`,
  automatic: (file: string): string => say`Backup from before this change: ${file}`,
  keepElsewhere: 'Keep a copy on another device as well, for example a USB stick: ukp backup create <file>',
}

export const merge = {
  question: (file: string): string => say`Join ${file} into the vault?`,
  otherVaultQuestion: (file: string): string =>
    say`${file} is not a copy of this vault but another vault. Take its accounts over all the same?`,
  added: (name: string): string => say`Taken over: ${name}`,
  addedAs: (wanted: string, name: string): string => say`Taken over: ${wanted}, as: ${name}`,
  changed: (name: string): string => say`Changed, the other copy was newer: ${name}`,
  kept: (name: string): string => say`Kept, this copy was newer: ${name}`,
  removed: (name: string): string => say`Deleted, as it was for good in the other copy: ${name}`,
  sameKey: (name: string, as: string): string => say`The same key twice, now one account: ${name} is ${as}`,
  unreadable: (count: number): string => say`Taken over without being understood by this version: ${count}`,
  nothing: (file: string): string => say`There is nothing new in ${file}.`,
  done: (file: string): string => say`Joined. The other file was left as it is: ${file}`,
  notNeeded: (file: string): string =>
    say`Joined. The other copy is not needed any more; it was left as it is: ${file}`,
  newerKey:
    'The other copy has the newer data key: from now on the vault opens with its passphrases and keys. Look at them: ukp key list',
  olderKey: 'The other copy has an older data key: its ways to unlock were not taken over.',
  keysAdded: (count: number): string => say`Ways to unlock taken over: ${count}`,
}
