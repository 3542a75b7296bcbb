import { describe, expect, it } from 'vitest'
import { protonPass } from '../../../src/import/apps/proton-pass.ts'
import { accountsOf, expectLeft, KEY, readWith, reasonOf, refusalsOf, zipOf } from '../kit.ts'

const OTHER_KEY = 'JBSWY3DPEHPK3PXPGEZA'
const LINK = `otpauth://totp/Bank:anna?secret=${KEY}&issuer=Bank`

const login = (content: object, more: { readonly extraFields?: unknown; readonly state?: number } = {}) => ({
  state: more.state ?? 1,
  data: {
    type: 'login',
    metadata: { name: 'Bank', note: 'a note' },
    extraFields: more.extraFields ?? [],
    content: { itemEmail: 'anna@example.hu', itemUsername: 'anna', password: 'hunter2', totpUri: '', ...content },
  },
})

const totpField = (totpUri: unknown) => ({ fieldName: 'TOTP', type: 'totp', data: { totpUri } })

const file = (...items: unknown[]) => ({ userId: 'x', version: '1.2.3', vaults: { id: { name: 'Család', items } } })

describe('the JSON of Proton Pass', () => {
  it('takes the key of a login with vault and note', async () => {
    const imported = await readWith(protonPass, file(login({ totpUri: LINK })))
    expect(accountsOf(imported)).toMatchObject([{ issuer: 'Bank', account: 'anna', secret: KEY }])
    expect(imported?.entries[0]).toMatchObject({ tags: ['Család'], note: 'a note', trashed: false, name: null })
    expect([...(imported?.remarks ?? [])]).toEqual(['passwords-left'])
    expect(JSON.stringify(imported)).not.toContain('hunter2')
  })

  it('takes it from the ZIP too', async () => {
    const zip = await zipOf({ 'Proton Pass/data.json': JSON.stringify(file(login({ totpUri: LINK }))) })
    expect(accountsOf(await readWith(protonPass, zip))).toMatchObject([{ secret: KEY }])
  })

  it('takes a bare key with title and user name, or e-mail address', async () => {
    const imported = await readWith(
      protonPass,
      file(login({ totpUri: KEY }), login({ totpUri: OTHER_KEY, itemUsername: '' })),
    )
    expect(accountsOf(imported)).toMatchObject([
      { issuer: 'Bank', account: 'anna' },
      { issuer: 'Bank', account: 'anna@example.hu' },
    ])
  })

  it('takes added fields of logins, and those in sections of other items', async () => {
    const own = {
      state: 1,
      data: {
        type: 'custom',
        metadata: { name: 'Own', note: '' },
        content: {
          sections: [{ sectionName: 's', sectionFields: [totpField(OTHER_KEY), { type: 'text', data: {} }] }],
        },
      },
    }
    const fields = [totpField(LINK), { type: 'hidden', data: { content: 'secret text' } }, totpField('')]
    const imported = await readWith(protonPass, file(login({ totpUri: OTHER_KEY }, { extraFields: fields }), own))
    expect(accountsOf(imported).map(({ issuer, secret }) => [issuer, secret])).toEqual([
      ['Bank', OTHER_KEY],
      ['Bank', KEY],
      ['Own', OTHER_KEY],
    ])
    expect(JSON.stringify(imported)).not.toContain('secret text')
  })

  it('takes what is in the trash as trashed', async () => {
    const imported = await readWith(protonPass, file(login({ totpUri: LINK }, { state: 2 })))
    expect(imported?.entries.map(({ trashed }) => trashed)).toEqual([true])
  })

  it('refuses a broken link by name and takes the others', async () => {
    const imported = await readWith(
      protonPass,
      file(login({ totpUri: 'otpauth://totp/NoKeyAtAll' }), login({ totpUri: LINK }), {}, null, { data: null }),
    )
    expect(refusalsOf(imported)).toEqual([['Bank: anna', 'link-invalid']])
    expect(accountsOf(imported)).toHaveLength(1)
  })

  it('leaves other JSON and other archives alone', async () => {
    await expectLeft(protonPass, [{ vaults: {} }, { vaults: { a: 1 } }, { version: 1, entries: [] }, [], 'text'])

    await expectLeft(protonPass, [
      await zipOf({ 'data.json': '{"no":"vaults"}' }),
      await zipOf({ 'export.data': '{}' }),
    ])
  })

  it('refuses a ZIP whose data is damaged', async () => {
    const zip = await zipOf({ 'Proton Pass/data.json': JSON.stringify(file(login({ totpUri: LINK }))) })
    const broken = zip.slice()
    broken.fill(0, 80, 120)
    expect(await reasonOf(async () => await readWith(protonPass, broken))).toBe('import-damaged')
  })
})

describe('the CSV of Proton Pass', () => {
  it('takes link, vault and note', async () => {
    const text = `type,name,url,email,username,password,note,totp,createTime,modifyTime,vault\nlogin,Bank,,a@b.hu,,hunter2,"x\ny",${LINK},1,2,Család\nnote,N,,,,,text,,1,2,Család\n`
    const imported = await readWith(protonPass, text)
    expect(accountsOf(imported)).toMatchObject([{ issuer: 'Bank', account: 'anna', secret: KEY }])
    expect(imported?.entries[0]).toMatchObject({ tags: ['Család'], note: 'x\ny', line: 2 })
    expect([...(imported?.remarks ?? [])]).toEqual(['passwords-left'])
  })

  it('takes tables of before vaults and e-mail addresses', async () => {
    const text = `type,name,url,username,password,note,totp,createTime,modifyTime\nlogin,Bank,,anna,x,,${KEY},1,2\n`
    expect(accountsOf(await readWith(protonPass, text))).toMatchObject([{ issuer: 'Bank', account: 'anna' }])
  })

  it('leaves the table of LastPass alone', async () => {
    expect(await readWith(protonPass, 'url,username,password,totp,extra,name,grouping,fav\n')).toBeNull()
  })
})
