// Ami nem oldja fel a széfet, vagy nem egy időre.
import type { Facts } from '../../../errors.ts'
import type { unlocking as english } from '../../en/errors/unlocking.ts'
import { argument, say } from '../../say.ts'
import type { Sentences } from '../../sentence.ts'
import { KEY_FILE_INSTEAD } from './hints.ts'

const WITHOUT_TERMINAL =
  'Adjon meg feloldási módot: --key-file <fájl>, --passphrase-file <fájl>, --passphrase-fd <n> vagy az UKP_PASSPHRASE változó.'

/** Miért nem maradhat nyitva a széf, és mit lehet tenni. */
function withoutSession({ reason, folder }: Facts['no-session']): string {
  const hints: Readonly<Record<Facts['no-session']['reason'], string>> = {
    windows: `Windowson a kulcs nem védhető meg a többi felhasználótól. ${KEY_FILE_INSTEAD}`,
    unmade: say`Ez a mappa nem hozható létre: ${folder}. Ellenőrizze ezeket: XDG_RUNTIME_DIR, TMPDIR.`,
    unsafe: say`Ez a mappa hivatkozás, másé, vagy mások is beléphetnek: ${folder}. Derítse ki az okát, majd törölje a mappát, vagy: chmod 700 ${argument(folder)}`,
    long: say`Ennek a mappának túl hosszú az útvonala: ${folder}. Állítson be rövidebbet: XDG_RUNTIME_DIR vagy TMPDIR.`,
    logout:
      'Itt semmi sem jelzi a kijelentkezést: nincs sem XDG_RUNTIME_DIR, sem terminál. Adjon meg időtartamot: ukp unlock --for 8h',
    other: say`A kulcsot őrző folyamat nem indult el (${folder}). ${KEY_FILE_INSTEAD}`,
  }
  return hints[reason]
}

export const unlocking: Pick<Sentences, keyof typeof english> = {
  'wrong-passphrase': () => ({
    message: 'Hibás széfjelszó.',
    hint: 'A széf létrehozásakor választott széfjelszó kell, nem az ügyfélkapus jelszó. A kis- és nagybetű számít.',
  }),
  'wrong-key-file': ({ file }) => ({
    message: say`Ez a kulcsfájl nem nyitja a széfet: ${file}.`,
    hint: 'A széf kulcsfájljai: ukp key list',
  }),
  'no-terminal': () => ({
    message: 'A széf zárolva van, és nincs terminál, ahol a széfjelszó bekérhető volna.',
    hint: WITHOUT_TERMINAL,
  }),
  'new-vault-passphrase': () => ({
    message: 'Új széfhez széfjelszó kell, és nincs terminál, ahol bekérhető volna.',
    hint: 'Adja meg így: --passphrase-file <fájl>, --passphrase-fd <n> vagy az UKP_PASSPHRASE változó.',
  }),
  'credential-unsafe': ({ file }) => ({
    message: say`A gép más felhasználói is olvashatják ezt a fájlt: ${file}.`,
    hint: say`Javítás: chmod 600 ${file}`,
  }),
  'credential-unreadable': ({ file }) => ({
    message: say`A széfjelszó vagy kulcs innen nem olvasható: ${file}.`,
    hint: 'Ellenőrizze, hogy a fájl létezik-e, és hogy az Öné-e.',
  }),
  'passphrase-invalid': () => ({
    message: 'A széfjelszó üres, 4096 bájtnál hosszabb, vagy nem szöveg.',
    hint: 'A fájl, a leíró vagy a változó első sora számít.',
  }),
  'key-file-invalid': ({ file }) => ({
    message: say`Ez nem kulcsfájl: ${file}.`,
    hint: 'A kulcsfájl pontosan 32 bájt; így készül: ukp key add key-file <fájl>',
  }),
  'no-key-slot': () => ({
    message: 'Ehhez a széfhez nem tartozik kulcsfájl.',
    hint: 'Oldja fel a széfjelszóval. Kulcsfájl hozzáadása: ukp key add key-file <fájl>',
  }),
  'no-passphrase-slot': () => ({
    message: 'Ennek a széfnek nincs széfjelszava.',
    hint: 'Oldja fel kulcsfájllal: --key-file <fájl>. Széfjelszó hozzáadása: ukp key add passphrase',
  }),
  'recovery-key-invalid': ({ group }) => ({
    message:
      group === null
        ? 'A helyreállítási kulcs nem teljes: az UKPR után hat, egyenként hat karakteres csoport áll.'
        : say`Elírás van a helyreállítási kulcs ${group}. csoportjában (az UKPR utáni hat csoport közül).`,
    hint: 'Hasonlítsa össze a papírral. A kis- és nagybetű, a szóköz és a kötőjel nem számít.',
  }),
  'wrong-recovery-key': () => ({
    message: 'Ez a helyreállítási kulcs nem nyitja a széfet. Elírás nincs benne, de máshoz tartozik.',
    hint: 'Keresse meg azt a papírt, amely ehhez a széfhez készült.',
  }),
  'no-recovery-slot': () => ({
    message: 'Ehhez a széfhez nem készült helyreállítási kulcs.',
    hint: 'Oldja fel a széfjelszóval. Helyreállítási kulcs készítése: ukp key add recovery',
  }),
  'no-session': (facts) => ({
    message: 'A széf itt nem maradhat nyitva. Semmi sem változott.',
    hint: withoutSession(facts),
  }),
}
