// Labels are taken apart, and put together so that the same parts come out again.
import { describe, expect, it } from 'vitest'
import { joinLabel, namesInGoogleLabel, splitLabel } from '../../src/otp/label.ts'

describe('a label', () => {
  it.each([
    ['Bank:anna', '', { prefix: 'Bank', name: 'anna' }],
    ['Bank: anna', '', { prefix: 'Bank', name: 'anna' }],
    ['anna', 'Bank', { prefix: null, name: 'anna' }],
    [':a:b', '', { prefix: '', name: 'a:b' }],
    ['a:b:anna', 'a:b', { prefix: 'a:b', name: 'anna' }],
    ['a:b:anna', 'c', { prefix: 'a', name: 'b:anna' }],
  ])('%j beside the issuer %j is split', (label, issuer, parts) => {
    expect(splitLabel(label, issuer)).toEqual(parts)
  })

  it.each([
    ['Bank:anna', '', { issuer: 'Bank', account: 'anna' }],
    ['Bank:anna', 'Bank', { issuer: 'Bank', account: 'anna' }],
    ['home:anna', 'Bank', { issuer: 'Bank', account: 'home:anna' }],
    [':anna', 'Bank', { issuer: 'Bank', account: 'anna' }],
    ['anna', 'Bank', { issuer: 'Bank', account: 'anna' }],
  ])('%j beside the issuer %j has names for Google Authenticator', (label, issuer, names) => {
    expect(namesInGoogleLabel(label, issuer)).toEqual(names)
  })

  it.each([
    ['Bank', 'anna', 'Bank:anna'],
    ['', 'anna', 'anna'],
    ['', 'a:b', ':a:b'],
    ['Bank', '', 'Bank:'],
  ])('of %j and %j comes apart as it was', (issuer, account, label) => {
    expect(joinLabel({ issuer, account })).toBe(label)
    const { prefix, name } = splitLabel(label, issuer)
    expect([prefix ?? '', name]).toEqual([issuer, account])
  })
})
