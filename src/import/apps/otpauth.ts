// Links as text, of any writer: Aegis, Ente, Stratum, FreeOTP+, WinAuth and many others write such lists, and a scanner
// makes them of QR codes. Links of a Google Authenticator export are lines like the others.
import { Collector } from '../collector.ts'
import type { Imported, Importer } from '../importer.ts'
import { isLinkList, readLinks } from '../link-list.ts'
import type { Source } from '../source.ts'
import { isWinAuthList } from './winauth-links.ts'

export const otpauth: Importer = { format: 'otpauth', app: 'otpauth', read }

function read({ text }: Source): Imported | null {
  if (text === null || !isLinkList(text) || isWinAuthList(text)) return null
  const found = new Collector()
  readLinks(text, found)
  return found.done()
}
