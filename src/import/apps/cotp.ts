// cotp, the terminal program: its decrypted database as JSON. https://github.com/replydev/cotp
import { Collector, labelText } from '../collector.ts'
import { entryOf } from '../entry.ts'
import { fieldsOf, isFields } from '../fields.ts'
import type { Imported, Importer } from '../importer.ts'
import type { Source } from '../source.ts'

export const cotp: Importer = { format: 'cotp', app: 'cotp', read }

function read({ json }: Source): Imported | null {
  if (!isFields(json) || typeof json.version !== 'number' || !Array.isArray(json.elements)) return null
  const found = new Collector()
  for (const item of json.elements) {
    const entry = fieldsOf(item)
    found.take(labelText(entry.issuer, entry.label), () =>
      entryOf({
        type: entry.type,
        issuer: entry.issuer,
        account: entry.label,
        secret: entry.secret,
        algorithm: entry.algorithm,
        digits: entry.digits,
        period: entry.period,
        counter: entry.counter,
      }),
    )
  }
  return found.done()
}
