// One account as it stands in a vault: what is read, what is left out, and what is kept although nobody understands it.
import { describe, expect, it } from 'vitest'
import { entryFromJson, entryToJson } from '../../src/vault/entry.ts'
import type { JsonObject } from '../../src/vault/strict-json.ts'
import { account } from './kit.ts'

const KEY = 'JBSWY3DPEHPK3PXPJBSX'
const LEAST: JsonObject = { id: 'a', type: 'totp', secret: KEY }

describe('an entry', () => {
  it('with the fields that it must have gets the rest', () => {
    expect(entryFromJson(LEAST)).toEqual({
      id: 'a',
      type: 'totp',
      name: 'a',
      issuer: '',
      account: '',
      secret: KEY,
      algorithm: 'SHA1',
      digits: 6,
      period: 30,
      counter: 0,
      tags: [],
      note: '',
      deletionCode: null,
      created: '',
      modified: '',
      source: '',
      trashed: null,
      history: [],
      extra: {},
    })
  })

  it.each([
    [{ issuer: 'NAV', account: 'anna' }, 'NAV:anna'],
    [{ issuer: 'NAV' }, 'NAV'],
    [{ account: 'anna' }, 'anna'],
    [{ name: '', account: 'anna' }, 'anna'],
    [{ name: 'x', issuer: 'NAV', account: 'anna' }, 'x'],
    [{}, 'a'],
  ])('without a name is called by its label: %o', (fields, name) => {
    expect(entryFromJson({ ...LEAST, ...fields })?.name).toBe(name)
  })

  it.each<[string, JsonObject]>([
    ['a deletion code that begins with zeros', { deletionCode: '00012345' }],
    ['a deletion code of zeros', { deletionCode: '00000000' }],
    ['the trash', { trashed: '2026-11-21T10:15:00.000Z' }],
    ['the bounds below', { digits: 5, period: 1, counter: 0 }],
    ['the bounds above', { digits: 10, period: 86_400, counter: Number.MAX_SAFE_INTEGER }],
    ['hotp', { type: 'hotp', counter: 42 }],
    ['steam', { type: 'steam', digits: 5 }],
    ['every algorithm', { algorithm: 'SHA384' }],
    ['a key of one byte', { secret: 'AA' }],
    ['a key of 4096 characters', { secret: 'A'.repeat(4096) }],
    ['texts of 4096 characters', { name: 'é'.repeat(4096), issuer: 'x'.repeat(4096), account: 'y'.repeat(4096) }],
    ['a note of 65,536 characters', { note: 'n'.repeat(65_536) }],
    ['tags', { tags: ['család', '', 'a b'] }],
  ])('with %s is read and written back', (_, fields) => {
    const read = entryFromJson({ ...LEAST, ...fields })
    expect(read).toMatchObject(fields)
    if (read === null) throw new Error('unreadable')
    expect(entryToJson(read)).toMatchObject(fields)
    expect(entryFromJson(entryToJson(read))).toEqual(read)
  })

  it('takes null for what may be absent', () => {
    expect(entryFromJson({ ...LEAST, deletionCode: null, trashed: null })).toMatchObject({
      deletionCode: null,
      trashed: null,
    })
  })

  it('is written in the order of the format, without what is empty by nature', () => {
    expect(JSON.stringify(entryToJson(account(1, { deletionCode: null, extra: { colour: 'red' } })))).toBe(
      '{"id":"01JD7T00000000000000000001","type":"totp","name":"mama 1","issuer":"Ügyfélkapu+","account":"kiss.anna",' +
        '"secret":"JBSWY3DPEHPK3PXPJBSX","algorithm":"SHA1","digits":6,"period":30,"counter":0,"tags":[],"note":"",' +
        '"created":"2026-11-21T10:15:00.000Z","modified":"2026-11-21T10:15:00.000Z","source":"qr","colour":"red"}',
    )
    expect(Object.keys(entryToJson(account(1))).join()).toContain('note,deletionCode,created')
  })

  it('keeps its history, and the fields in it that nobody knows', () => {
    const former = {
      type: 'totp',
      secret: 'GEZDGNBV',
      algorithm: 'SHA1',
      digits: 6,
      period: 30,
      counter: 0,
      deletionCode: '00000001',
      replaced: '2026-01-01T00:00:00.000Z',
    }
    const history = [former, { ...former, deletionCode: null, reason: { by: 'portal' } }]
    const read = entryFromJson({ ...LEAST, history })
    if (read === null) throw new Error('unreadable')
    expect(read.history[0]).toEqual(former)
    expect(entryToJson(read).history).toEqual(history)
    expect(JSON.stringify(entryToJson(read).history)).toBe(JSON.stringify(history))
  })

  it('keeps fields that nobody knows, whatever they hold', () => {
    const more = { icon: 'x', 7: 'seven', deep: { a: [null, { b: 1 }] }, toString: 'x', constructor: { name: 1 } }
    const read = entryFromJson({ ...LEAST, ...more })
    expect(read?.extra).toEqual(more)
    if (read === null) throw new Error('unreadable')
    expect(entryToJson(read)).toMatchObject(more)
  })
})

describe('an entry is not read', () => {
  it.each<[string, JsonObject]>([
    ['without an id', { id: undefined as unknown as null }],
    ['with an empty id', { id: '' }],
    ['with a number as id', { id: 1 }],
    ['without a type', { type: undefined as unknown as null }],
    ['of a type of the future', { type: 'passkey' }],
    ['of a type in capitals', { type: 'TOTP' }],
    ['without a key', { secret: undefined as unknown as null }],
    ['with an empty key', { secret: '' }],
    ['with a key of one character', { secret: 'A' }],
    ['with a key in small letters', { secret: 'jbswy3dp' }],
    ['with a padded key', { secret: 'GE======' }],
    ['with a key with a blank', { secret: 'JBSW Y3DP' }],
    ['with a key and a line feed', { secret: 'JBSWY3DP\n' }],
    ['with a key outside the alphabet', { secret: 'JBSW1890' }],
    ['with a key of 4097 characters', { secret: 'A'.repeat(4097) }],
    ['with a key as list', { secret: ['JBSWY3DP'] }],
    ['with MD5', { algorithm: 'MD5' }],
    ['with another spelling of SHA-1', { algorithm: 'SHA-1' }],
    ['with 4 digits', { digits: 4 }],
    ['with 11 digits', { digits: 11 }],
    ['with digits as text', { digits: '6' }],
    ['with digits null', { digits: null }],
    ['with a period of 0', { period: 0 }],
    ['with a period of a day and a second', { period: 86_401 }],
    ['with a counter below 0', { counter: -1 }],
    ['with a name as number', { name: 1 }],
    ['with a name of 4097 characters', { name: 'x'.repeat(4097) }],
    ['with an issuer null', { issuer: null }],
    ['with a note of 65,537 characters', { note: 'x'.repeat(65_537) }],
    ['with tags as text', { tags: 'a,b' }],
    ['with a tag as number', { tags: [1] }],
    ['with a deletion code as number', { deletionCode: 1_234_567 }],
    ['with a deletion code of 7 digits', { deletionCode: '1234567' }],
    ['with a deletion code with a line feed', { deletionCode: '12345678\n' }],
    ['with Arabic digits as deletion code', { deletionCode: '١٢٣٤٥٦٧٨' }],
    ['with a time of the trash as number', { trashed: 0 }],
    ['with a history that is no list', { history: {} }],
    ['with a history of texts', { history: ['GEZDGNBV'] }],
    ['with a history without a key', { history: [{ type: 'totp' }] }],
    ['with a history of another type', { history: [{ ...LEAST, type: 'passkey' }] }],
  ])('%s', (_, fields) => {
    expect(entryFromJson({ ...LEAST, ...fields })).toBeNull()
  })
})
