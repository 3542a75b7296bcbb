// What ukp import reads: exports of other apps, lists of links, pictures of QR codes, folders of them. A file that cannot
// be read is one refusal among the others.
import { basename } from 'node:path'
import { isReason, UkpError } from '../../errors.ts'
import type { Imported, ImportedEntry, Importer, ImportTools, Remark } from '../../import/importer.ts'
import { IMPORTERS, NO_EXPORT } from '../../import/index.ts'
import { SOURCE_LIMIT, Source } from '../../import/source.ts'
import { isPicture } from '../../qr/picture/open.ts'
import { isVault } from '../../vault/header.ts'
import type { World } from '../../world/world.ts'
import { type Candidate, type Found, type Gathered, gatheredOf, nothing, takePicture } from '../incoming/sources.ts'

/** A candidate with what its app says of it besides the key. */
export interface ImportCandidate extends Candidate {
  readonly details: Pick<ImportedEntry, 'name' | 'tags' | 'note' | 'deletionCode' | 'trashed'>
}

/** What a file turned out to be. */
export interface FileReport {
  readonly file: string
  /** As --format names it; `qr` is a picture. */
  readonly format: string
  /** null for lists of links and pictures. */
  readonly app: string | null
  readonly encrypted: boolean
  readonly remarks: ReadonlySet<Remark>
}

export interface GatheredFiles extends Omit<Gathered, 'candidates'> {
  readonly candidates: readonly ImportCandidate[]
  readonly files: readonly FileReport[]
  /** Files of a folder that are no export and no picture. */
  readonly passedOver: readonly string[]
}

export interface ImportWish {
  readonly format: string | undefined
  /** For one file: a question for its password names it. */
  toolsFor(file: string): ImportTools
  /** The password of the files stands in a file already. */
  readonly passwordGiven: boolean
  readonly world: Pick<World, 'files' | 'readStdin' | 'pictures'>
  /** Told how many files are read, folders counted by what is in them. */
  readonly step: (done: number, of: number) => void
}

interface Gathering {
  done: number
  /** Grows when a folder is looked into. */
  of: number
  readonly found: Found
  readonly details: Map<Candidate, ImportCandidate['details']>
  readonly files: FileReport[]
  readonly passedOver: string[]
}

/** Formats that many programs write, or a person. */
const OF_NO_APP: readonly string[] = ['csv', 'otpauth']

const NO_DETAILS: ImportCandidate['details'] = { name: null, tags: [], note: '', deletionCode: null, trashed: false }

/** @throws UkpError cancelled, and what a single file is refused with */
export async function gatherFiles(names: readonly string[], wish: ImportWish): Promise<GatheredFiles> {
  const gathering: Gathering = {
    found: nothing(),
    details: new Map(),
    files: [],
    passedOver: [],
    done: 0,
    of: names.length,
  }
  for (const name of names) {
    if (name !== '-' && (await wish.world.files.isFolder(name)))
      await orRefused(name, gathering, () => takeFolder(name, gathering, wish))
    else await takeNamed(name, gathering, wish)
  }
  const { candidates, refused, skipped } = gatheredOf(gathering.found)
  return {
    candidates: candidates.map((one) => ({ ...one, details: gathering.details.get(one) ?? NO_DETAILS })),
    refused,
    skipped,
    files: gathering.files,
    passedOver: gathering.passedOver,
  }
}

/** The pictures and exports in a folder. A picture with one account gives it its file's name: people name them by client. */
async function takeFolder(folder: string, gathering: Gathering, wish: ImportWish): Promise<void> {
  const { found, details } = gathering
  const files = await wish.world.files.list(folder)
  gathering.of += files.length - 1
  const before = found.candidates.length + found.refused.length
  for (const file of files) {
    const first = found.candidates.length
    const refusedBefore = found.refused.length
    await takeNamed(file, gathering, wish)
    const last = found.refused.at(-1)
    if (found.refused.length > refusedBefore && last !== undefined && isReason(last.error, 'import-unknown')) {
      found.refused.pop()
      gathering.passedOver.push(file)
    }
    const [only, another] = found.candidates.slice(first)
    if (only?.source === 'qr' && another === undefined)
      details.set(only, { ...NO_DETAILS, name: basename(file).replace(/\.[^.]+$/, '') })
  }
  if (found.candidates.length + found.refused.length === before)
    found.refused.push(refusal(folder, new UkpError('import-empty', { file: folder })))
}

async function takeNamed(name: string, gathering: Gathering, wish: ImportWish): Promise<void> {
  wish.step(gathering.done++, gathering.of)
  await orRefused(name, gathering, async () => {
    const { files, readStdin } = wish.world
    const bytes = name === '-' ? await readStdin(SOURCE_LIMIT) : await files.read(name, SOURCE_LIMIT)
    await takeBytes(bytes, name, gathering, wish)
  })
}

async function orRefused(name: string, { found }: Gathering, take: () => Promise<void>): Promise<void> {
  try {
    await take()
  } catch (error) {
    // Whoever leaves the question for a password leaves the whole import.
    if (!(error instanceof UkpError) || error.reason === 'cancelled') throw error
    found.refused.push(refusal(name, error))
  }
}

async function takeBytes(bytes: Uint8Array, file: string, gathering: Gathering, wish: ImportWish): Promise<void> {
  const { found, files } = gathering
  if (wish.format === undefined && isPicture(bytes)) {
    await takePicture(bytes, file, { found, overrides: {}, world: wish.world })
    files.push({ file, format: 'qr', app: null, encrypted: false, remarks: new Set() })
    return
  }
  if (isVault(bytes)) throw new UkpError('import-vault', { file })
  const { importer, imported } = await readBy(new Source(file === '-' ? '' : basename(file), bytes), file, wish)
  const { format, app } = importer
  files.push({
    file,
    format,
    app: OF_NO_APP.includes(format) ? null : app,
    encrypted: imported.encrypted,
    remarks: imported.remarks,
  })
  for (const { account, warnings, line, ...details } of imported.entries) {
    const candidate: Candidate = { account, warnings, source: `import:${format}`, origin: { file, line } }
    found.candidates.push(candidate)
    gathering.details.set(candidate, details)
  }
  found.refused.push(...imported.refused.map(({ name, line, error }) => ({ origin: { file, line }, name, error })))
  found.parts.push(...imported.parts)
  if (imported.entries.length === 0 && imported.refused.length === 0) throw new UkpError('import-empty', { file })
}

async function readBy(
  source: Source,
  file: string,
  { format, toolsFor, passwordGiven }: ImportWish,
): Promise<{ importer: Importer; imported: Imported }> {
  const tools = toolsFor(file)
  const listed = IMPORTERS.filter((one) => format === undefined || one.format === format)
  const wanted = await Promise.all(listed.map(({ load }) => load()))
  for (const importer of wanted) {
    const imported = await importer.read(source, tools)
    if (imported !== null) return { importer, imported }
  }
  // Nobody is asked for a password in vain: what nothing marks is tried when its format, or the password, was given.
  for (const importer of format === undefined && !passwordGiven ? [] : wanted) {
    const imported = (await importer.readUnmarked?.(source, tools)) ?? null
    if (imported !== null) return { importer, imported }
  }
  const none = NO_EXPORT.find((one) => one.format === format)
  if (none !== undefined) throw new UkpError('import-no-export', { app: none.app })
  if (format !== undefined && format !== 'csv') throw new UkpError('import-not-format', { file, format })
  throw await unknown(source, file)
}

/** Says what it looks like, where that helps: a table without the right columns, a workbook. */
async function unknown({ bytes, text }: Source, file: string): Promise<UkpError> {
  if (isWorkbook(bytes)) return new UkpError('import-spreadsheet', { file })
  const [first = ''] = (text ?? new TextDecoder('windows-1250').decode(bytes.subarray(0, 2000))).split(/\r\n|\r|\n/)
  const columns = first.split(/[;,\t]/).map((name) =>
    name
      .replace(/^\ufeff/, '')
      .replace(/^\s*"|"\s*$/g, '')
      .trim(),
  )
  const isTable =
    columns.length > 1 && columns.length <= 50 && columns.every((name) => /^[\p{L}\p{N} _./()-]{1,40}$/u.test(name))
  if (!isTable) return new UkpError('import-unknown', { file })
  const { isColumnName } = await import('../../import/apps/csv-table.ts')
  return new UkpError('import-table', { file, names: columns.map((name) => (isColumnName(name) ? name : '…')) })
}

/** Excel's and LibreOffice's own files: a ZIP that says so in its first bytes, or the older container of Microsoft. */
function isWorkbook(bytes: Uint8Array): boolean {
  const start = Buffer.from(bytes.subarray(0, 4096)).toString('latin1')
  return (
    (start.startsWith('PK') && /\[Content_Types\]\.xml|xl\/|opendocument\.spreadsheet/.test(start)) ||
    start.startsWith('\xd0\xcf\x11\xe0')
  )
}

function refusal(file: string, error: UkpError): Found['refused'][number] {
  return { origin: { file, line: null }, name: null, error }
}
