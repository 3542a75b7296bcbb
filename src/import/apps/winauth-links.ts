// The links that WinAuth writes: it leaves some things out that others say, and spells the label in its own way.
// https://github.com/winauth/winauth (WinAuthAuthenticator.ToUrl)
import { linesOf } from '../containers/lines.ts'

/** The order is always this one; the rest follows in no order of interest. */
const LINK = /^(otpauth:\/\/)(totp|hotp)(\/)([^?]*)(\?secret=[^&]*&digits=[0-9]+)((?:&[a-z]+=[^&]*)*)$/i
/** Parameters that nobody else writes: a picture, a Battle.net serial, the device of Steam. */
const OWN = /&(?:icon|serial|deviceid)=/
/** What is large or secret, and of no use for codes. */
const LEFT_OUT = /&(?:icon|serial|deviceid|data)=[^&]*/g

/** UTF-16 units. A picture may be in the link; on many megabytes the patterns run out of stack. */
const LONGEST = 2_000_000

/** Whether a text is a list of such links, all of its lines. */
export function isWinAuthList(text: string): boolean {
  // Most texts are none, and are not worth cutting into lines.
  if (!OWN.test(text)) return false
  for (const line of linesOf(text)) {
    if (line.trim() !== '' && (line.length > LONGEST || !LINK.test(line.trim()))) return false
  }
  return true
}

/** A line as other apps would write it. */
export function usualLink(line: string): string {
  const parts = line.length <= LONGEST ? LINK.exec(line.trim()) : null
  if (parts === null) return line
  const [, scheme, type, slash, label = '', key = '', rest = ''] = parts
  // Steam's authenticators are "totp" with five digits; only their device tells that the code has letters.
  const isSteam = /&deviceid=/.test(rest) || (/&digits=5$/.test(key) && /&issuer=Steam(?:&|$)/i.test(rest))
  return `${scheme}${isSteam ? 'steam' : type}${slash}${usualLabel(label)}${key}${rest.replace(LEFT_OUT, '')}`
}

/** The issuer stands as it is, then a colon; in the name after it a blank is a plus. */
function usualLabel(label: string): string {
  const colon = label.lastIndexOf(':') + 1
  return label.slice(0, colon) + label.slice(colon).replaceAll('+', '%20')
}
