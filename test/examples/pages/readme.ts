// README.md and README.hu.md: the same examples twice, with the words of each language. And AGENTS.md.
import { PASSPHRASE } from '../../kit/ukp.ts'
import { aegisBackup, clients, folderOfPictures, THEIR_PASSWORD } from '../files.ts'
import { MAMA, MAMA_LINK, PAPA, type Place } from '../place.ts'
import { A_CODE, CTRL_C, ENTER, type Example, type Page } from '../run.ts'

interface Words {
  readonly picture: string
  readonly old: string
  readonly tag: string
  readonly note: string
  readonly aegis: string
  readonly pictures: string
  readonly table: string
  readonly phone: string
  readonly scripts: string
  readonly yes: string
  readonly asks: { readonly password: string; readonly add: string; readonly word: string; readonly typed: string }
  readonly says: Readonly<Record<'usage' | 'clipboard' | 'dry' | 'nothing', string>>
}

const EN: Words = {
  ...{ picture: 'screenshot.png', old: 'mama, old', tag: 'family', note: 'since 2026', aegis: 'aegis-backup.json' },
  ...{ pictures: 'qr-pictures/', table: 'clients.csv', phone: 'for-the-phone', scripts: 'scripts', yes: 'y' },
  asks: {
    password: 'Password of aegis-backup.json',
    add: 'Add this',
    word: 'type the word unencrypted',
    typed: 'unencrypted',
  },
  says: {
    ...{ usage: 'Usage: ukp', clipboard: 'could not be copied', dry: 'Would be added' },
    nothing: 'Everything in the backup is in the vault already.',
  },
}

const HU: Words = {
  ...{ picture: 'kepernyokep.png', old: 'mama, régi', tag: 'család', note: '2026 óta', aegis: 'aegis-mentes.json' },
  ...{ pictures: 'qr-kepek/', table: 'ugyfelek.csv', phone: 'telefonra', scripts: 'szkriptek', yes: 'i' },
  asks: { password: 'aegis-mentes.json', add: '(i/N)', word: 'titkosítatlan', typed: 'titkosítatlan' },
  says: {
    ...{ usage: 'Használat: ukp', clipboard: 'vágólap', dry: 'Hozzáadható' },
    nothing: 'A biztonsági mentés minden bejegyzése megvan a széfben.',
  },
}

/** Where the page gives a moment of its own, the backup that the line above made gets its name. */
const USB = '/media/usb/vault-2026-11-22-101500.ukp'

function examples(w: Words): Example[] {
  return [
    { line: `ukp add mama --qr ${w.picture}`, asked: true, answers: ['', PASSPHRASE, PASSPHRASE, ''] },
    { line: 'ukp code mama', asked: true, answers: [PASSPHRASE] },
    { line: 'ukp --version' },
    { line: 'ukp help', says: w.says.usage },
    { line: 'ukp help add', says: '--clear-clipboard' },
    { line: 'ukp help ugyfelkapu', says: 'Ügyfélkapu+ igénylése' },
    ...(w === HU ? [{ line: 'ukp súgó', says: w.says.usage }] : []),
    // The whole way with the wizard: test/real/enroll.test.ts.
    {
      line: 'ukp enroll mama',
      before: (place) => place.vault(PAPA),
      typed: [['1/5', CTRL_C]],
      exit: 130,
    },
    { line: 'ukp code mama', before: (place) => place.vault(MAMA, PAPA), says: A_CODE },
    // There is no clipboard here; real ones: test/real/clipboard-x11.test.ts, clipboard-wayland.test.ts.
    { line: 'ukp code mama --copy', exit: 10, says: w.says.clipboard },
    { line: 'ukp watch', typed: [['papa', 'q']] },
    { line: 'ukp list', says: 'minta.anna' },
    { line: 'ukp show mama', says: 'minta.anna' },
    { line: `ukp edit mama --name "${w.old}" --tag ${w.tag} --note "${w.note}"`, says: w.old },
    { line: `ukp remove "${w.old}"`, typed: [['(', `${w.yes}${ENTER}`]], says: w.old },
    { line: `ukp restore "${w.old}"`, says: w.old },
    { line: 'ukp backup', says: 'backups/vault-' },
    { line: 'ukp backup create /media/usb --keep 5', says: '/media/usb/vault-' },
    { line: 'ukp backup list', says: '/media/usb/vault-' },
    { line: `ukp backup verify ${USB}`, before: (place) => place.renamed('/media/usb', USB), says: USB },
    { line: `ukp backup restore ${USB}`, says: w.says.nothing },
    {
      line: `ukp import ${w.aegis}`,
      before: (place) => place.vault(MAMA, PAPA),
      typed: [
        [w.asks.password, `${THEIR_PASSWORD}${ENTER}`],
        [w.asks.add, `${w.yes}${ENTER}`],
      ],
      says: 'papa',
    },
    { line: `ukp import ${w.pictures} ${w.table} --dry-run`, says: w.says.dry },
    {
      line: `ukp export mama papa --format google --output ${w.phone}`,
      typed: [[w.asks.word, `${w.asks.typed}${ENTER}`]],
      says: 'google.png',
    },
    { line: `ukp key add key-file ~/.config/ukp.key --label ${w.scripts}`, says: '.config/ukp.key' },
    { line: 'ukp code mama --key-file ~/.config/ukp.key --min-remaining 8', asked: true, says: A_CODE },
    { line: 'ukp code mama --key-file ~/.config/ukp.key --min-remaining 8 --json', asked: true, says: '"code"' },
  ]
}

function home(w: Words): (place: Place) => void {
  return (place) => {
    place.picture(w.picture, MAMA_LINK)
    place.file(w.aegis, aegisBackup())
    place.file(w.table, clients())
    folderOfPictures(place, w.pictures)
  }
}

const readme: Page = { file: 'README.md', home: home(EN), examples: examples(EN) }
const readmeHu: Page = { file: 'README.hu.md', language: 'hu', home: home(HU), examples: examples(HU) }

const agents: Page = {
  file: 'AGENTS.md',
  home: (place) => place.vault(MAMA, PAPA),
  examples: [
    { line: 'ukp list --json', says: '"mama"' },
    { line: 'ukp code mama --json --no-input --min-remaining 8', says: '"code"' },
    { line: 'ukp doctor --json --no-input', says: '"vault-' },
  ],
}

export const PAGES: readonly Page[] = [readme, readmeHu, agents]
