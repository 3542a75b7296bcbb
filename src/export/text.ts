// Texts and times as other apps' files take them.

/** As many whole characters as fit into so many bytes of UTF-8. */
export function cutTo(text: string, bytes: number): string {
  if (Buffer.byteLength(text) <= bytes) return text
  let cut = ''
  let left = bytes
  for (const character of text) {
    left -= Buffer.byteLength(character)
    if (left < 0) break
    cut += character
  }
  return cut
}

/** ISO 8601 in whole seconds; null when it is no time. */
export function isoSeconds(time: string): string | null {
  const match = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(?:\.\d+)?Z$/.exec(time)
  return match === null ? null : `${match[1]}Z`
}
