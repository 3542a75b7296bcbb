// Bejegyzések kiírása más alkalmazásokhoz.
import type { LossKind } from '../../../otp/loss.ts'
import type * as english from '../../en/talk/export.ts'
import { listed, say } from '../../say.ts'
import { entries } from './count.ts'

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

export const exporting: typeof english.exporting = {
  plainWarning:
    'Az exportált adat NINCS titkosítva: aki hozzájut, az Ön kódjait is elő tudja állítani, most és később is.',
  word: 'titkosítatlan',
  wordQuestion: (word) => say`A folytatáshoz írja be ezt a szót: ${word}`,
  password: 'A fájl céljelszava (nem a széfjelszó):',
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
}
