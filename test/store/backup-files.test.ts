// Backups as files: what they are called, which are found, and which may be deleted.
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { backupFiles } from '../../src/store/backup-files.ts'
import { hex } from '../../src/store/durable.ts'
import { realFiles } from '../../src/store/files.ts'
import { memoryIn } from '../../src/store/memory.ts'
import { sealNext } from '../../src/vault/vault.ts'
import { makeVault, seeded } from '../vault/kit.ts'
import { freshFolder } from './failing-files.ts'

/** Saves 1 to 5 of one vault, and another vault. */
const saves: Uint8Array[] = []
let other: Uint8Array
let vaultId: string

beforeAll(async () => {
  let { bytes, vault } = await makeVault()
  vaultId = vault.envelope.header.id
  saves.push(bytes)
  for (let n = 2; n <= 5; n++) {
    const next = { contents: vault.contents }
    ;({ bytes, vault } = await sealNext(vault, next, { previous: bytes, random: seeded(n), writer: '' }))
    saves.push(bytes)
  }
  other = (await makeVault({ seed: 99 })).bytes
})

function places(vaultName = 'vault.ukp') {
  const root = freshFolder()
  const state = join(root, 'state')
  const vaultFile = join(root, 'data', vaultName)
  const random = seeded(Date.now() % 2 ** 31)
  const memory = memoryIn(state, () => hex(random(8)))
  const backups = backupFiles({ vaultFile, memory, files: realFiles(), random })
  return { root, state, vaultFile, backups, folder: backups.folder }
}

/** Puts a file there without the code under test. */
function put(folder: string, name: string, bytes: Uint8Array | string): string {
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, name), bytes)
  return join(folder, name)
}

const save = (generation: number): Uint8Array => saves[generation - 1] ?? new Uint8Array()
/** What `backup create --keep` does. */
async function rotate(backups: ReturnType<typeof places>['backups'], file: string, keep: number): Promise<string[]> {
  const old = await backups.surplus(vaultId, file, keep)
  await backups.remove(old)
  return old
}

const AT = new Date(2026, 10, 21, 9, 5, 7).getTime()

describe('the default name', () => {
  it('is the vault’s with the local date and time, in the folder "backups" beside it', async () => {
    const { backups, folder, root } = places()
    expect(folder).toBe(join(root, 'data', 'backups'))
    expect(await backups.defaultFile(folder, AT)).toBe(join(folder, 'vault-2026-11-21-090507.ukp'))
    expect(await backups.defaultFile('/mnt/stick', AT)).toBe(join('/mnt/stick', 'vault-2026-11-21-090507.ukp'))
  })

  it('follows the name of the vault', async () => {
    for (const [name, expected] of [
      ['family.ukp', 'family-2026-11-21-090507.ukp'],
      ['family', 'family-2026-11-21-090507.ukp'],
      ['a.ukp.ukp', 'a.ukp-2026-11-21-090507.ukp'],
    ] as const) {
      const { backups, folder } = places(name)
      expect(await backups.defaultFile(folder, AT)).toBe(join(folder, expected))
    }
  })

  it('is one that is free', async () => {
    const { backups, folder } = places()
    put(folder, 'vault-2026-11-21-090507.ukp', 'x')
    put(folder, 'vault-2026-11-21-090507-2.ukp', 'x')
    expect(await backups.defaultFile(folder, AT)).toBe(join(folder, 'vault-2026-11-21-090507-3.ukp'))
  })
})

describe('list', () => {
  it('finds the backups of this vault by what is in them, whatever they are called, newest first', async () => {
    const { backups, folder } = places()
    put(folder, 'vault-2026-11-21-090507.ukp', save(2))
    put(folder, 'Másolat (conflict).ukp', save(4))
    put(folder, 'old.ukp', save(1))
    put(folder, 'vault-2026-11-22-090507.ukp', other)
    put(folder, 'vault-2026-11-23-090507.ukp', save(3).subarray(0, 200))
    put(folder, 'vault-2026-11-24-090507.ukp', '')
    put(folder, 'notes.txt', save(5))
    mkdirSync(join(folder, 'folder.ukp'))
    const found = await backups.list(vaultId)
    expect(found.map(({ file, generation }) => [file, generation])).toEqual([
      [join(folder, 'Másolat (conflict).ukp'), 4],
      [join(folder, 'vault-2026-11-21-090507.ukp'), 2],
      [join(folder, 'old.ukp'), 1],
    ])
    expect(found[0]).toMatchObject({ vaultId, bytes: save(4).length })
    expect(Date.parse(found[0]?.created ?? '')).toBeGreaterThan(Date.now() - 60_000)
  })

  it('shows of two copies of one save the later file first', async () => {
    const { backups, folder } = places()
    utimesSync(put(folder, 'a.ukp', save(1)), 1_700_000_000, 1_700_000_000)
    utimesSync(put(folder, 'b.ukp', save(1)), 1_800_000_000, 1_800_000_000)
    expect((await backups.list(vaultId)).map(({ created }) => created)).toEqual([
      new Date(1_800_000_000_000).toISOString(),
      new Date(1_700_000_000_000).toISOString(),
    ])
  })

  it('finds what was written elsewhere and is remembered, as long as it is there', async () => {
    const { backups, folder, root, state } = places()
    const there = put(join(root, 'stick'), 'copy.backup', save(3))
    const gone = join(root, 'stick', 'gone.ukp')
    const here = put(folder, 'vault-2026-11-21-090507.ukp', save(2))
    for (const file of [there, gone, here, there]) await backups.remember(vaultId, file)
    expect((await backups.list(vaultId)).map(({ file }) => file)).toEqual([there, here])
    expect(await backups.list('another-vault')).toEqual([])
    expect(JSON.parse(readFileSync(join(state, vaultId, 'backups.json'), 'utf-8'))).toEqual([there, here, gone])
  })

  it('is empty where there is no folder, and whatever is remembered', async () => {
    const { backups, state } = places()
    expect(await backups.list(vaultId)).toEqual([])
    for (const memory of ['', '{', '"x"', '[1,null,{"a":1}]', '["relative.ukp"]']) {
      put(join(state, vaultId), 'backups.json', memory)
      expect(await backups.list(vaultId)).toEqual([])
    }
  })

  it('remembers 100 files, and nothing where it may not write', async () => {
    const { backups, state, root } = places()
    for (let n = 0; n < 103; n++) await backups.remember(vaultId, join(root, `${n}.ukp`))
    const memory = JSON.parse(readFileSync(join(state, vaultId, 'backups.json'), 'utf-8')) as string[]
    expect([memory.length, memory[0]]).toEqual([100, join(root, '102.ukp')])
    const blocked = backupFiles({
      vaultFile: join(root, 'v'),
      memory: memoryIn(put(root, 'file', ''), () => 'x'),
      files: realFiles(),
      random: seeded(1),
    })
    await expect(blocked.remember(vaultId, join(root, 'x.ukp'))).resolves.toBeUndefined()
  })
})

describe('rotate', () => {
  const day = (n: number): string => `vault-2026-11-2${n}-090507.ukp`

  it('keeps as many as it is told, the new one included, and the newest saves', async () => {
    for (const keep of [1, 2, 3, 5, 9]) {
      const { backups, folder } = places()
      const files = [1, 2, 3, 4, 5].map((n) => put(folder, day(n), save(n)))
      const removed = await rotate(backups, files[4] ?? '', keep)
      const left = [1, 2, 3, 4, 5].filter((n) => n > 5 - keep)
      expect(readdirSync(folder).sort()).toEqual(left.map(day))
      expect(removed).toHaveLength(5 - left.length)
      for (const file of removed) expect(existsSync(file)).toBe(false)
    }
  })

  it('never deletes the one that was just written, though it is the oldest save, or has a name of its own', async () => {
    const { backups, folder } = places()
    for (const n of [2, 3]) put(folder, day(n), save(n))
    const file = put(folder, 'my own name.ukp', save(1))
    expect(await rotate(backups, file, 1)).toHaveLength(2)
    expect(readdirSync(folder)).toEqual(['my own name.ukp'])
  })

  it('goes by the save and not by the date in the name', async () => {
    const { backups, folder } = places()
    put(folder, day(9), save(1))
    put(folder, day(1), save(4))
    const file = put(folder, day(2), save(5))
    await rotate(backups, file, 2)
    expect(readdirSync(folder).sort()).toEqual([day(1), day(2)])
  })

  it('never touches another vault, damaged files, or names that ukp did not give', async () => {
    const { backups, folder } = places()
    const foreign: [string, Uint8Array | string][] = [
      [day(1), other],
      [day(2), save(1).subarray(0, 300)],
      [day(3), 'notes'],
      ['regi-vault-2026-11-21-090507.ukp', save(1)],
      ['vault-2026-11-21-090507 (keep).ukp', save(1)],
      ['vault-2026-11-21.ukp', save(1)],
      ['vault.ukp', save(1)],
      ['vault-2026-11-21-090507.ukp.bak', save(1)],
      ['Vault-2026-11-21-090507.ukp', save(1)],
      ['before the move.ukp', save(1)],
    ]
    for (const [name, bytes] of foreign) put(folder, name, bytes)
    put(folder, day(4), save(2))
    put(folder, 'vault-2026-11-24-090507-2.ukp', save(3))
    const file = put(folder, day(5), save(4))
    expect((await rotate(backups, file, 1)).sort()).toEqual([
      join(folder, 'vault-2026-11-24-090507-2.ukp'),
      join(folder, day(4)),
    ])
    expect(readdirSync(folder).sort()).toEqual([...foreign.map(([name]) => name), day(5)].sort())
  })

  it('looks only into the folder of the backup that was written', async () => {
    const { backups, folder, root } = places()
    const stick = join(root, 'stick')
    for (const n of [1, 2]) put(folder, day(n), save(n))
    put(stick, day(1), save(1))
    const file = put(stick, day(3), save(3))
    expect(await rotate(backups, file, 1)).toEqual([join(stick, day(1))])
    expect(readdirSync(folder)).toHaveLength(2)
  })

  it.runIf(process.platform !== 'win32')('takes away a link, never what it leads to', async () => {
    const { backups, folder, root } = places()
    const precious = put(join(root, 'safe'), 'precious.ukp', save(1))
    mkdirSync(folder, { recursive: true })
    symlinkSync(precious, join(folder, day(1)))
    await rotate(backups, put(folder, day(2), save(2)), 1)
    expect(readFileSync(precious)).toEqual(Buffer.from(save(1)))
  })

  it('is content when another rotation was faster', async () => {
    const { backups, folder } = places()
    for (const n of [1, 2, 3, 4]) put(folder, day(n), save(n))
    const file = put(folder, day(5), save(5))
    await Promise.all(Array.from({ length: 8 }, () => rotate(backups, file, 2)))
    expect(readdirSync(folder).sort()).toEqual([day(4), day(5)])
  })
})

describe('write and read', () => {
  it('makes the folder, keeps file and folder to their owner, and gives the bytes back', async () => {
    const { backups, folder } = places()
    const file = join(folder, 'deep', 'a.ukp')
    await backups.write(file, save(1), { replace: false })
    expect(Buffer.compare(await backups.read(file), save(1))).toBe(0)
    if (process.platform === 'win32') return
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(statSync(folder).mode & 0o777).toBe(0o700)
  })

  it('replaces a file only when it is told to', async () => {
    const { backups, folder } = places()
    const file = put(folder, 'a.ukp', save(1))
    await expect(backups.write(file, save(2), { replace: false })).rejects.toMatchObject({ reason: 'file-exists' })
    expect(Buffer.compare(await backups.read(file), save(1))).toBe(0)
    await backups.write(file, save(2), { replace: true })
    expect(Buffer.compare(await backups.read(file), save(2))).toBe(0)
    expect(readdirSync(folder)).toEqual(['a.ukp'])
  })

  it('says which file is missing', async () => {
    const { backups, folder } = places()
    const file = join(folder, 'none.ukp')
    await expect(backups.read(file)).rejects.toMatchObject({ reason: 'file-not-found', facts: { file } })
  })
})
