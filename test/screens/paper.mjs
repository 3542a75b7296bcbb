// The paper sheets as pictures for docs/screens: both forms beside each other, in both languages, from made-up accounts,
// printed by Chromium. Alone: npm run build && node test/screens/paper.mjs. Needs chromium, pdftoppm and ImageMagick.
import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))

const ACCOUNTS = [
  ['name;issuer;username;secret;deletion code'],
  ['mama;Ügyfélkapu+;kiss.anna;JBSWY3DPEHPK3PXPGEZA;04711042'],
  ['papa;Ügyfélkapu+;kiss.geza;GEZDGNBVGY3TQOJQGEZA;'],
].join('\n')

/** Dots an inch: legible, and under 100 KB a picture. */
const DPI = 64

function run(program, args, options = {}) {
  const ran = spawnSync(program, args, { maxBuffer: 64 * 1024 * 1024, ...options })
  if (ran.status !== 0) throw new Error(`${program} ended with ${ran.status}: ${ran.stderr}`)
  return ran.stdout
}

/** The first page of a sheet on A4, as a PNG. */
function firstPage(folder, name, ukp, args) {
  const page = join(folder, `${name}.html`)
  ukp(['backup', 'paper', page, ...args])
  writeFileSync(page, readFileSync(page, 'utf-8').replace('@page { margin', '@page { size: A4; margin'))
  const own = ['--headless', '--no-sandbox', '--disable-gpu', `--user-data-dir=${join(folder, 'chromium')}`]
  run('chromium', [...own, '--no-pdf-header-footer', `--print-to-pdf=${join(folder, `${name}.pdf`)}`, page])
  run('pdftoppm', ['-r', String(DPI), '-png', '-singlefile', join(folder, `${name}.pdf`), join(folder, name)])
  return join(folder, `${name}.png`)
}

/** Writes paper.en.png and paper.hu.png. @returns the files */
export function paperScreens(target = join(root, 'docs', 'screens')) {
  const folder = mkdtempSync(join(tmpdir(), 'ukp-paper-screens-'))
  const env = {
    PATH: process.env.PATH,
    HOME: folder,
    UKP_VAULT: join(folder, 'vault.ukp'),
    UKP_PASSPHRASE: randomBytes(12).toString('hex'),
    XDG_STATE_HOME: join(folder, 'state'),
  }
  try {
    mkdirSync(target, { recursive: true })
    const inLanguage = (language) => (args) =>
      run(process.execPath, [join(root, 'bin', 'ukp.js'), ...args], { env: { ...env, UKP_LANG: language } })
    writeFileSync(join(folder, 'accounts.csv'), ACCOUNTS, { mode: 0o600 })
    inLanguage('en')(['import', join(folder, 'accounts.csv'), '--yes'])
    return ['en', 'hu'].map((language) => {
      const ukp = inLanguage(language)
      const pages = [
        firstPage(folder, `sheet.${language}`, ukp, ['--yes-plaintext']),
        firstPage(folder, `vault.${language}`, ukp, ['--encrypted']),
      ]
      const file = join(target, `paper.${language}.png`)
      const grey = ['-colorspace', 'gray', '-colors', '8', '-strip']
      run('convert', [...pages, '-bordercolor', 'gray', '-border', '1', '+append', ...grey, file])
      return file
    })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) for (const file of paperScreens()) console.log(file)
