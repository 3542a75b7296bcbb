// All classes of pictures, sorted by name. A new one is a file in themes/ or an entry in one, and a line here.
import type { PictureClass } from './picture-class.ts'
import { DARK_AND_PALE } from './themes/dark-and-pale.ts'
import { EXPORTS } from './themes/exports.ts'
import { MESSENGERS } from './themes/messengers.ts'
import { NEGATIVES } from './themes/negatives.ts'
import { PACKED } from './themes/packed.ts'
import { PAPER } from './themes/paper.ts'
import { PHOTOS } from './themes/photos.ts'
import { PLAIN } from './themes/plain.ts'
import { SCREENSHOTS } from './themes/screenshots.ts'
import { STYLED } from './themes/styled.ts'
import { TERMINALS } from './themes/terminals.ts'
import { TRANSPARENT } from './themes/transparent.ts'
import { TURNED } from './themes/turned.ts'

export const CLASSES: readonly PictureClass[] = [
  ...DARK_AND_PALE,
  ...EXPORTS,
  ...MESSENGERS,
  ...NEGATIVES,
  ...PACKED,
  ...PAPER,
  ...PHOTOS,
  ...PLAIN,
  ...SCREENSHOTS,
  ...STYLED,
  ...TERMINALS,
  ...TRANSPARENT,
  ...TURNED,
].sort((one, other) => (one.name < other.name ? -1 : 1))
