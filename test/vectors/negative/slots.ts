// Slot lists that are not as the format says, and slots that somebody moved, copied or changed.
import { encodeBase64url } from '../../../src/vault/base64url.ts'
import { rawSlotMaker } from '../../../src/vault/slots/raw.ts'
import { type HeaderJson, headerOf, RAW_KEY, type SlotJson, seeded } from '../../vault/kit.ts'
import {
  type Bench,
  base64url,
  header,
  OTHER_RAW_SLOT,
  PASSPHRASE_SLOT,
  RAW_SLOT,
  type Rule,
  SEALED_SLOT,
  slot,
  slotAt,
  unsealed,
} from './bench.ts'

const DAMAGED = 'vault-damaged slots'
const LIMITS = 'vault-limits slots'

const numbered = (n: number): string => encodeBase64url(Uint8Array.of(0, 0, 0, 0, 0, 0, 1, n))
const later = (n: number): SlotJson => ({ id: numbered(n), type: 'later' })
const list = (
  comment: string,
  ours: string,
  edit: (slots: SlotJson[], json: HeaderJson, bench: Bench) => unknown,
): Rule => [comment, ours, header((json, bench) => edit(json.slots, json, bench))]
const raw = (comment: string, ours: string, edit: (slot: SlotJson, bench: Bench) => unknown): Rule => [
  `raw slot: ${comment}`,
  ours,
  slot(RAW_SLOT, edit),
]

export const SLOTS: readonly Rule[] = [
  list('no slots', DAMAGED, (_, json) => (json.slots = [])),
  list('17 slots', LIMITS, (slots) => slots.push(...Array.from({ length: 13 }, (_, n) => later(n)))),
  list('9 passphrase slots', LIMITS, (slots, json) => {
    const first = slotAt(json, PASSPHRASE_SLOT)
    slots.push(...Array.from({ length: 8 }, (_, n) => ({ ...first, id: numbered(n) })))
  }),
  list('a slot twice', DAMAGED, (slots, json) => slots.push(slotAt(json, RAW_SLOT))),
  list('an id twice in two kinds', DAMAGED, (slots, json) =>
    slots.push({ id: slotAt(json, RAW_SLOT).id, type: 'later' }),
  ),
  list('a text for a slot', DAMAGED, (slots) => Object.assign(slots, { 4: 'raw' })),
  list('null for a slot', DAMAGED, (slots) => Object.assign(slots, { 4: null })),
  list('a list for a slot', DAMAGED, (slots) => Object.assign(slots, { 4: [] })),
  list('an unknown kind without an id', DAMAGED, (slots) => slots.push({ type: 'later' })),
  list('an unknown kind with an id of 7 bytes', DAMAGED, (slots) => slots.push({ id: base64url(7), type: 'later' })),
  list('an unknown kind with a number for an id', DAMAGED, (slots) => slots.push({ id: 1, type: 'later' })),
  list('an unknown kind with a list for a type', DAMAGED, (slots) => slots.push({ id: numbered(1), type: ['raw'] })),
  raw('no type', DAMAGED, (json) => delete json.type),
  raw('no id', DAMAGED, (json) => delete json.id),
  raw('an id of 9 bytes', DAMAGED, (json) => (json.id = base64url(9))),
  raw('an id with left-over bits', DAMAGED, (json) => (json.id = 'AAAAAAAAAAB')),
  raw('a padded id', DAMAGED, (json) => (json.id = `${json.id}=`)),
  raw('no nonce', LIMITS, (json) => delete json.nonce),
  raw('a nonce of 23 bytes', LIMITS, (json) => (json.nonce = base64url(23))),
  raw('a nonce of 25 bytes', LIMITS, (json) => (json.nonce = base64url(25))),
  raw('a nonce as number', LIMITS, (json) => (json.nonce = 1)),
  raw('no key', LIMITS, (json) => delete json.key),
  raw('a key of 47 bytes', LIMITS, (json) => (json.key = base64url(47))),
  raw('a key of 49 bytes', LIMITS, (json) => (json.key = base64url(49))),
  raw('a key of another alphabet', LIMITS, (json) => (json.key = `+${String(json.key).slice(1)}`)),
  raw('no source', LIMITS, (json) => delete json.src),
  raw('a source as number', LIMITS, (json) => (json.src = 1)),
  raw('another id', 'no slot', (json) => (json.id = base64url(8))),
  raw('another nonce', 'no slot', (json) => (json.nonce = base64url(24))),
  raw('another key', 'no slot', (json) => (json.key = base64url(48))),
  raw('nonce and key of the other raw slot', 'no slot', (json, { bytes }) => {
    const { nonce, key } = slotAt(headerOf(bytes), OTHER_RAW_SLOT)
    Object.assign(json, { nonce, key })
  }),
  raw('made a passphrase slot', LIMITS, (json) => (json.type = 'passphrase')),
  raw('made a sealed slot', LIMITS, (json) => (json.type = 'sealed')),
  list('the types of two slots swapped', LIMITS, (_, json) => {
    Object.assign(slotAt(json, RAW_SLOT), { type: 'sealed' })
    Object.assign(slotAt(json, SEALED_SLOT), { type: 'raw' })
  }),
  list('the ids of two raw slots swapped', 'no slot', (_, json) => {
    const [a, b] = [slotAt(json, RAW_SLOT), slotAt(json, OTHER_RAW_SLOT)]
    Object.assign(json, { slots: [slotAt(json, PASSPHRASE_SLOT), { ...a, id: b.id }, { ...b, id: a.id }] })
  }),
  list('raw slots in capitals', 'no-key-slot', (slots) => {
    for (const one of slots) if (one.type === 'raw') one.type = 'RAW'
  }),
  list('no raw slot left', 'no-key-slot', (slots) => slots.splice(1, 2)),
  list('the slots of another vault', 'no slot', (_, json, { other }) => (json.slots = headerOf(other.bytes).slots)),
  list('the passphrase slot made a raw one', 'no slot', (_, json) => {
    json.slots = [{ ...slotAt(json, PASSPHRASE_SLOT), type: 'raw', src: 'keyfile' }]
  }),
  list('the data key of another vault, rightly bound', 'vault-damaged header', (_, json, { crypto, other, made }) => {
    const making = { key: RAW_KEY, source: 'keyfile', random: seeded(7005), id: String(slotAt(json, RAW_SLOT).id) }
    const alien = rawSlotMaker(crypto, making)(other.vault.dataKey, made.vault.envelope.header.id)
    Object.assign(slotAt(json, RAW_SLOT), alien.json)
  }),
  ['slots in another order, the body as it was', 'vault-damaged payload', unsealed(({ slots }) => slots.reverse())],
  ['a slot taken away, the body as it was', 'vault-damaged payload', unsealed(({ slots }) => slots.pop())],
  ['a slot added, the body as it was', 'vault-damaged payload', unsealed(({ slots }) => slots.push(later(1)))],
  [
    'another source, the body as it was',
    'vault-damaged payload',
    unsealed((json) => (slotAt(json, RAW_SLOT).src = 'keyring')),
  ],
  [
    'a slot of another vault added, the body as it was',
    'vault-damaged payload',
    unsealed(({ slots }, { other }) => slots.push(slotAt(headerOf(other.bytes), RAW_SLOT))),
  ],
  ['the wrong key', 'no slot', ({ bytes }) => bytes, { credential: () => RAW_KEY.map((byte) => byte ^ 1) }],
  [
    'the wrong passphrase',
    'no slot',
    ({ bytes }) => bytes,
    { kind: 'passphrase', credential: () => 'Correct horse battery' },
  ],
]
