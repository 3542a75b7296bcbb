// The deletion code of Ügyfélkapu+ (törlőkód): 8 decimal digits, text, leading zeros count. Whoever has it can end
// the service, so it is as secret as the key.
import { UkpError } from '../errors.ts'
import type { Account } from './account.ts'
import { fold } from './fold.ts'

export function isDeletionCode(text: string): boolean {
  return /^[0-9]{8}$/.test(text)
}

/** Blanks and hyphens go. @throws UkpError deletion-code-invalid */
export function cleanDeletionCode(typed: string): string {
  const code = typed.replace(/[\s-]/gu, '')
  if (!isDeletionCode(code)) throw new UkpError('deletion-code-invalid', {})
  return code
}

/**
 * Whether a missing deletion code is worth a word: not for counter-based or Steam accounts, nor for one whose issuer is
 * known to be somebody else. What the portal writes as issuer is not published, so an account without issuer counts.
 */
export function expectsDeletionCode(account: Pick<Account, 'type' | 'issuer'>): boolean {
  if (account.type !== 'totp') return false
  const issuer = fold(account.issuer)
  return issuer === '' || issuer.includes('ugyfelkapu') || issuer === 'kau'
}
