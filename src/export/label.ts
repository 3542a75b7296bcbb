// How an account is named and its key spelled where a program reads nothing but a link.
import type { Account, NewAccount } from '../otp/account.ts'
import { decodeBase32, encodeBase32, hasOddLength } from '../otp/base32.ts'
import { fold } from '../otp/fold.ts'
import { formatOtpauthUri } from '../otp/otpauth-uri.ts'

/**
 * Issuer and user name as an app shows them that knows no other name. An empty user name becomes the account's own
 * name: two people at one issuer ("mama" and "papa" at Ügyfélkapu+) would look the same.
 */
export function labelled(account: Account): Pick<NewAccount, 'issuer' | 'account'> {
  const { name, issuer, account: user } = account
  return { issuer, account: user === '' && fold(name) !== fold(issuer) ? name : user }
}

/**
 * The key as it is stored. Keys of a length that no encoder writes are spelled anew from their bytes: oathtool, Aegis
 * and KeePassXC refuse them, and commons-codec (FreeOTP, 2FAS) makes one more byte of them.
 */
export function keyText({ secret }: Pick<NewAccount, 'secret'>): string {
  return hasOddLength(secret) ? encodeBase32(decodeBase32(secret)) : secret
}

/** The link of an account for an app that has nothing else. */
export function linkOf(account: Account): string {
  return formatOtpauthUri({ ...account, ...labelled(account), secret: keyText(account) })
}
