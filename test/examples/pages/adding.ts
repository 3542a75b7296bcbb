// docs/commands/add.md, enroll.md, import.md, and docs/importing.md.
import { PASSPHRASE } from '../../kit/ukp.ts'
import { code } from '../../qr/pictures.ts'
import { webpEncoder } from '../../qr/webp-file.ts'
import * as files from '../files.ts'
import { linkOf, MAMA, MAMA_LINK, PAPA, type Place } from '../place.ts'
import { CTRL_C, ENTER, type Page } from '../run.ts'

const NEW_KEY = 'MFRGGZDFMZTWQ2LK'
const OTHERS = linkOf('minta.dora', 'OBQXEYLMNRSWYMJS')
/** Not one of these accounts is there yet. */
const nothingYet = (place: Place): Promise<void> => place.vault()

const add: Page = {
  file: 'docs/commands/add.md',
  home: async (place) => {
    await place.vault()
    place.picture('screenshot.png', MAMA_LINK)
    files.googleExport(place, 'export-1.png', 'export-2.png')
    place.file('picture.webp', await (await webpEncoder())(code(OTHERS, { module: 4 })))
    place.file('links.txt', files.LINKS)
    place.file('key.txt', 'NRXXEZLNNFYHG5LN\n')
    place.file('deletion-code.txt', '04711042\n')
  },
  examples: [
    {
      line: 'ukp add mama --qr screenshot.png',
      typed: [
        ['Deletion code:', ENTER],
        ['Delete the picture now?', ENTER],
      ],
      says: 'Added: mama',
    },
    // There is no clipboard and no screen here. Real ones: test/real/clipboard-*.test.ts, test/real/screen.test.ts.
    { line: 'ukp add mama --clipboard', exit: 10, says: 'no display' },
    { line: 'ukp add mama --clipboard --clear-clipboard', exit: 10, says: 'no display' },
    { line: 'ukp add mama --screen', exit: 10, says: 'no display' },
    {
      line: 'ukp add papa',
      typed: [
        ['Secret key:', `${PAPA.secret}${ENTER}`],
        ['Deletion code:', ENTER],
      ],
      says: 'Added: papa',
    },
    {
      line: 'ukp add --qr export-1.png export-2.png',
      typed: [
        ['Add these 2', `y${ENTER}`],
        ['Delete these pictures now?', ENTER],
      ],
      says: 'Added: Acme:bela',
    },
    {
      line: 'ukp add papa --qr screenshot.png --delete-image',
      before: nothingYet,
      typed: [['Deletion code:', ENTER]],
      says: 'Picture deleted: screenshot.png',
    },
    { line: 'ukp add --qr - --dry-run < picture.webp', says: 'minta.dora' },
    { line: 'ukp add --stdin < links.txt', says: 'Added: Bolt:minta.anna' },
    { line: 'ukp add github --stdin --tag work < key.txt', says: 'Added: github' },
    { line: 'ukp add --stdin --dry-run < links.txt', before: nothingYet, says: 'Would be added: Bolt:minta.anna' },
    {
      line: 'ukp add mama --replace --qr new.png',
      before: async (place) => {
        await place.vault(MAMA)
        place.picture('new.png', linkOf('minta.anna', NEW_KEY))
      },
      typed: [
        ['Deletion code:', ENTER],
        ['Delete the picture now?', ENTER],
      ],
      says: 'mama',
    },
    {
      line: 'ukp add mama --qr screenshot.png --deletion-code-stdin < deletion-code.txt',
      before: async (place) => {
        await place.vault()
        place.picture('screenshot.png', MAMA_LINK)
      },
      typed: [['Delete the picture now?', ENTER]],
      says: 'Added: mama',
    },
  ],
}

const enroll: Page = {
  file: 'docs/commands/enroll.md',
  home: async (place) => {
    await place.vault(PAPA)
    place.picture('screenshot.png', MAMA_LINK)
  },
  // To the end, with a clock of its own: test/real/enroll.test.ts.
  examples: [
    { line: 'ukp enroll mama', typed: [['1/5', CTRL_C]], exit: 130 },
    { line: 'ukp enroll mama --qr screenshot.png', typed: [['2/5', CTRL_C]], exit: 130, says: 'mama' },
    {
      // The vault is made there. No clipboard is here: the wizard says so and asks for the picture in another way.
      line: 'ukp enroll papa --clipboard --vault /media/usb/vault.ukp',
      asked: true,
      typed: [
        ['Choose a vault passphrase', `${PASSPHRASE}${ENTER}`],
        ['Again:', `${PASSPHRASE}${ENTER}`],
        ['1/5', CTRL_C],
      ],
      exit: 130,
    },
  ],
}

const password = (name: string): readonly [string, string] => [`Password of ${name}`, `${files.THEIR_PASSWORD}${ENTER}`]

const importing: Page = {
  file: 'docs/commands/import.md',
  home: async (place) => {
    await place.vault({ ...PAPA, issuer: 'Ügyfélkapu+', account: 'minta.bela' })
    place.ukp(['backup'])
    place.file('aegis-backup.json', files.aegisBackup())
    place.file('2fas-backup.2fas', files.twoFasBackup())
    place.file('2fas.txt', `${files.THEIR_PASSWORD}\n`)
    files.googleExport(place, 'google-1.png', 'google-2.png')
    files.folderOfPictures(place, 'qr-pictures')
    place.file('clients.csv', files.clients())
    place.file('old.bin', files.andOtpBackup())
    place.file('links.txt', files.LINKS)
  },
  examples: [
    { line: 'ukp import aegis-backup.json', answers: [files.THEIR_PASSWORD, 'y'] },
    { line: 'ukp import 2fas-backup.2fas --source-passphrase-file 2fas.txt --yes', says: 'Added: 1' },
    { line: 'ukp import google-1.png google-2.png', typed: [['Add these 2', `y${ENTER}`]], says: 'Added: 2' },
    { line: 'ukp import qr-pictures/ clients.csv --dry-run', says: 'To be added: 4' },
    { line: 'ukp import clients.csv --tag clients --yes', says: 'Added: 2' },
    { line: 'ukp import old.bin --format andotp', typed: [['Add this account?', `y${ENTER}`]], says: 'Added: 1' },
    { line: 'ukp import - < links.txt', typed: [['Add these 2', `y${ENTER}`]], says: 'Added: 2' },
  ],
}

const movingIn: Page = {
  file: 'docs/importing.md',
  home: async (place) => {
    await place.vault()
    place.file('aegis-backup.json', files.aegisBackup())
    files.googleExport(place, 'google-1.png', 'google-2.png')
    files.folderOfPictures(place, 'qr-pictures')
  },
  examples: [
    {
      line: 'ukp import aegis-backup.json',
      typed: [password('aegis-backup.json'), ['Add these 3', `y${ENTER}`]],
      says: 'Added: 3',
    },
    { line: 'ukp code --all', says: 'GitHub' },
    { line: 'ukp import qr-pictures/ --dry-run', says: 'To be added: 2' },
    { line: 'ukp import google-1.png google-2.png', typed: [['Add these 2', `y${ENTER}`]], says: 'Added: 2' },
    { line: 'ukp show mama --qr', before: (place) => place.vault(MAMA, PAPA), says: '▀' },
    {
      line: 'ukp export mama papa --format aegis-encrypted --output ukp-aegis.json',
      typed: [
        ['Password for the file', `${files.THEIR_PASSWORD}${ENTER}`],
        ['Again:', `${files.THEIR_PASSWORD}${ENTER}`],
      ],
      says: 'Written: ukp-aegis.json (2 accounts)',
    },
  ],
}

export const PAGES: readonly Page[] = [add, enroll, importing, movingIn]
