// Bejegyzések: lista, megjelenítés, módosítás, törlés, visszahozás.
import type * as english from '../../en/talk/accounts.ts'
import { argument, say } from '../../say.ts'
import { entries } from './count.ts'

export const list: typeof english.list = {
  name: 'NÉV',
  issuer: 'KIBOCSÁTÓ',
  account: 'FELHASZNÁLÓNÉV',
  tags: 'CÍMKÉK',
  notes: 'ÁLLAPOT',
  empty: 'A széf üres. Új bejegyzés: ukp add <név>',
  noMatch: 'Nincs találat.',
  unreadable: 'ez a verzió nem tudja olvasni; változatlanul megmarad',
  sameLabel: 'azonos név vagy felirat többször',
  noDeletionCode: 'törlőkód: hiányzik',
  count: entries,
  backupOld: (date) => say`Utolsó biztonsági mentés: ${date} Azóta történt változás: ukp backup`,
  inTrash: (count) => say`A kukában: ${count}`,
}

export const show: typeof english.show = {
  name: 'Név',
  issuer: 'Kibocsátó',
  account: 'Felhasználónév',
  type: 'Fajta',
  algorithm: 'Algoritmus',
  digits: 'Számjegyek',
  period: 'Időköz',
  counter: 'Számláló',
  tags: 'Címkék',
  note: 'Megjegyzés',
  deletionCode: 'Törlőkód',
  created: 'Hozzáadva',
  modified: 'Módosítva',
  source: 'Forrás',
  secret: 'Titkos kulcs',
  history: 'Korábbi kulcsok',
  earlier: (date) => say`Kulcs eddig: ${date}`,
  earlierDeletionCode: 'A törlőkódja',
  id: 'Azonosító',
  stored: 'eltárolva (megjelenítés: --reveal)',
  missing: 'hiányzik',
  hidden: 'rejtve (megjelenítés: --reveal)',
  seconds: (seconds) => say`${seconds} mp`,
  deletionCodeWarning: 'A törlőkóddal bárki megszüntetheti az Ügyfélkapu+ szolgáltatást ennél a fióknál.',
  qrSteam: 'A Steam-fiókok kódja a legtöbb más alkalmazásban hibás.',
  qrCounted: 'Számlálóhoz kötött kód: ezután csak az egyik eszközön használja.',
  qrOf: (name, at, of) => say`${name} (${at}/${of})`,
  next: 'Enter: a következő',
  qrWarning: 'Aki ezt a QR-kódot látja, elő tudja állítani a kódokat. Utána törölje a képernyőt.',
}

export const edit: typeof english.edit = { changed: (name) => say`Módosítva: ${name}` }

export const remove: typeof english.remove = {
  question: (names) => say`A kukába kerüljön: ${names}?`,
  purgeQuestion: (names) => say`Véglegesen törli a széfből: ${names}? (A biztonsági mentésekben megmarad.)`,
  notGovernment:
    'Ez nem szünteti meg az Ügyfélkapu+ szolgáltatást. A kulcs és a törlőkód nélkül csak kormányablakban állítható helyre a hozzáférés.',
  done: (name) => say`A kukába került: ${name}. Visszahozás: ukp restore ${argument(name)}`,
  purged: (name) => say`Véglegesen törölve: ${name}`,
}

export const restore: typeof english.restore = {
  done: (name) => say`Visszahozva: ${name}`,
  empty: 'A kuka üres.',
  swapped: (name) =>
    say`Újra a korábbi kulcs érvényes: ${name}. A másik megmaradt az előzményei között; ugyanez a parancs visszacseréli.`,
  earlier: (name, date) => say`Korábbi kulcs: ${name}, eddig: ${date}. Visszahozás: ukp restore ${argument(name)}`,
  purgeEarlierQuestion: (name) => say`Véglegesen, visszavonhatatlanul törlődjenek a korábbi kulcsok: ${name}?`,
  earlierPurged: (name) => say`A korábbi kulcsok véglegesen törölve: ${name}`,
  trashed: 'MIKOR KERÜLT A KUKÁBA',
}
