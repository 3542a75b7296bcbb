// A súgó súgója, és a lapok, amelyek nem egy parancsról szólnak.
import type * as english from '../../en/help/other.ts'
import { verb } from './verb.ts'

export const other: typeof english.other = {
  help: verb('Súgó egy parancshoz vagy témához', '', 'ukp help add', 'ukp help ugyfelkapu', 'ukp help kilepesi-kodok'),
}

export const topics: typeof english.topics = {
  'exit-codes': 'A kilépési kódok jelentése',
  environment: 'Az ukp által olvasott környezeti változók',
  scripts: 'Az ukp használata szkriptekből',
  ugyfelkapu: 'A portál lépésről lépésre, a törlőkód, új vagy elveszett telefon',
}
