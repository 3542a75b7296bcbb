// Raivo OTP: a ZIP (WinZip AES) with a JSON list and a web page of the same accounts; or that JSON alone.
// https://github.com/raivo-otp/ios-application/blob/master/Raivo/Features/DataExportFeature.swift
import { Collector, labelText } from '../collector.ts'
import { jsonOf } from '../containers/bounded-json.ts'
import { isZip, openZip, unpacked } from '../containers/zip.ts'
import { entryOf } from '../entry.ts'
import { type Fields, fieldsOf, isFields } from '../fields.ts'
import { damaged, type Imported, type ImportedEntry, type Importer, type ImportTools } from '../importer.ts'
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
  const json = jsonOf(await unpacked(list, APP, tools))
  if (!Array.isArray(json)) throw damaged(APP)
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
  for (const entry of list.map(fieldsOf)) found.take(labelText(entry.issuer, entry.account), () => entryIn(entry))
  return found.done({ encrypted })
}

function entryIn(entry: Fields): ImportedEntry {
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
