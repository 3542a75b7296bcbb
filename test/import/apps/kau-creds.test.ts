import { expect, it } from 'vitest'
import { kauCreds } from '../../../src/import/apps/kau-creds.ts'
import { ACCOUNT, accountsOf, expectLeft, KEY, readWith, refusalsOf } from '../kit.ts'

const file = (profiles: object) => ({ profiles, deleted: {}, autoLoginProfile: null, autoLoginEnabled: false })
const profile = (more: object) => ({ username: 'mama1', password: 'hunter2', updatedAt: 1, ...more })

it('takes the link with the alias as a name, and Ügyfélkapu+ for an issuer', async () => {
  const imported = await readWith(kauCreds, file({ Mama: profile({ totp_uri: `otpauth://totp/mama1?secret=${KEY}` }) }))
  expect(accountsOf(imported)).toEqual([{ ...ACCOUNT, issuer: 'Ügyfélkapu+', account: 'mama1' }])
  expect(imported?.entries[0]).toMatchObject({ name: 'Mama', warnings: [] })
})

it('takes the issuer that the link names', async () => {
  const link = `otpauth://totp/KAU:mama1?secret=${KEY}&issuer=KAU`
  expect(accountsOf(await readWith(kauCreds, file({ Mama: profile({ totp_uri: link }) })))).toMatchObject([
    { issuer: 'KAU' },
  ])
})

it('takes links and bare keys under every name', async () => {
  for (const name of ['totp_uri', 'totpUri', 'otpauth', 'totp', 'secret']) {
    for (const value of [KEY.toLowerCase(), `otpauth://totp/?secret=${KEY}`]) {
      const imported = await readWith(kauCreds, file({ Mama: profile({ totp_uri: '', [name]: value }) }))
      expect(accountsOf(imported)).toMatchObject([{ issuer: 'Ügyfélkapu+', account: 'mama1', secret: KEY }])
    }
  }
})

it('refuses profiles without a key or with a bad one by their alias', async () => {
  const profiles = { A: profile({}), B: profile({ totp: '1234' }), C: null, D: profile({ totp: KEY }) }
  const imported = await readWith(kauCreds, file(profiles))
  expect(refusalsOf(imported)).toEqual([
    ['A', 'key-empty'],
    ['B', 'key-bad-character'],
    ['C', 'key-empty'],
  ])
  expect(accountsOf(imported)).toHaveLength(1)
})

it('says that passwords were left, and keeps none', async () => {
  const imported = await readWith(kauCreds, file({ Mama: profile({ totp: KEY }) }))
  expect([...(imported?.remarks ?? [])]).toEqual(['passwords-left'])
  expect(JSON.stringify(imported)).not.toContain('hunter2')
})

it('takes a file of profiles alone, and leaves other profiles alone', async () => {
  expect(accountsOf(await readWith(kauCreds, { profiles: { Mama: profile({ secret: KEY }) } }))).toHaveLength(1)
  await expectLeft(kauCreds, [{ profiles: {} }, { profiles: { a: { colour: 1 } } }, { profiles: [] }, [], 'text'])
})
