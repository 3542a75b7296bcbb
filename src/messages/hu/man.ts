// Amit csak a kézikönyvlap mond. Akkor töltődik be, amikor a lap készül.
import type { ManWords } from '../en/man.ts'

export const man: ManWords = {
  manual: 'Felhasználói parancsok',
  purpose: 'egyszer használatos kódok (TOTP) titkosított széfből',
  name: 'NÉV',
  synopsis: 'ÁTTEKINTÉS',
  description: 'LEÍRÁS',
  about: [
    'A bejegyzés egy tárolt titkos kulcs a nevével; a széf a bejegyzéseket tartalmazó titkosított fájl; a széfjelszó a széfet nyitja, és soha nem az ügyfélkapus jelszó. Az első bejegyzéssel jön létre a széf. Semmi sem kerül a hálózatra.',
    'A szabványos kimeneten a válasz áll. Ami embernek szól, a szabványos hibakimenetre megy, a kérdések pedig magára a terminálra, így a szabványos bemenet és kimenet cső is lehet. A parancsok nem rövidíthetők, és az ukp nem találgat.',
  ],
  commands: 'PARANCSOK',
  globalOptions: 'MINDEN PARANCS KAPCSOLÓI',
  aboutGlobal: 'A parancs előtt és után is állhatnak.',
  environment: 'KÖRNYEZET',
  files: 'FÁJLOK',
  fileList: [
    ['~/.local/share/ukp/vault.ukp', 'A széf Linuxon.'],
    ['~/Library/Application Support/ukp/vault.ukp', 'A széf macOS-en.'],
    ['vault.ukp.bak', 'A széf mellett: az utolsó mentés előtti állapot.'],
    ['backups/', 'A széf mellett: a hely megadása nélkül készült biztonsági mentések.'],
    ['.vault.ukp.lock', 'A széf mellett, amíg valaki ment.'],
    ['~/.local/state/ukp/', 'Amire ez a számítógép emlékszik. Nem titkos, és törölhető.'],
  ],
  exitStatus: 'KILÉPÉSI KÓDOK',
  examples: 'PÉLDÁK',
  seeAlso: 'LÁSD MÉG',
  see: 'oathtool(1), jq(1)',
}
