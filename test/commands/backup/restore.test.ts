// A backup brought into a vault: what is missing comes back, what is there is kept, and nothing without a question.
import { beforeAll, describe, expect, it } from 'vitest'
import { mergeBackup } from '../../../src/commands/backup/restore.ts'
import type { Answer, Context } from '../../../src/commands/command.ts'
import { loadMessages, type Messages } from '../../../src/messages/choose.ts'
import type { Contents } from '../../../src/vault/contents.ts'
import { encodeContents, parseContents } from '../../../src/vault/contents-json.ts'
import type { OpenVault } from '../../../src/vault/vault.ts'
import type { Applied } from '../../../src/world/world.ts'
import { account, contentsWith, makeVault, NOW } from '../../vault/kit.ts'

const LATER = '2026-12-24T18:00:00.000Z'
let t: Messages
let opened: OpenVault

beforeAll(async () => {
  t = await loadMessages('en')
  opened = (await makeVault()).vault
})

interface Merging {
  readonly yes?: boolean
  /** What the person answers; null: nobody is there. */
  readonly answer?: boolean | null
  /** What the vault holds by the time it is saved. */
  readonly meanwhile?: Contents
}

interface Merged {
  readonly answer: Answer
  /** null when nothing was saved. */
  readonly saved: Contents | null
  readonly asked: string[]
}

async function merging(
  present: Contents,
  backup: Contents,
  { yes = true, answer = null, meanwhile }: Merging = {},
): Promise<Merged> {
  const asked: string[] = []
  let saved: Contents | null = null
  const prompts = {
    confirm: async (question: string) => {
      asked.push(question)
      return answer === true
    },
  }
  const vault = {
    change: async <T>(_: OpenVault, apply: (contents: Contents) => Applied<T>) => {
      const { contents, result } = apply(meanwhile ?? present)
      saved = parseContents(encodeContents(contents))
      return { vault: opened, result }
    },
  }
  const context = {
    world: {
      clock: { nowMs: () => Date.parse(LATER) },
      vault,
      prompts: async () => (answer === null ? null : prompts),
    },
    globals: { yes },
    t,
    say: () => undefined,
  } as unknown as Context
  const result = await mergeBackup('b.ukp', { ...opened, contents: backup }, { ...opened, contents: present }, context)
  return { answer: result, saved, asked }
}

const names = (contents: Contents | null): string[] =>
  (contents?.entries ?? []).map((entry) => ('unreadable' in entry ? JSON.stringify(entry.unreadable) : entry.name))
const restored = ({ answer }: Merged): unknown => (answer.json.restored as { name: string }[]).map(({ name }) => name)

const mama = account(1, { name: 'mama' })
const papa = account(2, { name: 'papa', secret: 'GEZDGNBV' })

describe('mergeBackup', () => {
  it('brings back what is missing and keeps what is there as it is', async () => {
    const present = contentsWith([{ ...mama, note: 'newer' }])
    const merged = await merging(present, contentsWith([mama, papa]))
    expect(merged.saved?.entries).toEqual([
      { ...mama, note: 'newer' },
      { ...papa, modified: LATER },
    ])
    expect(restored(merged)).toEqual(['papa'])
    expect(merged.answer.json.same).toEqual([{ name: 'mama', file: 'b.ukp' }])
    expect(merged.answer.notes).toEqual([t.backup.restored('papa')])
  })

  it('saves nothing and asks nothing when nothing is missing', async () => {
    const present = contentsWith([mama, papa, { unreadable: { id: 'x', type: 'passkey' } }])
    const merged = await merging(present, contentsWith([papa, mama, { unreadable: { id: 'x', type: 'passkey' } }]), {
      yes: false,
    })
    expect([merged.saved, merged.asked]).toEqual([null, []])
    expect(merged.answer).toEqual({
      json: {
        restored: [],
        earlier: [],
        same: [
          { name: 'papa', file: 'b.ukp' },
          { name: 'mama', file: 'b.ukp' },
        ],
      },
      text: '',
      notes: [t.backup.nothingMissing],
    })
  })

  it('counts a key as there under another id, or in the trash', async () => {
    const present = contentsWith([account(8, { name: 'other' }), { ...papa, trashed: NOW }])
    const merged = await merging(present, contentsWith([mama, papa]))
    expect(merged.saved).toBeNull()
    expect(merged.answer.json.same).toHaveLength(2)
  })

  it('leaves the trash of the backup where it is', async () => {
    expect((await merging(contentsWith([]), contentsWith([{ ...mama, trashed: NOW }]))).saved).toBeNull()
  })

  it('numbers a name that another account has by now', async () => {
    const present = contentsWith([account(7, { name: 'Papa', secret: 'MFRGGZDF' })])
    const merged = await merging(present, contentsWith([papa]))
    expect(names(merged.saved)).toEqual(['Papa', 'papa (2)'])
    expect(merged.answer.notes).toEqual([t.backup.restoredAs('papa', 'papa (2)')])
  })

  it('brings back deletion code, history, tags and unknown fields', async () => {
    const former = { ...papa, deletionCode: '00000007', replaced: NOW }
    const { type, secret, algorithm, digits, period, counter, deletionCode, replaced } = former
    const history = [{ type, secret, algorithm, digits, period, counter, deletionCode, replaced }]
    const rich = { ...mama, history, deletionCode: '00123456', tags: ['a'], extra: { icon: 'x' } }
    expect((await merging(contentsWith([]), contentsWith([rich]))).saved?.entries).toEqual([
      { ...rich, modified: LATER },
    ])
  })

  it('takes two accounts of the backup with one key for one', async () => {
    const merged = await merging(contentsWith([]), contentsWith([mama, account(9, { name: 'twin' })]))
    expect(names(merged.saved)).toEqual(['mama'])
  })

  it('takes back the tombstone of what it brings back, and no other', async () => {
    const deleted = [mama.id, 'stays'].map((id) => ({ id, at: NOW, extra: {} }))
    const merged = await merging(contentsWith([], { deleted }), contentsWith([mama]))
    expect(merged.saved?.deleted).toEqual([{ id: 'stays', at: NOW, extra: {} }])
  })

  it('brings back entries that this version cannot read, unless the vault has their id', async () => {
    const unreadable = [
      { id: 'x', type: 'passkey', n: 1 },
      { id: papa.id, type: 'passkey' },
      { type: 'no id' },
      'text',
      null,
    ]
    const backup = contentsWith([mama, ...unreadable.map((json) => ({ unreadable: json }))])
    const present = contentsWith([mama, papa, { unreadable: 'text' }, { unreadable: { id: 'y' } }], {
      deleted: [{ id: 'x', at: NOW, extra: {} }],
    })
    const merged = await merging(present, backup)
    expect(names(merged.saved)).toEqual([
      'mama',
      'papa',
      '"text"',
      '{"id":"y"}',
      '{"id":"x","type":"passkey","n":1}',
      '{"type":"no id"}',
      'null',
    ])
    expect(merged.saved?.deleted).toEqual([])
    expect(restored(merged)).toEqual([])
    expect(merged.answer.notes).toEqual([t.vault.unreadable(3)])
    expect((await merging(merged.saved ?? present, backup)).saved).toBeNull()
  })

  it('asks with the number that would come back, and ends without a yes', async () => {
    const [present, backup] = [contentsWith([]), contentsWith([mama, papa, { unreadable: { id: 'x' } }])]
    const yes = await merging(present, backup, { yes: false, answer: true })
    expect(yes.asked).toEqual([t.backup.restoreQuestion(3, 'b.ukp')])
    expect(names(yes.saved)).toHaveLength(3)
    await expect(merging(present, backup, { yes: false, answer: false })).rejects.toMatchObject({ reason: 'cancelled' })
    await expect(merging(present, backup, { yes: false })).rejects.toMatchObject({ reason: 'missing-option' })
  })

  it('looks again at what the vault holds when it saves', async () => {
    const merged = await merging(contentsWith([]), contentsWith([mama, papa]), { meanwhile: contentsWith([papa]) })
    expect(names(merged.saved)).toEqual(['papa', 'mama'])
    expect(restored(merged)).toEqual(['mama'])
  })
})
