// kau_belepteto, a script in the browser that fills in the Hungarian central login (KAÜ): kau_creds_<time>.json.
// {"profiles":{"<alias>":{"username","password","totp_uri","updatedAt"}},"deleted","autoLoginProfile",…}
// https://github.com/danzig666/kau_belepteto
import { UkpError } from '../../errors.ts'
import { Collector } from '../collector.ts'
import { entryOfText } from '../entry.ts'
import { type Fields, fieldsOf, firstText, isFields } from '../fields.ts'
import type { Imported, Importer } from '../importer.ts'
import type { Source } from '../source.ts'

export const kauCreds: Importer = { format: 'kau-creds', app: 'kau_belepteto', read }

/** Profiles log in there and nowhere else. */
const ISSUER = 'Ügyfélkapu+'
/** A link or a bare key; the script writes the first and reads them all. */
const KEYS = ['totp_uri', 'totpUri', 'otpauth', 'totp', 'secret']

function read({ json }: Source): Imported | null {
  if (!isFields(json) || !isFields(json.profiles)) return null
  const profiles = Object.entries(json.profiles)
  if (!('autoLoginProfile' in json) && !profiles.some(([, profile]) => isProfile(profile))) return null
  const found = new Collector()
  for (const [alias, profile] of profiles) takeProfile(alias, fieldsOf(profile), found)
  return found.done()
}

function isProfile(profile: unknown): boolean {
  return isFields(profile) && 'username' in profile && KEYS.some((name) => name in profile)
}

function takeProfile(alias: string, profile: Fields, found: Collector): void {
  if ('password' in profile) found.remark('passwords-left')
  const key = firstText(...KEYS.map((name) => profile[name]))
  // A profile without a key is a login all the same: the script itself once dropped such profiles without a word.
  if (key === '') found.refuse(alias, new UkpError('key-empty', {}))
  else found.take(alias, () => entryOfText(key, { issuer: ISSUER, account: profile.username }, { name: alias }))
}
