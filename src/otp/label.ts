// Labels, "issuer:user name", as links and the payload of Google Authenticator have them.
import type { NewAccount } from './account.ts'

/**
 * Splits "issuer:user name". A prefix equal to the known issuer goes first, as an issuer may hold a colon itself;
 * else the first colon splits.
 * @returns prefix null when there is no colon
 */
export function splitLabel(label: string, issuer: string): { prefix: string | null; name: string } {
  if (issuer !== '' && label.startsWith(`${issuer}:`)) {
    return { prefix: issuer, name: label.slice(issuer.length + 1).trim() }
  }
  const colon = label.indexOf(':')
  if (colon < 0) return { prefix: null, name: label }
  return { prefix: label.slice(0, colon).trim(), name: label.slice(colon + 1).trim() }
}

/**
 * Google Authenticator's reading: "issuer:account" or the account alone; a prefix that is not the known issuer belongs to
 * the account.
 */
export function namesInGoogleLabel(label: string, issuer: string): Pick<NewAccount, 'issuer' | 'account'> {
  const { prefix, name } = splitLabel(label, issuer)
  if (prefix === null || (issuer !== '' && prefix !== '' && prefix !== issuer)) return { issuer, account: label }
  return { issuer: issuer || prefix, account: name }
}

/**
 * What `splitLabel` takes apart again. Without an issuer a colon in the user name would be read as the end of one: an
 * empty prefix says that there is none.
 * @param written how each of the two is escaped
 */
export function joinLabel(
  { issuer, account }: Pick<NewAccount, 'issuer' | 'account'>,
  written: (text: string) => string = (text) => text,
): string {
  const prefix = issuer !== '' || account.includes(':') ? `${written(issuer)}:` : ''
  return prefix + written(account)
}
