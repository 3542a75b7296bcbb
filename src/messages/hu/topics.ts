// Az `ukp help <téma>` lapjai. Csak akkor töltődnek be, ha egyikük látható, vagy a kézikönyvlap készül.
import type { Topics } from '../en/topics.ts'

export const topics: Topics = {
  codes: {
    title: 'Kilépési kódok',
    intro:
      'Minden parancs e számok egyikével ér véget. A --json válaszában a szám és a mellette álló szó, a hiba fajtája is benne van. Egyiknek sem változik meg a jelentése.',
    codes: {
      success: 'Minden rendben.',
      unexpected: 'Egy fájlt nem sikerült kiírni, a széf csak olvasható, kevés a memória, vagy hiba van az ukp-ben.',
      usage: 'Hibás parancs, kapcsoló, argumentum vagy érték, vagy olyan kérdés, amelyre itt senki sem válaszolhat.',
      'not-found': 'Nincs ilyen bejegyzés, egyáltalán nincs bejegyzés, vagy nincs ilyen feloldási mód.',
      ambiguous: 'Több bejegyzés vagy feloldási mód is megfelel, vagy több van, és egyik sincs megnevezve.',
      locked:
        'Hibás vagy mások által is olvasható széfjelszó vagy kulcs, vagy terminál nélkül nincs mivel feloldani a széfet.',
      'no-vault': 'Itt még nincs széf, vagy eltűnt.',
      'vault-damaged': 'A széf sérült, csonka, megváltozott, vagy nem is széf.',
      'vault-newer': 'A széfet az ukp egy újabb verziója írta.',
      'bad-input': 'A képen nincs QR-kód, a kulcs nem egyszer használatos kódhoz való, vagy a fájl nem olvasható.',
      busy: 'Egy másik ukp tíz másodpercig használta a széfet.',
      rejected:
        'Egyik bejegyzésnek sincs ilyen kódja, a biztonsági mentés nem jó, vagy egy régebbi példány felülírása elmaradt.',
      partial:
        'A bemenetek egy része bekerült, vagy a bejegyzések egy része exportálva lett; ami nem, az név szerint szerepel.',
      unavailable:
        'Itt nincs vágólap, képernyő, kulcstartó vagy terminál, a széf nem maradhat nyitva, vagy túl kicsi az ablak.',
      unconfirmed: 'A mentés megtörtént, de a lemez nem erősítette meg.',
      cancelled: 'Ctrl-C, Ctrl-D, vagy nemleges válasz a kérdésre.',
    },
    success: 'siker',
    after:
      'Minden hibához tartozik egy mondat és alatta a következő lépés. A hibával végződő parancs nem változtat semmit, kivéve a 9-est és a 11-est.',
  },
  variables: {
    title: 'Környezeti változók',
    intro: 'Az üres változó olyan, mintha nem volna beállítva. A kapcsoló erősebb a változójánál.',
    variables: {
      UKP_VAULT: 'A széf fájlja, mint a --vault.',
      UKP_PASSPHRASE_FILE: 'E fájl első sora a széfjelszó, mint a --passphrase-file.',
      UKP_PASSPHRASE: 'Maga a széfjelszó. A leggyengébb mód: minden elindított program kiolvashatja.',
      UKP_KEY_FILE: 'A széfet nyitó kulcsfájl, mint a --key-file.',
      UKP_LANG: 'A nyelv, mint a --lang: a hu magyar, minden más angol.',
      LC_ALL: 'A nyelv, ha az UKP_LANG nincs beállítva.',
      LC_MESSAGES: 'A nyelv, ha a fentiek egyike sincs beállítva.',
      LANG: 'A nyelv, ha a fentiek egyike sincs beállítva: a hu_HU.UTF-8 magyar.',
      NO_COLOR: 'Színek nélkül, mint a --no-color.',
      FORCE_COLOR: 'Színek ott is, ahol nincs terminál; a 0 olyan, mintha nem volna beállítva.',
      LC_CTYPE: 'Az ukp doctor ebből látja, hogy a betűk UTF-8 kódolásúak-e, ha az LC_ALL nincs megadva.',
      TERM: 'Ha az értéke dumb: nincsenek színek.',
      XDG_CONFIG_HOME:
        'Linux: itt van a user-dirs.dirs, amelyből az ukp doctor a képek mappáit tudja. Egyébként: ~/.config',
      XDG_DATA_HOME: 'Linux: ebben a mappában van az ukp/vault.ukp. Egyébként: ~/.local/share',
      XDG_STATE_HOME: 'Linux: ebben a mappában van az ukp/, amire ez a gép emlékszik. Egyébként: ~/.local/state',
      APPDATA: 'Windows: ebben a mappában van az ukp\\vault.ukp.',
      LOCALAPPDATA: 'Windows: ebben a mappában van az ukp\\state.',
      DBUS_SESSION_BUS_ADDRESS: 'Linux: hol érhető el a kulcstartó.',
      XDG_RUNTIME_DIR: 'Linux: a munkamenet buszának mappája, ha a cím nincs beállítva, és az ukp unlock mappája.',
      DISPLAY: 'Linux: hol érhető el az X11 vágólapja és képernyője.',
      WAYLAND_DISPLAY: 'Linux: hol érhető el a Wayland vágólapja és képernyője; megelőzi ezt: DISPLAY.',
      XAUTHORITY: 'Linux: az X-kiszolgáló használatára jogosító fájl.',
      SSH_TTY: 'Ha be van állítva és nincs képernyő, az üzenet megnevezi ezt: ukp code --osc52.',
      SSH_CONNECTION: 'Ugyanaz, mint ez: SSH_TTY.',
      OneDrive: 'Windows: mappa, amelyet a OneDrive más gépekre másol; az ukp ezt a benne lévő képekről megmondja.',
      OneDriveConsumer: 'Ugyanez, magánfióknál.',
      OneDriveCommercial: 'Ugyanez, munkahelyi vagy iskolai fióknál.',
    },
    after:
      'A nyelv azt változtatja meg, amit emberek olvasnak; az ukp code csőbe írt kimenetét és a JSON kulcsait soha.',
  },
  scripts: {
    title: 'Az ukp szkriptekben',
    intro:
      'Amire egy szkript számíthat: terminál nélkül nincs kérdés és nincs elakadás, a szabványos kimeneten csak a válasz áll, a kilépési kódok és a JSON kulcsai pedig megtartják jelentésüket.',
    sections: [
      {
        title: 'Kérdés nélkül',
        text: 'A kulcsfájl széfjelszó és lassú kulcsszármaztatás nélkül nyitja a széfet. Akinél a fájl van, az a széfet is ki tudja nyitni, ezért olyan lemezre való, amelyet csak a tulajdonosa olvashat. A széfjelszó jöhet fájlból (--passphrase-file) vagy nyitott fájlleíróról (--passphrase-fd); változóként (UKP_PASSPHRASE) minden elindított program látja. Ha semmi sincs megadva és nincs terminál, az ukp azonnal 4-es kóddal kilép; a --no-input mellett terminálon sem kérdez.',
        examples: [
          'ukp key add key-file ~/.config/ukp.key --label szkriptek',
          'ukp code mama --key-file ~/.config/ukp.key --no-input',
          'ukp code mama --passphrase-fd 3 3< szefjelszo.txt',
        ],
      },
      {
        title: 'Egy időre',
        text: 'Az ukp unlock után a következő parancsokhoz, szkriptből is, sem széfjelszó, sem kulcs nem kell, 15 percig vagy a --for szerinti ideig. Addig a felhasználó minden programja ki tudja nyitni a széfet.',
        examples: ['ukp unlock --for 1h', 'ukp lock'],
      },
      {
        title: 'Elég sokáig érvényes kód',
        text: 'A kódot akkor érdemes kérni, amikor a belépési űrlap várja. A --min-remaining megvárja a következő kódot, ha ennél kevesebb másodperc van hátra, a --fresh pedig soha nem ad ki egy kódot másodszor: a portál az egyszer már felhasznált kódot elutasíthatja. Ha a portál elutasítja a belépést, meg kell állni; szkriptből nem szabad ismételni.',
        examples: ['ukp code mama --min-remaining 8 --fresh --no-input'],
      },
      {
        title: 'Titkos kulcsot váró program',
        text: 'Az ukp run úgy indít el egy programot, hogy a titkos kulcs, a kód vagy a felhasználónév csak annak a környezetébe kerül, és úgy ér véget, mint a program. A kód az induláskor készül: ha később kell, a titkos kulcsot érdemes átadni.',
        examples: ['ukp run --env TOTP_SEED=secret:mama -- npm start'],
      },
      {
        title: 'A válasz olvasása',
        text: 'Ha a szabványos kimenet nem terminál, csak a számjegyek és egy soremelés kerül oda. Ami embereknek szól, a szabványos hibakimenetre megy; a --quiet ott csak a hibákat hagyja meg. A --json mellett pontosan egy JSON-érték íródik ki, hiba esetén is: az "ok", a "kind" és az "exit" mutatja, mi történt. A kulcsok nem függnek a nyelvtől.',
        examples: ['kod=$(ukp code mama --quiet --no-input) || exit', 'ukp code mama --json | jq -r .code'],
      },
      {
        title: 'Hiba esetén',
        text: 'A kilépési kód megmondja a hiba fajtáját, és soha nem változik a jelentése: ukp help kilepesi-kodok. A 2-es, a 3-as és a 6-os a szkript vagy az adatai hibája; a 4-esnél meg kell állni, és nem szabad más széfjelszóval próbálkozni; a 7-es után kicsit később újra lehet próbálni; a 9-es után a jelentést kell elolvasni, mert ami bekerült, az el van mentve. A hibával végződő parancs nem változtat semmit, kivéve a 9-est és a 11-est.',
        examples: ['ukp code mama --no-input --json || echo "kilépési kód: $?"'],
      },
      {
        title: 'Nevek',
        text: 'A pontos nevet vagy az azonosítót érdemes megadni, amelyet az ukp list --json mutat: a névrészlet csak addig elég, amíg egyetlen bejegyzésre illik. A máshonnan kapott név elé -- való, hogy soha ne számítson kapcsolónak. Titkos kulcs soha nem argumentum; a szabványos bemeneten érkezik.',
        examples: ['ukp code --json -- "$nev"', 'ukp add mama --stdin --yes < kulcs.txt'],
      },
    ],
  },
  portal: {
    title: 'Ügyfélkapu+',
    intro:
      'Mi történik a portálon, annak szavaival, és mit melyik pillanatban kell elmenteni. Három dolog látható egyszer és soha többé: a QR-kód képe, az alatta lévő karaktersor (a titkos kulcs) és a törlőkód.',
    sections: [
      {
        title: 'Előtte',
        text: 'Az Ügyfélkapu+ a https://ugyfelkapu.gov.hu oldalon igényelhető, az ügyfélkapus felhasználónévvel és az ügyfélkapus jelszóval. Az ukp enroll végigkíséri ezeken a perceken; az ukp add lépésenként ugyanezt teszi. A család minden tagjánál előbb ki kell lépni, vagy inkognitóablakot nyitni: különben a böngészőben még az előző személy van belépve.',
        examples: [],
      },
      {
        title: 'Lépésről lépésre',
        text: '',
        lines: [
          '„BEJELENTKEZÉS”, ott a sima „Ügyfélkapu” gomb.',
          '„Ügyfélkapu+ igénylése”, majd „Tovább az Ügyfélkapu+ igényléshez”.',
          '„1. QR-KÓD LEOLVASÁSA”: itt meg kell állni. Mentse el a teljes QR-kód képét; kattintson a „Nem tudom beolvasni a kódot” feliratra, és mentse el a karaktersort is. Mindkettőben ugyanaz a kulcs van. Az „Új kódot kérek” új kulcsot ad, az előző onnantól nem használható.',
          'A kulcsot tegye a széfbe: a képről, vagy --qr nélkül a rejtett kérdéshez beillesztve.',
          '„2. ÜGYFÉLKAPUHOZ TARTOZÓ JELSZÓ MEGADÁSA”: az ügyfélkapus jelszó még egyszer, csak a weboldalon.',
          '„3. MOBILALKALMAZÁSBAN KAPOTT AZONOSÍTÓ – AZONOSÍTÓ MEGADÁSA”: az ukp code által mutatott hat számjegy, ha még legalább 8 másodperc van hátra. Utána „TOVÁBB”.',
          '„TÖRLŐKÓD”: 8 számjegy, egyszer látható. Tegye a széfbe, kattintson a „Törlőkód mentése” gombra, jelölje be: „A fenti törlőkód mentéséről gondoskodtam”, végül „BEFEJEZÉS”.',
          'Készítsen biztonsági mentést. Csak ezután törölje a képet.',
        ],
        examples: [
          'ukp add mama --qr kep.png',
          'ukp code mama --min-remaining 8',
          'ukp edit mama --deletion-code',
          'ukp backup',
        ],
      },
      {
        title: 'Bejelentkezés ezután',
        text: 'Az „Ügyfélkapu+ hitelesítő alkalmazással” gomb, a felhasználónév és az ügyfélkapus jelszó, majd a kód a „Hitelesítő kód” vagy „Azonosító” mezőbe.',
        examples: ['ukp code mama', 'ukp code mama --copy'],
      },
      {
        title: 'A portál nem fogadja el a kódot',
        text: '',
        lines: [
          'A megfelelő bejegyzés kódja volt? Több próbálkozás után azonos feliratú kulcsok maradnak: az ukp list megjelöli őket, és csak az utolsó jó.',
          'Volt hátra legalább 8 másodperc? Az ukp code a --min-remaining 8 kapcsolóval megvárja a következő kódot.',
          'Pontos az óra? Az ukp doctor megnézi, az ukp verify pedig a telefon egyik kódjából megmondja. Teendő: automatikus időbeállítás.',
          'Az „Ügyfélkapu+ hitelesítő alkalmazással” gomb volt? Rossz gomb után a portál hibás felhasználónevet vagy jelszót jelez („A felhasználónév vagy a jelszó helytelen…”), és lejárt ügyfélkapus jelszó után is: az két évig érvényes.',
          'Ne próbálkozzon egymás után sokszor; várjon friss kódra.',
        ],
        examples: ['ukp doctor', 'ukp verify 123456'],
      },
      {
        title: 'A törlőkód',
        text: 'A törlőkód (8 számjegy) telefon és hitelesítő kód nélkül megszünteti az Ügyfélkapu+ szolgáltatást. Aki ismeri, megteheti, ezért a széfben marad, és csak kérésre látható. Elveszett, de a belépés működik? A „Beállítás másik eszközre” újat ad.',
        examples: ['ukp edit mama --deletion-code', 'ukp show mama --reveal'],
      },
      {
        title: 'Új vagy második telefon',
        text: 'Ugyanaz a kulcs több eszközön is működik: rajzoltassa ki a QR-kódját, és olvassa be a telefon hitelesítő alkalmazásával. Ha a kulcs nincs meg, de a belépés működik: az Ügyfélkapu beállításai között a „Beállítás másik eszközre” új QR-kódot, majd új törlőkódot mutat. Az új kulcs kerüljön a régi helyére, és az új törlőkód is.',
        examples: ['ukp show mama --qr', 'ukp add mama --replace --qr uj.png', 'ukp edit mama --deletion-code'],
      },
      {
        title: 'Elveszett telefon',
        text: 'Ha a kulcs a széfben van, semmi sem veszett el: az ukp code tovább működik. Ha csak a törlőkód van meg: „ÜGYFÉLKAPU+ MEGSZÜNTETÉSE” a portál felső menüjében, belépés nélkül is látható; utána egyszerű belépés, és az Ügyfélkapu+ újra igényelhető. Ha egyik sincs: személyesen kormányablakban, külföldön konzulátuson.',
        examples: ['ukp backup restore vault-2026-11-21.ukp'],
      },
      {
        title: 'Több személy',
        text: 'Mindenkinek egy bejegyzés, a személyről elnevezve és nem a felhasználónévről, mindegyik a saját törlőkódjával. A következő személy előtt lépjen ki a portálról, vagy nyisson inkognitóablakot.',
        examples: ['ukp add mama --qr mama.png', 'ukp add papa --qr papa.png', 'ukp list'],
      },
      {
        title: 'Az e-mailes kód',
        text: 'Az Ügyfélkapu+ e-mailben is tud kódot küldeni; azt a portál állítja elő, az ukp nem tudja előállítani.',
        examples: [],
      },
      {
        title: 'Valódi oldalak',
        text: 'ugyfelkapu.gov.hu, kau.gov.hu, idp.gov.hu, tarhely.gov.hu, magyarorszag.hu, eeszt.gov.hu, és amelyek vége .nav.gov.hu. Az ukp soha nem kéri az ügyfélkapus jelszót, nem nyit meg hivatkozást, és nem küld el semmit. A kód nem véd az ellen, aki egy hamis oldalon közbeékelődik: beírás előtt nézze meg a címet.',
        examples: [],
      },
    ],
  },
}
