// A flat or bent thing seen by a camera: perspective (a homography), a cylinder, and the stripes of a screen's pixels.
// One loop does it all, so that a picture of twelve megapixels takes about a second.
import { type Box, blank, type Raster, type Size } from './raster.ts'

/** How the camera stands to the scene; angles in radians. */
export interface View extends Size {
  /** The point of the scene that is in the middle of the picture, in pixels of the scene. */
  readonly aim: { readonly x: number; readonly y: number }
  /** Pixels of the picture for one of the scene, in the middle. */
  readonly zoom: number
  readonly yaw?: number
  readonly pitch?: number
  readonly roll?: number
  /** Distance of the camera in widths of the picture: 1 is near (strong perspective), 3 a telephoto lens. */
  readonly distance?: number
}

/** The scene is glued to a cylinder. */
export interface Bend {
  /** In pixels of the scene. */
  readonly radius: number
  /** Whether the axis stands upright, as with a bottle. */
  readonly upright: boolean
  /** Looking down on it: lines across become arcs. */
  readonly arc: number
}

/** The pixels of the screen: three stripes each, with dark gaps. */
export interface Grid {
  /** Where the screen is in the scene. */
  readonly screen: Box
  /** Share of a pixel's height that is lit. */
  readonly lit: number
  /** How far the picture is out of focus, in pixels of the picture: more wipes the stripes out. */
  readonly focus: number
  /** 0 is none, 1 is as deep as it can be. */
  readonly depth: number
}

export interface Projection {
  readonly view: View
  readonly bend?: Bend
  readonly grid?: Grid
  /** What is seen beside the scene; as large as the picture. */
  readonly behind: Raster
}

/**
 * Matrix of scene from picture: (u, v, w) = matrix · (x, y, 1), a point of the scene is (u / w, v / w). The scene's plane
 * is turned by roll, pitch and yaw around the point that the camera looks at.
 */
export function sceneFromPicture(view: View): Float64Array {
  const { width, height, aim, zoom, yaw = 0, pitch = 0, roll = 0, distance = 1.6 } = view
  const focal = distance * width
  const [cy, sy, cp, sp, cr, sr] = [yaw, pitch, roll].flatMap((angle) => [Math.cos(angle), Math.sin(angle)])
  const [cosY = 1, sinY = 0, cosP = 1, sinP = 0, cosR = 1, sinR = 0] = [cy, sy, cp, sp, cr, sr]
  // Images of the plane's axes: X = (ax, ay, az), Y = (bx, by, bz).
  const [ax, ay, az] = [cosY * cosR, cosP * sinR + sinP * sinY * cosR, sinP * sinR - cosP * sinY * cosR]
  const [bx, by, bz] = [-cosY * sinR, cosP * cosR - sinP * sinY * sinR, sinP * cosR + cosP * sinY * sinR]
  // Picture from plane (s, t): x = focal · zoom · (ax s + bx t) / (focal + zoom · (az s + bz t)) + width / 2.
  const forward = [
    [zoom * (focal * ax + (az * width) / 2), zoom * (focal * bx + (bz * width) / 2), (focal * width) / 2],
    [zoom * (focal * ay + (az * height) / 2), zoom * (focal * by + (bz * height) / 2), (focal * height) / 2],
    [zoom * az, zoom * bz, focal],
  ].flat()
  const back = adjugate(Float64Array.from(forward))
  // Plane to scene: add the point aimed at.
  for (let column = 0; column < 3; column++) {
    const w = back[6 + column] ?? 0
    back[column] = (back[column] ?? 0) + aim.x * w
    back[3 + column] = (back[3 + column] ?? 0) + aim.y * w
  }
  return back
}

/** Whether a part of the scene is in the picture, with a margin of some share of its width. */
export function isInView(view: View, { x, y, width, height }: Box, margin: number): boolean {
  const [f0 = 0, f1 = 0, f2 = 0, f3 = 0, f4 = 0, f5 = 0, f6 = 0, f7 = 0, f8 = 0] = adjugate(sceneFromPicture(view))
  const edge = margin * view.width
  return [0, 1, 2, 3].every((corner) => {
    const u = x + (corner % 2) * width
    const v = y + (corner >> 1) * height
    const w = f6 * u + f7 * v + f8
    const [px, py] = [(f0 * u + f1 * v + f2) / w, (f3 * u + f4 * v + f5) / w]
    return px >= edge && py >= edge && px <= view.width - edge && py <= view.height - edge
  })
}

/** The inverse but for a factor, which a homography does not feel. */
function adjugate(matrix: Float64Array): Float64Array {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0, i = 0] = matrix
  return Float64Array.of(
    e * i - f * h,
    c * h - b * i,
    b * f - c * e,
    f * g - d * i,
    a * i - c * g,
    c * d - a * f,
    d * h - e * g,
    b * g - a * h,
    a * e - b * d,
  )
}

/** The picture that the camera takes of the scene. */
export function project(scene: Raster, { view, bend, grid, behind }: Projection): Raster {
  const [m0 = 0, m1 = 0, m2 = 0, m3 = 0, m4 = 0, m5 = 0, m6 = 0, m7 = 0, m8 = 0] = sceneFromPicture(view)
  const picture = blank(view, null)
  const { data } = picture
  const { width, height, data: source } = scene
  const stripes = grid === undefined ? null : stripesOf(grid, view)
  // A scene pixel smaller than a picture pixel needs several samples.
  const samples = view.zoom < 0.75 ? 3 : view.zoom < 1.4 ? 2 : 1
  const share = 1 / (samples * samples)
  const point = Float64Array.of(0, 0, 1)
  for (let y = 0; y < view.height; y++)
    for (let x = 0; x < view.width; x++) {
      const target = (y * view.width + x) * 4
      let [red, green, blue] = [0, 0, 0]
      for (let sample = 0; sample < samples * samples; sample++) {
        const px = x + ((sample % samples) + 0.5) / samples
        const py = y + (Math.floor(sample / samples) + 0.5) / samples
        const w = m6 * px + m7 * py + m8
        let u = (m0 * px + m1 * py + m2) / w
        let v = (m3 * px + m4 * py + m5) / w
        let shade = 1
        if (bend !== undefined) {
          point[0] = u
          point[1] = v
          unbend(point, bend, view)
          u = point[0]
          v = point[1]
          shade = point[2] ?? 1
        }
        if (!(u >= 0 && v >= 0 && u < width && v < height)) {
          red += behind.data[target] ?? 0
          green += behind.data[target + 1] ?? 0
          blue += behind.data[target + 2] ?? 0
          continue
        }
        const column = Math.min(width - 2, Math.max(0, Math.floor(u - 0.5)))
        const row = Math.min(height - 2, Math.max(0, Math.floor(v - 0.5)))
        const across = Math.min(1, Math.max(0, u - 0.5 - column))
        const down = Math.min(1, Math.max(0, v - 0.5 - row))
        const at = (row * width + column) * 4
        const below = at + width * 4
        const nearTop = shade * (1 - across) * (1 - down)
        const farTop = shade * across * (1 - down)
        const nearEnd = shade * (1 - across) * down
        const farEnd = shade * across * down
        let [ofRed, ofGreen, ofBlue] = [1, 1, 1]
        if (stripes?.isOnScreen(u, v)) {
          const { depth } = stripes
          const line = depth * (stripes.down[Math.floor(v * STEPS) & (STEPS - 1)] ?? 1)
          const step = Math.floor(u * STEPS) + STEPS
          ofRed = 1 - depth + line * (stripes.across[step & (STEPS - 1)] ?? 1)
          ofGreen = 1 - depth + line * (stripes.across[(step - STEPS / 3) & (STEPS - 1)] ?? 1)
          ofBlue = 1 - depth + line * (stripes.across[(step - (2 * STEPS) / 3) & (STEPS - 1)] ?? 1)
        }
        red +=
          ofRed *
          (nearTop * (source[at] ?? 0) +
            farTop * (source[at + 4] ?? 0) +
            nearEnd * (source[below] ?? 0) +
            farEnd * (source[below + 4] ?? 0))
        green +=
          ofGreen *
          (nearTop * (source[at + 1] ?? 0) +
            farTop * (source[at + 5] ?? 0) +
            nearEnd * (source[below + 1] ?? 0) +
            farEnd * (source[below + 5] ?? 0))
        blue +=
          ofBlue *
          (nearTop * (source[at + 2] ?? 0) +
            farTop * (source[at + 6] ?? 0) +
            nearEnd * (source[below + 2] ?? 0) +
            farEnd * (source[below + 6] ?? 0))
      }
      data[target] = red * share
      data[target + 1] = green * share
      data[target + 2] = blue * share
      data[target + 3] = 255
    }
  return picture
}

/** Plane -> the flat sheet that is glued to the cylinder, in place; the third number is the light there. */
function unbend(point: Float64Array, { radius, upright, arc }: Bend, { aim }: View): void {
  const [u = 0, v = 0] = point
  const [along, beside] = upright ? [u - aim.x, v - aim.y] : [v - aim.y, u - aim.x]
  const out = along / radius
  const angle = Math.abs(out) < 1 ? Math.asin(out) : Number.NaN
  const depth = 1 - Math.cos(angle)
  // What lies deeper is farther away, hence smaller; and arcs when looked at from above.
  const moved = beside * (1 + 0.12 * depth) + arc * radius * depth
  point[0] = aim.x + (upright ? radius * angle : moved)
  point[1] = aim.y + (upright ? moved : radius * angle)
  point[2] = 1 - 0.55 * depth
}

/** Share of a pixel's width that one of its three stripes fills. */
const STRIPE = 0.27
/** Steps of a screen pixel in the tables: a power of two, so that an index wraps with a mask. */
const STEPS = 1024

/** What the camera sees of the screen's pixels, around 1, for each step across or down a pixel of the screen. */
interface Stripes {
  readonly isOnScreen: (u: number, v: number) => boolean
  readonly across: Float32Array
  readonly down: Float32Array
  readonly depth: number
}

/**
 * The part of the camera pixel's footprint that is lit, in closed form. Where the footprint comes near the screen's
 * pitch, this beats: moiré.
 */
function stripesOf({ screen, lit, focus, depth }: Grid, { zoom, roll = 0 }: View): Stripes {
  const slant = Math.abs(Math.cos(roll)) + Math.abs(Math.sin(roll))
  const half = (((1 + focus) / zoom) * slant) / 2
  const right = screen.x + screen.width
  const bottom = screen.y + screen.height
  /** Length of the lit part between 0 and t, for stripes of `wide` at every whole number. */
  const litUpTo = (t: number, wide: number): number => {
    const whole = Math.floor(t)
    return whole * wide + Math.min(t - whole, wide)
  }
  const table = (wide: number): Float32Array =>
    Float32Array.from({ length: STEPS }, (_, step) => {
      const t = step / STEPS
      return (litUpTo(t + half, wide) - litUpTo(t - half, wide)) / (2 * half * wide)
    })
  return {
    isOnScreen: (u, v) => u >= screen.x && v >= screen.y && u < right && v < bottom,
    across: table(STRIPE),
    down: table(lit),
    depth,
  }
}
