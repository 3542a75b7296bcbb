// Codes that a program printed into a terminal: half blocks with gaps between the cells, and plain ASCII.
import { isDark, type Modules } from '../code.ts'
import { screenshotFile } from '../files.ts'
import { write } from '../letters.ts'
import type { PictureClass } from '../picture-class.ts'
import type { Random } from '../random.ts'
import { blank, fill, type Raster } from '../raster.ts'
import { loginCode, type NewCode, picture } from './code-pictures.ts'

interface Terminal {
  /** A character's cell in pixels. */
  readonly wide: number
  readonly high: number
  readonly ground: number
  readonly ink: number
}

const COLOURS: readonly Omit<Terminal, 'wide' | 'high'>[] = [
  { ground: 0x000000, ink: 0xffffff },
  { ground: 0x0c0c0c, ink: 0xcccccc },
  { ground: 0x300a24, ink: 0xeeeeec },
  { ground: 0x002b36, ink: 0x93a1a1 },
  { ground: 0x1e1e1e, ink: 0xd4d4d4 },
  { ground: 0x282c34, ink: 0xabb2bf },
]
const CELLS: readonly Pick<Terminal, 'wide' | 'high'>[] = [
  { wide: 7, high: 14 },
  { wide: 8, high: 16 },
  { wide: 9, high: 18 },
  { wide: 9, high: 19 },
  { wide: 10, high: 20 },
  { wide: 16, high: 32 },
]

/** A window with a prompt above, lines of text, room for the code, and a prompt below. */
function window(
  random: Random,
  terminal: Terminal,
  size: { columns: number; lines: number },
): { raster: Raster; line: number } {
  const { wide, high, ground, ink } = terminal
  const [above, below] = [random.int(1, 5), random.int(1, 4)]
  const raster = blank(
    { width: (size.columns + random.int(2, 30)) * wide, height: (size.lines + above + below) * high },
    ground,
  )
  const print = (text: string, line: number): void =>
    write(raster, text, { x: wide, y: line * high }, { size: high, colour: ink, advance: wide })
  print('anna@minta:~$ ./setup-2fa --show-qr', 0)
  for (let line = 1; line < above; line++)
    print(random.pick(['Scan this code:', 'Your new secret is hidden', 'warning: clock skew 0.2 s', '']), line)
  print(random.pick(['Enter code from app (-1 to skip):', 'anna@minta:~$', 'Press Enter to go on']), above + size.lines)
  return { raster, line: above }
}

/** Two modules a character, one above the other; the gaps are where the glyphs do not fill their cells. */
function halfBlocks(random: Random, { modules }: NewCode): Raster {
  const cell = random.pick(CELLS)
  const terminal = { ...random.pick(COLOURS), ...cell }
  const quiet = random.pick([2, 4])
  // Light modules are printed, as for terminals with a dark ground; one in four prints the dark ones instead.
  const swapped = random.chance(0.25)
  const rows = modules.side + 2 * quiet
  const { raster, line } = window(random, terminal, { columns: rows + 4, lines: Math.ceil(rows / 2) })
  const gap = {
    x: random.chance(0.3) ? 1 : 0,
    y: random.weighed([
      [4, 1],
      [2, 0],
      [1, 2],
    ]),
  }
  const half = Math.ceil(cell.high / 2)
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < rows; column++) {
      if (isDark(modules, column - quiet, row - quiet) !== swapped) continue
      const lower = row % 2
      const y = (line + (row - lower) / 2) * cell.high + lower * half
      const height = lower === 0 ? half : cell.high - half - gap.y
      fill(raster, { x: (column + 2) * cell.wide, y, width: cell.wide - gap.x, height }, terminal.ink)
    }
  return raster
}

/** Two `#` a module: dark on light, or light on dark with the light modules printed. */
function hashes(random: Random, modules: Modules): Raster {
  const cell = random.pick(CELLS.slice(0, 5))
  const paper = random.chance(0.5)
  const colours = paper
    ? { ground: random.pick([0xffffff, 0xfdf6e3]), ink: random.pick([0x000000, 0x333333]) }
    : random.pick(COLOURS)
  const quiet = random.pick([2, 4])
  const rows = modules.side + 2 * quiet
  const { raster, line } = window(random, { ...colours, ...cell }, { columns: rows * 2 + 4, lines: rows })
  const sign = random.pick(['##', '##', '##', '@@'])
  const ink = { size: cell.high * 1.1, colour: colours.ink, advance: cell.wide, bold: random.real(0.1, 0.5) }
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < rows; column++)
      if (isDark(modules, column - quiet, row - quiet) === paper)
        write(raster, sign, { x: (2 + column * 2) * cell.wide, y: (line + row) * cell.high - cell.high * 0.1 }, ink)
  return raster
}

export const TERMINALS: readonly PictureClass[] = [
  {
    name: 'terminal-ansi',
    note: 'half blocks in a dark terminal, gaps between the lines',
    make: async (random) => {
      const code = loginCode(random, random.pick(['L', 'L', 'M']))
      return picture(await screenshotFile(halfBlocks(random, code), random), [code])
    },
  },
  {
    name: 'terminal-ascii',
    note: 'two signs a module, printed as letters',
    make: async (random) => {
      const code = loginCode(random, 'L')
      return picture(await screenshotFile(hashes(random, code.modules), random), [code])
    },
  },
]
