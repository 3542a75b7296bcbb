// Amit az ukp enroll mond: a portálnál töltött két perc, lépésről lépésre. A portál feliratai „…” között állnak.
import type { EnrollWords } from '../en/enroll.ts'
import { commandLine, say } from '../say.ts'

const mark = (there: boolean): string => (there ? '✓' : '–\u00a0(hiányzik)')

export const enroll: EnrollWords = {
  newVault: (file) =>
    say`A kulcsok egy széfbe kerülnek: ez egyetlen titkosított fájl ezen a gépen. A most választott széfjelszó nyitja. Az interneten semmi sem megy át. A széf helye: ${file}`,
  interruptible: 'Minden azonnal mentésre kerül: ha valami közbejön, az „ukp enroll” folytatja.',
  anotherSession:
    'Más személy fiókját állítja be? Előbb lépjen ki a portálon, vagy használjon inkognitóablakot: különben a böngésző az előző személy fiókját mutatja.',
  commands: {
    code: (name, vault) => commandLine('code', name, vault),
    enroll: (name, vault) => commandLine('enroll', name, vault),
    deletionCode: (name, vault) => commandLine('edit', name, vault, '--deletion-code'),
  },
  step: (step, title) => say`${step}/5  ${title}`,
  titles: {
    key: 'A QR-kód',
    code: (name) => say`Az első kód: ${name}`,
    deletionCode: 'A törlőkód',
    backup: 'Biztonsági mentés',
    picture: 'A QR-kód képe',
  },

  unfinishedQuestion: 'Itt még hiányzik valami. Mi folytatódjon?',
  unfinished: (name, missing) => say`${name} (hiányzik: ${missing.join(', ')})`,
  newOne: 'Új bejegyzés',
  goingOn: (name, missing) => say`Folytatás: ${name}. Hiányzik: ${missing.join(', ')}.`,
  missing: { deletionCode: 'törlőkód', backup: 'biztonsági mentés' },
  complete: (name) =>
    say`Ennél a bejegyzésnél már minden el van mentve: ${name}. A portál új QR-kódjával új kulcsot kap.`,

  key: {
    portal:
      'A portálon: „Ügyfélkapu+ igénylése”, majd „Tovább az Ügyfélkapu+ igényléshez”. A QR-kód az „1. QR-KÓD LEOLVASÁSA” felirat alatt látható. Ott álljon meg, amíg itt be nem olvasta.',
    question: 'Hol van a QR-kód?',
    sources: {
      file: 'képfájlban (képernyőkép)',
      clipboard: 'a vágólapon (másolva)',
      screen: 'most a képernyőn',
      text: 'sehol: csak a kulcs van meg',
    },
    fileHint: 'Írja be a képfájl nevét, vagy húzza rá a fájlt erre az ablakra.',
    file: 'Képfájl (Enter: vissza):',
    text: 'Titkos kulcs (Enter: vissza):',
    which: (count) => say`${count} kód van rajta. Melyik legyen?`,
    refused: (sentence) => say`${sentence} Semmi sem veszett el; próbálja újra.`,
    refusedAhead: (sentences) => say`${sentences} A következő lépésben másik adható meg.`,
    hints: {
      name: 'Ellenőrizze a fájl nevét és mappáját, vagy húzza rá a fájlt erre az ablakra.',
      picture:
        'Készítsen új képernyőképet, rajta az egész QR-kóddal és körülötte némi fehérrel, vagy adja meg a kulcsot.',
      screen: 'Látszódjon az egész QR-kód, körülötte némi fehérrel, és ne takarja ez az ablak; vagy mentse képként.',
      copy: 'Előbb másolja a vágólapra a képet vagy a kulcsot, vagy mentse a képet fájlba.',
      file: 'Mentse a képet fájlba, vagy adja meg a kulcsot.',
      trash: (name, vault) => say`Visszahozás: ${commandLine('restore', name, vault)}`,
    },
    found: (details) => say`Beolvasva: ${details}`,
    name: 'Név, például mama:',
    nameHint: (label) => say`Milyen néven kerüljön a széfbe? Csak Enter: ${label}`,
    same: (name) => say`Ez a kulcs már el van mentve. Folytatás: ${name}`,
    otherKey: (name) =>
      say`Ehhez már van bejegyzés, más kulccsal: ${name}. A portál minden újrakezdéskor, az „Új kódot kérek” és a „Beállítás másik eszközre” után is új kulcsot ad, és onnantól a legújabbat várja.`,
    otherKeyQuestion: 'Hová tartozik ez a kulcs?',
    replaces: (name) => say`ehhez, új kulcsként: ${name} (a régi is megmarad)`,
    beside: 'másik bejegyzéshez, saját névvel',
    saved: (name) => say`Elmentve: ${name}`,
    replaced: (name) => say`Az új kulcs elmentve: ${name}. A régi megmarad az előzmények között.`,
  },

  code: {
    portal:
      'A portál előbb az ügyfélkapus jelszót kéri, majd ezt a kódot: az „Azonosító” mezőbe kell írni, utána „TOVÁBB”.',
    general: 'Ezt a kódot kell beírni a szolgáltatásnál.',
    wait: 'Várja meg a következő kódot: már túl kevés a hátralévő idő.',
    acceptedByPortal: 'Elfogadta a portál?',
    accepted: 'Elfogadta a szolgáltatás?',
    acceptedBefore: 'Korábban már elfogadott egy kódot? Akkor: Enter.',
    keys: 'Enter, i: igen   n: nem   c: másolás',
    copied: (seconds) => say`A vágólapon van; törlés ${seconds} mp múlva.`,
    notCopied: 'Itt nincs vágólap: gépelje be a kódot.',
    done: 'Elfogadva.',
    counted: 'Ez a bejegyzés számolja a kódjait; itt nem látható, mert minden megmutatott kód elhasználódik.',
  },

  rejected: {
    title: 'Nem fogadta el a kódot. Nézze végig ezeket, sorban:',
    account: (name, user) =>
      user === ''
        ? say`1. A megfelelő bejegyzés volt? A kód ehhez tartozik: ${name}`
        : say`1. A megfelelő bejegyzés volt? A kód ehhez tartozik: ${name} (felhasználónév: ${user})`,
    older:
      '   Vagy régebbi QR-kód? Az „Új kódot kérek” és minden újrakezdés új kulcsot ad a portálon; csak az utolsó érvényes.',
    clock: (time) =>
      say`2. Az óra? Ez a gép ezt mutatja: ${time}. Ha egy pontos óra mást mutat, kapcsolja be itt az automatikus időbeállítást. Bővebben: ukp doctor`,
    late: '3. Volt hátra legalább 8 mp? A kódnak addig oda kell érnie, amíg érvényes.',
    button: '4. Bejelentkezéskor: az „Ügyfélkapu+ hitelesítő alkalmazással” gomb kell, nem az e-mailes kódé.',
    question: 'Mi legyen most?',
    again: 'a kód újra',
    other: 'másik QR-kód vagy kulcs',
    stop: 'megállás; minden el van mentve',
  },

  deletion: {
    portal: 'A portál most a „TÖRLŐKÓD” felirat alatt 8 számjegyet mutat, egyszer, soha többé. Írja be ide.',
    why: 'Ezzel szüntethető meg az Ügyfélkapu+, ha a kulcs elvész; nélküle csak kormányablakban.',
    keys: '8 számjegy   Esc: később   v: vissza',
    invalid: 'A törlőkód pontosan 8 számjegyből áll.',
    compare: 'Hasonlítsa össze a portállal, számjegyenként. Ugyanaz?',
    compareKeys: 'Enter: igen   Backspace: javítás',
    later:
      'Törlőkód nélkül az Ügyfélkapu+ csak kormányablakban szüntethető meg, ha a kulcs elvész. A portál nem mutatja meg újra.',
    laterQuestion: 'Mégis kimarad?',
    postponed: (how) => `${say`Nincs elmentve: törlőkód. Pótlása:`} ${how}`,
    saved: 'A törlőkód elmentve. A portálon jelölje be: „A fenti törlőkód mentéséről gondoskodtam”, majd „BEFEJEZÉS”.',
    there: 'A törlőkód már el van mentve.',
    none: 'Ehhez a bejegyzéshez nincs.',
  },

  backup: {
    elsewhere: 'Legyen másolat máshol is, például pendrive-on?',
    which: 'Írja be a mappa nevét, vagy húzza rá a mappát erre az ablakra.',
    folder: 'A mappája (Enter: nem):',
    failed: (sentence) => say`Ott nem készült biztonsági mentés: ${sentence}`,
  },

  picture: {
    question: 'Törli most a képet?',
    none: 'Most nem képfájlból olvasott a program. Ha képet vagy karaktersort mentett, abból más is előállíthatja a kódokat: törölje.',
    kept: (file) => say`Megmaradt: ${file}`,
  },

  summary: ({ key, deletionCode, backup }) =>
    [
      `Elmentve: kulcs\u00a0${mark(key)}`,
      deletionCode === null ? '' : `törlőkód\u00a0${mark(deletionCode)}`,
      `biztonsági mentés\u00a0${mark(backup)}`,
    ]
      .filter(Boolean)
      .join('   '),
  nextCode: 'A következő kód:',
  login: 'Bejelentkezés ezzel: „Ügyfélkapu+ hitelesítő alkalmazással”.',
  logout: 'A következő személy előtt lépjen ki a portálon, vagy használjon inkognitóablakot.',
  another: 'Következik még valaki?',
  goOn: 'Folytatás:',
}
