// The vault of format ukp-vault/1 that every later release must open: how it was made. The file itself stands beside
// this one as vault-1.ukp, and what is in it as vault-1.txt. None of the two is ever written again; a new format gets
// a new pair. Passphrase and keys are made up.
import type { StoredAccount } from '../../src/vault/contents.ts'
import { passphraseSlotMaker } from '../../src/vault/slots/passphrase.ts'
import { rawSlotMaker } from '../../src/vault/slots/raw.ts'
import { createVault, sealNext } from '../../src/vault/vault.ts'
import { account, CHEAP, contentsWith, FILE, type Made, NOW, seeded, utf8 } from '../vault/kit.ts'

export const GOLDEN_PASSPHRASE = 'árvíztűrő tükörfúrógép'
export const GOLDEN_KEY = Uint8Array.from({ length: 32 }, (_, i) => i + 0x40)

const LATER = '2026-11-22T08:00:00.000Z'

const ENTRIES: readonly StoredAccount[] = [
  account(1, {
    name: 'nagymama',
    note: 'Második sor:\n„idézet” 👵🏽',
    tags: ['család', '🇭🇺'],
    deletionCode: '00123456',
  }),
  account(2, {
    name: 'anya',
    modified: LATER,
    deletionCode: null,
    history: [
      {
        type: 'totp',
        secret: 'GEZDGNBVGY3TQOJQGEZDGNBV',
        algorithm: 'SHA1',
        digits: 6,
        period: 30,
        counter: 0,
        deletionCode: '00000007',
        replaced: LATER,
      },
    ],
  }),
  account(3, {
    type: 'hotp',
    name: 'token',
    issuer: '',
    account: '',
    counter: 4_294_967_296,
    deletionCode: null,
    digits: 8,
  }),
  account(4, {
    type: 'steam',
    name: 'game',
    issuer: 'Steam',
    account: 'anna',
    digits: 5,
    deletionCode: null,
    source: 'uri',
  }),
  account(5, {
    name: 'bank',
    issuer: 'Bank',
    algorithm: 'SHA512',
    digits: 8,
    period: 60,
    trashed: LATER,
    deletionCode: null,
  }),
  account(6, { name: 'with more', deletionCode: null, extra: { icon: { kind: 'later' }, 7: 'seven' } }),
]

/** Two saves, so that generation, writer and the name of the file before are there. */
export async function makeGolden(): Promise<Made> {
  const random = seeded(20_261_121)
  const first = await createVault(FILE, {
    contents: contentsWith([], { extra: { ext: {} } }),
    random,
    slots: (crypto, dataKey, vaultId) => [
      passphraseSlotMaker(crypto, { passphrase: utf8(GOLDEN_PASSPHRASE), cost: CHEAP, random })(dataKey, vaultId),
      rawSlotMaker(crypto, { key: GOLDEN_KEY, source: 'keyfile', random })(dataKey, vaultId),
    ],
  })
  const { envelope } = first.vault
  const [passphrase, raw] = envelope.header.slots
  if (passphrase === undefined || raw === undefined) throw new Error('two slots were made')
  const later = { id: 'AAAAAAAAAAE', type: 'later', more: [1, null, { deep: 'é' }] }
  const vault = { ...envelope, header: { ...envelope.header, extra: { crit: [], hint: 'of a later version' } } }
  const contents = contentsWith([...ENTRIES, { unreadable: { id: '01JD7T00000000000000000007', type: 'passkey' } }], {
    slots: {
      [passphrase.id]: { label: 'Oma', created: NOW, extra: {} },
      [raw.id]: { label: 'laptop', created: NOW, extra: { colour: 'red' } },
    },
    deleted: [{ id: '01JD7T00000000000000000000', at: LATER, extra: {} }],
    extra: { ext: { plugin: true }, shelves: ['a', 'b'] },
  })
  return await sealNext(
    { ...first.vault, envelope: vault },
    { contents, slots: [passphrase, raw, { id: later.id, type: later.type, json: later }] },
    { previous: first.bytes, random, writer: 'c3ludGhldGlj' },
  )
}
