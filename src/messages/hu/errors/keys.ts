// A bejegyzések kulcsai kulcsként, hivatkozásként vagy exportált adatként, és amelyik már szerepel.
import type { keys as english } from '../../en/errors/keys.ts'
import { argument, say } from '../../say.ts'
import type { Sentences } from '../../sentence.ts'
import { LINK_PARTS } from './fields.ts'

export const keys: Pick<Sentences, keyof typeof english> = {
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
  'migration-damaged': () => ({
    message: 'A Google Hitelesítőből exportált adat sérült vagy üres.',
    hint: 'Exportálja újra a telefonon, és a teljes QR-kódot olvassa be.',
  }),
  'migration-entry': ({ what }) => ({
    message: say`Az exportált adat egyik bejegyzése nem vehető át, hibás vagy ismeretlen: ${LINK_PARTS[what] ?? what}.`,
    hint: 'Állítsa be újra ezt a fiókot a kibocsátónál.',
  }),
  'migration-missing': ({ missing, size }) => ({
    message: say`Az exportált adat ${size} részből áll, és ezekből hiányzik: ${missing.join(', ')}.`,
    hint: 'Adja meg az összes rész képét egyszerre: ukp import resz1.png resz2.png. Ami már el van tárolva, nem kerül be kétszer.',
  }),
}
