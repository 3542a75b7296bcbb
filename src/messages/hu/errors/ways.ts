// A feloldási módok hozzáadása, módosítása, megszüntetése.
import type { Facts } from '../../../errors.ts'
import type { ways as english } from '../../en/errors/ways.ts'
import { listed, say } from '../../say.ts'
import type { Sentences } from '../../sentence.ts'
import { KEY_FILE_INSTEAD } from './hints.ts'

const KEYRING: Readonly<Record<Facts['no-keyring']['reason'], string>> = {
  module: `Az ukp kulcstartót kezelő része itt nincs telepítve. ${KEY_FILE_INSTEAD}`,
  bus: `Itt nincs asztali munkamenet (nincs D-Bus). ${KEY_FILE_INSTEAD}`,
  locked:
    'Oldja fel a rendszer kulcstartóját (jelentkezzen be újra az asztali környezetbe), majd futtassa újra a parancsot.',
  other: KEY_FILE_INSTEAD,
}

export const ways: Pick<Sentences, keyof typeof english> = {
  'passphrase-short': ({ minimum }) => ({
    message: say`A széfjelszó túl rövid: legalább ${minimum} karakter szükséges.`,
    hint: 'Több egymás utáni szót könnyű megjegyezni és nehéz kitalálni.',
  }),
  'passphrase-mismatch': () => ({
    message: 'A két széfjelszó nem egyezik.',
    hint: 'Semmi sem jött létre. Próbálja újra.',
  }),
  'passphrase-same': () => ({
    message: 'Az új széfjelszó megegyezik a régivel.',
    hint: 'Ezt már más is ismerheti: válasszon másikat.',
  }),
  'passphrase-is-recovery-key': () => ({
    message: 'Ez helyreállítási kulcsnak látszik. Ide új, megjegyezhető széfjelszó kell.',
    hint: 'A helyreállítási kulcs maradjon papíron, a széfet továbbra is nyitja.',
  }),
  'recipient-invalid': () => ({
    message: 'Ez nem egy helyreállítási kulcs nyilvános fele.',
    hint: 'Az ukp1 kezdetű szöveg az. Kiírja: ukp key add recovery, ukp key new recovery, ukp key list --json',
  }),
  'recovery-key-there': ({ title }) => ({
    message: say`Ez a helyreállítási kulcs már nyitja a széfet: ${title}.`,
    hint: 'A feloldási módok listája: ukp key list',
  }),
  'last-way-in': () => ({
    message:
      'Legalább egy széfjelszónak vagy helyreállítási kulcsnak maradnia kell: nélküle egyetlen elveszett fájl végleg bezárná a széfet.',
    hint: 'Előbb adjon hozzá egy másikat: ukp key add passphrase, ukp key add recovery',
  }),
  'keys-left': ({ names }) => ({
    message: say`Ezek a feloldási módok a széfjelszavuk vagy kulcsuk nélkül nem vihetők át: ${names.join(', ')}. Semmi sem változott.`,
    hint: 'Adja meg őket így: --with-passphrase-file és --with-key-file, vagy mondjon le róluk így: --drop-others.',
  }),
  'key-not-found': ({ id }) => ({
    message: say`A széfnek nincs ilyen feloldási módja: ${id}.`,
    hint: 'Az azonosítók és a megnevezések: ukp key list',
  }),
  'key-ambiguous': ({ names }) => ({
    message: say`Több feloldási mód is megfelel: ${listed(names)}.`,
    hint: 'Adja meg az egyik azonosítóját; lista: ukp key list',
  }),
  'key-slots-full': ({ limit }) => ({
    message: say`A széfnek már ${limit} feloldási módja van; több nem fér bele.`,
    hint: 'A lista: ukp key list',
  }),
  'keys-changed': () => ({
    message: 'Közben valaki más módosította a feloldási módokat. Semmi sem változott.',
    hint: 'Nézze meg őket (ukp key list), és futtassa újra a parancsot.',
  }),
  'no-keyring': ({ reason }) => ({
    message: 'A rendszer kulcstartója itt nem használható. Semmi sem változott.',
    hint: KEYRING[reason],
  }),
}
