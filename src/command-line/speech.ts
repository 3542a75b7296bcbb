// How a line is answered besides the answer itself: failures and notes for a person, in their language and in lines that
// fit; one JSON object for a script.
import { errnoOf } from '../errno.ts'
import { UkpError } from '../errors.ts'
import type { Messages } from '../messages/choose.ts'
import { sentenceOf } from '../messages/sentence.ts'
import { withVault } from '../messages/suggestion.ts'
import type { Stream } from '../system/terminal/streams.ts'
import { wrappedTalk } from '../views/wrap.ts'

export interface Streams {
  readonly out: Stream
  readonly err: Stream
}

/** What is said, and where. */
export interface Speech {
  readonly t: Messages
  readonly streams: Streams
  /** What was given with --vault: commands that are suggested name it too. */
  readonly vault: string | undefined
}

/** A sentence and, under it, the next step; with --json one object on standard output instead. */
export async function tellFailure(
  error: UkpError,
  report: Readonly<Record<string, unknown>>,
  { json, ...speech }: Speech & { json: boolean },
): Promise<number> {
  const { t, streams, vault } = speech
  // Before anything is written: a pipe that nobody reads any more ends the process there.
  process.exitCode = error.exitCode
  const sentence = await sentenceOf(error, t)
  const [message, hint] = [withVault(sentence.message, vault), withVault(sentence.hint, vault)]
  if (json) {
    streams.out.write(jsonLine({ ok: false, kind: error.kind, exit: error.exitCode, message, hint, ...report }))
    return error.exitCode
  }
  const next = hint === '' ? '' : `\n${t.words.nextStep}: ${hint}`
  const text = error.kind === 'cancelled' ? message : `${t.words.error}: ${message}${next}`
  streams.err.write(`${shown(text, speech)}\n`)
  return error.exitCode
}

/** A sentence on standard error: in lines that fit where that is a terminal. */
export function shown(text: string, speech: Speech): string {
  const { err } = speech.streams
  return err.isTerminal ? inLines(text, err.columns, speech) : withVault(text, speech.vault)
}

/** A sentence for a person, with the vault of this line in what it suggests. */
export function inLines(text: string, columns: number, { vault }: Speech): string {
  return wrappedTalk(withVault(text, vault), columns)
}

/** Scripts read it whatever the encoding of their console; controls and marks from labels stay escaped. */
export function jsonLine(value: unknown): string {
  const ascii = JSON.stringify(value).replace(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
  return `${ascii}\n`
}

/** Anything that is not ours is a bug or the system's: its message may quote input, so only its name and place are told. */
export function knownError(error: unknown): UkpError {
  if (error instanceof UkpError) return error
  const name = error instanceof Error ? error.name : typeof error
  const code = errnoOf(error)
  const place = error instanceof Error ? /\/(?:dist|src)\/([\w./-]+:\d+)/.exec(error.stack ?? '')?.[1] : undefined
  return new UkpError(
    'unexpected',
    { detail: `${name}${code === 'UNKNOWN' ? '' : ` ${code}`}${place === undefined ? '' : ` (${place})`}` },
    { cause: error },
  )
}
