import { describe, expect, it } from 'vitest'
import { battleNet } from '../../../src/import/apps/battle-net.ts'
import { accountsOf, readWith, refusalsOf } from '../kit.ts'
import { preferencesFile } from '../preferences-file.ts'

const SECRET = 'com.blizzard.messenger.AUTHENTICATOR_DEVICE_SECRET'
const SERIAL = 'com.blizzard.messenger.AUTHENTICATOR_SERIAL'
const MASK = '398e27fc50276a656065b0e525f4c06c04c61075286b8e7aeda59da9813b5dd6c80d2fb38068773f'
const HEX = '48656c6c6f21deadbeef48656c6c6f21deadbeef'

const masked = (text: string): string =>
  Buffer.from(Buffer.from(text).map((byte, i) => byte ^ (Buffer.from(MASK, 'hex')[i] ?? 0))).toString('hex')

const read = (values: Readonly<Record<string, string>>) => readWith(battleNet, preferencesFile(values))

describe('the authenticator of Battle.net', () => {
  it('is taken with its serial', async () => {
    expect(accountsOf(await read({ [SERIAL]: masked('EU-1111-2222-3333'), [SECRET]: masked(HEX) }))).toEqual([
      {
        type: 'totp',
        issuer: 'Battle.net',
        account: 'EU-1111-2222-3333',
        secret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
        algorithm: 'SHA1',
        digits: 8,
        period: 30,
        counter: 0,
      },
    ])
  })

  it.each<[string, Record<string, string>]>([
    ['is not there', {}],
    ['is empty', { [SERIAL]: '' }],
    ['is no text', { [SERIAL]: 'ffff' }],
    ['is not hidden', { [SERIAL]: 'EU-1111' }],
  ])('is taken where the serial %s', async (_, serial) => {
    expect(accountsOf(await read({ ...serial, [SECRET]: masked(HEX) }))).toMatchObject([{ account: '' }])
  })

  it.each([
    ['in the open', HEX],
    ['with another mask', masked(HEX).replace(/^../, 'ff')],
    ['longer than the mask', '00'.repeat(58)],
    ['as text', 'JBSWY3DPEHPK3PXPJBSX'],
  ])('is refused where the key stands %s', async (_, secret) => {
    expect(refusalsOf(await read({ [SECRET]: secret }))).toEqual([['Battle.net', 'entry-field']])
  })

  it('is refused where the key is empty', async () => {
    expect(refusalsOf(await read({ [SECRET]: '' }))).toEqual([['Battle.net', 'key-empty']])
  })
})

describe('what Battle.net did not write', () => {
  it.each<[string, unknown]>([
    ['other preferences', preferencesFile({ other: 'value' })],
    ['preferences without a key', preferencesFile({ [SERIAL]: masked('EU-1') })],
    ['preferences that only mention it', preferencesFile({ other: SECRET })],
    ['other XML', `<list><string name="${SECRET}">00</string></list>`],
    ['XML that is cut', preferencesFile({ [SECRET]: masked(HEX) }).slice(0, -8)],
    ['text', SECRET],
    ['bytes', Buffer.alloc(9)],
  ])('is left to others: %s', async (_, content) => {
    expect(await readWith(battleNet, content)).toBeNull()
  })
})
