import { expect, it } from 'vitest'
import { keeper } from '../../../src/import/apps/keeper.ts'
import { accountsOf, expectLeft, KEY, readWith, refusalsOf } from '../kit.ts'

const LINK = `otpauth://totp/Bank:anna?secret=${KEY}&issuer=Bank`

const record = (custom_fields: object, more: object = {}) => ({
  title: 'Bank',
  $type: 'login',
  login: 'anna',
  password: 'hunter2',
  login_url: 'https://bank.example',
  notes: 'a note',
  custom_fields,
  ...more,
})

const file = (...records: unknown[]) => ({ shared_folders: [], records })

it('takes $oneTimeCode with folders and note', async () => {
  const folders = [{ folder: 'Own' }, { shared_folder: 'Clients', folder: 'Tax\\2026' }, { shared_folder: 'Ours' }]
  const imported = await readWith(keeper, file(record({ '$oneTimeCode::1': LINK, pin: '1234' }, { folders })))
  expect(accountsOf(imported)).toMatchObject([{ issuer: 'Bank', account: 'anna', secret: KEY }])
  expect(imported?.entries[0]).toMatchObject({
    tags: ['Own', 'Clients\\Tax\\2026', 'Ours'],
    note: 'a note',
    name: null,
  })
  expect([...(imported?.remarks ?? [])]).toEqual(['passwords-left'])
  expect(JSON.stringify(imported)).not.toContain('hunter2')
})

it('takes lists of keys, the older name, and links under any name', async () => {
  const other = `otpauth://totp/Shop:bela?secret=${KEY}&issuer=Shop`
  const imported = await readWith(
    keeper,
    file(record({ '$oneTimeCode::1': [LINK, other] }), record({ 'TFC:Keeper': LINK }), record({ 'my 2FA': LINK })),
  )
  expect(accountsOf(imported).map(({ issuer }) => issuer)).toEqual(['Bank', 'Shop', 'Bank', 'Bank'])
})

it('takes a bare key under its own name only', async () => {
  const imported = await readWith(keeper, file(record({ '$oneTimeCode::1': KEY, 'Recovery key': 'JBSWY3DPEHPK3PXP' })))
  expect(accountsOf(imported)).toMatchObject([{ issuer: 'Bank', account: 'anna', secret: KEY }])
})

it('passes records without a key over, and refuses a bad one by name', async () => {
  const imported = await readWith(
    keeper,
    file(
      { title: 'Note', login: '' },
      null,
      record({ '$oneTimeCode::1': 'otpauth://hotq/x?secret=A' }),
      record({ a: { b: 1 } }),
    ),
  )
  expect(accountsOf(imported)).toEqual([])
  expect(refusalsOf(imported)).toEqual([['Bank: anna', 'link-unknown-type']])
})

it('leaves other JSON alone', async () => {
  await expectLeft(keeper, [{ records: [] }, { records: [{ id: 1 }] }, { items: [] }, [], 'text'])
})
