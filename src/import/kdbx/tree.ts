// The tree of a KeePass database as XML, the same in an export and inside a .kdbx file: groups, entries, strings.
// https://keepass.info/help/kb/kdbx.html
import { LIMITS } from '../../otp/account.ts'
import type { Collector } from '../collector.ts'
import { childOf, childrenOf, childText, type XmlElement } from '../containers/xml.ts'
import { takeKeepassEntry } from './entry-keys.ts'

/**
 * Former versions of an entry (<History>) are not looked at.
 * @param root <KeePassFile>, protected values already in clear
 */
export function takeKeepassXml(root: XmlElement, found: Collector): void {
  const bin = childText(childOf(root, 'Meta'), 'RecycleBinUUID')
  for (const top of childrenOf(childOf(root, 'Root'), 'Group')) {
    takeGroup(top, { path: null, trashed: false, bin }, found)
  }
}

/** Whether the value of an element is ciphertext. */
export function isProtected({ attributes }: XmlElement): boolean {
  return /^(?:true|1)$/i.test(attributes.Protected ?? '')
}

interface Place {
  /** Names of the groups from below the top one; null above it. */
  readonly path: readonly string[] | null
  readonly trashed: boolean
  /** UUID of the recycle bin; '' or zeros when there is none. */
  readonly bin: string
}

function takeGroup(group: XmlElement, { path, trashed, bin }: Place, found: Collector): void {
  const isBin = bin !== '' && childText(group, 'UUID') === bin
  // The top group is the database, the recycle bin a state: neither is a group that someone chose.
  const names = path === null || isBin ? [] : [...path, childText(group, 'Name')]
  const place = { path: names, trashed: trashed || isBin, bin }
  // Once for the group: names of many groups with many entries in them would take forever.
  const tag = names.join('/')
  for (const entry of childrenOf(group, 'Entry')) {
    const strings = new Map<string, string>()
    for (const string of childrenOf(entry, 'String')) {
      const key = childOf(string, 'Key')?.text ?? ''
      if (key === 'Password') found.remark('passwords-left')
      else strings.set(key, childOf(string, 'Value')?.text ?? '')
    }
    const tags = [tag, ...childText(entry, 'Tags').split(/[;,]/, 2 * LIMITS.tags.max)]
    takeKeepassEntry(strings, { tags, trashed: place.trashed }, found)
  }
  for (const inner of childrenOf(group, 'Group')) takeGroup(inner, place, found)
}
