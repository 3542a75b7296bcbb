// Arguments and the real world in, an exit code out. The only place where failures are caught for good.
import { readFileSync } from 'node:fs'
import { type Command, CommanderError } from 'commander'
import type { Answer, Context, Globals, Runner } from './commands/command.ts'
import { UkpError } from './errors.ts'
import { chooseLanguage, loadMessages, type Messages } from './messages/choose.ts'
import { sentenceOf } from './messages/sentence.ts'
import { demandDashes, ownWords } from './own-words.ts'
import { buildProgram } from './program.ts'
import { watchOutput } from './system/streams.ts'
import { usageError } from './usage-error.ts'
import { canonicalVerbs } from './verb-names.ts'

/** @returns the exit code, docs/exit-codes.md */
export async function main(argv: readonly string[]): Promise<number> {
  const language = chooseLanguage(optionValue('--lang', ownWords(argv)), process.env)
  const line = canonicalVerbs(argv)
  const helps = showsHelp(line)
  const t = await loadMessages(language, { help: helps })
  watchOutput(process.stdout, process.stderr, (code) =>
    fail(new UkpError('write-failed', { file: 'stdout', code }), {}, { t, json: false }),
  )
  let exitCode = 0
  const output = { t, json: ownWords(argv).includes('--json') }
  const runnerOf = (verb: string, program: Command): Runner => {
    return async (work) => {
      demandDashes(line)
      exitCode = await run(verb, program.opts<Globals>(), work, t)
    }
  }
  const write = (text: string): void => {
    process.stdout.write(text)
  }
  const program = buildProgram({ t, language, version, write, runnerOf, line, helps })
  if (line.length === 0) return greet(program.helpInformation())
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
  const end = line.indexOf('--')
  const words = end < 0 ? line : line.slice(0, end)
  return words.length === 0 || words.some((word) => HELP.test(word)) || showsEveryVerb(words)
}

/** The script of a shell has the words of every verb; the names that it asks for while somebody types need none. */
function showsEveryVerb(words: readonly string[]): boolean {
  const at = words.indexOf('completion')
  return at >= 0 && !['names', 'trash'].includes(words[at + 1] ?? '')
}

/** Also short options in one (`-qh`), and whatever comes after a synonym of `help` was put right. */
const HELP = /^(?:help|--help|-[a-z]*h[a-z]*)$/i

/** Without a verb: the help; on a terminal that is an answer, for a script it is a mistake. */
function greet(help: string): number {
  if (process.stdout.isTTY) process.stdout.write(help)
  else process.stderr.write(help)
  return process.stdout.isTTY ? 0 : 2
}

/** Runs one verb and writes its answer. */
async function run(
  verb: string,
  globals: Globals,
  work: (context: Context) => Promise<Answer>,
  t: Messages,
): Promise<number> {
  const say = (text: string): void => {
    if (!globals.quiet && !globals.json) process.stderr.write(`${text}\n`)
  }
  const warnings: string[] = []
  const warn = (text: string): void => {
    warnings.push(text)
    say(text)
  }
  const { realWorld } = await import('./real-world.ts')
  const world = realWorld({ globals, t, command: verb, warn })
  const withWarnings = (json: Answer['json']): Answer['json'] => (warnings.length === 0 ? json : { ...json, warnings })
  try {
    const answer = await work({ world, t, globals, say })
    if (answer.ended !== undefined) {
      const { endLike } = await import('./system/child-program.ts')
      return endLike(answer.ended)
    }
    if (!globals.json) {
      world.out.write(answer.text)
      for (const note of answer.notes ?? []) say(note)
    }
    if (answer.failure !== undefined)
      return await fail(answer.failure, withWarnings(answer.json), { t, json: globals.json })
    if (globals.json) writeJson({ ok: true, ...withWarnings(answer.json) })
    return 0
  } catch (error) {
    return await fail(knownError(error), withWarnings({}), { t, json: globals.json })
  } finally {
    world.close()
  }
}

/** A sentence and, under it, the next step; with --json one object on standard output instead. */
async function fail(
  error: UkpError,
  report: Answer['json'],
  { t, json }: { t: Messages; json: boolean },
): Promise<number> {
  const { message, hint } = await sentenceOf(error, t)
  if (json) {
    writeJson({ ok: false, kind: error.kind, exit: error.exitCode, message, hint, ...report })
    return error.exitCode
  }
  const next = hint === '' ? '' : `${t.words.nextStep}: ${hint}\n`
  process.stderr.write(error.kind === 'cancelled' ? `${message}\n` : `${t.words.error}: ${message}\n${next}`)
  return error.exitCode
}

function writeJson(value: unknown): void {
  process.stdout.write(`${asciiJson(value)}\n`)
}

/** Scripts read it whatever the encoding of their console; controls and marks from labels stay escaped. */
function asciiJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

/** Anything that is not ours is a bug or the system's: its message may quote input, so only its name and place are told. */
function knownError(error: unknown): UkpError {
  if (error instanceof UkpError) return error
  const name = error instanceof Error ? error.name : typeof error
  const code = error instanceof Error && 'code' in error ? ` ${String(error.code)}` : ''
  const place = error instanceof Error ? /\/(?:dist|src)\/([\w./-]+:\d+)/.exec(error.stack ?? '')?.[1] : undefined
  return new UkpError(
    'unexpected',
    { detail: `${name}${code}${place === undefined ? '' : ` (${place})`}` },
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
