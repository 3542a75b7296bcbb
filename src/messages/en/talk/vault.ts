// The vault: made, unlocked and locked, and what is said of older and other copies.
import { say } from '../../say.ts'
import { accounts } from './count.ts'

export const vault = {
  createTitle: 'Creating a new vault.',
  newPassphrase: 'Choose a vault passphrase (not your Ügyfélkapu password):',
  cannotRecover:
    'If you forget the passphrase, nobody can recover the vault. A recovery key on paper helps then: ukp key add recovery',
  passphrase: 'Vault passphrase:',
  passphraseOrRecoveryKey: 'Vault passphrase (or recovery key):',
  backupPassphrase: (file: string): string => say`Passphrase of the backup ${file}:`,
  created: (file: string): string => say`Vault created: ${file}`,
  othersCanRead: (file: string): string =>
    say`Others on this computer can read ${file}. Fix it with: chmod 600 ${file}`,
  unreadable: (count: number): string =>
    say`${accounts(count)} in the vault cannot be read by this version of ukp; kept as they are.`,
  older: (generation: number, seen: number): string =>
    say`This is an older copy of the vault: save ${generation}, and this computer has seen save ${seen}. It can be read; before saving you are asked. Other copies: ukp merge, ukp backup list`,
  olderQuestion: (generation: number, seen: number): string =>
    say`This is an older copy of the vault (save ${generation}, seen here: ${seen}). What came later is missing. Go on from this one?`,
  forked: (generation: number): string =>
    say`This vault (save ${generation}) went another way than the one this computer has seen: two computers saved at the same time, or a file was exchanged. To join the other copy: ukp merge <file>`,
  forkedQuestion: (generation: number): string =>
    say`This vault (save ${generation}) went another way than the one seen here. Go on from this one?`,
  replaced: (file: string): string =>
    say`Another vault was used here before: ${file}. If nobody exchanged it on purpose, stop and look for the right one.`,
  copies: (files: readonly string[]): string =>
    say`There is another copy of this vault, perhaps from a sync program: ${files.join(', ')}. To join it: ukp merge`,
  openedByRecoveryKey: (id: string, generation: number): string =>
    say`Opened with a recovery key: vault ${id}, save ${generation}.`,
  recoverySeen: 'This computer has seen this very save before.',
  recoveryUnseen:
    'This computer has not seen this save before. Whoever can write the file could have made it up for the holder of the recovery key: check that the codes work before you rely on it.',
  recoveryThenChange: 'To set a new passphrase: ukp key change',
  newQuestion: 'Make a new, empty vault here?',
  weakPassphrase:
    'The passphrase of this vault is protected by less work than is usual today. It is raised with: ukp key change',
}

export const session = {
  until: (time: string): string => say`The vault is unlocked until ${time}. To lock it before: ukp lock`,
  untilLogout: 'The vault is unlocked until you log out. To lock it before: ukp lock',
  untilTerminal: 'The vault is unlocked until this terminal is closed. To lock it before: ukp lock',
  locked: 'The vault is locked.',
  lockedAll: (count: number): string => say`Vaults locked: ${count}`,
  nothing: 'Nothing was unlocked.',
  unknownVault: (file: string): string =>
    say`It is not known which vault was here: ${file}. To lock all that are unlocked: ukp lock --all`,
}
