// What a new account needs besides its key: a name, and for Ügyfélkapu+ a deletion code. Asked for where somebody can be.
import { isReason, UkpError } from '../../errors.ts'
import { sentenceOf } from '../../messages/sentence.ts'
import { expectsDeletionCode } from '../../otp/deletion-code.ts'
import { cleanName, nameFromLabel } from '../../otp/names.ts'
import type { Context } from '../command.ts'
import type { Enrolment } from '../incoming/apply.ts'
import { typedDeletionCode } from '../incoming/deletion-code.ts'
import type { Candidate, Refused } from '../incoming/sources.ts'

export interface DetailOptions {
  readonly note?: string
  readonly tag?: readonly string[]
  readonly stdin?: boolean
}

/** What the line says of the accounts; the name, and the deletion code from standard input, null where there is none. */
export interface Details {
  readonly name: string | null
  readonly deletionCode: string | null
  readonly options: DetailOptions
}

/** Among several, one without a name is refused alone. @throws UkpError for-one-account, name-needed, cancelled */
export async function complete(
  candidates: readonly Candidate[],
  { name, deletionCode, options }: Details,
  context: Context,
): Promise<{ enrolments: Enrolment[]; nameless: Refused[] }> {
  if (deletionCode !== null && candidates.length > 1) {
    throw new UkpError('for-one-account', { what: '--deletion-code-stdin', count: candidates.length })
  }
  const { tag: tags = [], note = '' } = options
  const enrolments: Enrolment[] = []
  const nameless: Refused[] = []
  for (const candidate of candidates) {
    try {
      const wanted = name ?? nameFromLabel(candidate.account) ?? (await askForName(context))
      const asked =
        candidates.length === 1 && deletionCode === null ? await askForDeletionCode(candidate, options, context) : null
      enrolments.push({ candidate, name: wanted, tags, note, deletionCode: deletionCode ?? asked })
    } catch (error) {
      if (candidates.length === 1 || !isReason(error, 'name-needed')) throw error
      nameless.push({ origin: candidate.origin, name: null, error })
    }
  }
  return { enrolments, nameless }
}

/** How often a name that is none may be typed again. */
const ATTEMPTS = 3

async function askForName({ world, t, globals }: Context): Promise<string> {
  const prompts = globals.json ? null : await world.prompts()
  if (prompts === null) throw new UkpError('name-needed', {})
  for (let attempt = 1; ; attempt++) {
    const typed = await prompts.text(t.add.namePrompt)
    try {
      return cleanName(typed)
    } catch (error) {
      if (attempt === ATTEMPTS) throw error
      prompts.tell((await sentenceOf(new UkpError('name-invalid', {}), t)).message)
    }
  }
}

/** Optional, so it is asked only where a person is typing: not with --stdin, --yes or --json. */
async function askForDeletionCode(
  { account }: Candidate,
  { stdin }: DetailOptions,
  { world, t, globals }: Context,
): Promise<string | null> {
  if (stdin === true || globals.yes || globals.json || !expectsDeletionCode(account)) return null
  const prompts = await world.prompts()
  if (prompts === null) return null
  prompts.tell(t.add.deletionCodeHint)
  return await typedDeletionCode(prompts, { t })
}
