// Help of what moves accounts in and out.
import { verb } from './verb.ts'

export const moving = {
  export: verb(
    'Write accounts in the form of another app: Aegis, Bitwarden, Google Authenticator, KeePassXC, links, QR pictures',
    'Without names and --tag: all accounts. Only aegis-encrypted is encrypted; the others want a typed word, because anybody who gets the file can make the codes.',
    'ukp export --format aegis-encrypted --output ukp-aegis.json',
    'ukp export mama papa --format google --output google/',
    'ukp export --format otpauth --yes-plaintext | age -p > links.age',
  ),
  import: verb(
    'Take accounts over from another app: its export, a list of links, pictures of QR codes',
    'Aegis, 2FAS, Bitwarden, Ente, Proton, Google Authenticator, KeePassXC and many others: the format is found by what the file holds. Everything is shown before it is saved. Microsoft Authenticator and Authy export nothing: there, set each account up again.',
    'ukp import aegis-backup.json',
    'ukp import 2fas.2fas --source-passphrase-file 2fas.txt --yes',
    'ukp import qr-pictures/ clients.csv --dry-run',
  ),
}
