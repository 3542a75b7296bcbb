// What a QR code holds that is no key.
import type { OtherCode } from '../../errors.ts'
import { say } from '../say.ts'

export function otherCode(holds: OtherCode): string {
  if (holds.kind === 'link') return say`a link to ${holds.host}`
  return holds.kind === 'wifi' ? 'the password of a Wi-Fi' : say`a text of ${holds.length} characters`
}
