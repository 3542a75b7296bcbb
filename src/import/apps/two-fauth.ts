// 2FAuth, the web app: a JSON export. https://docs.2fauth.app/
import { Collector, labelText } from '../collector.ts'
import { entryOf } from '../entry.ts'
import { fieldsOf, isFields } from '../fields.ts'
import type { Imported, Importer } from '../importer.ts'
import type { Source } from '../source.ts'

export const twoFauth: Importer = { format: '2fauth', app: '2FAuth', read }

function read({ json }: Source): Imported | null {
  if (!isFields(json) || typeof json.app !== 'string' || !/^2fauth/i.test(json.app) || !Array.isArray(json.data)) {
    return null
  }
  const found = new Collector()
  for (const item of json.data) {
    const entry = fieldsOf(item)
    found.take(labelText(entry.service, entry.account), () =>
      entryOf({
        type: entry.otp_type === 'steamtotp' ? 'steam' : entry.otp_type,
        issuer: entry.service,
        account: entry.account,
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
