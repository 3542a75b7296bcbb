// The modules of a QR code -> an SVG: a white square and one path of dark runs. No script, no link, no text.

/** Units of the drawing as it is first shown; it has no grain of its own. */
const UNITS_A_MODULE = 8

/**
 * The drawing inside a page.
 * @param modules rows of a square, true is dark, with the quiet zone
 * @param side millimetres on paper
 */
export function svgInPage(modules: readonly (readonly boolean[])[], side: number): string {
  const size = `${side}mm`
  return `<svg width="${size}" height="${size}" viewBox="0 0 ${modules.length} ${modules.length}">${drawing(modules)}</svg>`
}

/** @param modules rows of a square, true is dark, with the quiet zone */
export function svgOf(modules: readonly (readonly boolean[])[]): string {
  const side = modules.length
  const shown = side * UNITS_A_MODULE
  return [
    '<?xml version="1.0" encoding="UTF-8"?>\n',
    `<svg xmlns="http://www.w3.org/2000/svg" width="${shown}" height="${shown}" viewBox="0 0 ${side} ${side}">`,
    `${drawing(modules)}</svg>\n`,
  ].join('')
}

function drawing(modules: readonly (readonly boolean[])[]): string {
  const side = modules.length
  const runs = modules.flatMap((row, y) => runsOf(row).map(([x, length]) => `M${x} ${y}h${length}v1h-${length}z`))
  return [
    // Neighbours must not be parted by a grey line, as smoothed edges would be.
    `<g shape-rendering="crispEdges"><path fill="#fff" d="M0 0h${side}v${side}h-${side}z"/>`,
    `<path fill="#000" d="${runs.join('')}"/></g>`,
  ].join('')
}

/** Where dark modules begin, and how many follow. */
function runsOf(row: readonly boolean[]): [number, number][] {
  const runs: [number, number][] = []
  for (const [x, dark] of row.entries()) {
    const last = runs.at(-1)
    if (!dark) continue
    if (last !== undefined && last[0] + last[1] === x) last[1]++
    else runs.push([x, 1])
  }
  return runs
}
