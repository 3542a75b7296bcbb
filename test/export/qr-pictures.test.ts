// A picture for each account, read by zbarimg and by jsqr; the drawing painted again from its own lines.
import { spawnSync } from 'node:child_process'
import { Jimp } from 'jimp'
import jsqr from 'jsqr'
import { describe, expect, it } from 'vitest'
import { linkOf } from '../../src/export/label.ts'
import { qrPng } from '../../src/export/qr-png.ts'
import { qrSvg } from '../../src/export/qr-svg.ts'
import { STEAM_DIGITS } from '../../src/otp/account.ts'
import { encodeBase32 } from '../../src/otp/base32.ts'
import { account, inFolder, textOf, toolsWith, written } from './kit.ts'

const hasZbar = spawnSync('zbarimg', ['--version']).status === 0 || process.env.CI === 'true'

const accounts = [
  account({ name: 'mama', issuer: 'Ügyfélkapu+' }),
  account({ name: 'Mama', type: 'hotp', counter: 3 }),
  account({ name: 'con', type: 'steam', digits: STEAM_DIGITS, issuer: 'Steam' }),
  account({ name: 'a/b', secret: encodeBase32(new Uint8Array(64).fill(0xa5)), algorithm: 'SHA512', digits: 8 }),
]
const NAMES = ['mama', 'Mama (2)', '_con', 'a_b']

describe('a picture for each account', () => {
  it('is a PNG with the link, under the name of the account', async () => {
    const files = await qrPng.write(accounts, toolsWith())
    expect(files.map(({ name }) => name)).toEqual(NAMES.map((name) => `${name}.png`))
    for (const [i, { bytes }] of files.entries()) {
      const { bitmap } = await Jimp.fromBuffer(Buffer.from(bytes))
      const text = jsqr.default(new Uint8ClampedArray(bitmap.data), bitmap.width, bitmap.height)?.data
      expect(text).toBe(linkOf(accounts[i] ?? account()))
    }
  })

  it.runIf(hasZbar)(`is read by zbarimg${hasZbar ? '' : ' (skipped: it is not installed)'}`, async () => {
    const files = await qrPng.write(accounts, toolsWith())
    const texts = await inFolder((folder) =>
      written(folder, files).map((file) =>
        String(spawnSync('zbarimg', ['--quiet', '--raw', '-Sdisable', '-Sqrcode.enable', file]).stdout).trim(),
      ),
    )
    expect(texts).toEqual(accounts.map(linkOf))
  })

  it('is an SVG with the same link', async () => {
    const files = await qrSvg.write(accounts, toolsWith())
    expect(files.map(({ name }) => name)).toEqual(NAMES.map((name) => `${name}.svg`))
    for (const [i, file] of files.entries()) expect(readSvg(textOf(file))).toBe(linkOf(accounts[i] ?? account()))
  })

  it('is not drawn for a link that no code holds', () => {
    const long = account({ secret: encodeBase32(new Uint8Array(1500)) })
    for (const exporter of [qrPng, qrSvg]) {
      expect(exporter.carry(long)).toEqual({ taken: false, because: [{ what: 'size', value: linkOf(long).length }] })
      expect(exporter.carry(account({ secret: encodeBase32(new Uint8Array(1400)) }))).toMatchObject({ taken: true })
    }
  })
})

/** Paints the dark runs of the second path and reads what comes out. */
function readSvg(svg: string): string | undefined {
  const side = Number(/viewBox="0 0 (\d+) \1"/.exec(svg)?.[1])
  const scale = 4
  const data = new Uint8ClampedArray((side * scale) ** 2 * 4).fill(255)
  const path = /fill="#000" d="([^"]*)"/.exec(svg)?.[1] ?? ''
  for (const [, x, y, length, back] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-(\d+)z/g)) {
    expect(back).toBe(length)
    for (let row = Number(y) * scale; row < (Number(y) + 1) * scale; row++) {
      const start = row * side * scale
      for (let at = Number(x) * scale; at < (Number(x) + Number(length)) * scale; at++)
        data.fill(0, (start + at) * 4, (start + at) * 4 + 3)
    }
  }
  return jsqr.default(data, side * scale, side * scale)?.data
}
