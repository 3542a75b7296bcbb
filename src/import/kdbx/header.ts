// The header of a KeePass database, in the clear: which ciphers, and what the key costs.
// https://keepass.info/help/kb/kdbx.html
import { damaged } from '../importer.ts'
import { APP, KdbxBytes, numberIn, sized } from './bytes.ts'
import { type Kdf, kdfOf } from './key.ts'

export interface KdbxHeader {
  /** The header as it stands in the file, which its hash and MAC are made over. */
  readonly signed: Buffer
  /** What follows the header. */
  readonly rest: Buffer
  readonly cipher: OuterCipher
  readonly compressed: boolean
  /** 32 bytes. */
  readonly masterSeed: Buffer
  readonly iv: Buffer
  readonly kdf: Kdf
  /** What version 3 keeps here and version 4 under the cipher; null for version 4. */
  readonly version3: { readonly startBytes: Buffer; readonly inner: InnerKey } | null
}

export type OuterCipher = 'aes' | 'chacha20' | 'twofish'

/** The second cipher, of single values. */
export interface InnerKey {
  readonly cipher: 'salsa20' | 'chacha20'
  readonly key: Buffer
}

/** 0x9AA2D903, then 0xB54BFB67: KeePass 2. (KeePass 1 ends in 65, and knows no TOTP.) */
const SIGNATURE = Buffer.from('03d9a29a67fb4bb5', 'hex')

/** @see https://github.com/keepassxreboot/keepassxc/blob/develop/src/format/KeePass2.cpp */
const CIPHERS: Readonly<Record<string, { cipher: OuterCipher; iv: number }>> = {
  '31c1f2e6bf714350be5805216afc5aff': { cipher: 'aes', iv: 16 },
  ad68f29f576f4bb9a36ad47af965346c: { cipher: 'twofish', iv: 16 },
  d6038a2b8b6f4cb5a524339a31dbb59a: { cipher: 'chacha20', iv: 12 },
}

const INNER_CIPHERS: Readonly<Record<number, InnerKey['cipher']>> = { 2: 'salsa20', 3: 'chacha20' }

const FIELD = {
  end: 0,
  cipher: 2,
  compression: 3,
  masterSeed: 4,
  transformSeed: 5,
  transformRounds: 6,
  iv: 7,
  innerKey: 8,
  startBytes: 9,
  innerCipher: 10,
  kdf: 11,
} as const

export function isKdbx(bytes: Uint8Array): boolean {
  return SIGNATURE.equals(bytes.subarray(0, SIGNATURE.length))
}

/** @throws UkpError import-damaged, also for a version or a cipher that is not known */
export function headerOf(file: Uint8Array): KdbxHeader {
  const bytes = new KdbxBytes(file)
  bytes.take(SIGNATURE.length)
  bytes.take(2) // minor version
  const major = bytes.uint16()
  if (major !== 3 && major !== 4) throw damaged(APP)
  const fields = fieldsIn(bytes, major)
  const get = (id: number): Buffer | undefined => fields.get(id)
  const known = CIPHERS[get(FIELD.cipher)?.toString('hex') ?? '']
  const compression = numberIn(get(FIELD.compression))
  if (known === undefined || compression > 1) throw damaged(APP)
  return {
    signed: bytes.taken(),
    rest: bytes.rest(),
    cipher: known.cipher,
    compressed: compression === 1,
    masterSeed: sized(get(FIELD.masterSeed), 32),
    iv: sized(get(FIELD.iv), known.iv),
    kdf:
      major === 4
        ? kdfOf(get(FIELD.kdf))
        : { seed: sized(get(FIELD.transformSeed), 32), rounds: numberIn(get(FIELD.transformRounds)) },
    version3:
      major === 4
        ? null
        : {
            startBytes: sized(get(FIELD.startBytes), 32),
            inner: innerKeyOf(get(FIELD.innerCipher), get(FIELD.innerKey)),
          },
  }
}

/** Fields up to the last, a later one of a kind in place of an earlier. Unknown ones are passed over, as in the apps. */
function fieldsIn(bytes: KdbxBytes, major: 3 | 4): Map<number, Buffer> {
  const fields = new Map<number, Buffer>()
  for (;;) {
    const id = bytes.uint8()
    const value = bytes.take(major === 4 ? bytes.uint32() : bytes.uint16())
    if (id === FIELD.end) return fields
    fields.set(id, value)
  }
}

/** The header under the cipher of version 4, attachments and all, and what follows. @throws UkpError import-damaged */
export function innerHeaderOf(content: Uint8Array): { inner: InnerKey; xml: Buffer } {
  const bytes = new KdbxBytes(content)
  const fields = new Map<number, Buffer>()
  for (;;) {
    const id = bytes.uint8()
    const value = bytes.take(bytes.uint32())
    if (id === 0) break
    fields.set(id, value)
  }
  return { inner: innerKeyOf(fields.get(1), fields.get(2)), xml: bytes.rest() }
}

function innerKeyOf(id: Buffer | undefined, key: Buffer | undefined): InnerKey {
  const cipher = INNER_CIPHERS[numberIn(id)]
  if (cipher === undefined || key === undefined) throw damaged(APP)
  return { cipher, key }
}
