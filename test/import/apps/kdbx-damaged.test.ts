import { describe, expect, it } from 'vitest'
import { UkpError } from '../../../src/errors.ts'
import { kdbx } from '../../../src/import/apps/kdbx.ts'
import { EMPTY, XML } from '../kdbx-sample.ts'
import { type KdbxOptions, kdbxOf, PASSWORD, uint32, uint64 } from '../kdbx-writer.ts'
import { accountsOf, readWith, reasonOf, sourceOf, toolsWith } from '../kit.ts'

const read = async (xml: string, options?: KdbxOptions) => await readWith(kdbx, await kdbxOf(xml, options), [PASSWORD])

const refusal = (options: KdbxOptions): Promise<string> => reasonOf(() => read(XML, options))

describe('a damaged KeePass database', () => {
  it('is told from a wrong password by its hash before one is asked for', async () => {
    const file = await kdbxOf(XML)
    const seed = file.indexOf(Buffer.from('31c1f2e6bf714350be5805216afc5aff', 'hex')) + 16 + 5 + 4 + 5
    file[seed] = (file[seed] ?? 0) ^ 1
    const tools = toolsWith([])
    expect(await reasonOf(async () => await kdbx.read(sourceOf(file), tools))).toBe('import-damaged')
    expect(tools.asked).toEqual([])
  })

  it('is refused wherever it is cut', async () => {
    for (const version of [3, 4] as const) {
      const file = await kdbxOf(EMPTY, { version, kdf: 'aes' })
      for (let length = 8; length < file.length; length++) {
        const reason = await reasonOf(async () => await readWith(kdbx, file.subarray(0, length), [PASSWORD]))
        // The padding at the end of version 3 tells a cut, too, as it tells a wrong password.
        expect(['import-damaged', ...(version === 3 ? ['source-password-wrong'] : [])]).toContain(reason)
      }
    }
  })

  it('is refused wherever a bit of it is turned', async () => {
    for (const version of [3, 4] as const) {
      const file = await kdbxOf(EMPTY, { version, kdf: 'aes', compressed: false })
      for (let at = 8; at < file.length; at++) {
        const turned = Buffer.from(file)
        turned[at] = (turned[at] ?? 0) ^ 1
        try {
          const imported = await readWith(kdbx, turned, [PASSWORD])
          // Of version 3 nothing watches over all bytes of the header.
          expect([3, imported?.entries]).toEqual([version, []])
        } catch (error) {
          expect(error).toBeInstanceOf(UkpError)
        }
      }
    }
  })

  it('is refused when its header has changed, where version 3 keeps a hash of it', async () => {
    const file = await kdbxOf(XML, { version: 3, header: { 1: Buffer.from('comment') } })
    const at = file.indexOf('comment')
    file[at] = (file[at] ?? 0) ^ 1
    expect(await reasonOf(() => readWith(kdbx, file, [PASSWORD]))).toBe('import-damaged')
    const without = XML.replace('HEADER-HASH', '')
    const unwatched = await kdbxOf(without, { version: 3, header: { 1: Buffer.from('comment') } })
    unwatched[unwatched.indexOf('comment')] = 0
    expect(accountsOf(await readWith(kdbx, unwatched, [PASSWORD]))).toHaveLength(3)
  })

  it('is refused without a field that it needs, or with one of another size', async () => {
    for (const version of [3, 4] as const) {
      for (const id of version === 4 ? [2, 3, 4, 7, 11] : [2, 3, 4, 5, 6, 7, 8, 9, 10])
        expect(await refusal({ version, header: { [id]: null } })).toBe('import-damaged')
      for (const id of version === 4 ? [2, 3, 4, 7, 11] : [2, 3, 4, 5, 6, 7, 9, 10])
        for (const value of [Buffer.alloc(0), Buffer.alloc(3), Buffer.alloc(33)])
          expect(await refusal({ version, header: { [id]: value } })).toBe('import-damaged')
    }
    for (const id of [1, 2]) expect(await refusal({ innerHeader: { [id]: null } })).toBe('import-damaged')
    for (const name of ['$UUID', 'S', 'P', 'M', 'I', 'V'])
      expect(await refusal({ parameters: { [name]: null } })).toBe('import-damaged')
    for (const name of ['S', 'R'])
      expect(await refusal({ kdf: 'aes', parameters: { [name]: Buffer.alloc(3) } })).toBe('import-damaged')
  })

  it('is refused with a version, cipher, derivation or packing that is not known', async () => {
    for (const major of [0, 1, 2, 5]) expect(await refusal({ major })).toBe('import-damaged')
    expect(await refusal({ header: { 2: Buffer.alloc(16, 1) } })).toBe('import-damaged')
    expect(await refusal({ compressed: false, header: { 3: uint32(2) } })).toBe('import-damaged')
    expect(await refusal({ parameters: { $UUID: Buffer.alloc(16, 1) } })).toBe('import-damaged')
    expect(await refusal({ parameters: { V: uint32(0x10) } })).toBe('import-damaged')
    expect(await refusal({ parameters: { K: Buffer.alloc(5) } })).toBe('import-damaged')
    for (const id of [0, 1, 4]) {
      expect(await refusal({ innerHeader: { 1: uint32(id) } })).toBe('import-damaged')
      expect(await refusal({ version: 3, header: { 10: uint32(id) } })).toBe('import-damaged')
    }
  })

  it('is refused when what was packed is no database', async () => {
    expect(await reasonOf(() => read('<Other/>'))).toBe('import-damaged')
    expect(await reasonOf(() => read('no XML'))).toBe('import-damaged')
    expect(await refusal({ version: 3, content: () => Buffer.alloc(0) })).toBe('import-damaged')
    expect(await refusal({ content: () => Buffer.from([3, 255, 255, 255, 255]) })).toBe('import-damaged')
    expect(await refusal({ compressed: false, header: { 3: uint32(1) } })).toBe('import-damaged')
    const bad = XML.replace('<Value Protected="True">anna', '<Value Protected="1">*')
    expect(await reasonOf(() => read(bad))).toBe('import-damaged')
  })

  it('is refused when its blocks do not hold together, or never end', async () => {
    const turned = (at: number) => (right: Buffer) => {
      right[at] = (right[at] ?? 0) ^ 1
      return right
    }
    // Number, hash and content of the first block; MAC and content.
    for (const at of [0, 4, 60]) {
      expect(await refusal({ version: 3, compressed: false, blocks: turned(at) })).toBe('import-damaged')
    }
    for (const at of [0, 60]) {
      expect(await refusal({ cipher: 'chacha20', compressed: false, blocks: turned(at) })).toBe('import-damaged')
    }
    expect(await refusal({ version: 3, blocks: (right) => right.subarray(0, -40) })).toBe('import-damaged')
    expect(await refusal({ version: 4, blocks: (right) => right.subarray(0, -36) })).toBe('import-damaged')
    expect(await refusal({ version: 4, blocks: (right) => right.subarray(36 + right.readUInt32LE(32)) })).toBe(
      'import-damaged',
    )
    for (const [version, at] of [[3, 36] as const, [4, 32] as const]) {
      const huge = (right: Buffer): Buffer => {
        right.writeUInt32LE(0xffffffff, at)
        return right
      }
      expect(await refusal({ version, blocks: huge })).toBe('import-damaged')
    }
  })
})

describe('a hostile KeePass database', () => {
  it('is refused before a key that costs too much is derived', async () => {
    const costly: KdbxOptions[] = [
      { version: 3, header: { 6: uint64(600_000_001) } },
      { version: 3, header: { 6: Buffer.alloc(8, 255) } },
      { kdf: 'aes', parameters: { R: uint64(600_000_001) } },
      { parameters: { M: uint64(1024 * 1024 * 1024 + 1024) } },
      { parameters: { M: uint64(2 ** 60) } },
      { parameters: { M: uint64(1024 * 1024 * 1024), I: uint64(33) } },
      { kdf: 'argon2id', parameters: { I: uint64(2 ** 40) } },
      { parameters: { P: uint32(257), M: uint64(1024 * 1024 * 257 * 8) } },
    ]
    const before = process.cpuUsage()
    for (const options of costly) expect([options, await refusal(options)]).toEqual([options, 'import-costly'])
    const { user, system } = process.cpuUsage(before)
    expect((user + system) / 1000).toBeLessThan(2000)
  })

  it('is refused with a derivation that makes no sense', async () => {
    for (const rounds of [uint64(0), uint32(0)]) {
      expect(await refusal({ version: 3, header: { 6: rounds } })).toBe('import-damaged')
      expect(await refusal({ kdf: 'aes', parameters: { R: rounds } })).toBe('import-damaged')
    }
    for (const name of ['P', 'M', 'I'])
      expect(await refusal({ parameters: { [name]: uint64(0) } })).toBe('import-damaged')
    expect(await refusal({ parameters: { P: uint32(9), M: uint64(71 * 1024) } })).toBe('import-damaged')
    expect(await refusal({ parameters: { S: Buffer.alloc(7) } })).toBe('import-damaged')
  })

  it('is refused when it unpacks to more than 64 MiB', async () => {
    const content = (right: Buffer): Buffer => Buffer.concat([right, Buffer.alloc(65 * 1024 * 1024)])
    expect(await refusal({ content })).toBe('import-costly')
    expect(await refusal({ version: 3, content })).toBe('import-costly')
  })
})
