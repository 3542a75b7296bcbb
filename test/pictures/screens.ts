// A whole screen with a login code on it, or a part of one that was cut out by hand.

import { browser, phone } from './desktop.ts'
import { LAYOUTS, type Layout } from './layouts.ts'
import { anyTheme, type Painter, type Theme } from './painter.ts'
import type { Random } from './random.ts'
import { type Box, blank, crop, type Raster, type Size } from './raster.ts'

export interface ScreenOptions extends Size {
  /** Device pixels of a CSS pixel; 1 unless told. */
  readonly scale?: number
  readonly dark?: boolean
  readonly layout?: Layout
  /** A desktop with a browser, a phone, or only the page. */
  readonly around?: 'browser' | 'phone' | 'nothing'
  /** Makes the picture of the code, no side longer than `room`. */
  readonly code: (room: number, theme: Theme) => Raster
}

export interface Screen {
  readonly raster: Raster
  /** Where the code's picture is, its margin included. */
  readonly place: Box
  readonly theme: Theme
}

export function loginScreen(random: Random, options: ScreenOptions): Screen {
  const { width, height, scale = 1, dark = false, around = 'browser', code } = options
  const theme = anyTheme(random, dark)
  const raster = blank({ width, height }, theme.page)
  const painter: Painter = { raster, random, theme, scale }
  const box =
    around === 'browser' ? browser(painter) : around === 'phone' ? phone(painter) : { x: 0, y: 0, width, height }
  const layout = options.layout ?? random.pick(LAYOUTS)
  const room = Math.floor(Math.min(box.width * (around === 'browser' ? 0.7 : 0.92), box.height - 130 * scale))
  return { raster, theme, place: layout(painter, box, code(room, theme)) }
}

/** What a person cuts out around the code: other margins on each side, at most `reach` pixels. */
export function cutOut(random: Random, { raster, place }: Screen, reach: number): Raster {
  const [left, top, right, bottom] = [0, 1, 2, 3].map(() => random.int(0, reach))
  return crop(raster, {
    x: place.x - (left ?? 0),
    y: place.y - (top ?? 0),
    width: place.width + (left ?? 0) + (right ?? 0),
    height: place.height + (top ?? 0) + (bottom ?? 0),
  })
}
