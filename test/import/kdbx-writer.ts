// KeePass databases for tests, versions 3 and 4, written after https://keepass.info/help/kb/kdbx.html. Every part can
// be made wrong.
import { createCipheriv, createHash, createHmac, randomBytes } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { argon2d, argon2id } from 'hash-wasm'
import { Salsa20 } from '../../src/import/ciphers/salsa20.ts'
import { sealTwofishCbc } from './twofish-encrypt.ts'

export interface KdbxOptions {
  readonly version?: 3 | 4
  readonly password?: string
  readonly cipher?: 'aes' | 'chacha20' | 'twofish'
  readonly kdf?: 'aes' | 'argon2d' | 'argon2id'
  readonly inner?: 'salsa20' | 'chacha20'
  readonly compressed?: boolean
  readonly blockSize?: number
  /** Fields of the header by number in place of the right ones; null leaves one out. */
  readonly header?: Readonly<Record<number, Buffer | null>>
  /** Parameters of the derivation by name, on top of the right ones; null leaves one out. */
  readonly parameters?: Readonly<Record<string, Buffer | null>>
  readonly innerHeader?: Readonly<Record<number, Buffer | null>>
  readonly major?: number
  /** What is packed and encrypted, in place of the XML (of version 4: with its inner header). */
  readonly content?: (right: Buffer) => Buffer
  /** The content in its blocks (version 3: plain, version 4: encrypted). */
  readonly blocks?: (right: Buffer) => Buffer
}

export const PASSWORD = 'korrekt ló elem kapocs'

const CIPHERS = {
  aes: '31c1f2e6bf714350be5805216afc5aff',
  twofish: 'ad68f29f576f4bb9a36ad47af965346c',
  chacha20: 'd6038a2b8b6f4cb5a524339a31dbb59a',
}
const KDFS = {
  aes: 'c9d9f39a628a4460bf740d08c18a4fea',
  argon2d: 'ef636ddf8c29444b91f7a9a403e30a0c',
  argon2id: '9e298b1956db4773b23dfc3ec6f0a1e6',
}
const [ROUNDS, MEMORY, PASSES, LANES] = [5, 64, 2, 2]

/** @param xml its protected values plain; HEADER-HASH in it becomes the hash of the header */
export async function kdbxOf(xml: string, options: KdbxOptions = {}): Promise<Buffer> {
  const { version = 4, password = PASSWORD, cipher = 'aes', compressed = true, blockSize = 300 } = options
  const { kdf = version === 4 ? 'argon2d' : 'aes', inner = version === 4 ? 'chacha20' : 'salsa20' } = options
  const iv = randomBytes(cipher === 'chacha20' ? 12 : 16)
  const [masterSeed, kdfSeed, innerKey, startBytes] = [32, 32, 64, 32].map((n) => randomBytes(n)) as [
    Buffer,
    Buffer,
    Buffer,
    Buffer,
  ]
  const right = {
    2: Buffer.from(CIPHERS[cipher], 'hex'),
    3: uint32(compressed ? 1 : 0),
    4: masterSeed,
    7: iv,
    ...(version === 4
      ? { 11: parametersOf(kdf, kdfSeed, options.parameters) }
      : { 5: kdfSeed, 6: uint64(ROUNDS), 8: innerKey, 9: startBytes, 10: uint32(inner === 'salsa20' ? 2 : 3) }),
  }
  const header = Buffer.concat([
    Buffer.from('03d9a29a67fb4bb5', 'hex'),
    uint16(1),
    uint16(options.major ?? version),
    fieldsOf({ ...right, ...options.header }, version === 4 ? uint32 : uint16),
  ])
  const innerFields = { 1: uint32(inner === 'salsa20' ? 2 : 3), 2: innerKey, 3: Buffer.from('\0a picture') }
  const derived = await derivedOf(kdf, password, kdfSeed)
  const protectedXml = sealValues(xml.replace('HEADER-HASH', sha256(header).toString('base64')), inner, innerKey)
  const plain = Buffer.concat([
    version === 4 ? fieldsOf({ ...innerFields, ...options.innerHeader }, uint32) : Buffer.alloc(0),
    Buffer.from(protectedXml, 'utf-8'),
  ])
  const content = options.content?.(plain) ?? plain
  const packed = compressed ? gzipSync(content) : content
  const key = sha256(masterSeed, derived)
  const seal = (bytes: Buffer): Buffer => sealed(cipher, key, iv, bytes)
  const change = options.blocks ?? ((blocks: Buffer): Buffer => blocks)
  if (version === 3)
    return Buffer.concat([header, seal(Buffer.concat([startBytes, change(hashed(packed, blockSize))]))])
  const hmacKey = sha512(masterSeed, derived, Buffer.of(1))
  const mac = createHmac('sha256', sha512(Buffer.alloc(8, 255), hmacKey))
    .update(header)
    .digest()
  return Buffer.concat([header, sha256(header), mac, change(authenticated(seal(packed), blockSize, hmacKey))])
}

export function uint16(value: number): Buffer {
  return numberIn(2, value)
}

export function uint32(value: number): Buffer {
  return numberIn(4, value)
}

export function uint64(value: number): Buffer {
  return numberIn(8, value)
}

function numberIn(length: number, value: number): Buffer {
  const whole = Buffer.alloc(8)
  whole.writeBigUInt64LE(BigInt(value))
  return whole.subarray(0, length)
}

function fieldsOf(fields: Readonly<Record<number, Buffer | null>>, size: (length: number) => Buffer): Buffer {
  const given = Object.entries(fields).flatMap(([id, value]) => (value === null ? [] : [{ id: Number(id), value }]))
  const all = [...given, { id: 0, value: Buffer.from('\r\n\r\n') }]
  return Buffer.concat(all.flatMap(({ id, value }) => [Buffer.of(id), size(value.length), value]))
}

/** The values have types that follow from their sizes here: 4, 8 bytes, or bytes. */
function parametersOf(
  kdf: keyof typeof KDFS,
  seed: Buffer,
  changes: Readonly<Record<string, Buffer | null>> = {},
): Buffer {
  const argon2 = { P: uint32(LANES), M: uint64(MEMORY * 1024), I: uint64(PASSES), V: uint32(0x13) }
  const right: Record<string, Buffer> = {
    $UUID: Buffer.from(KDFS[kdf], 'hex'),
    S: seed,
    ...(kdf === 'aes' ? { R: uint64(ROUNDS) } : argon2),
  }
  const items = Object.entries({ ...right, ...changes }).flatMap(([name, value]) => {
    if (value === null) return []
    const type = { 4: 0x04, 8: 0x05 }[value.length] ?? 0x42
    return [Buffer.of(type), uint32(name.length), Buffer.from(name), uint32(value.length), value]
  })
  return Buffer.concat([uint16(0x100), ...items, Buffer.of(0)])
}

async function derivedOf(kdf: keyof typeof KDFS, password: string, seed: Buffer): Promise<Buffer> {
  const composite = sha256(sha256(Buffer.from(password, 'utf-8')))
  if (kdf === 'aes') {
    let block = composite
    for (let round = 0; round < ROUNDS; round++) {
      const cipher = createCipheriv('aes-256-ecb', seed, null).setAutoPadding(false)
      block = Buffer.concat([cipher.update(block), cipher.final()])
    }
    return sha256(block)
  }
  const derive = kdf === 'argon2d' ? argon2d : argon2id
  return Buffer.from(
    await derive({
      password: composite,
      salt: seed,
      iterations: PASSES,
      memorySize: MEMORY,
      parallelism: LANES,
      hashLength: 32,
      outputType: 'binary',
    }),
  )
}

/** Base64 of their ciphertext in the place of the values that are marked as protected. */
function sealValues(xml: string, inner: 'salsa20' | 'chacha20', key: Buffer): string {
  const salsa20 = new Salsa20(sha256(key), Buffer.from('e830094b97205d2a', 'hex'))
  const derived = sha512(key)
  const chacha20 = createCipheriv(
    'chacha20',
    derived.subarray(0, 32),
    Buffer.concat([uint32(0), derived.subarray(32, 44)]),
  )
  return xml.replace(/( Protected="[Tt]rue">)([^<]+)</g, (_, before: string, plain: string) => {
    const bytes = Buffer.from(plain, 'utf-8')
    const secret = inner === 'salsa20' ? salsa20.apply(bytes) : chacha20.update(bytes)
    return `${before}${Buffer.from(secret).toString('base64')}<`
  })
}

function sealed(cipher: keyof typeof CIPHERS, key: Buffer, iv: Buffer, plain: Buffer): Buffer {
  if (cipher === 'twofish') return sealTwofishCbc(key, iv, plain)
  const one =
    cipher === 'aes'
      ? createCipheriv('aes-256-cbc', key, iv)
      : createCipheriv('chacha20', key, Buffer.concat([uint32(0), iv]))
  return Buffer.concat([one.update(plain), one.final()])
}

function hashed(content: Buffer, size: number): Buffer {
  const blocks = piecesOf(content, size).map((piece, i) =>
    Buffer.concat([uint32(i), sha256(piece), uint32(piece.length), piece]),
  )
  return Buffer.concat([...blocks, uint32(blocks.length), Buffer.alloc(32), uint32(0)])
}

function authenticated(content: Buffer, size: number, hmacKey: Buffer): Buffer {
  return Buffer.concat(
    [...piecesOf(content, size), Buffer.alloc(0)].map((piece, i) => {
      const signed = Buffer.concat([uint32(piece.length), piece])
      const mac = createHmac('sha256', sha512(uint64(i), hmacKey))
        .update(uint64(i))
        .update(signed)
        .digest()
      return Buffer.concat([mac, signed])
    }),
  )
}

function piecesOf(content: Buffer, size: number): Buffer[] {
  const pieces: Buffer[] = []
  for (let at = 0; at < content.length; at += size) pieces.push(content.subarray(at, at + size))
  return pieces
}

export function sha256(...parts: readonly Buffer[]): Buffer {
  return createHash('sha256').update(Buffer.concat(parts)).digest()
}

function sha512(...parts: readonly Buffer[]): Buffer {
  return createHash('sha512').update(Buffer.concat(parts)).digest()
}
