// Amit az ukp mond, ha minden rendben: kérdések, beszámolók, feliratok.
import type { talk as english } from '../en/talk.ts'
import { argument, say } from '../say.ts'

const entries = (count: number): string => `${count} bejegyzés`

export const talk: typeof english = {
  words: {
    yes: 'Igen',
    no: 'Nem',
    yesOrNo: 'A válasz i (igen) vagy n (nem) lehet.',
    keyAction: (action) => ({ navigate: 'mozgás', select: 'kiválasztás' })[action] ?? action,
    error: 'Hiba',
    nextStep: 'Teendő',
    warning: 'Megjegyzés',
    none: 'nincs',
  },
  warnings: {
    'label-issuer': ({ label, parameter }) =>
      say`A hivatkozás két kibocsátót nevez meg: ${label} és ${parameter}. Érvényes: ${parameter}.`,
    'label-missing': () => 'A hivatkozásnak nincs felirata.',
    'label-raw': () => 'A felirat írásmódja hibás; változatlanul átvéve.',
    'odd-length': ({ length }) =>
      say`A kulcs hossza szokatlan (${length} karakter). Hasonlítson össze egy kódot a másik alkalmazással.`,
    'unusual-end': () => 'A kulcs utolsó karaktere szokatlan. Hasonlítsa össze a kulcsot még egyszer az eredetivel.',
    'short-key': ({ bits }) => say`A kulcs nagyon rövid (${bits} bit).`,
    'counter-missing': () => 'A hivatkozás nem ad meg számlálót; a számlálás 0-tól indul.',
    'type-missing': () => 'Az export nem mondja meg a kód fajtáját; időalapúként átvéve.',
    'few-digits': ({ digits }) => say`A kód csak ${digits} számjegyű.`,
    'long-period': ({ period }) => say`A kód csak ${period} másodpercenként változik.`,
  },

  vault: {
    createTitle: 'Új széf létrehozása.',
    newPassphrase: 'Új széfjelszó (ne az ügyfélkapus jelszó legyen):',
    again: 'Még egyszer:',
    cannotRecover: 'Ha elfelejti a széfjelszót, a széf tartalmát senki sem tudja visszaállítani.',
    passphrase: 'Széfjelszó:',
    backupPassphrase: (file) => say`A biztonsági mentés széfjelszava (${file}):`,
    created: (file) => say`A széf elkészült: ${file}`,
    othersCanRead: (file) => say`A gép más felhasználói is olvashatják: ${file}. Javítás: chmod 600 ${file}`,
    unreadable: (count) => say`A széfben ${entries(count)} nem olvasható az ukp e verziójával; változatlanul megmarad.`,
  },

  add: {
    keyHint:
      'Illessze be a titkos kulcsot vagy az otpauth hivatkozást; rejtve marad. A portálon a „Nem tudom beolvasni a kódot” feliratra kattintva látható ez a karaktersor.',
    keyPrompt: 'Titkos kulcs:',
    deletionCodeHint:
      'A törlőkódot (8 számjegy) a portál egyszer mutatja meg, a végén. Még nem látszik? Enter; később: ukp edit <név> --deletion-code',
    namePrompt: 'Név (például: mama):',
    deletionCodePrompt: 'Törlőkód:',
    added: (name) => say`Hozzáadva: ${name}`,
    itsCode: (name) => say`A kódja: ukp code ${argument(name)}`,
    savedAs: (wanted, name) => say`Már van ilyen nevű bejegyzés: ${wanted}. Mentve ezen a néven: ${name}`,
    replaced: (name) => say`Az új kulcs eltárolva: ${name}. A régi megmarad az előzmények között.`,
    same: (name) => say`Már szerepel ezen a néven: ${name}`,
    refused: (source, sentence) => say`Nem került be, ${source}: ${sentence}`,
    line: (line) => say`${line}. sor`,
    wouldAdd: (label, characters) => say`Hozzáadható: ${label} (a kulcs ${characters} karakter)`,
    dryRun: 'Semmi sem került a széfbe.',
    noBackup: 'Még nem készült biztonsági mentés. Készítés: ukp backup',
    pictureHoldsKey: (file) =>
      say`A képen továbbra is rajta van a kulcs: ${file}. Őrizze biztonságos helyen, vagy törölje.`,
  },

  list: {
    name: 'NÉV',
    issuer: 'KIBOCSÁTÓ',
    account: 'FELHASZNÁLÓNÉV',
    tags: 'CÍMKÉK',
    notes: 'MEGJEGYZÉS',
    empty: 'A széf üres. Új bejegyzés: ukp add <név>',
    noMatch: 'Nincs találat.',
    sameLabel: 'azonos név vagy felirat többször',
    noDeletionCode: 'törlőkód: hiányzik',
    count: entries,
    backupNever: 'Még nem készült biztonsági mentés. Készítés: ukp backup',
    backupOld: (date) => say`Utolsó biztonsági mentés: ${date}. Azóta történt változás: ukp backup`,
    inTrash: (count) => say`A kukában: ${count}`,
  },

  code: {
    secondsLeft: (seconds) => say`még ${seconds} mp`,
    next: (code) => say`következő: ${code}`,
    validFor: (seconds) => say`Még ${seconds} másodpercig érvényes.`,
    counter: (counter) => say`${counter}. kód`,
    copied: (name, seconds) =>
      say`A kód a vágólapra másolva: ${name}. Még ${seconds} másodpercig érvényes, utána a vágólap kiürül.`,
    copiedCounted: (name, seconds) => say`A kód a vágólapra másolva: ${name}. A vágólap ${seconds} mp múlva kiürül.`,
    waiting: (seconds) => say`Várakozás a következő kódra: ${seconds} mp…`,
    choose: 'Melyik bejegyzés?',
    skippedCounted: (names) => say`Kimaradt, mert a kód lekérése elhasználja: ${names.join(', ')}`,
  },

  show: {
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
    id: 'Azonosító',
    stored: 'eltárolva (megjelenítés: --reveal)',
    missing: 'hiányzik',
    hidden: 'rejtve (megjelenítés: --reveal)',
    seconds: (seconds) => say`${seconds} mp`,
    deletionCodeWarning: 'A törlőkóddal bárki megszüntetheti az Ügyfélkapu+ szolgáltatást ennél a fióknál.',
    qrWarning: 'Aki ezt a QR-kódot látja, elő tudja állítani a kódokat. Utána törölje a képernyőt.',
  },

  edit: { changed: (name) => say`Módosítva: ${name}` },

  remove: {
    question: (names) => say`A kukába kerüljön: ${names}?`,
    purgeQuestion: (names) => say`Végleges törlés, visszaút nélkül: ${names}?`,
    notGovernment:
      'Ez nem szünteti meg az Ügyfélkapu+ szolgáltatást. A kulcs és a törlőkód nélkül csak kormányablakban állítható helyre a hozzáférés.',
    done: (name) => say`A kukába került: ${name}. Visszavonás: ukp restore ${argument(name)}`,
    purged: (name) => say`Véglegesen törölve: ${name}`,
  },

  restore: {
    done: (name) => say`Visszahozva: ${name}`,
    empty: 'A kuka üres.',
    trashed: 'MIKOR KERÜLT A KUKÁBA',
  },

  backup: {
    done: (file, count) => say`A biztonsági mentés elkészült és ellenőrizve: ${file} (${entries(count)})`,
    good: (file, count, generation) =>
      say`A biztonsági mentés jó: ${file} (${entries(count)}, ${generation}. változat)`,
    removedOld: (file) => say`Régi biztonsági mentés törölve: ${file}`,
    replaceQuestion: (file) => say`A mentés felülírja ezt a fájlt: ${file}. Mehet?`,
    restoreQuestion: (count, file) =>
      say`Visszaállítható ${entries(count)} innen: ${file}. A meglévők megmaradnak. Mehet?`,
    nothingMissing: 'A biztonsági mentés minden bejegyzése megvan a széfben.',
    restored: (name) => say`Visszaállítva: ${name}`,
    restoredAs: (wanted, name) => say`Visszaállítva: ${wanted}, ezen a néven: ${name}`,
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
    notAVault: 'nem széf fájlja',
    asideQuestion: (file, aside) => say`A széf sérült. Megmarad ezen a néven: ${aside}. A helyére kerüljön: ${file}?`,
    setAside: (file) => say`A sérült széf megmaradt ezen a néven: ${file}`,
    keepElsewhere: 'Tartson egy példányt másik eszközön is, például pendrive-on: ukp backup create <fájl>',
  },

  key: {
    id: 'AZONOSÍTÓ',
    type: 'FAJTA',
    label: 'MEGNEVEZÉS',
    created: 'HOZZÁADVA',
    types: {
      passphrase: 'széfjelszó',
      'key-file': 'kulcsfájl',
      keyring: 'rendszerkulcstartó',
      unknown: 'ez a verzió nem ismeri',
    },
    added: (file) => say`A kulcsfájl elkészült és a széfhez adva: ${file}`,
    addedWarning:
      'Akinél ez a fájl megvan, széfjelszó nélkül is megnyithatja a széfet. Ne tartsa megosztott vagy felhővel szinkronizált mappában.',
  },

  usage: {
    usage: 'Használat',
    commandWord: '<parancs>',
    optionsWord: '[kapcsolók]',
    placeholders: {
      account: 'fiók',
      command: 'parancs',
      file: 'fájl',
      image: 'kép',
      language: 'nyelv',
      name: 'név',
      query: 'keresés',
      tag: 'címke',
      text: 'szöveg',
      time: 'időpont',
      type: 'fajta',
    },
    arguments: 'Argumentumok',
    options: 'Kapcsolók',
    globalOptions: 'Minden parancs kapcsolói',
    examples: 'Példák',
    commands: 'Parancsok',
    default: (value) => say`alapérték: ${value}`,
    more: 'Egy parancsról bővebben: ukp help <parancs>',
  },
}
