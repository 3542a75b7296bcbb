// docs/commands/key.md, unlock.md, lock.md, doctor.md.
import { PASSPHRASE } from '../../kit/ukp.ts'
import { MAMA, PAPA, type Place, VAULT } from '../place.ts'
import { ENTER, type Page } from '../run.ts'

const PAPAS = 'papa has his own words'
const NEW = 'quite another passphrase'

export const key: Page = {
  file: 'docs/commands/key.md',
  home: (place) => place.ownVault(MAMA),
  examples: [
    { line: 'ukp key add recovery --label paper' },
    { line: 'ukp key list' },
    {
      line: 'ukp key add passphrase --label papa',
      then: [
        ['passphrase', `${PAPAS}${ENTER}`],
        ['Again:', `${PAPAS}${ENTER}`],
      ],
      says: 'papa',
    },
    { line: 'ukp key add key-file ~/.config/ukp.key --label laptop', says: '.config/ukp.key' },
    { line: 'ukp code mama --key-file ~/.config/ukp.key', asked: true, says: ' s left' },
    { line: 'ukp key add keyring --label "desk at home"', exit: 10, says: 'keyring' },
    {
      line: 'ukp key change',
      then: [
        ['passphrase', `${NEW}${ENTER}`],
        ['Again:', `${NEW}${ENTER}`],
      ],
      says: 'The passphrase is changed.',
    },
    { line: 'ukp key change --compromised --with-key-file ~/.config/ukp.key' },
    { line: 'ukp key remove laptop' },
    { line: 'ukp key rekey --with-passphrase-file papa.txt' },
    { line: 'ukp key new recovery', says: 'UKPR-' },
    {
      line: 'ukp key add recovery --recipient ukp196zy8ezn5fj43mt9r7sb6rvwcwdjwt2ec52stcagb467n0yvdwp3ktapnw --label admin',
      says: 'admin',
    },
  ],
}

export const unlock: Page = {
  file: 'docs/commands/unlock.md',
  home: (place) => place.ownVault(MAMA, PAPA),
  examples: [
    { line: 'ukp unlock', asked: true, answers: [PASSPHRASE] },
    { line: 'ukp code mama', asked: true, says: ' s left' },
    { line: 'ukp code papa', asked: true, says: ' s left' },
    { line: 'ukp lock', asked: true },
    { line: 'ukp unlock --for 2h', says: 'unlocked until' },
    { line: 'ukp unlock --until-logout --json', says: '"ok":true' },
  ],
}

export const lock: Page = {
  file: 'docs/commands/lock.md',
  home: async (place) => {
    await place.vault(MAMA)
    place.ukp(['unlock'])
  },
  examples: [
    { line: 'ukp lock', asked: true },
    { line: 'ukp lock --all', asked: true, before: (place) => place.ukp(['unlock']), says: 'locked' },
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

export const doctor: Page = {
  file: 'docs/commands/doctor.md',
  home: async (place) => {
    await place.vault(MAMA, PAPA)
    place.file('no-names.cjs', NO_NAMES)
    place.picture('Letöltések/screenshot.png', 'otpauth://totp/x?secret=JBSWY3DPEHPK3PXPGEZA')
  },
  examples: [
    { line: 'ukp doctor', says: 'mama' },
    { line: 'ukp doctor --time-server', env: OFFLINE, says: 'pool.ntp.org' },
    { line: 'ukp doctor --time-server ntp.example.hu --json', env: OFFLINE, says: 'time-server-failed' },
    { line: 'ukp doctor --look-for-pictures', says: ' ' },
    { line: 'ukp doctor --look-for-pictures ~/Letöltések /media/usb --no-input', says: 'screenshot.png' },
    { line: 'ukp ellenőriz --lang hu', says: 'széf' },
  ],
}
