// What a computer remembers of vaults, and what it makes of it: older copies, branches, exchanged vaults.
import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { standingOf } from '../../src/access/standing.ts'
import { memoryIn } from '../../src/store/memory.ts'
import { freshFolder } from './failing-files.ts'

const ID = 'AAAAAAAAAAAAAAAAAAAAAA'
let counter = 0
const unique = (): string => String(counter++)

describe('the memory', () => {
  it('knows the last save that it was told, and keeps it for the owner only', async () => {
    const state = join(freshFolder(), 'state')
    const memory = memoryIn(state, unique)
    expect(await memory.lastSeen(ID)).toBeNull()
    await memory.saw(ID, { generation: 7, hash: 'seven', nonce: 'n7' })
    await memory.saw(ID, { generation: 5, hash: 'five', nonce: 'n5' })
    expect(await memoryIn(state, unique).lastSeen(ID)).toEqual({ generation: 5, hash: 'five', nonce: 'n5' })
    expect(readdirSync(join(state, ID))).toEqual(['seen.json'])
    if (process.platform !== 'win32') {
      expect(statSync(join(state, ID, 'seen.json')).mode & 0o777).toBe(0o600)
      expect(statSync(join(state, ID)).mode & 0o777).toBe(0o700)
    }
  })

  it('knows which vault was at a place, without the name of the place', async () => {
    const state = freshFolder()
    const memory = memoryIn(state, unique)
    expect(await memory.vaultAt('/home/anna/vault.ukp')).toBeNull()
    await memory.usedAt('/home/anna/vault.ukp', ID)
    expect(await memory.vaultAt('/home/anna/vault.ukp')).toBe(ID)
    expect(await memory.vaultAt('/home/anna/other.ukp')).toBeNull()
    const written = readdirSync(state, { recursive: true }).join(' ')
    expect(written).not.toContain('anna')
  })

  it.each([
    '',
    'null',
    '[]',
    '{',
    '{"generation":"7","hash":"x"}',
    '{"generation":1.5,"hash":"x"}',
    '{"generation":7}',
  ])('takes what it cannot read for nothing: %j', async (text) => {
    const state = freshFolder()
    mkdirSync(join(state, ID))
    writeFileSync(join(state, ID, 'seen.json'), text)
    expect(await memoryIn(state, unique).lastSeen(ID)).toBeNull()
  })

  it('still knows what an earlier ukp wrote, which kept no nonce', async () => {
    const state = freshFolder()
    mkdirSync(join(state, ID))
    writeFileSync(join(state, ID, 'seen.json'), '{"generation":7,"hash":"seven"}\n')
    expect(await memoryIn(state, unique).lastSeen(ID)).toEqual({ generation: 7, hash: 'seven', nonce: '' })
  })

  it('that cannot be written is no failure', async () => {
    const state = join(freshFolder(), 'file')
    writeFileSync(state, 'no folder')
    chmodSync(state, 0o400)
    const memory = memoryIn(state, unique)
    await memory.saw(ID, { generation: 1, hash: 'x', nonce: 'n' })
    await memory.usedAt('/vault', ID)
    expect(await memory.lastSeen(ID)).toBeNull()
    expect(readFileSync(state, 'utf-8')).toBe('no folder')
  })
})

describe('how a vault stands to what was seen', () => {
  const found = (generation: number, hash: string, ...past: string[]) => ({
    ...{ save: { generation, hash, nonce: hash }, past, vaultId: ID },
  })
  const seen = { generation: 7, hash: 'seven', nonce: '' }

  it.each([
    ['newer', 'the first time', found(3, 'three'), null],
    ['newer', 'made from what was seen', found(8, 'eight', 'seven'), seen],
    ['newer', 'several saves later, further back than can be told', found(11, 'eleven', 'ten'), seen],
    ['newer', 'several saves later, made from it', found(10, 'ten', 'nine', 'eight', 'seven'), seen],
    ['newer', 'joined from it', found(12, 'twelve', 'ten', 'seven', 'nine', 'eight', 'six'), seen],
    ['forked', 'several saves of another file', found(10, 'ten', 'nine', 'eight', 'other'), seen],
    ['same', 'what was seen', found(7, 'seven'), seen],
    ['older', 'a lower save', found(6, 'six'), seen],
    ['forked', 'another file of the same save', found(7, 'other'), seen],
    ['forked', 'the next save of another file', found(8, 'eight', 'other'), seen],
  ] as const)('is %s: %s', (kind, _, file, known) => {
    expect(standingOf(file, { seen: known, placed: ID })).toMatchObject({ kind, replaced: null })
  })

  it('names the vault that was there before', () => {
    expect(standingOf(found(1, 'x'), { seen: null, placed: 'BBBBBBBBBBBBBBBBBBBBBA' })).toMatchObject({
      replaced: 'BBBBBBBBBBBBBBBBBBBBBA',
    })
    expect(standingOf(found(1, 'x'), { seen: null, placed: null })).toMatchObject({ replaced: null })
  })
})
