// Mi van egy olyan QR-kódban, amelyben nincs kulcs.
import type { OtherCode } from '../../errors.ts'
import { say } from '../say.ts'

/** Mi van a QR-kódban, ha nem kulcs. */
export function otherCode(holds: OtherCode): string {
  if (holds.kind === 'link') return say`hivatkozás ide: ${holds.host}`
  return holds.kind === 'wifi' ? 'Wi-Fi-jelszó' : say`${holds.length} karakteres szöveg`
}
