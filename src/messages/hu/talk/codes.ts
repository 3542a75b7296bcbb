// Kódok: megjelenítés, átadás egy programnak, felismerés.
import type * as english from '../../en/talk/codes.ts'
import { argument, say } from '../../say.ts'

export const code: typeof english.code = {
  secondsLeft: (seconds) => say`még ${seconds} mp`,
  next: (code) => say`következő: ${code}`,
  validFor: (seconds) => say`Még ${seconds} másodpercig érvényes.`,
  validLater: (wait, seconds) => say`${wait} mp múlva lesz érvényes, ${seconds} mp-ig.`,
  validThen: (seconds) => say`Abban az időpontban még ${seconds} másodpercig érvényes.`,
  counter: (counter) => say`${counter}. kód`,
  copied: (name, seconds) =>
    say`A kód a vágólapra másolva: ${name}. Még ${seconds} másodpercig érvényes, utána a vágólap kiürül.`,
  copiedCounted: (name, seconds) => say`A kód a vágólapra másolva: ${name}. A vágólap ${seconds} mp múlva kiürül.`,
  sentToTerminal: (name) =>
    say`A kód átadva a terminálnak a vágólapja számára, ha az engedi; az ukp nem tudja onnan törölni: ${name}.`,
  waiting: (seconds) => say`Várakozás a következő kódra: még ${seconds} mp…`,
  choose: 'Melyik bejegyzés?',
  skippedCounted: (names) => say`Kimaradt, mert a kód lekérése elhasználja: ${names.join(', ')}`,
}

export const run: typeof english.run = {
  fields: {
    account: 'felhasználónév',
    code: 'kód',
    'deletion-code': 'törlőkód',
    secret: 'titkos kulcs',
    uri: 'otpauth hivatkozás a titkos kulccsal',
  },
  variable: (name, what, account) => say`${name} (${what}: ${account})`,
  handed: (program, variables) => say`E program környezetébe kerül: ${program}. A változók: ${variables.join(', ')}`,
}

export const verify: typeof english.verify = {
  key: 'KULCS',
  step: 'MIKOR',
  valid: 'ÉRVÉNYES',
  presentKey: 'jelenlegi kulcs',
  earlierKey: (date) => say`korábbi kulcs (eddig: ${date})`,
  now: 'most',
  past: (steps, seconds) => say`${steps} lépéssel (${seconds} mp) korábban`,
  future: (steps, seconds) => say`${steps} lépéssel (${seconds} mp) később`,
  nextCounter: 'a soron következő',
  ahead: (count) => say`a soron következő után ${count}`,
  behind: (count) => say`a soron következő előtt ${count}`,
  clockFine: 'A kód most érvényes: a gép órája pontos.',
  clockSlow: (seconds) =>
    say`Ha ez a kód épp most látható a másik eszközön, akkor a gép órája kb. ${seconds} mp-et késik. Teendő: automatikus időbeállítás.`,
  clockFast: (seconds) =>
    say`Ha ez a kód épp most látható a másik eszközön, akkor a gép órája kb. ${seconds} mp-et siet. Teendő: automatikus időbeállítás.`,
  earlierInUse: (name) =>
    say`A kód egy korábbi kulcshoz tartozik: a szolgáltatás még nem az új kulcsot használja. A korábbi visszahozása: ukp restore ${argument(name)}`,
  question: (name, count) =>
    count === 1
      ? say`Elfogadta a szolgáltatás ezt a kódot? Ha igen, a korábbi kulcs törlődik: ${name}.`
      : say`Elfogadta a szolgáltatás ezt a kódot? Ha igen, ${count} korábbi kulcs törlődik: ${name}.`,
  forgotten: (name, count) =>
    count === 1 ? say`Korábbi kulcs törölve: ${name}` : say`${count} korábbi kulcs törölve: ${name}`,
  kept: (name) => say`A korábbi kulcsok megmaradtak: ${name}`,
  keptUnasked: (name) =>
    say`A korábbi kulcsok megmaradtak: ${name}. Törlésük, ha a szolgáltatás már elfogadott egy kódot: ukp verify <kód> --yes`,
}
