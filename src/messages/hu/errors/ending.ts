// Így ér véget, ami nem magától hibás: megszakítás, felügyelet nélküli futás, váratlan hiba.
import type { ending as english } from '../../en/errors/ending.ts'
import { commandLine, say } from '../../say.ts'
import type { Sentences } from '../../sentence.ts'

export const ending: Pick<Sentences, keyof typeof english> = {
  'enroll-unattended': () => ({
    message: 'A varázsló mutat és kérdez, ehhez terminálablak kell; itt nincs, vagy meg volt adva a --no-input.',
    hint: 'Szkriptben: ukp add <név> --qr <kép>, majd ukp code <név>',
  }),
  'enroll-stopped': ({ name, wanted, deletionCode, backup, vault }) => {
    const parts = ['kulcs', deletionCode === true ? 'törlőkód' : '', backup ? 'biztonsági mentés' : ''].filter(Boolean)
    const again = commandLine('enroll', name ?? wanted, vault)
    const hint = 'Semmi sem veszett el.'
    if (name === null) return { message: say`Megszakítva. Új bejegyzés nem lett elmentve. Újrakezdés: ${again}`, hint }
    if (backup && deletionCode !== false)
      return {
        message: say`Megszakítva. Minden el van mentve: ${name} (${parts.join(', ')}). A kép, ha van, érintetlen maradt.`,
        hint,
      }
    return { message: say`Megszakítva. Elmentve: ${name} (${parts.join(', ')}). Folytatás: ${again}`, hint }
  },
  cancelled: () => ({ message: 'Megszakítva. Semmi sem változott.', hint: '' }),
  'memory-short': () => ({
    message: 'Nincs elég memória a széf feloldásához.',
    hint: 'Zárjon be más programokat, vagy emelje meg a memóriakorlátot (ulimit -v).',
  }),
  unexpected: ({ detail }) => ({
    message: say`Váratlan hiba történt: ${detail}.`,
    hint: 'A széf nem változott. Kérjük, jelentse a hibát a kiadott paranccsal együtt, nevek és kulcsok nélkül.',
  }),
}
