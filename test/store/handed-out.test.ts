// Codes that were handed out: each once on this computer, whoever asks at the same moment.
import { readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { handedOutCodes } from '../../src/store/handed-out.ts'
import { freshFolder } from './failing-files.ts'

const VAULT = 'eIIZYIsubxDDY69AEqXigw'
const MAMA = { id: '01JD7T00000000000000000001' }
const folderOf = (state: string): string => join(state, VAULT, 'codes')

describe('claim', () => {
  it('is given once for a step of an account of a vault', async () => {
    const { claim } = handedOutCodes(freshFolder())
    expect(await claim(VAULT, MAMA, 57)).toBe(true)
    expect(await claim(VAULT, MAMA, 57)).toBe(false)
    expect(await claim(VAULT, MAMA, 58)).toBe(true)
    expect(await claim(VAULT, { id: 'other' }, 57)).toBe(true)
    expect(await claim('another-vault', MAMA, 57)).toBe(true)
  })

  it('is remembered by the next process', async () => {
    const state = freshFolder()
    expect(await handedOutCodes(state).claim(VAULT, MAMA, 57)).toBe(true)
    expect(await handedOutCodes(state).claim(VAULT, MAMA, 57)).toBe(false)
  })

  it('is given to one of many who ask at once', async () => {
    const state = freshFolder()
    const claims = await Promise.all(Array.from({ length: 20 }, () => handedOutCodes(state).claim(VAULT, MAMA, 57)))
    expect(claims.filter(Boolean)).toHaveLength(1)
  })

  it('stays inside its folder, whatever the id', async () => {
    const state = freshFolder()
    const { claim } = handedOutCodes(state)
    for (const id of ['../../x', '/etc/x', '..', 'a b\nc', 'é👵', 'con'])
      expect(await claim(VAULT, { id }, 1)).toBe(true)
    expect(readdirSync(state)).toEqual([VAULT])
    expect(readdirSync(join(state, VAULT))).toEqual(['codes'])
    expect(readdirSync(folderOf(state))).toHaveLength(6)
  })

  it('keeps its folders and files to their owner, and nothing in them', async () => {
    const state = join(freshFolder(), 'new')
    await handedOutCodes(state).claim(VAULT, MAMA, 57)
    const file = join(folderOf(state), `${MAMA.id}.57`)
    expect(statSync(file).size).toBe(0)
    if (process.platform === 'win32') return
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(statSync(folderOf(state)).mode & 0o777).toBe(0o700)
  })

  it('forgets what is older than two days, now and then', async () => {
    const state = freshFolder()
    const { claim } = handedOutCodes(state)
    const old = Date.now() / 1000 - 49 * 3600
    const recent = Date.now() / 1000 - 47 * 3600
    for (const step of [1, 2, 3]) await claim(VAULT, MAMA, step)
    utimesSync(join(folderOf(state), `${MAMA.id}.1`), old, old)
    utimesSync(join(folderOf(state), `${MAMA.id}.2`), recent, recent)
    await claim(VAULT, MAMA, 17)
    expect(readdirSync(folderOf(state))).toHaveLength(4)
    await claim(VAULT, MAMA, 32)
    expect(readdirSync(folderOf(state)).sort()).toEqual([2, 3, 17, 32].map((step) => `${MAMA.id}.${step}`).sort())
  })

  it('throws where nothing can be remembered: the caller says whether that matters', async () => {
    const state = join(freshFolder(), 'file')
    writeFileSync(state, '')
    await expect(handedOutCodes(state).claim(VAULT, MAMA, 1)).rejects.toMatchObject({ code: 'ENOTDIR' })
  })
})
