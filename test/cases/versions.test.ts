// Cases 6 to 8: line ends of Windows, newer versions, and what a later version may add. What a person sees is looked at in the
// program itself, what concerns bytes in the functions. Each test begins with the number of its case.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { allAccounts } from '../../src/vault/contents.ts'
import { KEY } from '../kit/ukp.ts'
import {
  byKey,
  edited,
  fromUtf8,
  type HeaderJson,
  headerOf,
  NOW,
  opened,
  payloadText,
  RAW_KEY,
  refusal,
  resealed,
  type SlotJson,
  utf8,
  withHeader,
} from '../vault/kit.ts'
import { home, placed } from './place.ts'
import { ADD, BY_KEY, BY_PASSPHRASE, bytes, made, NEWER, on, refused, slotOf } from './vault-file.ts'

describe('case 6', () => {
  it('case 6: Windows line ends open, are no other vault to the memory, and the next save writes LF', async () => {
    const file = placed(bytes)
    const before = on(file, { env: BY_PASSPHRASE })
    const windows = fromUtf8(bytes).replaceAll('\n', '\r\n')
    writeFileSync(file, windows)
    expect(readFileSync(file, 'utf-8').match(/\r\n/g)).toHaveLength(3)
    expect(on(file, { env: BY_PASSPHRASE })).toEqual(before)
    expect(readFileSync(file, 'utf-8')).toBe(windows)
    const added = on(file, { ...ADD, args: ['add', 'papa', '--stdin', '--quiet'] })
    expect(added).toEqual({ exit: 0, stdout: '', stderr: '' })
    const saved = readFileSync(file)
    expect([saved.includes('\r'), saved.toString().split('\n').length]).toEqual([false, 4])
    const vault = await opened(saved, byKey(RAW_KEY))
    expect(vault === null ? [] : allAccounts(vault.contents).map(({ name }) => name)).toEqual([
      'mama 1',
      'mama 2',
      'papa',
    ])
  })
})

describe('case 7', () => {
  it.each<[string, (file: Uint8Array) => Uint8Array]>([
    ['first line', (file) => edited(file, (text) => text.replace('ukp-vault/1', 'ukp-vault/2'))],
    ['first line, and nothing that is known after it', () => utf8('ukp-vault/2\nsomething else\n')],
    ['header', (file) => withHeader(file, (header) => (header.v = 2))],
  ])('case 7: a vault that is newer by its %s is told as newer and left alone', (_, change) => {
    expect(refusal(change(bytes))).toBe('vault-newer')
    for (const using of [{ env: BY_PASSPHRASE }, ADD]) refused(change(bytes), 5, NEWER, using)
    const { stdout } = on(placed(change(bytes)), { args: ['list', '--json'] })
    expect(JSON.parse(stdout)).toMatchObject({ ok: false, kind: 'vault-newer', exit: 5 })
  })
})

describe('case 8', () => {
  it('case 8: a critical field that nobody knows yet is refused as newer', async () => {
    const file = await resealed(made, { header: (header) => (header.crit = ['seal']) })
    expect(refusal(file)).toBe('vault-newer')
    for (const using of [{ env: BY_KEY }, ADD]) refused(file, 5, NEWER, using)
  })

  interface Payload {
    entries: Record<string, unknown>[]
    slots: Record<string, unknown>
    vault: Record<string, unknown>
    [field: string]: unknown
  }
  const UNKNOWN = { list: [1, null, { deep: ['é\u2028', -9007199254740991, ''] }], '7': true }
  const LATER: SlotJson = { id: 'AAAAAAAAAAA', type: 'later', key: 'not base64 = +/', more: UNKNOWN }

  /** The vault as a later version might have written it. */
  async function later(): Promise<Uint8Array> {
    const payload = JSON.parse(await payloadText(made.vault)) as Payload
    const [first, second] = payload.entries
    Object.assign(first ?? {}, { colour: UNKNOWN })
    Object.assign(second ?? {}, { history: [{ ...historyKey, reason: UNKNOWN }] })
    payload.entries.push({ id: 'later-1', type: 'passkey', data: UNKNOWN }, { id: 'later-2', digits: 'many' })
    Object.assign(payload, { shelves: UNKNOWN, ext: { plugin: UNKNOWN } })
    Object.assign(payload.vault, { motto: UNKNOWN })
    payload.slots = { [LATER.id as string]: { label: 'later', created: NOW, colour: UNKNOWN } }
    return await resealed(made, {
      header: (header) => {
        Object.assign(header, { hint: UNKNOWN, crit: [] })
        header.slots = [...header.slots.map((slot) => ({ ...slot, since: UNKNOWN })), LATER]
        slotOf(header, 'passphrase').kdf = { ...(slotOf(header, 'passphrase').kdf as object), note: UNKNOWN }
      },
      json: JSON.stringify(payload),
    })
  }
  const historyKey = {
    ...{ type: 'totp', secret: 'MFRGGZDFMZTWQ2LK', algorithm: 'SHA1', digits: 6, period: 30, counter: 0 },
    ...{ deletionCode: null, replaced: NOW },
  }

  async function read(file: string): Promise<{ header: HeaderJson; payload: Payload }> {
    const content = readFileSync(file)
    const vault = await opened(content, byKey(RAW_KEY))
    if (vault === null) throw new Error('does not open')
    return { header: headerOf(content), payload: JSON.parse(await payloadText(vault)) as Payload }
  }

  it('case 8: unknown fields, slots, entries and kinds of entries stay as they are after an edit', async () => {
    const file = placed(await later())
    const before = await read(file)
    expect(on(file, { args: ['edit', 'mama 1', '--note', 'new'], env: BY_KEY }).exit).toBe(0)
    const after = await read(file)
    expect(after.header).toEqual({ ...before.header, gen: 2, nonce: after.header.nonce })
    const [first, ...others] = before.payload.entries
    const { vault, entries } = after.payload
    expect(after.payload).toEqual({
      ...before.payload,
      vault: { ...before.payload.vault, prev: vault.prev, writer: vault.writer },
      entries: [{ ...first, note: 'new', modified: entries[0]?.modified }, ...others],
    })
    expect(JSON.stringify(after.header.slots)).toBe(JSON.stringify(before.header.slots))
  })

  it('case 8: they stay through other saves too: an account more, one less, a new way in, a new passphrase', async () => {
    const file = placed(await later())
    const before = await read(file)
    const newPassphrase = join(home.folder, 'new passphrase')
    writeFileSync(newPassphrase, 'another passphrase\n', { mode: 0o600 })
    for (const args of [
      ['add', 'papa', '--stdin'],
      ['remove', 'mama 2', '--yes'],
      ['key', 'add', 'recovery', '--label', 'paper'],
      ['key', 'change', '--new-passphrase-file', newPassphrase],
    ]) {
      const ran = on(file, { args, env: BY_KEY, stdin: KEY })
      expect(ran.exit, ran.stderr).toBe(0)
    }
    const { header, payload } = await read(file)
    expect(header).toMatchObject({ hint: UNKNOWN, crit: [], gen: 5 })
    expect(header.slots.slice(1, 4)).toEqual(before.header.slots.slice(1, 4))
    expect(header.slots[0]).toMatchObject({ id: before.header.slots[0]?.id, since: UNKNOWN })
    expect(payload.entries.filter(({ id }) => String(id).startsWith('later'))).toEqual(before.payload.entries.slice(2))
    expect(payload.entries[0]).toEqual(before.payload.entries[0])
    expect(payload.entries[1]).toMatchObject({ history: [{ reason: UNKNOWN }] })
    expect(payload).toMatchObject({ shelves: UNKNOWN, ext: { plugin: UNKNOWN }, vault: { motto: UNKNOWN } })
    expect(payload.slots).toMatchObject({ [String(LATER.id)]: { label: 'later', colour: UNKNOWN } })
  })
})
