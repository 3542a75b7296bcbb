// Vágólap, képernyő és a terminál ablaka.
import type { Facts } from '../../../errors.ts'
import type { desktop as english } from '../../en/errors/desktop.ts'
import { say } from '../../say.ts'
import type { Sentences } from '../../sentence.ts'

const NO_DISPLAY = 'Itt nincs grafikus felület: sem X11, sem Wayland.'
const AS_A_FILE = 'Adja meg a képet fájlként: ukp add --qr <kép>'

const CLIPBOARD: Readonly<Record<Facts['no-clipboard']['reason'], string>> = {
  display: NO_DISPLAY,
  remote: 'Itt nincs grafikus felület: SSH-n keresztül a vágólap a másik gépé.',
  program: 'Hiányzik a vágólapot kezelő program.',
  terminal: 'Nincs terminál, amelynek a kód átadható lenne.',
  other: 'A rendszer vágólapja nem válaszol.',
}

function withoutClipboard({ reason, install = null, reading }: Facts['no-clipboard']): string {
  if (reason === 'program' && install !== null) return say`Telepítendő: ${install}`
  if (reading === true) return AS_A_FILE
  if (reason === 'remote') return 'Átadás annak a terminálnak, amely előtt ül: ukp code <név> --osc52'
  return 'Olvassa le a kódot a képernyőről: ukp code <név>'
}

const SCREEN: Readonly<Record<Facts['no-screen']['reason'], string>> = {
  display: NO_DISPLAY,
  remote: 'Itt nincs grafikus felület: SSH-n keresztül a képernyő a másik gépé.',
  program: 'Hiányzik a képernyőképet készítő program.',
  refused: 'A rendszer nem engedte.',
  other: 'A rendszer nem adott képet.',
}

function withoutScreen({ reason, install }: Facts['no-screen']): string {
  const others = 'Vagy másolja a QR-kód képét a vágólapra, majd: ukp add --clipboard'
  if (reason === 'program' && install !== null) return say`Telepítendő ezek egyike: ${install}. ${others}`
  if (reason === 'display' || reason === 'remote') return AS_A_FILE
  if (reason === 'refused')
    return `Engedélyezze a terminálnak a képernyő rögzítését az adatvédelmi beállításokban. ${others}`
  return others
}

export const desktop: Pick<Sentences, keyof typeof english> = {
  'no-clipboard': (facts) => ({
    message: `${facts.reading ? 'A vágólap nem érhető el.' : 'A kód nem másolható a vágólapra.'} ${CLIPBOARD[facts.reason]}`,
    hint: withoutClipboard(facts),
  }),
  'clipboard-empty': () => ({
    message: 'A vágólapon nincs sem kép, sem szöveg.',
    hint: 'Másolja a vágólapra a QR-kódot vagy a kulcsot, majd futtassa újra a parancsot. Ha a kép egy fájl: ukp add --qr <kép>',
  }),
  'clipboard-no-qr': () => ({
    message: 'A vágólapon lévő képen nem található QR-kód.',
    hint: 'Másolja újra a teljes QR-kódot, fehér szegéllyel, vagy illessze be a kulcsot: ukp add <név>',
  }),
  'clipboard-kept': () => ({
    message: 'A bejegyzés mentése sikerült, de a vágólap nem üríthető ki.',
    hint: 'Másoljon oda valami mást: a kulcs továbbra is a vágólapon van.',
  }),
  'screen-no-qr': () => ({
    message: 'A képernyőn nem található QR-kód.',
    hint: 'Nagyítsa fel a QR-kódot úgy, hogy semmi ne takarja, majd futtassa újra a parancsot. Vagy másolja a képét a vágólapra, majd: ukp add --clipboard',
  }),
  'no-screen': (facts) => ({
    message: `Nem készült kép a képernyőről. ${SCREEN[facts.reason]}`,
    hint: withoutScreen(facts),
  }),
  'no-live-terminal': () => ({
    message: 'Ehhez rajzolható terminálablak kell, és itt nincs ilyen.',
    hint: 'Szkriptben: ukp code <név>. Terminálablakban, --no-input nélkül működik.',
  }),
  'window-low': ({ needed, lines }) => ({
    message: say`Az ablak túl alacsony a QR-kódhoz: ${lines} soros, de ${needed} kell.`,
    hint: 'Növelje meg az ablak magasságát, vagy vegye kisebbre a betűket; képként: ukp export <név> --format qr-png --output <mappa>',
  }),
  'window-narrow': ({ needed, columns }) => ({
    message: say`Az ablak túl keskeny a QR-kódhoz: ${columns} oszlopos, de ${needed} kell.`,
    hint: 'Szélesítse az ablakot, vagy vegye kisebbre a betűket; képként: ukp export <név> --format qr-png --output <mappa>',
  }),
}
