// A vault made, unlocked, opened and saved again: by passphrase and by key, with randomness that repeats.
import { describe, expect, it } from 'vitest'
import type { Contents } from '../../src/vault/contents.ts'
import { parseEnvelope } from '../../src/vault/header.ts'
import {
  createVault,
  fileHash,
  type OpenVault,
  openWithKey,
  sameContents,
  sealNext,
  unlock,
} from '../../src/vault/vault.ts'
import {
  account,
  byKey,
  byPassphrase,
  contentsWith,
  FILE,
  fromUtf8,
  headerOf,
  makeVault,
  NOW,
  opened,
  outcome,
  PASSPHRASE,
  RAW_KEY,
  seeded,
} from './kit.ts'

const wrongKey = RAW_KEY.map((byte, i) => (i === 31 ? byte ^ 1 : byte))

/** Saves once more; `vault` is what was saved. */
async function saved(vault: OpenVault, contents: Contents, previous: Uint8Array, seed: number) {
  return await sealNext(vault, { contents }, { previous, random: seeded(seed), writer: 'other' })
}

describe('unlocking', () => {
  it('opens with the passphrase, and with the key', async () => {
    const contents = contentsWith([account(1), account(2)])
    const { bytes } = await makeVault({ contents })
    expect((await opened(bytes, byPassphrase(PASSPHRASE)))?.contents).toEqual(contents)
    expect((await opened(bytes, byKey(RAW_KEY)))?.contents).toEqual(contents)
  })

  it('answers null to another passphrase, and to a key that differs in one bit', async () => {
    const { bytes } = await makeVault()
    expect(await opened(bytes, byPassphrase('correct horse batterz'))).toBeNull()
    expect(await opened(bytes, byPassphrase('Correct horse battery'))).toBeNull()
    expect(await opened(bytes, byKey(wrongKey))).toBeNull()
  })

  it('says that there is no slot of the kind that was brought', async () => {
    const onlyKey = await makeVault({ passphrases: [] })
    const onlyPassphrase = await makeVault({ keys: [] })
    expect(await outcome(onlyKey.bytes, byPassphrase(PASSPHRASE))).toBe('no-passphrase-slot')
    expect(await outcome(onlyPassphrase.bytes, byKey(RAW_KEY))).toBe('no-key-slot')
  })

  it('finds the right one of several passphrases and of several keys', async () => {
    const passphrases = ['first passphrase', 'second passphrase', 'third passphrase']
    const { bytes } = await makeVault({ passphrases, keys: [wrongKey, RAW_KEY] })
    for (const one of passphrases) expect(await outcome(bytes, byPassphrase(one))).toBe('opened')
    for (const one of [wrongKey, RAW_KEY]) expect(await outcome(bytes, byKey(one))).toBe('opened')
  })

  it('opens a later save with the data key of an earlier one, and another vault not', async () => {
    const first = await makeVault()
    const second = await saved(first.vault, contentsWith([account(1)]), first.bytes, 9)
    const other = await makeVault({ seed: 2 })
    const { dataKey } = first.vault
    expect((await openWithKey(parseEnvelope(second.bytes, FILE), dataKey))?.contents.entries).toHaveLength(1)
    expect(await openWithKey(parseEnvelope(other.bytes, FILE), dataKey)).toBeNull()
    expect((await unlock(parseEnvelope(first.bytes, FILE), byKey(RAW_KEY)))?.dataKey).toEqual(dataKey)
  })

  it('is not lost on a wrong passphrase when it asks whether the id of the vault is damaged', async () => {
    const { bytes } = await makeVault({ passphrases: [], keys: [RAW_KEY] })
    const envelope = parseEnvelope(bytes, FILE)
    const start = performance.now()
    expect(await unlock(envelope, byKey(wrongKey))).toBeNull()
    // Measured: 20 ms for the 1,300 trials of one slot.
    expect(performance.now() - start).toBeLessThan(2000)
  })
})

describe('randomness', () => {
  it('gives the same bytes when it is the same', async () => {
    const contents = contentsWith([account(1)])
    const [one, two] = [await makeVault({ contents }), await makeVault({ contents })]
    expect(one.bytes).toEqual(two.bytes)
    const next = contentsWith([account(1), account(2)])
    expect((await saved(one.vault, next, one.bytes, 5)).bytes).toEqual(
      (await saved(two.vault, next, two.bytes, 5)).bytes,
    )
  })

  it('makes another id, data key and every other random field when it is another', async () => {
    const [one, two] = [await makeVault(), await makeVault({ seed: 2 })]
    expect(one.vault.dataKey).not.toEqual(two.vault.dataKey)
    const fields = (bytes: Uint8Array): string[] => fromUtf8(bytes).match(/(?<=")[\w-]{11,}(?=")/g) ?? []
    const shared = fields(one.bytes).filter((field) => fields(two.bytes).includes(field))
    expect(shared).toEqual(['xchacha20poly1305-ietf'])
  })

  it('differs in nonce and in ciphertext from save to save of the same contents', async () => {
    const first = await makeVault()
    const second = await saved(first.vault, first.vault.contents, first.bytes, 3)
    const third = await saved(second.vault, second.vault.contents, second.bytes, 4)
    const bodies = [first, second, third].map(({ bytes }) => fromUtf8(bytes).split('\n')[2])
    const nonces = [first, second, third].map(({ bytes }) => headerOf(bytes).nonce)
    expect(new Set(bodies).size).toBe(3)
    expect(new Set(nonces).size).toBe(3)
  })
})

describe('saving', () => {
  it('counts the generation up, keeps id, commitment and slots, and names the file before', async () => {
    const first = await makeVault()
    const second = await saved(first.vault, contentsWith([account(1)]), first.bytes, 3)
    const [before, after] = [headerOf(first.bytes), headerOf(second.bytes)]
    expect(after).toEqual({ ...before, gen: 2, nonce: after.nonce })
    expect(second.vault.contents.vault).toMatchObject({ prev: await fileHash(first.bytes), writer: 'other' })
    expect(first.vault.contents.vault.prev).toBe('')
    expect(await outcome(second.bytes, byPassphrase(PASSPHRASE))).toBe('opened')
  })

  it('hands out what it wrote, opened', async () => {
    const { bytes, vault } = await makeVault({ contents: contentsWith([account(1)]) })
    expect(await opened(bytes, byKey(RAW_KEY))).toEqual(vault)
  })

  it('takes another list of slots and locks the dropped one out', async () => {
    const first = await makeVault()
    const { header } = first.vault.envelope
    const slots = header.slots.filter((slot) => slot.type === 'raw')
    const next = await sealNext(
      first.vault,
      { contents: first.vault.contents, slots },
      { previous: first.bytes, random: seeded(3), writer: '' },
    )
    expect(await outcome(next.bytes, byKey(RAW_KEY))).toBe('opened')
    expect(await outcome(next.bytes, byPassphrase(PASSPHRASE))).toBe('no-passphrase-slot')
  })

  it('refuses to write contents of a newer schema', async () => {
    const { bytes, vault } = await makeVault()
    await expect(saved(vault, { ...vault.contents, schema: 2 }, bytes, 3)).rejects.toMatchObject({
      reason: 'vault-newer',
    })
  })

  it('refuses the 50,001st account and contents above 32 MiB, and says that the vault is full', async () => {
    const { bytes, vault } = await makeVault()
    const many = contentsWith(Array.from({ length: 50_001 }, () => ({ unreadable: { type: 'x' } })))
    await expect(saved(vault, many, bytes, 3)).rejects.toMatchObject({ reason: 'vault-full', facts: { limit: 50_000 } })
    const long = contentsWith([{ unreadable: { type: 'x', more: 'x'.repeat(32 << 20) } }])
    await expect(saved(vault, long, bytes, 3)).rejects.toMatchObject({ reason: 'vault-full' })
  })

  it('refuses to hand out a file that it could not read again', async () => {
    const name = 'half a pair \ud83d'
    const random = seeded(1)
    const made = createVault(FILE, { contents: contentsWith([account(1, { name })]), random, slots: () => [] })
    await expect(made).rejects.toMatchObject({ kind: 'vault-damaged' })
    const { bytes, vault } = await makeVault()
    await expect(saved(vault, contentsWith([account(1, { name })]), bytes, 3)).rejects.toMatchObject({
      kind: 'vault-damaged',
    })
  })

  it('keeps one size for 0, 1 and 45 ordinary accounts with a deletion code each', async () => {
    const sizes = await Promise.all(
      [0, 1, 45].map(async (count) => {
        const entries = Array.from({ length: count }, (_, n) => account(n))
        return (await makeVault({ contents: contentsWith(entries) })).bytes.length
      }),
    )
    expect(new Set(sizes).size).toBe(1)
    const [size = 0] = sizes
    expect(size).toBeGreaterThan(22_000)
    expect(size).toBeLessThan(23_500)
  })

  it('is done in well under a second with 500 accounts', async () => {
    const contents = contentsWith(Array.from({ length: 500 }, (_, n) => account(n)))
    const { bytes, vault } = await makeVault({ contents })
    const start = performance.now()
    const next = await saved(vault, contents, bytes, 3)
    expect((await openWithKey(next.vault.envelope, vault.dataKey))?.contents.entries).toHaveLength(500)
    expect(performance.now() - start).toBeLessThan(1000)
  })
})

describe('sameContents', () => {
  it('is true of a copy only', async () => {
    const first = await makeVault({ contents: contentsWith([account(1)]) })
    const copy = await opened(first.bytes, byPassphrase(PASSPHRASE))
    const changed = await saved(first.vault, contentsWith([account(1, { note: 'x' })]), first.bytes, 3)
    const other = await makeVault({ seed: 2, contents: contentsWith([account(1)]) })
    expect(copy !== null && (await sameContents(first.vault, copy))).toBe(true)
    expect(await sameContents(first.vault, changed.vault)).toBe(false)
    expect(await sameContents(first.vault, other.vault)).toBe(false)
  })
})

describe('texts in a vault', () => {
  it('come back letter for letter: accents, emoji, right-to-left, a note of 64 Ki characters', async () => {
    const entries = [
      account(1, { name: 'Árvíztűrő tükörfúrógép', note: 'é'.repeat(65_536) }),
      account(2, { name: '👩‍👩‍👧‍👦 család 🇭🇺', issuer: 'שלום', account: 'مرحبا', tags: ['a\nb', '"\\', '\u0000'] }),
      account(3, { note: '\\"'.repeat(20_000) }),
    ]
    const { bytes } = await makeVault({ contents: contentsWith(entries) })
    expect((await opened(bytes, byKey(RAW_KEY)))?.contents.entries).toEqual(entries)
  })

  it('stand nowhere in the file', async () => {
    const { bytes } = await makeVault({ contents: contentsWith([account(1)]) })
    const text = fromUtf8(bytes)
    for (const word of ['mama', 'Ügyfélkapu', 'kiss.anna', 'JBSWY3DP', '01234567', PASSPHRASE, NOW]) {
      expect(text).not.toContain(word)
    }
    const body = Buffer.from(text.split('\n')[2] ?? '', 'base64url')
    expect(body.includes('mama')).toBe(false)
  })
})
