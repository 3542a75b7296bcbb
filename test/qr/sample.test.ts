// The sample screenshot that the README and other tests use: its maker makes it, and another reader reads it.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Jimp } from 'jimp'
import { describe, expect, it } from 'vitest'

const SAMPLE = fileURLToPath(new URL('../fixtures/sample-screenshot.png', import.meta.url))
const MAKER = fileURLToPath(new URL('../fixtures/make-sample.mjs', import.meta.url))
const TEXT = 'otpauth://totp/%C3%9Cgyf%C3%A9lkapu%2B:minta.anna?secret=JBSWY3DPEHPK3PXPGEZA'
const hasZbar = spawnSync('zbarimg', ['--version']).status === 0

describe('the sample screenshot', () => {
  it('has the pixels that its maker draws', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'ukp-sample-'))
    try {
      const made = join(folder, 'sample.png')
      expect(spawnSync(process.execPath, [MAKER, made]).status).toBe(0)
      const [kept, drawn] = await Promise.all([SAMPLE, made].map((file) => Jimp.fromBuffer(readFileSync(file))))
      expect(kept).toMatchObject({ width: 1280, height: 800 })
      expect(kept?.bitmap.data.equals(drawn?.bitmap.data ?? Buffer.of())).toBe(true)
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  it.skipIf(!hasZbar)(`is read by zbarimg${hasZbar ? '' : ', which is not installed here'}`, () => {
    expect(spawnSync('zbarimg', ['-q', '--raw', SAMPLE]).stdout.toString().trim()).toBe(TEXT)
  })
})
