// Az ukp watch szavai.
import type { watch as english } from '../en/watch.ts'
import { argument, say } from '../say.ts'

export const watch: typeof english = {
  code: 'Kód',
  filter: 'Szűrő:',
  found: (found, all) => say`${found} / ${all}`,
  nothingFound: 'Nincs találat. A szűrő törlése: Escape.',
  empty: 'Már nincs bejegyzés.',
  counted: 'számlálós: ukp code',
  countedHow: (name) => say`Számlálós: minden kód egyszer használható. Lekérése: ukp code ${argument(name)}`,
  copied: (name, seconds) => say`Vágólapra másolva, törlés ${seconds} mp múlva: ${name}`,
  keys: ['Enter: másolás', 'q: kilépés', 'gépelés: szűrés', '↑ ↓: választás', '/: szűrő kezdete'],
  filterKeys: ['Enter: másolás', 'Esc: mind', 'Ctrl-C: kilépés', '↑ ↓: választás'],
  locked: 'Zárolva, mert egy ideje nem volt billentyűleütés.',
  keysChanged: 'Zárolva, mert a széf új adatkulcsot kapott.',
  lockedKeys: 'Enter: feloldás, q: kilépés.',
  changed: 'A széfet egy másik ukp mentette; a tartalma újra be lett olvasva.',
  suspect: 'A széf fájlja most egy régebbi vagy másik példány. Részletek: ukp list',
  stale: (message) => say`A látható adatok korábbiak. ${message}`,
}
