import { expect, it } from 'vitest'
import { enpass } from '../../../src/import/apps/enpass.ts'
import { accountsOf, expectLeft, KEY, readWith, refusalsOf } from '../kit.ts'

const LINK = `otpauth://totp/Bank:anna?secret=${KEY}&issuer=Bank`

const field = (type: string, value: unknown, more: object = {}) => ({ label: type, type, value, ...more })

const item = (fields: readonly unknown[], more: object = {}) => ({
  title: 'Bank',
  category: 'login',
  template_type: 'login.default',
  note: 'a note',
  folders: ['f1', 'gone'],
  trashed: 0,
  archived: 0,
  fields: [field('username', 'anna'), field('password', 'hunter2'), ...fields],
  ...more,
})

const file = (...items: unknown[]) => ({ folders: [{ uuid: 'f1', title: 'Család' }], items })

it('takes fields of the type totp, several of an item', async () => {
  const imported = await readWith(enpass, file(item([field('totp', LINK), field('totp', KEY)])))
  expect(accountsOf(imported)).toMatchObject([
    { issuer: 'Bank', account: 'anna', secret: KEY },
    { issuer: 'Bank', account: 'anna', secret: KEY },
  ])
  expect(imported?.entries[0]).toMatchObject({ tags: ['Család'], note: 'a note', trashed: false, name: null })
  expect([...(imported?.remarks ?? [])]).toEqual(['passwords-left'])
  expect(JSON.stringify(imported)).not.toContain('hunter2')
})

it('takes the e-mail address where there is no user name', async () => {
  const fields = [field('email', 'anna@example.hu'), field('totp', KEY)]
  expect(accountsOf(await readWith(enpass, file(item([], { fields }))))).toMatchObject([{ account: 'anna@example.hu' }])
})

it('takes trashed items as trashed, archived ones not', async () => {
  const imported = await readWith(
    enpass,
    file(item([field('totp', KEY)], { trashed: 1 }), item([field('totp', KEY)], { archived: 1 })),
  )
  expect(imported?.entries.map(({ trashed }) => trashed)).toEqual([true, false])
})

it('passes empty and deleted fields over, and refuses a bad key by name', async () => {
  const fields = [field('totp', ''), field('totp', KEY, { deleted: 1 }), field('totp', 'not!'), null]
  const imported = await readWith(enpass, file(item(fields), null, {}))
  expect(accountsOf(imported)).toEqual([])
  expect(refusalsOf(imported)).toEqual([['Bank: anna', 'key-bad-character']])
})

it('leaves other JSON alone, that of Bitwarden above all', async () => {
  const bitwarden = { encrypted: false, folders: [], items: [{ name: 'x', fields: [], login: {} }] }
  await expectLeft(enpass, [bitwarden, { items: [] }, { items: [{ fields: [] }] }, [], 'text'])
})
