// docs/commands/key.md, unlock.md, lock.md, doctor.md.
import { PASSPHRASE } from '../../kit/ukp.ts'
import { MAMA, PAPA, type Place, VAULT } from '../place.ts'
import { A_CODE, ENTER, type Page } from '../run.ts'

const PAPAS = 'papa has his own words'
/** One of the six groups of a recovery key has to be typed back, each time another one. */
const GROUP_ASKED_FOR = new RegExp(
  [1, 2, 3, 4, 5, 6].map((n) => `UKPR-(?:[0-9A-Z]{6}-){${n - 1}}([0-9A-Z]{6}).*Type group ${n} of`).join('|'),
)
const NEW = 'quite another passphrase'

const key: Page = {
  file: 'docs/commands/key.md',
  home: (place) => place.ownVault(MAMA),
  examples: [
    { line: 'ukp key add recovery --label paper', answers: [GROUP_ASKED_FOR] },
    { line: 'ukp key list' },
    {
      line: 'ukp key add passphrase --label papa',
      typed: [
        ['passphrase', `${PAPAS}${ENTER}`],
        ['Again:', `${PAPAS}${ENTER}`],
      ],
      says: 'Passphrase added: ',
    },
    { line: 'ukp key add key-file ~/.config/ukp.key --label laptop', says: '.config/ukp.key' },
    { line: 'ukp code mama --key-file ~/.config/ukp.key', asked: true, says: A_CODE },
    { line: 'ukp key add keyring --label "desk at home"', exit: 10, says: 'keyring' },
    {
      line: 'ukp key change',
      typed: [
        ['passphrase', `${NEW}${ENTER}`],
        ['Again:', `${NEW}${ENTER}`],
      ],
      says: 'The passphrase is changed.',
    },
    {
      line: 'ukp key change --compromised --with-key-file ~/.config/ukp.key',
      before: (place) => {
        place.given = { UKP_PASSPHRASE: NEW }
      },
      typed: [
        ['Choose a vault passphrase', `${PASSPHRASE}${ENTER}`],
        ['Again:', `${PASSPHRASE}${ENTER}`],
        ['papa', `${PAPAS}${ENTER}`],
      ],
      says: 'The passphrase is changed.',
    },
    {
      line: 'ukp key remove laptop',
      before: (place) => {
        place.given = { UKP_PASSPHRASE: PASSPHRASE }
      },
      typed: [
        ['(y/N)', `y${ENTER}`],
        ['papa', `${PAPAS}${ENTER}`],
      ],
      says: 'Removed: key file laptop',
    },
    {
      line: 'ukp key rekey --with-passphrase-file papa.txt',
      before: (place) => place.file('papa.txt', `${PAPAS}\n`),
      says: 'The vault has a new data key.',
    },
    { line: 'ukp key new recovery', says: 'UKPR-' },
    {
      line: 'ukp key add recovery --recipient ukp196zy8ezn5fj43mt9r7sb6rvwcwdjwt2ec52stcagb467n0yvdwp3ktapnw --label admin',
      says: 'The holder of this recovery key can open the vault',
    },
  ],
}

/** In the same window, as a session ends with the window. By the key file, and by nothing else. */
const UNLOCK = 'ukp unlock --quiet --key-file run/vault.key'

const unlock: Page = {
  file: 'docs/commands/unlock.md',
  home: (place) => place.ownVault(MAMA, PAPA),
  examples: [
    { line: 'ukp unlock', asked: true, answers: [PASSPHRASE] },
    { line: 'ukp code mama', first: UNLOCK, asked: true, before: (place) => place.vault(MAMA, PAPA), says: A_CODE },
    { line: 'ukp code papa', first: UNLOCK, asked: true, says: A_CODE },
    { line: 'ukp lock', first: UNLOCK, asked: true },
    { line: 'ukp unlock --for 2h', says: 'unlocked until' },
    { line: 'ukp unlock --until-logout --json', says: '"ok":true' },
  ],
}

const lock: Page = {
  file: 'docs/commands/lock.md',
  home: async (place) => {
    await place.vault(MAMA)
  },
  examples: [
    { line: 'ukp lock', first: UNLOCK, asked: true },
    { line: 'ukp lock --all', first: UNLOCK, asked: true, says: 'locked' },
    {
      line: 'ukp lock --vault /media/usb/vault.ukp --json',
      asked: true,
      before: (place: Place) => place.copy(VAULT, '/media/usb/vault.ukp'),
      says: '"ok":true',
    },
  ],
}

/** No name of a server is found, also where there is a network: nobody is asked. A real server: test/real/doctor.test.ts. */
const NO_NAMES = `const dns = require('node:dns')
dns.lookup = (host, options, done) => done(Object.assign(new Error('no names here'), { code: 'ENOTFOUND' }))`
const OFFLINE = { NODE_OPTIONS: '--require ./no-names.cjs' }

const doctor: Page = {
  file: 'docs/commands/doctor.md',
  home: async (place) => {
    await place.vault(MAMA, PAPA)
    place.file('no-names.cjs', NO_NAMES)
    place.picture('Letöltések/screenshot.png', 'otpauth://totp/x?secret=JBSWY3DPEHPK3PXPGEZA')
  },
  examples: [
    { line: 'ukp doctor', says: 'No deletion code stored for: papa' },
    { line: 'ukp doctor --time-server', env: OFFLINE, says: 'The time server gave no time' },
    { line: 'ukp doctor --time-server ntp.example.hu --json', env: OFFLINE, says: 'time-server-failed' },
    { line: 'ukp doctor --look-for-pictures', says: 'A picture holds a key: /home/anna/Letöltések/screenshot.png' },
    { line: 'ukp doctor --look-for-pictures ~/Letöltések /media/usb --no-input', says: 'screenshot.png' },
    { line: 'ukp ellenőriz --lang hu', says: 'széf' },
  ],
}

export const PAGES: readonly Page[] = [key, unlock, lock, doctor]
