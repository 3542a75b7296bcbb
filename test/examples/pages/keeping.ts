// docs/commands/backup.md, export.md, edit.md, remove.md, restore.md, merge.md, and docs/several-computers.md.
import { readFileSync } from 'node:fs'
import { parseEnvelope } from '../../../src/vault/header.ts'
import { paperCodes } from '../../../src/vault/paper-codes.ts'
import { MAMA, PAPA, type Place, VAULT } from '../place.ts'
import { ENTER, type Page } from '../run.ts'

const both = (place: Place): Promise<void> => place.vault(MAMA, PAPA)
const YES = `y${ENTER}`
const OLD_PASSPHRASE = 'the words of last year'
const SANDRA_KEY = 'ONXW2ZLUNBUW4ZZR'

const backup: Page = {
  file: 'docs/commands/backup.md',
  home: both,
  examples: [
    { line: 'ukp backup' },
    { line: 'ukp backup create /media/usb', says: '/media/usb/vault-' },
    { line: 'ukp backup create /media/usb/ukp.ukp', says: '/media/usb/ukp.ukp' },
    { line: 'ukp backup create /media/usb --keep 5', says: '/media/usb/vault-' },
    { line: 'ukp backup list', says: '/media/usb/ukp.ukp' },
    { line: 'ukp backup verify /media/usb/ukp.ukp' },
    {
      line: 'ukp backup restore /media/usb/ukp.ukp',
      before: (place) => place.ukp(['remove', 'papa', '--purge', '--yes']),
      typed: [['(y/N)', YES]],
      says: 'papa',
    },
    { line: 'ukp backup restore /media/usb/ukp.ukp --vault ~/second.ukp', says: '/home/anna/second.ukp' },
    {
      line: 'ukp backup restore old.ukp --backup-passphrase-file old-passphrase.txt --yes',
      before: async (place) => {
        await place.another('old.ukp', OLD_PASSPHRASE, { name: 'sandra', secret: SANDRA_KEY })
        place.file('old-passphrase.txt', `${OLD_PASSPHRASE}\n`)
      },
      says: 'sandra',
    },
    { line: 'ukp backup paper sheet.html', typed: [['type the word', `unencrypted${ENTER}`]], says: 'sheet.html' },
    {
      line: 'ukp backup paper mama.html mama --lang hu',
      typed: [['írja be', `titkosítatlan${ENTER}`]],
      says: 'mama.html',
    },
    { line: 'ukp backup paper vault.html --encrypted', says: 'vault.html' },
    {
      line: 'ukp backup verify scans/',
      before: (place) => scanned(place, () => true, 'scans/'),
      says: 'The backup is good',
    },
    {
      line: 'ukp backup restore scan1.png scan2.png scan3.png',
      before: (place) => scanned(place, (number) => ![2, 5, 7].includes(number), ''),
      exit: 6,
    },
  ],
}

/** Three pictures of the vault on paper, with the codes that a scan has taken in. */
function scanned(place: Place, taken: (number: number) => boolean, folder: string): void {
  const bytes = readFileSync(place.path(VAULT))
  const codes = paperCodes(bytes, parseEnvelope(bytes, VAULT).header).filter((_, i) => taken(i + 1))
  const each = Math.ceil(codes.length / 3)
  for (const n of [0, 1, 2]) place.picture(`${folder}scan${n + 1}.png`, ...codes.slice(n * each, (n + 1) * each))
}

const SEVEN = ['bank', 'bolt', 'github', 'mail', 'vpn'].map((name, i) => ({
  name,
  secret: `MFRGGZDFMZTWQ2L${'ABCDE'[i]}`,
}))
const PASSWORD = 'kerek asztal lapja'

const exporting: Page = {
  file: 'docs/commands/export.md',
  home: async (place) => {
    await place.vault(MAMA, PAPA, ...SEVEN)
    // In place of the real one, which encrypts. What goes into it is what counts here.
    place.program('age', 'test "$*" = -p && sed s/^/age:/')
  },
  examples: [
    { line: 'ukp export --format aegis-encrypted --output ukp-aegis.json', answers: [PASSWORD, PASSWORD] },
    { line: 'ukp export mama papa --format google --output for-the-phone', answers: ['unencrypted'] },
    {
      line: 'ukp export --tag family --format qr-png --output family-qr',
      typed: [['type the word', `unencrypted${ENTER}`]],
      says: 'family-qr',
    },
    { line: 'ukp export --format keepassxc --dry-run', says: 'Would be exported: 7 accounts' },
    {
      line: 'ukp export --format otpauth --yes-plaintext | age -p > links.age',
      leaves: ['links.age', `age:otpauth://totp/`],
    },
  ],
}

const edit: Page = {
  file: 'docs/commands/edit.md',
  home: async (place) => {
    await place.vault({ ...MAMA, deletionCode: null })
    place.file('deletion-code.txt', '04711042\n')
  },
  examples: [
    { line: 'ukp edit mama --deletion-code', typed: [['Deletion code:', `04711042${ENTER}`]], says: 'mama' },
    { line: 'ukp edit mama --name "mama, old" --untag family', says: 'mama, old' },
    { line: 'ukp edit mama --issuer "Ügyfélkapu+" --account minta.anna', before: both, says: 'mama' },
    { line: 'ukp edit mama --note ""', says: 'mama' },
    { line: 'ukp edit mama --deletion-code-stdin < deletion-code.txt', says: 'mama' },
  ],
}

const remove: Page = {
  file: 'docs/commands/remove.md',
  home: (place) => place.vault(MAMA, { ...MAMA, name: 'mama (2)', secret: SANDRA_KEY }, PAPA),
  examples: [
    { line: 'ukp remove "mama (2)"', typed: [['(y/N)', YES]], says: 'mama (2)' },
    { line: 'ukp remove mama papa --yes', says: 'papa' },
    {
      line: 'ukp remove papa --purge',
      before: (place) => place.ukp(['restore', 'papa']),
      typed: [['(y/N)', YES]],
      says: 'papa',
    },
  ],
}

const restore: Page = {
  file: 'docs/commands/restore.md',
  home: async (place) => {
    await both(place)
    place.ukp(['remove', 'papa', '--yes'])
    place.ukp(['add', 'mama', '--replace', '--stdin'], { stdin: `${SANDRA_KEY}\n` })
  },
  examples: [
    { line: 'ukp restore' },
    { line: 'ukp restore papa', says: 'papa' },
    { line: 'ukp restore mama' },
    {
      line: 'ukp restore --purge papa',
      before: (place) => place.ukp(['remove', 'papa', '--yes']),
      typed: [['(y/N)', YES]],
      says: 'papa',
    },
  ],
}

const CONFLICT = 'vault.sync-conflict-20261122-101500-ABCDEFG.ukp'

const merge: Page = {
  file: 'docs/commands/merge.md',
  home: async (place) => {
    await place.vault(MAMA)
    place.savedElsewhere(`.local/share/ukp/${CONFLICT}`, 'bank', 'MFRGGZDFMZTWQ2LK')
    place.savedElsewhere('theirs.ukp', 'papa', SANDRA_KEY)
  },
  examples: [
    { line: 'ukp merge', typed: [['(y/N)', YES]], says: 'Taken over: bank' },
    {
      line: `ukp merge ~/.local/share/ukp/${CONFLICT} --dry-run`,
      before: (place) => place.savedElsewhere(`.local/share/ukp/${CONFLICT}`, 'bolt', 'NRXXEZLNNFYHG5LN'),
      says: 'bolt',
    },
    { line: 'ukp merge theirs.ukp --yes' },
    {
      line: 'ukp merge /media/usb/vault.ukp --other-passphrase-file old-passphrase.txt',
      before: async (place) => {
        await place.another('/media/usb/vault.ukp', OLD_PASSPHRASE, { name: 'sandra', secret: 'OBQXEYLMNRSWYMJS' })
        place.file('old-passphrase.txt', `${OLD_PASSPHRASE}\n`)
      },
      typed: [['(y/N)', YES]],
      says: 'Taken over: sandra',
    },
  ],
}

const severalComputers: Page = {
  file: 'docs/several-computers.md',
  // With the lines about the files, but without git and rclone, which are in test/real/several-computers.test.ts.
  runs: /^(?:ukp|rm|mv) /,
  folder: '.local/share/ukp',
  home: async (place) => {
    await both(place)
    place.copy(VAULT, '/mnt/share/ukp/vault.ukp')
    place.savedElsewhere(`.local/share/ukp/${CONFLICT}`, 'bank', SANDRA_KEY)
  },
  examples: [
    { line: 'ukp list --vault /mnt/share/ukp/vault.ukp', says: 'mama' },
    { line: 'ukp merge', typed: [['(y/N)', YES]], says: 'Taken over: bank' },
    { line: 'ukp list', says: 'bank' },
    { line: 'rm vault.sync-conflict-*.ukp' },
    {
      line: 'ukp merge /tmp/theirs.ukp',
      before: (place) => place.savedElsewhere('/tmp/theirs.ukp', 'sandra', 'MFRGGZDFMZTWQ2LK'),
      typed: [['(y/N)', YES]],
      says: 'Taken over: sandra',
    },
    { line: 'rm /tmp/theirs.ukp' },
    {
      line: 'ukp backup create ~/cloud/ukp.ukp',
      before: (place) => place.file('cloud/other', ''),
      says: 'cloud/ukp.ukp',
    },
    {
      line: 'mv vault.ukp..path1 vault.ukp',
      before: (place) => {
        place.savedElsewhere(`.local/share/ukp/vault.ukp..path2`, 'github', 'OBQXEYLMNRSWYMJS')
        place.copy(VAULT, `${VAULT}..path1`)
        place.gone(VAULT)
      },
    },
    { line: 'ukp merge', typed: [['(y/N)', YES]], says: 'Taken over: github' },
    { line: 'rm vault.ukp..path2' },
  ],
}

export const PAGES: readonly Page[] = [backup, exporting, edit, remove, restore, merge, severalComputers]
