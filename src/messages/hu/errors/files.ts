// Olvasott és írt fájlok, mappák és a szabványos bemenet.
import type { files as english } from '../../en/errors/files.ts'
import { say } from '../../say.ts'
import type { Sentences } from '../../sentence.ts'

const NOT_ALLOWED = 'Oda nincs írási jog: válasszon más helyet.'

const WRITE_HINTS: Readonly<Record<string, string>> = {
  EACCES: NOT_ALLOWED,
  EPERM: NOT_ALLOWED,
  EROFS: 'A lemez csak olvasható: válasszon más helyet.',
  ENOENT: 'Nincs ilyen mappa: előbb hozza létre.',
}

export const files: Pick<Sentences, keyof typeof english> = {
  'file-not-found': ({ file }) => ({
    message: say`Nincs ilyen fájl: ${file}.`,
    hint: 'Ellenőrizze a nevet és a mappát.',
  }),
  'file-unreadable': ({ file, code }) => ({
    message: say`A fájl nem olvasható (${code}): ${file}.`,
    hint: 'Ellenőrizze, hogy fájl-e, és hogy az Öné-e.',
  }),
  'file-exists': ({ file }) => ({
    message: say`A fájl már létezik: ${file}.`,
    hint: 'Válasszon másik fájlnevet, vagy helyezze át a meglévőt.',
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
  'write-failed': ({ file, code }) => ({
    message: say`A fájl nem írható (${code}): ${file}.`,
    hint:
      file === 'stdout'
        ? 'A kért művelet már megtörténhetett: ellenőrizze, mielőtt megismétli.'
        : `${WRITE_HINTS[code] ?? 'Ellenőrizze, hogy van-e hely a lemezen.'} A széf nem változott.`,
  }),
  'save-unconfirmed': ({ file }) => ({
    message: say`Mentve, de a lemez nem erősítette meg: ${file}.`,
    hint: 'Ellenőrizze a lemezt, majd készítsen biztonsági mentést egy másikra: ukp backup create <fájl>',
  }),
}
