// The parts that pages are made of: text, buttons, fields, lists. All sizes are in CSS pixels times the scale.
import { textWidth, write } from './letters.ts'
import type { Random } from './random.ts'
import { type Box, fill, frame, lightness, mix, type Raster } from './raster.ts'
import { disc, roundBox } from './shapes.ts'
import { someButton, someWords } from './words.ts'

export interface Theme {
  readonly dark: boolean
  readonly chrome: number
  readonly page: number
  readonly card: number
  readonly line: number
  readonly text: number
  readonly muted: number
  readonly accent: number
}

export interface Painter {
  readonly raster: Raster
  readonly random: Random
  readonly theme: Theme
  /** Device pixels of a CSS pixel. */
  readonly scale: number
}

const ACCENTS = [0x1a56db, 0x0b7a4b, 0xb3261e, 0x7a3ff2, 0x005a9c, 0xc2410c, 0x2d6a4f, 0x006b76]
const LIGHT_PAGES = [0xffffff, 0xf6f8fa, 0xf3f4f6, 0xfafafa, 0xf0f4f8]
const DARK_PAGES = [0x0d1117, 0x121212, 0x1e1e1e, 0x202124, 0x0f172a, 0x000000, 0x18181b]

export function anyTheme(random: Random, dark: boolean): Theme {
  const accent = random.pick(ACCENTS)
  if (dark) {
    const page = random.pick(DARK_PAGES)
    return {
      dark,
      chrome: mix(page, 0xffffff, random.real(0.04, 0.14)),
      page,
      card: mix(page, 0xffffff, random.real(0.03, 0.1)),
      line: mix(page, 0xffffff, 0.2),
      text: mix(0xffffff, page, random.real(0.05, 0.2)),
      muted: mix(0xffffff, page, 0.45),
      accent: mix(accent, 0xffffff, 0.25),
    }
  }
  const page = random.pick(LIGHT_PAGES)
  return {
    dark,
    chrome: random.pick([0xdee1e6, 0xf0f0f4, 0xe8eaed, 0xd7dce3, 0xebebeb]),
    page,
    card: 0xffffff,
    line: mix(page, 0x000000, random.real(0.1, 0.2)),
    text: random.pick([0x1f2328, 0x111111, 0x202124, 0x333333]),
    muted: random.pick([0x57606a, 0x6b7280, 0x777777]),
    accent,
  }
}

/** Lines of words that fill a width; returns the height that was used. */
export function paragraph(
  { raster, random, theme, scale }: Painter,
  { x, y, width }: { x: number; y: number; width: number },
  {
    lines,
    size = 18,
    colour = theme.text,
    pitch = 1.25,
  }: { lines: number; size?: number; colour?: number; pitch?: number },
): number {
  const high = size * scale
  const room = Math.max(4, Math.floor(width / textWidth('n', { size: high })))
  for (let line = 0; line < lines; line++) {
    // The last line of a paragraph is shorter.
    const letters = line === lines - 1 && lines > 1 ? Math.ceil(room * random.real(0.25, 0.9)) : room
    const words = someWords(random, Math.ceil(letters / 5) + 2).slice(0, letters)
    write(
      raster,
      words.slice(0, Math.max(words.lastIndexOf(' '), 3)),
      { x, y: y + line * high * pitch },
      { size: high, colour },
    )
  }
  return lines * high * pitch
}

/** A line of text in the middle of a width; returns its height. */
export function centred(
  { raster, scale, theme }: Painter,
  text: string,
  { x, y, width }: { x: number; y: number; width: number },
  { size = 18, colour = theme.text, bold = 0 }: { size?: number; colour?: number; bold?: number } = {},
): number {
  const ink = { size: size * scale, colour, bold }
  write(raster, text, { x: x + (width - textWidth(text, ink)) / 2, y }, ink)
  return size * scale * 1.35
}

/** A button; returns its width. */
export function button(
  { raster, random, theme, scale }: Painter,
  { x, y }: { x: number; y: number },
  main: boolean,
): number {
  const text = someButton(random)
  const ink = { size: 18 * scale, colour: main ? (lightness(theme.accent) > 140 ? 0x111111 : 0xffffff) : theme.text }
  const width = Math.round(textWidth(text, ink) + 32 * scale)
  const box = { x: Math.round(x), y: Math.round(y), width, height: Math.round(38 * scale) }
  roundBox(raster, box, { radius: 6 * scale, colour: main ? theme.accent : theme.line })
  write(raster, text, { x: x + 16 * scale, y: y + 9 * scale }, ink)
  return width + Math.round(12 * scale)
}

/** Six cells for the digits of a code; returns their height. */
export function digitCells(
  { raster, random, theme, scale }: Painter,
  { x, y, width }: { x: number; y: number; width: number },
): number {
  const cell = Math.round(34 * scale)
  const step = Math.round(42 * scale)
  const left = Math.round(x + (width - 6 * step) / 2)
  const typed = random.int(0, 6)
  for (let digit = 0; digit < 6; digit++) {
    const box = { x: left + digit * step, y: Math.round(y), width: cell, height: Math.round(cell * 1.2) }
    frame(raster, box, {
      thickness: Math.max(1, Math.round(scale)),
      colour: digit === typed ? theme.accent : theme.line,
    })
    if (digit >= typed) continue
    write(
      raster,
      String(random.int(0, 9)),
      { x: box.x + cell * 0.3, y: box.y + cell * 0.25 },
      { size: 24 * scale, colour: theme.text },
    )
  }
  return cell * 1.2
}

/** A text field with something in it. */
export function field({ raster, theme, scale }: Painter, box: Box, text: string): void {
  roundBox(raster, box, { radius: 5 * scale, colour: theme.line })
  const edge = Math.max(1, Math.round(scale))
  const inner = { x: box.x + edge, y: box.y + edge, width: box.width - 2 * edge, height: box.height - 2 * edge }
  roundBox(raster, inner, { radius: 4 * scale, colour: theme.page })
  const size = Math.min(18 * scale, box.height * 0.6)
  write(raster, text, { x: box.x + 10 * scale, y: box.y + (box.height - size) / 2 }, { size, colour: theme.muted })
}

/** A column of menu entries, each with a sign before it. */
export function menu(
  { raster, random, theme, scale }: Painter,
  { x, y }: { x: number; y: number },
  entries: readonly string[],
): void {
  const chosen = random.int(0, entries.length - 1)
  for (const [at, entry] of entries.entries()) {
    const top = y + at * 40 * scale
    const colour = at === chosen ? theme.accent : theme.text
    if (random.chance(0.5)) disc(raster, { x: x + 9 * scale, y: top + 10 * scale }, { radius: 7 * scale, colour })
    else fill(raster, { x: x + 2 * scale, y: top + 3 * scale, width: 14 * scale, height: 14 * scale }, colour)
    write(raster, entry, { x: x + 28 * scale, y: top }, { size: 19 * scale, colour, bold: at === chosen ? 0.4 : 0 })
  }
}
