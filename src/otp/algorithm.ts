// Names of hash algorithms, as links and other apps' files spell them.
import { ALGORITHMS, type Algorithm } from './account.ts'

/** SHA256, sha-256, HmacSHA256 (Java), HMAC-SHA-256 and Algorithm.sha256 (old Ente) are one; null when it is not known. */
export function algorithmNamed(name: string): Algorithm | null {
  const bits = /^(?:algorithm\.)?(?:hmac[-_]?)?sha[-_]?([0-9]{1,3})$/i.exec(name.trim())?.[1]
  return ALGORITHMS.find((known) => known === `SHA${bits}`) ?? null
}
