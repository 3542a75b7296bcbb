// A KeePass database, version 4, whose key is derived as a vault's: KeePassXC's command line cannot be told memory and
// passes when it makes one. Written after https://keepass.info/help/kb/kdbx.html.
import { createCipheriv, createHash, createHmac, randomBytes } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { argon2id } from 'hash-wasm'

const SIGNATURE = '03d9a29a67fb4bb5'
const AES_256 = '31c1f2e6bf714350be5805216afc5aff'
const ARGON2ID = '9e298b1956db4773b23dfc3ec6f0a1e6'
const CHACHA20 = 3
const BLOCK = 1024 * 1024

/**
 * The XML that KeePassXC imports, and that stands inside a database.
 * @param entries title, user and link of each
 * @param seal gives the text of a protected value; without it none is protected
 */
export function keepassXml(entries, seal) {
  const escaped = (text) => text.replace(/[&<>]/g, (one) => `&#${one.charCodeAt(0)};`)
  const uuid = (n) => Buffer.from(n.toString(16).padStart(32, '0'), 'hex').toString('base64')
  const plain = (key, text) => `<String><Key>${key}</Key><Value>${escaped(text)}</Value></String>`
  const hidden = (key, text) =>
    seal ? `<String><Key>${key}</Key><Value Protected="True">${seal(text)}</Value></String>` : plain(key, text)
  const all = entries.map(
    ({ title, user, link }, i) =>
      `<Entry><UUID>${uuid(i + 2)}</UUID>${plain('Title', title)}${plain('UserName', user)}${hidden('otp', link)}</Entry>`,
  )
  const root = `<Root><Group><UUID>${uuid(1)}</UUID><Name>Root</Name>${all.join('')}</Group></Root>`
  return `<?xml version="1.0" encoding="UTF-8"?><KeePassFile><Meta/>${root}</KeePassFile>`
}

/** @param cost memory in KiB, and passes; one lane */
export async function kdbxOf(entries, password, cost) {
  const [masterSeed, salt, innerKey, iv] = [32, 32, 64, 16].map((length) => randomBytes(length))
  const header = Buffer.concat([
    ...[Buffer.from(SIGNATURE, 'hex'), number(2, 1), number(2, 4)],
    ...[field(2, Buffer.from(AES_256, 'hex')), field(3, number(4, 1)), field(4, masterSeed), field(7, iv)],
    ...[field(11, derivation(salt, cost)), field(0, Buffer.from('\r\n\r\n'))],
  ])
  const derived = await argon2id({
    ...{ password: hash('sha256', hash('sha256', Buffer.from(password))), salt, parallelism: 1 },
    ...{ iterations: cost.passes, memorySize: cost.memory, hashLength: 32, outputType: 'binary' },
  })
  const hmacKey = hash('sha512', masterSeed, derived, Buffer.of(1))
  const inner = [field(1, number(4, CHACHA20)), field(2, innerKey), field(0, Buffer.alloc(0))]
  const xml = Buffer.from(keepassXml(entries, innerStream(innerKey)))
  const cipher = createCipheriv('aes-256-cbc', hash('sha256', masterSeed, derived), iv)
  const sealed = Buffer.concat([cipher.update(gzipSync(Buffer.concat([...inner, xml]))), cipher.final()])
  const mac = hmac(hash('sha512', Buffer.alloc(8, 255), hmacKey), header)
  return Buffer.concat([header, hash('sha256', header), mac, ...blocks(sealed, hmacKey)])
}

function derivation(salt, { memory, passes }) {
  const [uint32, uint64, bytes] = [0x04, 0x05, 0x42]
  const items = [
    ['$UUID', bytes, Buffer.from(ARGON2ID, 'hex')],
    ['S', bytes, salt],
    ['P', uint32, number(4, 1)],
    ['M', uint64, number(8, memory * 1024)],
    ['I', uint64, number(8, passes)],
    ['V', uint32, number(4, 0x13)],
  ].map(([name, type, value]) => [Buffer.of(type), number(4, name.length), Buffer.from(name), sized(value)])
  return Buffer.concat([number(2, 0x100), ...items.flat(), Buffer.of(0)])
}

/** One stream over all protected values, in their order. */
function innerStream(key) {
  const derived = hash('sha512', key)
  const nonce = Buffer.concat([number(4, 0), derived.subarray(32, 44)])
  const stream = createCipheriv('chacha20', derived.subarray(0, 32), nonce)
  return (text) => stream.update(text, 'utf8').toString('base64')
}

function* blocks(bytes, hmacKey) {
  for (let i = 0, at = 0; ; i++, at += BLOCK) {
    const piece = sized(bytes.subarray(at, at + BLOCK))
    yield Buffer.concat([hmac(hash('sha512', number(8, i), hmacKey), number(8, i), piece), piece])
    if (piece.length === 4) return
  }
}

function number(bytes, value) {
  const whole = Buffer.alloc(8)
  whole.writeBigUInt64LE(BigInt(value))
  return whole.subarray(0, bytes)
}

function sized(value) {
  return Buffer.concat([number(4, value.length), value])
}

function field(id, value) {
  return Buffer.concat([Buffer.of(id), sized(value)])
}

function hash(algorithm, ...parts) {
  return createHash(algorithm).update(Buffer.concat(parts)).digest()
}

function hmac(key, ...parts) {
  return createHmac('sha256', key).update(Buffer.concat(parts)).digest()
}
