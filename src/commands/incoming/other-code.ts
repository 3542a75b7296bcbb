// QR codes that hold no key: what they are for, as far as it helps a person to know which one was read.
import type { OtherCode } from '../../errors.ts'

/** A DÁP login: an address of the app's, not a key. */
const DAP_LOGIN =
  /^(?:dap:|https?:\/\/(?:[\w.-]+\.)?(?:dap|eid)\.gov\.hu(?:[/?:]|$)|https?:\/\/kau\.gov\.hu\/[^\s]*\bdap\b)/i

export function isDapLogin(text: string): boolean {
  return DAP_LOGIN.test(text.trim())
}

/** Only the host of a link is told: its path may hold a token, and a text may be a password. */
export function otherCodeOf(text: string): OtherCode {
  const host = /^\s*https?:\/\/(?:[^/?#\s]*@)?([^/?#\s:@]{1,100})/i.exec(text)?.[1]
  if (host !== undefined) return { kind: 'link', host: host.toLowerCase() }
  return /^\s*WIFI:/i.test(text) ? { kind: 'wifi' } : { kind: 'text', length: [...text].length }
}
