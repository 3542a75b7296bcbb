// Magyar. Személytelen vagy magázó, soha nem tegező; a szavak a portál szavai.
import type { Messages } from '../en/index.ts'
import { errors } from './errors.ts'
import { help } from './help.ts'
import { talk } from './talk.ts'

export const hu: Messages = { errors, help, ...talk }
