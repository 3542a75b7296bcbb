// What ukp add says and does about the files of pictures: codes beside the one with the key, formats that are not read,
// the picture afterwards, and deleting it.
import { chmodSync, existsSync, linkSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { qrPicture } from '../kit/qr-picture.ts'
import { dropHome, type Home, KEY, newHome, PASSPHRASE, ukp, ukpJson } from '../kit/ukp.ts'

const given = { UKP_PASSPHRASE: PASSPHRASE }
const LINK = `otpauth://totp/%C3%9Cgyf%C3%A9lkapu%2B:minta.anna?secret=${KEY}`
const OTHER = 'otpauth://totp/Acme:bela?secret=KRSXG5CTMVRXEZLU'

let home: Home
beforeEach(() => {
  home = newHome()
})
afterEach(() => dropHome(home))

function write(name: string, texts: readonly string[]): string {
  const file = join(home.folder, name)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, qrPicture(texts), { mode: 0o600 })
  return file
}

describe('a code without a key beside one with a key', () => {
  it('is named and is no failure; nothing of a link but its host is told', () => {
    const file = write('a.png', [
      LINK,
      'https://user:pass@play.google.com/store?token=verysecret',
      'WIFI:S:x;P:verysecret;;',
    ])
    const { json, exit, stdout } = ukpJson(home, ['add', '--qr', file])
    expect(exit).toBe(0)
    expect(json).toMatchObject({ added: [{ name: 'Ügyfélkapu+:minta.anna' }], refused: [] })
    const skipped = json.skipped as { file: string; message: string }[]
    expect(skipped.map((one) => one.file)).toEqual([file, file])
    expect(skipped.map((one) => one.message).join()).toContain('a link to play.google.com')
    expect(stdout).not.toMatch(/verysecret|user:pass/)
  })

  it('has control characters of its host made visible', () => {
    const file = write('a.png', ['https://exa\u001b[31mmple.com/x'])
    const ran = ukp(home, ['add', '--qr', file], { env: given })
    expect(ran.exit).toBe(6)
    expect(ran.stderr).not.toContain('\u001b')
  })
})

describe('a file that is no picture of ours', () => {
  it.each([
    ['a.pdf', '%PDF-1.7\n', 'PDF', 'make a screenshot'],
    ['a.heic', '\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'HEIC', 'JPEG'],
    ['a.avif', '\0\0\0\x18ftypavif\0\0\0\0mif1avif', 'AVIF', 'avifdec'],
    ['a.svg', '<svg xmlns="http://www.w3.org/2000/svg"/>', 'SVG', 'PNG'],
  ])('gets the sentence that says what to do: %s', (name, content, format, advice) => {
    const file = join(home.folder, name)
    writeFileSync(file, Buffer.from(content, 'latin1'))
    const ran = ukp(home, ['add', 'mama', '--qr', file], { env: given })
    expect(ran.exit).toBe(6)
    expect(ran.stderr).toContain(`(${format})`)
    expect(ran.stderr).toContain(advice)
  })
})

describe('the picture afterwards', () => {
  it('is told with where it lies, and nothing is deleted unasked, not by --yes either', () => {
    const file = write('OneDrive/a.png', [LINK])
    const { json } = ukpJson(home, ['add', '--qr', file, '--yes'])
    expect(json.pictures).toEqual([{ file, deleted: false, syncedBy: 'OneDrive', othersCanRead: false }])
    expect(existsSync(file)).toBe(true)
  })

  it('is deleted with --delete-image once its keys are stored, also when they were there already', () => {
    const first = write('a.png', [LINK])
    expect(ukpJson(home, ['add', '--qr', first, '--delete-image']).json).toMatchObject({
      ok: true,
      pictures: [{ file: first, deleted: true }],
    })
    expect(existsSync(first)).toBe(false)
    const again = write('b.png', [LINK])
    expect(ukpJson(home, ['add', '--qr', again]).exit).toBe(6)
    expect(existsSync(again)).toBe(true)
    const { exit, json } = ukpJson(home, ['add', '--qr', again, '--delete-image'])
    expect([exit, json.ok]).toEqual([0, true])
    expect(existsSync(again)).toBe(false)
  })

  it('stays when not everything in it was taken, and beside it a whole one goes', () => {
    const whole = write('whole.png', [OTHER])
    const part = write('part.png', [LINK, 'otpauth://totp/x?secret=JBSWY3DP0HPK3PXP'])
    const { exit, json } = ukpJson(home, ['add', '--yes', '--qr', whole, part, '--delete-image'])
    expect(exit).toBe(9)
    expect(json.added).toHaveLength(2)
    expect(json.pictures).toMatchObject([
      { file: whole, deleted: true },
      { file: part, deleted: false },
    ])
    expect([existsSync(whole), existsSync(part)]).toEqual([false, true])
  })

  it('stays when nothing was taken: a command that fails changes nothing', () => {
    const same = write('same.png', [LINK])
    expect(ukp(home, ['add', '--qr', same], { env: given }).exit).toBe(0)
    const none = write('none.png', ['https://example.com'])
    expect(ukp(home, ['add', '--qr', same, none, '--delete-image'], { env: given }).exit).toBe(6)
    expect([existsSync(same), existsSync(none)]).toEqual([true, true])
  })

  it('that cannot be deleted leaves the accounts saved, and says so', () => {
    const file = write('a.png', [LINK])
    linkSync(file, join(home.folder, 'second-name.png'))
    const { exit, json } = ukpJson(home, ['add', '--qr', file, '--delete-image'])
    expect([exit, json.kind]).toEqual([9, 'partial'])
    expect(json.added).toHaveLength(1)
    expect(existsSync(file)).toBe(true)
    expect(ukp(home, ['list'], { env: given }).stdout).toContain('minta.anna')
  })

  it('is the file behind a link, and the link', () => {
    const file = write('real.png', [LINK])
    const link = join(home.folder, 'link.png')
    symlinkSync(file, link)
    expect(ukp(home, ['add', '--qr', link, '--delete-image'], { env: given }).exit).toBe(0)
    expect([existsSync(file), existsSync(link)]).toEqual([false, false])
  })

  it('is told when others can read it', () => {
    const file = write('a.png', [LINK])
    chmodSync(file, 0o644)
    chmodSync(home.folder, 0o755)
    const ran = ukp(home, ['add', '--qr', file], { env: given })
    expect(ran.stderr).toContain('Others on this computer can read the picture')
  })

  it('is nothing when it came through standard input', () => {
    const { json } = ukpJson(home, ['add', '--qr', '-', '--delete-image'], { stdin: qrPicture([LINK]) })
    expect(json).toMatchObject({ ok: true, added: [{ name: 'Ügyfélkapu+:minta.anna' }] })
    expect(json).not.toHaveProperty('pictures')
  })

  it('needs --qr, and does not go with --dry-run', () => {
    expect(ukp(home, ['add', 'mama', '--stdin', '--delete-image'], { stdin: KEY, env: given }).exit).toBe(2)
    const file = write('a.png', [LINK])
    expect(ukp(home, ['add', '--qr', file, '--delete-image', '--dry-run'], { env: given }).exit).toBe(2)
    expect(existsSync(file)).toBe(true)
  })
})

describe('the process that reads', () => {
  it('leaves the vault as it is when the picture is hostile', () => {
    expect(ukp(home, ['add', '--qr', write('a.png', [LINK])], { env: given }).exit).toBe(0)
    const before = readFileSync(home.vault)
    const file = join(home.folder, 'hostile.gif')
    writeFileSync(file, Buffer.concat([Buffer.from('GIF89a'), Buffer.alloc(2_000_000, 0x2c)]))
    expect(ukp(home, ['add', '--qr', file], { env: given }).exit).toBe(6)
    expect(readFileSync(home.vault).equals(before)).toBe(true)
  })
})
