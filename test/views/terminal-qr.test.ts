// A rendered code is painted as a terminal paints it, and read by zbarimg (where it is installed) and jsqr.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import jsqr from 'jsqr'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { drawQr } from '../../src/qr/draw/draw.ts'
import { renderQr } from '../../src/views/terminal-qr.ts'

const TEXT = 'otpauth://totp/Minta:anna?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Minta'
const ESC = '\u001b'
const hasZbar = spawnSync('zbarimg', ['--version']).status === 0

interface Theme {
  /** Greys of the terminal's text and ground. */
  readonly ink: number
  readonly ground: number
}
const DARK: Theme = { ink: 204, ground: 30 }
const LIGHT: Theme = { ink: 40, ground: 250 }
const CELL = { width: 8, height: 17 }

interface Painted {
  readonly width: number
  readonly height: number
  readonly grays: Uint8Array
}

/** Paints half blocks into cells of a usual font's shape, with a margin of the terminal's ground. */
function paint(text: string, theme: Theme): Painted {
  const lines = text.split('\n')
  const columns = Math.max(...lines.map((line) => cellsOf(line).cells.length)) + 8
  const width = columns * CELL.width
  const height = (lines.length + 4) * CELL.height
  const grays = new Uint8Array(width * height).fill(theme.ground)
  for (const [row, line] of lines.entries()) {
    const { cells, colored } = cellsOf(line)
    // 30 and 47: black and the usual shade of white.
    const ink = colored ? 0 : theme.ink
    const ground = colored ? 229 : theme.ground
    for (const [column, cell] of cells.entries()) {
      const half = Math.ceil(CELL.height / 2)
      for (let y = 0; y < CELL.height; y++) {
        const inked = cell === '█' || (cell === '▀' && y < half) || (cell === '▄' && y >= half)
        const at = ((row + 2) * CELL.height + y) * width + (column + 4) * CELL.width
        grays.fill(inked ? ink : ground, at, at + CELL.width)
      }
    }
  }
  return { width, height, grays }
}

function cellsOf(line: string): { cells: string[]; colored: boolean } {
  const colored = line.startsWith(`${ESC}[30;47m`)
  if (colored) expect(line.endsWith(`${ESC}[0m`)).toBe(true)
  return { cells: [...(colored ? line.slice(8, -4) : line)], colored }
}

function jsqrOf({ width, height, grays }: Painted): string | undefined {
  const rgba = Uint8ClampedArray.from({ length: grays.length * 4 }, (_, i) =>
    i % 4 === 3 ? 255 : (grays[i >> 2] ?? 0),
  )
  return jsqr.default(rgba, width, height)?.data
}

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ukp-terminal-qr-'))
})
afterAll(() => {
  rmSync(folder, { recursive: true })
})

function zbarOf({ width, height, grays }: Painted): string {
  const file = join(folder, 'code.pgm')
  writeFileSync(file, Buffer.concat([Buffer.from(`P5\n${width} ${height}\n255\n`), grays]))
  return spawnSync('zbarimg', ['-q', '--raw', file]).stdout.toString().trim()
}

const THEMES = [
  ['dark', DARK],
  ['light', LIGHT],
] as const

describe('a code in the terminal', () => {
  const modules = drawQr(TEXT)

  it('takes a line for two rows of modules and a column for one', () => {
    const lines = renderQr(modules, { color: false }).split('\n')
    expect(lines).toHaveLength(Math.ceil(modules.length / 2))
    for (const line of lines) expect([...line]).toHaveLength(modules.length)
  })

  it('sets its colours for each line and takes them back before it ends', () => {
    for (const line of renderQr(modules, { color: true }).split('\n')) {
      expect(line).toMatch(new RegExp(`^${ESC}\\[30;47m[ ▀▄█]+${ESC}\\[0m$`))
    }
  })

  it('is made of four characters and nothing else without colour', () => {
    expect(renderQr(modules, { color: false })).toMatch(/^[ ▀▄█\n]+$/)
  })

  it('is nothing for no modules, and upper halves for one row', () => {
    expect(renderQr([], { color: false })).toBe('')
    expect(renderQr([[true, false]], { color: true })).toBe(`${ESC}[30;47m▀ ${ESC}[0m`)
    expect(renderQr([[true, false]], { color: false })).toBe(' ▀')
  })

  it.each(THEMES)('is read by jsqr on a %s theme, with and without colour', (_, theme) => {
    expect(jsqrOf(paint(renderQr(modules, { color: true }), theme))).toBe(TEXT)
    expect(jsqrOf(paint(renderQr(modules, { color: false }), theme))).toBe(TEXT)
  })

  describe.runIf(hasZbar)(hasZbar ? 'in front of zbarimg' : 'in front of zbarimg, which is not installed here', () => {
    it.each(THEMES)('is read on a %s theme with colour', (_, theme) => {
      expect(zbarOf(paint(renderQr(modules, { color: true }), theme))).toBe(TEXT)
    })

    it('is read on a dark theme without colour', () => {
      expect(zbarOf(paint(renderQr(modules, { color: false }), DARK))).toBe(TEXT)
    })

    it('is read when it is as large as a transfer of many accounts', () => {
      const long = `otpauth-migration://offline?data=${'Ab3%2F'.repeat(120)}`
      expect(zbarOf(paint(renderQr(drawQr(long), { color: true }), LIGHT))).toBe(long)
    })
  })
})
