// What is on a clipboard, out of what it offers: whoever copied offers the same thing in several kinds.
import { constants } from 'node:fs'
import { open } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { PICTURE_NAME } from '../pictures/names.ts'

/** Bigger pictures are not taken, from files or anywhere. */
export const CONTENT_LIMIT = 25_000_000
/** More text is no key. */
export const TEXT_LIMIT = 1_000_000
/** Reading a clipboard may take this long; a program that has it and does not answer keeps nobody waiting. */
export const CLIPBOARD_MS = 10_000

/** A clipboard, whichever program reads it. */
export interface Offers {
  /** Names of kinds: MIME types, and on X11 names of atoms. Nothing: an empty clipboard. */
  types(): Promise<readonly string[]>
  /** null when it is not given after all. @throws ContentTooLarge */
  get(type: string, limit: number): Promise<Uint8Array | null>
}

export class ContentTooLarge extends Error {}

export interface Content {
  readonly picture?: Uint8Array
  readonly text?: string
}

/** PNG first: nothing is lost in it, and nearly every program offers it. */
const PICTURES = ['image/png', 'image/jpeg', 'image/webp', 'image/bmp', 'image/x-bmp', 'image/gif', 'image/tiff']
/** File managers: GNOME's and its relatives' kind has "copy" or "cut" in its first line. */
const FILE_LISTS = ['x-special/gnome-copied-files', 'text/uri-list']
const TEXTS = ['text/plain;charset=utf-8', 'UTF8_STRING', 'text/plain', 'STRING', 'TEXT']

/** The picture, or the copied file that is one; and the text, which some programs offer beside a picture of it. */
export async function contentOf(offers: Offers): Promise<Content> {
  const types = await offers.types()
  const text = await textOf(offers, types)
  const picture = (await pictureOf(offers, types)) ?? (await copiedPicture(offers, types))
  return { ...(picture === null ? {} : { picture }), ...(text === null ? {} : { text }) }
}

async function pictureOf(offers: Offers, types: readonly string[]): Promise<Uint8Array | null> {
  for (const type of PICTURES.filter((one) => types.includes(one))) {
    const bytes = await offers.get(type, CONTENT_LIMIT)
    if (bytes !== null && bytes.length > 0) return bytes
  }
  return null
}

async function copiedPicture(offers: Offers, types: readonly string[]): Promise<Uint8Array | null> {
  for (const type of FILE_LISTS.filter((one) => types.includes(one))) {
    const list = await offers.get(type, TEXT_LIMIT)
    const file = list === null ? undefined : filesIn(Buffer.from(list).toString()).find((one) => PICTURE_NAME.test(one))
    if (file !== undefined) return await pictureFile(file)
  }
  return null
}

/** The local files of a list of URIs (RFC 2483 section 5). */
export function filesIn(list: string): string[] {
  return list.split(/\r?\n/).flatMap((line) => {
    if (!line.startsWith('file://')) return []
    try {
      return [fileURLToPath(line.replace('file://localhost/', 'file:///'))]
    } catch {
      // On another computer.
      return []
    }
  })
}

/**
 * Whoever copied names the file, so it may be anything: a pipe would be waited for, a device never ends.
 * @returns null when it is gone, cannot be read or is no plain file
 * @throws ContentTooLarge
 */
export async function pictureFile(file: string): Promise<Uint8Array | null> {
  // Windows has no O_NONBLOCK.
  const handle = await open(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)).catch(() => null)
  if (handle === null) return null
  try {
    if (!(await handle.stat()).isFile()) return null
    const chunks: Buffer[] = []
    // `end` is the last byte: one more than is taken.
    for await (const chunk of handle.createReadStream({ end: CONTENT_LIMIT, autoClose: false })) {
      chunks.push(chunk as Buffer)
    }
    const bytes = Buffer.concat(chunks)
    if (bytes.length > CONTENT_LIMIT) throw new ContentTooLarge()
    return bytes
  } catch (error) {
    if (error instanceof ContentTooLarge) throw error
    return null
  } finally {
    await handle.close()
  }
}

async function textOf(offers: Offers, types: readonly string[]): Promise<string | null> {
  const type = TEXTS.find((one) => types.includes(one))
  if (type === undefined) return null
  try {
    const bytes = await offers.get(type, TEXT_LIMIT)
    return bytes === null || bytes.length === 0 ? null : Buffer.from(bytes).toString()
  } catch (error) {
    // A long text beside a picture is no reason to refuse the picture.
    if (error instanceof ContentTooLarge && types.some((one) => PICTURES.includes(one))) return null
    throw error
  }
}
