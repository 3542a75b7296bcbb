// SharedPreferences of Android, as a rooted phone gives them: a <map> of values by name. Some apps keep their accounts in
// a text of it.
import type { Source } from '../source.ts'
import { childrenOf, parseXml } from './xml.ts'

/**
 * The texts of such a file by name.
 * @param names at least one of these has to be in it
 * @returns null when the file is no such map, or has none of the names
 */
export async function preferencesOf(
  { text }: Source,
  names: readonly string[],
): Promise<ReadonlyMap<string, string> | null> {
  // Looking for the name first: other XML is not worth a parse.
  if (text === null || !/^\s*</.test(text) || !names.some((name) => text.includes(name))) return null
  const map = await parseXml(text)
  if (map?.name !== 'map') return null
  const values = new Map(childrenOf(map, 'string').map(({ attributes, text }) => [attributes.name ?? '', text.trim()]))
  return names.some((name) => values.has(name)) ? values : null
}
