// A phone held in front of something: the picture it takes, with the room around, the lens, the light and the noise.
import { blurred, develop, type Glare, shaken, sharpened, toned } from './optics.ts'
import { type Bend, isInView, project, type View } from './projection.ts'
import type { Random } from './random.ts'
import { type Box, blank, fill, mix, type Raster, type Size } from './raster.ts'
import { cloud } from './shapes.ts'

export interface Scene {
  readonly raster: Raster
  /** Where a screen is in it, whose pixels are seen; none on paper. */
  readonly screen?: Box
}

export interface Shot extends Size {
  /** Point of the scene in the middle of the picture. */
  readonly aim: { readonly x: number; readonly y: number }
  /** Pixels of the picture for one of the scene. */
  readonly zoom: number
  /** A part of the scene that must be in the picture: the zoom is lowered until it is. */
  readonly keep?: Box
  /** How far the camera may be tilted, in radians. */
  readonly tilt: number
  readonly roll: number
  /** Deviation of the blur, in pixels. */
  readonly blur?: number
  readonly noise?: number
  readonly bend?: Bend
  readonly glares?: readonly Glare[]
  /** Paper is lit by the room and may be dim on one side; a screen lights itself. */
  readonly slope?: number
  /** Pixels that the hand moved, at most. */
  readonly shake?: number
  /** Exposure; 1 keeps white at 255. */
  readonly light?: number
}

const WALLS = [0xcfc8bc, 0x9aa5ad, 0x6b5d52, 0xe3e0da, 0x4a4f57, 0x7d8c7a]
const DESKS = [0x8a6a45, 0x3a2f28, 0xc9b79c, 0x55585c, 0xd8d4cc]

/** Wall above, desk below, both out of focus. */
function room(random: Random, size: Size): Raster {
  const wall = random.pick(WALLS)
  const behind = cloud(size, { random, cell: size.width / 3, from: mix(wall, 0, 0.35), to: wall })
  const desk = random.pick(DESKS)
  const top = Math.round(size.height * random.real(0.6, 1.1))
  if (top < size.height)
    fill(behind, { x: 0, y: top, width: size.width, height: size.height - top }, mix(desk, 0, random.real(0.1, 0.4)))
  return behind
}

export function photograph(random: Random, { raster, screen }: Scene, shot: Shot): Raster {
  const {
    width,
    height,
    aim,
    zoom,
    tilt,
    roll,
    blur = random.real(0.4, 1),
    glares = [],
    slope = 0.15,
    shake = 0,
  } = shot
  const wanted: View = {
    width,
    height,
    aim,
    zoom,
    yaw: random.real(-tilt, tilt),
    pitch: random.real(-tilt, tilt) * 0.7,
    roll,
    distance: random.real(1, 2.2),
  }
  const view = shot.keep === undefined ? wanted : withInView(wanted, shot.keep)
  const grid =
    screen === undefined
      ? {}
      : { grid: { screen, lit: random.real(0.75, 0.9), focus: blur * 1.6, depth: random.real(0.5, 0.95) } }
  const bend = shot.bend === undefined ? {} : { bend: shot.bend }
  const seen = project(raster, { view, behind: room(random, view), ...grid, ...bend })
  const soft = blurred(seen, blur)
  const moved = shake > 0 ? shaken(soft, { x: random.real(-shake, shake), y: random.real(-shake, shake) }) : soft
  const { light = random.real(0.82, 1.15) } = shot
  const warm = random.real(-0.07, 0.07)
  const lit = develop(moved, {
    random,
    gain: [light * (1 + warm), light, light * (1 - warm)],
    veil: random.real(4, screen === undefined ? 14 : 26),
    vignette: random.real(0.05, 0.3),
    slope: [random.real(-slope, slope), random.real(-slope, slope)],
    glares,
    noise: shot.noise ?? random.real(1.5, 5),
  })
  return random.chance(0.5) ? sharpened(lit, random.real(0.3, 0.8)) : lit
}

/** Steps back until the part is in the picture. */
function withInView(view: View, part: Box): View {
  for (let zoom = view.zoom; zoom > view.zoom / 20; zoom *= 0.95)
    if (isInView({ ...view, zoom }, part, 0.012)) return { ...view, zoom }
  throw new RangeError('the part is never in the picture')
}

/** A screen with its frame around. */
export function monitor(random: Random, raster: Raster): Required<Scene> {
  const edge = random.int(24, 60)
  const frame = blank(
    { width: raster.width + 2 * edge, height: raster.height + 2 * edge },
    random.pick([0x101010, 0x1c1c1e, 0x2b2b2d, 0x9a9a9c]),
  )
  for (let y = 0; y < raster.height; y++)
    frame.pixels.set(raster.pixels.subarray(y * raster.width, (y + 1) * raster.width), (y + edge) * frame.width + edge)
  return { raster: frame, screen: { x: edge, y: edge, width: raster.width, height: raster.height } }
}

/** Printed: black is dark gray, white is the paper, the ink runs a little and is not even everywhere. */
export function printed(random: Random, raster: Raster): Raster {
  const bled = blurred(raster, random.real(0.4, 0.9))
  const ink = random.int(18, 60)
  const paper = random.int(215, 248)
  const sheet = toned(bled, (value) => ink + ((paper - ink) * value) / 255)
  const fibres = cloud(sheet, { random, cell: random.int(30, 200), from: 0xf0f0f0, to: 0xffffff })
  for (let at = 0; at < sheet.data.length; at++)
    if (at % 4 !== 3) sheet.data[at] = ((sheet.data[at] ?? 0) * (fibres.data[at] ?? 0)) / 255
  return sheet
}
