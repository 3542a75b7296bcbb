// Battle.net: the authenticator in the preferences of Blizzard's old app, as a rooted phone gives them. One account.
import { Collector, labelText } from '../collector.ts'
import { preferencesOf } from '../containers/android-preferences.ts'
import { entryOf, keyUnreadable } from '../entry.ts'
import { hexOf } from '../fields.ts'
import type { Imported, Importer } from '../importer.ts'
import type { Source } from '../source.ts'

const APP = 'Battle.net'
const SECRET = 'com.blizzard.messenger.AUTHENTICATOR_DEVICE_SECRET'
const SERIAL = 'com.blizzard.messenger.AUTHENTICATOR_SERIAL'
/**
 * The same in every installation: it hides the values, it does not protect them. Known from
 * https://github.com/beemdevelopment/Aegis (BattleNetImporter); a serial and a key that are known give the same bytes.
 */
const MASK = Buffer.from(
  '398e27fc50276a656065b0e525f4c06c04c61075286b8e7aeda59da9813b5dd6c80d2fb38068773fa59ba47c17ca6c6479015c1d5b8b8f6b9a',
  'hex',
)
const DIGITS = 8

export const battleNet: Importer = { format: 'battle.net', app: APP, read }

async function read(source: Source): Promise<Imported | null> {
  const values = await preferencesOf(source, [SECRET])
  if (values === null) return null
  const found = new Collector()
  const serial = unmasked(values.get(SERIAL))
  found.take(labelText(APP, serial), () => {
    // What is under the mask is hexadecimal once more.
    const secret = hexOf(unmasked(values.get(SECRET)))
    if (secret === null) throw keyUnreadable()
    return entryOf({ issuer: APP, account: serial, secret, digits: DIGITS })
  })
  return found.done()
}

/** null when it is no text under the mask, as where another way of hiding was used. */
function unmasked(value: string | undefined): string | null {
  const bytes = hexOf(value)
  if (bytes === null || bytes.length > MASK.length) return null
  const text = Buffer.from(bytes.map((byte, i) => byte ^ (MASK[i] ?? 0))).toString('latin1')
  return /^[\x20-\x7e]*$/.test(text) ? text : null
}
