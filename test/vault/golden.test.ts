// A vault of format 1 that was written once and is opened by every release. When this fails, the reader is wrong, or
// the writer writes another format: never write the files again.
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { allAccounts, trashedAccounts, unreadableCount } from '../../src/vault/contents.ts'
import { sealNext } from '../../src/vault/vault.ts'
import { GOLDEN_KEY, GOLDEN_PASSPHRASE, makeGolden } from '../vectors/vault-1.ts'
import { byKey, byPassphrase, headerOf, opened, payloadText, seeded } from './kit.ts'

const bytes = new Uint8Array(readFileSync(new URL('../vectors/vault-1.ukp', import.meta.url)))
const text = readFileSync(new URL('../vectors/vault-1.txt', import.meta.url), 'utf-8').replaceAll('\r\n', '\n')

/** `key: value` lines, an empty line, and the decrypted JSON as it stands. */
const [head = '', json = ''] = [text.slice(0, text.indexOf('\n\n')), text.slice(text.indexOf('\n\n') + 2).trimEnd()]
const field = (name: string): string => new RegExp(`^${name}: (.*)$`, 'm').exec(head)?.[1] ?? ''

const WAYS = [
  ['its passphrase', byPassphrase(field('passphrase'))],
  ['its key', byKey(Buffer.from(field('key'), 'hex'))],
] as const

describe('the golden vault of format 1', () => {
  it.each(WAYS)('opens with %s', async (_, credential) => {
    const vault = await opened(bytes, credential)
    if (vault === null) throw new Error('does not open')
    expect(await payloadText(vault)).toBe(json)
    expect(Buffer.from(vault.dataKey).toString('hex')).toBe(field('data-key'))
    expect(vault.envelope.header.id).toBe(field('id'))
    expect(vault.envelope.header.generation).toBe(Number(field('generation')))
    expect(allAccounts(vault.contents).map(({ name }) => name)).toEqual([
      'nagymama',
      'anya',
      'token',
      'game',
      'bank',
      'with more',
    ])
    expect(allAccounts(vault.contents)[0]?.deletionCode).toBe('00123456')
    expect(allAccounts(vault.contents)[1]?.history[0]?.deletionCode).toBe('00000007')
    expect(trashedAccounts(vault.contents).map(({ name }) => name)).toEqual(['bank'])
    expect(unreadableCount(vault.contents)).toBe(1)
  })

  it('opens with Windows line ends as well', async () => {
    const windows = Buffer.from(Buffer.from(bytes).toString('utf-8').replaceAll('\n', '\r\n'))
    expect(await opened(windows, byKey(GOLDEN_KEY))).toMatchObject({ contents: { schema: 1 } })
  })

  it('is what this version writes with the same randomness, byte for byte', async () => {
    expect(Buffer.from((await makeGolden()).bytes).toString()).toBe(Buffer.from(bytes).toString())
    expect(field('passphrase')).toBe(GOLDEN_PASSPHRASE)
    expect(field('key')).toBe(Buffer.from(GOLDEN_KEY).toString('hex'))
  })

  it('loses nothing in a save: what is unknown stays', async () => {
    const vault = await opened(bytes, byKey(GOLDEN_KEY))
    if (vault === null) throw new Error('does not open')
    const { contents } = vault
    const next = await sealNext(vault, { contents }, { previous: bytes, random: seeded(5), writer: 'other' })
    const [before, after] = [headerOf(bytes), headerOf(next.bytes)]
    expect(after).toEqual({ ...before, gen: 3, nonce: after.nonce })
    const was = JSON.parse(json) as { vault: Record<string, unknown> }
    const is = JSON.parse(await payloadText(next.vault)) as typeof was
    expect(is).toEqual({
      ...was,
      vault: { ...was.vault, prev: is.vault.prev, past: [was.vault.prev], writer: 'other' },
    })
  })
})
