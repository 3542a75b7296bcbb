// ukp enroll, step 1, second half: the key gets its name and is saved at once, before its first code is shown.
import { UkpError } from '../../errors.ts'
import { sentenceOf } from '../../messages/sentence.ts'
import { findById } from '../../otp/find.ts'
import { fold } from '../../otp/fold.ts'
import { cleanName, nameFromLabel } from '../../otp/names.ts'
import { sameKey } from '../../otp/same-key.ts'
import { activeAccounts, allAccounts, type StoredAccount } from '../../vault/contents.ts'
import { applyNew, type Enrolment, replaceKey, workOf } from '../incoming/apply.ts'
import type { Candidate } from '../incoming/sources.ts'
import { type Read, readKey, type SourceOptions } from './source.ts'
import { pick, type Source, saved, tellFailure, type Wizard } from './wizard.ts'

export interface Wanted {
  /** From the command line. */
  readonly name: string | null
  /** The account that gets a new key: its code was not accepted. */
  readonly replacing: StoredAccount | null
  readonly options: SourceOptions
  /** The picture of `options`, read already. */
  readonly ahead: Read | null
}

export interface Stored {
  readonly account: StoredAccount
  readonly source: Source
}

/** From the QR code to a saved account; asks again until there is one. */
export async function takeKey({ name, replacing, options, ahead }: Wanted, wizard: Wizard): Promise<Stored> {
  const { words } = wizard
  wizard.step(1, words.titles.key)
  wizard.prompts.tell(words.key.portal)
  let given = { options, ahead }
  for (;;) {
    const { candidate, source } = await readKey(given, wizard)
    given = { options: {}, ahead: null }
    try {
      const account = await storedAs(candidate, { name, replacing }, wizard)
      if (account !== null) return { account, source }
    } catch (error) {
      await tellFailure(error, wizard)
    }
  }
}

/** @returns null when another key is to be given */
async function storedAs(
  candidate: Candidate,
  { name, replacing }: Pick<Wanted, 'name' | 'replacing'>,
  wizard: Wizard,
): Promise<StoredAccount | null> {
  const { words, context } = wizard
  const twin = sameKey(allAccounts(wizard.vault.contents), candidate.account)
  if (twin !== null && twin.trashed !== null) {
    const { message } = await sentenceOf(new UkpError('same-key-in-trash', { name: twin.name }), context.t)
    wizard.prompts.tell(`${message} ${words.key.hints.trash(twin.name, context.globals.vault ?? null)}`)
    return null
  }
  if (twin !== null) {
    wizard.prompts.tell(words.key.same(twin.name))
    return twin
  }
  if (replacing !== null) return await replaced(candidate, replacing, wizard)
  const rival = rivalOf(candidate, name, wizard)
  if (rival === null) return await savedNew(candidate, name ?? (await askName(candidate, wizard)), wizard)
  if (await isNewKeyOf(rival, wizard)) return await replaced(candidate, rival, wizard)
  return await savedNew(candidate, await askName(candidate, wizard), wizard)
}

/** The account that this may be a new key of: the one of the given name, else the one of the same user. */
function rivalOf(candidate: Candidate, name: string | null, { vault }: Wizard): StoredAccount | null {
  const accounts = activeAccounts(vault.contents)
  if (name !== null) return accounts.find((one) => fold(one.name) === fold(name)) ?? null
  const { issuer, account } = candidate.account
  if (account === '') return null
  return accounts.find((one) => fold(one.issuer) === fold(issuer) && fold(one.account) === fold(account)) ?? null
}

async function isNewKeyOf({ name }: StoredAccount, wizard: Wizard): Promise<boolean> {
  const { key } = wizard.words
  wizard.prompts.tell(key.otherKey(name))
  const answers = [
    { name: key.replaces(name), value: 'replaces' },
    { name: key.beside, value: 'beside' },
  ] as const
  return (await pick(key.otherKeyQuestion, answers, wizard)) === 'replaces'
}

function enrolmentOf(candidate: Candidate, name: string): Enrolment {
  return { candidate, name, tags: [], note: '', deletionCode: null }
}

async function replaced(candidate: Candidate, old: StoredAccount, wizard: Wizard): Promise<StoredAccount> {
  const work = workOf(wizard.context.world)
  await saved((contents) => {
    // Somebody else may have given it another name meanwhile.
    const { name } = findById(activeAccounts(contents), old.id)
    return replaceKey(contents, name, enrolmentOf(candidate, name), work)
  }, wizard)
  const account = findById(activeAccounts(wizard.vault.contents), old.id)
  wizard.prompts.tell(wizard.words.key.replaced(account.name))
  return account
}

async function savedNew(candidate: Candidate, name: string, wizard: Wizard): Promise<StoredAccount> {
  const { key } = wizard.words
  const work = workOf(wizard.context.world)
  const outcome = await saved((contents) => applyNew(contents, [enrolmentOf(candidate, name)], work), wizard)
  const [refused] = outcome.refused
  if (refused !== undefined) throw refused.error
  const account = sameKey(activeAccounts(wizard.vault.contents), candidate.account)
  if (account === null) throw new UkpError('account-not-found', { query: name, similar: [] })
  wizard.prompts.tell(account.name === name ? key.saved(name) : wizard.context.t.add.savedAs(name, account.name))
  return account
}

/** A person's name; just Enter takes the label of the QR code. */
async function askName(candidate: Candidate, wizard: Wizard): Promise<string> {
  const { words, prompts, context } = wizard
  const label = nameFromLabel(candidate.account)
  if (label !== null) prompts.tell(words.key.nameHint(label))
  for (;;) {
    const typed = await prompts.text(words.key.name)
    try {
      return cleanName(typed.trim() === '' && label !== null ? label : typed)
    } catch {
      prompts.tell((await sentenceOf(new UkpError('name-invalid', {}), context.t)).message)
    }
  }
}
