// The second fixed vault of format ukp-vault/1: every kind of slot, and how it was made. The file itself stands beside
// this one as vault-1-slots.ukp, and what is in it as vault-1-slots.txt. None of the two is ever written again.
import { pairOfRecoveryKey } from '../../src/vault/recovery-key.ts'
import { passphraseSlotMaker } from '../../src/vault/slots/passphrase.ts'
import { rawSlotMaker } from '../../src/vault/slots/raw.ts'
import { sealedSlotMaker } from '../../src/vault/slots/sealed.ts'
import { createVault } from '../../src/vault/vault.ts'
import { account, CHEAP, contentsWith, FILE, type Made, NOW, RECOVERY_KEY, seeded, utf8 } from '../vault/kit.ts'

export const SLOTS_PASSPHRASE = 'hét szilvafa árnyéka'
export const SLOTS_KEY_FILE = Uint8Array.from({ length: 32 }, (_, i) => i + 0x60)
export const SLOTS_KEYRING = Uint8Array.from({ length: 32 }, (_, i) => 0xff - i)
export const SLOTS_RECOVERY_KEY = RECOVERY_KEY

/** A slot of a kind that no version knows. */
const LATER = { id: 'AAAAAAAAAAI', type: 'later', more: [1, null, { deep: 'é' }] }

export async function makeSlotsVault(): Promise<Made> {
  const random = seeded(20_261_122)
  return await createVault(FILE, {
    contents: contentsWith(
      [
        account(1, { name: 'nagymama', deletionCode: '00123456' }),
        account(2, { name: 'bank', algorithm: 'SHA256', digits: 8, deletionCode: null, tags: ['közös'] }),
      ],
      { slots: { AAAAAAAAAAI: { label: 'later', created: NOW, extra: {} } } },
    ),
    random,
    slots: (crypto, dataKey, vaultId) => {
      const { publicKey } = pairOfRecoveryKey(crypto, SLOTS_RECOVERY_KEY)
      const makers = [
        passphraseSlotMaker(crypto, { passphrase: utf8(SLOTS_PASSPHRASE), cost: CHEAP, random }),
        rawSlotMaker(crypto, { key: SLOTS_KEY_FILE, source: 'keyfile', random }),
        rawSlotMaker(crypto, { key: SLOTS_KEYRING, source: 'keyring', random }),
        sealedSlotMaker(crypto, { publicKey, random }),
      ]
      return [...makers.map((make) => make(dataKey, vaultId)), { id: LATER.id, type: LATER.type, json: LATER }]
    },
  })
}
