// Pictures without a code, with much that looks like parts of one: boards, tables, icons, bar codes, tiles, keys.
import { monitor, photograph } from '../camera.ts'
import { jpegFile, screenshotFile } from '../files.ts'
import { write } from '../letters.ts'
import type { PictureClass } from '../picture-class.ts'
import type { Random } from '../random.ts'
import { blank, fill, frame, mix, paste, type Raster } from '../raster.ts'
import { loginScreen } from '../screens.ts'
import { disc, roundBox } from '../shapes.ts'
import { someWords } from '../words.ts'

type Painting = (random: Random, side: number) => Raster

/** A board of chance: black and white squares without finder patterns. */
const noiseBoard: Painting = (random, side) => {
  const cell = random.int(3, 12)
  const raster = blank({ width: side, height: side }, 0xffffff)
  for (let y = 0; y + cell <= side; y += cell)
    for (let x = 0; x + cell <= side; x += cell)
      if (random.chance(0.5)) fill(raster, { x, y, width: cell, height: cell }, 0x000000)
  return raster
}

const chessBoard: Painting = (random, side) => {
  const cell = Math.floor(side / 8)
  const raster = blank({ width: cell * 8, height: cell * 8 }, random.pick([0xffffff, 0xf0d9b5]))
  for (let square = 0; square < 64; square++)
    if ((square + Math.floor(square / 8)) % 2 === 1)
      fill(
        raster,
        { x: (square % 8) * cell, y: Math.floor(square / 8) * cell, width: cell, height: cell },
        random.pick([0x000000, 0x333333]),
      )
  return raster
}

/** Squares in squares: what a finder pattern looks like, one to three of them and nothing between. */
const rings: Painting = (random, side) => {
  const raster = blank({ width: side, height: side }, 0xffffff)
  const unit = Math.max(2, Math.floor(side / 24))
  for (const [x, y] of random
    .shuffled([
      [0, 0],
      [1, 0],
      [0, 1],
    ] as const)
    .slice(0, random.int(1, 3))) {
    const box = { x: x * (side - 7 * unit), y: y * (side - 7 * unit), width: 7 * unit, height: 7 * unit }
    frame(raster, box, { thickness: unit, colour: 0x000000 })
    fill(raster, { x: box.x + 2 * unit, y: box.y + 2 * unit, width: 3 * unit, height: 3 * unit }, 0x000000)
  }
  return raster
}

const barCode: Painting = (random, side) => {
  const raster = blank({ width: side, height: Math.round(side / 3) }, 0xffffff)
  for (let x = 10; x < side - 12; x += random.int(2, 8)) {
    const width = random.int(1, 5)
    fill(raster, { x, y: 6, width, height: raster.height - 26 }, 0x000000)
    x += width
  }
  write(raster, '5 991234 567890', { x: 14, y: raster.height - 18 }, { size: 14, colour: 0x000000 })
  return raster
}

const crossword: Painting = (random, side) => {
  const cell = Math.floor(side / 13)
  const raster = blank({ width: cell * 13 + 1, height: cell * 13 + 1 }, 0xffffff)
  for (let square = 0; square < 169; square++) {
    const box = { x: (square % 13) * cell, y: Math.floor(square / 13) * cell, width: cell, height: cell }
    if (random.chance(0.2)) fill(raster, box, 0x000000)
    frame(raster, box, { thickness: 1, colour: 0x000000 })
  }
  return raster
}

const icons: Painting = (random, side) => {
  const raster = blank({ width: side, height: side }, 0xffffff)
  const cell = Math.floor(side / 5)
  for (let icon = 0; icon < 25; icon++) {
    const [x, y] = [(icon % 5) * cell + 6, Math.floor(icon / 5) * cell + 6]
    const colour = random.int(0, 0xffffff)
    const size = cell - 12
    if (random.chance(0.5)) roundBox(raster, { x, y, width: size, height: size }, { radius: size * 0.2, colour })
    else disc(raster, { x: x + size / 2, y: y + size / 2 }, { radius: size / 2, colour })
    write(
      raster,
      random.pick([...'ABEGHKNPQRSX#@%']),
      { x: x + size * 0.3, y: y + size * 0.2 },
      { size: size * 0.6, colour: 0xffffff, bold: 0.5 },
    )
  }
  return raster
}

const PAINTINGS = [noiseBoard, chessBoard, rings, barCode, crossword, icons]

function withoutCode(random: Random, size: { width: number; height: number }): Raster {
  const painting = (): Raster => random.pick(PAINTINGS)(random, random.int(140, 420))
  return loginScreen(random, { ...size, dark: random.chance(0.3), code: painting }).raster
}

/** Tiles, or keys of a keyboard. */
function tiles(random: Random): Raster {
  const raster = blank({ width: 1600, height: 1200 }, random.pick([0x202020, 0x9a9a9a, 0xd8d0c0]))
  const cell = random.int(50, 110)
  const colour = random.int(0, 0xffffff)
  for (let y = 4; y < 1200; y += cell)
    for (let x = 4; x < 1600; x += cell) {
      const shade = mix(colour, random.chance(0.5) ? 0xffffff : 0x000000, random.real(0, 0.5))
      roundBox(raster, { x, y, width: cell - 8, height: cell - 8 }, { radius: random.pick([2, 8, 14]), colour: shade })
      write(
        raster,
        random.pick([...'QWERTZUIOPASDFGHJKLYXCVBNM0123456789']),
        { x: x + cell * 0.3, y: y + cell * 0.2 },
        { size: cell * 0.5, colour: 0xeeeeee },
      )
    }
  return raster
}

/** A wall of notes and boards. */
function notes(random: Random): Raster {
  const raster = blank({ width: 1600, height: 1200 }, random.pick([0xb98b5a, 0xe8e4da, 0x5d6b73]))
  for (let note = 0; note < random.int(6, 16); note++) {
    const piece = random.chance(0.4)
      ? random.pick(PAINTINGS)(random, random.int(120, 300))
      : blank(
          { width: random.int(120, 320), height: random.int(90, 260) },
          random.pick([0xfff2a8, 0xffffff, 0xcdeac0, 0xffd1dc]),
        )
    const at = { x: random.int(0, 1300), y: random.int(0, 1000) }
    paste(raster, piece, at)
    for (let line = 0; line < 3; line++)
      write(raster, someWords(random, 2), { x: at.x + 10, y: at.y + 14 + line * 30 }, { size: 24, colour: 0x333344 })
  }
  return raster
}

export const NEGATIVES: readonly PictureClass[] = [
  {
    name: 'negative-page',
    note: 'a screenshot without a code',
    make: async (random) => {
      const size = random.pick([
        { width: 1920, height: 1080 },
        { width: 1366, height: 768 },
      ] as const)
      return { ...(await screenshotFile(withoutCode(random, size), random)), texts: [] }
    },
  },
  {
    name: 'negative-photo',
    note: 'a photo without a code: a screen, keys, tiles, a wall of notes',
    make: async (random) => {
      const kind = random.pick(['screen', 'tiles', 'notes'] as const)
      const scene =
        kind === 'screen'
          ? monitor(random, withoutCode(random, { width: 1600, height: 900 }))
          : { raster: kind === 'tiles' ? tiles(random) : notes(random) }
      const aim = { x: scene.raster.width * random.real(0.35, 0.65), y: scene.raster.height * random.real(0.35, 0.65) }
      const shot = {
        width: 1600,
        height: 1200,
        aim,
        zoom: random.real(0.8, 2.2),
        tilt: 0.4,
        roll: random.real(-0.5, 0.5),
      }
      return { ...(await jpegFile(photograph(random, scene, shot), random.int(65, 90))), texts: [] }
    },
  },
]
