// The shape of a verb: `declare` names its words and options, `run` does the work with the parts of the world it uses.
import type { Command } from 'commander'
import type { UkpError } from '../errors.ts'
import type { Language, Messages } from '../messages/choose.ts'
import type { Ended, World } from '../world/world.ts'

/** Options that every verb takes. */
export interface Globals {
  readonly vault?: string
  readonly passphraseFile?: string
  readonly passphraseFd?: number
  readonly keyFile?: string
  readonly lang?: Language
  readonly json: boolean
  readonly quiet: boolean
  readonly yes: boolean
  /** false with --no-input. */
  readonly input: boolean
  readonly color: boolean
  /** An older copy, or another branch, may be saved over. */
  readonly acceptRollback?: boolean
}

export interface Context {
  readonly world: World
  readonly t: Messages
  readonly globals: Globals
  /** A line to the person on stderr; silent with --quiet and --json. */
  say(text: string): void
}

/** What a verb found or did. */
export interface Answer {
  /** Without "ok", which is added. */
  readonly json: Readonly<Record<string, unknown>>
  /** Standard output when it is not JSON; '' for nothing. Ends with a line feed. */
  readonly text: string
  /** Said to the person after the text, unless --quiet or --json. */
  readonly notes?: readonly string[]
  /** Something went wrong, although there is an answer. */
  readonly failure?: UkpError
  /** How the program ended that ran in our place: ukp ends like it, and says nothing more. */
  readonly ended?: Ended
}

/** Runs the work of a verb once commander has found it. */
export type Runner = (work: (context: Context) => Promise<Answer>) => Promise<void>

export interface CommandModule {
  declare(command: Command, t: Messages, runner: Runner): void
}
