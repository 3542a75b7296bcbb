// Bejegyzések: nevük, szövegeik, kódjaik, és amelyik nem található.
import type { accounts as english } from '../../en/errors/accounts.ts'
import { argument, listed, say } from '../../say.ts'
import type { Sentences } from '../../sentence.ts'
import { FIELDS } from './fields.ts'

export const accounts: Pick<Sentences, keyof typeof english> = {
  'name-needed': () => ({
    message: 'A kódnak nincs felirata, ezért a bejegyzésnek név kell.',
    hint: 'Adjon meg egyet: ukp add <név>',
  }),
  'for-one-account': ({ what, count }) => ({
    message: say`Ez csak egy bejegyzéshez adható meg, itt pedig ${count} van: ${what}.`,
    hint: 'Hagyja el: a feliratokból lesznek a nevek. Módosítás később: ukp edit <név>',
  }),
  'name-taken': ({ name }) => ({
    message: say`Már van ilyen nevű bejegyzés: ${name}.`,
    hint: 'Válasszon másik nevet.',
  }),
  'name-invalid': () => ({
    message: 'Ez nem lehet név: üres, vagy 256 karakternél hosszabb.',
    hint: 'Adjon meg egy rövid nevet, például: mama',
  }),
  'nothing-to-change': () => ({
    message: 'Nincs megadva, mi változzon.',
    hint: 'Ami módosítható: ukp help edit',
  }),
  'not-time-based': ({ name, option }) => ({
    message: say`Ennek a bejegyzésnek a kódjai számlálóhoz kötöttek, nem időhöz: ${name}. Itt nem használható: ${option}.`,
    hint: say`Hagyja el ezt: ${option}.`,
  }),
  'counter-at-end': ({ name }) => ({
    message: say`Ennek a bejegyzésnek a számlálója a végére ért, nincs több kód: ${name}.`,
    hint: 'Állítsa be újra ezt a fiókot a kibocsátónál. A széf rendben van.',
  }),
  'text-too-long': ({ field, limit }) => ({
    message: say`Túl hosszú: ${FIELDS[field] ?? field} (legfeljebb ${limit} karakter).`,
    hint: 'Rövidítse le.',
  }),
  'too-many-tags': ({ limit }) => ({
    message: say`Túl sok a címke: egy bejegyzésnek legfeljebb ${limit} lehet.`,
    hint: 'Hagyjon el néhányat, vagy vegyen le ezzel: --untag.',
  }),
  'deletion-code-invalid': () => ({
    message: 'A törlőkód pontosan 8 számjegyből áll.',
    hint: 'Táblázatkezelő elhagyhatta a kezdő nullát. Semmi sem változott.',
  }),
  'account-not-found': ({ query, similar }) => ({
    message: say`Nincs ilyen bejegyzés: ${query}.`,
    hint: similar.length > 0 ? say`Erre gondolt: ${listed(similar)}?` : 'Az összes bejegyzés: ukp list',
  }),
  'account-in-trash': ({ name }) => ({
    message: say`Ez a bejegyzés a kukában van: ${name}.`,
    hint: say`Visszahozás: ukp restore ${argument(name)}`,
  }),
  'vault-has-no-accounts': () => ({ message: 'A széf üres.', hint: 'Új bejegyzés: ukp add <név>' }),
  'all-in-trash': () => ({
    message: 'Minden bejegyzés a kukában van.',
    hint: 'A kuka tartalma: ukp restore. Visszahozás: ukp restore <név>. Új bejegyzés: ukp add <név>',
  }),
  'field-empty': ({ name, field }) => ({
    message:
      field === 'account'
        ? say`Ehhez a bejegyzéshez nincs felhasználónév: ${name}. Semmi sem indult el.`
        : say`Ehhez a bejegyzéshez nincs törlőkód: ${name}. Semmi sem indult el.`,
    hint:
      field === 'account'
        ? say`Így adható meg: ukp edit ${argument(name)} --account <név>`
        : say`Így adható meg: ukp edit ${argument(name)} --deletion-code`,
  }),
  'not-in-trash': ({ query }) => ({
    message: say`Nincs ilyen a kukában: ${query}.`,
    hint: 'A kuka tartalma: ukp restore',
  }),
  'nothing-to-restore': ({ name }) => ({
    message: say`Nincs a kukában, és nincs korábbi kulcsa: ${name}.`,
    hint: 'Ami visszahozható, annak listája: ukp restore',
  }),
  ambiguous: ({ query, names }) => ({
    message: say`Több találat is van erre: ${query}. Ezek: ${listed(names)}.`,
    hint: 'Adjon meg többet a névből, vagy a teljes nevet.',
  }),
  'choose-one': ({ names }) => ({
    message: say`Több bejegyzés is van: ${listed(names)}.`,
    hint: 'Adjon meg nevet: ukp code <név>. Az összes kód egyszerre: ukp code --all',
  }),
  'code-unknown': () => ({
    message: 'A kód az elmúlt és a következő tíz percben egyik bejegyzéshez sem tartozik.',
    hint: 'Ellenőrizze a kódot, és hogy pontos-e a gép órája (automatikus időbeállítás). A kukában lévő bejegyzések kimaradnak; a listájuk: ukp restore',
  }),
  'clock-wrong': ({ seconds, slow }) => ({
    message: say`A gép órája kb. ${seconds} mp-et ${slow ? 'késik' : 'siet'}. A portál nem fogja elfogadni a kódokat.`,
    hint: 'Kapcsolja be az automatikus időbeállítást a rendszer beállításaiban, majd nézze meg újra: ukp doctor --time-server',
  }),
}
