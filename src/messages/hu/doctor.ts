// Az ukp doctor szavai: minden megállapításhoz egy mondat, és ha van teendő, az is. Csak a doctor tölti be.
import type { ClockSystem, TimeFailure } from '../../findings.ts'
import type { DoctorWords, Told } from '../en/doctor.ts'
import { argument, listed, say } from '../say.ts'

const fine = (message: string): Told => ({ message, remedy: null })
const told = (message: string, remedy: string): Told => ({ message, remedy })

/** Így állítható be az óra. */
const SET_CLOCK: Readonly<Record<ClockSystem, string>> = {
  systemd: 'Az automatikus időbeállítás bekapcsolása: sudo timedatectl set-ntp true',
  windows:
    'Gépház > Idő és nyelv > Dátum és idő: kapcsolja be ezt: „Idő automatikus beállítása”, majd kattintson erre: „Szinkronizálás most”.',
  macos: 'Rendszerbeállítások > Általános > Dátum és idő: kapcsolja be ezt: „Idő és dátum automatikus beállítása”.',
  other:
    'Kapcsolja be az automatikus időbeállítást a rendszer beállításaiban, vagy indítson időszolgáltatást (például: chrony).',
}

const SERVER: Readonly<Record<TimeFailure, string>> = {
  name: 'nincs ilyen név, vagy nincs hálózat',
  unreachable: 'nem érhető el',
  refused: 'azon a porton senki sem válaszol',
  silent: '3 mp alatt nem válaszolt',
  forged: 'aki válaszolt, nem tudja, mi volt a kérdés, ezért más is lehet',
  garbled: 'a válasz nem időpont',
  unsynchronised: 'maga sem tudja a pontos időt',
  kiss: 'azt kéri, hogy ne kérdezzék',
}

const WAYS: Readonly<Record<string, string>> = {
  x11: 'X11',
  wayland: 'Wayland',
  macos: 'macOS',
  windows: 'Windows',
  wsl: 'WSL, a Windows vágólapja',
  termux: 'Termux',
}

const way = (name: string): string => WAYS[name] ?? name
const files = (names: readonly string[]): string => names.map((name) => argument(name)).join(' ')
const days = (count: number): string => (count === 0 ? 'ma' : `${count} napja`)

const KEYRING = {
  module: 'Az ukp kulcstartót kezelő része itt nincs telepítve',
  bus: 'Itt nincs rendszerkulcstartó: nincs asztali munkamenet (nincs D-Bus)',
  other: 'Itt nincs olyan rendszerkulcstartó, amelyet az ukp használni tud',
} as const

const SESSION = {
  windows: 'Windowson a széf nem maradhat egy ideig feloldva',
  unmade: 'A széf nem maradhat egy ideig feloldva: az ehhez kellő mappa nem hozható létre',
  unsafe: 'A széf nem maradhat egy ideig feloldva: az ehhez kellő mappába mások is beléphetnek',
} as const

export const doctor: DoctorWords = {
  groups: {
    clock: 'Óra',
    vault: 'Széf',
    backups: 'Biztonsági mentések',
    accounts: 'Bejegyzések',
    pictures: 'Képek',
    computer: 'Ez a számítógép',
  },
  states: { ok: 'rendben', note: 'megjegyzés', warning: 'figyelem', broken: 'hiba' },
  counts: ({ broken, warning, note, ok }) =>
    say`Hiba: ${broken}. Figyelmeztetés: ${warning}. Megjegyzés: ${note}. Rendben: ${ok}.`,
  readingPictures: (at, of) => say`Képek átnézése: ${at} / ${of}`,
  findings: {
    'clock-synchronised': ({ by }) => fine(say`A rendszer szerint az órája pontos, és az is marad (${by}).`),
    'clock-unsynchronised': ({ by, system }) =>
      told(say`A rendszer szerint az óráját semmi sem tartja pontosan (${by}).`, SET_CLOCK[system]),
    'clock-unknown': () =>
      told(
        'Az óra pontossága nem ellenőrizhető. Ha a portál elutasítja a kódot, kapcsolja be az automatikus időbeállítást.',
        'Ha egy internetes kiszolgálót is meg lehet kérdezni: ukp doctor --time-server',
      ),
    'clock-behind': ({ newest, file, system, seconds }) =>
      told(
        say`A gép órája valószínűleg késik: ${seconds} mp-cel korábbi időt mutat, mint amikor ez a fájl már el volt mentve (${newest}): ${file}`,
        SET_CLOCK[system],
      ),
    'clock-offset': ({ seconds, server, delayMs, system }) => {
      const off = Math.abs(seconds)
      const comma = (value: number, digits: number): string => value.toFixed(digits).replace('.', ',')
      const by = say`(${server}, pontosság: ${comma(delayMs / 2000, 2)} mp)`
      if (off < 2) return fine(say`A gép órája pontos, eltérése ${comma(off, 1)} mp ${by}.`)
      const how = seconds > 0 ? 'késik' : 'siet'
      const what = say`A gép órája kb. ${Math.round(off)} mp-et ${how} ${by}.`
      if (off < 10) return told(`${what} A kódok még működnek, kivéve az érvényességük végén.`, SET_CLOCK[system])
      if (off < 30) return told(`${what} A portál sok kódot nem fog elfogadni.`, SET_CLOCK[system])
      return told(`${what} A portál nem fogja elfogadni a kódokat.`, SET_CLOCK[system])
    },
    'time-server-failed': ({ server, reason, code }) =>
      told(
        `A pontos időt nem adta meg a kiszolgáló (${SERVER[reason]}${code === '' ? '' : say`: ${code}`})${say`: ${server}`}`,
        'Ellenőrizze a hálózatot, vagy adjon meg másik kiszolgálót: ukp doctor --time-server <host>',
      ),

    'vault-missing': ({ file }) =>
      told(
        say`Még nincs széf: ${file}`,
        'Az első bejegyzéssel jön létre. Az Ügyfélkapu+ lépésről lépésre: ukp enroll. Más fiók: ukp add <név>. Másik alkalmazásból: ukp import <fájl>. Biztonsági mentésből: ukp backup restore <fájl>',
      ),
    'vault-file': ({ format, generation, file, opened }) =>
      fine(
        opened
          ? say`A széf ép (${format}, ${generation}. változat): ${file}`
          : say`A széf ép, amennyire feloldás nélkül látható (${format}, ${generation}. változat): ${file}`,
      ),
    'permissions-fine': ({ files: count }) =>
      fine(
        say`A gép más felhasználói sem olvasni, sem módosítani nem tudják a széfet és ami hozzá tartozik (${count} hely átnézve).`,
      ),
    'permissions-unknown': () =>
      told(
        'Windowson a program nem nézi meg, ki olvashatja még a széfet.',
        'A mappa tulajdonságaiban, a „Biztonság” lapon csak Ön, a SYSTEM és a rendszergazdák szerepeljenek.',
      ),
    'permissions-readable': ({ files: names }) =>
      told(say`A gép más felhasználói is olvashatják: ${listed(names)}`, `chmod go-rwx ${files(names)}`),
    'permissions-writable': ({ files: names }) =>
      told(say`A gép más felhasználói is módosíthatják: ${listed(names)}`, `chmod go-rwx ${files(names)}`),
    'vault-local': () => fine('A széf mappája tudomásunk szerint nem szinkronizálódik felhővel.'),
    'vault-synced': ({ service, folder }) =>
      told(
        say`A széf mappája felhővel szinkronizálódik (${service}): ${folder}. A titkosított fájlnak ez nem árt.`,
        'Ha két gép egyszerre ment, mellette egy második példány jelenik meg; beolvasztása: ukp merge',
      ),
    'vault-alone': () => fine('A széf mellett nincs másik példány belőle.'),
    'vault-copies': ({ files: names }) =>
      told(say`A széf mellett van egy másik, be nem olvasztott példány: ${listed(names)}`, 'Beolvasztás: ukp merge'),
    'vault-busy': ({ holder }) =>
      told(say`A széfet éppen egy másik ukp menti: ${holder}`, 'Nincs teendő; egy pillanat az egész.'),
    'lock-left': ({ file }) =>
      told(
        say`Egy mentés félbeszakadt, és ott maradt a zárolása: ${file}`,
        'Nincs teendő; a következő mentés eltünteti.',
      ),

    'backup-none': () => told('Még nem készült biztonsági mentés.', 'Készítés: ukp backup'),
    'backup-current': ({ created, days: age, file }) =>
      fine(say`A legújabb biztonsági mentésben minden benne van (${created}, ${days(age)}): ${file}`),
    'backup-old': ({ created, days: age, file }) =>
      told(
        say`Utolsó biztonsági mentés: ${created} (${days(age)}), azóta történt változás. A fájl: ${file}`,
        'Új készítése: ukp backup',
      ),
    'backup-there': ({ created, days: age, file }) =>
      fine(say`Legújabb biztonsági mentés: ${created} (${days(age)}): ${file}`),
    'backup-unreadable': ({ files: names }) =>
      told(
        say`Biztonsági mentésként nem olvasható: ${listed(names)}`,
        'Készítsen új biztonsági mentést (ukp backup), majd törölje ezeket a fájlokat. Részletek: ukp backup verify <fájl>',
      ),
    'backup-same-disk': ({ folder }) =>
      told(
        say`Minden biztonsági mentés ugyanazon a lemezen van, mint a széf: ${folder}`,
        'Készüljön egy pendrive-ra vagy másik gépre is: ukp backup create <mappa>',
      ),
    'backup-away': ({ files: names }) =>
      told(
        say`Biztonsági mentések, amelyek mappája most nincs itt (például nincs bedugva a pendrive): ${listed(names)}`,
        'Időnként csatlakoztassa, és nézze meg: ukp backup verify <fájl>',
      ),

    'accounts-unseen': () =>
      told(
        'A bejegyzések nincsenek átnézve, mert a széf zárolva van.',
        'Futtassa terminálban, vagy adja meg a feloldás módját: --passphrase-file <fájl>, --key-file <fájl>, vagy előbb: ukp unlock',
      ),
    'accounts-none': () => told('A széf üres.', 'Új bejegyzés: ukp add'),
    'accounts-fine': ({ count }) => fine(say`${count} bejegyzés olvasható.`),
    'deletion-code-missing': ({ names }) =>
      told(
        say`Nincs eltárolt törlőkód ehhez: ${listed(names)}`,
        'ukp edit <név> --deletion-code. Ha elveszett: a portálon a „Beállítás másik eszközre” új kulcsot és új törlőkódot ad.',
      ),
    'same-label': ({ names }) =>
      told(
        say`Lehet, hogy ugyanaz a fiók van kétszer beállítva: ${listed(names)}`,
        'Nézze meg, melyik kódot fogadja el a portál, majd törölje a másik bejegyzést: ukp remove <név>',
      ),
    'earlier-keys': ({ names }) =>
      told(
        say`Korábbi kulcsot is őriz: ${listed(names)}`,
        'Ha a portál már elfogadta az új kulcs kódját: ukp verify <kód>',
      ),
    'entries-unreadable': ({ count }) =>
      told(
        say`A széfben ${count} bejegyzés nem olvasható az ukp e verziójával; változatlanul megmarad.`,
        'Telepítse azt az újabb ukp-t, amelyik írta.',
      ),

    'picture-with-key': ({ file, service, othersCanRead }) =>
      told(
        [
          say`A képen titkos kulcs van: ${file}`,
          ...(service === null ? [] : [say` Ez a mappa felhővel szinkronizálódik (${service}).`]),
          ...(othersCanRead ? [' A gép más felhasználói is olvashatják.'] : []),
        ].join('.'),
        'Ha a bejegyzés és a biztonsági mentése megvan, törölje a képet, a kukából, a felhőből és a telefonról is. Az elsőt ez is elvégzi: ukp add --qr <fájl> --delete-image',
      ),
    'pictures-fine': ({ looked, folders }) =>
      fine(say`Az átnézett ${looked} kép egyikén sincs titkos kulcs, itt: ${listed(folders)}`),
    'pictures-looked': ({ looked, folders }) => fine(say`${looked} kép átnézve, itt: ${listed(folders)}`),
    'pictures-left': ({ looked, left }) =>
      told(
        say`Csak a legújabb ${looked} kép van átnézve; kimaradt: ${left}`,
        'Adjon meg kisebb mappát: ukp doctor --look-for-pictures <mappa>',
      ),

    clipboard: ({ way: name }) => fine(say`Van vágólap (${way(name)}), és a rajta lévő kód titkosként van megjelölve.`),
    'clipboard-open': ({ way: name, missing }) =>
      told(
        say`Van vágólap (${way(name)}), de az előzményei nem tudják meg, hogy a kód titkos.`,
        missing === null
          ? 'Csak ott másoljon, ahol a vágólap előzményeit senki más nem látja.'
          : say`Telepítendő: ${missing}`,
      ),
    'clipboard-none': ({ missing }) =>
      told(
        'Itt nem érhető el a vágólap.',
        missing === null ? 'Az ukp code kiírja a kódot, onnan begépelhető.' : say`Telepítendő: ${missing}`,
      ),
    keyring: () => fine('A rendszerkulcstartó elérhető és fel van oldva.'),
    'keyring-locked': () =>
      told(
        'A rendszerkulcstartó zárolva van.',
        'Jelentkezzen be újra az asztali környezetbe, vagy oldja fel a beállításaiban.',
      ),
    'keyring-none': ({ reason }) =>
      told(`${KEYRING[reason]}.`, 'Kulcsfájl is feloldja a széfet kérdés nélkül: ukp key add key-file <fájl>'),
    session: () => fine('A széf egy ideig feloldva maradhat: ukp unlock'),
    'session-none': ({ reason, folder }) =>
      told(
        folder === '' ? `${SESSION[reason]}.` : say`${SESSION[reason]}: ${folder}`,
        'Kulcsfájl is feloldja a széfet kérdés nélkül: ukp key add key-file <fájl>',
      ),
    'derivation-native': ({ by }) => fine(say`A kulcsok gyors, gépi kóddal készülnek (${by}).`),
    'derivation-slow': () =>
      told(
        'A kulcsok lassabb módon készülnek: a széfjelszóhoz kb. háromszor annyi idő kell.',
        'Telepítse újra az ukp-t a nem kötelező csomagokkal együtt (--omit=optional nélkül), vagy használjon legalább 24.7-es Node-ot.',
      ),
    terminal: ({ columns, rows, color }) =>
      fine(say`A terminál ${columns} × ${rows} karakteres, ${color ? 'színes' : 'színek nélküli'}.`),
    'terminal-none': () => fine('A szabványos kimenet nem terminál: a válaszok egyszerű szövegek.'),
    'terminal-narrow': ({ columns, rows }) =>
      told(
        say`Az ablak kicsi: ${columns} × ${rows} karakter.`,
        'Táblázatokhoz és QR-kódhoz legyen legalább 80 × 24 karakteres.',
      ),
    'terminal-dumb': () =>
      told(
        'A terminál azt mondja magáról, hogy semmit sem tud (TERM=dumb).',
        'Másik terminálban vannak színek és élő táblázatok.',
      ),
    'terminal-encoding': ({ locale }) =>
      told(
        say`A nyelvi beállítás nem UTF-8 (${locale === '' ? 'nincs' : locale}): az ő és az ű hibásan jelenhet meg.`,
        'export LANG=hu_HU.UTF-8, vagy bármilyen nyelv UTF-8-as beállítása',
      ),
    node: ({ version, until }) =>
      fine(until === null ? say`Node ${version}.` : say`Node ${version}, a készítői eddig támogatják: ${until}.`),
    'node-ended': ({ version, until }) =>
      told(
        say`A Node ${version} működik, de a készítői ez óta nem adnak hozzá biztonsági javítást: ${until}.`,
        'Telepítsen támogatott Node-ot: nodejs.org',
      ),
    'node-unsupported': ({ version, needed }) =>
      told(
        say`A Node ${version} régebbi, mint amit az ukp igényel: ${needed}`,
        'Telepítsen támogatott Node-ot: nodejs.org',
      ),
    'start-fast': () => fine('A program lefordított alakja megvan: az ukp gyorsan indul.'),
    'start-slow': ({ reason }) =>
      told(
        reason === 'not-yet'
          ? 'A program lefordított alakja még nincs meg.'
          : 'A program lefordított alakja nem őrizhető meg: a mappája másé. Az ukp kicsit lassabban indul.',
        reason === 'not-yet'
          ? 'Nincs teendő; a következő parancsok megőrzik.'
          : 'A tulajdonosa egyszer lefuttathatja: sudo ukp --version',
      ),
  },
}
