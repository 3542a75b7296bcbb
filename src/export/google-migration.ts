// Google Authenticator: pictures of QR codes for its "Import accounts", the only way in that it has. The payload is that
// of otp/google-migration.ts, the other way round.
import type { Account, Algorithm } from '../otp/account.ts'
import { decodeBase32 } from '../otp/base32.ts'
import { joinLabel } from '../otp/label.ts'
import type { Loss } from '../otp/loss.ts'
import { encodeFields, type Field } from '../otp/protobuf.ts'
import { drawQr, QR_BYTES } from '../qr/draw/draw.ts'
import { pngOf } from '../qr/draw/png.ts'
import { type Carried, type ExportFile, type ExportTools, exporterFor } from './exporter.ts'
import { labelled } from './label.ts'
import { type Abilities, carriedUnless, leftOut, misfits, USUAL_ALGORITHMS, unusual } from './losses.ts'

export const google = exporterFor({
  format: 'google',
  app: 'Google Authenticator',
  encrypted: false,
  kind: 'folder',
  carry,
  files,
})

/** The payload has no field for the period, and two values for the digits. */
const RANGE = { algorithms: USUAL_ALGORITHMS, digits: [6, 8], period: [30, 30] } as const
const ABILITIES: Abilities = { totp: RANGE, hotp: RANGE }

/** The app itself puts ten into a picture. */
const ACCOUNTS_A_PICTURE = 10
/** Bytes of a link that a phone reads from a screen with ease: above, another picture is begun. */
const EASY_BYTES = 1000
/** The fields of the batch are longer than those that a link is measured with, and their base64 may need escapes. */
const SPARE_BYTES = 64

const VERSION = 1n
const ALGORITHM_NUMBERS: Readonly<Partial<Record<Algorithm, bigint>>> = { SHA1: 1n, SHA256: 2n, SHA512: 3n }

interface Batch {
  readonly size: number
  readonly index: number
  readonly id: number
}

function carry(account: Account): Carried {
  const against = misfits(account, ABILITIES)
  const bytes = against.length === 0 ? sizeOf([account]) : 0
  if (bytes > QR_BYTES) against.push({ what: 'size', value: bytes })
  return carriedUnless(against, () => ({
    without: leftOut(account, { name: false, note: false, tags: 0 }),
    doubtful: account.type === 'hotp' ? [...unusual(account), ...counterDoubt(account)] : unusual(account),
  }))
}

/**
 * The app that is open source counts up before it shows a code: it skips one then. That is harmless, as services look a
 * few codes ahead (RFC 4226 section 7.4). A counter that is one less would be, in an app that counts after, a used code.
 */
function counterDoubt({ counter }: Account): Loss[] {
  return [{ what: 'counter', value: counter }]
}

async function files(accounts: readonly Account[], tools: ExportTools): Promise<ExportFile[]> {
  const parts = partsOf(accounts)
  const size = parts.length
  // An int32; the app takes negative ones too, but they are ten bytes long. 0 would be "unset".
  const id = Buffer.from(tools.random(4)).readUInt32BE() & 0x7fffffff || 1
  const written: ExportFile[] = []
  for (const [index, part] of parts.entries()) {
    const number = String(index + 1).padStart(String(size).length, '0')
    const name = size === 1 ? 'google.png' : `google-${number}-of-${size}.png`
    written.push({ name, bytes: await pngOf(drawQr(linkOf(part, { size, index, id }))), accounts: part.length })
  }
  return written
}

function partsOf(accounts: readonly Account[]): Account[][] {
  const parts: Account[][] = []
  for (const account of accounts) {
    const last = parts.at(-1)
    if (last !== undefined && last.length < ACCOUNTS_A_PICTURE && sizeOf([...last, account]) <= EASY_BYTES) {
      last.push(account)
    } else {
      parts.push([account])
    }
  }
  return parts
}

function sizeOf(accounts: readonly Account[]): number {
  return linkOf(accounts, { size: 1, index: 0, id: 1 }).length + SPARE_BYTES
}

function linkOf(accounts: readonly Account[], { size, index, id }: Batch): string {
  const payload = encodeFields([
    ...accounts.map((account) => bytesField(1, encodeFields(entryFields(account)))),
    varint(2, VERSION),
    varint(3, BigInt(size)),
    varint(4, BigInt(index)),
    varint(5, BigInt(id)),
  ])
  return `otpauth-migration://offline?data=${encodeURIComponent(Buffer.from(payload).toString('base64'))}`
}

function entryFields(account: Account): Field[] {
  const { type, algorithm, digits, counter, secret } = account
  const names = labelled(account)
  return [
    bytesField(1, decodeBase32(secret)),
    bytesField(2, Buffer.from(joinLabel(names), 'utf-8')),
    bytesField(3, Buffer.from(names.issuer, 'utf-8')),
    varint(4, ALGORITHM_NUMBERS[algorithm] ?? 0n),
    varint(5, digits === 8 ? 2n : 1n),
    varint(6, type === 'hotp' ? 1n : 2n),
    ...(type === 'hotp' ? [varint(7, BigInt(counter))] : []),
  ]
}

function bytesField(number: number, value: Uint8Array): Field {
  return { number, wire: 'bytes', value }
}

function varint(number: number, value: bigint): Field {
  return { number, wire: 'varint', value }
}
