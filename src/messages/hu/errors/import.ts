// Más alkalmazások fájljai, és ami több bemenet közül nem került be.
import type { imports as english } from '../../en/errors/import.ts'
import { argument, listed, say } from '../../say.ts'
import type { Sentences } from '../../sentence.ts'
import { IN_REPORT } from './hints.ts'

export const imports: Pick<Sentences, keyof typeof english> = {
  'import-unknown': ({ file }) => ({
    message: say`Ebben a fájlban nincs ismert exportált adat: ${file}.`,
    hint: 'A formátumok listája: ukp help import. QR-kódos képek és otpauth:// hivatkozások is megadhatók.',
  }),
  'import-table': ({ file, names }) => ({
    message: say`A táblázatnak nem minden oszlopa ismert: ${file}. Talált oszlopok: ${listed(names)}.`,
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
  'source-password-needed': ({ app }) => ({
    message: say`A fájlt forrásjelszó védi (${app}), és nincs terminál, ahol bekérhető volna.`,
    hint: 'Írja a forrásjelszót egy csak Ön által olvasható fájlba, és adja meg így: --source-passphrase-file <fájl>.',
  }),
  'source-password-wrong': ({ app }) => ({
    message: say`Hibás forrásjelszó (${app}).`,
    hint: say`A forrásjelszó az, amelyet az exportáláskor ebben az alkalmazásban választott: ${app}; nem a széfjelszó.`,
  }),
  partial: ({ taken, refused }) => ({
    message: say`Bekerült: ${taken}. Nem került be: ${refused}.`,
    hint: IN_REPORT,
  }),
  'import-partial': ({ refused }) => ({
    message: say`Nem vehető át: ${refused}.`,
    hint: IN_REPORT,
  }),
}
