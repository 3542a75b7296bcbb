// Amit minden parancs használ: válaszok, fejlécek, a haladás és a súgó szavai.
import type * as english from '../../en/talk/words.ts'

export const words: typeof english.words = {
  yes: 'Igen',
  no: 'Nem',
  yesOrNo: 'A válasz i (igen) vagy n (nem) lehet.',
  keyAction: (action) => ({ navigate: 'mozgás', select: 'kiválasztás' })[action] ?? action,
  error: 'Hiba',
  nextStep: 'Teendő',
  warning: 'Megjegyzés',
  nothingSaved: 'Semmi sem került a széfbe.',
  again: 'Még egyszer:',
  nothingFound: 'Nincs találat.',
  day: (year, month, day) => `${year}. ${month}. ${day}.`,
}

export const progress: typeof english.progress = {
  key: 'A kulcs kiszámítása…',
  pictures: (done, of) => `Beolvasott képek: ${done}/${of}`,
  files: (done, of) => `Beolvasott fájlok: ${done}/${of}`,
}

export const usage: typeof english.usage = {
  usage: 'Használat',
  commandWord: '<parancs>',
  optionsWord: '[kapcsolók]',
  placeholders: {
    account: 'bejegyzés',
    code: 'kód',
    command: 'parancs',
    duration: 'időtartam',
    file: 'fájl',
    id: 'azonosító',
    image: 'kép',
    kind: 'fajta',
    language: 'nyelv',
    name: 'név',
    key: 'kulcs',
    path: 'útvonal',
    query: 'keresés',
    shell: 'parancsértelmező',
    tag: 'címke',
    text: 'szöveg',
    time: 'időpont',
    type: 'fajta',
    variable: 'változó',
    arguments: 'argumentumok',
  },
  arguments: 'Argumentumok',
  options: 'Kapcsolók',
  globalOptions: 'Minden parancs kapcsolói',
  examples: 'Példák',
  hungarianWords: true,
  commands: 'Parancsok',
  topics: 'Témák, így: ukp help <téma>',
  more: 'Egy parancsról bővebben: ukp help <parancs>',
}
