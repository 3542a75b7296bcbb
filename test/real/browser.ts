// Chromium and poppler for the tests of paper: a page printed as PDF, its pages as pictures, pictures worn by a scanner.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

const NEEDED = ['chromium', 'pdftoppm', 'pdfinfo', 'pdftotext', 'zbarimg', 'convert']
const isThere = (program: string): boolean => spawnSync('sh', ['-c', 'command -v "$1"', 'sh', program]).status === 0
export const printsHere = NEEDED.every(isThere) || process.env.CI === 'true'
export const skippedWithoutPrinting = printsHere ? '' : ` (skipped: needs ${NEEDED.join(', ')})`

function run(program: string, args: readonly string[], cwd?: string): Buffer {
  const ran = spawnSync(program, args, { maxBuffer: 256 * 1024 * 1024, timeout: 300_000, cwd })
  if (ran.status !== 0) throw new Error(`${program} ended with ${ran.status}: ${String(ran.stderr).slice(-500)}`)
  return ran.stdout
}

/** Chromium without a window, with a home of its own. */
export function chromium(folder: string, args: readonly string[]): void {
  const own = ['--headless', '--no-sandbox', '--disable-gpu', '--hide-scrollbars', `--user-data-dir=${folder}/chromium`]
  run('chromium', [...own, ...args])
}

/** The page as it leaves for a printer; Chromium prints on Letter where the page says nothing. */
export function printedPdf(folder: string, page: string): string {
  const pdf = page.replace(/\.html$/, '.pdf')
  if (existsSync(pdf)) return pdf
  chromium(folder, ['--no-pdf-header-footer', `--print-to-pdf=${pdf}`, page])
  return pdf
}

export function pagesOf(pdf: string): number {
  return Number(/^Pages:\s+(\d+)$/m.exec(run('pdfinfo', [pdf]).toString())?.[1])
}

/** The text of each page. */
export function textsOf(pdf: string): string[] {
  return run('pdftotext', ['-layout', pdf, '-']).toString().split('\f').slice(0, -1)
}

/**
 * The pages as a scanner gives them: grey, at so many dots an inch, and with what ImageMagick does to each.
 * @returns the pictures, in a folder of their own
 */
export function scanned(pdf: string, dpi: number, wear: readonly string[] = []): { folder: string; files: string[] } {
  const folder = `${pdf}-${dpi}-${wear.join('').replaceAll(/[^a-z0-9]/g, '')}`
  if (existsSync(folder)) return { folder, files: scansIn(folder) }
  mkdirSync(folder)
  run('pdftoppm', ['-r', String(dpi), '-gray', '-png', pdf, join(folder, 'scan')])
  const plain = readdirSync(folder).sort()
  if (wear.length === 0) return { folder, files: plain.map((name) => join(folder, name)) }
  for (const name of plain) run('convert', [name, ...wear, name.replace('.png', '.jpg')], folder)
  for (const name of plain) run('rm', [join(folder, name)])
  return { folder, files: plain.map((name) => join(folder, name.replace('.png', '.jpg'))) }
}

/** A test may have put other files there. */
function scansIn(folder: string): string[] {
  const names = readdirSync(folder).filter((name) => name.startsWith('scan'))
  return names.sort().map((name) => join(folder, name))
}

/** What zbarimg reads in these pictures. */
export function readByZbar(files: readonly string[]): string[] {
  const texts = ['1', '2', '3'].flatMap((density) => {
    const options = ['-q', '--raw', '-Sdisable', '-Sqrcode.enable', `-Sx-density=${density}`, `-Sy-density=${density}`]
    return spawnSync('zbarimg', [...options, ...files], { maxBuffer: 256 * 1024 * 1024 })
      .stdout.toString()
      .split('\n')
  })
  return [...new Set(texts)].filter((text) => text !== '')
}
