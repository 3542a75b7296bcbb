// What leaves for the printer: pages from a real Chromium, as a scanner would see them, read by zbarimg and by ukp.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parseEnvelope } from '../../src/vault/header.ts'
import { fileDigest, paperCodes } from '../../src/vault/paper-codes.ts'
import { dropHome, type Home, newHome, PASSPHRASE, PYTHON, ROOT, ukp, ukpJson } from '../kit/ukp.ts'
import { keyNumber, putVault, storedIn } from '../kit/vaults.ts'
import { pagesOf, printedPdf, printsHere, readByZbar, scanned, skippedWithoutPrinting, textsOf } from './browser.ts'

const env = { UKP_PASSPHRASE: PASSPHRASE }
const folder = mkdtempSync(join(tmpdir(), 'ukp-paper-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Pages, dots an inch, and what happened to the picture on its way. */
const SCANS: readonly [what: string, dpi: number, wear: readonly string[]][] = [
  ['150 dpi', 150, []],
  ['200 dpi', 200, []],
  ['300 dpi', 300, []],
  ['150 dpi, turned by 1°, a little blurred, JPEG', 150, ['-blur', '0x0.7', '-rotate', '1', '-quality', '60']],
  ['200 dpi, turned by 1.3°, blurred, JPEG', 200, ['-blur', '0x1', '-rotate', '1.3', '-quality', '60']],
  ['300 dpi, turned by 2°, blurred, JPEG', 300, ['-blur', '0x1.5', '-rotate', '2', '-quality', '60']],
]

/** On A4, as most of Europe prints; without it Chromium takes Letter. */
function onA4(page: string): string {
  const file = page.replace('.html', '-a4.html')
  writeFileSync(file, readFileSync(page, 'utf-8').replace('@page { margin', '@page { size: A4; margin'))
  return file
}

function written(home: Home, name: string, args: readonly string[], language = 'en'): string {
  const file = join(folder, name)
  const ran = ukp(home, ['backup', 'paper', file, ...args], { env: { ...env, UKP_LANG: language } })
  expect([ran.exit, ran.stdout]).toEqual([0, ''])
  return file
}

describe.skipIf(!printsHere)(`the sheet with accounts, printed${skippedWithoutPrinting}`, () => {
  const home = newHome()
  const names = Array.from({ length: 12 }, (_, i) => `client ${i + 1}`)
  let english: string
  beforeAll(async () => {
    const accounts = names.map((name, i) => ({
      ...{ name, issuer: i % 3 === 2 ? 'Mintabank' : 'Ügyfélkapu+', account: `minta.${i + 1}` },
      ...(i % 2 === 0 ? { deletionCode: `0471104${i % 10}` } : {}),
      ...(i === 5 ? { digits: 8, period: 60, algorithm: 'SHA256' as const } : {}),
    }))
    await putVault(home, accounts)
    english = written(home, 'sheet.html', ['--yes-plaintext'])
  })
  afterAll(() => dropHome(home))

  it('has every key on paper, as a QR code and in groups of four, on A4 and on Letter', async () => {
    for (const page of [english, onA4(english)]) {
      const pdf = printedPdf(folder, page)
      const text = textsOf(pdf).join('\n')
      const links = readByZbar(scanned(pdf, 200).files)
      const keys = links.map((link) => new URL(link).searchParams.get('secret') ?? '')
      const stored = await storedIn(home)
      expect([...keys].sort()).toEqual(stored.map(({ secret }) => secret).sort())
      for (const { secret } of stored) expect(text.replaceAll(/ +/g, ' ')).toContain(secret.match(/.{1,4}/g)?.join(' '))
      expect(text).toContain('0471 1040')
    }
  })

  it('is taken back by ukp add --qr, with the same codes', () => {
    const pdf = printedPdf(folder, english)
    const empty = newHome()
    expect(ukp(empty, ['add', '--qr', ...scanned(pdf, 300).files, '--yes'], { env }).exit).toBe(0)
    const codesAt = (one: Home): unknown[] =>
      (ukpJson(one, ['code', '--all', '--at', '1700000000']).json.codes as { account: string; code: string }[])
        .map(({ account, code }) => `${account} ${code}`)
        .sort()
    expect(codesAt(empty)).toEqual(codesAt(home))
    dropHome(empty)
  })

  it('splits no account over two pages, and numbers the pages', () => {
    for (const page of [english, onA4(english)]) {
      const texts = textsOf(printedPdf(folder, page))
      expect(texts.length).toBeGreaterThan(2)
      for (const [i, text] of texts.entries()) {
        expect(text).toMatch(new RegExp(`${i + 1} ?/ ?${texts.length}$`, 'm'))
        expect(text).toMatch(/ukp · vault \S{22} · save 1 · \d{4}-\d\d-\d\d/)
      }
      for (const [i, name] of names.entries()) {
        const at = texts.filter((text) => new RegExp(`${name}\\b`).test(text))
        expect(at).toHaveLength(1)
        const key =
          keyNumber(i)
            .match(/.{1,4}/g)
            ?.join(' ') ?? ''
        expect(at[0]?.replaceAll(/ +/g, ' ')).toContain(key)
      }
    }
  })

  it('is one page for one account, in both languages', () => {
    for (const language of ['en', 'hu'])
      expect(
        pagesOf(printedPdf(folder, written(home, `one.${language}.html`, ['client 1', '--yes-plaintext'], language))),
      ).toBe(1)
  })
})

describe.skipIf(!printsHere)(`the vault, printed${skippedWithoutPrinting}`, () => {
  const home = newHome()
  let bytes: Buffer
  let codes: string[]
  let page: string
  let pdf: string
  beforeAll(async () => {
    await putVault(home, [{ name: 'mama', deletionCode: '04711042' }, { name: 'papa' }])
    bytes = readFileSync(home.vault)
    codes = paperCodes(bytes, parseEnvelope(bytes, 'vault').header)
    page = written(home, 'vault.html', ['--encrypted'])
    pdf = printedPdf(folder, page)
  })
  afterAll(() => dropHome(home))

  it.each(SCANS)('is read whole by zbarimg and by ukp: %s', (_, dpi, wear) => {
    const { files } = scanned(pdf, dpi, wear)
    const read = new Set(readByZbar(files))
    expect(codes.filter((text) => !read.has(text)).map((text) => text.split(':')[5])).toEqual([])
    const { exit, json } = ukpJson(home, ['backup', 'verify', ...files])
    expect(json).toMatchObject({ ok: true, accounts: 2, codes: codes.length })
    expect(exit).toBe(0)
  })

  it('takes four pages on A4 and on Letter, and names vault and save on each', () => {
    for (const one of [pdf, printedPdf(folder, onA4(page))]) {
      expect(pagesOf(one)).toBe(4)
      for (const [i, text] of textsOf(one).entries()) {
        expect(text).toMatch(new RegExp(`${i + 1} ?/ ?4$`, 'm'))
        expect(text).toContain('save 1')
      }
    }
  })

  it('restored in an empty home gives the same codes', () => {
    const empty = newHome()
    const { folder: scans } = scanned(printedPdf(folder, onA4(page)), 300)
    const ran = ukp(empty, ['backup', 'restore', scans], { env })
    expect(ran.exit).toBe(0)
    expect(readFileSync(empty.vault)).toEqual(bytes)
    const all = (one: Home): unknown => ukpJson(one, ['code', '--all', '--at', '1700000000']).json.codes
    expect(all(empty)).toEqual(all(home))
    const shown = ukpJson(empty, ['show', 'mama', '--reveal']).json.account
    expect(shown).toMatchObject({ secret: keyNumber(0), deletionCode: '04711042' })
    dropHome(empty)
  })

  it('is put together without ukp by the very lines that stand on it', () => {
    const { folder: scans } = scanned(printedPdf(folder, onA4(page)), 200)
    const html = readFileSync(page, 'utf-8')
    const inPage = (kind: string): string =>
      (new RegExp(`<pre class="${kind}">([^<]*)</pre>`).exec(html)?.[1] ?? '').replaceAll(/&#(\d+);/g, (_, code) =>
        String.fromCharCode(Number(code)),
      )
    const ran = spawnSync('bash', ['-c', inPage('joining')], { cwd: scans })
    const lines = String(ran.stdout).trim().split('\n')
    expect(lines).toEqual([`${codes.length} codes.txt`, `${inPage('digest')}  vault.ukp`])
    expect(inPage('digest')).toBe(fileDigest(bytes))
    expect(readFileSync(join(scans, 'vault.ukp'))).toEqual(bytes)
  })

  it.skipIf(PYTHON === null)('is put together and opened by the independent readers', () => {
    const { files } = scanned(pdf, 300, ['-rotate', '1'])
    const python = (script: string, args: readonly string[]): Buffer => {
      const ran = spawnSync('/usr/bin/python3', [join(ROOT, 'test/independent', script), ...args], { maxBuffer: 1e8 })
      expect([ran.status, String(ran.stderr)]).toEqual([0, ''])
      return ran.stdout
    }
    const joined = join(folder, 'joined.ukp')
    writeFileSync(joined, python('join_paper.py', files))
    const password = join(folder, 'passphrase')
    writeFileSync(password, `${PASSPHRASE}\n`, { mode: 0o600 })
    const told = python('reader.py', [joined, '--passphrase-file', password, '--codes', '1700000000']).toString()
    const codesByUkp = ukpJson(home, ['code', '--all', '--at', '1700000000']).json.codes as {
      name: string
      code: string
    }[]
    expect(told.trim().split('\n').sort()).toEqual(codesByUkp.map(({ name, code }) => `${name}\t${code}`).sort())
    const without = spawnSync('/usr/bin/python3', [join(ROOT, 'test/independent/join_paper.py'), ...files.slice(1)])
    expect([without.status, String(without.stderr)]).toEqual([3, expect.stringContaining('missing 1, 2')])
  })
})
