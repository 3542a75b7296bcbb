// ukp enroll, step 1, first half: where the key is read. What cannot be read is told with its reason and asked for again.
import { isReason, type Reason, UkpError } from '../../errors.ts'
import { fromClipboard, fromScreen } from '../incoming/clipboard.ts'
import { detailsOf } from '../incoming/preview.ts'
import { warningText } from '../incoming/report.ts'
import { type Candidate, fromPictures, fromText, type Gathered } from '../incoming/sources.ts'
import { textFromStdin } from '../incoming/standard-input.ts'
import type { Source, Speaker, Wizard } from './wizard.ts'
import { pick, toldFailure } from './wizard.ts'

export interface SourceOptions {
  readonly qr?: string
  readonly clipboard?: boolean
  readonly screen?: boolean
  readonly stdin?: boolean
}

type Kind = 'file' | 'clipboard' | 'screen' | 'text'

export interface ReadKey {
  readonly candidate: Candidate
  readonly source: Source
}

/** Asks until there is a key; options choose the first source without a question. */
export async function readKey(
  { options, ahead }: { readonly options: SourceOptions; readonly ahead: Read | null },
  wizard: Wizard,
): Promise<ReadKey> {
  let given: SourceOptions = options
  let first = ahead
  for (;;) {
    try {
      const read = first ?? (await readOnce(given, wizard))
      const candidate = read === null ? null : await oneOf(read.gathered, wizard)
      if (read !== null && candidate !== null) {
        for (const warning of candidate.warnings) wizard.prompts.tell(warningText(warning, wizard.context))
        return { candidate, source: read.source }
      }
    } catch (error) {
      await tellRefused(error, wizard)
    }
    given = {}
    first = null
  }
}

/** @returns null, and the reason is told, when there is no key in it */
export async function pictureAhead(file: string, speaker: Speaker): Promise<Read | null> {
  try {
    const read = await readFile(file, speaker)
    if (read.gathered.candidates.length > 0) return read
    throw firstRefusal(read.gathered)
  } catch (error) {
    await tellRefused(error, speaker, speaker.words.key.refusedAhead)
    return null
  }
}

export interface Read {
  readonly gathered: Gathered
  readonly source: Source
}

/** @returns null when the person went back */
async function readOnce(given: SourceOptions, wizard: Wizard): Promise<Read | null> {
  const { world } = wizard.context
  if (given.qr !== undefined) return await readFile(given.qr, wizard)
  if (given.stdin === true) return { gathered: fromText(await textFromStdin(world), {}), source: { kind: 'none' } }
  const kind = given.clipboard === true ? 'clipboard' : given.screen === true ? 'screen' : await askKind(wizard)
  if (kind === 'clipboard') {
    const gathered = await fromClipboard(world, {})
    return { gathered, source: { kind: 'clipboard', content: gathered.content } }
  }
  if (kind === 'screen') return { gathered: await fromScreen(world, {}), source: { kind: 'none' } }
  return kind === 'file' ? await askFile(wizard) : await askText(wizard)
}

async function askKind(wizard: Wizard): Promise<Kind> {
  const { sources, question } = wizard.words.key
  const kinds = ['file', 'clipboard', 'screen', 'text'] as const
  return await pick(
    question,
    kinds.map((kind) => ({ name: sources[kind], value: kind })),
    wizard,
  )
}

/** A wrong picture is told, and the question comes again: the person need not choose the way anew. */
async function askFile(wizard: Wizard): Promise<Read | null> {
  const { context, prompts, words } = wizard
  prompts.tell(words.key.fileHint)
  for (;;) {
    const typed = await prompts.text(words.key.file)
    if (typed.trim() === '') return null
    try {
      const read = await readFile(await context.world.files.typedPath(typed), wizard)
      if (read.gathered.candidates.length > 0) return read
      throw firstRefusal(read.gathered)
    } catch (error) {
      await tellRefused(error, wizard)
    }
  }
}

async function readFile(file: string, { context }: Speaker): Promise<Read> {
  return { gathered: await fromPictures([file], context.world, {}), source: { kind: 'file', file } }
}

async function askText(wizard: Wizard): Promise<Read | null> {
  const { context, prompts, words } = wizard
  prompts.tell('')
  prompts.tell(context.t.add.keyHint)
  const typed = await prompts.secret(words.key.text)
  return typed.trim() === '' ? null : { gathered: fromText(typed, {}), source: { kind: 'none' } }
}

function firstRefusal({ refused }: Gathered): UkpError {
  return refused[0]?.error ?? new UkpError('key-empty', {})
}

/** The one that is meant, told with its labels. @throws UkpError why there is none */
async function oneOf(gathered: Gathered, wizard: Wizard): Promise<Candidate | null> {
  const { candidates } = gathered
  const { context, words } = wizard
  const [first] = candidates
  if (first === undefined) throw firstRefusal(gathered)
  const details = (one: Candidate): string => detailsOf(one.account, { brief: false, t: context.t })
  if (candidates.length === 1) {
    wizard.prompts.tell(words.key.found(details(first)))
    return first
  }
  const answers = candidates.map((one, i) => ({ name: details(one), value: String(i) }))
  return candidates[Number(await pick(words.key.which(candidates.length), answers, wizard))] ?? null
}

/** Hints of `ukp add` name its options; here the next step is a question that comes anyway. */
async function tellRefused(
  error: unknown,
  wizard: Speaker,
  refused: (sentences: string) => string = wizard.words.key.refused,
): Promise<void> {
  const { message, hint } = await toldFailure(error, wizard.context)
  const { hints } = wizard.words.key
  const own: Partial<Record<Reason, string>> = {
    'picture-not-found': hints.name,
    'file-unreadable': hints.name,
    'picture-unreadable': hints.picture,
    'qr-none': hints.picture,
    'clipboard-no-qr': hints.picture,
    'screen-no-qr': hints.screen,
    'clipboard-empty': hints.copy,
    'no-clipboard': hints.file,
    'no-screen': hints.file,
  }
  const helps = error instanceof UkpError ? (own[error.reason as Reason] ?? hint) : hint
  // What to install is worth knowing also here.
  const install = isReason(error, 'no-clipboard') || isReason(error, 'no-screen') ? ` ${hint}` : ''
  wizard.prompts.tell(refused(`${message} ${helps}${install}`))
}
