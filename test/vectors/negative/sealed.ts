// Sealed slots that are not as the format says, or hold something else; and recovery keys that are mistyped.
import { headerOf, RECOVERY_KEY, type SlotJson } from '../../vault/kit.ts'
import {
  type Bench,
  base64url,
  bindingOf,
  header,
  type Rule,
  SEALED_SLOT,
  sealed,
  slot,
  slotAt,
  unsealed,
} from './bench.ts'

const LIMITS = 'vault-limits slots'
const way = { kind: 'recovery' } as const

const field = (comment: string, ours: string, edit: (slot: SlotJson, bench: Bench) => unknown): Rule => [
  `sealed slot: ${comment}`,
  ours,
  slot(SEALED_SLOT, edit),
  way,
]
const flipped = (text: unknown, byte: number): string => {
  const bytes = Buffer.from(String(text), 'base64url')
  bytes[byte] = (bytes[byte] ?? 0) ^ 1
  return bytes.toString('base64url')
}
const held = (comment: string, ours: string, what: Parameters<typeof sealed>[0]): Rule => [
  `sealed slot: ${comment}`,
  ours,
  sealed(what),
  way,
]

export const SEALED: readonly Rule[] = [
  field('no pk', LIMITS, (json) => delete json.pk),
  field('pk of 31 bytes', LIMITS, (json) => (json.pk = base64url(31, 9))),
  field('pk of 33 bytes', LIMITS, (json) => (json.pk = base64url(33, 9))),
  field('pk as number', LIMITS, (json) => (json.pk = 9)),
  field('pk with left-over bits', LIMITS, (json) => (json.pk = `${'A'.repeat(42)}B`)),
  field('a padded pk', LIMITS, (json) => (json.pk = `${json.pk}=`)),
  field('no key', LIMITS, (json) => delete json.key),
  field('a key of 95 bytes', LIMITS, (json) => (json.key = base64url(95))),
  field('a key of 97 bytes', LIMITS, (json) => (json.key = `${json.key}AA`)),
  field('a key of 48 bytes', LIMITS, (json) => (json.key = base64url(48))),
  field('a key as list', LIMITS, (json) => (json.key = [json.key])),
  field('another first byte', 'no slot', (json) => (json.key = flipped(json.key, 0))),
  field('another byte of its tag', 'no slot', (json) => (json.key = flipped(json.key, 32))),
  field('another last byte', 'no slot', (json) => (json.key = flipped(json.key, 95))),
  field('a fresh half of low order', 'no slot', (json) => {
    const box = Buffer.from(String(json.key), 'base64url').fill(0, 0, 32)
    json.key = box.toString('base64url')
  }),
  field('nothing but zeros', 'no slot', (json) => (json.key = base64url(96))),
  field('of another vault, same holder', 'no slot', (json, { other }) =>
    Object.assign(json, slotAt(headerOf(other.bytes), SEALED_SLOT)),
  ),
  field('another id', 'no slot', (json) => (json.id = base64url(8))),
  field('made a raw one', 'no-recovery-slot', (json) =>
    Object.assign(json, { type: 'raw', src: 'keyfile', nonce: base64url(24), key: base64url(48) }),
  ),
  held('bound to another slot', 'no slot', (bench, _, vaultId) => ({
    binding: bindingOf(bench, vaultId, base64url(8)),
  })),
  held('bound to another vault', 'no slot', (bench, slotId) => ({
    binding: bindingOf(bench, bench.other.vault.envelope.header.id, slotId),
  })),
  held('bound to another kind', 'no slot', (bench, slotId, vaultId) => ({
    binding: bindingOf(bench, vaultId, slotId, 'raw'),
  })),
  held('binding of zeros', 'no slot', () => ({ binding: new Uint8Array(16) })),
  held('one bit of its binding altered', 'no slot', (bench, slotId, vaultId) => {
    const binding = bindingOf(bench, vaultId, slotId)
    return { binding: binding.map((byte, i) => (i === 15 ? byte ^ 1 : byte)) }
  }),
  held('sealed to another recovery key', 'no slot', ({ strange }) => ({ to: strange.pair.publicKey })),
  held('the data key of another vault, rightly bound', 'vault-damaged header', ({ other }) => ({
    dataKey: other.vault.dataKey,
  })),
  held('a data key of zeros', 'vault-damaged header', () => ({ dataKey: new Uint8Array(32) })),
  [
    'sealed slot: binding before the data key',
    'no slot',
    sealed((bench, slotId, vaultId) => {
      const all = Buffer.concat([bindingOf(bench, vaultId, slotId), bench.made.vault.dataKey])
      return { dataKey: all.subarray(0, 32), binding: all.subarray(32) }
    }),
    way,
  ],
  [
    'sealed slot: another pk, the body as it was',
    'vault-damaged payload',
    unsealed((json) => (slotAt(json, SEALED_SLOT).pk = base64url(32, 9))),
    way,
  ],
  ['no sealed slot left', 'no-recovery-slot', header((json) => json.slots.pop()), way],
  ['the sealed slot alone, by key', 'no-key-slot', header((json) => json.slots.splice(0, 3))],
  [
    'the recovery key of another vault',
    'no slot',
    ({ bytes }) => bytes,
    { ...way, credential: ({ strange }) => strange.text },
  ],
]

/** A recovery key typed in another way than it is printed. */
const typed = (comment: string, group: number | null, edit: (key: string) => string): Rule => [
  `recovery key: ${comment}`,
  group === null ? 'recovery-key-invalid' : `recovery-key-invalid ${group}`,
  ({ bytes }) => bytes,
  { ...way, credential: () => edit(RECOVERY_KEY) },
]
const GROUPS = RECOVERY_KEY.split('-').slice(1)

export const RECOVERY: readonly Rule[] = [
  ...GROUPS.map((group, i) =>
    typed(`one character of group ${i + 1} is another`, i + 1, (key) =>
      key.replace(group, (group.startsWith('Z') ? 'Y' : 'Z') + group.slice(1)),
    ),
  ),
  ...GROUPS.map((group, i) =>
    typed(`the check character of group ${i + 1} is another`, i + 1, (key) =>
      key.replace(group, group.slice(0, -1) + (group.endsWith('Z') ? 'Y' : 'Z')),
    ),
  ),
  typed('two characters of group 4 have changed places', 4, (key) => key.replace('3CHJPT', 'C3HJPT')),
  [
    'recovery key: two characters of group 3 have changed places, one of the few changes that no check tells',
    'no slot',
    ({ bytes }) => bytes,
    { ...way, credential: () => RECOVERY_KEY.replace('G62RKR', '6G2RKR') },
  ],
  typed('groups 2 and 3 have changed places', 2, (key) => key.replace('QAYBXH-G62RKR', 'G62RKR-QAYBXH')),
  typed('U in group 5', 5, (key) => key.replace('CSV8D2', 'CSU8D2')),
  typed('a character that is no letter in group 4', 4, (key) => key.replace('3CHJPT', '3CHJ+T')),
  typed('a group is missing', null, (key) => key.replace('-5N6PV7', '')),
  typed('a group too many', null, (key) => `${key}-5N6PV7`),
  typed('nothing but its prefix', null, () => 'UKPR'),
  typed('its prefix twice', null, (key) => `UKPR-${key}`),
  typed('its prefix in the middle', null, (key) => key.slice(5).replace('G62', 'UKPR-G62')),
  typed('its prefix at the end', null, (key) => `${key.slice(5)}-UKPR`),
  typed('zero width blanks for dashes', null, (key) => key.replaceAll('-', '\u200b')),
  typed('the control character NEL for dashes', null, (key) => key.replaceAll('-', '\u0085')),
  typed('unit separators for dashes', null, (key) => key.replaceAll('-', '\u001f')),
]
