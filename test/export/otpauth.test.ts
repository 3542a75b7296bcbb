// The list of links is read back by ukp's own importer, and by a reader in Python that shares nothing with it.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { labelled } from '../../src/export/label.ts'
import { otpauth } from '../../src/export/otpauth.ts'
import { otpauth as importer } from '../../src/import/apps/otpauth.ts'
import { STEAM_DIGITS } from '../../src/otp/account.ts'
import { accountsOf, readWith } from '../import/kit.ts'
import {
  account,
  anyAccounts,
  codeOf,
  fileOf,
  hasPython,
  independent,
  KEY,
  keyHex,
  NOW_MS,
  textOf,
  withoutPython,
} from './kit.ts'

describe('the list of links', () => {
  it('has a line for each account, with every parameter and the key as it is stored', async () => {
    const accounts = [
      account({ issuer: 'Ügyfélkapu+', account: 'kiss anna', name: 'mama' }),
      account({ type: 'hotp', digits: 8, counter: 42 }),
      account({ type: 'steam', digits: 5, issuer: 'Steam', algorithm: 'SHA1' }),
    ]
    const { name, bytes } = await fileOf(otpauth, accounts)
    expect(name).toBe('otpauth.txt')
    const issuer = '%C3%9Cgyf%C3%A9lkapu%2B'
    expect(textOf({ bytes }).split('\n')).toEqual([
      `otpauth://totp/${issuer}:kiss%20anna?secret=${KEY}&issuer=${issuer}&algorithm=SHA1&digits=6&period=30`,
      `otpauth://hotp/Minta:anna?secret=${KEY}&issuer=Minta&algorithm=SHA1&digits=8&counter=42`,
      `otpauth://steam/Steam:anna?secret=${KEY}&issuer=Steam&algorithm=SHA1&digits=5&period=30`,
      '',
    ])
  })

  it('spells keys of impossible lengths anew, by their bytes', async () => {
    const keys = ['JBSWY3DPEHPK3PXPJ', 'JBSWY3DPEHPK3PXPJBS', 'JBSWY3DPEHPK3PXPJBSWY3']
    const text = textOf(
      await fileOf(
        otpauth,
        keys.map((secret) => account({ secret })),
      ),
    )
    expect([...text.matchAll(/secret=(\w+)/g)].map((match) => match[1])).toEqual([
      'JBSWY3DPEHPK3PXP',
      'JBSWY3DPEHPK3PXPJA',
      'JBSWY3DPEHPK3PXPJBSWY',
    ])
  })

  it('gives a name to what has none in its label', async () => {
    const people = ['mama', 'papa'].map((name) => account({ name, issuer: 'Ügyfélkapu+', account: '' }))
    const unnamed = account({ name: 'régi kulcs', issuer: '', account: '' })
    const own = account({ name: 'minta', issuer: 'Minta', account: '' })
    const imported = await readWith(importer, (await fileOf(otpauth, [...people, unnamed, own])).bytes)
    expect(accountsOf(imported).map(({ issuer, account }) => [issuer, account])).toEqual([
      ['Ügyfélkapu+', 'mama'],
      ['Ügyfélkapu+', 'papa'],
      ['', 'régi kulcs'],
      ['Minta', ''],
    ])
  })

  it('is read back by ukp as the same accounts', async () => {
    await fc.assert(
      fc.asyncProperty(anyAccounts, async (accounts) => {
        const imported = await readWith(importer, (await fileOf(otpauth, accounts)).bytes)
        expect(imported?.refused).toEqual([])
        expect(accountsOf(imported).map((one) => ({ ...one, secret: keyHex(one) }))).toEqual(
          accounts.map((one) => ({
            type: one.type,
            ...labelled(one),
            secret: keyHex(one),
            algorithm: one.algorithm,
            digits: one.type === 'steam' ? STEAM_DIGITS : one.digits,
            period: one.type === 'hotp' ? 30 : one.period,
            counter: one.counter,
          })),
        )
      }),
    )
  })

  it.runIf(hasPython)(`gives the codes of ukp to an independent reader${withoutPython}`, async () => {
    await fc.assert(
      fc.asyncProperty(anyAccounts, async (accounts) => {
        const links = (await fileOf(otpauth, accounts)).bytes
        const read = independent<object[]>('read_links.py', ['plain', String(NOW_MS / 1000)], links)
        expect(read).toEqual(
          accounts.map((one) => {
            const { issuer, account: user } = labelled(one)
            const label = issuer !== '' || user.includes(':') ? `${issuer}:${user}` : user
            return { label, issuer, key: keyHex(one), code: codeOf(one) }
          }),
        )
      }),
      { numRuns: 15 },
    )
  })

  it('names what many programs do not read in a link, and what a link has no place for', () => {
    const of = (given: Parameters<typeof account>[0]) => otpauth.carry(account(given))
    expect(of({ period: 60, digits: 8, algorithm: 'SHA256' })).toEqual({
      taken: true,
      without: [],
      doubtful: [
        { what: 'algorithm', value: 'SHA256' },
        { what: 'digits', value: 8 },
        { what: 'period', value: 60 },
      ],
    })
    expect(of({ type: 'hotp' })).toMatchObject({ doubtful: [{ what: 'type', value: 'hotp' }] })
    expect(of({ type: 'steam', digits: 5 })).toMatchObject({ doubtful: [{ what: 'type', value: 'steam' }] })
    expect(of({ name: 'mama', note: 'n', tags: ['a', 'b'] })).toMatchObject({
      without: [
        { what: 'name', value: 'mama' },
        { what: 'note', value: null },
        { what: 'tags', value: 'a, b' },
      ],
    })
  })

  it('counts a name as lost only where issuer and user name do not show it', () => {
    const lost = (given: Parameters<typeof account>[0]) => {
      const carried = otpauth.carry(account(given))
      return carried.taken && carried.without.some(({ what }) => what === 'name')
    }
    expect(lost({ name: 'Minta:anna' })).toBe(false)
    expect(lost({ name: 'Minta' })).toBe(false)
    expect(lost({ name: 'anna' })).toBe(false)
    expect(lost({ name: 'mama', account: '' })).toBe(false)
    expect(lost({ name: 'Minta:anna (2)' })).toBe(true)
  })
})
