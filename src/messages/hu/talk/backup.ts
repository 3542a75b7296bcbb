// Biztonsági mentések, és a széf másik példányának beolvasztása.
import type * as english from '../../en/talk/backup.ts'
import { argument, say } from '../../say.ts'
import { entries } from './count.ts'

export const backup: typeof english.backup = {
  done: (file, count) => say`A biztonsági mentés elkészült és ellenőrizve: ${file} (${entries(count)})`,
  good: (file, count, generation, date) =>
    say`A biztonsági mentés jó: ${file} (${entries(count)}, ${generation}. változat, ${date})`,
  removedOld: (file) => say`Régi biztonsági mentés törölve: ${file}`,
  replaceQuestion: (file) => say`A biztonsági mentés felülírja ezt a fájlt: ${file}. Folytatja?`,
  restoreQuestion: (count, file) => say`Visszaállít ${entries(count)}t innen: ${file}? A meglévők megmaradnak.`,
  nothingMissing: 'A biztonsági mentés minden bejegyzése megvan a széfben.',
  restored: (name) => say`Visszaállítva: ${name}`,
  restoredAs: (wanted, name) => say`Visszaállítva: ${wanted}, ezen a néven: ${name}`,
  keyRestored: (name) =>
    say`A biztonsági mentésben más kulcs van ehhez: ${name}. Ez most a korábbi kulcsai között van; használatba vétel: ukp restore ${argument(name)}`,
  inTrash: (name) => say`A kukában van: ${name}. Visszahozás: ukp restore ${argument(name)}`,
  olderSave: (generation, seen) =>
    say`A mentés változatszáma: ${generation}; ez a számítógép már látta ezt is: ${seen}. Ami azóta történt, hiányzik.`,
  waysOfBackup: 'A széfet mostantól a biztonsági mentés széfjelszavai és kulcsai nyitják. Ellenőrzés: ukp key list',
  installed: (file, count) => say`A széf visszaállítva: ${file} (${entries(count)})`,
  none: 'Még nem készült biztonsági mentés. Készítés: ukp backup',
  file: 'FÁJL',
  date: 'DÁTUM',
  generation: 'VÁLTOZAT',
  size: 'MÉRET',
  otherVault: 'másik széfhez tartozik',
  differs: 'nem azt tartalmazza, ami a széfben van',
  cannotOpen: 'nem nyitható meg',
  damaged: 'sérült vagy módosították',
  notAVault: 'nem egy széf fájlja',
  asideQuestion: (file, aside) => say`A széf sérült. Megmarad ezen a néven: ${aside}. A helyére kerüljön: ${file}?`,
  setAside: (file) => say`A sérült széf megmaradt ezen a néven: ${file}`,
  emptierQuestion: (file, has, would) =>
    say`Ebben a biztonsági mentésben ${entries(has)} van: ${file}. A széfben most csak ennyi: ${would}. Felülírható a teljesebb mentés?`,
  fullerKept: (file) =>
    say`Régi, de megmaradt: sokkal több bejegyzés van benne, mint most a széfben, vagy más a kulcsa: ${file}. Ennek a törlése: --yes`,
  automatic: (file) => say`Biztonsági mentés a módosítás előttről: ${file}`,
  keepElsewhere: 'Tartson egy példányt másik eszközön is, például pendrive-on: ukp backup create <fájl>',
}

export const merge: typeof english.merge = {
  question: (file) => say`Ez a példány kerüljön be a széfbe: ${file}?`,
  otherVaultQuestion: (file) =>
    say`Ez nem ennek a széfnek a példánya, hanem egy másik széf: ${file}. Kerüljenek át mégis a bejegyzései?`,
  added: (name) => say`Átvéve: ${name}`,
  addedAs: (wanted, name) => say`Átvéve: ${wanted}, ezen a néven: ${name}`,
  changed: (name) => say`Módosult, mert a másik példány volt az újabb: ${name}`,
  kept: (name) => say`Megmaradt, mert ez a példány az újabb: ${name}`,
  removed: (name) => say`Törölve, mert a másik példányban véglegesen törölték: ${name}`,
  sameKey: (name, as) => say`Ugyanaz a kulcs kétszer szerepelt, mostantól egy bejegyzés: ${name} ezen a néven: ${as}`,
  unreadable: (count) => say`Átvéve, bár ez a verzió nem tudja olvasni: ${count}`,
  nothing: (file) => say`Nincs benne semmi új: ${file}`,
  done: (file) => say`Kész. A másik fájl változatlanul megmaradt: ${file}`,
  notNeeded: (file) => say`Kész. A másik példányra már nincs szükség; változatlanul megmaradt: ${file}`,
  newerKey:
    'A másik példánynak újabb az adatkulcsa: a széfet mostantól az abban lévő széfjelszavak és kulcsok nyitják. Ellenőrzés: ukp key list',
  olderKey: 'A másik példánynak régebbi az adatkulcsa: a feloldási módjai nem kerültek át.',
  keysAdded: (count) => say`Átvett feloldási módok: ${count}`,
}
