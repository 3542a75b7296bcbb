// Cases 20 to 24: the vaults that every version opens, other letters and readers, and that nothing can be told from sizes
// and repeated saves. Each test begins with the number of its case.
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import type { Contents } from '../../src/vault/contents.ts'
import { sodium } from '../../src/vault/sodium.ts'
import { sealNext } from '../../src/vault/vault.ts'
import { KEY } from '../kit/ukp.ts'
import {
  account,
  byKey,
  contentsWith,
  fromUtf8,
  headerOf,
  makeVault,
  NOW,
  numbers,
  opened,
  payloadText,
  RAW_KEY,
  seeded,
  utf8,
} from '../vault/kit.ts'
import { fieldOf, headAndRest, vectorBytes, vectorText } from '../vectors/files.ts'
import { inFolder, runReader, skippedWithoutReader, wantsReader } from '../vectors/reader.ts'
import { makeGolden } from '../vectors/vault-1.ts'
import { makeSlotsVault } from '../vectors/vault-1-slots.ts'
import { home, placed } from './place.ts'
import { BY_KEY, BY_PASSPHRASE, bytes, keyFile, made, on } from './vault-file.ts'

/** The files that were written once, with what opens them. */
const GOLDEN = ['vault-1', 'vault-1-slots'] as const
const hex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'hex'))

describe('case 20', () => {
  it('case 20: there is no golden vault that is not opened here', () => {
    const folder = fileURLToPath(new URL('../vectors', import.meta.url))
    const files = readdirSync(folder).filter((name) => name.endsWith('.ukp'))
    expect(files.sort()).toEqual(GOLDEN.map((name) => `${name}.ukp`).sort())
  })

  it.each(GOLDEN)('case 20: the golden %s opens with the program, by passphrase and by key', async (name) => {
    const { head, rest } = headAndRest(vectorText(`${name}.txt`))
    const golden = vectorBytes(`${name}.ukp`)
    const key = join(home.folder, `${name}.key`)
    writeFileSync(key, hex(fieldOf(head, 'key')), { mode: 0o600 })
    const vault = await opened(golden, byKey(hex(fieldOf(head, 'key'))))
    expect(vault === null ? null : await payloadText(vault)).toBe(rest)
    const said: string[] = []
    for (const env of [{ UKP_PASSPHRASE: fieldOf(head, 'passphrase') }, { UKP_KEY_FILE: key }]) {
      const file = placed(golden)
      const ran = on(file, { args: ['list', '--json'], env })
      expect([ran.exit, ran.stderr]).toEqual([0, ''])
      said.push(ran.stdout)
      expect(Buffer.compare(readFileSync(file), golden)).toBe(0)
    }
    type Said = { accounts: { name: string }[]; warnings?: string[] }
    const [typed, byFile] = said.map((text) => JSON.parse(text) as Said)
    // The golden passphrases are derived with little work, so that the tests are quick; only who typed one is told.
    const weak = typed?.warnings?.filter((text) => text.includes('less work')) ?? []
    expect(weak).toHaveLength(1)
    const kept = typed?.warnings?.filter((text) => !weak.includes(text)) ?? []
    expect({ ...typed, warnings: kept }).toEqual({ ...byFile, warnings: byFile?.warnings ?? [] })
    expect(typed?.accounts.map((one) => one.name)).toContain('nagymama')
  })

  it.skipIf(!wantsReader).each(GOLDEN)(
    `case 20: the independent reader says the same of the golden %s${skippedWithoutReader}`,
    async (name) => {
      const { head, rest } = headAndRest(vectorText(`${name}.txt`))
      await inFolder((folder) => {
        writeFileSync(join(folder, 'vault.ukp'), vectorBytes(`${name}.ukp`))
        writeFileSync(join(folder, 'key'), hex(fieldOf(head, 'key')))
        const { exit, stdout, stderr } = runReader(join(folder, 'vault.ukp'), '--key-file', join(folder, 'key'))
        expect([exit, stderr]).toEqual([0, ''])
        expect(JSON.parse(stdout)).toEqual(JSON.parse(rest))
      })
    },
  )
})

describe.skipIf(!wantsReader)(`case 21${skippedWithoutReader}`, () => {
  /** Letters of many kinds: two-byte, emoji with joiners, right-to-left with marks, combining, controls. */
  const LETTERS = [...'abzAZ09 \'"\\/<>áéőűßñЖ中\u0301\u0000\u001f\u007f\u2028\u200f\u202eאבגעשלוםمرحبا']
  LETTERS.push('👩‍👧‍👦', '🔑', '🇭🇺', '\u{10ffff}')

  function texts(seed: number): (least: number, most: number) => string {
    const next = numbers(seed)
    return (least, most) => {
      const length = least + (next() % (most - least + 1))
      return Array.from({ length }, () => LETTERS[next() % LETTERS.length] ?? '').join('')
    }
  }

  function random(seed: number): Contents {
    const text = texts(seed)
    const next = numbers(seed + 1000)
    const entries = Array.from({ length: 40 }, (_, n) =>
      account(n + 1, {
        ...{ name: text(1, 60), issuer: text(0, 40), account: text(0, 40), tags: [text(1, 9), text(1, 9)] },
        note: n % 4 === 0 ? 'ő'.repeat(2048) : text(0, 700),
        digits: 5 + (next() % 6),
        period: 1 + (next() % 86_400),
        extra: { [text(1, 20)]: [text(0, 20), next(), -next()] },
      }),
    )
    return contentsWith(entries, { slots: { AAAAAAAAAAI: { label: text(1, 30), created: NOW, extra: {} } } })
  }

  async function readBoth(content: Uint8Array): Promise<{ ours: unknown; theirs: unknown }> {
    const vault = await opened(content, byKey(RAW_KEY))
    if (vault === null) throw new Error('does not open')
    const theirs = await inFolder((folder) => {
      writeFileSync(join(folder, 'vault.ukp'), content)
      const { exit, stdout, stderr } = runReader(join(folder, 'vault.ukp'), '--key-file', keyFile)
      expect([exit, stderr]).toEqual([0, ''])
      return JSON.parse(stdout) as unknown
    })
    return { ours: JSON.parse(await payloadText(vault)) as unknown, theirs }
  }

  it.each([1, 2, 3, 4, 5])('case 21: random entries %i are the same JSON to the independent reader', async (seed) => {
    const contents = random(seed)
    const { bytes: content } = await makeVault({ seed, contents })
    const { ours, theirs } = await readBoth(content)
    expect(theirs).toEqual(ours)
    expect((await opened(content, byKey(RAW_KEY)))?.contents).toEqual(contents)
  })

  it('case 21: so is what the program wrote: emoji, right-to-left, a note of 4 KiB', async () => {
    const file = placed(bytes)
    const text = texts(77)
    const visible = text(60, 60).replace(/[\p{C}\u2028]/gu, '')
    const note = 'שלום 🔑 ő'.repeat(500).slice(0, 4096)
    const written = [
      ['🔑 kulcs', '--note', note, '--issuer', 'مرحبا بالعالم'],
      ['שלום עולם', '--account', visible, '--tag', '👩‍👧‍👦', '--tag', 'szülők'],
    ]
    for (const [n, [name = '', ...options]] of written.entries()) {
      const ran = on(file, {
        args: ['add', name, '--stdin', ...options],
        env: BY_KEY,
        stdin: `${KEY.slice(0, -1)}${n === 0 ? 'A' : 'Q'}`,
      })
      expect(ran.exit, ran.stderr).toBe(0)
    }
    const { ours, theirs } = await readBoth(readFileSync(file))
    expect(theirs).toEqual(ours)
    const listed = JSON.parse(on(file, { args: ['list', '--json'], env: BY_KEY }).stdout) as {
      accounts: { id: string; name: string; note: string }[]
    }
    const entries = (theirs as { entries: { id: string; name: string; note: string }[] }).entries
    const named = (list: readonly { id: string; name: string }[]) => new Map(list.map(({ id, name }) => [id, name]))
    expect(named(entries)).toEqual(named(listed.accounts))
    expect(entries[2]).toMatchObject({ name: '🔑 kulcs', issuer: 'مرحبا بالعالم', note })
  })
})

describe('case 22', () => {
  it('case 22: the same payload with fixed randomness is the vector, byte for byte', async () => {
    expect(Buffer.compare((await makeGolden()).bytes, vectorBytes('vault-1.ukp'))).toBe(0)
    expect(Buffer.compare((await makeSlotsVault()).bytes, vectorBytes('vault-1-slots.ukp'))).toBe(0)
  })

  it('case 22: a save repeats as well, and follows the randomness', async () => {
    const save = async (seed: number): Promise<string> => {
      const { contents } = made.vault
      const options = { previous: bytes, random: seeded(seed), writer: 'device' }
      return fromUtf8((await sealNext(made.vault, { contents }, options)).bytes)
    }
    expect(await save(9)).toBe(await save(9))
    expect(await save(9)).not.toBe(await save(10))
  })
})

describe('case 23', () => {
  const bare = (n: number) => account(n, { name: `key ${n}`, issuer: '', account: '', deletionCode: null })
  const sizeWith = async (count: number, entry: (n: number) => ReturnType<typeof account>): Promise<number> =>
    (await makeVault({ contents: contentsWith(Array.from({ length: count }, (_, i) => entry(i + 1))) })).bytes.length

  it('case 23: a vault has one size with 0, 1 and 55 entries', async () => {
    const sizes = await Promise.all([0, 1, 55].map((count) => sizeWith(count, bare)))
    expect(new Set(sizes).size).toBe(1)
    // As the page says, with an issuer, a user name and a deletion code in each.
    expect(await sizeWith(45, (n) => account(n))).toBe(sizes[0])
  })

  it('case 23: so has the one that the program writes, with 1, 45 and 0 accounts', () => {
    const file = join(home.folder, 'sizes', 'vault.ukp')
    const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
    const line = (n: number): string =>
      `otpauth://totp/person${n}?secret=${letters[n >> 5]}${letters[n & 31]}${KEY.slice(2)}`
    const sizes: number[] = []
    for (const numbersOf of [[0], Array.from({ length: 44 }, (_, i) => i + 1)]) {
      const stdin = `${numbersOf.map(line).join('\n')}\n`
      const ran = on(file, { args: ['add', '--stdin', '--yes', '--json'], env: BY_PASSPHRASE, stdin })
      expect(ran.exit, ran.stdout).toBe(0)
      sizes.push(statSync(file).size)
    }
    const { accounts } = JSON.parse(on(file, { args: ['list', '--json'], env: BY_PASSPHRASE }).stdout) as {
      accounts: unknown[]
    }
    expect(accounts).toHaveLength(45)
    const names = accounts.map((one) => (one as { name: string }).name)
    const removed = on(file, { args: ['remove', '--purge', '--yes', ...names], env: BY_PASSPHRASE })
    expect(removed.exit, removed.stderr).toBe(0)
    sizes.push(statSync(file).size)
    expect(new Set(sizes).size).toBe(1)
  })
})

describe('case 24', () => {
  it('case 24: two saves of the same contents have another nonce and another ciphertext', async () => {
    const file = placed(bytes)
    const saves: { nonce: string; sealed: string; text: string }[] = []
    for (const note of ['a', 'b', 'a']) {
      expect(on(file, { args: ['edit', 'mama 1', '--note', note], env: BY_KEY }).exit).toBe(0)
      const content = readFileSync(file)
      const vault = await opened(content, byKey(RAW_KEY))
      if (vault === null) throw new Error('does not open')
      const text = JSON.stringify(vault.contents.entries).replaceAll(/"modified":"[^"]*"/g, '')
      saves.push({ nonce: String(headerOf(content).nonce), sealed: content.toString().split('\n')[2] ?? '', text })
    }
    expect(saves[2]?.text).toBe(saves[0]?.text)
    expect(new Set(saves.map(({ nonce }) => nonce)).size).toBe(3)
    expect(new Set(saves.map(({ sealed }) => sealed)).size).toBe(3)
    // Not in one place only: of 22,000 characters, about one in 64 is the same by chance.
    const [first = '', , last = ''] = saves.map(({ sealed }) => sealed)
    const same = [...first].filter((letter, i) => letter === last[i]).length
    expect(same / first.length).toBeLessThan(0.05)
  })

  it('case 24: two saves by the functions differ too, with the same key', async () => {
    const crypto = await sodium()
    const random = (length: number): Uint8Array => crypto.hash(length, utf8(`${Math.random()} ${performance.now()}`))
    const { contents } = made.vault
    const save = () => sealNext(made.vault, { contents }, { previous: bytes, random, writer: '' })
    const [one, two] = [await save(), await save()]
    expect(headerOf(one.bytes).nonce).not.toBe(headerOf(two.bytes).nonce)
    expect(fromUtf8(one.bytes).split('\n')[2]).not.toBe(fromUtf8(two.bytes).split('\n')[2])
  })
})
