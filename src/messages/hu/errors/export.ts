// Bejegyzések kiírása más alkalmazásokhoz.
import type { exports as english } from '../../en/errors/export.ts'
import { say } from '../../say.ts'
import type { Sentences } from '../../sentence.ts'
import { IN_REPORT } from './hints.ts'

export const exports: Pick<Sentences, keyof typeof english> = {
  'export-nothing': ({ app }) => ({
    message: say`Ezek közül egyik bejegyzést sem tudja átvenni: ${app}.`,
    hint: 'Válasszon másik formátumot; az otpauth mindenféle bejegyzést tárol.',
  }),
  'export-needs-folder': () => ({
    message: 'Ez a formátum képekből áll, ezekhez mappa kell.',
    hint: 'Adjon meg egy új vagy meglévő mappát: --output <mappa>',
  }),
  'export-to-terminal': () => ({
    message: 'Kulcs nem kerül a terminálra: az megőrzi, amit megjelenített.',
    hint: 'Írassa fájlba (--output <fájl>) vagy csővezetékbe.',
  }),
  'export-partial': ({ refused }) => ({
    message: say`Nem írható ki: ${refused}.`,
    hint: IN_REPORT,
  }),
  'target-password-short': ({ minimum }) => ({
    message: say`A fájl céljelszava túl rövid: legalább ${minimum} karakter szükséges.`,
    hint: 'Több véletlen szó könnyen megjegyezhető és nehezen kitalálható.',
  }),
  'target-password-mismatch': () => ({
    message: 'A fájl két megadott céljelszava nem egyezik.',
    hint: 'Futtassa újra a parancsot. Semmi sem íródott ki.',
  }),
  'word-wrong': () => ({
    message: 'A beírt szó nem egyezik. Semmi sem íródott ki.',
    hint: 'Futtassa újra a parancsot, és a kért szót írja be.',
  }),
}
