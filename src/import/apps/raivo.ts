// Raivo OTP: a ZIP (WinZip AES) with a JSON list and a web page of the same accounts; or that JSON alone.
// https://github.com/raivo-otp/ios-application/blob/master/Raivo/Features/DataExportFeature.swift
import { UkpError } from '../../errors.ts'
import { jsonOf } from '../ciphers/decipher.ts'
import { isZip, openZip } from '../containers/zip.ts'
import { Collector, entryOf, labelText } from '../entry.ts'
import { type Fields, fieldsOf, isFields, listOf } from '../fields.ts'
import { type Imported, type Importer, type ImportTools, unlocked } from '../importer.ts'
import type { Source } from '../source.ts'

const APP = 'Raivo OTP'
/** The only name that the app gives to the list inside the archive. */
const LIST = 'raivo-otp-export.json'

export const raivo: Importer = { format: 'raivo', app: APP, read }

async function read({ bytes, json }: Source, tools: ImportTools): Promise<Imported | null> {
  if (isZip(bytes)) return await readArchive(bytes, tools)
  return isList(json) ? readList(json, false) : null
}

async function readArchive(bytes: Uint8Array, tools: ImportTools): Promise<Imported | null> {
  const list = (await openZip(bytes, APP))?.find(({ name }) => name === LIST)
  if (list === undefined) return null
  const plain = list.encrypted ? await unlocked(tools, APP, (password) => list.read(password)) : await list.read()
  const json = plain === null ? undefined : jsonOf(plain)
  if (!Array.isArray(json)) throw new UkpError('import-damaged', { app: APP })
  return readList(json, list.encrypted)
}

/** `kind` and `timer` are this app's own words. */
function isList(json: unknown): json is unknown[] {
  const isOwn = (item: unknown): boolean => isFields(item) && typeof item.kind === 'string' && item.timer !== undefined
  return Array.isArray(json) && json.some(isOwn)
}

/** All values are texts, numbers too. */
function readList(list: readonly unknown[], encrypted: boolean): Imported {
  const found = new Collector()
  for (const entry of listOf(list).map(fieldsOf))
    found.take(labelText(entry.issuer, entry.account), () => entryIn(entry))
  return found.done({ encrypted })
}

function entryIn(entry: Fields): ReturnType<typeof entryOf> {
  return entryOf({
    type: entry.kind,
    issuer: entry.issuer,
    account: entry.account,
    secret: entry.secret,
    algorithm: entry.algorithm,
    digits: entry.digits,
    period: entry.timer,
    counter: entry.counter,
  })
}
