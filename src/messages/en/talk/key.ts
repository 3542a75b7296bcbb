// The ways to unlock the vault.
import { say } from '../../say.ts'

export const key = {
  id: 'ID',
  type: 'TYPE',
  label: 'LABEL',
  created: 'ADDED',
  types: {
    passphrase: 'passphrase',
    'key-file': 'key file',
    keyring: 'keyring',
    recovery: 'recovery key',
    unknown: 'not known to this version',
  },
  added: (file: string): string => say`Key file made and added: ${file}`,
  addedWarning:
    'Whoever has this file can open the vault without the passphrase. Do not keep it in a shared or synced folder.',
  passphraseAdded: (id: string): string => say`Passphrase added: ${id}. Every passphrase opens the whole vault.`,
  recoveryAdded:
    'This recovery key is shown once. Write it down, check it, and keep the paper apart from the computer. It opens the vault where the passphrase is asked for.',
  recoveryMade:
    'This recovery key is shown once. Write it down and keep it. It opens the vaults that it is added to; to add it, only the public half is needed:',
  confirmGroup: (group: number): string => say`Written down? Type group ${group} of 6 from the paper:`,
  wrongGroup: 'That is not what is shown above. Please compare.',
  recipient: (text: string): string => say`Public half: ${text}`,
  recipientAdded: (id: string): string =>
    say`The holder of this recovery key can open the vault from now on: ${id}. The key itself was not needed.`,
  keyringAdded: (id: string): string =>
    say`The keyring of this computer opens the vault from now on: ${id}. Programs of the same user can read an open keyring.`,
  removeQuestion: (label: string): string => say`Remove this way to unlock: ${label}? The vault gets a new data key.`,
  dropQuestion: (labels: string): string =>
    say`These ways to unlock cannot be carried over without their passphrase or key, and will be lost: ${labels}. Go on?`,
  otherPassphrase: (label: string): string =>
    say`The vault gets a new data key. Passphrase of ${label}, to keep it (Enter: leave it out):`,
  otherKeyFile: (label: string): string =>
    say`The vault gets a new data key. Key file of ${label}, to keep it (Enter: leave it out):`,
  doesNotOpen: 'This does not open it.',
  removed: (label: string): string => say`Removed: ${label}`,
  dropped: (label: string): string => say`No longer opens the vault: ${label}`,
  rekeyed: 'The vault has a new data key.',
  changed: 'The passphrase is changed.',
  oldCopies:
    'Older copies (backups, the file ending in .bak, synced copies) still open as before. Make a new backup (ukp backup), then delete the old ones.',
  mayBeKnown:
    'Whoever could open the vault with the old passphrase may know the keys in it. Get new ones from the services, then: ukp add <name> --replace',
  ifCompromised: 'If somebody may know the old passphrase and have a copy of the vault: ukp key change --compromised',
}
