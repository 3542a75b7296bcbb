// Magyar. Személytelen vagy magázó, soha nem tegező; a szavak a portál szavai.
import type { Dictionary } from '../en/index.ts'
import { talk } from './talk.ts'

const errors = async () => (await import('./errors.ts')).errors
const help = async () => (await import('./help.ts')).help
const paper = async () => (await import('./paper.ts')).paper

export const hu: Dictionary = { words: talk, errors, help, paper }
