// Biztonsági mentések és a széf papíron.
import type { backup as english } from '../../en/errors/backup.ts'
import { listed, say } from '../../say.ts'
import type { Sentences } from '../../sentence.ts'

export const backup: Pick<Sentences, keyof typeof english> = {
  'backup-locked': ({ file, option }) => ({
    message: say`Ennek a fájlnak más a széfjelszava, mint a széfé: ${file}.`,
    hint: say`Adja meg így: ${option} <fájl>, vagy futtassa a parancsot terminálon, ahol bekéri.`,
  }),
  'backup-rejected': ({ file, reason }) => ({
    message: say`A biztonsági mentés nem jó: ${file} (${reason}).`,
    hint: 'Használjon másikat; a lista: ukp backup list',
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
}
