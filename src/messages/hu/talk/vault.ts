// A széf: létrehozás, feloldás, zárolás, régebbi és másik példányok.
import type * as english from '../../en/talk/vault.ts'
import { say } from '../../say.ts'
import { entries } from './count.ts'

export const vault: typeof english.vault = {
  createTitle: 'Új széf létrehozása.',
  newPassphrase: 'Új széfjelszó (ne az ügyfélkapus jelszó legyen):',
  cannotRecover:
    'Ha elfelejti a széfjelszót, a széf tartalmát senki sem tudja visszaállítani. Segít a papírra írt helyreállítási kulcs: ukp key add recovery',
  passphrase: 'Széfjelszó:',
  passphraseOrRecoveryKey: 'Széfjelszó (vagy helyreállítási kulcs):',
  backupPassphrase: (file) => say`A biztonsági mentés széfjelszava (${file}):`,
  created: (file) => say`A széf elkészült: ${file}`,
  othersCanRead: (file) => say`A gép más felhasználói is olvashatják: ${file}. Javítás: chmod 600 ${file}`,
  unreadable: (count) => say`A széfben ${entries(count)} nem olvasható az ukp e verziójával; változatlanul megmarad.`,
  older: (generation, seen) =>
    say`Ez a széf régebbi példánya: ${generation}. változat, pedig ez a számítógép már látta ezt is: ${seen}. változat. Olvasni lehet; mentés előtt a program rákérdez. Más példányok: ukp merge, ukp backup list`,
  olderQuestion: (generation, seen) =>
    say`Ez a széf régebbi példánya (${generation}. változat, itt már volt ${seen}. is). Ami azóta történt, hiányzik belőle. Innen folytatódjon?`,
  forked: (generation) =>
    say`Ez a széf (${generation}. változat) máshogyan változott, mint amelyet ez a számítógép látott: két gép mentett egyszerre, vagy kicserélték a fájlt. A másik példány beolvasztása: ukp merge <fájl>`,
  forkedQuestion: (generation) =>
    say`Ez a széf (${generation}. változat) máshogyan változott, mint az itt látott. Innen folytatódjon?`,
  replaced: (file) =>
    say`Itt korábban másik széf volt: ${file}. Ha senki sem cserélte ki szándékosan, álljon meg, és keresse meg az igazit.`,
  copies: (files) =>
    say`Van egy másik példány ebből a széfből, talán egy szinkronizáló programtól: ${files.join(', ')}. Beolvasztás: ukp merge`,
  openedByRecoveryKey: (id, generation) =>
    say`Helyreállítási kulccsal feloldva: ${id} azonosítójú széf, ${generation}. változat.`,
  recoverySeen: 'Ez a számítógép már látta pontosan ezt a változatot.',
  recoveryUnseen:
    'Ez a számítógép még nem látta ezt a változatot. Aki írni tudja a fájlt, akár maga is készíthette a helyreállítási kulcs birtokosának: ellenőrizze, hogy működnek-e a kódok, mielőtt rájuk hagyatkozik.',
  recoveryThenChange: 'Új széfjelszó beállítása: ukp key change',
  newQuestion: 'Valóban új, üres széf készüljön ide?',
  weakPassphrase: 'A széfjelszót a mai szokásosnál kevesebb számítás védi. Megerősítés: ukp key change',
}

export const session: typeof english.session = {
  until: (time) => say`A széf nyitva marad eddig: ${time}. Zárolás hamarabb: ukp lock`,
  untilLogout: 'A széf kijelentkezésig nyitva marad. Zárolás hamarabb: ukp lock',
  untilTerminal: 'A széf nyitva marad, amíg ez a terminál be nem zárul. Zárolás hamarabb: ukp lock',
  locked: 'A széf zárolva.',
  lockedAll: (count) => say`Zárolt széfek száma: ${count}`,
  nothing: 'Egy széf sem volt feloldva.',
  unknownVault: (file) =>
    say`Nem állapítható meg, melyik széf volt itt: ${file}. Az összes feloldott széf zárolása: ukp lock --all`,
}
