// SQLite databases that a test writes itself, page by page: https://www.sqlite.org/fileformat2.html
export type Value = null | number | bigint | string | Uint8Array

export interface Table {
  readonly name: string
  readonly sql: string
  readonly rows: readonly (readonly Value[])[]
}

interface Layout {
  readonly pageSize?: number
  /** Bytes that are kept free at the end of each page. */
  readonly reserved?: number
  readonly encoding?: 'utf-8' | 'utf-16le' | 'utf-16be'
}

export function sqliteFile(tables: readonly Table[], layout: Layout = {}): Buffer {
  const writer = new Writer(layout)
  const roots = tables.map((table) => ({ ...table, root: writer.newPage() }))
  writer.tree(
    1,
    roots.map(({ name, sql, root }) => ['table', name, name, root, sql]),
  )
  for (const { root, rows } of roots) writer.tree(root, rows)
  return writer.done()
}

/** Seven bits a byte, the highest first. */
export function varint(number: number): Buffer {
  const bytes = [number & 0x7f]
  for (let rest = Math.floor(number / 128); rest > 0; rest = Math.floor(rest / 128)) bytes.unshift(0x80 | (rest & 0x7f))
  return Buffer.from(bytes)
}

class Writer {
  readonly #pages: Buffer[] = []
  readonly #pageSize: number
  readonly #usable: number
  readonly #encoding: 'utf-8' | 'utf-16le' | 'utf-16be'

  constructor({ pageSize = 4096, reserved = 0, encoding = 'utf-8' }: Layout) {
    this.#pageSize = pageSize
    this.#usable = pageSize - reserved
    this.#encoding = encoding
    const first = this.#page(this.newPage())
    first.write('SQLite format 3\0', 'latin1')
    first.writeUInt16BE(pageSize === 65_536 ? 1 : pageSize, 16)
    first.set([1, 1, reserved, 64, 32, 32], 18)
    first.writeUInt32BE(4, 44)
    first.writeUInt32BE(['', 'utf-8', 'utf-16le', 'utf-16be'].indexOf(encoding), 56)
  }

  newPage(): number {
    this.#pages.push(Buffer.alloc(this.#pageSize))
    return this.#pages.length
  }

  done(): Buffer {
    this.#page(1).writeUInt32BE(this.#pages.length, 28)
    return Buffer.concat(this.#pages)
  }

  /** All rows into leaves; one page above them when they are several, and more levels when it is full. */
  tree(root: number, rows: readonly (readonly Value[])[]): void {
    const cells = rows.map((values, i) => this.#cell(i + 1, this.#record(values)))
    const start = root === 1 ? 100 : 0
    const fits = (list: readonly Buffer[], first: number, header: number): boolean =>
      list.reduce((sum, cell) => sum + cell.length + 2, first + header) <= this.#usable
    if (fits(cells, start, 8)) {
      this.#fill(root, 0x0d, cells)
      return
    }
    let level: { page: number; lastRow: number }[] = []
    let pending: Buffer[] = []
    cells.forEach((cell, i) => {
      if (!fits([...pending, cell], 0, 8)) {
        const page = this.newPage()
        this.#fill(page, 0x0d, pending)
        level.push({ page, lastRow: i })
        pending = []
      }
      pending.push(cell)
    })
    const last = this.newPage()
    this.#fill(last, 0x0d, pending)
    level.push({ page: last, lastRow: cells.length })
    const most = Math.floor((this.#usable - 112) / 12)
    while (level.length > most) {
      const above: typeof level = []
      for (let i = 0; i < level.length; i += most) {
        const part = level.slice(i, i + most)
        const page = this.newPage()
        this.#fillInterior(page, part)
        above.push({ page, lastRow: part.at(-1)?.lastRow ?? 0 })
      }
      level = above
    }
    this.#fillInterior(root, level)
  }

  #page(number: number): Buffer {
    return this.#pages[number - 1] as Buffer
  }

  #fillInterior(number: number, children: readonly { page: number; lastRow: number }[]): void {
    const cells = children.slice(0, -1).map(({ page, lastRow }) => Buffer.concat([uint32(page), varint(lastRow)]))
    this.#fill(number, 0x05, cells, children.at(-1)?.page)
  }

  #fill(number: number, type: number, cells: readonly Buffer[], right?: number): void {
    const page = this.#page(number)
    const start = number === 1 ? 100 : 0
    let end = this.#usable
    page.writeUInt8(type, start)
    page.writeUInt16BE(cells.length, start + 3)
    if (right !== undefined) page.writeUInt32BE(right, start + 8)
    cells.forEach((cell, i) => {
      end -= cell.length
      cell.copy(page, end)
      page.writeUInt16BE(end, start + (right === undefined ? 8 : 12) + 2 * i)
    })
    page.writeUInt16BE(end % 65_536, start + 5)
  }

  #cell(row: number, payload: Buffer): Buffer {
    const usable = this.#usable
    const least = Math.floor(((usable - 12) * 32) / 255) - 23
    const fitting = least + ((payload.length - least) % (usable - 4))
    let local = payload.length
    if (payload.length > usable - 35) local = fitting <= usable - 35 ? fitting : least
    const head = [varint(payload.length), varint(row), payload.subarray(0, local)]
    if (local === payload.length) return Buffer.concat(head)
    const first = this.newPage()
    let number = first
    for (let at = local; at < payload.length; at += usable - 4) {
      const page = this.#page(number)
      payload.copy(page, 4, at, Math.min(payload.length, at + usable - 4))
      if (at + usable - 4 < payload.length) {
        number = this.newPage()
        page.writeUInt32BE(number, 0)
      }
    }
    return Buffer.concat([...head, uint32(first)])
  }

  #record(values: readonly Value[]): Buffer {
    const parts = values.map((value) => this.#value(value))
    const types = Buffer.concat(parts.map(({ type }) => varint(type)))
    // The header's size counts itself: one byte, or two above 126.
    const size = types.length < 127 ? types.length + 1 : types.length + 2
    return Buffer.concat([varint(size), types, ...parts.map(({ bytes }) => bytes)])
  }

  #value(value: Value): { type: number; bytes: Buffer } {
    if (value === null) return { type: 0, bytes: Buffer.alloc(0) }
    if (typeof value === 'string') {
      const bytes = this.#text(value)
      return { type: 13 + 2 * bytes.length, bytes }
    }
    if (value instanceof Uint8Array) return { type: 12 + 2 * value.length, bytes: Buffer.from(value) }
    const bytes = Buffer.alloc(8)
    if (typeof value === 'number' && !Number.isInteger(value)) {
      bytes.writeDoubleBE(value)
      return { type: 7, bytes }
    }
    bytes.writeBigInt64BE(BigInt(value))
    const small = BigInt(value)
    if (small === 0n || small === 1n) return { type: 8 + Number(small), bytes: Buffer.alloc(0) }
    const size = [1, 2, 3, 4, 6, 8].find((n) => small >= -(2n ** BigInt(8 * n - 1)) && small < 2n ** BigInt(8 * n - 1))
    return { type: [0, 1, 2, 3, 4, 0, 5, 0, 6][size ?? 8] ?? 6, bytes: bytes.subarray(8 - (size ?? 8)) }
  }

  #text(text: string): Buffer {
    if (this.#encoding === 'utf-8') return Buffer.from(text, 'utf8')
    const bytes = Buffer.from(text, 'utf16le')
    return this.#encoding === 'utf-16le' ? bytes : bytes.swap16()
  }
}

function uint32(number: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(number)
  return bytes
}
