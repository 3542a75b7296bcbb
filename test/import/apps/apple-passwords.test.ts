import { expect, it } from 'vitest'
import { applePasswords } from '../../../src/import/apps/apple-passwords.ts'
import { accountsOf, expectLeft, KEY, readWith } from '../kit.ts'

const HEADER = 'Title,URL,Username,Password,Notes,OTPAuth'

it('takes the link beside a login', async () => {
  const text = `${HEADER}\nbank.example (anna),https://bank.example/,anna,hunter2,"one\ntwo",otpauth://totp/Bank:anna?secret=${KEY}&issuer=Bank\n`
  const imported = await readWith(applePasswords, text)
  expect(accountsOf(imported)).toMatchObject([{ issuer: 'Bank', account: 'anna', secret: KEY }])
  expect(imported?.entries[0]).toMatchObject({ name: 'bank.example (anna)', note: 'one\ntwo', line: 2 })
  expect([...(imported?.remarks ?? [])]).toEqual(['passwords-left'])
})

it('takes the title for a link without an issuer', async () => {
  const text = `${HEADER}\nbank.example (anna),https://bank.example/,anna,x,,otpauth://totp/?secret=${KEY}\n`
  expect(accountsOf(await readWith(applePasswords, text))).toMatchObject([
    { issuer: 'bank.example (anna)', account: 'anna' },
  ])
})

it('passes logins without a link over', async () => {
  const imported = await readWith(applePasswords, `${HEADER}\nshop,https://shop.example/,anna,x,,\n`)
  expect(imported).toMatchObject({ entries: [], refused: [] })
})

it('leaves the tables of 1Password and KeePassXC alone', async () => {
  await expectLeft(applePasswords, [
    'Title,Url,Username,Password,OTPAuth,Favorite,Archived,Tags,Notes\n',
    '"Group","Title","Username","Password","URL","Notes","TOTP"\n',
    'Title,URL,Username,Password\n',
    'not a table',
  ])
})
