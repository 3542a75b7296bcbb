// Names of accounts -> names of files, on every system at once: a folder may be carried from Linux to Windows or a stick.
import { fold } from '../otp/fold.ts'
import { cutTo } from './text.ts'

/** Bytes of UTF-8 without the extension. Most file systems take 255, an encrypted home folder on Linux 143. */
const LONGEST = 100

/** Devices of Windows, with any extension: https://learn.microsoft.com/windows/win32/fileio/naming-a-file */
const DEVICE = /^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9\u00b9\u00b2\u00b3])(?:\.|$)/i

/** All but letters, digits and the signs that neither a file system nor a shell takes for its own. */
const UNSAFE = /[^\p{L}\p{M}\p{N} ._+@()-]+/gu

/** Gives file names with this extension; no two that a file system could take for one. */
export function fileNamer(extension: string): (name: string) => string {
  const given = new Set<string>()
  const next = new Map<string, number>()
  return (name) => {
    const base = baseOf(name)
    const key = sameFile(base)
    let file = base
    for (let n = next.get(key) ?? 2; given.has(sameFile(file)); n++) {
      file = `${base} (${n})`
      next.set(key, n)
    }
    given.add(sameFile(file))
    return `${file}.${extension}`
  }
}

/** File systems that compare without case, and by composed or decomposed letters, find these equal; rather too many. */
function sameFile(base: string): string {
  return fold(base.toUpperCase())
}

function baseOf(name: string): string {
  // Half a surrogate pair is no letter; what changes direction or has no width could hide the true ending.
  const safe = cutTo(
    name
      .slice(0, 4 * LONGEST)
      .normalize('NFC')
      .replace(UNSAFE, '_'),
    LONGEST,
  )
  // Hidden files and options begin with a dot or a dash; Windows drops dots and blanks at the end.
  const bare = safe.replace(/^[ .-]+/, '_').replace(/[ .]+$/, '')
  if (bare === '') return 'account'
  return DEVICE.test(bare) ? `_${bare}` : bare
}
