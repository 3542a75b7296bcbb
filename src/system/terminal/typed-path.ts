// The name of a file as a person types it, or as a terminal types it when the file is dropped on its window.
import { homedir } from 'node:os'
import { join } from 'node:path'

/**
 * Quotes, escaped blanks, a file:// address and ~ for the home folder are undone; what does not look like one of these
 * stays as it is, blanks inside too.
 */
export function typedPath(typed: string, platform: NodeJS.Platform, home: string = homedir()): string {
  const text = typed.trim()
  if (/^file:\/\//i.test(text)) return pathOfAddress(text, platform) ?? text
  // On Windows a backslash stands between folders, and only double quotes are put around a name.
  const plain = platform === 'win32' ? text.replace(/^"(.*)"$/, '$1') : (unquoted(text) ?? text)
  return /^~(?=[/\\]|$)/.test(text) ? join(home, plain.slice(1)) : plain
}

/** file:///home/anna/k%C3%A9p.png, file://localhost/…, file:///C:/… @returns null when it is broken */
function pathOfAddress(text: string, platform: NodeJS.Platform): string | null {
  try {
    const path = decodeURIComponent(new URL(text.replace(/^'(.*)'$/, '$1')).pathname)
    return platform === 'win32' ? path.replace(/^\/(?=[a-z]:)/i, '').replaceAll('/', '\\') : path
  } catch {
    return null
  }
}

/** As a shell would read it, save that blanks count. @returns null when a quote is not closed: then it is an apostrophe */
function unquoted(text: string): string | null {
  let path = ''
  let quote: string | null = null
  for (let i = 0; i < text.length; i++) {
    const character = text[i] ?? ''
    if (quote === null && (character === "'" || character === '"')) quote = character
    else if (character === quote) quote = null
    else if (character === '\\' && quote !== "'" && i + 1 < text.length) path += text[++i] ?? ''
    else path += character
  }
  return quote === null ? path : null
}
