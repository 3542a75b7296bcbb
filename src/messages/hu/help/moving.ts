// Az átköltözés parancsainak súgója.
import type { moving as english } from '../../en/help/moving.ts'
import { verb } from './verb.ts'

export const moving: typeof english = {
  export: verb(
    'Bejegyzések kiírása más alkalmazás számára: Aegis, Bitwarden, Google Hitelesítő, KeePassXC, hivatkozások, QR-képek',
    'Név és --tag nélkül minden bejegyzés. Csak az aegis-encrypted titkosított; a többihez be kell írni egy szót, mert aki a fájlhoz hozzájut, elő tudja állítani a kódokat.',
    'ukp export --format aegis-encrypted --output ukp-aegis.json',
    'ukp export mama papa --format google --output google/',
    'ukp export --format otpauth --yes-plaintext | age -p > hivatkozasok.age',
  ),
  import: verb(
    'Bejegyzések átvétele másik alkalmazásból: exportált fájl, hivatkozások, QR-kódos képek',
    'Aegis, 2FAS, Bitwarden, Ente, Proton, Google Hitelesítő, KeePassXC és sok más: a formátum a fájl tartalmából derül ki. Mentés előtt minden látható. A Microsoft Authenticator és az Authy nem exportál: azok fiókjait egyenként újra be kell állítani.',
    'ukp import aegis-mentes.json',
    'ukp import 2fas.2fas --source-passphrase-file 2fas.txt --yes',
    'ukp import qr-kepek/ ugyfelek.csv --dry-run',
  ),
}
