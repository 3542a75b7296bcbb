// Mi a baj a beírt sorral: parancs, kapcsoló, érték, és az ukp run által indított program.
import type { line as english } from '../../en/errors/line.ts'
import { say } from '../../say.ts'
import type { Sentences } from '../../sentence.ts'
import { usage } from '../talk/words.ts'

/** Of a command line, "NAME=code:<account>": the words that stand for something. */
function inWords(line: string): string {
  const words: Readonly<Record<string, string>> = { ...usage.placeholders, account: 'bejegyzés' }
  return line.replaceAll('NAME=', 'NÉV=').replace(/(?<=<)[a-z]+(?=>)/g, (word) => words[word] ?? word)
}

const HOW_USED = 'A parancs használata: ukp help <parancs>'

/** Miért nem indult el egy program, a rendszer szerint. */
const NOT_STARTED: Readonly<Record<string, string>> = {
  ENOENT:
    'Ellenőrizze a nevét, adja meg az útvonalát, vagy nézze meg, megvan-e az a program, amelyet az első sora megnevez.',
  EACCES: 'Tegye futtathatóvá (chmod +x), vagy indítsa az értelmezőjével, például: -- node login.js',
}

export const line: Pick<Sentences, keyof typeof english> = {
  'unknown-command': ({ command, suggestion }) => ({
    message: say`Ismeretlen parancs: ${command}.`,
    hint:
      suggestion === null
        ? 'Az összes parancs: ukp --help'
        : say`Erre gondolt: ukp ${suggestion}? Az összes parancs: ukp --help`,
  }),
  'unknown-option': ({ option, suggestion }) => ({
    message: say`Ismeretlen kapcsoló: ${option}.`,
    hint: suggestion === null ? 'Egy parancs kapcsolói: ukp help <parancs>' : say`Erre gondolt: ${suggestion}?`,
  }),
  'missing-argument': ({ argument }) => ({
    message: say`Hiányzik valami: ${inWords(argument)}.`,
    hint: HOW_USED,
  }),
  'too-many-arguments': () => ({
    message: 'Túl sok az argumentum.',
    hint: 'A szóközt tartalmazó nevet idézőjelbe kell tenni: ukp code "az én bankom"',
  }),
  'missing-value': ({ option }) => ({
    message: say`A kapcsolóhoz érték kell: ${option}.`,
    hint: HOW_USED,
  }),
  'invalid-value': ({ option, allowed }) => ({
    message: say`Ez az érték itt nem használható: ${inWords(option)}.`,
    hint: say`Megengedett: ${inWords(allowed)}`,
  }),
  'conflicting-options': ({ first, second }) => ({
    message: say`Ez a kettő nem használható együtt: ${first} és ${second}.`,
    hint: 'Hagyja el az egyiket.',
  }),
  'secret-in-argument': () => ({
    message:
      'Kulcsot, széfjelszót vagy kódot ne adjon meg parancssori argumentumként: megmarad az előzményekben, és mások is láthatják.',
    hint: 'Semmi sem került a széfbe. Használja a rejtett bekérést (ukp add <név>), a --stdin vagy a --qr <kép> kapcsolót. Érdemes új kulcsot kérni a kibocsátótól.',
  }),
  'missing-option': ({ option }) => ({
    message: 'Itt kérdésre kellene válaszolni, de nincs kitől kérdezni.',
    hint: say`Adja meg a választ ezzel a kapcsolóval: ${option}.`,
  }),
  'option-needed': ({ option, allowed }) => ({
    message: say`Hiányzik egy kapcsoló: ${option}.`,
    hint: say`Lehetséges értékek: ${inWords(allowed)}.`,
  }),
  'not-as-json': ({ instead }) => ({
    message: 'Ez változó kép, amelyet JSON nem tud visszaadni.',
    hint: say`Helyette: ${instead}`,
  }),
  'dashes-needed': () => ({
    message: 'A program elé -- kell, hogy az ukp a program egyik kapcsolóját se tekintse a sajátjának.',
    hint: 'Például: ukp run --env TOTP_SEED=secret:mama -- npm start',
  }),
  'variable-twice': ({ name }) => ({
    message: say`Ez a változó kétszer szerepel: ${name}.`,
    hint: 'Minden --env kapcsolóban más név álljon.',
  }),
  'program-not-started': ({ program, code }) => ({
    message:
      code === 'ENOENT'
        ? say`Nincs ilyen program: ${program}.`
        : code === 'EACCES'
          ? say`Ez nem futtatható programként: ${program}.`
          : say`A program nem indítható el: ${program} (${code}).`,
    hint: NOT_STARTED[code] ?? 'Ellenőrizze a programot és az argumentumait: az ukp csak elindítja.',
  }),
}
