// What most classes start from: a new code, and its picture in the size that a page has room for.
import { anyCorrection, BLACK_ON_WHITE, type Correction, drawCode, type Modules, modulesOf } from '../code.ts'
import type { PictureFile } from '../files.ts'
import type { Theme } from '../painter.ts'
import { loginLink, payload } from '../payload.ts'
import type { Picture } from '../picture-class.ts'
import type { Random } from '../random.ts'
import { mix, type Raster } from '../raster.ts'

export interface NewCode {
  readonly text: string
  readonly modules: Modules
}

/** A code with anything that a login code holds, at a usual error correction. */
export function newCode(random: Random, correction: Correction = anyCorrection(random)): NewCode {
  return codeOf(payload(random), correction)
}

/** A code with a login link: not above 65 modules a side. */
export function loginCode(random: Random, correction: Correction = anyCorrection(random)): NewCode {
  return codeOf(loginLink(random), correction)
}

export function codeOf(text: string, correction: Correction): NewCode {
  return { text, modules: modulesOf(text, correction) }
}

export interface Fit {
  /** Wanted pixels of a module. */
  readonly module: number
  /** Modules of margin; 4 unless told. */
  readonly quiet?: number
  readonly look?: (theme: Theme) => { dark: number; light: number }
}

/** For a screen: the code with modules as large as wanted, or as the room allows (whole pixels, not under one). */
export function fitted({ modules }: NewCode, { module, quiet = 4, look }: Fit): (room: number, theme: Theme) => Raster {
  return (room, theme) => {
    const most = Math.max(1, Math.floor(room / (modules.side + 2 * quiet)))
    return drawCode(modules, { module: Math.min(module, most), quiet, ...(look?.(theme) ?? BLACK_ON_WHITE) })
  }
}

/** Black on white, or the nearly black and nearly white that designers choose. */
export function usualLook(random: Random): { dark: number; light: number } {
  if (random.chance(0.7)) return BLACK_ON_WHITE
  return {
    dark: random.pick([0x111111, 0x222222, 0x1a2b4c, 0x003366, 0x0b3d2e, 0x4a148c]),
    light: random.chance(0.5) ? 0xffffff : mix(0xffffff, random.int(0, 0xffffff), 0.06),
  }
}

export function picture(file: PictureFile, codes: readonly NewCode[]): Picture {
  return { ...file, texts: codes.map(({ text }) => text) }
}
