// Other copies of a vault beside it, whatever a sync client called them.
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { copiesOf } from '../../src/store/copies.ts'
import { realFiles } from '../../src/store/files.ts'
import { makeVault } from '../vault/kit.ts'
import { freshFolder } from './failing-files.ts'

let own: Uint8Array
let other: Uint8Array
let id: string

beforeAll(async () => {
  const made = await makeVault()
  own = made.bytes
  id = made.vault.envelope.header.id
  other = (await makeVault({ seed: 99 })).bytes
})

async function found(names: Readonly<Record<string, Uint8Array | string>>): Promise<string[]> {
  const folder = freshFolder()
  const vault = join(folder, 'vault.ukp')
  writeFileSync(vault, own)
  for (const [name, bytes] of Object.entries(names)) writeFileSync(join(folder, name), bytes)
  return (await copiesOf(vault, realFiles()).beside(id)).map(({ file }) => basename(file))
}

describe('copies beside a vault', () => {
  it('are found by the id of the vault, under every name', async () => {
    const names = [
      'vault (anna gépe ütköző másolata 2026-11-22).ukp',
      'vault.conflict1.ukp',
      'vault.sync-conflict-20261122-101530-ABCDEFG.ukp',
      'vault.ukp.orig',
      'zzz',
    ]
    expect(await found(Object.fromEntries(names.map((name) => [name, own])))).toEqual(names)
  })

  it('are not the vault itself, its earlier saves, its lock and leftovers, nor another vault or a damaged one', async () => {
    expect(
      await found({
        'vault.ukp.bak': own,
        'vault.ukp.bak.3': own,
        'vault.ukp.damaged-2026-11-22-101530': own,
        '.vault.ukp.tmp-0123456789abcdef': own,
        '.vault.ukp.lock': 'x',
        'other.ukp': other,
        'cut.ukp': own.subarray(0, 20_000),
        'notes.txt': 'x'.repeat(20_000),
      }),
    ).toEqual([])
  })

  it('are no folders, and links are not followed', async () => {
    const folder = freshFolder()
    const vault = join(folder, 'vault.ukp')
    writeFileSync(vault, own)
    mkdirSync(join(folder, 'folder.ukp'))
    if (process.platform !== 'win32') symlinkSync('/dev/zero', join(folder, 'endless.ukp'))
    expect(await copiesOf(vault, realFiles()).beside(id)).toEqual([])
    expect(await copiesOf(join(folder, 'gone', 'vault.ukp'), realFiles()).beside(id)).toEqual([])
  })

  it('are looked for beside the real file when the vault is a link', async () => {
    if (process.platform === 'win32') return
    const [folder, links] = [freshFolder(), freshFolder()]
    writeFileSync(join(folder, 'vault.ukp'), own)
    writeFileSync(join(folder, 'copy'), own)
    symlinkSync(join(folder, 'vault.ukp'), join(links, 'vault.ukp'))
    const copies = await copiesOf(join(links, 'vault.ukp'), realFiles()).beside(id)
    expect(copies.map(({ file }) => basename(file))).toEqual(['copy'])
  })
})
