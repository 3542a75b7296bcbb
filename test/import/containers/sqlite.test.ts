import { performance } from 'node:perf_hooks'
import { describe, expect, it } from 'vitest'
import { UkpError } from '../../../src/errors.ts'
import { type SqlRow, tablesOf } from '../../../src/import/containers/sqlite.ts'
import { columnsOf } from '../../../src/import/containers/sqlite-columns.ts'
import { sqliteFile, type Table, varint } from '../sqlite-file.ts'

const APP = 'Example'
const LINES: Table = { name: 'Lines', sql: 'CREATE TABLE Lines (n INTEGER, text TEXT)', rows: [[7, 'seven']] }

const long = (n: number): string => 'x'.repeat(n)
const rowsOf = (bytes: Uint8Array, table = 'lines'): readonly SqlRow[] | undefined =>
  tablesOf(bytes)?.get(table)?.rows(APP)

const PAGE = 512
/** Where the first row of the only table begins, which is on page 2: size, number, size of the types, types, values. */
const rowAt = (bytes: Buffer): number => PAGE + bytes.readUInt16BE(PAGE + 8)

describe('a database', () => {
  it('gives its tables with their columns, all in lower case', () => {
    const tables = tablesOf(sqliteFile([LINES, { name: 'empty', sql: 'CREATE TABLE empty ("A b")', rows: [] }]))
    expect([...(tables ?? [])].map(([name, { columns }]) => [name, columns])).toEqual([
      ['lines', ['n', 'text']],
      ['empty', ['a b']],
    ])
    expect(tables?.get('lines')?.rows(APP)).toEqual([{ n: 7, text: 'seven' }])
    expect(tables?.get('empty')?.rows(APP)).toEqual([])
  })

  it('gives every kind of value as it is', () => {
    const values = [
      null,
      0,
      1,
      2,
      -1,
      127,
      -128,
      300,
      -70_000,
      2 ** 31 - 1,
      -(2 ** 31),
      2 ** 40,
      -(2 ** 46),
      2 ** 53 - 1,
    ]
    const others = [1.5, -0.25, '', 'Ügyfélkapu+', new Uint8Array(), Uint8Array.of(0, 255)]
    const all = [...values, ...others]
    const sql = `CREATE TABLE lines (${all.map((_, i) => `c${i}`).join(', ')})`
    const [row] = rowsOf(sqliteFile([{ name: 'lines', sql, rows: [all] }])) ?? []
    expect(Object.values(row ?? {})).toEqual(all)
  })

  it('keeps a whole number that a number cannot hold above every bound', () => {
    const [row] = rowsOf(sqliteFile([{ ...LINES, rows: [[2n ** 62n, '']] }])) ?? []
    expect(row?.n).toBeGreaterThan(Number.MAX_SAFE_INTEGER)
  })

  it.each(['utf-8', 'utf-16le', 'utf-16be'] as const)('reads texts in %s', (encoding) => {
    const rows = [[1, 'kulcs 🔑 őű']]
    expect(rowsOf(sqliteFile([{ ...LINES, rows }], { encoding }))).toEqual([{ n: 1, text: 'kulcs 🔑 őű' }])
  })

  it.each([{ pageSize: 512 }, { pageSize: 1024, reserved: 32 }, { pageSize: 65_536 }])(
    'reads rows that take many pages, and rows longer than a page, in order (%o)',
    (layout) => {
      const rows = Array.from({ length: 700 }, (_, n) => [n, long(n % 50 === 0 ? 40 * n : n % 9)])
      const read = rowsOf(sqliteFile([{ ...LINES, rows }], layout))
      expect(read?.map(({ n, text }) => [n, text])).toEqual(rows)
    },
  )

  it('reads rows at the edge of what a page holds', () => {
    for (let size = PAGE - 50; size < PAGE + 20; size++) {
      const rows = [[2, long(size)]]
      expect(rowsOf(sqliteFile([{ ...LINES, rows }], { pageSize: PAGE }))).toEqual([{ n: 2, text: long(size) }])
    }
  })

  it('reads rows that are older than a column, and leaves out values beyond the columns', () => {
    const rows = [[5], [6, 'six', 'more']]
    expect(rowsOf(sqliteFile([{ ...LINES, rows }]))).toEqual([{ n: 5 }, { n: 6, text: 'six' }])
  })

  it('is read in WAL mode too, and not when it needs a newer reader', () => {
    const bytes = sqliteFile([LINES])
    bytes.set([2, 2], 18)
    expect(rowsOf(bytes)).toHaveLength(1)
    bytes.set([3, 3], 18)
    expect(tablesOf(bytes)).toBeNull()
  })

  it('leaves out tables whose columns it cannot tell, and all that is no table', () => {
    const computed = { name: 'computed', sql: 'CREATE TABLE computed (a, b AS (a + 1), c)', rows: [] }
    expect([...(tablesOf(sqliteFile([computed, LINES]))?.keys() ?? [])]).toEqual(['lines'])
    const view = sqliteFile([LINES])
    view.write('index', view.indexOf('table'), 'latin1')
    expect(tablesOf(view)?.size).toBe(0)
  })
})

describe('a file that is no database', () => {
  it.each([
    ['empty', Buffer.alloc(0)],
    ['text', Buffer.from('SQLite format 3 is a format '.repeat(9))],
    ['only a header', sqliteFile([LINES]).subarray(0, 100)],
    ['cut in its first page', sqliteFile([LINES]).subarray(0, 2000)],
    ['of a page size that is none', Buffer.from(sqliteFile([LINES])).fill(3, 16, 18)],
    ['without an encoding', Buffer.from(sqliteFile([LINES])).fill(0, 56, 60)],
    ['with all of its pages reserved', Buffer.from(sqliteFile([LINES], { pageSize: PAGE })).fill(200, 20, 21)],
  ])('is not taken: %s', (_, bytes) => {
    expect(tablesOf(bytes)).toBeNull()
  })
})

describe('a damaged database', () => {
  const damaged = (change: (bytes: Buffer) => Buffer | undefined, rows = LINES.rows): (() => unknown) => {
    const bytes = sqliteFile([{ ...LINES, rows }], { pageSize: PAGE })
    const changed = change(bytes) ?? bytes
    return () => rowsOf(changed)
  }
  const reason = expect.objectContaining({ reason: 'import-damaged', facts: { app: APP } })
  const several = Array.from({ length: 200 }, (_, n) => [n, long(20)])

  it.each<[string, (bytes: Buffer) => Buffer | undefined, Table['rows']?]>([
    ['ends before its rows do', (bytes) => bytes.subarray(0, PAGE)],
    ['has a page of another kind at the root', (bytes) => void bytes.writeUInt8(0x0a, PAGE)],
    ['says that a page has more cells than it can hold', (bytes) => void bytes.writeUInt16BE(60_000, PAGE + 3)],
    ['points at a cell outside the page', (bytes) => void bytes.writeUInt16BE(60_000, PAGE + 8)],
    ['points at a page before the first', (bytes) => void bytes.writeUInt32BE(0, PAGE + 8), several],
    ['points at a page after the last', (bytes) => void bytes.writeUInt32BE(2 ** 32 - 1, PAGE + 8), several],
    ['goes round in a circle', (bytes) => void bytes.writeUInt32BE(2, PAGE + 8), several],
    ['uses one page twice', (bytes) => void bytes.writeUInt32BE(bytes.readUInt32BE(PAGE + 8) - 1, PAGE + 8), several],
    ['has a row longer than the file', (bytes) => void varint(2 ** 40).copy(bytes, rowAt(bytes))],
    ['has a row of nothing', (bytes) => void bytes.fill(0, rowAt(bytes), rowAt(bytes) + 1)],
    ['has a value longer than its row', (bytes) => void bytes.writeUInt8(0x7f, rowAt(bytes) + 4)],
    ['has a value of a type that is none', (bytes) => void bytes.writeUInt8(10, rowAt(bytes) + 3)],
    ['continues a row on its own page', (bytes) => void bytes.writeUInt32BE(2, 2 * PAGE - 4), [[1, long(600)]]],
    ['continues a row nowhere', (bytes) => void bytes.writeUInt32BE(0, 2 * PAGE - 4), [[1, long(600)]]],
    ['continues a row in a circle', (bytes) => void bytes.writeUInt32BE(3, 2 * PAGE), [[1, long(2600)]]],
  ])('is refused when it %s', (_, change, rows) => {
    expect(damaged(change, rows)).toThrow(reason)
  })

  it('is refused when its cells share their bytes, which would make a small file a large one', () => {
    const bytes = sqliteFile([{ ...LINES, rows: [[1, long(60_000)]] }], { pageSize: 65_536 })
    const cell = bytes.readUInt16BE(65_536 + 8)
    bytes.writeUInt16BE(2000, 65_536 + 3)
    for (let i = 0; i < 2000; i++) bytes.writeUInt16BE(cell, 65_536 + 8 + 2 * i)
    const start = performance.now()
    expect(() => rowsOf(bytes)).toThrow(reason)
    expect(performance.now() - start).toBeLessThan(1000)
  })

  it('is refused when its tree is deeper than any', () => {
    const pages = sqliteFile([LINES], { pageSize: PAGE })
    const chain = Array.from({ length: 40 }, (_, i) => {
      const page = Buffer.alloc(PAGE)
      page.writeUInt8(5)
      page.writeUInt32BE(i + 3, 8)
      return page
    })
    expect(() => rowsOf(Buffer.concat([pages.subarray(0, PAGE), ...chain, pages.subarray(PAGE)]))).toThrow(reason)
  })

  it('ends soon and in no other way, whatever bytes are wrong', () => {
    const rows = Array.from({ length: 120 }, (_, n) => [n, long(n % 10 === 0 ? 900 : 12)])
    const whole = sqliteFile([LINES, { ...LINES, name: 'more', rows }], { pageSize: PAGE })
    let seed = 1
    const random = (below: number): number => {
      seed = (seed * 48_271) % 0x7fff_ffff
      return seed % below
    }
    const start = performance.now()
    for (let round = 0; round < 1500; round++) {
      const bytes = Buffer.from(whole)
      for (let i = 0; i < 8; i++)
        bytes[round % 2 === 0 ? random(whole.length) : random(40) + PAGE * random(12)] = random(256)
      for (const table of tablesOf(bytes)?.values() ?? []) {
        try {
          table.rows(APP)
        } catch (error) {
          if (!(error instanceof UkpError)) throw error
        }
      }
    }
    expect(performance.now() - start).toBeLessThan(10_000)
  })
})

describe('the columns of a table', () => {
  it.each([
    ['CREATE TABLE t (a, B TEXT, c INTEGER PRIMARY KEY)', ['a', 'b', 'c']],
    ['CREATE TABLE "t (x)" ("a,b" TEXT NOT NULL DEFAULT \'(\', `c``d`, [e f], \'g\')', ['a,b', 'c`d', 'e f', 'g']],
    ['CREATE TABLE t (a VARCHAR(32) CHECK (a IN (1, 2)), b DEFAULT (1, 2))', ['a', 'b']],
    ['CREATE TABLE t (a -- the first, not b\n, /* none (, */ c)', ['a', 'c']],
    [
      'CREATE TABLE t (a, b, PRIMARY KEY (a, b), unique(a), CONSTRAINT x CHECK (a), FOREIGN KEY(b) REFERENCES u(v))',
      ['a', 'b'],
    ],
    ['CREATE TABLE t ("primary" TEXT, "as" TEXT)', ['primary', 'as']],
    ['CREATE TABLE t (a, b) WITHOUT ROWID', ['a', 'b']],
    ['CREATE TABLE t (a, b INT GENERATED ALWAYS AS (a) STORED)', null],
    ['CREATE TABLE t (a, b', null],
    ['CREATE TABLE t ("a, b)', null],
    ['', null],
    [`CREATE TABLE t (${'a,'.repeat(100_000)}b)`, null],
  ])('are read from %s', (sql, columns) => {
    expect(columnsOf(sql)).toEqual(columns)
  })
})
