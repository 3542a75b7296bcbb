// The encrypted vault on paper: its QR codes, the ways to unlock it, and how it is brought back, with and without ukp.
import type { PaperWords } from '../../messages/en/paper.ts'
import { drawPaperCode } from '../../qr/draw/draw.ts'
import { svgInPage } from '../../qr/draw/svg.ts'
import { html, type PaperFacts, paperPage } from './page.ts'

export interface PaperVault {
  /** Texts of the QR codes, in order. */
  readonly codes: readonly string[]
  /** SHA-256 of the vault file, 64 digits. */
  readonly digest: string
  /** The ways to unlock, as people call them. */
  readonly ways: readonly { readonly title: string; readonly local: boolean }[]
}

/** Millimetres of a module: seven dots of a printer with 300 a inch are 0.59, and three codes go beside each other. */
const MODULE = 0.55

const STYLE = `
.codes { font-size: 0; orphans: 1; widows: 1; }
.codes figure { display: inline-block; margin: 0 1mm 1mm; }
figcaption { font: 8pt/3mm sans-serif; text-align: center; }
.line { height: 8mm; border-bottom: 0.2mm solid #000; }
.line:last-child { margin-bottom: 3mm; }
`

/**
 * Joins the codes by nothing but zbarimg and the tools of every Linux; a test runs these very lines. At one density of its
 * lines zbarimg misses about one code in a hundred, whatever their size; at three none of 1440 was missed.
 */
const JOINING = [
  'for d in 1 2 3; do zbarimg -q --raw -Sx-density=$d -Sy-density=$d scan*; done |',
  "  grep -o 'UKPP1:[0-9A-Z:]*' | sort -u > codes.txt",
  'wc -l codes.txt',
  "cut -d: -f7 codes.txt | tr -d '\\n' | base32 -d | gunzip > vault.ukp",
  'sha256sum vault.ukp',
]

const RESTORING = 'ukp backup restore scan1.png scan2.png scan3.png'

export function paperVault({ codes, digest, ways }: PaperVault, facts: PaperFacts, words: PaperWords): string {
  const { vault } = words
  const wayText = (way: PaperVault['ways'][number]): string =>
    html(way.local ? `${way.title}: ${vault.keyringOnly}` : way.title)
  const figures = codes.map((code, i) => {
    const modules = drawPaperCode(code)
    const side = Math.round(modules.length * MODULE * 100) / 100
    return `<figure>${svgInPage(modules, side)}<figcaption>${html(vault.of(i + 1, codes.length))}</figcaption></figure>`
  })
  return paperPage({
    language: words.language,
    title: vault.title,
    about: words.about(facts.id, facts.generation, facts.date),
    style: STYLE,
    body: [
      `<p class="keep">${html(vault.what)}</p>`,
      `<section><h2>${html(vault.ways)}</h2>`,
      `<ul>${ways.map((way) => `<li>${wayText(way)}</li>`).join('')}</ul>`,
      `<p>${html(vault.kept)}</p><div class="line"></div><div class="line"></div></section>`,
      `<section><h2>${html(vault.back)}</h2><ol>`,
      `<li>${html(vault.scan)}</li>`,
      `<li>${html(vault.restore)}<pre>${html(RESTORING)}</pre></li>`,
      `<li>${html(vault.without(codes.length))}<pre class="joining">${JOINING.map(html).join('\n')}</pre>`,
      `${html(vault.digest)}<pre class="digest">${html(digest)}</pre>${html(vault.format)}</li>`,
      '</ol></section>',
      '<div class="codes">',
      ...figures,
      '</div>',
    ],
  })
}
