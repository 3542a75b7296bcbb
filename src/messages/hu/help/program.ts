// Amit az ukp magában és az ukp --help a parancsok előtt és között mond.
import type { overview as english } from '../../en/help/program.ts'

export const overview: typeof english = {
  program:
    'Egyszer használatos hitelesítő kódok (TOTP) titkosított széfből: az Ügyfélkapu+ és minden más fiók, amelyhez ilyen kód kell.',
  programExamples: ['ukp enroll mama', 'ukp code mama', 'ukp backup'],
  groups: {
    everyday: 'Mindennapi',
    vault: 'A széf',
    moving: 'Átköltözés',
    scripts: 'Szkriptekhez és a parancssorhoz',
    other: 'Egyéb',
  },
  short: {
    title: 'Az ukp az egyszer használatos kódok kulcsait titkosított széfben őrzi.',
    everyday: [
      ['ukp code <név>', 'az aktuális kód; a --copy a vágólapra másolja'],
      ['ukp watch', 'az összes kód, folyamatosan; beírásra szűr'],
      ['ukp list', 'az összes bejegyzés'],
      ['ukp enroll', 'új bejegyzés a portálon, lépésről lépésre'],
      ['ukp add <név> --qr kep.png', 'új bejegyzés a QR-kód képéből'],
      ['ukp show <név>', 'egy bejegyzés minden adata; telefonra: --qr'],
      ['ukp edit <név>', 'név, címkék, megjegyzés vagy törlőkód módosítása'],
      ['ukp remove <név>', 'a kukába; onnan vissza: ukp restore <név>'],
      ['ukp backup', 'titkosított biztonsági mentés a széfről'],
      ['ukp doctor', 'miért nem jó a kód?'],
    ],
    restTitle: 'A többi',
    rest: [
      ['ukp --help', 'minden parancs és kapcsoló, magyar nevekkel is'],
      ['ukp help <parancs>', 'egy parancs, példákkal'],
      ['ukp help ugyfelkapu', 'a portál lépésről lépésre, új vagy elveszett telefon'],
    ],
  },
  first: {
    hello:
      'Az ukp ezen a számítógépen állítja elő az Ügyfélkapu+ és minden más ilyen fiók hitelesítő kódjait. A kulcsokat titkosított széf őrzi; itt még nincs széf.',
    title: 'Az első lépés',
    steps: [
      ['ukp enroll', 'Ügyfélkapu+: végigkíséri a portál lépésein'],
      ['ukp add <név> --qr kep.png', 'más fiók, a QR-kód képéből'],
      ['ukp import <fájl>', 'minden átvétele másik alkalmazásból'],
      ['ukp help ugyfelkapu', 'mi a teendő a portálon; előtte érdemes elolvasni'],
    ],
  },
}
