import { performance } from 'node:perf_hooks'
import { describe, expect, it } from 'vitest'
import { readBinaryPlist, Uid } from '../../../src/import/containers/binary-plist.ts'
import { KeyedArchive } from '../../../src/import/containers/keyed-archive.ts'
import { archiveFile, assembled, type Item, marked, Pointer, plistFile, Raw } from '../plist-file.ts'

describe('a binary property list', () => {
  it.each<[string, Item, unknown]>([
    ['nothing', null, null],
    ['yes', true, true],
    ['no', false, false],
    ['a whole number', 300, 300],
    ['a negative number', -7, -7],
    ['a number of one byte', new Raw(0x10, 200), 200],
    ['a number of two bytes', new Raw(0x11, 1, 0), 256],
    ['a number with a fraction', 1.25, 1.25],
    ['a short number with a fraction', new Raw(0x22, 0x3f, 0xc0, 0, 0), 1.5],
    ['a date, in seconds since 2001', new Raw(0x33, 0x40, 0x24, 0, 0, 0, 0, 0, 0), 10],
    ['a text', 'Example', 'Example'],
    ['a text beyond ASCII', 'Ügyfélkapu+ 🔑', 'Ügyfélkapu+ 🔑'],
    ['a long text', 'x'.repeat(70_000), 'x'.repeat(70_000)],
    ['bytes', Uint8Array.of(1, 0, 255), Uint8Array.of(1, 0, 255)],
    ['a pointer', new Pointer(258), new Uid(258)],
    ['a list', [1, ['a', []], null], [1, ['a', []], null]],
    ['a long list', Array.from({ length: 300 }, (_, i) => i), Array.from({ length: 300 }, (_, i) => i)],
    ['a record', { a: 1, b: { c: 'd' } }, { a: 1, b: { c: 'd' } }],
  ])('gives %s', (_, item, value) => {
    expect(readBinaryPlist(plistFile(item))).toEqual(value)
  })

  it('gives an object once that is pointed at twice', () => {
    const twice = marked(0xa, 2, Buffer.of(0, 1, 0, 1))
    expect(readBinaryPlist(assembled([twice, marked(0x5, 1, Buffer.from('a'))]))).toEqual(['a', 'a'])
  })
})

describe('what is no binary property list', () => {
  const list = (...references: readonly number[]): Buffer =>
    marked(0xa, references.length, Buffer.from(references.flatMap((one) => [one >> 8, one & 255])))

  const enormous = plistFile('a')
  enormous.fill(255, enormous.length - 24, enormous.length - 16)

  it.each<[string, Buffer]>([
    ['empty', Buffer.alloc(0)],
    ['another file', Buffer.alloc(100, 'x')],
    ['its head alone', Buffer.from('bplist00')],
    ['a file that is cut', plistFile(['a', 'b']).subarray(0, -1)],
    ['a file whose top is none of its objects', assembled([list()], 1)],
    ['a file that points at what is not there', assembled([list(9)])],
    ['a file with an object of a kind that is none', plistFile(new Raw(0x70))],
    ['a file with a text that does not end', plistFile(new Raw(0x5f, 0x13, 0, 0, 0, 255, 0, 0, 0, 0))],
    ['a record whose names are no texts', assembled([marked(0xd, 1, Buffer.of(0, 1, 0, 1)), Buffer.of(0x10, 1)])],
    ['a list that holds itself', assembled([list(0)])],
    ['lists that hold each other', assembled([list(1), list(0)])],
    ['lists without end', assembled([...Array.from({ length: 50 }, (_, i) => list(i + 1)), list()])],
    ['a table of more objects than there are bytes', enormous],
  ])('is refused: %s', (_, bytes) => {
    expect(readBinaryPlist(bytes)).toBeNull()
  })

  it('unfolds in no time where lists point at the next one many times', () => {
    const wide = (next: number): Buffer => list(...Array.from({ length: 20 }, () => next))
    const levels = Array.from({ length: 25 }, (_, i) => wide(i + 1))
    const start = performance.now()
    expect(readBinaryPlist(assembled([...levels, list()]))).toHaveLength(20)
    expect(performance.now() - start).toBeLessThan(1000)
  })

  it('is refused when its objects share their bytes, which would make a small file a large one', () => {
    const text = marked(0x5, 5000, Buffer.alloc(5000, 'a'))
    const others = Array.from({ length: 2999 }, () => list())
    const bytes = assembled([list(...Array.from({ length: 3000 }, (_, i) => i + 1)), text, ...others])
    const table = Number(bytes.readBigUInt64BE(bytes.length - 8))
    for (let i = 2; i <= 3000; i++) bytes.copy(bytes, table + 4 * i, table + 4, table + 8)
    expect(readBinaryPlist(bytes)).toBeNull()
  })

  it('ends soon and in no other way, whatever bytes are wrong', () => {
    const whole = archiveFile({ dictionary: true, Name: 'Ügy', List: [{ a: 1, b: 'c' }, Uint8Array.of(1, 2)] })
    const start = performance.now()
    for (let at = 0; at < whole.length; at++) {
      for (const byte of [0, 0x0f, 0x5f, 0xaf, 255]) {
        const bytes = Buffer.from(whole)
        bytes[at] = byte
        const archive = KeyedArchive.open(bytes)
        archive?.list(archive.root.List).map((item) => archive.fields(item))
      }
    }
    expect(performance.now() - start).toBeLessThan(10_000)
  })
})

describe('a keyed archive', () => {
  const archive = KeyedArchive.open(
    archiveFile({
      dictionary: true,
      Version: 1.5,
      Items: [{ name: { 'NS.string': 'one' }, data: { 'NS.data': Uint8Array.of(7) }, none: null, count: 3 }],
    }),
  )

  it('is followed from its root', () => {
    const [item] = archive?.list(archive.root.Items) ?? []
    const fields = archive?.fields(item)
    expect(archive?.value(archive.root.Version)).toBe(1.5)
    expect(fields?.count).toBe(3)
    expect(archive?.value(fields?.name)).toBe('one')
    expect(archive?.value(fields?.data)).toEqual(Uint8Array.of(7))
    expect(archive?.value(fields?.none)).toBeNull()
  })

  it('gives nothing where something else stands', () => {
    expect(archive?.list(archive.root.Version)).toEqual([])
    expect(archive?.fields(archive.root.Version)).toEqual({})
    expect(archive?.value(undefined)).toBeNull()
    expect(archive?.value(new Uid(1_000_000))).toBeNull()
  })

  it('is told from other property lists', () => {
    expect(KeyedArchive.open(plistFile({ $archiver: 'other', $objects: [], $top: {} }))).toBeNull()
    expect(KeyedArchive.open(plistFile({ $archiver: 'NSKeyedArchiver', $top: {} }))).toBeNull()
    expect(KeyedArchive.open(plistFile(['NSKeyedArchiver']))).toBeNull()
    expect(KeyedArchive.open(Buffer.from('text'))).toBeNull()
  })
})
