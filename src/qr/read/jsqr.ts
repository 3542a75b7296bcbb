// Reads one code with jsqr, the one place that loads it. It finds codes that zxing misses, and takes ten times as long.
import { effortOf } from './effort.ts'
import { type Gray, toRgba } from './gray.ts'
import { textOf } from './text.ts'

/** Most effort (see effort.ts, about milliseconds) for one picture; noise of the same size would take seconds. */
const EFFORT = 400

/** A function from picture and milliseconds to the texts in it: one or none. A picture that would take longer gives none. */
export async function jsqrReader(): Promise<(gray: Gray, most: number) => string[]> {
  const jsqr = await import('jsqr')
  // CommonJS seen from here: the default export is the module, whose own `default` is the function.
  const decodeCode = jsqr.default.default
  return (gray, most) => {
    if (effortOf(gray) > Math.min(EFFORT, most)) return []
    try {
      const code = decodeCode(toRgba(gray), gray.width, gray.height, { inversionAttempts: 'attemptBoth' })
      const text = code === null ? '' : textOf(code.chunks)
      return text === '' ? [] : [text]
    } catch {
      // jsqr throws when a wrong guess at a code runs out of bits.
      return []
    }
  }
}
