// ukp backup paper: a page to print for the drawer. Accounts in plain, for people, after a typed word; or the whole vault,
// still encrypted, as QR codes that ukp backup restore takes back.
import { dirname, resolve } from 'node:path'
import { UkpError } from '../../errors.ts'
import type { PaperWords } from '../../messages/en/paper.ts'
import { dayText } from '../../messages/moment.ts'
import type { OpenVault } from '../../vault/vault.ts'
import type { PaperFacts } from '../../views/paper/page.ts'
import { keyJson } from '../../views/slot-json.ts'
import { chosenAccounts } from '../accounts/chosen.ts'
import { demandWord } from '../ask.ts'
import type { Answer, Context } from '../command.ts'
import { fileAsItStands } from './write.ts'

export interface PaperOptions {
  readonly tag?: readonly string[]
  readonly encrypted?: boolean
  readonly yesPlaintext?: boolean
}

export async function runPaper(
  file: string,
  names: readonly string[],
  options: PaperOptions,
  context: Context,
): Promise<Answer> {
  const first = '--encrypted'
  if (options.encrypted === true) {
    if (options.tag !== undefined) throw new UkpError('conflicting-options', { first, second: '--tag' })
    if (names.length > 0) throw new UkpError('conflicting-options', { first, second: '[name...]' })
    if (options.yesPlaintext === true) throw new UkpError('conflicting-options', { first, second: '--yes-plaintext' })
  }
  const target = file === '-' ? null : file
  await refuseNowhere(target, context)
  const words = await context.t.paper()
  return options.encrypted === true
    ? await encryptedPage(target, words, context)
    : await plainPage(target, { names, options, words }, context)
}

/**
 * A name of an account that stands where the file belongs must not become a file with keys.
 * @throws UkpError invalid-value, page-to-terminal, file-exists, folder-not-found
 */
async function refuseNowhere(target: string | null, { world, globals }: Context): Promise<void> {
  const { files, out } = world
  if (target === null) {
    if (out.isTerminal && !globals.json) throw new UkpError('page-to-terminal', {})
    return
  }
  if (!/\.html?$/i.test(target)) throw new UkpError('invalid-value', { option: '<file>', allowed: '*.html, -' })
  if (await files.exists(target)) throw new UkpError('file-exists', { file: target })
  const folder = dirname(resolve(target))
  if (!(await files.isFolder(folder))) throw new UkpError('folder-not-found', { file: folder })
}

interface PlainPage {
  readonly names: readonly string[]
  readonly options: PaperOptions
  readonly words: PaperWords
}

async function plainPage(
  target: string | null,
  { names, options, words }: PlainPage,
  context: Context,
): Promise<Answer> {
  const { world } = context
  const vault = await world.vault.open()
  const accounts = chosenAccounts(vault.contents, { names, tags: options.tag })
  await demandWord(options.yesPlaintext, words.plainWarning, context)
  const { paperSheet } = await import('../../views/paper/sheet.ts')
  const { phoneLink } = await import('../accounts/phone-link.ts')
  const printed = accounts.map((account) => ({ account, link: phoneLink(account) }))
  const page = paperSheet(printed, factsOf(vault, context), words)
  const answer = await written(target, page, context)
  const where = target === null ? null : await (await world.pictures()).whereabouts(target)
  const afterwards =
    target === null
      ? [words.printer]
      : [
          words.written(target, accounts.length),
          ...(where?.syncedBy == null ? [] : [words.synced(target, where.syncedBy)]),
          ...(where?.othersCanRead === true ? [words.othersCanRead(target)] : []),
          ...[words.print, words.printer, words.deleteFile(target), words.beyondDeleting, words.noBackup],
        ]
  const { generation } = vault.envelope.header
  return {
    ...answer,
    json: { ...answer.json, encrypted: false, accounts: accounts.length, generation },
    notes: afterwards,
  }
}

async function encryptedPage(target: string | null, words: PaperWords, context: Context): Promise<Answer> {
  const { world, t } = context
  const { dataKey } = await world.vault.open()
  const { bytes, vault } = await fileAsItStands(dataKey, context)
  const { header } = vault.envelope
  const { PAPER_CODES, fileDigest, joinedFile, paperCodes, readPaperCode } = await import('../../vault/paper-codes.ts')
  const codes = paperCodes(bytes, header)
  if (codes.length > PAPER_CODES) throw new UkpError('paper-too-large', { codes: codes.length, limit: PAPER_CODES })
  const again = joinedFile(codes.map(readPaperCode).filter((code) => code !== null))
  if (again === null || fileDigest(again) !== fileDigest(bytes))
    throw new UkpError('backup-rejected', { file: target ?? '-', reason: t.backup.differs })
  const ways = header.slots.map((slot) => {
    const { type, label } = keyJson(slot, vault.contents)
    return { title: label === '' ? t.key.types[type] : `${t.key.types[type]} „${label}”`, local: type === 'keyring' }
  })
  const { paperVault } = await import('../../views/paper/vault.ts')
  const page = paperVault({ codes, digest: fileDigest(bytes), ways }, factsOf(vault, context), words)
  const answer = await written(target, page, context)
  const notes = [words.print, words.tryIt]
  const json = { encrypted: true, codes: codes.length, generation: header.generation }
  return {
    ...answer,
    json: { ...answer.json, ...json },
    notes: target === null ? notes : [words.vaultWritten(target, codes.length), ...notes],
  }
}

function factsOf({ envelope }: OpenVault, { world, t }: Context): PaperFacts {
  const { id, generation } = envelope.header
  return { id, generation, date: dayText(world.clock.nowMs(), { zone: world.clock, words: t.words }) }
}

/** Into a new file for its owner only, or to standard output. @throws UkpError file-exists, write-failed */
async function written(target: string | null, page: string, { world }: Context): Promise<Answer> {
  if (target === null) return { json: { file: null, content: page }, text: page }
  await world.files.createPrivate(target, Buffer.from(page))
  return { json: { file: target }, text: '' }
}
