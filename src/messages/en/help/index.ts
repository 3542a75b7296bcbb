// What --help says: one summary and two or three examples a verb, one line an option. Verbs by the groups of
// commands/index.ts.
import type { Joined, Once } from '../../parts.ts'
import { everyday } from './everyday.ts'
import { moving } from './moving.ts'
import { argumentWords, optionWords } from './options.ts'
import { other, topics } from './other.ts'
import { overview } from './program.ts'
import { scripts } from './scripts.ts'
import { vault } from './vault.ts'

const groups = [everyday, vault, moving, scripts, other] as const

export const help = {
  ...overview,
  verbs: Object.assign({}, ...(groups satisfies Once<typeof groups>)) as Joined<typeof groups>,
  topics,
  arguments: argumentWords,
  options: optionWords,
}
