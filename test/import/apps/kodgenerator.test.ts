import { expect, it } from 'vitest'
import { kodgenerator } from '../../../src/import/apps/kodgenerator.ts'
import { ACCOUNT, accountsOf, expectLeft, KEY, readWith, refusalsOf } from '../kit.ts'

const file = (...tokens: unknown[]) => ({ tokens, exportDate: '2026-11-21T10:00:00.000Z' })

it('takes name and key', async () => {
  const imported = await readWith(kodgenerator, file({ id: '1', name: 'Édesanya', secret: 'jbsw y3dp ehpk 3pxp jbsx' }))
  expect(accountsOf(imported)).toEqual([{ ...ACCOUNT, issuer: '', account: 'Édesanya' }])
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
  await expectLeft(kodgenerator, [{ tokens: [], tokenOrder: [] }, { tokens: {}, exportDate: 'x' }, [], 'text'])
})
