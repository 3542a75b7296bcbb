// What a class of pictures is.
import type { PictureFile } from './files.ts'
import type { Random } from './random.ts'

/** A picture and what its codes say. */
export interface Picture extends PictureFile {
  /** The texts of all codes; none for a picture without a code. The order means nothing. */
  readonly texts: readonly string[]
}

export interface PictureClass {
  /** Lower case, digits and hyphens; also the name of the folder. */
  readonly name: string
  /** What a person would say it is. */
  readonly note: string
  /** A new picture; the same random gives the same bytes. */
  make(random: Random): Promise<Picture>
}
