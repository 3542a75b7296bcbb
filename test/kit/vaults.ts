// Vaults where the program looks for them: put there with the accounts that a test wants, and read without the program.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { allAccounts, type StoredAccount } from '../../src/vault/contents.ts'
import { parseEnvelope } from '../../src/vault/header.ts'
import { account, byPassphrase, contentsWith, makeVault, opened } from '../vault/kit.ts'
import { type Home, PASSPHRASE } from './ukp.ts'

/** A vault with these accounts, each with a key of its own. Its key is derived in 10 ms. */
export async function putVault(home: Home, given: readonly Partial<StoredAccount>[]): Promise<void> {
  const accounts = given.map((one, i) =>
    account(i + 1, { issuer: '', account: '', deletionCode: null, secret: keyNumber(i), ...one }),
  )
  const { bytes } = await makeVault({ contents: contentsWith(accounts), passphrases: [PASSPHRASE] })
  mkdirSync(dirname(home.vault), { recursive: true, mode: 0o700 })
  writeFileSync(home.vault, bytes, { mode: 0o600 })
}

/** Keys of twelve bytes, made up. */
export function keyNumber(n: number): string {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
  return `GEZDGNBVGY3TQOJQG${letters[Math.floor(n / 32) % 32]}${letters[n % 32]}A`
}

/** All accounts of the vault with their keys, those in the trash too. */
export async function storedIn(home: Home): Promise<StoredAccount[]> {
  const vault = await opened(readFileSync(home.vault), byPassphrase(PASSPHRASE))
  if (vault === null) throw new Error('the passphrase does not open the vault')
  return allAccounts(vault.contents)
}

/** How often the vault was saved. */
export function generationOf(home: Home): number {
  return parseEnvelope(readFileSync(home.vault), home.vault).header.generation
}
