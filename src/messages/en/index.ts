// English, and the shape that every other language has to have. Sentences of failures and the help are loaded apart: a
// verb that works needs neither.
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

export const en = { words: talk, help, parts }

export type Dictionary = typeof en
/** The words of help, as commander and the help pages take them. */
export type HelpWords = Awaited<ReturnType<typeof help>>
