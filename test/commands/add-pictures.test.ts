// ukp add --qr through the real program: every format that is promised, several pictures, standard input, and each kind
// of picture that holds no key with its own sentence.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { deflateSync } from 'node:zlib'
import { Jimp } from 'jimp'
import { encode } from 'uqr'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { dropHome, type Home, KEY, newHome, PASSPHRASE, ROOT, ukp, ukpJson } from '../kit/ukp.ts'

const given = { UKP_PASSPHRASE: PASSPHRASE }
const LINK = `otpauth://totp/%C3%9Cgyf%C3%A9lkapu%2B:minta.anna?secret=${KEY}`
type Mime = 'image/png' | 'image/jpeg' | 'image/bmp' | 'image/gif' | 'image/tiff'

let home: Home
beforeEach(() => {
  home = newHome()
})
afterEach(() => dropHome(home))

/** A QR code on a grey page, as a screenshot has it. */
async function picture(text: string | null, mime: Mime = 'image/png'): Promise<Buffer> {
  const page = new Jimp({ width: 640, height: 480, color: 0xe8e8e8ff })
  if (text !== null) {
    const { data, size } = encode(text, { border: 4 })
    const module = Math.max(2, Math.floor(240 / size))
    for (let y = 0; y < size * module; y++) {
      for (let x = 0; x < size * module; x++) {
        const dark = data[Math.floor(y / module)]?.[Math.floor(x / module)] === true
        page.setPixelColor(dark ? 0x000000ff : 0xffffffff, x + 100, y + 80)
      }
    }
  }
  return await page.getBuffer(mime)
}

async function write(name: string, text: string | null, mime?: Mime): Promise<string> {
  const file = join(home.folder, name)
  writeFileSync(file, await picture(text, mime))
  return file
}

/** A PNG that claims a size and holds next to nothing. */
function hugePng(width: number, height: number): Buffer {
  const crcTable = Array.from({ length: 256 }, (_, n) => {
    let c = n
    for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1
    return c >>> 0
  })
  const crc = (bytes: Buffer): number =>
    (bytes.reduce((c, byte) => (crcTable[(c ^ byte) & 255] ?? 0) ^ (c >>> 8), 0xffffffff) ^ 0xffffffff) >>> 0
  const chunk = (type: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
    length.writeUInt32BE(data.length)
    sum.writeUInt32BE(crc(body))
    return Buffer.concat([length, body, sum])
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([1, 0, 0, 0, 0], 8)
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  const data = deflateSync(Buffer.alloc(Math.min(50_000_000, Math.ceil(width / 8 + 1) * height)))
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))])
}

describe('a picture with a QR code', () => {
  it.each(['png', 'jpeg', 'bmp', 'gif', 'tiff'] as const)(
    'is read as %s, whatever its name ends in',
    async (format) => {
      const file = await write('screenshot.txt', LINK, `image/${format}`)
      const { json, exit } = ukpJson(home, ['add', 'mama', '--qr', file])
      expect(exit).toBe(0)
      expect(json).toMatchObject({
        ok: true,
        added: [{ name: 'mama', issuer: 'Ügyfélkapu+', account: 'minta.anna' }],
        refused: [],
      })
      expect(ukp(home, ['code', 'mama', '-q', '--at', '1700000000'], { env: given }).stdout).toBe('421617\n')
    },
  )

  it('is named after its label, and the person is told that the picture still holds the key', async () => {
    const ran = ukp(home, ['add', '--qr', join(ROOT, 'test/fixtures/sample-screenshot.png')], { env: given })
    expect(ran.exit).toBe(0)
    expect(ran.stdout).toBe('')
    expect(ran.stderr).toContain('Added: Ügyfélkapu+:minta.anna')
    expect(ran.stderr).toContain('The picture still holds the key')
    expect(ran.stderr).not.toContain('JBSW')
  })

  it('is read from standard input', async () => {
    expect(ukpJson(home, ['add', 'mama', '--qr', '-'], { stdin: await picture(LINK) }).json).toMatchObject({
      ok: true,
      added: [{ name: 'mama' }],
    })
  })

  it('may be one of several; the same code twice counts once; what cannot be read is named', async () => {
    const files = [
      await write('a.png', LINK),
      await write('twin.jpg', LINK, 'image/jpeg'),
      await write('b.png', 'otpauth://totp/Acme:bela?secret=KRSXG5CTMVRXEZLU'),
      await write('none.png', null),
      join(home.folder, 'gone.png'),
    ]
    const { json, exit } = ukpJson(home, ['add', '--yes', '--qr', ...files])
    expect(exit).toBe(9)
    expect(json.added).toMatchObject([{ name: 'Ügyfélkapu+:minta.anna' }, { name: 'Acme:bela' }])
    expect(json.refused).toMatchObject([
      { file: files[3], kind: 'bad-input' },
      { file: files[4], kind: 'bad-input' },
    ])
  })

  it('may hold a part of a Google export; parts are joined over pictures, a missing one is named', async () => {
    const part = (index: number, name: string): string => {
      const secret = Buffer.from(`synthetic${index}`)
      const entry = Buffer.concat([
        Buffer.from([0x0a, secret.length]),
        secret,
        Buffer.from([0x12, name.length]),
        Buffer.from(name),
        Buffer.from([0x20, 1, 0x28, 1, 0x30, 2]),
      ])
      const payload = Buffer.concat([
        Buffer.from([0x0a, entry.length]),
        entry,
        Buffer.from([0x10, 1, 0x18, 3, 0x20, index, 0x28, 77]),
      ])
      return `otpauth-migration://offline?data=${encodeURIComponent(payload.toString('base64'))}`
    }
    const [one, two, three] = [
      await write('1.png', part(0, 'anna')),
      await write('2.png', part(1, 'bela')),
      await write('3.png', part(2, 'cili')),
    ]
    const partly = ukpJson(home, ['add', '--yes', '--qr', one, three])
    expect(partly.exit).toBe(9)
    expect(partly.json.added).toMatchObject([{ name: 'anna' }, { name: 'cili' }])
    expect(partly.json.refused).toMatchObject([
      { kind: 'bad-input', message: 'The export has 3 parts, and some are missing: 2.' },
    ])
    const all = ukpJson(home, ['add', '--yes', '--qr', three, two, one])
    expect(all.exit).toBe(0)
    expect(all.json).toMatchObject({
      added: [{ name: 'bela' }],
      same: [
        { name: 'cili', file: three },
        { name: 'anna', file: one },
      ],
      refused: [],
    })
  })
})

describe('a picture without a key', () => {
  it.each([
    ['nothing.png', null, 'No QR code found in the picture'],
    ['shop.png', 'https://example.org/menu', 'it is not for an authenticator'],
    ['dap.png', 'https://dap.gov.hu/login?session=1', 'logging in with the DÁP app'],
    ['bad.png', 'otpauth://totp/x?secret=JBSWY3DP0HPK3PXP', 'Not possible in a key: 0'],
  ])('gets its own sentence: %s', async (name, text, sentence) => {
    const ran = ukp(home, ['add', 'mama', '--qr', await write(name, text)], { env: given })
    expect(ran.exit).toBe(6)
    expect(ran.stderr).toContain(sentence)
    expect(ran.stderr).not.toContain('JBSWY')
    expect(ukp(home, ['list'], { env: given }).exit).toBe(5)
  })

  it('or that is no picture, is refused with the reason', () => {
    const letter = join(home.folder, 'letter.png')
    writeFileSync(letter, 'Dear mother,')
    expect(ukp(home, ['add', 'mama', '--qr', letter], { env: given }).stderr).toContain('The picture cannot be read')
    writeFileSync(letter, '')
    expect(ukpJson(home, ['add', 'mama', '--qr', letter]).json).toMatchObject({ kind: 'bad-input', exit: 6 })
    expect(ukpJson(home, ['add', 'mama', '--qr', home.folder]).json).toMatchObject({ kind: 'bad-input', exit: 6 })
    expect(
      ukp(home, ['add', '--qr', join(ROOT, 'test/fixtures/sample-screenshot.png'), 'mama'], { env: given }).stderr,
    ).toContain('stands before --qr')
  })

  it('or that is huge, is refused before it is decoded', () => {
    const file = join(home.folder, 'huge.png')
    writeFileSync(file, hugePng(20_000, 20_000))
    expect(readFileSync(file).length).toBeLessThan(100_000)
    const before = Date.now()
    const ran = ukp(home, ['add', 'mama', '--qr', file], { env: given })
    expect(ran.exit).toBe(6)
    expect(ran.stderr).toContain('The picture is too large')
    // jimp alone took 46 s for this file.
    expect(Date.now() - before).toBeLessThan(10_000)
  })
})
