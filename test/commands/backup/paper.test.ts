// ukp backup paper through the whole program: the word for what is not encrypted, where the page goes, what is said, and
// the way back from pictures of the codes.
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { errors } from '../../../src/messages/en/errors/index.ts'
import { paper as words } from '../../../src/messages/en/paper.ts'
import { talk } from '../../../src/messages/en/talk/index.ts'
import { parseEnvelope } from '../../../src/vault/header.ts'
import { paperCodes } from '../../../src/vault/paper-codes.ts'
import { qrPicture } from '../../kit/qr-picture.ts'
import {
  dropHome,
  type Home,
  newHome,
  PASSPHRASE,
  PYTHON,
  play,
  type Ran,
  type RunOptions,
  ukp,
  ukpJson,
} from '../../kit/ukp.ts'
import { keyNumber, putVault, storedIn } from '../../kit/vaults.ts'

const MAMA =
  keyNumber(0)
    .match(/.{1,4}/g)
    ?.join(' ') ?? ''
const env = { UKP_PASSPHRASE: PASSPHRASE }

let home: Home
let folder: string
beforeAll(async () => {
  home = newHome()
  await putVault(home, [
    { name: 'mama', issuer: 'Ügyfélkapu+', account: 'minta.anna', deletionCode: '04711042', tags: ['family'] },
    { name: 'papa', issuer: 'Ügyfélkapu+', account: 'minta.bela' },
    { name: 'bank', issuer: 'Mintabank', account: 'anna', tags: ['work'] },
    { name: 'gone', trashed: '2026-01-01T00:00:00.000Z' },
  ])
})
afterAll(() => dropHome(home))
beforeEach(() => {
  folder = mkdtempSync(join(home.folder, 'out-'))
})

function paper(args: readonly string[], options: RunOptions = {}): Ran {
  return ukp(home, ['backup', 'paper', ...args], { ...options, env: { ...env, ...options.env } })
}

const names = (page: string): string[] =>
  [...page.matchAll(/<h2>(mama|papa|bank|gone)<\/h2>/g)].map((one) => one[1] ?? '')

describe('the sheet with accounts', () => {
  it('is a new file for its owner alone, after the option; and it is said what to do with it', () => {
    const file = join(folder, 'sheet.html')
    const ran = paper([file, '--yes-plaintext'])
    expect([ran.exit, ran.stdout]).toEqual([0, ''])
    for (const line of [
      words.written(file, 3),
      words.print,
      words.printer,
      words.deleteFile(file),
      words.beyondDeleting,
    ])
      expect(ran.stderr).toContain(`${line}\n`)
    expect(statSync(file).mode & 0o777).toBe(0o600)
    const page = readFileSync(file, 'utf-8')
    expect(names(page)).toEqual(['mama', 'papa', 'bank'])
    expect(page).toContain(MAMA)
    expect(page).toContain('0471 1042')
    expect(ran.stderr).not.toContain(MAMA)
  })

  it('is of the accounts that are named or tagged, in the language of the person', () => {
    const file = join(folder, 'sheet.htm')
    expect(
      paper([file, 'bank', '--tag', 'family', '--yes-plaintext', '-q'], { env: { UKP_LANG: 'hu' } }),
    ).toMatchObject({
      ...{ exit: 0, stdout: '', stderr: '' },
    })
    const page = readFileSync(file, 'utf-8')
    expect(names(page)).toEqual(['bank', 'mama'])
    expect(page).toContain('<html lang="hu">')
    expect(page).toContain('Vészhelyzeti lap')
  })

  it('goes into a pipe, or into JSON', () => {
    const piped = paper(['-', 'mama', '--yes-plaintext'])
    expect(piped.exit).toBe(0)
    expect(names(piped.stdout)).toEqual(['mama'])
    expect(piped.stderr.endsWith(`${words.printer}\n`)).toBe(true)
    const { json } = ukpJson(home, ['backup', 'paper', '-', 'mama', '--yes-plaintext'])
    expect(json).toMatchObject({ ok: true, file: null, encrypted: false, accounts: 1, generation: 1 })
    expect(json.content).toBe(piped.stdout)
  })

  it('is not written without the word, whatever --yes says', () => {
    const file = join(folder, 'sheet.html')
    for (const args of [[file], [file, '--yes'], [file, '--yes', '--json'], ['-']]) {
      const ran = paper(args)
      expect(ran.exit).toBe(2)
      expect(`${ran.stdout}${ran.stderr}`).toContain('--yes-plaintext')
      expect(`${ran.stdout}${ran.stderr}`).not.toContain('<html')
    }
    expect(existsSync(file)).toBe(false)
  })

  it.skipIf(PYTHON === null)('asks for the word on the terminal, and takes no other', () => {
    const file = join(folder, 'sheet.html')
    const question = talk.export.wordQuestion(talk.export.word)
    const typed = (word: string) =>
      play(home, ['backup', 'paper', file], [{ expect: question }, { send: `${word}\r` }], { env })
    expect(typed('yes').exit).toBe(130)
    expect(existsSync(file)).toBe(false)
    const played = typed(talk.export.word)
    expect(played.screen).toContain('NOT encrypted')
    expect([played.exit, existsSync(file)]).toEqual([0, true])
  })

  it('never replaces a file, and never takes an account for a file', () => {
    const file = join(folder, 'sheet.html')
    writeFileSync(file, 'mine')
    expect(paper([file, '--yes-plaintext'])).toMatchObject({ exit: 2 })
    expect(readFileSync(file, 'utf-8')).toBe('mine')
    expect(paper(['mama', '--yes-plaintext'])).toMatchObject({ exit: 2 })
    expect(existsSync(join(home.folder, 'mama'))).toBe(false)
    expect(paper([join(folder, 'none', 'a.html'), '--yes-plaintext'])).toMatchObject({ exit: 6 })
    expect(paper([join(folder, 'a.html'), 'nobody', '--yes-plaintext'])).toMatchObject({ exit: 3 })
    expect(existsSync(join(folder, 'a.html'))).toBe(false)
  })

  it.skipIf(PYTHON === null)('does not go to a terminal', () => {
    const played = play(home, ['backup', 'paper', '-', '--yes-plaintext'], [{ columns: 80 }], { env })
    expect(played.exit).toBe(2)
    expect(played.screen).not.toContain('<html')
  })

  it('is told where its folder goes elsewhere', () => {
    mkdirSync(join(folder, 'sync', '.stfolder'), { recursive: true })
    const file = join(folder, 'sync', 'sheet.html')
    expect(paper([file, '--yes-plaintext']).stderr).toContain(words.synced(file, 'Syncthing'))
  })

  it('counts as no backup', () => {
    expect(paper([join(folder, 'sheet.html'), '--yes-plaintext']).exit).toBe(0)
    expect(ukpJson(home, ['list']).json.backup).toMatchObject({ last: null })
  })
})

describe('the vault on paper', () => {
  let bytes: Buffer
  let codes: string[]
  /** Eight codes each; the last ones first. */
  let files: string[]
  let scans: string
  beforeAll(() => {
    bytes = readFileSync(home.vault)
    codes = paperCodes(bytes, parseEnvelope(bytes, 'vault').header)
    scans = mkdtempSync(join(home.folder, 'scans-'))
    const starts = codes.flatMap((_, i) => (i % 8 === 0 ? [i] : []))
    files = starts.map((at) => picture(`scan${at}.png`, codes.slice(at, at + 8), scans)).reverse()
  })

  function picture(name: string, texts: readonly string[], where = folder): string {
    const file = join(where, name)
    writeFileSync(file, qrPicture(texts))
    return file
  }

  it('is written without a word, and tells nothing that is secret', () => {
    const file = join(folder, 'vault.html')
    const ran = paper([file, '--encrypted'])
    expect([ran.exit, ran.stdout]).toEqual([0, ''])
    expect(ran.stderr).toContain(words.vaultWritten(file, codes.length))
    expect(statSync(file).mode & 0o777).toBe(0o600)
    const page = readFileSync(file, 'utf-8')
    expect(page.match(/<figure>/g)).toHaveLength(codes.length)
    expect(page).not.toMatch(/mama|papa|minta|04711042|Mintabank/)
    expect(page.replaceAll(' ', '')).not.toContain(MAMA.replaceAll(' ', ''))
    const { json } = ukpJson(home, ['backup', 'paper', join(folder, 'b.html'), '--encrypted'])
    expect(json).toMatchObject({
      ok: true,
      file: join(folder, 'b.html'),
      encrypted: true,
      codes: codes.length,
      generation: 1,
    })
  })

  it('is the whole vault, never a part of it', () => {
    const file = join(folder, 'vault.html')
    for (const more of [['mama'], ['--tag', 'family'], ['--yes-plaintext']])
      expect(paper([file, '--encrypted', ...more]).exit).toBe(2)
    expect(existsSync(file)).toBe(false)
  })

  it('becomes the vault again in an empty home, from pictures in any order, some of them twice', async () => {
    const empty = newHome()
    const ran = ukp(empty, ['backup', 'restore', ...files, files[0] ?? ''], { env })
    expect(ran.exit).toBe(0)
    expect(ran.stderr).toContain(words.read(files[0] ?? '', codes.length % 8))
    expect(readFileSync(empty.vault)).toEqual(bytes)
    expect((await storedIn(empty)).map(({ secret }) => secret)).toEqual([0, 1, 2, 3].map(keyNumber))
    dropHome(empty)
  })

  it('is checked from a folder of pictures, among other files', () => {
    writeFileSync(join(scans, 'notes.txt'), 'where the passphrase is')
    // Larger than any picture that is read; sparse.
    writeFileSync(join(scans, 'film.mp4'), '')
    truncateSync(join(scans, 'film.mp4'), 40 * 1024 * 1024)
    const other = picture('other.png', ['WIFI:S:home;P:x;;'], scans)
    // As of a broken disk: a plain file that gives no byte, not even to root.
    const broken = join(scans, 'broken.png')
    if (process.platform === 'linux') symlinkSync('/proc/self/mem', broken)
    const { exit, stdout, stderr } = ukp(home, ['backup', 'verify', scans], { env })
    expect([exit, stdout]).toEqual([0, ''])
    expect(stderr).toContain(talk.backup.good(scans, 3, 1, '').slice(0, -1))
    expect(stderr).toContain(words.readNone(other, ''))
    expect(stderr).not.toMatch(/notes\.txt|film\.mp4/)
    if (process.platform === 'linux')
      expect(stderr).toContain(words.readNone(broken, errors['file-unreadable']({ file: broken, code: 'EIO' }).message))
  })

  it('is checked from pictures, and JSON says from how many codes', () => {
    const { json } = ukpJson(home, ['backup', 'verify', ...files])
    expect(json).toMatchObject({ ok: true, file: files[0], accounts: 3, generation: 1, codes: codes.length })
  })

  it('names the numbers that are missing, and changes nothing', () => {
    const first = codes.slice(0, 8).filter((_, i) => ![1, 4, 6].includes(i))
    const empty = newHome()
    const ran = ukp(empty, ['backup', 'restore', ...files.slice(0, -1), picture('first.png', first)], { env })
    expect(ran.exit).toBe(6)
    expect(ran.stderr).toContain(`Of ${codes.length} QR codes 3 are missing: 2, 5, 7.`)
    expect(existsSync(empty.vault)).toBe(false)
    dropHome(empty)
  })

  it('is not mixed with another sheet, and not with a file', async () => {
    const other = newHome()
    await putVault(other, [{ name: 'other' }])
    expect(ukp(other, ['edit', 'other', '--note', 'x'], { env }).exit).toBe(0)
    const strange = readFileSync(other.vault)
    const [first = ''] = paperCodes(strange, parseEnvelope(strange, 'other').header)
    const ran = ukp(home, ['backup', 'verify', ...files, picture('strange.png', [first])], { env })
    expect(ran.exit).toBe(6)
    expect(ran.stderr).toContain('different sheets (saves 1, 2)')
    expect(ukp(home, ['backup', 'verify', home.vault, files[0] ?? ''], { env }).exit).toBe(2)
    dropHome(other)
  })

  it('is told from pictures without such a code, and from those that cannot be read', () => {
    const file = picture('wifi.png', ['WIFI:S:home;P:secret;;'])
    const none = ukp(home, ['backup', 'restore', file], { env })
    expect([none.exit, none.stderr.includes('secret')]).toEqual([6, false])
    const pdf = join(folder, 'scan.pdf')
    writeFileSync(pdf, '%PDF-1.7\n')
    expect(ukp(home, ['backup', 'verify', pdf], { env })).toMatchObject({ exit: 6 })
    expect(ukp(home, ['backup', 'verify', pdf], { env }).stderr).toContain('PDF')
    expect(ukp(home, ['backup', 'verify', file, pdf], { env }).stderr).toContain('PDF')
    expect(ukp(home, ['backup', 'verify', join(folder, 'nothing.png')], { env }).exit).toBe(6)
  })
})
