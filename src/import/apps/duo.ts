// Duo Mobile: files/duokit/accounts.json of a rooted phone. Keys of other services are in it; Duo's own accounts are
// confirmed by push and have no key that could be read.
import { Collector, labelText } from '../collector.ts'
import { entryOf } from '../entry.ts'
import { fieldsOf, isFields, listOf } from '../fields.ts'
import type { Imported, Importer } from '../importer.ts'
import type { Source } from '../source.ts'

export const duo: Importer = { format: 'duo', app: 'Duo Mobile', read }

function read({ json }: Source): Imported | null {
  const items = listOf(json).map(fieldsOf)
  if (!items.some(({ otpGenerator }) => isFields(otpGenerator))) return null
  const found = new Collector()
  for (const { name, otpGenerator } of items) {
    found.take(labelText(name), () => {
      if (!isFields(otpGenerator)) return null
      const { otpSecret, counter } = otpGenerator
      const type = counter === undefined || counter === null ? 'totp' : 'hotp'
      return entryOf({ type, account: name, secret: otpSecret, counter })
    })
  }
  return found.done()
}
