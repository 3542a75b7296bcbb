// Full screens around a page: wallpaper, taskbar and a browser window; or the bars of a phone.
import { textWidth, write } from './letters.ts'
import { field, type Painter } from './painter.ts'
import { type Box, fill, mix, paste } from './raster.ts'
import { cloud, disc, gradient, polygon, roundBox } from './shapes.ts'
import { clock, someTitle } from './words.ts'

const WALLPAPERS: readonly (readonly [from: number, to: number])[] = [
  [0x0b3d5c, 0x6fb1d6],
  [0x2b1b3d, 0xc06c84],
  [0x1c3a2a, 0xa7c957],
  [0x3b3b3b, 0x9a9a9a],
  [0x102040, 0x274c9a],
  [0x5a3a1c, 0xe9c46a],
]
const ADDRESSES = [
  'ugyfelkapu.example/ketfaktor',
  'github.example/settings/security',
  'fiok.example/biztonsag/totp',
  'bank.example/2fa/setup',
]

/** Paints wallpaper, taskbar and a window over the whole raster; returns what is left for the page. */
export function browser(painter: Painter): Box {
  const { raster, random, theme, scale } = painter
  const { width, height } = raster
  const maximised = random.chance(0.65)
  const bar = Math.round(random.pick([40, 44, 48]) * scale)
  const onTop = random.chance(0.25)
  if (maximised) fill(raster, { x: 0, y: 0, width, height }, theme.chrome)
  else {
    const [from, to] = random.pick(WALLPAPERS)
    const wall = random.chance(0.5)
      ? cloud(raster, { random, cell: width / random.int(3, 7), from, to })
      : gradient(raster, { colours: [from, to], angle: random.real(0, 6) })
    paste(raster, wall, { x: 0, y: 0 })
  }
  taskbar(painter, { x: 0, y: onTop ? 0 : height - bar, width, height: bar })
  const room = { x: 0, y: onTop ? bar : 0, width, height: height - bar }
  const window = maximised ? room : inset(painter, room)
  if (!maximised) {
    // A soft shadow.
    for (let step = 6; step > 0; step--) {
      const grow = step * 2 * scale
      const box = {
        x: window.x - grow,
        y: window.y - grow + 3 * scale,
        width: window.width + 2 * grow,
        height: window.height + 2 * grow,
      }
      fill(raster, { ...box, height: scale }, mix(theme.chrome, 0x000000, 0.6))
    }
  }
  return chrome(painter, window)
}

/** A window that does not fill the room. */
function inset({ random }: Painter, room: Box): Box {
  const width = Math.round(room.width * random.real(0.72, 0.94))
  const height = Math.round(room.height * random.real(0.86, 0.97))
  return {
    x: Math.round(room.x + (room.width - width) * random.real(0.1, 0.9)),
    y: Math.round(room.y + (room.height - height) * random.real(0.1, 0.9)),
    width,
    height,
  }
}

function taskbar({ raster, random, theme, scale }: Painter, box: Box): void {
  const ground = theme.dark || random.chance(0.5) ? 0x1c1f26 : 0xe6ebf2
  const ink = ground === 0x1c1f26 ? 0xeeeeee : 0x222222
  fill(raster, box, ground)
  const size = Math.round(box.height * 0.55)
  const gap = Math.round(box.height * 0.95)
  const count = random.int(5, 11)
  const start = random.chance(0.5) ? box.x + gap / 2 : box.x + (box.width - count * gap) / 2
  for (let icon = 0; icon < count; icon++) {
    const at = {
      x: Math.round(start + icon * gap),
      y: Math.round(box.y + (box.height - size) / 2),
      width: size,
      height: size,
    }
    roundBox(raster, at, { radius: size * random.pick([0.1, 0.25, 0.5]), colour: random.int(0, 0xffffff) })
  }
  const ends = { size: 17 * scale, colour: ink }
  const time = clock(random)
  write(
    raster,
    time,
    { x: box.x + box.width - textWidth(time, ends) - 18 * scale, y: box.y + box.height / 2 - 9 * scale },
    ends,
  )
}

/** Tabs and the address bar; fills the page's ground; returns the page. */
function chrome(painter: Painter, window: Box): Box {
  const { raster, random, theme, scale } = painter
  const tabs = Math.round(38 * scale)
  const tools = Math.round(44 * scale)
  fill(raster, { ...window, height: tabs }, theme.chrome)
  const bar = theme.dark ? mix(theme.chrome, 0xffffff, 0.06) : 0xffffff
  const count = random.int(1, 6)
  const wide = Math.min(230 * scale, (window.width - 160 * scale) / count)
  const chosen = random.int(0, count - 1)
  for (let tab = 0; tab < count; tab++) {
    const x = window.x + 10 * scale + tab * wide
    if (tab === chosen)
      roundBox(
        raster,
        { x, y: window.y + 6 * scale, width: wide - 4 * scale, height: tabs },
        { radius: 8 * scale, colour: bar },
      )
    disc(
      raster,
      { x: x + 18 * scale, y: window.y + tabs * 0.58 },
      { radius: 7 * scale, colour: random.int(0, 0xffffff) },
    )
    const fits = Math.max(0, Math.floor((wide - 60 * scale) / textWidth('n', { size: 16 * scale })))
    const ink = { size: 16 * scale, colour: theme.text }
    write(raster, someTitle(random).slice(0, fits), { x: x + 32 * scale, y: window.y + tabs * 0.36 }, ink)
  }
  for (let knob = 0; knob < 3; knob++) {
    const x = window.x + window.width - (24 + knob * 34) * scale
    const colour = random.pick([theme.text, theme.muted])
    fill(raster, { x, y: window.y + tabs / 2, width: 11 * scale, height: Math.max(1, scale) }, colour)
  }
  fill(raster, { x: window.x, y: window.y + tabs, width: window.width, height: tools }, bar)
  for (let knob = 0; knob < 3; knob++) {
    const [x, y] = [window.x + (22 + knob * 34) * scale, window.y + tabs + tools / 2]
    const [reach, turn] = [6 * scale, knob === 1 ? -1 : 1]
    polygon(
      raster,
      [
        [x - reach * turn, y],
        [x + reach * turn, y - reach],
        [x + reach * turn, y + reach],
      ],
      theme.muted,
    )
  }
  const address = { x: window.x + Math.round(120 * scale), y: window.y + tabs + Math.round(7 * scale) }
  field(
    painter,
    { ...address, width: Math.round(window.width - 260 * scale), height: Math.round(30 * scale) },
    random.pick(ADDRESSES),
  )
  const page = { x: window.x, y: window.y + tabs + tools, width: window.width, height: window.height - tabs - tools }
  fill(raster, page, theme.page)
  return page
}

/** Status bar, title and bottom bar of a phone; returns the middle. */
export function phone({ raster, random, theme, scale }: Painter): Box {
  const { width, height } = raster
  fill(raster, { x: 0, y: 0, width, height }, theme.page)
  const ink = { size: 17 * scale, colour: theme.text }
  write(raster, clock(random), { x: 20 * scale, y: 8 * scale }, ink)
  for (let sign = 0; sign < 4; sign++)
    fill(
      raster,
      { x: width - (30 + sign * 22) * scale, y: 10 * scale, width: 14 * scale, height: 11 * scale },
      theme.muted,
    )
  fill(raster, { x: 0, y: 34 * scale, width, height: 54 * scale }, theme.chrome)
  write(
    raster,
    someTitle(random),
    { x: 56 * scale, y: 49 * scale },
    { size: 22 * scale, colour: theme.text, bold: 0.3 },
  )
  fill(
    raster,
    { x: width / 2 - 60 * scale, y: height - 14 * scale, width: 120 * scale, height: 4 * scale },
    theme.muted,
  )
  return { x: 0, y: Math.round(88 * scale), width, height: Math.round(height - 112 * scale) }
}
