// Values of options that describe an account, checked and cleaned where they come in.
import { ALGORITHMS, type Algorithm, LIMITS, OTP_TYPES, type OtpType } from '../otp/account.ts'
import { cleanText } from '../otp/names.ts'
import { withTags } from '../otp/tags.ts'
import { oneOf, plainText, type WordParser } from './option-values.ts'

export const otpType: WordParser<OtpType> = oneOf('--type', OTP_TYPES)

/** Also the spelling SHA-256. */
export const algorithm: WordParser<Algorithm> = oneOf('--algorithm', ALGORITHMS, (text) => text.replace('-', ''))

/** NFC, outer blanks gone. @throws UkpError secret-in-argument, text-too-long */
export function fieldText(field: 'issuer' | 'account' | 'note'): (text: string) => string {
  const { max } = field === 'note' ? LIMITS.note : LIMITS.text
  return (text) => cleanText(plainText(text), field, max)
}

/** Gathers tags: NFC, none that is empty, none twice. @throws UkpError secret-in-argument, text-too-long, too-many-tags */
export function newTags(text: string, before: readonly string[] | undefined): string[] {
  const tag = cleanText(plainText(text), 'tag')
  return withTags(before ?? [], tag === '' ? [] : [tag])
}
