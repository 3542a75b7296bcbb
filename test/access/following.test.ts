// A vault that stays open while others save it.
import { mkdtempSync, rmSync, unlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { vaultFollowing } from '../../src/access/following.ts'
import type { Standing } from '../../src/access/standing.ts'
import { type FileCalls, realFiles } from '../../src/store/files.ts'
import { sealNext } from '../../src/vault/vault.ts'
import { account, contentsWith, makeVault, seeded } from '../vault/kit.ts'

const folder = mkdtempSync(join(tmpdir(), 'ukp-test-'))
afterAll(() => rmSync(folder, { recursive: true }))

async function scene(kind: Standing['kind'] = 'newer') {
  const file = join(folder, `${Math.random()}.ukp`)
  const { bytes, vault } = await makeVault({ contents: contentsWith([account(1)]) })
  writeFileSync(file, bytes)
  let reads = 0
  const real = realFiles()
  const files: FileCalls = {
    ...real,
    async open(path, flags, mode) {
      const handle = await real.open(path, flags, mode)
      return {
        ...handle,
        read: (...args) => {
          reads++
          return handle.read(...args)
        },
      }
    },
  }
  const looked: number[] = []
  const look = async (_bytes: Uint8Array, { envelope }: typeof vault): Promise<Standing> => {
    looked.push(envelope.header.generation)
    return { kind, save: { generation: 2, hash: '', nonce: '' }, seen: null, replaced: null, placed: null }
  }
  const refreshed = vaultFollowing({ file, files, look })
  const saved = async (dataKey?: Uint8Array) => {
    const contents = contentsWith([account(1), account(2)])
    const sealing = { previous: bytes, random: seeded(9), writer: 'w' }
    const next = await sealNext(vault, { contents, dataKey }, sealing)
    writeFileSync(file, next.bytes)
    return next
  }
  return { file, vault, refreshed, saved, looked, reads: () => reads }
}

describe('a vault that stays open', () => {
  it('is the very same while nothing is saved, and its file is read once', async () => {
    const { vault, refreshed, reads, looked } = await scene()
    expect(await refreshed(vault)).toEqual({ vault, suspect: false })
    const before = reads()
    for (let i = 0; i < 5; i++) expect((await refreshed(vault)).vault).toBe(vault)
    expect([reads(), before > 0, looked]).toEqual([before, true, []])
  })

  it('is read again when it was saved, and told to what this computer remembers', async () => {
    const { vault, refreshed, saved, looked } = await scene()
    await refreshed(vault)
    await saved()
    const { vault: now, suspect } = await refreshed(vault)
    expect([now.contents.entries.length, now.envelope.header.generation, suspect, looked]).toEqual([2, 2, false, [2]])
    expect((await refreshed(now)).vault).toBe(now)
  })

  it('is the same when only the time of the file is another one', async () => {
    const { file, vault, refreshed } = await scene()
    await refreshed(vault)
    utimesSync(file, 1, 1)
    expect((await refreshed(vault)).vault).toBe(vault)
  })

  it.each(['older', 'forked'] as const)('is suspect while it is %s', async (kind) => {
    const { vault, refreshed, saved } = await scene(kind)
    await refreshed(vault)
    await saved()
    const { vault: now, suspect } = await refreshed(vault)
    expect([suspect, (await refreshed(now)).suspect]).toEqual([true, true])
  })

  it('says that the data key is another one, that the file is gone, that it is damaged', async () => {
    const { file, vault, refreshed, saved } = await scene()
    await saved(new Uint8Array(32).fill(7))
    await expect(refreshed(vault)).rejects.toMatchObject({ reason: 'keys-changed' })
    writeFileSync(file, 'no vault at all')
    await expect(refreshed(vault)).rejects.toMatchObject({ kind: 'vault-damaged' })
    unlinkSync(file)
    await expect(refreshed(vault)).rejects.toMatchObject({ reason: 'no-vault' })
  })
})
