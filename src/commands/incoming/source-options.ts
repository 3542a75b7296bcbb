// The options that say where a new key is read from: one of them, and standard input for one thing only.
import { UkpError } from '../../errors.ts'
import { looksLikeSecret } from '../../otp/secret-text.ts'
import type { Context } from '../command.ts'

export interface GivenSources {
  /** Pictures; `-` is standard input. */
  readonly qr?: string | readonly string[]
  readonly stdin?: boolean
  readonly clipboard?: boolean
  readonly screen?: boolean
}

/**
 * @param other an option that wants standard input, too, when no source does
 * @throws UkpError secret-in-argument, conflicting-options
 */
export function refuseTwoSources(options: GivenSources, { globals }: Context, other: string | null = null): void {
  const pictures = options.qr === undefined ? [] : [options.qr].flat()
  if (pictures.some(looksLikeSecret)) throw new UkpError('secret-in-argument', {})
  const [first, second] = Object.entries({
    '--qr': options.qr !== undefined,
    '--stdin': options.stdin === true,
    '--clipboard': options.clipboard === true,
    '--screen': options.screen === true,
  }).flatMap(([source, given]) => (given ? [source] : []))
  if (first !== undefined && second !== undefined) throw new UkpError('conflicting-options', { first, second })
  const stdin = pictures.includes('-') ? '--qr -' : options.stdin === true ? '--stdin' : other
  if (globals.passphraseFd !== 0 || stdin === null) return
  throw new UkpError('conflicting-options', { first: '--passphrase-fd 0', second: stdin })
}
