// ukp code --all with a word: which accounts it means, also by an id, and what is said of one in the trash, or of all.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dropHome, type Home, newHome, ukpJson } from '../kit/ukp.ts'
import { putVault, storedIn } from '../kit/vaults.ts'

let home: Home
beforeAll(async () => {
  home = newHome()
  await putVault(home, [
    { name: 'mama', issuer: 'Ügyfélkapu+', account: 'minta.anna' },
    { name: 'papa', issuer: 'Ügyfélkapu+' },
    { name: 'gone', trashed: '2026-01-01T00:00:00.000Z' },
  ])
})
afterAll(() => dropHome(home))

/** Of the vault whose accounts are all in the trash. */
async function emptied(): Promise<Home> {
  const one = newHome()
  await putVault(one, [{ name: 'gone', trashed: '2026-01-01T00:00:00.000Z' }])
  return one
}

function all(...words: string[]): Record<string, unknown> {
  return ukpJson(home, ['code', '--all', ...words]).json
}

function names(...words: string[]): unknown {
  return (all(...words).codes as { name: string }[]).map(({ name }) => name)
}

describe('ukp code --all', () => {
  it('is the codes of all accounts that the word finds, and of all without one', () => {
    expect(names()).toEqual(['mama', 'papa'])
    expect(names('ugyfelkapu')).toEqual(['mama', 'papa'])
    expect(names('anna')).toEqual(['mama'])
  })

  it('takes an id as every verb does', async () => {
    const papa = (await storedIn(home)).find(({ name }) => name === 'papa')
    expect(names(papa?.id ?? '')).toEqual(['papa'])
  })

  it('says of an account in the trash that it is there', () => {
    expect(all('gone')).toMatchObject({ ok: false, kind: 'not-found', hint: 'To bring it back: ukp restore gone' })
    expect(all('nobody')).toMatchObject({ ok: false, kind: 'not-found' })
  })
})

describe('where all accounts are in the trash', () => {
  it.each([
    ['en', 'All accounts are in the trash.', 'ukp restore <name>'],
    ['hu', 'Minden bejegyzés a kukában van.', 'ukp restore <név>'],
  ])('it is said in %s, with the way back', async (lang, message, way) => {
    const one = await emptied()
    for (const args of [['code'], ['export', '--format', 'otpauth'], ['backup', 'paper', '-', '--yes-plaintext']]) {
      const { json } = ukpJson(one, [...args, '--lang', lang])
      expect(json).toMatchObject({ ok: false, kind: 'not-found', exit: 3, message })
      expect(json.hint).toContain(way)
    }
    dropHome(one)
  })
})
