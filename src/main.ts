// Arguments and the real world in, an exit code out. The only place where failures are caught for good.
import { existsSync, readFileSync } from 'node:fs'
import { type Command, CommanderError } from 'commander'
import { demandDashes, ownWords } from './command-line/own-words.ts'
import { buildProgram } from './command-line/program.ts'
import { usageError } from './command-line/usage-error.ts'
import { canonicalVerbs } from './command-line/verb-names.ts'
import type { Answer, Context, Globals, Runner } from './commands/command.ts'
import { errnoOf } from './errno.ts'
import { UkpError } from './errors.ts'
import { chooseLanguage, LANGUAGES, type Language, loadMessages, type Messages } from './messages/choose.ts'
import { sentenceOf } from './messages/sentence.ts'
import { withVault } from './messages/suggestion.ts'
import { vaultFile } from './store/paths.ts'
import { type Stream, standardStream } from './system/terminal/streams.ts'
import { greeting, helpWidth, shortHelp } from './views/help/help-text.ts'
import { wrappedTalk } from './views/wrap.ts'

/** Runs a line and ends the process, with an exit code of docs/exit-codes.md. */
export async function main(argv: readonly string[]): Promise<void> {
  const streams: Streams = {
    out: standardStream(1, (code) => void endWithout(code, speech)),
    // Talk that could not be written is no failure.
    err: standardStream(2, () => undefined),
  }
  const own = ownWords(argv)
  const language = chooseLanguage(knownLanguage(optionValue('--lang', own)), process.env)
  const line = canonicalVerbs(argv)
  const helps = showsHelp(line)
  const t = await loadMessages(language, { help: helps })
  const speech: Speech = { t, streams, vault: optionValue('--vault', own) }
  process.exitCode = await answer({ argv, line, helps, language }, speech)
  await Promise.all([streams.out.writeNow(''), streams.err.writeNow('')])
  // Waiting for the event loop to run empty, and for a last round of collecting garbage, takes 3 ms of CPU.
  process.exit()
}

/** Which language is wrong is told in the person's own. */
function knownLanguage(wanted: string | undefined): string | undefined {
  return LANGUAGES.some((one) => one === wanted?.toLowerCase()) ? wanted : undefined
}

/** What is known of the line before it is parsed. */
interface Asked {
  readonly argv: readonly string[]
  /** With the verb's own name. */
  readonly line: readonly string[]
  readonly helps: boolean
  readonly language: Language
}

/** @returns the exit code */
async function answer({ argv, line, helps, language }: Asked, speech: Speech): Promise<number> {
  const { t, streams } = speech
  let exitCode = 0
  const output = { ...speech, json: ownWords(argv).includes('--json') }
  const runnerOf = (verb: string, program: Command): Runner => {
    return async (work) => {
      demandDashes(line)
      exitCode = await run(verb, program.opts<Globals>(), work, speech)
    }
  }
  const { write } = streams.out
  if (isGreeting(line)) return await greet(speech)
  const width = helpWidth(streams.out)
  const program = buildProgram({ t, language, version, write, runnerOf, line, helps, width })
  try {
    // Without any dashes not even --help can be told from the other program's.
    if (!line.includes('--')) demandDashes(line)
    await program.parseAsync(line, { from: 'user' })
    return exitCode
  } catch (error) {
    const failure = error instanceof CommanderError ? usageError(error, argv, program) : knownError(error)
    return failure === null ? 0 : await fail(failure, {}, output)
  }
}

/** Whether any words of help may be needed. */
function showsHelp(line: readonly string[]): boolean {
  const words = ownWords(line)
  return isGreeting(line) || words.some((word) => HELP.test(word)) || showsEveryVerb(words)
}

/** The script of a shell has the words of every verb; the names that it asks for while somebody types need none. */
function showsEveryVerb(words: readonly string[]): boolean {
  const at = words.indexOf('completion')
  return at >= 0 && !['names', 'trash'].includes(words[at + 1] ?? '')
}

/** Also short options in one (`-qh`), and whatever comes after a synonym of `help` was put right. */
const HELP = /^(?:help|--help|-[a-z]*h[a-z]*)$/i

/** Nothing is asked for, save in which language and for which vault. */
function isGreeting(line: readonly string[]): boolean {
  const [option = '', value, ...others] = line
  if (option === '') return line.length === 0
  if (/^--(?:lang|vault)=/.test(option)) return isGreeting(line.slice(1))
  return ['--lang', '--vault'].includes(option) && value !== undefined && isGreeting(others)
}

/**
 * Without a verb: the first step where there is no vault yet, else the short help. On a terminal that is an answer, for a
 * script it is a mistake.
 */
async function greet({ t, streams: { out, err }, vault }: Speech): Promise<number> {
  const isThere = existsSync(vaultFile(vault, process.env, process.platform))
  const text = isThere || !out.isTerminal ? shortHelp(t, helpWidth(out)) : greeting(t, helpWidth(out))
  if (out.isTerminal) out.write(text)
  else err.write(text)
  return out.isTerminal ? 0 : 2
}

interface Streams {
  readonly out: Stream
  readonly err: Stream
}

/** What is said, and where. */
interface Speech {
  readonly t: Messages
  readonly streams: Streams
  /** What was given with --vault: commands that are suggested name it too. */
  readonly vault: string | undefined
}

/**
 * A closed pipe (`ukp list | head -1`) ends the program quietly: what was asked for has been seen. An answer that could
 * not be written (a full disk) is a failure.
 */
async function endWithout(code: string, speech: Speech): Promise<never> {
  if (code === 'EPIPE') process.exit(process.exitCode ?? 0)
  process.exit(await fail(new UkpError('write-failed', { file: 'stdout', code }), {}, { ...speech, json: false }))
}

/** Runs one verb and writes its answer. */
async function run(
  verb: string,
  globals: Globals,
  work: (context: Context) => Promise<Answer>,
  speech: Speech,
): Promise<number> {
  const { t, streams } = speech
  const say = (text: string): void => {
    if (!globals.quiet && !globals.json) streams.err.write(`${shown(text, speech)}\n`)
  }
  const warnings: string[] = []
  const warn = (text: string): void => {
    warnings.push(withVault(text, globals.vault))
    say(text)
  }
  const { realWorld } = await import('./real-world/real-world.ts')
  const world = realWorld({
    globals,
    t,
    command: verb,
    warn,
    shown: (text, columns) => inLines(text, columns, speech),
    streams,
  })
  const output = { ...speech, json: globals.json }
  const withWarnings = (json: Answer['json']): Answer['json'] => (warnings.length === 0 ? json : { ...json, warnings })
  try {
    const answer = await work({ world, t, globals, say })
    if (answer.ended !== undefined) {
      const { endLike } = await import('./system/programs/child-program.ts')
      return endLike(answer.ended)
    }
    if (!globals.json) {
      world.out.write(answer.text)
      for (const note of answer.notes ?? []) say(note)
    }
    if (answer.failure !== undefined) return await fail(answer.failure, withWarnings(answer.json), output)
    if (globals.json) streams.out.write(jsonLine({ ok: true, ...withWarnings(answer.json) }))
    return 0
  } catch (error) {
    return await fail(knownError(error), withWarnings({}), output)
  } finally {
    world.close()
  }
}

/** A sentence and, under it, the next step; with --json one object on standard output instead. */
async function fail(
  error: UkpError,
  report: Answer['json'],
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
function shown(text: string, speech: Speech): string {
  const { err } = speech.streams
  return err.isTerminal ? inLines(text, err.columns, speech) : withVault(text, speech.vault)
}

/** A sentence for a person, with the vault of this line in what it suggests. */
function inLines(text: string, columns: number, { vault }: Speech): string {
  return wrappedTalk(withVault(text, vault), columns)
}

/** Scripts read it whatever the encoding of their console; controls and marks from labels stay escaped. */
function jsonLine(value: unknown): string {
  const ascii = JSON.stringify(value).replace(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
  return `${ascii}\n`
}

/** Anything that is not ours is a bug or the system's: its message may quote input, so only its name and place are told. */
function knownError(error: unknown): UkpError {
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

function version(): string {
  const text = readFileSync(new URL('../package.json', import.meta.url), 'utf-8')
  return (JSON.parse(text) as { version: string }).version
}

/** The language and --json are needed before the line is parsed, to say what is wrong with it. */
function optionValue(option: string, argv: readonly string[]): string | undefined {
  const at = argv.indexOf(option)
  return at >= 0 ? argv[at + 1] : argv.find((word) => word.startsWith(`${option}=`))?.slice(option.length + 1)
}
