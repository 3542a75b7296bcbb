import { expect, it } from 'vitest'
import { synologyC2 } from '../../../src/import/apps/synology-c2.ts'
import { accountsOf, readWith } from '../kit.ts'

it('takes Login_TOTP beside a login, with the mark at the start', async () => {
  const text =
    '\ufeffDisplay_Name,Login_Username,Login_Password,Login_URLs,Login_TOTP,Notes,Favorite\nBank,anna,hunter2,https://bank.example,JBSWY3DPEHPK3PXPJBSX,a note,\nShop,anna,x,,,,\n'
  const imported = await readWith(synologyC2, text)
  expect(accountsOf(imported)).toMatchObject([{ issuer: 'Bank', account: 'anna', secret: 'JBSWY3DPEHPK3PXPJBSX' }])
  expect(imported?.entries[0]).toMatchObject({ note: 'a note', line: 2 })
  expect([...(imported?.remarks ?? [])]).toEqual(['passwords-left'])
  expect(JSON.stringify(imported)).not.toContain('hunter2')
})

it('leaves the table of Bitwarden alone', async () => {
  const header = 'folder,favorite,type,name,notes,fields,reprompt,login_uri,login_username,login_password,login_totp\n'
  expect(await readWith(synologyC2, header)).toBeNull()
})
