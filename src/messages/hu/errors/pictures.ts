// Képfájlok és a bennük lévő QR-kódok.
import type { pictures as english } from '../../en/errors/pictures.ts'
import { say } from '../../say.ts'
import type { Sentences } from '../../sentence.ts'
import { otherCode } from '../other-code.ts'

/** Így lesz olvasható a nem olvasható kép. */
const CONVERT: Readonly<Record<string, string>> = {
  HEIC: 'Küldje át az iPhone-ról JPEG formátumban (Beállítások, Kamera, Formátumok: Legkompatibilisebb), vagy nyissa meg, és mentse PNG vagy JPEG formátumban; Linuxon: heif-convert foto.heic foto.png',
  AVIF: 'Nyissa meg böngészőben, és készítsen róla képernyőképet, vagy alakítsa át; Linuxon: avifdec kep.avif kep.png',
  PDF: 'Nyissa meg a dokumentumot a QR-kódnál, és készítsen róla képernyőképet; Linuxon: pdftoppm -png dokumentum.pdf oldal',
}

export const pictures: Pick<Sentences, keyof typeof english> = {
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
  'picture-kept': ({ file, code }) => ({
    message: say`A bejegyzés mentése sikerült, de a kép nem törölhető: ${file} (${code}).`,
    hint: 'Törölje kézzel: a kulcs továbbra is rajta van.',
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
}
