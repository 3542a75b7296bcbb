import { expect, it } from 'vitest'
import { myki } from '../../../src/import/apps/myki.ts'
import { accountsOf, KEY, readWith, refusalsOf } from '../kit.ts'

it('takes the keys of UserTwofa.csv', async () => {
  const text = `nickname,status,tags,authToken,additionalInfo\nBank,active,"adó,család",${KEY.toLowerCase()},"a note "\nBad,active,,!!,\n`
  const imported = await readWith(myki, text)
  expect(accountsOf(imported)).toMatchObject([{ issuer: 'Bank', account: '', secret: KEY }])
  expect(imported?.entries[0]).toMatchObject({ tags: ['adó', 'család'], note: 'a note', line: 2 })
  expect(refusalsOf(imported)).toEqual([['Bad', 'key-bad-character']])
  expect([...(imported?.remarks ?? [])]).toEqual([])
})

it('takes the keys of logins', async () => {
  const text = `url,username,password,additionalInfo,nickname,twofaSecret\nhttps://bank.example,anna,hunter2,,Bank,${KEY}\n`
  const imported = await readWith(myki, text)
  expect(accountsOf(imported)).toMatchObject([{ issuer: 'Bank', account: 'anna' }])
  expect([...(imported?.remarks ?? [])]).toEqual(['passwords-left'])
})

it('leaves other tables alone', async () => {
  expect(await readWith(myki, 'nickname,url,username,password\n')).toBeNull()
})
