// Mi a baj, és alatta: mi a teendő. Minden okhoz egy pár (errors.ts).
import type { Facts, Rescue } from '../../errors.ts'
import type { ErrorSentences } from '../en/errors.ts'
import { argument, commandLine, listed, say } from '../say.ts'
import { otherCode } from './other-code.ts'
import { talk } from './talk.ts'

const PARTS: Readonly<Record<string, string>> = {
  structure: 'hiányoznak a sorai',
  header: 'a fejléce',
  slots: 'a kulcshelyei',
  body: 'a titkosított része',
  payload: 'a titkosított része',
  size: 'a mérete',
}

/** Of a command line, "NAME=code:<account>": the words that stand for something. */
function inWords(line: string): string {
  const words: Readonly<Record<string, string>> = { ...talk.usage.placeholders, account: 'bejegyzés' }
  return line.replaceAll('NAME=', 'NÉV=').replace(/(?<=<)[a-z]+(?=>)/g, (word) => words[word] ?? word)
}

/** Fields of an account in words. */
const FIELDS: Readonly<Record<string, string>> = {
  link: 'a hivatkozás',
  issuer: 'kibocsátó',
  account: 'felhasználónév',
  note: 'megjegyzés',
  tag: 'címke',
  tags: 'a címkék száma',
  qr: 'egy QR-kódhoz',
}

/** Parts of a link in words. */
const LINK_PARTS: Readonly<Record<string, string>> = {
  secret: 'a kulcs (secret)',
  label: 'a felirat',
  link: 'maga a hivatkozás',
  digits: 'a számjegyek száma (digits)',
  period: 'az időköz (period)',
  counter: 'a számláló (counter)',
  issuer: 'a kibocsátó (issuer)',
  account: 'a felhasználónév',
  algorithm: 'az algoritmus (algorithm)',
  type: 'a fajta',
  name: 'a név',
}

const CLIPBOARD = {
  display: 'Itt nincs grafikus felület: sem X11, sem Wayland.',
  remote: 'Itt nincs grafikus felület: SSH-n keresztül a vágólap a másik gépé.',
  program: 'Hiányzik a vágólapot kezelő program.',
  terminal: 'Nincs terminál, amelynek a kód átadható lenne.',
  other: 'A rendszer vágólapja nem válaszol.',
}

function withoutClipboard({ reason, install = null, reading }: Facts['no-clipboard']): string {
  if (reason === 'program' && install !== null) return say`Telepítendő: ${install}`
  if (reading === true) return 'Adja meg a képet fájlként: ukp add --qr <kép>'
  if (reason === 'remote') return 'Átadás annak a terminálnak, amely előtt ül: ukp code <név> --osc52'
  return 'Olvassa le a kódot a képernyőről: ukp code <név>'
}

const SCREEN = {
  display: 'Itt nincs grafikus felület: sem X11, sem Wayland.',
  remote: 'Itt nincs grafikus felület: SSH-n keresztül a képernyő a másik gépé.',
  program: 'Hiányzik a képernyőképet készítő program.',
  refused: 'A rendszer nem engedte.',
  other: 'A rendszer nem adott képet.',
}

function withoutScreen({ reason, install }: Facts['no-screen']): string {
  const others = 'Vagy másolja a QR-kód képét a vágólapra, majd: ukp add --clipboard'
  if (reason === 'program' && install !== null) return say`Telepítendő ezek egyike: ${install}. ${others}`
  if (reason === 'display' || reason === 'remote') return 'Adja meg a képet fájlként: ukp add --qr <kép>'
  if (reason === 'refused')
    return `Engedélyezze a terminálnak a képernyő rögzítését az adatvédelmi beállításokban. ${others}`
  return others
}

const WITHOUT_TERMINAL =
  'Adjon meg feloldási módot: --key-file <fájl>, --passphrase-file <fájl>, --passphrase-fd <n> vagy az UKP_PASSPHRASE változó.'
const FROM_BACKUP =
  'A biztonsági mentések listája: ukp backup list. Az előző változat fájlneve .bak végű. Visszaállítás: ukp backup restore <fájl>'

const KEYRING: Readonly<Record<Facts['no-keyring']['reason'], string>> = {
  module:
    'Az ukp kulcstartót kezelő része itt nincs telepítve. Kulcsfájl használható helyette: ukp key add key-file <fájl>',
  bus: 'Itt nincs asztali munkamenet (nincs D-Bus). Kulcsfájl használható helyette: ukp key add key-file <fájl>',
  locked:
    'Oldja fel a rendszer kulcstartóját (jelentkezzen be újra az asztali környezetbe), majd futtassa újra a parancsot.',
  other: 'Kulcsfájl használható helyette: ukp key add key-file <fájl>',
}

/** Miért nem maradhat nyitva a széf, és mit lehet tenni. */
function withoutSession({ reason, folder }: Facts['no-session']): string {
  const hints: Readonly<Record<Facts['no-session']['reason'], string>> = {
    windows:
      'Windowson a kulcs nem védhető meg a többi felhasználótól. Kulcsfájl használható helyette: ukp key add key-file <fájl>',
    unmade: say`Ez a mappa nem hozható létre: ${folder}. Ellenőrizze ezeket: XDG_RUNTIME_DIR, TMPDIR.`,
    unsafe: say`Ez a mappa hivatkozás, másé, vagy mások is beléphetnek: ${folder}. Derítse ki az okát, majd törölje a mappát, vagy: chmod 700 ${argument(folder)}`,
    long: say`Ennek a mappának túl hosszú az útvonala: ${folder}. Állítson be rövidebbet: XDG_RUNTIME_DIR vagy TMPDIR.`,
    logout:
      'Itt semmi sem jelzi a kijelentkezést: nincs sem XDG_RUNTIME_DIR, sem terminál. Adjon meg időtartamot: ukp unlock --for 8h',
    other: say`A kulcsot őrző folyamat nem indult el (${folder}). Kulcsfájl használható helyette: ukp key add key-file <fájl>`,
  }
  return hints[reason]
}

/** Miért nem indult el egy program, a rendszer szerint. */
const NOT_STARTED: Readonly<Record<string, string>> = {
  ENOENT:
    'Ellenőrizze a nevét, adja meg az útvonalát, vagy nézze meg, megvan-e az a program, amelyet az első sora megnevez.',
  EACCES: 'Tegye futtathatóvá (chmod +x), vagy indítsa az értelmezőjével, például: -- node login.js',
}

/** A pontos parancs, ha van ép biztonsági mentés. */
function fromBackup(rescue: Rescue | undefined): string {
  if (rescue === undefined) return FROM_BACKUP
  const vault = rescue.vault === null ? '' : say` --vault ${argument(rescue.vault)}`
  return say`A legújabb ép biztonsági mentés: ${rescue.backup}. Visszaállítás: ukp backup restore ${argument(rescue.backup)}${vault}`
}

/** Így lesz olvasható a nem olvasható kép. */
const CONVERT: Readonly<Record<string, string>> = {
  HEIC: 'Küldje át az iPhone-ról JPEG formátumban (Beállítások, Kamera, Formátumok: Legkompatibilisebb), vagy nyissa meg, és mentse PNG vagy JPEG formátumban; Linuxon: heif-convert foto.heic foto.png',
  AVIF: 'Nyissa meg böngészőben, és készítsen róla képernyőképet, vagy alakítsa át; Linuxon: avifdec kep.avif kep.png',
  PDF: 'Nyissa meg a dokumentumot a QR-kódnál, és készítsen róla képernyőképet; Linuxon: pdftoppm -png dokumentum.pdf oldal',
}
const WRITE_HINTS: Readonly<Record<string, string>> = {
  EACCES: 'Oda nincs írási jog: válasszon más helyet.',
  EPERM: 'Oda nincs írási jog: válasszon más helyet.',
  EROFS: 'A lemez csak olvasható: válasszon más helyet.',
  ENOENT: 'Nincs ilyen mappa: előbb hozza létre.',
}

export const errors: ErrorSentences = {
  'unknown-command': ({ command, suggestion }) => ({
    message: say`Ismeretlen parancs: ${command}.`,
    hint:
      suggestion === null
        ? 'Az összes parancs: ukp --help'
        : say`Erre gondolt: ukp ${suggestion}? Az összes parancs: ukp --help`,
  }),
  'unknown-option': ({ option, suggestion }) => ({
    message: say`Ismeretlen kapcsoló: ${option}.`,
    hint: suggestion === null ? 'Egy parancs kapcsolói: ukp help <parancs>' : say`Erre gondolt: ${suggestion}?`,
  }),
  'missing-argument': ({ argument }) => ({
    message: say`Hiányzik valami: ${inWords(argument)}.`,
    hint: 'A parancs használata: ukp help <parancs>',
  }),
  'too-many-arguments': () => ({
    message: 'Túl sok az argumentum.',
    hint: 'A szóközt tartalmazó nevet idézőjelbe kell tenni: ukp code "az én bankom"',
  }),
  'missing-value': ({ option }) => ({
    message: say`A kapcsolóhoz érték kell: ${option}.`,
    hint: 'A parancs használata: ukp help <parancs>',
  }),
  'invalid-value': ({ option, allowed }) => ({
    message: say`Ez az érték itt nem használható: ${inWords(option)}.`,
    hint: say`Megengedett: ${inWords(allowed)}`,
  }),
  'conflicting-options': ({ first, second }) => ({
    message: say`Ez a kettő nem használható együtt: ${first} és ${second}.`,
    hint: 'Hagyja el az egyiket.',
  }),
  'secret-in-argument': () => ({
    message:
      'Kulcsot, széfjelszót vagy kódot ne adjon meg parancssori argumentumként: megmarad az előzményekben, és mások is láthatják.',
    hint: 'Semmi sem került a széfbe. Használja a rejtett bekérést (ukp add <név>), a --stdin vagy a --qr <kép> kapcsolót. Érdemes új kulcsot kérni a kibocsátótól.',
  }),
  'missing-option': ({ option }) => ({
    message: 'Itt kérdésre kellene válaszolni, de nincs kitől kérdezni.',
    hint: say`Adja meg a választ ezzel a kapcsolóval: ${option}.`,
  }),
  'option-needed': ({ option, allowed }) => ({
    message: say`Hiányzik egy kapcsoló: ${option}.`,
    hint: say`Lehetséges értékek: ${inWords(allowed)}.`,
  }),
  'dashes-needed': () => ({
    message: 'A program elé -- kell, hogy az ukp a program egyik kapcsolóját se tekintse a sajátjának.',
    hint: 'Például: ukp run --env TOTP_SEED=secret:mama -- npm start',
  }),
  'variable-twice': ({ name }) => ({
    message: say`Ez a változó kétszer szerepel: ${name}.`,
    hint: 'Minden --env kapcsolóban más név álljon.',
  }),
  'program-not-started': ({ program, code }) => ({
    message:
      code === 'ENOENT'
        ? say`Nincs ilyen program: ${program}.`
        : code === 'EACCES'
          ? say`Ez nem futtatható programként: ${program}.`
          : say`A program nem indítható el: ${program} (${code}).`,
    hint: NOT_STARTED[code] ?? 'Ellenőrizze a programot és az argumentumait: az ukp csak elindítja.',
  }),
  'export-needs-folder': () => ({
    message: 'Ez a formátum képekből áll, ezekhez mappa kell.',
    hint: 'Adjon meg egy új vagy meglévő mappát: --output <mappa>',
  }),
  'export-to-terminal': () => ({
    message: 'Kulcs nem kerül a terminálra: az megőrzi, amit megjelenített.',
    hint: 'Írassa fájlba (--output <fájl>) vagy csővezetékbe.',
  }),
  'target-password-short': ({ minimum }) => ({
    message: say`A fájl céljelszava túl rövid: legalább ${minimum} karakter szükséges.`,
    hint: 'Több véletlen szó könnyen megjegyezhető és nehezen kitalálható.',
  }),
  'target-password-mismatch': () => ({
    message: 'A fájl két megadott céljelszava nem egyezik.',
    hint: 'Futtassa újra a parancsot. Semmi sem íródott ki.',
  }),
  'name-needed': () => ({
    message: 'A kódnak nincs felirata, ezért a bejegyzésnek név kell.',
    hint: 'Adjon meg egyet: ukp add <név>',
  }),
  'for-one-account': ({ what, count }) => ({
    message: say`Ez csak egy bejegyzéshez adható meg, itt pedig ${count} van: ${what}.`,
    hint: 'Hagyja el: a feliratokból lesznek a nevek. Módosítás később: ukp edit <név>',
  }),
  'name-taken': ({ name }) => ({
    message: say`Már van ilyen nevű bejegyzés: ${name}.`,
    hint: 'Válasszon másik nevet.',
  }),
  'name-invalid': () => ({
    message: 'Ez nem lehet név: üres, vagy 256 karakternél hosszabb.',
    hint: 'Adjon meg egy rövid nevet, például: mama',
  }),
  'nothing-to-change': () => ({
    message: 'Nincs megadva, mi változzon.',
    hint: 'Ami módosítható: ukp help edit',
  }),
  'not-time-based': ({ name, option }) => ({
    message: say`Ennek a bejegyzésnek a kódjai számlálóhoz kötöttek, nem időhöz: ${name}. Itt nem használható: ${option}.`,
    hint: say`Hagyja el ezt: ${option}.`,
  }),
  'counter-at-end': ({ name }) => ({
    message: say`Ennek a bejegyzésnek a számlálója a végére ért, nincs több kód: ${name}.`,
    hint: 'Állítsa be újra ezt a fiókot a kibocsátónál. A széf rendben van.',
  }),
  'passphrase-short': ({ minimum }) => ({
    message: say`A széfjelszó túl rövid: legalább ${minimum} karakter szükséges.`,
    hint: 'Több egymás utáni szót könnyű megjegyezni és nehéz kitalálni.',
  }),
  'passphrase-mismatch': () => ({
    message: 'A két széfjelszó nem egyezik.',
    hint: 'Semmi sem jött létre. Próbálja újra.',
  }),
  'file-exists': ({ file }) => ({
    message: say`A fájl már létezik: ${file}.`,
    hint: 'Válasszon másik fájlnevet, vagy helyezze át a meglévőt.',
  }),
  'recipient-invalid': () => ({
    message: 'Ez nem egy helyreállítási kulcs nyilvános fele.',
    hint: 'Az ukp1 kezdetű szöveg az. Kiírja: ukp key add recovery, ukp key new recovery, ukp key list --json',
  }),
  'last-way-in': () => ({
    message:
      'Legalább egy széfjelszónak vagy helyreállítási kulcsnak maradnia kell: nélküle egyetlen elveszett fájl végleg bezárná a széfet.',
    hint: 'Előbb adjon hozzá egy másikat: ukp key add passphrase, ukp key add recovery',
  }),
  'keys-left': ({ names }) => ({
    message: say`Ezek a feloldási módok a széfjelszavuk vagy kulcsuk nélkül nem vihetők át: ${names.join(', ')}. Semmi sem változott.`,
    hint: 'Adja meg őket így: --with-passphrase-file és --with-key-file, vagy mondjon le róluk így: --drop-others.',
  }),
  'passphrase-same': () => ({
    message: 'Az új széfjelszó megegyezik a régivel.',
    hint: 'Ezt már más is ismerheti: válasszon másikat.',
  }),
  'passphrase-is-recovery-key': () => ({
    message: 'Ez helyreállítási kulcsnak látszik. Ide új, megjegyezhető széfjelszó kell.',
    hint: 'A helyreállítási kulcs maradjon papíron, a széfet továbbra is nyitja.',
  }),
  'recovery-key-there': ({ title }) => ({
    message: say`Ez a helyreállítási kulcs már nyitja a széfet: ${title}.`,
    hint: 'A feloldási módok listája: ukp key list',
  }),
  'key-not-found': ({ id }) => ({
    message: say`A széfnek nincs ilyen feloldási módja: ${id}.`,
    hint: 'Az azonosítók és a megnevezések: ukp key list',
  }),
  'key-ambiguous': ({ names }) => ({
    message: say`Több feloldási mód is megfelel: ${listed(names)}.`,
    hint: 'Adja meg az egyik azonosítóját; lista: ukp key list',
  }),
  'nothing-to-restore': ({ name }) => ({
    message: say`Nincs a kukában, és nincs korábbi kulcsa: ${name}.`,
    hint: 'Ami visszahozható, annak listája: ukp restore',
  }),
  'no-copies': () => ({
    message: 'A széf mellett nincs másik példány belőle.',
    hint: 'Adja meg a másik példányt: ukp merge <fájl>',
  }),
  'account-not-found': ({ query, similar }) => ({
    message: say`Nincs ilyen bejegyzés: ${query}.`,
    hint: similar.length > 0 ? say`Erre gondolt: ${listed(similar)}?` : 'Az összes bejegyzés: ukp list',
  }),
  'account-in-trash': ({ name }) => ({
    message: say`Ez a bejegyzés a kukában van: ${name}.`,
    hint: say`Visszahozás: ukp restore ${argument(name)}`,
  }),
  'vault-has-no-accounts': () => ({ message: 'A széf üres.', hint: 'Új bejegyzés: ukp add <név>' }),
  'all-in-trash': () => ({
    message: 'Minden bejegyzés a kukában van.',
    hint: 'A kuka tartalma: ukp restore. Visszahozás: ukp restore <név>. Új bejegyzés: ukp add <név>',
  }),
  'field-empty': ({ name, field }) => ({
    message:
      field === 'account'
        ? say`Ehhez a bejegyzéshez nincs felhasználónév: ${name}. Semmi sem indult el.`
        : say`Ehhez a bejegyzéshez nincs törlőkód: ${name}. Semmi sem indult el.`,
    hint:
      field === 'account'
        ? say`Így adható meg: ukp edit ${argument(name)} --account <név>`
        : say`Így adható meg: ukp edit ${argument(name)} --deletion-code`,
  }),
  'not-in-trash': ({ query }) => ({
    message: say`Nincs ilyen a kukában: ${query}.`,
    hint: 'A kuka tartalma: ukp restore',
  }),
  ambiguous: ({ query, names }) => ({
    message: say`Több találat is van erre: ${query}. Ezek: ${listed(names)}.`,
    hint: 'Adjon meg többet a névből, vagy a teljes nevet.',
  }),
  'choose-one': ({ names }) => ({
    message: say`Több bejegyzés is van: ${listed(names)}.`,
    hint: 'Adjon meg nevet: ukp code <név>. Az összes kód egyszerre: ukp code --all',
  }),
  'wrong-passphrase': () => ({
    message: 'Hibás széfjelszó.',
    hint: 'A széf létrehozásakor választott széfjelszó kell, nem az ügyfélkapus jelszó. A kis- és nagybetű számít.',
  }),
  'wrong-key-file': ({ file }) => ({
    message: say`Ez a kulcsfájl nem nyitja a széfet: ${file}.`,
    hint: 'A széf kulcsfájljai: ukp key list',
  }),
  'no-terminal': () => ({
    message: 'A széf zárolva van, és nincs terminál, ahol a széfjelszó bekérhető volna.',
    hint: WITHOUT_TERMINAL,
  }),
  'new-vault-passphrase': () => ({
    message: 'Új széfhez széfjelszó kell, és nincs terminál, ahol bekérhető volna.',
    hint: 'Adja meg így: --passphrase-file <fájl>, --passphrase-fd <n> vagy az UKP_PASSPHRASE változó.',
  }),
  'credential-unsafe': ({ file }) => ({
    message: say`A gép más felhasználói is olvashatják ezt a fájlt: ${file}.`,
    hint: say`Javítás: chmod 600 ${file}`,
  }),
  'credential-unreadable': ({ file }) => ({
    message: say`A széfjelszó vagy kulcs innen nem olvasható: ${file}.`,
    hint: 'Ellenőrizze, hogy a fájl létezik-e, és hogy az Öné-e.',
  }),
  'passphrase-invalid': () => ({
    message: 'A széfjelszó üres, 4096 bájtnál hosszabb, vagy nem szöveg.',
    hint: 'A fájl, a leíró vagy a változó első sora számít.',
  }),
  'key-file-invalid': ({ file }) => ({
    message: say`Ez nem kulcsfájl: ${file}.`,
    hint: 'A kulcsfájl pontosan 32 bájt; így készül: ukp key add key-file <fájl>',
  }),
  'no-key-slot': () => ({
    message: 'Ehhez a széfhez nem tartozik kulcsfájl.',
    hint: 'Oldja fel a széfjelszóval. Kulcsfájl hozzáadása: ukp key add key-file <fájl>',
  }),
  'no-passphrase-slot': () => ({
    message: 'Ennek a széfnek nincs széfjelszava.',
    hint: 'Oldja fel kulcsfájllal: --key-file <fájl>. Széfjelszó hozzáadása: ukp key add passphrase',
  }),
  'recovery-key-invalid': ({ group }) => ({
    message:
      group === null
        ? 'A helyreállítási kulcs nem teljes: az UKPR után hat, egyenként hat karakteres csoport áll.'
        : say`Elírás van a helyreállítási kulcs ${group}. csoportjában (az UKPR utáni hat csoport közül).`,
    hint: 'Hasonlítsa össze a papírral. A kis- és nagybetű, a szóköz és a kötőjel nem számít.',
  }),
  'wrong-recovery-key': () => ({
    message: 'Ez a helyreállítási kulcs nem nyitja a széfet. Elírás nincs benne, de máshoz tartozik.',
    hint: 'Keresse meg azt a papírt, amely ehhez a széfhez készült.',
  }),
  'no-recovery-slot': () => ({
    message: 'Ehhez a széfhez nem készült helyreállítási kulcs.',
    hint: 'Oldja fel a széfjelszóval. Helyreállítási kulcs készítése: ukp key add recovery',
  }),
  'backup-locked': ({ file, option }) => ({
    message: say`Ennek a fájlnak más a széfjelszava, mint a széfé: ${file}.`,
    hint: say`Adja meg így: ${option} <fájl>, vagy futtassa a parancsot terminálon, ahol bekéri.`,
  }),
  'source-password-needed': ({ app }) => ({
    message: say`A fájlt forrásjelszó védi (${app}), és nincs terminál, ahol bekérhető volna.`,
    hint: 'Írja a forrásjelszót egy csak Ön által olvasható fájlba, és adja meg így: --source-passphrase-file <fájl>.',
  }),
  'source-password-wrong': ({ app }) => ({
    message: say`Hibás forrásjelszó (${app}).`,
    hint: say`A forrásjelszó az, amelyet az exportáláskor ebben az alkalmazásban választott: ${app}; nem a széfjelszó.`,
  }),
  'no-vault': ({ file }) => ({
    message: say`Még nincs széf: ${file}.`,
    hint: 'Az első bejegyzéssel jön létre. Az Ügyfélkapu+ lépésről lépésre: ukp enroll. Más fiók: ukp add <név>. Másik alkalmazásból: ukp import <fájl>. Biztonsági mentésből: ukp backup restore <fájl>. Más helyen: --vault <fájl>',
  }),
  'vault-lost': ({ file, backup }) => ({
    message: say`Eltűnt a helyéről a széf, amelyet ez a számítógép itt használt: ${file}.`,
    hint: say`A legújabb ép biztonsági mentés: ${backup}. Visszaállítás: ukp backup restore ${argument(backup)}. Ha mégis új, üres széf kell: --accept-rollback`,
  }),
  'vault-empty-file': ({ file, rescue }) => ({
    message: say`A széf fájlja üres: ${file}. A fájl nem változott.`,
    hint: fromBackup(rescue),
  }),
  'vault-not-a-vault': ({ file, rescue }) => ({
    message: say`Ez a fájl nem az ukp széfje: ${file}. A fájl nem változott.`,
    hint: rescue === undefined ? 'Adja meg a megfelelő fájlt: --vault <fájl>.' : fromBackup(rescue),
  }),
  'vault-torn': ({ file, rescue }) => ({
    message: say`A széf fájlja csonka, hiányzik a vége: ${file}.`,
    hint: fromBackup(rescue),
  }),
  'vault-damaged': ({ file, part, rescue }) => ({
    message: say`A széf fájlja sérült vagy módosították (${PARTS[part] ?? part}): ${file}.`,
    hint: fromBackup(rescue),
  }),
  'vault-limits': ({ file, part, rescue }) => ({
    message: say`A széf fájlja nem fogadható el, túllépi a formátum korlátait (${PARTS[part] ?? part}): ${file}.`,
    hint: fromBackup(rescue),
  }),
  'vault-not-a-file': ({ file }) => ({
    message: say`Ez nem közönséges fájl: ${file}.`,
    hint: 'Adja meg a megfelelő fájlt: --vault <fájl>.',
  }),
  'vault-newer': ({ file }) => ({
    message: say`Ezt a széfet az ukp egy újabb verziója írta: ${file}.`,
    hint: 'Telepítse az újabb ukp-t erre a gépre. A fájl nem változott.',
  }),
  'file-not-found': ({ file }) => ({
    message: say`Nincs ilyen fájl: ${file}.`,
    hint: 'Ellenőrizze a nevet és a mappát.',
  }),
  'file-unreadable': ({ file, code }) => ({
    message: say`A fájl nem olvasható (${code}): ${file}.`,
    hint: 'Ellenőrizze, hogy fájl-e, és hogy az Öné-e.',
  }),
  'folder-not-found': ({ file }) => ({
    message: say`Nincs ilyen mappa: ${file}.`,
    hint: 'Csatlakoztatva van a pendrive? Hozza létre előbb a mappát, vagy adjon meg másikat.',
  }),
  'input-too-large': ({ file, limit }) => ({
    message: say`Túl nagy ahhoz, hogy megfelelő legyen: ${file} (legfeljebb ${limit}).`,
    hint: 'Ellenőrizze, hogy a megfelelő fájlt adta-e meg.',
  }),
  'input-not-text': () => ({
    message: 'A szabványos bemenet nem szöveg (UTF-8).',
    hint: 'Kép olvasása: --qr -',
  }),
  'input-empty': () => ({
    message: 'Semmi sem érkezett.',
    hint: 'A szabványos bemeneten soronként egy base32 kulcs vagy otpauth:// hivatkozás várható.',
  }),
  'picture-not-found': ({ file }) => ({
    message: say`Nincs ilyen kép: ${file}.`,
    hint: 'Ellenőrizze a nevet és a mappát. A bejegyzés neve a --qr elé kerül: ukp add mama --qr kepernyokep.png',
  }),
  'picture-unreadable': ({ file }) => ({
    message: say`A kép nem olvasható: ${file}.`,
    hint: 'Mentse újra PNG vagy JPEG formátumban, vagy illessze be a kulcsot: ukp add <név>',
  }),
  'picture-too-large': ({ file, limit }) => ({
    message: say`A kép túl nagy: ${file} (legfeljebb ${limit}).`,
    hint: 'Vágja ki a QR-kódot tartalmazó részt, és mentse PNG formátumban.',
  }),
  'picture-too-costly': ({ file }) => ({
    message: say`A kép olvasása túl sok időt vagy memóriát vett igénybe, ezért megszakadt: ${file}.`,
    hint: 'Lehet, hogy a kép sérült, vagy kárt okozni készült. Csak a kódról készült képernyőkép egy pillanat alatt olvasható.',
  }),
  'picture-unsupported': ({ file, format }) => ({
    message: say`Az ilyen képek nem olvashatók (${format}): ${file}.`,
    hint: CONVERT[format] ?? 'Nyissa meg, és mentse PNG formátumban, vagy készítsen róla képernyőképet.',
  }),
  'qr-none': ({ file }) => ({
    message: say`Nem található QR-kód a képen: ${file}.`,
    hint: 'Készítsen új képernyőképet a teljes QR-kódról, fehér szegéllyel, vagy illessze be a kulcsot: ukp add <név>',
  }),
  'qr-not-otp': ({ file, holds }) => ({
    message: say`A QR-kód olvasható, de nem hitelesítő alkalmazáshoz való: ${file} (${otherCode(holds)}).`,
    hint: 'A megfelelő QR-kódot a szolgáltatás a kétlépcsős belépés beállításakor mutatja.',
  }),
  'qr-dap': ({ file }) => ({
    message: say`Ez DÁP-bejelentkezési QR-kód, nincs benne kulcs: ${file}.`,
    hint: 'A megfelelő QR-kód a portálon az „Ügyfélkapu+ igénylése” alatt látható.',
  }),
  'key-empty': () => ({
    message: 'A kulcs üres.',
    hint: 'Az egészet másolja ki. Az Ügyfélkapu+ portálján a „Nem tudom beolvasni a kódot” feliratra kattintva látható a karaktersor.',
  }),
  'key-bad-character': ({ character, position, guess }) => ({
    message: say`A kulcsban nem szerepelhet: ${character} (${position}. karakter).`,
    hint:
      guess === null
        ? 'A kulcsban csak A–Z betű és 2–7 számjegy lehet.'
        : say`Valószínűleg: ${guess}. A kulcsban csak A–Z betű és 2–7 számjegy lehet.`,
  }),
  'key-bad-length': ({ length }) => ({
    message: say`A kulcs hibás: ${length} karakterből nem állhat. Egy karakter hiányzik, vagy eggyel több van.`,
    hint: 'Hasonlítsa össze az eredetivel, karakterről karakterre.',
  }),
  'key-too-short': ({ length }) => ({
    message: say`A kulcs túl rövid: ${length} karakter.`,
    hint: 'Másolja ki a teljes kulcsot.',
  }),
  'key-too-long': ({ limit }) => ({
    message: say`A kulcs túl hosszú: több mint ${limit} karakter.`,
    hint: 'Ellenőrizze, hogy csak a kulcsot másolta-e ki.',
  }),
  'link-invalid': ({ part, value }) => ({
    message:
      value === null
        ? say`A hivatkozás nem használható: hiányzik vagy hibás: ${LINK_PARTS[part] ?? part}.`
        : say`A hivatkozás nem használható: ${LINK_PARTS[part] ?? part} értéke ${value}.`,
    hint: 'Másolja ki újra a teljes hivatkozást, az otpauth:// kezdettől.',
  }),
  'link-unknown-type': ({ type }) => ({
    message: say`Az ilyen kódokat az ukp nem ismeri: ${type}.`,
    hint: 'Ismert: totp, hotp és steam.',
  }),
  'link-algorithm': ({ algorithm }) => ({
    message: say`Ezt az algoritmust az ukp nem ismeri: ${algorithm}.`,
    hint: 'Ismert: SHA1, SHA224, SHA256, SHA384 és SHA512.',
  }),
  'migration-damaged': () => ({
    message: 'A Google Hitelesítőből exportált adat sérült vagy üres.',
    hint: 'Exportálja újra a telefonon, és a teljes QR-kódot olvassa be.',
  }),
  'migration-entry': ({ what }) => ({
    message: say`Az exportált adat egyik bejegyzése nem vehető át, hibás vagy ismeretlen: ${LINK_PARTS[what] ?? what}.`,
    hint: 'Állítsa be újra ezt a fiókot a kibocsátónál.',
  }),
  'migration-missing': ({ missing, size }) => ({
    message: say`Az exportált adat ${size} részből áll, és hiányzik ez a rész: ${missing.join(', ')}.`,
    hint: 'Adja meg az összes rész képét egyszerre: ukp import resz1.png resz2.png. Ami már el van tárolva, nem kerül be kétszer.',
  }),
  'import-unknown': ({ file }) => ({
    message: say`Ebben a fájlban nincs ismert exportált adat: ${file}.`,
    hint: 'A formátumok listája: ukp help import. QR-kódos képek és otpauth:// hivatkozások is megadhatók.',
  }),
  'import-table': ({ file, names }) => ({
    message: say`A táblázat oszlopai nem ismertek: ${file}. Talált oszlopok: ${listed(names)}.`,
    hint: 'Az első sorban oszlopnevek kellenek: titkos kulcs, és név, ügyfél, kibocsátó vagy felhasználónév; lehet még törlőkód, címkék, megjegyzés.',
  }),
  'import-spreadsheet': ({ file }) => ({
    message: say`Ez táblázatkezelő munkafüzete, nem exportált fájl: ${file}.`,
    hint: 'Mentse a táblázatkezelőben CSV-ként, és azt adja meg.',
  }),
  'import-not-format': ({ file, format }) => ({
    message: say`A fájl nem ${format} formátumú: ${file}.`,
    hint: 'A --format elhagyható: a formátum a fájl tartalmából derül ki.',
  }),
  'import-damaged': ({ app }) => ({
    message: say`A fájl ebből való: ${app}, de sérült vagy hiányos.`,
    hint: 'Exportálja újra. A csevegésben vagy levélben továbbított fájl csonkulhatott.',
  }),
  'import-costly': ({ app, cost }) => ({
    message: say`Ennek a fájlnak a megnyitása túl sok időt vagy memóriát igényelne (${app}: ${cost}).`,
    hint: 'Maga az alkalmazás soha nem kér ennyit: a fájl valószínűleg ártó szándékkal készült.',
  }),
  'import-restricted': ({ app }) => ({
    message: say`Ez az exportált fájl csak ugyanabban a fiókban nyitható meg: ${app}.`,
    hint: say`Exportáljon újra (${app}): .json, vagy „Password protected” típusú .json (Encrypted) formában.`,
  }),
  'import-no-export': ({ app }) => ({
    message: say`Ebből az alkalmazásból nem exportálható más program által olvasható fájl: ${app}.`,
    hint: 'Állítsa be újra az egyes fiókokat: lépjen be a régi alkalmazással, kérjen új QR-kódot, és adja meg így: ukp add',
  }),
  'import-empty': ({ file }) => ({
    message: say`Nincs kulcsot tartalmazó bejegyzés ebben a fájlban: ${file}.`,
    hint: 'Ellenőrizze az alkalmazásban, hogy az exportáláshoz ki voltak-e jelölve a bejegyzések.',
  }),
  'import-vault': ({ file }) => ({
    message: say`Ez egy ukp-széf: ${file}.`,
    hint: say`Széfek egyesítése: ukp merge ${argument(file)}`,
  }),
  'export-nothing': ({ app }) => ({
    message: say`Ezek közül egyik bejegyzést sem tudja átvenni: ${app}.`,
    hint: 'Válasszon másik formátumot; az otpauth mindenféle bejegyzést tárol.',
  }),
  'entry-field': ({ field, value }) => ({
    message:
      value === null
        ? say`Hiányzik vagy hibás: ${LINK_PARTS[field] ?? field}.`
        : say`Nem lehetséges érték: ${LINK_PARTS[field] ?? field} = ${value}.`,
    hint: 'Állítsa be újra ezt a fiókot a kibocsátónál, vagy vegye fel kézzel: ukp add',
  }),
  'line-unknown': () => ({
    message: 'Ez a sor nem hivatkozás és nem bejegyzés.',
    hint: 'Soronként egy otpauth:// vagy otpauth-migration:// hivatkozás kell.',
  }),
  'same-key': ({ name }) => ({
    message: say`Ez a kulcs már szerepel ezen a néven: ${name}.`,
    hint: say`A kódja: ukp code ${argument(name)}`,
  }),
  'same-key-in-trash': ({ name }) => ({
    message: say`Ez a kulcs a kukában van ezen a néven: ${name}.`,
    hint: say`Visszahozás: ukp restore ${argument(name)}`,
  }),
  'same-key-differs': ({ name, field, here, there }) => ({
    message: say`Ez a kulcs már szerepel, de más értékkel: ${name} (${LINK_PARTS[field] ?? field}: itt ${here}, a fájlban ${there}).`,
    hint: say`Hasonlítson össze egy kódot a szolgáltatással. Ha a fájl a helyes: ukp remove ${argument(name)} --purge, majd importálja újra.`,
  }),
  'deletion-code-invalid': () => ({
    message: 'A törlőkód pontosan 8 számjegyből áll.',
    hint: 'Táblázatkezelő elhagyhatta a kezdő nullát. Semmi sem változott.',
  }),
  'text-too-long': ({ field, limit }) => ({
    message: say`Túl hosszú: ${FIELDS[field] ?? field} (legfeljebb ${limit} karakter).`,
    hint: 'Rövidítse le.',
  }),
  'vault-full': ({ limit }) => ({
    message: say`A széf megtelt: legfeljebb ${limit} bejegyzés, 32 MiB.`,
    hint: 'Használjon második széfet: --vault <fájl>',
  }),
  'key-slots-full': ({ limit }) => ({
    message: say`A széfnek már ${limit} feloldási módja van; több nem fér bele.`,
    hint: 'A lista: ukp key list',
  }),
  busy: ({ holder }) => ({
    message: say`A széfet éppen egy másik ukp használja: ${holder}.`,
    hint: 'Próbálja újra néhány másodperc múlva. Semmi sem változott.',
  }),
  'clock-wrong': ({ seconds, slow }) => ({
    message: say`A gép órája kb. ${seconds} mp-et ${slow ? 'késik' : 'siet'}. A portál nem fogja elfogadni a kódokat.`,
    hint: 'Kapcsolja be az automatikus időbeállítást a rendszer beállításaiban, majd nézze meg újra: ukp doctor --time-server',
  }),
  'code-unknown': () => ({
    message: 'A kód az elmúlt és a következő tíz percben egyik bejegyzéshez sem tartozik.',
    hint: 'Ellenőrizze a kódot, és hogy pontos-e a gép órája (automatikus időbeállítás). A kukában lévő bejegyzések kimaradnak; a listájuk: ukp restore',
  }),
  'backup-rejected': ({ file, reason }) => ({
    message: say`A biztonsági mentés nem jó: ${file} (${reason}).`,
    hint: 'Használjon másikat; a lista: ukp backup list',
  }),
  'backup-other-vault': ({ file }) => ({
    message: say`Ez a fájl nem ennek a széfnek a biztonsági mentése: ${file}.`,
    hint: 'Válasszon másik fájlnevet.',
  }),
  'page-to-terminal': () => ({
    message: 'A lap terminálra nem írható ki.',
    hint: 'Adjon meg .html végű fájlt, vagy irányítsa csővezetékbe: ukp backup paper - | …',
  }),
  'paper-none': ({ file }) => ({
    message: say`Nem található QR-kód egy széfből: ${file}.`,
    hint: 'Az oldalakat kisimítva, teljes egészükben, 300 dpi felbontással, PNG- vagy JPEG-képként kell beolvasni. A bejegyzések kulcsait tartalmazó lap beolvasása: ukp add --qr <kép>',
  }),
  'paper-missing': ({ missing, size }) => ({
    message: say`Hiányzó QR-kódok (${missing.length}/${size}): ${missing.join(', ')}.`,
    hint: 'Minden kód alatt ott a száma. Olvassa be újra az ezeket tartalmazó oldalakat, kisimítva, 300 dpi felbontással, és adja meg egyszerre az összes képet; a sorrend mindegy, és az ismétlés sem baj.',
  }),
  'paper-mixed': ({ names }) => ({
    message: say`A QR-kódok különböző lapokról származnak (változatok: ${listed(names)}).`,
    hint: 'Csak egy lap képeit adja meg, lehetőleg a legmagasabb számú változatét; minden oldalon ott áll.',
  }),
  'paper-too-large': ({ codes, limit }) => ({
    message: say`A széf túl nagy ahhoz, hogy papírra kerüljön: ${codes} QR-kód kellene, és legfeljebb ${limit} lehet.`,
    hint: 'Készítsen mentést fájlba, másik eszközre: ukp backup create <fájl>',
  }),
  'picture-kept': ({ file, code }) => ({
    message: say`A bejegyzés mentése sikerült, de a kép nem törölhető: ${file} (${code}).`,
    hint: 'Törölje kézzel: a kulcs továbbra is rajta van.',
  }),
  'import-partial': ({ refused }) => ({
    message: say`Nem vehető át: ${refused}.`,
    hint: 'A beszámoló mindegyiket megnevezi, az okával együtt.',
  }),
  'export-partial': ({ refused }) => ({
    message: say`Nem írható ki: ${refused}.`,
    hint: 'A beszámoló mindegyiket megnevezi, az okával együtt.',
  }),
  partial: ({ taken, refused }) => ({
    message: say`Bekerült: ${taken}. Nem került be: ${refused}.`,
    hint: 'A beszámoló mindegyiket megnevezi, az okával együtt.',
  }),
  'keys-changed': () => ({
    message: 'Közben valaki más módosította a feloldási módokat. Semmi sem változott.',
    hint: 'Nézze meg őket (ukp key list), és futtassa újra a parancsot.',
  }),
  'vault-older': ({ file, generation, seen }) => ({
    message: say`Ez a széf régebbi példánya: ${generation}. változat, pedig ez a számítógép már látta ezt is: ${seen}. változat. Semmi sem lett elmentve: ${file}.`,
    hint: 'Keresse meg az újabb példányt (ukp merge, ukp backup list). Ha mégis ezzel folytatná: --accept-rollback',
  }),
  'vault-forked': ({ file, generation }) => ({
    message: say`Ez a széf máshogyan változott, mint amelyet ez a számítógép látott (${generation}. változat). Semmi sem lett elmentve: ${file}.`,
    hint: 'A másik példány beolvasztása: ukp merge <fájl>. Ha mégis ezzel folytatná: --accept-rollback',
  }),
  'no-keyring': ({ reason }) => ({
    message: 'A rendszer kulcstartója itt nem használható. Semmi sem változott.',
    hint: KEYRING[reason],
  }),
  'no-session': (facts) => ({
    message: 'A széf itt nem maradhat nyitva. Semmi sem változott.',
    hint: withoutSession(facts),
  }),
  'not-as-json': ({ instead }) => ({
    message: 'Ez változó kép, amelyet JSON nem tud visszaadni.',
    hint: say`Helyette: ${instead}`,
  }),
  'no-live-terminal': () => ({
    message: 'Ehhez rajzolható terminálablak kell, és itt nincs ilyen.',
    hint: 'Szkriptben: ukp code <név>. Terminálablakban, --no-input nélkül működik.',
  }),
  'window-low': ({ needed, lines }) => ({
    message: say`Az ablak túl alacsony a QR-kódhoz: ${lines} soros, de ${needed} kell.`,
    hint: 'Magasítsa az ablakot, vagy vegye kisebbre a betűket; képként: ukp export <név> --format qr-png --output <mappa>',
  }),
  'window-narrow': ({ needed, columns }) => ({
    message: say`Az ablak túl keskeny a QR-kódhoz: ${columns} oszlopos, de ${needed} kell.`,
    hint: 'Szélesítse az ablakot, vagy vegye kisebbre a betűket; képként: ukp export <név> --format qr-png --output <mappa>',
  }),
  'no-clipboard': (facts) => ({
    message: `${facts.reading ? 'A vágólap nem érhető el.' : 'A kód nem másolható a vágólapra.'} ${CLIPBOARD[facts.reason]}`,
    hint: withoutClipboard(facts),
  }),
  'clipboard-empty': () => ({
    message: 'A vágólapon nincs sem kép, sem szöveg.',
    hint: 'Másolja a vágólapra a QR-kódot vagy a kulcsot, majd adja ki újra a parancsot. Ha a kép egy fájl: ukp add --qr <kép>',
  }),
  'clipboard-no-qr': () => ({
    message: 'A vágólapon lévő képen nem található QR-kód.',
    hint: 'Másolja újra a teljes QR-kódot, fehér szegéllyel, vagy illessze be a kulcsot: ukp add <név>',
  }),
  'clipboard-kept': () => ({
    message: 'A bejegyzés mentése sikerült, de a vágólap nem üríthető ki.',
    hint: 'Másoljon oda valami mást: a kulcs továbbra is a vágólapon van.',
  }),
  'screen-no-qr': () => ({
    message: 'A képernyőn nem található QR-kód.',
    hint: 'Nagyítsa fel a QR-kódot úgy, hogy semmi ne takarja, majd adja ki újra a parancsot. Vagy másolja a képét a vágólapra, majd: ukp add --clipboard',
  }),
  'no-screen': (facts) => ({
    message: `Nem készült kép a képernyőről. ${SCREEN[facts.reason]}`,
    hint: withoutScreen(facts),
  }),
  'save-unconfirmed': ({ file }) => ({
    message: say`Mentve, de a lemez nem erősítette meg: ${file}.`,
    hint: 'Ellenőrizze a lemezt, majd készítsen biztonsági mentést egy másikra: ukp backup create <fájl>',
  }),
  'write-failed': ({ file, code }) => ({
    message: say`A fájl nem írható (${code}): ${file}.`,
    hint:
      file === 'stdout'
        ? 'A kért művelet már megtörténhetett: ellenőrizze, mielőtt megismétli.'
        : `${WRITE_HINTS[code] ?? 'Ellenőrizze, hogy van-e hely a lemezen.'} A széf nem változott.`,
  }),
  'vault-read-only': ({ file }) => ({
    message: say`A széf vagy a mappája csak olvasható: ${file}.`,
    hint: 'Semmi sem változott. Tegye írhatóvá, vagy használjon más helyet: --vault <fájl>',
  }),
  'link-broken': ({ file }) => ({
    message: say`A széf olyan hivatkozás, amely sehová sem mutat: ${file}.`,
    hint: 'Javítsa ki vagy törölje a hivatkozást.',
  }),
  'memory-short': () => ({
    message: 'Nincs elég memória a széf feloldásához.',
    hint: 'Zárjon be más programokat, vagy emelje meg a memóriakorlátot (ulimit -v).',
  }),
  unexpected: ({ detail }) => ({
    message: say`Váratlan hiba történt: ${detail}.`,
    hint: 'A széf nem változott. Kérjük, jelentse a hibát a kiadott paranccsal együtt, nevek és kulcsok nélkül.',
  }),
  'word-wrong': () => ({
    message: 'A beírt szó nem egyezik. Semmi sem íródott ki.',
    hint: 'Futtassa újra a parancsot, és a kért szót írja be.',
  }),
  'enroll-unattended': () => ({
    message: 'A varázsló mutat és kérdez, ehhez terminálablak kell; itt nincs, vagy meg volt adva a --no-input.',
    hint: 'Szkriptben: ukp add <név> --qr <kép>, majd ukp code <név>',
  }),
  'enroll-stopped': ({ name, wanted, deletionCode, backup, vault }) => {
    const parts = ['kulcs', deletionCode === true ? 'törlőkód' : '', backup ? 'biztonsági mentés' : ''].filter(Boolean)
    const again = commandLine('enroll', name ?? wanted, vault)
    const hint = 'Semmi sem veszett el.'
    if (name === null) return { message: say`Megszakítva. Új bejegyzés nem lett elmentve. Újrakezdés: ${again}`, hint }
    if (backup && deletionCode !== false)
      return {
        message: say`Megszakítva. Minden el van mentve: ${name} (${parts.join(', ')}). A kép, ha van, érintetlen maradt.`,
        hint,
      }
    return { message: say`Megszakítva. Elmentve: ${name} (${parts.join(', ')}). Folytatás: ${again}`, hint }
  },
  cancelled: () => ({ message: 'Megszakítva. Semmi sem változott.', hint: '' }),
}
