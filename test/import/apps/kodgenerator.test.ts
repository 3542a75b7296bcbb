import { expect, it } from 'vitest'
import { kodgenerator } from '../../../src/import/apps/kodgenerator.ts'
import { accountsOf, readWith, refusalsOf } from '../kit.ts'

const KEY = 'JBSWY3DPEHPK3PXPJBSX'

const file = (...tokens: unknown[]) => ({ tokens, exportDate: '2026-11-21T10:00:00.000Z' })

it('takes name and key', async () => {
  const imported = await readWith(kodgenerator, file({ id: '1', name: 'Édesanya', secret: 'jbsw y3dp ehpk 3pxp jbsx' }))
  expect(accountsOf(imported)).toEqual([
    {
      type: 'totp',
      issuer: '',
      account: 'Édesanya',
      secret: KEY,
      algorithm: 'SHA1',
      digits: 6,
      period: 30,
      counter: 0,
    },
  ])
  expect(imported?.entries[0]).toMatchObject({ name: null, warnings: [], tags: [], trashed: false })
})

it('takes a link in place of a key', async () => {
  const imported = await readWith(kodgenerator, file({ name: 'Apa', secret: `otpauth://totp/KAU:apa?secret=${KEY}` }))
  expect(accountsOf(imported)).toMatchObject([{ issuer: 'KAU', account: 'apa' }])
})

it('refuses tokens without a key or with a bad one by name', async () => {
  const imported = await readWith(
    kodgenerator,
    file({ name: 'A' }, { name: 'B', secret: 'ABC1' }, { name: 'C', secret: null }, null, { name: 'D', secret: KEY }),
  )
  expect(refusalsOf(imported)).toEqual([
    ['A', 'key-empty'],
    ['B', 'key-bad-character'],
    ['C', 'key-empty'],
    [null, 'key-empty'],
  ])
  expect(accountsOf(imported)).toMatchObject([{ account: 'D' }])
})

it('leaves the tokens of FreeOTP alone', async () => {
  for (const content of [{ tokens: [], tokenOrder: [] }, { tokens: {}, exportDate: 'x' }, [], 'text']) {
    expect(await readWith(kodgenerator, content)).toBeNull()
  }
})
