// 2FAS: a JSON backup, plain or encrypted (.2fas).
// https://github.com/twofas/2fas-android/blob/main/data/services/src/main/java/com/twofasapp/data/services/domain/BackupContent.kt
import { splitLabel } from '../../otp/label.ts'
import { nameFromLabel } from '../../otp/names.ts'
import { openGcmTagged } from '../ciphers/decipher.ts'
import { pbkdf2Key } from '../ciphers/derive.ts'
import { Collector, labelText } from '../collector.ts'
import { jsonOf } from '../containers/bounded-json.ts'
import { entryOf } from '../entry.ts'
import { base64Of, type Fields, fieldsOf, firstText, isFields, listOf, namesById, textOf } from '../fields.ts'
import { damaged, type Imported, type Importer, type ImportTools, unlocked } from '../importer.ts'
import type { Source } from '../source.ts'

const APP = '2FAS'
/** 1 has names and secrets only, 2 knows no HOTP. A later one may say elsewhere what a code is computed from. */
const SCHEMAS = [1, 2, 3, 4]
const ROUNDS = 10_000

export const twoFas: Importer = { format: '2fas', app: APP, read }

async function read({ json }: Source, tools: ImportTools): Promise<Imported | null> {
  if (!isFields(json) || typeof json.schemaVersion !== 'number') return null
  const { services, servicesEncrypted } = json
  if (!Array.isArray(services) && typeof servicesEncrypted !== 'string') return null
  if (!SCHEMAS.includes(json.schemaVersion)) throw damaged(APP)
  if (textOf(servicesEncrypted) === '') return readServices(listOf(services), json.groups, false)
  return readServices(await unlocked(tools, APP, (password) => opened(json, password)), json.groups, true)
}

function readServices(services: readonly unknown[], groups: unknown, encrypted: boolean): Imported {
  const tags = namesById(groups, 'id', 'name')
  const found = new Collector()
  for (const item of services) {
    const service = fieldsOf(item)
    const otp = fieldsOf(service.otp)
    const title = textOf(service.name)
    // What was scanned; the title is the person's, or the app's word for a service that it knows.
    const issuer = firstText(otp.issuer, title)
    const account = otp.account ?? splitLabel(textOf(otp.label), issuer).name
    found.take(labelText(title, account), () =>
      entryOf(
        {
          type: otp.tokenType,
          issuer,
          account,
          secret: service.secret,
          algorithm: otp.algorithm,
          digits: otp.digits,
          period: otp.period,
          counter: otp.counter,
        },
        {
          name: title === issuer ? null : nameFromLabel({ issuer: title, account: textOf(account) }),
          tags: [tags.get(service.groupId) ?? ''],
        },
      ),
    )
  }
  return found.done({ encrypted })
}

async function opened({ servicesEncrypted, reference }: Fields, password: string): Promise<readonly unknown[] | null> {
  const sealing = sealingOf(servicesEncrypted)
  if (sealing === null) throw damaged(APP)
  const plain = await openSealed(sealing, password)
  if (plain === null) {
    // A known text under the same password: where that opens, it is not the password that is wrong.
    const known = sealingOf(reference)
    if (known !== null && (await openSealed(known, password)) !== null) throw damaged(APP)
    return null
  }
  const services = jsonOf(plain)
  if (!Array.isArray(services)) throw damaged(APP)
  return services
}

interface Sealing {
  readonly sealed: Uint8Array
  readonly salt: Uint8Array
  readonly nonce: Uint8Array
}

function sealingOf(value: unknown): Sealing | null {
  const [sealed, salt, nonce] = textOf(value).split(':', 3).map(base64Of)
  if (!sealed || !salt || nonce?.length !== 12) return null
  return { sealed, salt, nonce }
}

async function openSealed({ sealed, salt, nonce }: Sealing, password: string): Promise<Uint8Array | null> {
  const key = await pbkdf2Key(APP, password, { salt, rounds: ROUNDS, length: 32, hash: 'sha256' })
  return openGcmTagged(key, nonce, sealed)
}
