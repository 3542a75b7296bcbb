import { describe, expect, it } from 'vitest'
import { onePassword } from '../../../src/import/apps/one-password.ts'
import { accountsOf, expectLeft, KEY, readWith, reasonOf, refusalsOf, zipOf } from '../kit.ts'

const LINK = `otpauth://totp/Bank:anna?secret=${KEY}&issuer=Bank`

interface Item {
  readonly title?: string
  readonly keys?: readonly unknown[]
  readonly state?: string
  readonly tags?: unknown
  readonly note?: string
}

const itemOf = ({ title = 'Bank', keys = [], state = 'active', tags = [], note = '' }: Item) => ({
  uuid: 'u',
  state,
  overview: { title, tags },
  details: {
    loginFields: [
      { designation: 'password', value: 'hunter2' },
      { designation: 'username', value: 'anna' },
    ],
    notesPlain: note,
    sections: [
      { title: '', fields: [{ title: 'phone', value: { phone: '1' } }] },
      { title: 'more', fields: keys.map((totp) => ({ title: 'one-time password', value: { totp } })) },
    ],
  },
})

const pux = async (...items: unknown[]): Promise<Uint8Array> =>
  await zipOf({
    'export.attributes': '{"version":3}',
    'export.data': JSON.stringify({ accounts: [{ vaults: [{ attrs: { name: 'Család' }, items }] }] }),
  })

describe('a .1pux file', () => {
  it('takes links and bare keys, several of an item', async () => {
    const imported = await readWith(onePassword, await pux(itemOf({ keys: [LINK, 'jbsw y3dp ehpk 3pxp'] })))
    expect(accountsOf(imported)).toMatchObject([
      { issuer: 'Bank', account: 'anna', secret: KEY, digits: 6, period: 30, algorithm: 'SHA1' },
      { issuer: 'Bank', account: 'anna', secret: 'JBSWY3DPEHPK3PXP' },
    ])
  })

  it('takes vault and tags, and the note', async () => {
    const item = itemOf({ keys: [LINK], tags: ['adó', 'család'], note: 'one\ntwo' })
    expect((await readWith(onePassword, await pux(item)))?.entries[0]).toMatchObject({
      tags: ['Család', 'adó', 'család'],
      note: 'one\ntwo',
      name: null,
    })
  })

  it('takes archived items, which are not in the trash', async () => {
    const imported = await readWith(onePassword, await pux(itemOf({ keys: [LINK], state: 'archived' })))
    expect(imported?.entries.map(({ trashed }) => trashed)).toEqual([false])
  })

  it('takes the title as a name where the link names another issuer', async () => {
    const imported = await readWith(onePassword, await pux(itemOf({ title: 'Kovács Bt.', keys: [LINK] })))
    expect(imported?.entries[0]?.name).toBe('Kovács Bt.')
  })

  it('passes items without a key over, and refuses a bad key by name', async () => {
    const imported = await readWith(
      onePassword,
      await pux(itemOf({}), itemOf({ keys: ['', null, 7] }), itemOf({ title: 'Bad', keys: ['not a key!'] }), {}, null),
    )
    expect(accountsOf(imported)).toEqual([])
    expect(refusalsOf(imported)).toEqual([['Bad: anna', 'key-bad-character']])
  })

  it('says that passwords were left, and keeps none', async () => {
    const imported = await readWith(onePassword, await pux(itemOf({ keys: [LINK] })))
    expect([...(imported?.remarks ?? [])]).toEqual(['passwords-left'])
    expect(JSON.stringify(imported)).not.toContain('hunter2')
  })

  it('refuses an export whose data cannot be read', async () => {
    for (const data of ['{"accounts":', '{"accounts":7}', '[]']) {
      const file = await zipOf({ 'export.data': data })
      expect(await reasonOf(async () => await readWith(onePassword, file))).toBe('import-damaged')
    }
  })

  it('leaves other archives alone', async () => {
    await expectLeft(onePassword, [
      await zipOf({ 'Proton Pass/data.json': '{}' }),
      Buffer.from('PK\u0003\u0004 and no more'),
    ])
  })
})

describe('the CSV of 1Password 8', () => {
  const header = 'Title,Url,Username,Password,OTPAuth,Favorite,Archived,Tags,Notes'

  it('takes link, tags and note', async () => {
    const text = `${header}\n"Bank","https://bank.example","anna","hunter2","${LINK}","false","true","adó;család","a\nb"\n`
    const imported = await readWith(onePassword, text)
    expect(accountsOf(imported)).toMatchObject([{ issuer: 'Bank', account: 'anna', secret: KEY }])
    expect(imported?.entries[0]).toMatchObject({ tags: ['adó', 'család'], note: 'a\nb', trashed: false, line: 2 })
  })

  it('leaves the table of Apple Passwords alone', async () => {
    expect(await readWith(onePassword, 'Title,URL,Username,Password,Notes,OTPAuth\n')).toBeNull()
  })
})
