import { expect, it } from 'vitest'
import { zohoVault } from '../../../src/import/apps/zoho-vault.ts'
import { accountsOf, KEY, readWith } from '../kit.ts'

it('takes a link without a label, with the user name from SecretData', async () => {
  const text = `Password Name,Description,Password URL,SecretData,Notes,CustomData,Tags,Classification,Favorite,TOTP,Folder Name\nBank,,https://bank.example,"SecretType:Web Account\nUser Name:anna\nPassword:hunter2\n",a note,,"adó,család",P,0,otpauth://totp?secret=${KEY}&digits=8,"Clients\n2026"\n`
  const imported = await readWith(zohoVault, text)
  expect(accountsOf(imported)).toMatchObject([{ issuer: 'Bank', account: 'anna', secret: KEY, digits: 8 }])
  expect(imported?.entries[0]).toMatchObject({ tags: ['Clients/2026', 'adó', 'család'], note: 'a note', line: 2 })
  expect([...(imported?.remarks ?? [])]).toEqual(['passwords-left'])
  expect(JSON.stringify(imported)).not.toContain('hunter2')
})

it('takes the older column names, and a login without a user name', async () => {
  const text = `"Secret Name","Secret URL","SecretData","Notes","login_totp","ChamberName"\nBank,,"SecretType:Web Account\nUser Name:\nPassword:x\n",,${KEY},Money\n`
  const imported = await readWith(zohoVault, text)
  expect(accountsOf(imported)).toMatchObject([{ issuer: 'Bank', account: '', secret: KEY }])
  expect(imported?.entries[0]?.tags).toEqual(['Money'])
})

it('leaves tables without a key column alone', async () => {
  expect(await readWith(zohoVault, '"Secret Name","Secret URL","SecretData","Notes"\n')).toBeNull()
})
