// The filters of PNG rows (ISO/IEC 15948, section 9): each byte is the difference to one beside or above it.

/** A row that repeats the one above: filter type 2, up, and no difference anywhere. */
export function repeatedRow(length: number): Uint8Array {
  const row = new Uint8Array(length)
  row[0] = 2
  return row
}

/** @param repeated as `repeatedRow` makes it */
export function isRepeated(row: Uint8Array, repeated: Uint8Array): boolean {
  // Compared by Node at once; byte by byte it would take a tenth of the whole picture.
  return row[0] === 2 && Buffer.compare(row, repeated) === 0
}

/** Section 9.2. @param row with its filter type in front @returns false for a type that does not exist */
export function unfilter(row: Uint8Array, { above, back }: { above: Uint8Array | null; back: number }): boolean {
  const type = row[0] ?? 0
  if (type === 0 || (type === 2 && above === null)) return true
  if (type === 1 || (type === 4 && above === null)) left(row, back)
  else if (type === 2 && above !== null) up(row, above)
  else if (type === 3) average(row, { above: above ?? new Uint8Array(row.length), back })
  else if (type === 4 && above !== null) paeth(row, { above, back })
  else return false
  return true
}

// One loop each: the compiler takes them one by one, and only those that a picture needs.
function left(row: Uint8Array, back: number): void {
  for (let at = 1 + back; at < row.length; at++) row[at] = (row[at] ?? 0) + (row[at - back] ?? 0)
}

function up(row: Uint8Array, above: Uint8Array): void {
  for (let at = 1; at < row.length; at++) row[at] = (row[at] ?? 0) + (above[at] ?? 0)
}

function average(row: Uint8Array, { above, back }: { above: Uint8Array; back: number }): void {
  for (let at = 1; at < row.length; at++) {
    const beside = at <= back ? 0 : (row[at - back] ?? 0)
    row[at] = (row[at] ?? 0) + ((beside + (above[at] ?? 0)) >> 1)
  }
}

function paeth(row: Uint8Array, { above, back }: { above: Uint8Array; back: number }): void {
  for (let at = 1; at <= back && at < row.length; at++) row[at] = (row[at] ?? 0) + (above[at] ?? 0)
  for (let at = 1 + back; at < row.length; at++) {
    const left = row[at - back] ?? 0
    const high = above[at] ?? 0
    const corner = above[at - back] ?? 0
    const toLeft = Math.abs(high - corner)
    const toHigh = Math.abs(left - corner)
    const toCorner = Math.abs(left + high - 2 * corner)
    const nearest = toLeft <= toHigh && toLeft <= toCorner ? left : toHigh <= toCorner ? high : corner
    row[at] = (row[at] ?? 0) + nearest
  }
}
