// Magyar. Személytelen vagy magázó, soha nem tegező; a szavak a portál szavai.
import type { Dictionary } from '../en/index.ts'
import { talk } from './talk/index.ts'

const help = async () => (await import('./help/index.ts')).help

/** What only some verbs, or only a failure, say: each is loaded where it is said. */
const parts = {
  doctor: async () => (await import('./doctor.ts')).doctor,
  enroll: async () => (await import('./enroll.ts')).enroll,
  errors: async () => (await import('./errors/index.ts')).errors,
  paper: async () => (await import('./paper.ts')).paper,
  watch: async () => (await import('./watch.ts')).watch,
}

export const hu: Dictionary = { words: talk, help, parts }
