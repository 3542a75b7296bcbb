// Ami a papírra kerül, és ami a készítésekor és a visszaolvasásakor hangzik el.
import type { PaperWords } from '../en/paper.ts'
import { say } from '../say.ts'

export const paper: PaperWords = {
  language: 'hu',

  plainWarning:
    'A lap NINCS titkosítva: aki a fájlhoz vagy a papírhoz hozzájut, az Ön kódjait is elő tudja állítani, most és később is.',
  written: (file, count) => say`Elkészült: ${file} (bejegyzések: ${count})`,
  vaultWritten: (file, codes) => say`Elkészült: ${file} (a teljes széf titkosítva, QR-kódok száma: ${codes})`,
  print: 'Nyomtassa ki most: nyissa meg böngészőben, és nézze meg, hogy a papíron minden QR-kód ép-e.',
  printer:
    'A nyomtató és a nyomtatási sor másolatot őriz meg, főleg munkahelyen, másolóüzletben és hálózaton: otthoni nyomtatót használjon.',
  deleteFile: (file) => say`Utána törölje a fájlt: ${file}`,
  beyondDeleting:
    'A törlés nem éri el a kukában, a felhőben, a biztonsági mentésekben, a böngészőnél és a nyomtatóban lévő másolatokat, és a lemezen is megmaradhat egy ideig, ami a fájlban volt.',
  synced: (file, service) =>
    say`A mappája más gépekkel szinkronizálódik (${service}), ezért ott már lehet másolat: ${file}`,
  othersCanRead: (file) => say`A gép más felhasználói is olvashatják a fájlt: ${file}`,
  noBackup: 'A lap embereknek szól; titkosított biztonsági mentés készítése: ukp backup',
  tryIt: 'Próbálja ki egyszer: olvassa be az oldalakat PNG- vagy JPEG-képként, majd: ukp backup verify <képek>',

  read: (file, count) => say`${file}: a széf QR-kódjai közül ennyi: ${count}`,
  readNone: (file, why) => say`${file}: nincs rajta olvasható QR-kód egy széfből. ${why}`.trim(),

  about: (id, generation, date) => say`széf: ${id} · ${generation}. változat · ${date}`,

  sheet: {
    title: 'Vészhelyzeti lap',
    keep: 'Akinél ez a lap van, elő tudja állítani a lenti kódokat, és a törlőkóddal megszüntetheti az Ügyfélkapu+ szolgáltatást. Úgy őrizze, mint a készpénzt: elzárva, ne a számítógép mellett.',
    outdated:
      'A fenti napon érvényes adatok állnak rajta. Új kulcs vagy új törlőkód után nyomtasson új lapot, ezt pedig semmisítse meg.',
    emergency: 'Vészhelyzetben',
    newDevice:
      'Új telefon vagy számítógép: bármelyik hitelesítő alkalmazás megfelel. Abban új fiókot kell hozzáadni, és beolvasni a QR-kódját erről a lapról, vagy begépelni a titkos kulcsát; a szóközök nem számítanak. A kódok ugyanazok lesznek, mint eddig. A belépéshez a felhasználónév és a szolgáltatás jelszava (például az ügyfélkapus jelszó) is kell; jelszó ezen a lapon nincs.',
    withUkp: 'Az ukp programmal, számítógépen: ukp add <név>, majd a kérésre a titkos kulcs begépelése.',
    canLogIn:
      'Ügyfélkapu+, ha a belépés még működik: az „Ügyfélkapu beállítások”, majd a „Beállítás másik eszközre” új QR-kódot és új törlőkódot ad. Ez a lap attól kezdve elavult.',
    lostAll:
      'Ügyfélkapu+, ha minden elveszett, de a törlőkód itt van: az ugyfelkapu.gov.hu oldal felső menüjében (belépés előtt is látható) az „ÜGYFÉLKAPU+ MEGSZÜNTETÉSE” pontot kell választani, és megadni a törlőkódot. Utána az ugyfelkapu.gov.hu oldalon csak felhasználónévvel és az ügyfélkapus jelszóval be lehet lépni, és újra igényelhető az Ügyfélkapu+.',
    noDeletionCode: 'Ügyfélkapu+ kódok és törlőkód nélkül: személyesen kormányablakban, külföldön konzulátuson.',
    of: (at, count) => `${at}/${count}`,
    issuer: 'Kibocsátó',
    account: 'Felhasználónév',
    key: 'Titkos kulcs',
    codes: 'Kódok',
    deletionCode: 'Törlőkód',
    deletionCodeMissing: 'nincs eltárolva; ide írható:',
    kinds: { totp: 'idő szerint', hotp: 'számlálós', steam: 'Steam, csak ezt ismerő alkalmazásba' },
    digits: (count) => `${count} számjegy`,
    period: (seconds) => `${seconds} mp időköz`,
    counter: (counter) => `a következő számláló a fenti napon: ${counter}`,
    noQr: 'QR-kódnak túl hosszú: a titkos kulcsot be kell gépelni.',
  },

  vault: {
    title: 'A titkosított széf papíron',
    what: 'Ezeknek az oldalaknak a QR-kódjai a teljes széfet tartalmazzák, titkosítva: a bejegyzéseket, a törlőkódokat és a kukát. Akinél csak a papír van, nem tudja megnyitni. Az sem, aki a feloldás minden módját elvesztette.',
    ways: 'Ezek bármelyike megnyitja',
    keyringOnly: 'csak a saját számítógépén',
    kept: 'Itt található a széfjelszó vagy a kulcs (nem maga a széfjelszó):',
    back: 'Így állítható vissza',
    scan: 'Olvassa be lapolvasóval az összes oldalt, kisimítva és teljes egészében, 300 dpi felbontással (200-nál nem kisebbel), és PNG- vagy JPEG-képként mentse, ne PDF-ként.',
    restore: 'Az ukp programmal, bármilyen sorrendben; megnevezi, mely számok hiányoznak:',
    without: (codes) =>
      `Az ukp nélkül, Linuxon a zbarimg programmal (zbar-tools csomag), a képek mappájában. A harmadik sornak ennyi kódot kell számolnia: ${codes}; ha nem ennyi, néhány oldalt újra be kell olvasni:`,
    digest: 'Az utolsó sor ekkor a fájlnak ezt az SHA-256 értékét mutatja:',
    format:
      'A fájl egy ukp-vault/1 formátumú széf. Az ukp nélküli megnyitását (Argon2id, XChaCha20-Poly1305) az ukp docs/vault-format.md oldala írja le, amely a programmal együtt jelenik meg.',
    of: (at, count) => `${at} / ${count}`,
  },
}
