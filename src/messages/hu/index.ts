// Magyar. Személytelen vagy magázó, soha nem tegező; a szavak a portál szavai.
import type { Dictionary } from '../en/index.ts'
import { talk } from './talk.ts'

const errors = async () => (await import('./errors.ts')).errors
const help = async () => (await import('./help.ts')).help
const watch = async () => (await import('./watch.ts')).watch

export const hu: Dictionary = { words: talk, errors, help, watch }
