// FreeOTP+: the JSON of its export. Its list of links is taken with the others.
// https://github.com/helloworld1/FreeOTPPlus
import { Collector } from '../collector.ts'
import { fieldsOf, isFields } from '../fields.ts'
import type { Imported, Importer } from '../importer.ts'
import type { Source } from '../source.ts'
import { signedBytes, tokenEntry, tokenLabel } from './freeotp-token.ts'

export const freeotpPlus: Importer = { format: 'freeotp-plus', app: 'FreeOTP+', read }

function read({ json }: Source): Imported | null {
  if (!isFields(json) || !Array.isArray(json.tokens) || !Array.isArray(json.tokenOrder)) return null
  const found = new Collector()
  for (const item of json.tokens) {
    const token = fieldsOf(item)
    found.take(tokenLabel(token), () => tokenEntry(token, signedBytes(token.secret)))
  }
  return found.done()
}
