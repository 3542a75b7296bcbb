// Amit a --help mond: parancsonként egy összefoglaló és két-három példa, kapcsolónként egy sor.
import type { help as english } from '../../en/help/index.ts'
import type { Joined, Once } from '../../parts.ts'
import { everyday } from './everyday.ts'
import { moving } from './moving.ts'
import { argumentWords, optionWords } from './options.ts'
import { other, topics } from './other.ts'
import { overview } from './program.ts'
import { scripts } from './scripts.ts'
import { vault } from './vault.ts'

const groups = [everyday, vault, moving, scripts, other] as const

export const help: typeof english = {
  ...overview,
  verbs: Object.assign({}, ...(groups satisfies Once<typeof groups>)) as Joined<typeof groups>,
  topics,
  arguments: argumentWords,
  options: optionWords,
}
