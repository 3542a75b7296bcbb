// Arguments and the real world in, an exit code out. The only place where failures are caught for good.
import { existsSync, readFileSync } from 'node:fs'
import { type Command, CommanderError } from 'commander'
import { isGreeting, languageOf, optionValue, showsHelp } from './command-line/before-parsing.ts'
import { demandDashes, ownWords } from './command-line/own-words.ts'
import { buildProgram } from './command-line/program.ts'
import { inLines, jsonLine, knownError, type Speech, type Streams, shown, tellFailure } from './command-line/speech.ts'
import { usageError } from './command-line/usage-error.ts'
import { canonicalVerbs } from './command-line/verb-names.ts'
import type { Answer, Context, Globals, Runner } from './commands/command.ts'
import { UkpError } from './errors.ts'
import { type Language, loadMessages } from './messages/choose.ts'
import { withVault } from './messages/suggestion.ts'
import { vaultFile } from './store/paths.ts'
import { standardStream } from './system/terminal/streams.ts'
import { greeting, helpWidth, shortHelp } from './views/help/help-text.ts'

/** Runs a line and ends the process, with an exit code of docs/exit-codes.md. */
export async function main(argv: readonly string[]): Promise<void> {
  const streams: Streams = {
    out: standardStream(1, (code) => void endWithout(code, speech)),
    // Talk that could not be written is no failure.
    err: standardStream(2, () => undefined),
  }
  const own = ownWords(argv)
  const language = languageOf(own, process.env)
  const line = canonicalVerbs(argv)
  const helps = showsHelp(line)
  const t = await loadMessages(language, { help: helps })
  const speech: Speech = { t, streams, vault: optionValue('--vault', own) }
  process.exitCode = await answer({ argv, own, line, helps, language }, speech)
  await Promise.all([streams.out.writeNow(''), streams.err.writeNow('')])
  // Waiting for the event loop to run empty, and for a last round of collecting garbage, takes 3 ms of CPU.
  process.exit()
}

/** What is known of the line before it is parsed. */
interface Asked {
  readonly argv: readonly string[]
  /** What stands before the dashes. */
  readonly own: readonly string[]
  /** With the verb's own name. */
  readonly line: readonly string[]
  readonly helps: boolean
  readonly language: Language
}

/** @returns the exit code */
async function answer({ argv, own, line, helps, language }: Asked, speech: Speech): Promise<number> {
  const { t, streams } = speech
  let exitCode = 0
  const output = { ...speech, json: own.includes('--json') }
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
    return failure === null ? 0 : await tellFailure(failure, {}, output)
  }
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

/**
 * A closed pipe (`ukp list | head -1`) ends the program quietly: what was asked for has been seen. An answer that could
 * not be written (a full disk) is a failure.
 */
async function endWithout(code: string, speech: Speech): Promise<never> {
  if (code === 'EPIPE') process.exit(process.exitCode ?? 0)
  process.exit(
    await tellFailure(new UkpError('write-failed', { file: 'stdout', code }), {}, { ...speech, json: false }),
  )
}

/** Runs one verb and writes its answer. */
async function run(
  verb: string,
  globals: Globals,
  work: (context: Context) => Promise<Answer>,
  before: Speech,
): Promise<number> {
  // From here on the vault is what the parser took for it.
  const speech: Speech = { ...before, vault: globals.vault }
  const { t, streams } = speech
  const say = (text: string): void => {
    if (!globals.quiet && !globals.json) streams.err.write(`${shown(text, speech)}\n`)
  }
  const warnings: string[] = []
  const warn = (text: string): void => {
    warnings.push(withVault(text, speech.vault))
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
    if (answer.failure !== undefined) return await tellFailure(answer.failure, withWarnings(answer.json), output)
    if (globals.json) streams.out.write(jsonLine({ ok: true, ...withWarnings(answer.json) }))
    return 0
  } catch (error) {
    return await tellFailure(knownError(error), withWarnings({}), output)
  } finally {
    world.close()
  }
}

function version(): string {
  const text = readFileSync(new URL('../package.json', import.meta.url), 'utf-8')
  return (JSON.parse(text) as { version: string }).version
}
