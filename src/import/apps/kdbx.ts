// KeePass and KeePassXC databases, versions 3 and 4, opened with a password. https://keepass.info/help/kb/kdbx.html
import { createHash } from 'node:crypto'
import { gunzipSync } from 'node:zlib'
import { errnoOf } from '../../errno.ts'
import { UkpError } from '../../errors.ts'
import { hasMac } from '../ciphers/decipher.ts'
import { sha256 } from '../ciphers/derive.ts'
import { Collector } from '../collector.ts'
import { childOf, childText, parseXml } from '../containers/xml.ts'
import { damaged, type Imported, type Importer, type ImportTools, unlocked } from '../importer.ts'
import { blockKey, HEADER_BLOCK, unblockedHashes, unblockedMacs } from '../kdbx/blocks.ts'
import { APP, KdbxBytes } from '../kdbx/bytes.ts'
import { outerOpened } from '../kdbx/ciphers.ts'
import { headerOf, type InnerKey, innerHeaderOf, isKdbx, type KdbxHeader } from '../kdbx/header.ts'
import { transformedKey } from '../kdbx/key.ts'
import { takeKeepassXml } from '../kdbx/tree.ts'
import { plainValues } from '../kdbx/values.ts'
import type { Source } from '../source.ts'

/** What a database may unpack to, with its attachments. */
const MOST_BYTES = 64 * 1024 * 1024

interface Content {
  readonly xml: Uint8Array
  readonly inner: InnerKey
}

export const kdbx: Importer = { format: 'kdbx', app: APP, read }

async function read({ bytes }: Source, tools: ImportTools): Promise<Imported | null> {
  if (!isKdbx(bytes)) return null
  const header = headerOf(bytes)
  const open = header.version3 === null ? openVersion4(header) : openVersion3(header, header.version3)
  const { xml, inner } = await unlocked(tools, APP, async (password) =>
    open(await transformedKey(header.kdf, password)),
  )
  // A byte that is no UTF-8 spoils the value that it stands in, not the database.
  const root = await parseXml(new TextDecoder().decode(xml))
  if (root?.name !== 'KeePassFile') throw damaged(APP)
  const headerHash = childText(childOf(root, 'Meta'), 'HeaderHash')
  if (headerHash !== '' && headerHash !== sha256(header.signed).toString('base64')) throw damaged(APP)
  const found = new Collector()
  takeKeepassXml(plainValues(root, inner), found)
  return found.done({ encrypted: true })
}

/** Opens with a derived key; null when it is the wrong one. */
type Open = (derived: Uint8Array) => Content | null

/** A hash tells a damaged header before a password is asked for, a MAC tells a wrong password. */
function openVersion4({ signed, rest, ...header }: KdbxHeader): Open {
  const bytes = new KdbxBytes(rest)
  const [hash, mac] = [bytes.take(32), bytes.take(32)]
  if (!hash.equals(sha256(signed))) throw damaged(APP)
  return (derived) => {
    const hmacKey = createHash('sha512').update(header.masterSeed).update(derived).update(Uint8Array.of(1)).digest()
    if (!hasMac('sha256', blockKey(hmacKey, HEADER_BLOCK), signed, mac)) return null
    const plain = outerOpened(header, derived, unblockedMacs(bytes.rest(), hmacKey))
    if (plain === null) throw damaged(APP)
    return innerHeaderOf(unpacked(header, plain))
  }
}

/** Here only the first bytes of the content, which the header has too, tell a wrong password. */
function openVersion3(header: KdbxHeader, { startBytes, inner }: NonNullable<KdbxHeader['version3']>): Open {
  return (derived) => {
    const plain = outerOpened(header, derived, header.rest)
    if (plain === null || !startBytes.equals(plain.subarray(0, startBytes.length))) return null
    return { xml: unpacked(header, unblockedHashes(plain.subarray(startBytes.length))), inner }
  }
}

function unpacked({ compressed }: Pick<KdbxHeader, 'compressed'>, content: Uint8Array): Uint8Array {
  if (!compressed) return content
  try {
    return gunzipSync(content, { maxOutputLength: MOST_BYTES })
  } catch (error) {
    if (errnoOf(error) === 'ERR_BUFFER_TOO_LARGE')
      throw new UkpError('import-costly', { app: APP, cost: `gzip > ${MOST_BYTES / 1024 / 1024} MiB` })
    throw damaged(APP)
  }
}
