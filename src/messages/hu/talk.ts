// Amit az ukp mond, ha minden rendben: kérdések, beszámolók, feliratok.

import type { LossKind } from '../../otp/loss.ts'
import type { talk as english, ImportCounts } from '../en/talk.ts'
import { argument, listed, say } from '../say.ts'
import { otherCode } from './other-code.ts'

const entries = (count: number): string => `${count} bejegyzés`

const LOSSES: Readonly<Record<LossKind, string>> = {
  type: 'fajta',
  algorithm: 'algoritmus',
  digits: 'számjegyek',
  period: 'időköz (mp)',
  counter: 'számláló',
  secret: 'túl hosszú kulcs, bájt',
  size: 'QR-kódhoz túl sok, bájt',
  name: 'név',
  issuer: 'kibocsátó',
  account: 'felhasználónév',
  note: 'megjegyzés',
  tags: 'címkék',
  'deletion-code': 'törlőkód',
  history: 'korábbi kulcsok',
}

const countsText = ({ added, changed, same, refused }: ImportCounts): string =>
  [
    String(added),
    changed > 0 ? `kiegészítve: ${changed}` : '',
    same > 0 ? `már szerepelt: ${same}` : '',
    refused > 0 ? `nem vehető át: ${refused}` : '',
  ]
    .filter(Boolean)
    .join(', ')

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
    nothingFound: 'Nincs találat.',
    day: (year, month, day) => `${year}. ${month}. ${day}.`,
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
    'type-missing': () => 'Az exportált fájl nem mondja meg a kód fajtáját; időalapúként átvéve.',
    'steam-issuer': ({ taken }) =>
      say`A kibocsátó a Steam, de a hivatkozásból nem derül ki a kód fajtája: ${taken} lett. Hasonlítson össze egy kódot; ha más fajta: ukp add <név> --type`,
    'few-digits': ({ digits }) => say`A kód csak ${digits} számjegyből áll.`,
    'note-cut': ({ limit }) => say`A megjegyzés túl hosszú; az első ${limit} karaktere marad meg.`,
    'long-period': ({ period }) => say`A kód csak ${period} másodpercenként változik.`,
    'deletion-code-short': ({ length }) =>
      say`A törlőkód túl rövid (8 számjegy helyett ${length}): a táblázatkezelő elhagyja az elejéről a nullákat. A törlőkód kimaradt; pótlása: ukp edit <név> --deletion-code`,
    'deletion-code-wrong': () =>
      'A törlőkód nem 8 számjegyből áll. A törlőkód kimaradt; pótlása: ukp edit <név> --deletion-code',
  },

  vault: {
    createTitle: 'Új széf létrehozása.',
    newPassphrase: 'Új széfjelszó (ne az ügyfélkapus jelszó legyen):',
    again: 'Még egyszer:',
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
  },

  add: {
    keyHint:
      'Illessze be a titkos kulcsot vagy az otpauth hivatkozást; rejtve marad. A portálon a „Nem tudom beolvasni a kódot” feliratra kattintva látható ez a karaktersor.',
    keyPrompt: 'Titkos kulcs:',
    deletionCodeHint:
      'Az Ügyfélkapu+ törlőkódját (8 számjegy) a portál egyszer mutatja meg, a végén. Más fiók, vagy még nem látszik? Enter; később: ukp edit <név> --deletion-code',
    namePrompt: 'Név (például: mama):',
    deletionCodeOf: (name) => say`Ennek a bejegyzésnek a törlőkódja, 8 számjegy; rejtve marad: ${name}`,
    deletionCodePrompt: 'Törlőkód:',
    added: (name) => say`Hozzáadva: ${name}`,
    itsCode: (name) => say`A kódja: ukp code ${argument(name)}`,
    savedAs: (wanted, name) => say`Már van ilyen nevű bejegyzés: ${wanted}. Mentve ezen a néven: ${name}`,
    replaced: (name) =>
      say`Az új kulcs eltárolva: ${name}. A régi megmarad az előzmények között. A kódja: ukp code ${argument(name)}. Nem fogadta el a portál? A régi kulcs visszahozása: ukp restore ${argument(name)}`,
    completed: {
      counter: (name, counter) => say`Számláló a fájlból: ${name} (a következő kód sorszáma: ${counter})`,
      'deletion-code': (name) => say`Törlőkód a fájlból: ${name}`,
    },
    twice: (name) => say`Kétszer szerepel, egyszer számít: ${name}`,
    same: (name) => say`Már szerepel ezen a néven: ${name}`,
    refused: (source, sentence) =>
      source === '' ? say`Nem került be: ${sentence}` : say`Nem került be, ${source}: ${sentence}`,
    line: (line) => say`${line}. sor`,
    wouldAdd: (label, details) => say`Hozzáadható: ${label} (${details})`,
    details: (parts) =>
      [
        parts.issuer === '' ? '' : say`kibocsátó: ${parts.issuer}`,
        parts.account === '' ? '' : say`felhasználónév: ${parts.account}`,
        parts.others,
        `${parts.characters} karakteres kulcs`,
      ]
        .filter(Boolean)
        .join(', '),
    foundSeveral: (count) => `A képeken ${entries(count)} található:`,
    takeQuestion: (count) => (count === 1 ? 'Felveszi ezt a bejegyzést?' : `Felvesz ${entries(count)}t?`),
    skipped: (file, holds) =>
      holds === null
        ? say`Kihagyva, DÁP-bejelentkezési QR-kód, nincs benne kulcs: ${file}`
        : say`Kihagyva, nem hitelesítő alkalmazáshoz való QR-kód (${otherCode(holds)}): ${file}`,
    dryRun: 'Semmi sem került a széfbe.',
    noBackup: 'Még nem készült biztonsági mentés. Készítés: ukp backup',
    pictureHoldsKey: (file) =>
      say`A képen továbbra is rajta van a kulcs: ${file}. Őrizze biztonságos helyen, vagy törölje.`,
    pictureSynced: (file, service) =>
      say`A mappája más számítógépekkel szinkronizálódik (${service}): a kép már fel is töltődhetett: ${file}`,
    pictureOpen: (file) => say`A képet a számítógép más felhasználói is olvashatják: ${file}`,
    pictureKept: (file) => say`Nem törölve, mert nem minden került be a képről: ${file}`,
    deleteQuestion: (files) =>
      files.length === 1
        ? say`Törli most a képet? ${files.join(', ')}`
        : say`Törli most a képeket? ${files.join(', ')}`,
    pictureDeleted: (file) => say`A kép törölve: ${file}`,
    clipboardHoldsKey: 'A vágólapon továbbra is ott van a kulcs.',
    clearQuestion: 'Kiürüljön most a vágólap?',
    clipboardCleared:
      'A vágólap kiürült. Amit egy vágólapkezelő vagy egy szinkronizált vágólap megőrzött, azt ez nem éri el.',
    clipboardChanged: 'A vágólapon közben más van, ezért változatlan maradt.',
    clipboardLeft: 'A vágólap nem ürült ki, mert nem minden került át róla.',
    beyondDeleting:
      'A törlés nem éri el a kukában, a felhőben, a biztonsági mentésekben, a telefonon vagy a vágólap előzményeiben lévő másolatokat, és maga a lemez is megőrizheti egy ideig a fájl tartalmát. A másolatokat ott kell törölni, ahol vannak.',
  },

  import: {
    password: (file, app) => say`Forrásjelszó ehhez: ${file} (${app}; nem a széfjelszó):`,
    saveQuestion: 'Menti ezt?',
    refused: (source, sentence) =>
      source === '' ? say`Nem vehető át: ${sentence}` : say`Nem vehető át, ${source}: ${sentence}`,
    otherName: (place, wanted, name) =>
      say`${place === '' ? '' : `${place}: `}${wanted}: nem kerül be még egyszer, mert a kulcsa ugyanaz, mint ennek: ${name}`,
    otherDeletionCode: 'A törlőkódja eltér; az kimaradt.',
    compare:
      'A régi alkalmazást addig tartsa meg, amíg minden bejegyzés egy-egy kódját össze nem hasonlította: ukp code --all',
    found: (file, app) => say`${file}: ${app}`,
    about: (name, warning) => say`${name}: ${warning}`,
    trashed: 'ott a kukában van, ezért itt is oda kerül',
    passedOver: (file) => say`Kihagyva, nem kép és nem ismert exportált fájl: ${file}`,
    remarks: {
      'passwords-left': (file) => say`A fájl belépési adatokat is tartalmaz; ezek beolvasása elmaradt: ${file}`,
      'without-key': (file) => say`A kulcs nélküli sorok kimaradtak: ${file}`,
    },
    would: (counts) => `Hozzáadható: ${countsText(counts)}`,
    done: (counts) => `Hozzáadva: ${countsText(counts)}`,
    holdKeys: (files) =>
      say`Ezekből a fájlokból bárki kiolvashatja a kulcsokat, aki hozzájuk jut: ${listed(files)}. Törölje, amire már nincs szükség: a kukából, a felhőből és a telefonról is.`,
    synced: (files, service) =>
      say`A mappát más számítógépek is szinkronizálják (${service}), így ott is lehet másolat: ${listed(files)}`,
    othersCanRead: (files) => say`A számítógép más felhasználói is olvashatják: ${listed(files)}`,
  },

  export: {
    plainWarning:
      'Az exportált adat NINCS titkosítva: aki hozzájut, az Ön kódjait is elő tudja állítani, most és később is.',
    word: 'titkosítatlan',
    wordQuestion: (word) => say`A folytatáshoz írja be ezt a szót: ${word}`,
    password: 'A fájl céljelszava (nem a széfjelszó):',
    again: 'Még egyszer:',
    loss: ({ what, value }) => (value === null ? LOSSES[what] : say`${LOSSES[what]}: ${value}`),
    refused: (app, why, names) =>
      say`Nem írható ki, mert hibás volna vagy hiányozna a kódja (${app}): ${why} (${listed(names)})`,
    without: (what, names) => say`Kimarad, mert a formátumban nincs helye: ${what} (${names.length}: ${listed(names)})`,
    doubtful: (what, names) =>
      say`Egyes alkalmazások nem veszik figyelembe, ezért ott érdemes egy kódot összehasonlítani: ${what} (${listed(names)})`,
    written: (file, count) => say`Kiírva: ${file} (${entries(count)})`,
    anyone:
      'Aki hozzájut, ezeket a kódokat elő tudja állítani, most és később is. Törölje, amint megtörtént az átvétel: a kukából, a felhőből és a telefonról is.',
    sealed: (app) => say`A most megadott céljelszó nyitja, itt: ${app}.`,
    dryRun: (count) => say`Exportálható: ${entries(count)}. Semmi sem íródott ki.`,
  },

  list: {
    name: 'NÉV',
    issuer: 'KIBOCSÁTÓ',
    account: 'FELHASZNÁLÓNÉV',
    tags: 'CÍMKÉK',
    notes: 'ÁLLAPOT',
    empty: 'A széf üres. Új bejegyzés: ukp add <név>',
    unreadable: 'ez a verzió nem tudja olvasni; változatlanul megmarad',
    noMatch: 'Nincs találat.',
    sameLabel: 'azonos név vagy felirat többször',
    noDeletionCode: 'törlőkód: hiányzik',
    count: entries,
    backupNever: 'Még nem készült biztonsági mentés. Készítés: ukp backup',
    backupOld: (date) => say`Utolsó biztonsági mentés: ${date} Azóta történt változás: ukp backup`,
    inTrash: (count) => say`A kukában: ${count}`,
  },

  code: {
    secondsLeft: (seconds) => say`még ${seconds} mp`,
    next: (code) => say`következő: ${code}`,
    validFor: (seconds) => say`Még ${seconds} másodpercig érvényes.`,
    validLater: (wait, seconds) => say`${wait} mp múlva lesz érvényes, ${seconds} mp-ig.`,
    validThen: (seconds) => say`Abban az időpontban még ${seconds} másodpercig érvényes.`,
    counter: (counter) => say`${counter}. kód`,
    copied: (name, seconds) =>
      say`A kód a vágólapra másolva: ${name}. Még ${seconds} másodpercig érvényes, utána a vágólap kiürül.`,
    copiedCounted: (name, seconds) => say`A kód a vágólapra másolva: ${name}. A vágólap ${seconds} mp múlva kiürül.`,
    sentToTerminal: (name) =>
      say`A kód átadva a terminálnak a vágólapja számára, ha az engedi; az ukp nem tudja onnan törölni: ${name}.`,
    waiting: (seconds) => say`Várakozás a következő kódra: még ${seconds} mp…`,
    choose: 'Melyik bejegyzés?',
    skippedCounted: (names) => say`Kimaradt, mert a kód lekérése elhasználja: ${names.join(', ')}`,
  },

  run: {
    fields: {
      account: 'felhasználónév',
      code: 'kód',
      'deletion-code': 'törlőkód',
      secret: 'titkos kulcs',
      uri: 'otpauth hivatkozás a titkos kulccsal',
    },
    variable: (name, what, account) => say`${name} (${what}: ${account})`,
    handed: (program, variables) => say`E program környezetébe kerül: ${program}. A változók: ${variables.join(', ')}`,
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
    earlierDeletionCode: 'A törlőkódja',
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
  },

  edit: { changed: (name) => say`Módosítva: ${name}` },

  remove: {
    question: (names) => say`A kukába kerüljön: ${names}?`,
    purgeQuestion: (names) => say`Véglegesen törli a széfből: ${names}? (A biztonsági mentésekben megmarad.)`,
    notGovernment:
      'Ez nem szünteti meg az Ügyfélkapu+ szolgáltatást. A kulcs és a törlőkód nélkül csak kormányablakban állítható helyre a hozzáférés.',
    done: (name) => say`A kukába került: ${name}. Visszavonás: ukp restore ${argument(name)}`,
    purged: (name) => say`Véglegesen törölve: ${name}`,
  },

  restore: {
    done: (name) => say`Visszahozva: ${name}`,
    empty: 'A kuka üres.',
    swapped: (name) =>
      say`Újra a korábbi kulcs érvényes: ${name}. A másik megmaradt az előzményei között; ugyanez a parancs visszacseréli.`,
    earlier: (name, date) => say`Korábbi kulcs: ${name}, eddig: ${date}. Visszahozás: ukp restore ${argument(name)}`,
    purgeEarlierQuestion: (name) => say`Véglegesen, visszavonhatatlanul törlődjenek a korábbi kulcsok: ${name}?`,
    earlierPurged: (name) => say`A korábbi kulcsok véglegesen törölve: ${name}`,
    trashed: 'MIKOR KERÜLT A KUKÁBA',
  },

  backup: {
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
    otherKeyFile: (label) =>
      say`A széf új adatkulcsot kap. A megtartáshoz kell a kulcsfájl: ${label} (Enter: kimarad):`,
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
  },

  verify: {
    key: 'KULCS',
    step: 'MIKOR',
    valid: 'ÉRVÉNYES',
    presentKey: 'jelenlegi kulcs',
    earlierKey: (date) => say`korábbi kulcs (eddig: ${date})`,
    now: 'most',
    past: (steps, seconds) => say`${steps} lépéssel (${seconds} mp) korábban`,
    future: (steps, seconds) => say`${steps} lépéssel (${seconds} mp) később`,
    nextCounter: 'a soron következő',
    ahead: (count) => say`a soron következő után ${count}`,
    behind: (count) => say`a soron következő előtt ${count}`,
    clockFine: 'A kód most érvényes: a gép órája pontos.',
    clockSlow: (seconds) =>
      say`Ha ez a kód épp most látható a másik eszközön, akkor a gép órája kb. ${seconds} mp-et késik. Teendő: automatikus időbeállítás.`,
    clockFast: (seconds) =>
      say`Ha ez a kód épp most látható a másik eszközön, akkor a gép órája kb. ${seconds} mp-et siet. Teendő: automatikus időbeállítás.`,
    earlierInUse: (name) =>
      say`A kód egy korábbi kulcshoz tartozik: a szolgáltatás még nem az új kulcsot használja. A korábbi visszahozása: ukp restore ${argument(name)}`,
    question: (name, count) =>
      count === 1
        ? say`Elfogadta a szolgáltatás ezt a kódot? Ha igen, a korábbi kulcs törlődik: ${name}.`
        : say`Elfogadta a szolgáltatás ezt a kódot? Ha igen, ${count} korábbi kulcs törlődik: ${name}.`,
    forgotten: (name, count) =>
      count === 1 ? say`Korábbi kulcs törölve: ${name}` : say`${count} korábbi kulcs törölve: ${name}`,
    kept: (name) => say`A korábbi kulcsok megmaradtak: ${name}`,
    keptUnasked: (name) =>
      say`A korábbi kulcsok megmaradtak: ${name}. Törlésük, ha a szolgáltatás már elfogadott egy kódot: ukp verify <kód> --yes`,
  },

  session: {
    until: (time) => say`A széf nyitva marad eddig: ${time}. Zárolás hamarabb: ukp lock`,
    untilLogout: 'A széf kijelentkezésig nyitva marad. Zárolás hamarabb: ukp lock',
    untilTerminal: 'A széf nyitva marad, amíg ez a terminál be nem zárul. Zárolás hamarabb: ukp lock',
    locked: 'A széf zárolva.',
    lockedAll: (count) => say`Zárolt széfek száma: ${count}`,
    nothing: 'Egy széf sem volt feloldva.',
    unknownVault: (file) =>
      say`Nem állapítható meg, melyik széf volt itt: ${file}. Az összes feloldott széf zárolása: ukp lock --all`,
  },

  merge: {
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
    would: 'Semmi sem került a széfbe.',
    newerKey:
      'A másik példánynak újabb az adatkulcsa: a széfet mostantól az abban lévő széfjelszavak és kulcsok nyitják. Ellenőrzés: ukp key list',
    olderKey: 'A másik példánynak régebbi az adatkulcsa: a feloldási módjai nem kerültek át.',
    keysAdded: (count) => say`Átvett feloldási módok: ${count}`,
  },

  progress: {
    key: 'A kulcs kiszámítása…',
    pictures: (done, of) => `Beolvasott képek: ${done}/${of}`,
    files: (done, of) => `Beolvasott fájlok: ${done}/${of}`,
  },

  usage: {
    usage: 'Használat',
    commandWord: '<parancs>',
    optionsWord: '[kapcsolók]',
    placeholders: {
      account: 'bejegyzés',
      code: 'kód',
      command: 'parancs',
      duration: 'időtartam',
      file: 'fájl',
      id: 'azonosító',
      image: 'kép',
      kind: 'fajta',
      language: 'nyelv',
      name: 'név',
      key: 'kulcs',
      path: 'útvonal',
      query: 'keresés',
      shell: 'parancsértelmező',
      tag: 'címke',
      text: 'szöveg',
      time: 'időpont',
      type: 'fajta',
      variable: 'változó',
      arguments: 'argumentumok',
    },
    arguments: 'Argumentumok',
    options: 'Kapcsolók',
    globalOptions: 'Minden parancs kapcsolói',
    examples: 'Példák',
    hungarianWords: true,
    commands: 'Parancsok',
    topics: 'Témák, így: ukp help <téma>',
    default: (value) => say`alapérték: ${value}`,
    more: 'Egy parancsról bővebben: ukp help <parancs>',
  },
}
