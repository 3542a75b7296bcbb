// The outside of a page that is printed: one file with nothing from elsewhere in it and no script, which says so itself.
// Written so that it is XML too: a browser reads it as HTML, a test proves that every element is closed.
import { visible } from '../../otp/secret-text.ts'

/** What stands on every page: which vault, which save, which day. */
export interface PaperFacts {
  /** Of the vault, base64url. */
  readonly id: string
  readonly generation: number
  /** As people write it. */
  readonly date: string
}

/** Millimetres around what is printed: inside what printers reach, on A4 (210 × 297) and on Letter (216 × 279). */
const MARGIN = 12

/**
 * Margin boxes number the pages in browsers that know them (CSS Paged Media 3); the others number pages by themselves.
 * Sizes are in units of paper. Black on white, whatever the desktop's theme.
 */
const STYLE = `
@page { margin: ${MARGIN}mm; }
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 186mm; background: #fff; color: #000; font: 10pt/1.35 system-ui, "Segoe UI", sans-serif; }
h1 { font-size: 17pt; margin: 0; }
h2 { font-size: 12pt; margin: 4mm 0 1mm; }
p, ul, ol, dl, pre { margin: 1mm 0 2mm; }
ul, ol { padding-left: 5mm; }
li { margin-bottom: 1mm; }
figure { margin: 0; }
svg { display: block; }
pre, .key { font-family: ui-monospace, "DejaVu Sans Mono", Consolas, monospace; }
pre { font-size: 8.5pt; white-space: pre-wrap; overflow-wrap: anywhere; padding-left: 5mm; }
section, article, figure, li, pre { break-inside: avoid; }
.about { color: #333; overflow-wrap: anywhere; }
.keep { border: 0.5mm solid #000; padding: 2mm 3mm; }
@media screen { body { padding: 8mm 4mm; } }
`

/** A label or a number in a page: control characters visible, nothing that the page could take for a mark of its own. */
export function html(text: string | number): string {
  return visible(String(text)).replace(/[&<>"']/g, (mark) => `&#${mark.charCodeAt(0)};`)
}

/**
 * @param language of the page, for its lang attribute
 * @param style of this kind of page, after the common one
 * @param about one line that stands on the screen and at the foot of each printed page; no quotation marks, no backslashes
 * @param body elements
 */
export function paperPage(page: {
  readonly language: string
  readonly title: string
  readonly about: string
  readonly style: string
  readonly body: readonly string[]
}): string {
  const foot = (box: string, content: string): string => `@${box} { content: ${content}; font: 8pt sans-serif; }`
  const about = page.about.replace(/["\\<>&\n]/g, ' ')
  return [
    '<!DOCTYPE html>',
    `<html lang="${html(page.language)}">`,
    '<head>',
    '<meta charset="utf-8"/>',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"/>`,
    '<meta name="referrer" content="no-referrer"/>',
    '<meta name="robots" content="noindex, noarchive"/>',
    '<meta name="viewport" content="width=device-width"/>',
    `<title>${html(page.title)}</title>`,
    `<style>${STYLE}${page.style}`,
    `@page { ${foot('bottom-left', `"ukp · ${about}"`)} ${foot('bottom-right', 'counter(page) " / " counter(pages)')} }`,
    '</style>',
    '</head>',
    '<body>',
    `<h1>${html(page.title)}</h1>`,
    `<p class="about">${html(page.about)}</p>`,
    ...page.body,
    '</body>',
    '</html>',
    '',
  ].join('\n')
}
