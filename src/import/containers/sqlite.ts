// SQLite 3 databases, read from bytes: Node 20 has no SQLite, and those that there are want a file, where keys must not
// lie. https://www.sqlite.org/fileformat2.html
// Tables with row ids only, in the order of the ids: no index is needed to read all rows. Of a database in WAL mode this
// is what stands in the main file; what an app wrote last may still be in the -wal file beside it. A column that is the
// row id itself (INTEGER PRIMARY KEY) reads as null.
import { damaged } from '../importer.ts'
import { columnsOf } from './sqlite-columns.ts'
import { readRecord, readVarint, type SqlValue, type TextEncoding } from './sqlite-record.ts'

/** Values by the column's name in lower case. What a row does not hold, because its column came later, is missing. */
export type SqlRow = Readonly<Record<string, SqlValue>>

export interface SqlTable {
  readonly columns: readonly string[]
  /** @throws UkpError import-damaged */
  rows(app: string): readonly SqlRow[]
}

const MAGIC = Buffer.from('SQLite format 3\0', 'latin1')
const HEADER = 100
const ENCODINGS: readonly (TextEncoding | undefined)[] = [undefined, 'utf-8', 'utf-16le', 'utf-16be']
const LEAF = 0x0d
const INTERIOR = 0x05
/** Bounds: levels of a tree (SQLite's own), and rows and tables that an app of accounts has. */
const DEEPEST = 20
const MOST_ROWS = 100_000
const MOST_TABLES = 1000
/** The columns of sqlite_schema: type, name, tbl_name, rootpage, sql. */
const SCHEMA_COLUMNS = 5

/** @returns the tables by name in lower case; null when it is no such database, or its schema cannot be read */
export function tablesOf(bytes: Uint8Array): ReadonlyMap<string, SqlTable> | null {
  if (bytes.length < HEADER || !MAGIC.equals(bytes.subarray(0, MAGIC.length))) return null
  return withinBounds(() => {
    const file = new DatabaseFile(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
    const tables = new Map<string, SqlTable>()
    for (const [type, name, , root, sql] of file.records(1, SCHEMA_COLUMNS)) {
      if (type !== 'table' || typeof name !== 'string' || typeof root !== 'number' || typeof sql !== 'string') continue
      if (tables.size === MOST_TABLES) throw new RangeError()
      const columns = columnsOf(sql)
      if (columns !== null) tables.set(name.toLowerCase(), tableOf(file, root, columns))
    }
    return tables
  })
}

function tableOf(file: DatabaseFile, root: number, columns: readonly string[]): SqlTable {
  return {
    columns,
    rows(app) {
      const rows = withinBounds(() =>
        [...file.records(root, columns.length)].map((values) =>
          Object.fromEntries(values.map((value, i) => [columns[i] ?? '', value])),
        ),
      )
      if (rows === null) throw damaged(app)
      return rows
    },
  }
}

class DatabaseFile {
  readonly #bytes: Buffer
  readonly #pageSize: number
  /** Bytes of a page that SQLite uses; extensions may keep some at the end. */
  readonly #usable: number
  readonly #encoding: TextEncoding

  constructor(bytes: Buffer) {
    const size = bytes.readUInt16BE(16)
    const encoding = ENCODINGS[bytes.readUInt32BE(56)]
    this.#bytes = bytes
    this.#pageSize = size === 1 ? 65_536 : size
    this.#usable = this.#pageSize - bytes.readUInt8(20)
    if (this.#pageSize < 512 || !Number.isInteger(Math.log2(this.#pageSize)) || this.#usable < 480)
      throw new RangeError()
    // Above 2 a newer format needs a newer reader.
    if (bytes.readUInt8(19) > 2 || encoding === undefined) throw new RangeError()
    this.#encoding = encoding
  }

  /** The rows of the table whose tree begins on a page. @throws RangeError when anything points where it must not */
  *records(root: number, columns: number): Generator<readonly SqlValue[]> {
    // A page belongs to one place of one tree: one that is seen twice is a circle. Cells do not overlap, so all rows
    // together can never be more than the file.
    const seen = new Set<number>()
    let left = this.#bytes.length
    let rows = 0
    const open = (number: number): Buffer => {
      if (seen.has(number)) throw new RangeError()
      seen.add(number)
      return this.#page(number)
    }
    const waiting = [{ number: root, depth: 0 }]
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const { number, depth } = next
      const page = open(number)
      const start = number === 1 ? HEADER : 0
      const type = page.readUInt8(start)
      if ((type !== LEAF && type !== INTERIOR) || depth > DEEPEST) throw new RangeError()
      const cells = cellsOf(page, start + (type === LEAF ? 8 : 12), page.readUInt16BE(start + 3))
      if (type === INTERIOR) {
        const children = [...cells.map((at) => page.readUInt32BE(at)), page.readUInt32BE(start + 8)]
        waiting.push(...children.reverse().map((child) => ({ number: child, depth: depth + 1 })))
        continue
      }
      for (const at of cells) {
        const payload = this.#payload(page, at, open)
        left -= payload.length
        rows++
        if (left < 0 || rows > MOST_ROWS) throw new RangeError()
        yield readRecord(payload, this.#encoding, columns)
      }
    }
  }

  /** What a row holds: in its cell, and if it is long, in a chain of pages of its own. */
  #payload(page: Buffer, at: number, open: (number: number) => Buffer): Buffer {
    const [size, afterSize] = readVarint(page, at)
    const [, start] = readVarint(page, afterSize)
    const local = this.#localSize(size)
    if (start + local > this.#usable) throw new RangeError()
    const first = page.subarray(start, start + local)
    let remaining = size - local
    if (remaining === 0) return first
    const pieces = [first]
    let next = page.readUInt32BE(start + local)
    while (remaining > 0) {
      const overflow = open(next)
      const piece = overflow.subarray(4, Math.min(this.#usable, 4 + remaining))
      pieces.push(piece)
      remaining -= piece.length
      next = overflow.readUInt32BE(0)
    }
    return Buffer.concat(pieces)
  }

  /** Bytes of a payload that stand in its cell. https://www.sqlite.org/fileformat2.html#cell_payload */
  #localSize(size: number): number {
    if (size <= this.#usable - 35) return size
    const least = Math.floor(((this.#usable - 12) * 32) / 255) - 23
    const fitting = least + ((size - least) % (this.#usable - 4))
    return fitting <= this.#usable - 35 ? fitting : least
  }

  /** Pages count from 1. */
  #page(number: number): Buffer {
    const start = (number - 1) * this.#pageSize
    if (number < 1 || start + this.#pageSize > this.#bytes.length) throw new RangeError()
    return this.#bytes.subarray(start, start + this.#pageSize)
  }
}

/** Where the cells of a page begin. */
function cellsOf(page: Buffer, at: number, count: number): readonly number[] {
  return Array.from({ length: count }, (_, i) => page.readUInt16BE(at + 2 * i))
}

/** Whatever points outside the file or over a bound ends as a RangeError. */
function withinBounds<T>(read: () => T): T | null {
  try {
    return read()
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}
