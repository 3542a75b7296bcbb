// A széf feloldásának módjai.
import type * as english from '../../en/talk/key.ts'
import { say } from '../../say.ts'

export const key: typeof english.key = {
  id: 'AZONOSÍTÓ',
  type: 'FAJTA',
  label: 'MEGNEVEZÉS',
  created: 'HOZZÁADVA',
  types: {
    passphrase: 'széfjelszó',
    'key-file': 'kulcsfájl',
    keyring: 'rendszerkulcstartó',
    recovery: 'helyreállítási kulcs',
    unknown: 'ez a verzió nem ismeri',
  },
  added: (file) => say`A kulcsfájl elkészült és a széfhez adva: ${file}`,
  addedWarning:
    'Akinél ez a fájl megvan, széfjelszó nélkül is megnyithatja a széfet. Ne tartsa megosztott vagy felhővel szinkronizált mappában.',
  passphraseAdded: (id) => say`Új széfjelszó hozzáadva: ${id}. Mindegyik széfjelszó az egész széfet nyitja.`,
  recoveryAdded:
    'Ez a helyreállítási kulcs csak most látható. Írja le, ellenőrizze, és a papírt ne a számítógép mellett tartsa. Ott használható, ahol a széfjelszó kell.',
  recoveryMade:
    'Ez a helyreállítási kulcs csak most látható. Írja le és őrizze meg. Azokat a széfeket nyitja, amelyekhez hozzáadják; a hozzáadáshoz elég a nyilvános fele:',
  confirmGroup: (group) => say`Leírta? Gépelje be a papírról ezt a csoportot (a 6 közül): ${group}.`,
  wrongGroup: 'Nem ez látható fent. Hasonlítsa össze még egyszer.',
  recipient: (text) => say`Nyilvános fele: ${text}`,
  recipientAdded: (id) =>
    say`A helyreállítási kulcs birtokosa mostantól megnyithatja a széfet: ${id}. Magára a kulcsra nem volt szükség.`,
  keyringAdded: (id) =>
    say`Mostantól ennek a számítógépnek a kulcstartója is nyitja a széfet: ${id}. A nyitott kulcstartót a felhasználó többi programja is olvashatja.`,
  removeQuestion: (label) => say`Megszűnjön ez a feloldási mód: ${label}? A széf új adatkulcsot kap.`,
  dropQuestion: (labels) =>
    say`Ezek a feloldási módok a széfjelszavuk vagy kulcsuk nélkül nem vihetők át, és elvesznek: ${labels}. Folytatja?`,
  otherPassphrase: (label) =>
    say`A széf új adatkulcsot kap. A megtartáshoz kell a széfjelszó: ${label} (Enter: kimarad):`,
  otherKeyFile: (label) => say`A széf új adatkulcsot kap. A megtartáshoz kell a kulcsfájl: ${label} (Enter: kimarad):`,
  doesNotOpen: 'Ez nem nyitja.',
  removed: (label) => say`Megszűnt: ${label}`,
  dropped: (label) => say`Már nem nyitja a széfet: ${label}`,
  rekeyed: 'A széf új adatkulcsot kapott.',
  changed: 'A széfjelszó megváltozott.',
  oldCopies:
    'A régebbi példányok (biztonsági mentések, a .bak végű fájl, szinkronizált másolatok) továbbra is a régi módon nyílnak. Készítsen új biztonsági mentést (ukp backup), majd törölje a régieket.',
  mayBeKnown:
    'Aki a régi széfjelszóval megnyithatta a széfet, a benne lévő kulcsokat is ismerheti. Kérjen új kulcsokat, majd: ukp add <név> --replace',
  ifCompromised: 'Ha a régi széfjelszót más is ismerheti, és lehet másolata a széfről: ukp key change --compromised',
}
