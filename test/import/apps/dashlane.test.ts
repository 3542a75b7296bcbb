import { expect, it } from 'vitest'
import { dashlane } from '../../../src/import/apps/dashlane.ts'
import { accountsOf, expectLeft, KEY, readWith, zipOf } from '../kit.ts'

const LINK = `otpauth://totp/Bank:anna?secret=${KEY}&issuer=Bank`

it('takes otpSecret with title, user name, category and note', async () => {
  const text = `username,username2,username3,title,password,note,url,category,otpSecret\nanna,,,Bank,hunter2,"one\ntwo",https://bank.example,Adó,${KEY}\n`
  const imported = await readWith(dashlane, text)
  expect(accountsOf(imported)).toMatchObject([{ issuer: 'Bank', account: 'anna', secret: KEY }])
  expect(imported?.entries[0]).toMatchObject({ tags: ['Adó'], note: 'one\ntwo', line: 2 })
  expect([...(imported?.remarks ?? [])]).toEqual(['passwords-left'])
  expect(JSON.stringify(imported)).not.toContain('hunter2')
})

it('takes otpUrl, and a second user name where there is no first', async () => {
  const text = `username,username2,username3,title,password,note,url,category,otpUrl\n,bela,,Shop,x,,,,otpauth://totp/?secret=${KEY}&digits=8\n`
  expect(accountsOf(await readWith(dashlane, text))).toMatchObject([{ issuer: 'Shop', account: 'bela', digits: 8 }])
})

it('takes credentials.csv from the ZIP of the app', async () => {
  const table = `username,username2,username3,title,password,note,url,category,otpUrl\nanna,,,Bank,x,,,,${LINK}\n`
  const zip = await zipOf({ 'securenotes.csv': 'title,note\n', 'credentials.csv': table })
  expect(accountsOf(await readWith(dashlane, zip))).toMatchObject([{ issuer: 'Bank', secret: KEY }])
})

it('leaves other tables and archives alone', async () => {
  await expectLeft(dashlane, [
    'username,title,password,note,url,otpSecret\n',
    await zipOf({ 'securenotes.csv': 'title,note\n' }),
    await zipOf({ 'credentials.csv': 'name,password\n' }),
  ])
})
