// A széf mint fájl: hiányzik, sérült, régebbi, megtelt vagy használatban van.
import type { Rescue } from '../../../errors.ts'
import type { vault as english } from '../../en/errors/vault.ts'
import { argument, say } from '../../say.ts'
import type { Sentences } from '../../sentence.ts'

const PARTS: Readonly<Record<string, string>> = {
  structure: 'hiányoznak a sorai',
  header: 'a fejléce',
  slots: 'a kulcshelyei',
  body: 'a titkosított része',
  payload: 'a titkosított része',
  size: 'a mérete',
}

const RIGHT_FILE = 'Adja meg a megfelelő fájlt: --vault <fájl>.'
const FROM_BACKUP =
  'A biztonsági mentések listája: ukp backup list. Az előző változat fájlneve .bak végű. Visszaállítás: ukp backup restore <fájl>'

/** A pontos parancs, ha van ép biztonsági mentés. */
function fromBackup(rescue: Rescue | undefined): string {
  if (rescue === undefined) return FROM_BACKUP
  const vault = rescue.vault === null ? '' : say` --vault ${argument(rescue.vault)}`
  return say`A legújabb ép biztonsági mentés: ${rescue.backup}. Visszaállítás: ukp backup restore ${argument(rescue.backup)}${vault}`
}

export const vault: Pick<Sentences, keyof typeof english> = {
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
    hint: rescue === undefined ? RIGHT_FILE : fromBackup(rescue),
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
    hint: RIGHT_FILE,
  }),
  'vault-newer': ({ file }) => ({
    message: say`Ezt a széfet az ukp egy újabb verziója írta: ${file}.`,
    hint: 'Telepítse az újabb ukp-t erre a gépre. A fájl nem változott.',
  }),
  'vault-older': ({ file, generation, seen }) => ({
    message: say`Ez a széf régebbi példánya: ${generation}. változat, pedig ez a számítógép már látta ezt is: ${seen}. változat. Semmi sem lett elmentve: ${file}.`,
    hint: 'Keresse meg az újabb példányt (ukp merge, ukp backup list). Ha mégis ezzel folytatná: --accept-rollback',
  }),
  'vault-forked': ({ file, generation }) => ({
    message: say`Ez a széf máshogyan változott, mint amelyet ez a számítógép látott (${generation}. változat). Semmi sem lett elmentve: ${file}.`,
    hint: 'A másik példány beolvasztása: ukp merge <fájl>. Ha mégis ezzel folytatná: --accept-rollback',
  }),
  'vault-full': ({ limit }) => ({
    message: say`A széf megtelt: legfeljebb ${limit} bejegyzés, 32 MiB.`,
    hint: 'Használjon második széfet: --vault <fájl>',
  }),
  'vault-read-only': ({ file }) => ({
    message: say`A széf vagy a mappája csak olvasható: ${file}.`,
    hint: 'Semmi sem változott. Tegye írhatóvá, vagy használjon más helyet: --vault <fájl>',
  }),
  'link-broken': ({ file }) => ({
    message: say`A széf olyan hivatkozás, amely sehová sem mutat: ${file}.`,
    hint: 'Javítsa ki vagy törölje a hivatkozást.',
  }),
  busy: ({ holder }) => ({
    message: say`A széfet éppen egy másik ukp használja: ${holder}.`,
    hint: 'Próbálja újra néhány másodperc múlva. Semmi sem változott.',
  }),
  'no-copies': () => ({
    message: 'A széf mellett nincs másik példány belőle.',
    hint: 'Adja meg a másik példányt: ukp merge <fájl>',
  }),
}
