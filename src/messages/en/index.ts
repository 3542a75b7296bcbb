// English, and the shape that every other language has to have.
import { errors } from './errors.ts'
import { help } from './help.ts'
import { talk } from './talk.ts'

export const en = { errors, help, ...talk }

/** Every sentence of the program; functions take the facts. */
export type Messages = typeof en
