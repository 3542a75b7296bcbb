// Pages with a place for a code: a portal's card, account settings, a dialog over a dimmed page, a chat, a document.
import { write } from './letters.ts'
import { button, centred, digitCells, field, menu, type Painter, paragraph } from './painter.ts'
import { type Box, fill, frame, lightness, mix, paste, type Raster } from './raster.ts'
import { disc, roundBox } from './shapes.ts'
import { keyGroups, someGreeting, someMenu, someTitle, someWords } from './words.ts'

/** Paints a page into the box and the code in it; returns where the code's picture is. */
export type Layout = (painter: Painter, box: Box, code: Raster) => Box

/** Puts the code's picture, whole, at a point that is moved into the box if need be. */
function put({ raster }: Painter, room: Box, code: Raster, at: { x: number; y: number }): Box {
  const x = Math.round(Math.max(room.x, Math.min(at.x, room.x + room.width - code.width)))
  const y = Math.round(Math.max(room.y, Math.min(at.y, room.y + room.height - code.height)))
  paste(raster, code, { x, y })
  return { x, y, width: code.width, height: code.height }
}

/** The card of a portal: title, steps, code, key, cells for the digits, buttons. */
export const portal: Layout = (painter, box, code) => {
  const { raster, random, theme, scale } = painter
  fill(raster, { ...box, height: 64 * scale }, theme.accent)
  const ink = lightness(theme.accent) > 140 ? 0x111111 : 0xffffff
  disc(raster, { x: box.x + 40 * scale, y: box.y + 32 * scale }, { radius: 18 * scale, colour: ink })
  write(
    raster,
    someWords(random, 2),
    { x: box.x + 70 * scale, y: box.y + 18 * scale },
    { size: 26 * scale, colour: ink, bold: 0.3 },
  )
  for (const [at, entry] of someMenu(random, 3).entries())
    write(
      raster,
      entry,
      { x: box.x + box.width - (at + 1) * 150 * scale, y: box.y + 22 * scale },
      { size: 19 * scale, colour: ink },
    )
  const width = Math.round(Math.min(box.width * 0.96, Math.max(480 * scale, code.width + 80 * scale)))
  const card = { x: Math.round(box.x + (box.width - width) / 2), y: Math.round(box.y + 84 * scale), width }
  fill(raster, { ...card, height: box.y + box.height - card.y - 20 * scale }, theme.card)
  frame(
    raster,
    { ...card, height: box.y + box.height - card.y - 20 * scale },
    { thickness: Math.max(1, Math.round(scale)), colour: theme.line },
  )
  const text = { x: card.x + 30 * scale, width: width - 60 * scale }
  let y = card.y + 22 * scale
  y += centred(painter, someTitle(random), { ...text, y }, { size: 26, bold: 0.35 })
  const free = box.y + box.height - 20 * scale - y - code.height
  const lines = Math.max(0, Math.min(3, Math.floor((free - 40 * scale) / (23 * scale))))
  y += paragraph(painter, { ...text, y: y + 6 * scale }, { lines, colour: theme.muted }) + 18 * scale
  const place = put(painter, box, code, { x: card.x + (width - code.width) / 2, y })
  y = place.y + place.height + 18 * scale
  const below = box.y + box.height - 24 * scale
  if (y + 30 * scale < below)
    y += centred(painter, keyGroups(random, random.int(4, 8)), { ...text, y }, { size: 19, colour: theme.muted })
  if (y + 60 * scale < below) y += digitCells(painter, { ...text, y: y + 8 * scale }) + 20 * scale
  if (y + 45 * scale < below) button(painter, { x: text.x + button(painter, { x: text.x, y }, true), y }, false)
  return place
}

/** Account settings: a menu on the left, the code left or right of its explanation. */
export const settings: Layout = (painter, box, code) => {
  const { raster, random, theme, scale } = painter
  const side = Math.min(240 * scale, box.width * 0.2)
  fill(raster, { ...box, width: side }, theme.chrome)
  menu(painter, { x: box.x + 20 * scale, y: box.y + 30 * scale }, someMenu(random, 7))
  const main = { x: box.x + side + 40 * scale, y: box.y + 30 * scale, width: box.width - side - 80 * scale }
  write(raster, someTitle(random), main, { size: 30 * scale, colour: theme.text, bold: 0.35 })
  fill(raster, { x: main.x, y: main.y + 44 * scale, width: main.width, height: Math.max(1, scale) }, theme.line)
  let y = main.y + 60 * scale
  const free = box.y + box.height - y - code.height
  if (free > 90 * scale) y += paragraph(painter, { ...main, y }, { lines: 2 }) + 20 * scale
  const left = random.chance(0.6)
  const room = { ...box, x: main.x, width: main.width }
  const place = put(painter, room, code, { x: left ? main.x : main.x + main.width - code.width, y })
  let end = place.y + place.height
  const beside = left
    ? { x: place.x + place.width + 30 * scale, width: main.x + main.width - place.x - place.width - 30 * scale }
    : { x: main.x, width: place.x - main.x - 30 * scale }
  if (beside.width > 120 * scale) {
    const used = paragraph(painter, { ...beside, y: place.y + 4 * scale }, { lines: random.int(3, 6) })
    const next = place.y + used + 24 * scale
    if (next + 90 * scale < box.y + box.height) {
      field(painter, { x: beside.x, y: next, width: Math.min(beside.width, 260 * scale), height: 36 * scale }, '123456')
      button(painter, { x: beside.x, y: next + 48 * scale }, true)
      end = Math.max(end, next + 86 * scale)
    }
  }
  const rest = box.y + box.height - end - 60 * scale
  paragraph(
    painter,
    { ...main, y: end + 30 * scale },
    { lines: Math.max(0, Math.min(24, Math.floor(rest / (24 * scale)))) },
  )
  return place
}

/** A dialog over a page that is dimmed. */
export const dialog: Layout = (painter, box, code) => {
  const { raster, random, theme, scale } = painter
  const lines = Math.floor(box.height / (24 * scale)) - 2
  paragraph(
    painter,
    { x: box.x + 40 * scale, y: box.y + 30 * scale, width: box.width - 80 * scale },
    { lines, colour: theme.muted },
  )
  dim(raster, box, random.real(0.35, 0.65))
  const size = {
    width: Math.round(Math.min(box.width, Math.max(420 * scale, code.width + 60 * scale))),
    height: Math.round(Math.min(box.height, code.height + 240 * scale)),
  }
  const at = {
    x: Math.round(box.x + (box.width - size.width) / 2),
    y: Math.round(box.y + (box.height - size.height) * 0.4),
  }
  roundBox(raster, { ...at, ...size }, { radius: 12 * scale, colour: theme.card })
  const text = { x: at.x + 26 * scale, width: size.width - 52 * scale }
  const high = size.height - code.height
  if (high > 60 * scale)
    write(
      raster,
      someTitle(random),
      { x: text.x, y: at.y + 18 * scale },
      { size: 22 * scale, colour: theme.text, bold: 0.3 },
    )
  if (high > 130 * scale) paragraph(painter, { ...text, y: at.y + 52 * scale }, { lines: 2, colour: theme.muted })
  const y = at.y + (high > 130 * scale ? 108 : high > 60 * scale ? 52 : 8) * scale
  const place = put(painter, box, code, { x: at.x + (size.width - code.width) / 2, y })
  const below = place.y + place.height + 16 * scale
  if (below + 80 * scale < at.y + size.height) {
    centred(painter, keyGroups(random, 4), { ...text, y: below }, { size: 18, colour: theme.muted })
    const x = text.x + button(painter, { x: text.x, y: below + 34 * scale }, true)
    button(painter, { x, y: below + 34 * scale }, false)
  }
  return place
}

/** Bubbles of a messenger, one with the picture of a code. */
export const chat: Layout = (painter, box, code) => {
  const { raster, random, theme, scale } = painter
  fill(raster, box, theme.dark ? mix(theme.page, 0x0b3d2e, 0.3) : random.pick([0xe5ddd5, 0xe7ebf0, 0xf5f5f5]))
  const own = theme.dark ? 0x056162 : random.pick([0xdcf8c6, 0xcfe9ff, 0xe3f2fd])
  const left = random.chance(0.5)
  const edge = Math.round(6 * scale)
  const top = box.y + Math.round((box.height - code.height - 2 * edge) * random.real(0.3, 0.7))
  const x = left ? box.x + 30 * scale : box.x + box.width - code.width - 2 * edge - 30 * scale
  const bubble = { x: Math.round(x), y: top, width: code.width + 2 * edge, height: code.height + 2 * edge }
  roundBox(raster, bubble, { radius: 8 * scale, colour: left ? theme.card : own })
  const place = put(painter, box, code, { x: bubble.x + edge, y: bubble.y + edge })
  const says = (y: number): void => {
    const mine = random.chance(0.5)
    const text = random.chance(0.5) ? someGreeting(random) : someWords(random, random.int(2, 6))
    const width = Math.round(Math.min(box.width * 0.8, (text.length * 10 + 30) * scale))
    const at = mine ? box.x + box.width - width - 30 * scale : box.x + 30 * scale
    roundBox(
      raster,
      { x: Math.round(at), y: Math.round(y), width, height: Math.round(36 * scale) },
      { radius: 10 * scale, colour: mine ? own : theme.card },
    )
    write(
      raster,
      text.slice(0, Math.floor(width / scale / 10.5)),
      { x: at + 12 * scale, y: y + 9 * scale },
      { size: 18 * scale, colour: theme.text },
    )
  }
  for (let y = bubble.y - 50 * scale; y > box.y; y -= 50 * scale) says(y)
  for (let y = bubble.y + bubble.height + 14 * scale; y + 40 * scale < box.y + box.height; y += 50 * scale) says(y)
  return place
}

/** A letter on white paper, which fills the box. */
export const letter: Layout = (painter, box, code) => {
  const { raster, random, theme, scale } = painter
  fill(raster, box, 0xffffff)
  const edge = Math.min(50 * scale, Math.max(0, (box.width - code.width) / 2))
  const text = { x: box.x + edge, width: box.width - 2 * edge }
  const ink = { ...painter, theme: { ...theme, text: 0x222222, muted: 0x666666 } }
  const head = { size: 26 * scale, colour: 0x111111, bold: 0.3 }
  write(raster, someTitle(random), { x: text.x, y: box.y + 40 * scale }, head)
  const free = Math.max(0, box.height - code.height - 110 * scale)
  const before = Math.min(12, Math.floor((free * random.real(0.2, 0.8)) / (22 * scale)))
  const y = box.y + 80 * scale
  const used = paragraph(ink, { ...text, y }, { lines: before, size: 17 })
  const x = random.chance(0.5) ? text.x + (text.width - code.width) / 2 : text.x
  const place = put(painter, box, code, { x, y: y + used + 14 * scale })
  const below = place.y + place.height + 20 * scale
  const lines = Math.max(0, Math.floor((box.y + box.height - below - 10 * scale) / (22 * scale)))
  paragraph(ink, { ...text, y: below }, { lines, size: 17 })
  return place
}

/** A letter in a viewer. */
export const sheet: Layout = (painter, box, code) => {
  const { raster, theme, scale } = painter
  fill(raster, box, theme.dark ? 0x2b2b2b : 0x8a8d91)
  const width = Math.round(Math.min(box.width, Math.max(620 * scale, code.width + 120 * scale)))
  const edge = Math.min(Math.round(12 * scale), Math.max(0, box.height - code.height - 1))
  const x = Math.round(box.x + (box.width - width) / 2)
  return letter(painter, { x, y: box.y + edge, width, height: box.height - edge }, code)
}

export const LAYOUTS: readonly Layout[] = [portal, settings, dialog, chat, sheet]

function dim(raster: Raster, box: Box, amount: number): void {
  const shades = Uint8Array.from({ length: 256 }, (_, value) => value * (1 - amount))
  for (let y = Math.round(box.y); y < box.y + box.height; y++)
    for (let at = (y * raster.width + Math.round(box.x)) * 4; at < (y * raster.width + box.x + box.width) * 4; at++)
      if (at % 4 !== 3) raster.data[at] = shades[raster.data[at] ?? 0] ?? 0
}
