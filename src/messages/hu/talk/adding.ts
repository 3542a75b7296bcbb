// Új bejegyzések a portálról, képekből, hivatkozásokból és más alkalmazásokból.
import type * as english from '../../en/talk/adding.ts'
import { argument, listed, say } from '../../say.ts'
import { otherCode } from '../other-code.ts'
import { entries } from './count.ts'

const countsText = ({ added, changed, same, refused }: english.ImportCounts): string =>
  [
    String(added),
    changed > 0 ? `kiegészítve: ${changed}` : '',
    same > 0 ? `már szerepelt: ${same}` : '',
    refused > 0 ? `nem vehető át: ${refused}` : '',
  ]
    .filter(Boolean)
    .join(', ')

export const warnings: typeof english.warnings = {
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
}

export const add: typeof english.add = {
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
  pictureHoldsKey: (file) =>
    say`A képen továbbra is rajta van a kulcs: ${file}. Őrizze biztonságos helyen, vagy törölje.`,
  pictureSynced: (file, service) =>
    say`A mappája más gépekkel szinkronizálódik (${service}): a kép már fel is töltődhetett: ${file}`,
  pictureOpen: (file) => say`A képet a gép más felhasználói is olvashatják: ${file}`,
  pictureKept: (file) => say`Nem törölve, mert nem minden került be a képről: ${file}`,
  deleteQuestion: (files) =>
    files.length === 1 ? say`Törli most a képet? ${files.join(', ')}` : say`Törli most a képeket? ${files.join(', ')}`,
  pictureDeleted: (file) => say`A kép törölve: ${file}`,
  clipboardHoldsKey: 'A vágólapon továbbra is ott van a kulcs.',
  clearQuestion: 'Kiürüljön most a vágólap?',
  clipboardCleared:
    'A vágólap kiürült. Amit egy vágólapkezelő vagy egy szinkronizált vágólap megőrzött, azt ez nem éri el.',
  clipboardChanged: 'A vágólapon közben más van, ezért változatlan maradt.',
  clipboardLeft: 'A vágólap nem ürült ki, mert nem minden került át róla.',
  beyondDeleting:
    'A törlés nem éri el a kukában, a felhőben, a biztonsági mentésekben, a telefonon vagy a vágólap előzményeiben lévő másolatokat, és maga a lemez is megőrizheti egy ideig a fájl tartalmát. A másolatokat ott kell törölni, ahol vannak.',
}

export const importing: typeof english.importing = {
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
    say`A mappájuk más gépekkel szinkronizálódik (${service}), ezért ott már lehet másolat: ${listed(files)}`,
  othersCanRead: (files) => say`A gép más felhasználói is olvashatják: ${listed(files)}`,
}
