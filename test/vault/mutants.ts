// Damaged copies of a vault, and what each must come to: never opened, never an error without a name, and "no slot
// opens" only where the damage lies in the slot itself.
import type { Credential } from '../../src/vault/slots/slot.ts'
import { fromUtf8, headerOf, outcome } from './kit.ts'

/** Reasons that any damage may come to. */
const DAMAGE: readonly string[] = ['vault-damaged', 'vault-newer', 'vault-torn', 'vault-limits']
/** What a person hears as "wrong passphrase" or "no such way in". */
const LOCKED: readonly string[] = ['no slot', 'no-key-slot', 'no-recovery-slot', 'no-passphrase-slot']

export interface Span {
  readonly start: number
  readonly end: number
}

const within = (at: number, { start, end }: Span): boolean => at >= start && at < end

/** Where a text stands in the file, in bytes: headers are ASCII. */
export function spanOf(bytes: Uint8Array, part: string): Span {
  const start = fromUtf8(bytes).indexOf(part)
  if (start < 0) throw new Error('not in the file')
  return { start, end: start + part.length }
}

/** Where the slot of this kind stands. */
export function slotSpan(bytes: Uint8Array, type: string): Span {
  const slot = headerOf(bytes).slots.find((one) => one.type === type)
  return spanOf(bytes, JSON.stringify(slot))
}

export function flipped(bytes: Uint8Array, bit: number): Uint8Array {
  const copy = Uint8Array.from(bytes)
  copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (1 << (bit & 7))
  return copy
}

/** How many flips came to what; a flip that came to something it must not is named with its place. */
export async function flips(
  bytes: Uint8Array,
  credential: Credential,
  bits: Iterable<number>,
): Promise<{ counts: Record<string, number>; wrong: string[] }> {
  const slot = slotSpan(bytes, credential.type)
  const counts: Record<string, number> = {}
  const wrong: string[] = []
  for (const bit of bits) {
    const got = await outcome(flipped(bytes, bit), credential)
    counts[got] = (counts[got] ?? 0) + 1
    const at = bit >> 3
    const allowed =
      DAMAGE.includes(got) ||
      (LOCKED.includes(got) && within(at, slot)) ||
      (got === 'vault-not-a-vault' && at < 'ukp-vault/1'.length)
    if (!allowed) wrong.push(`bit ${bit & 7} of byte ${at}: ${got}`)
  }
  return { counts, wrong }
}

/** Every bit of these bytes, or every nth. */
export function bitsOf({ start, end }: Span, step = 1): number[] {
  return Array.from({ length: Math.ceil(((end - start) * 8) / step) }, (_, i) => start * 8 + i * step)
}
