// English, and the shape that every other language has to have. Sentences of failures and the help are loaded apart: a
// verb that works needs neither.
import { talk } from './talk.ts'

const errors = async () => (await import('./errors.ts')).errors
const help = async () => (await import('./help.ts')).help
const paper = async () => (await import('./paper.ts')).paper

export const en = { words: talk, errors, help, paper }

export type Dictionary = typeof en
/** The words of help, as commander and the help pages take them. */
export type HelpWords = Awaited<ReturnType<typeof help>>
