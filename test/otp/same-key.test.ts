// A key is stored once, told by its bytes.
import { describe, expect, it } from 'vitest'
import { keyIdentity, sameKey } from '../../src/otp/same-key.ts'
import { account, NOW } from '../vault/kit.ts'

const KEY = 'JBSWY3DPEHPK3PXPJBSX'

describe('keyIdentity', () => {
  const identity = (part: Parameters<typeof account>[1]): string => keyIdentity(account(1, part))

  it('is one for every spelling of the last bits, and for other digits, period, counter and labels', () => {
    expect(identity({ secret: 'JBSWY3DPEHPK3PXPJBSQ' })).toBe(identity({ secret: KEY }))
    expect(identity({ digits: 8, period: 60, counter: 7, issuer: 'x', account: 'y' })).toBe(identity({ secret: KEY }))
  })

  it('is another for another type, algorithm, byte or length', () => {
    const identities = [
      {},
      { type: 'hotp' as const },
      { type: 'steam' as const },
      { algorithm: 'SHA256' as const },
      { secret: 'JBSWY3DPEHPK3PXPJBTX' },
      { secret: KEY.slice(0, 16) },
      { secret: `${KEY}AAAA` },
    ].map(identity)
    expect(new Set(identities).size).toBe(identities.length)
  })
})

describe('sameKey', () => {
  const active = account(1, { name: 'active' })
  const trashed = account(2, { name: 'trashed', trashed: NOW })
  const other = account(3, { name: 'other', secret: 'GEZDGNBV' })

  it('finds the active account before the one in the trash, whatever their order', () => {
    expect(sameKey([trashed, other, active], account(9))?.name).toBe('active')
    expect(sameKey([other, trashed], account(9))?.name).toBe('trashed')
  })

  it('answers null to a new key', () => {
    expect(sameKey([active, trashed, other], account(9, { secret: 'MFRGGZDF' }))).toBeNull()
    expect(sameKey([], account(9))).toBeNull()
  })
})
