// What others can get at, and who holds a lock, for whoever only looks.
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { realFiles } from '../../src/store/files.ts'
import { lockState } from '../../src/store/lock/lock-state.ts'
import { encodeOwner, thisProcess } from '../../src/store/lock/owner.ts'
import { openToOthers } from '../../src/store/permissions.ts'

const files = realFiles()
let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ukp-checkup-'))
  chmodSync(folder, 0o755)
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe.skipIf(process.platform === 'win32')('what others can get at', () => {
  const look = async (mode: number, { above = 0o755, writingOnly = false, isFolder = false } = {}) => {
    const file = join(folder, 'one')
    if (isFolder) mkdirSync(file)
    else writeFileSync(file, '')
    chmodSync(file, mode)
    chmodSync(folder, above)
    const found = await openToOthers([{ file, writingOnly }, { file: join(folder, 'none') }], files)
    expect(found.looked).toBe(1)
    return [found.readable.length, found.writable.length]
  }

  it.each([
    [0o600, [0, 0]],
    [0o640, [1, 0]],
    [0o604, [1, 0]],
    [0o620, [0, 1]],
    [0o666, [0, 1]],
    [0o700, [0, 0]],
  ])('is told by the mode %i', async (mode, wanted) => {
    expect(await look(mode)).toEqual(wanted)
  })

  it('is nothing below a folder that they cannot enter, by the group or as others', async () => {
    expect(await look(0o666, { above: 0o700 })).toEqual([0, 0])
    rmSync(join(folder, 'one'))
    expect(await look(0o660, { above: 0o710 })).toEqual([0, 1])
    rmSync(join(folder, 'one'))
    expect(await look(0o606, { above: 0o710 })).toEqual([0, 0])
  })

  it('is a folder that they can write into, save where nobody takes away what is not theirs', async () => {
    expect(await look(0o755, { writingOnly: true, isFolder: true })).toEqual([0, 0])
    chmodSync(join(folder, 'one'), 0o777)
    const place = [{ file: join(folder, 'one'), writingOnly: true }]
    expect((await openToOthers(place, files)).writable).toHaveLength(1)
    chmodSync(join(folder, 'one'), 0o1777)
    expect((await openToOthers(place, files)).writable).toEqual([])
  })
})

describe('the lock', () => {
  const state = () => lockState(join(folder, 'vault.ukp'), files, Date.now())
  const lock = (text: Uint8Array | string): void => writeFileSync(join(folder, '.vault.ukp.lock'), text)
  const owner = async (part = {}) =>
    encodeOwner({ ...(await thisProcess(files)), command: 'add', token: 'ab', ...part })

  it('is free, held by a process that lives, or left behind by one that does not; and stays as it is', async () => {
    expect(await state()).toEqual({ is: 'free' })
    lock(await owner())
    expect(await state()).toEqual({ is: 'held', holder: `pid ${process.pid} (add)` })
    lock(await owner({ start: '1' }))
    const isLinux = process.platform === 'linux'
    if (isLinux) expect(await state()).toMatchObject({ is: 'left' })
    expect(readdirSync(folder)).toEqual(['.vault.ukp.lock'])
  })

  it('of another computer is judged by its age', async () => {
    lock(await owner({ host: 'nas' }))
    expect(await state()).toMatchObject({ is: 'held', holder: expect.stringContaining('nas') })
    utimesSync(join(folder, '.vault.ukp.lock'), new Date(0), new Date(0))
    expect(await state()).toMatchObject({ is: 'left' })
  })
})
