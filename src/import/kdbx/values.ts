// Single values of a KeePass database are encrypted once more, with one stream that runs through all of them as they
// stand in the file: each has to be passed, in order, to read the next.
import { childText, type XmlElement } from '../containers/xml.ts'
import { base64Of } from '../fields.ts'
import { damaged } from '../importer.ts'
import { APP } from './bytes.ts'
import { innerStream, type Stream } from './ciphers.ts'
import type { InnerKey } from './header.ts'
import { isProtected } from './tree.ts'

/** @returns a copy of the tree with its protected values plain, but those of passwords and of former versions */
export function plainValues(root: XmlElement, inner: InnerKey): XmlElement {
  return plain(root, innerStream(inner), true)
}

function plain(element: XmlElement, stream: Stream, wanted: boolean): XmlElement {
  if (isProtected(element)) return { ...element, text: value(element, stream, wanted) }
  const wantedInside = wanted && element.name !== 'History' && !isPassword(element)
  return { ...element, children: element.children.map((child) => plain(child, stream, wantedInside)) }
}

function value(element: XmlElement, stream: Stream, wanted: boolean): string {
  const sealed = base64Of(element.text)
  if (sealed === null) throw damaged(APP)
  if (wanted) return Buffer.from(stream(sealed)).toString('utf-8')
  // The stream moves on; the password itself is never there.
  stream(new Uint8Array(sealed.length))
  return element.text
}

function isPassword(element: XmlElement): boolean {
  return element.name === 'String' && childText(element, 'Key') === 'Password'
}
