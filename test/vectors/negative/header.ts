// Headers that are not as the format says. Where it can be, the payload is sealed again under them with the right key,
// so that only the rule that is broken refuses the file.
import type { HeaderJson } from '../../vault/kit.ts'
import { base64url, header, headerText, type Rule, text, unsealed } from './bench.ts'

const DAMAGED = 'vault-damaged header'
const FIELDS = ['format', 'v', 'id', 'gen', 'cipher', 'nonce', 'commit', 'slots'] as const

/** Another value in a field. */
const set = (comment: string, field: string, value: unknown, ours = DAMAGED): Rule => [
  `${field}: ${comment}`,
  ours,
  header((json) => (json[field] = value)),
]
const line = (comment: string, edit: (line: string) => string, ours = DAMAGED): Rule => [
  comment,
  ours,
  headerText(edit),
]
const first = (json: HeaderJson, field: string): string => String(json[field])
const deep = (levels: number): string => `${'['.repeat(levels)}${']'.repeat(levels)}`

export const HEADER: readonly Rule[] = [
  ...FIELDS.map((field): Rule => [`${field} left out`, DAMAGED, header((json) => delete json[field])]),
  ...FIELDS.map((field) => set('null', field, null)),
  ...FIELDS.map((field) => set('an object', field, {})),
  set('a number', 'id', 1),
  set('a number', 'nonce', 1),
  set('a list', 'commit', [base64url(32)]),
  set('a text', 'slots', 'raw'),
  set('another', 'format', 'ukp-vault/1'),
  set('0', 'v', 0),
  set('a text', 'v', '1'),
  set('true', 'v', true),
  set('2', 'v', 2, 'vault-newer'),
  ['v 2 with fields that nobody knows yet', 'vault-newer', header((json) => Object.assign(json, { v: 2, slots: {} }))],
  set('another', 'cipher', 'aes-256-gcm'),
  set('0', 'gen', 0),
  set('-1', 'gen', -1),
  set('2^53', 'gen', 2 ** 53),
  set('a text', 'gen', '1'),
  set('true', 'gen', true),
  line('gen: 1.5', (all) => all.replace('"gen":1', '"gen":1.5')),
  line('gen: 1.0', (all) => all.replace('"gen":1', '"gen":1.0')),
  line('gen: 1e0', (all) => all.replace('"gen":1', '"gen":1e0')),
  line('gen: 01', (all) => all.replace('"gen":1', '"gen":01')),
  line('gen: with a plus sign', (all) => all.replace('"gen":1', '"gen":+1')),
  line('gen: NaN', (all) => all.replace('"gen":1', '"gen":NaN')),
  line('gen: of 5000 digits', (all) => all.replace('"gen":1', `"gen":${'1'.repeat(5000)}`)),
  line('an unknown field of -0', (all) => all.replace('{', '{"x":-0,')),
  line('an unknown field of 2^53', (all) => all.replace('{', '{"x":9007199254740992,')),
  set('15 bytes', 'id', base64url(15)),
  set('17 bytes', 'id', base64url(17)),
  set('left-over bits', 'id', `${'A'.repeat(21)}B`),
  ['id: padded', DAMAGED, header((json) => (json.id = `${first(json, 'id')}==`))],
  set('another alphabet', 'id', `+/${'A'.repeat(20)}`),
  set('12 bytes', 'nonce', base64url(12)),
  set('23 bytes', 'nonce', base64url(23)),
  set('25 bytes', 'nonce', base64url(25)),
  set('16 bytes', 'commit', base64url(16)),
  set('33 bytes', 'commit', base64url(33)),
  ['commit: left-over bits', DAMAGED, header((json) => (json.commit = `${base64url(32).slice(0, -1)}B`))],
  ['commit: a blank', DAMAGED, header((json) => (json.commit = ` ${first(json, 'commit').slice(1)}`))],
  set('a name', 'crit', ['seal'], 'vault-newer'),
  set('a name that is known', 'crit', ['gen'], 'vault-newer'),
  set('a number in it', 'crit', [1]),
  set('a text', 'crit', 'seal'),
  set('null', 'crit', null),
  set('an object', 'crit', {}),
  line('a key twice', (all) => all.replace('"v":1', '"v":1,"v":1')),
  line('a key twice in two spellings', (all) => all.replace('"v":1', '"v":1,"\\u0076":1')),
  line('an unknown key twice', (all) => all.replace('{', '{"x":1,"x":2,')),
  line('a key twice in a slot', (all) => all.replace('"src":', '"src":"keyfile","src":')),
  line('a key twice in kdf', (all) => all.replace('"p":1', '"p":1,"p":1')),
  line('a key twice deep in what is unknown', (all) => all.replace('{', '{"x":[{"y":{"z":1,"z":1}}],')),
  line('__proto__', (all) => all.replace('{', '{"__proto__":{},')),
  line('__proto__ with an escape', (all) => all.replace('{', '{"\\u005f_proto__":{},')),
  line('__proto__ in a slot', (all) => all.replace('"src":', '"__proto__":{},"src":')),
  line('__proto__ instead of fields', (all) => `{"__proto__":${all}}`),
  line('33 levels', (all) => all.replace('{', `{"x":${deep(32)},`)),
  line('30,000 levels', (all) => all.replace('{', `{"x":${deep(30_000)},`)),
  line('a lone surrogate', (all) => all.replace('{', '{"x":"\\ud800",')),
  line('a lone surrogate as key', (all) => all.replace('{', '{"\\udc00":1,')),
  line('a comma at the end', (all) => all.replace(/\}$/, ',}')),
  line('a comment', (all) => all.replace('{', '{/* */')),
  line('single quotes', (all) => all.replace('"gen"', "'gen'")),
  line('an unknown escape', (all) => all.replace('{', '{"x":"\\x41",')),
  line('a tab in a text', (all) => all.replace('{', '{"x":"\t",')),
  line('a blank that JSON does not know', (all) => all.replace('{', '{\u00a0')),
  line('a list around it', (all) => `[${all}]`),
  line('a second object', (all) => `${all}{}`),
  line('text before it', (all) => `x${all}`),
  line('not closed', (all) => all.slice(0, -1)),
  line('null', () => 'null'),
  ['another nonce, the body as it was', 'vault-damaged payload', unsealed((json) => (json.nonce = base64url(24, 1)))],
  ['another gen, the body as it was', 'vault-damaged payload', unsealed((json) => (json.gen = 2))],
  ['a field added, the body as it was', 'vault-damaged payload', unsealed((json) => (json.hint = 'x'))],
  [
    'fields in another order, the body as it was',
    'vault-damaged payload',
    unsealed((json) => {
      const { gen } = json
      delete json.gen
      json.gen = gen
    }),
  ],
  ['a blank in the header, the body as it was', 'vault-damaged payload', text((all) => all.replace('{', '{ '))],
  ['commitment of nothing', DAMAGED, header((json) => (json.commit = base64url(32)))],
  [
    'commitment of another vault',
    DAMAGED,
    header((json, { other }) => (json.commit = Buffer.from(other.vault.envelope.header.commit).toString('base64url'))),
  ],
  ['id of another vault', 'no slot', header((json, { other }) => (json.id = other.vault.envelope.header.id))],
  [
    'one other character in the id',
    DAMAGED,
    header((json) => (json.id = (first(json, 'id').startsWith('A') ? 'B' : 'A') + first(json, 'id').slice(1))),
    { reader: 'credential' },
  ],
]
