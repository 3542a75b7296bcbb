// kodgenerator.app, a web page that keeps keys in the browser: 2fa-kulcsok-<date>.json.
// {"tokens":[{"id","name","secret"}],"exportDate"}; https://github.com/adamgyulavari/token-generator
import { Collector } from '../collector.ts'
import { entryOfText } from '../entry.ts'
import { fieldsOf, isFields, textOf } from '../fields.ts'
import type { Imported, Importer } from '../importer.ts'
import type { Source } from '../source.ts'

export const kodgenerator: Importer = { format: 'kodgenerator', app: 'kodgenerator.app', read }

function read({ json }: Source): Imported | null {
  // FreeOTP's file has a list of tokens too, without a date.
  if (!isFields(json) || !Array.isArray(json.tokens) || typeof json.exportDate !== 'string') return null
  const found = new Collector()
  for (const token of json.tokens.map(fieldsOf)) {
    found.take(textOf(token.name), () => entryOfText(textOf(token.secret), { account: token.name }))
  }
  return found.done()
}
