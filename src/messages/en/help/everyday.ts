// Help of the verbs of every day.
import { verb } from './verb.ts'

export const everyday = {
  add: verb(
    'Add accounts from a QR picture, a link or a key',
    'Without --qr, --clipboard, --screen and --stdin the key is asked for, hidden. Without a name, the label of the QR code becomes the name. The first account makes the vault.',
    'ukp add mama --qr screenshot.png',
    'ukp add mama --clipboard',
    'ukp add github --stdin < key.txt',
  ),
  code: verb(
    'Show or copy the current code',
    'The code alone goes to standard output when that is not a terminal.',
    'ukp code mama',
    'ukp code mama --copy',
    'ukp code mama --min-remaining 8 --no-input',
  ),
  edit: verb(
    'Change the name, tags, note, issuer, user name or deletion code',
    '',
    'ukp edit mama --name "mama uj"',
    'ukp edit mama --deletion-code',
    'ukp edit mama --tag family',
  ),
  enroll: verb(
    'At the portal of Ügyfélkapu+: from the QR code to the backup, step by step',
    'The wizard for the moments in which everything is shown once: reads the QR code, shows the first code large, asks for the deletion code (törlőkód), makes a backup, offers to delete the picture. Interrupted, it goes on where it was.',
    'ukp enroll mama',
    'ukp enroll mama --qr screenshot.png',
    'ukp enroll --clipboard',
  ),
  list: verb(
    'List accounts; never a key, never a code',
    '',
    'ukp list',
    'ukp list anna',
    'ukp list --tag family --json',
  ),
  remove: verb(
    'Move accounts to the trash',
    'Names must be exact. This does not switch off Ügyfélkapu+.',
    'ukp remove "mama (2)"',
    'ukp remove mama papa --yes',
  ),
  restore: verb(
    'Bring back from the trash; without a name, list the trash',
    '',
    'ukp restore',
    'ukp restore mama',
    'ukp restore --purge mama',
  ),
  show: verb(
    'Show everything about an account, or about several',
    '',
    'ukp show mama',
    'ukp show mama --reveal',
    'ukp show mama --qr',
  ),
  verify: verb(
    'Find the account and the time that a code belongs to',
    'Looks ten minutes back and ahead, at earlier keys too, and says whether the clock of this computer is right. Once the service has accepted a code of a new key, the earlier key can go.',
    'ukp verify 123456',
    'ukp verify "123 456"',
    'ukp verify 123456 --json',
  ),
  watch: verb(
    'Show the codes of all accounts, with the seconds left, until you leave',
    'Typing filters, the arrows choose, Enter copies the code, q leaves. Without a key for 5 minutes the codes disappear and the vault is locked.',
    'ukp watch',
    'ukp watch anna',
    'ukp watch --lock-after 1h',
  ),
}
