// The modules of a QR code -> lines for a terminal: a character is two modules high, as a character is about twice as high as wide.

const ESC = '\u001b'
/** Black on white, whatever the terminal's own colours are. */
const BLACK_ON_WHITE = `${ESC}[30;47m`
const RESET = `${ESC}[0m`

export interface RenderOptions {
  readonly color: boolean
}

/**
 * Renders modules as half blocks, two rows a line, without a newline at the end.
 *
 * With colour, dark modules are black ink on a white ground that is set for each line. A theme then cannot invert the
 * code: zbarimg reads no inverted one.
 *
 * Without colour the ink has the colour of the terminal's text, so here the light modules are inked: that is right on a
 * dark ground, which most terminals have. On a light ground the code comes out inverted, which phones and jsqr read and
 * zbarimg does not.
 */
export function renderQr(modules: readonly (readonly boolean[])[], { color }: RenderOptions): string {
  const lines: string[] = []
  for (let y = 0; y < modules.length; y += 2) {
    const upper = modules[y] ?? []
    const lower = modules[y + 1]
    // Below an odd last row lies the ground: light with colour, and nothing without.
    const text = upper
      .map((dark, x) => block(dark === color, lower === undefined ? false : lower[x] === color))
      .join('')
    lines.push(color ? `${BLACK_ON_WHITE}${text}${RESET}` : text)
  }
  return lines.join('\n')
}

function block(upper: boolean, lower: boolean): string {
  if (upper) return lower ? '█' : '▀'
  return lower ? '▄' : ' '
}
