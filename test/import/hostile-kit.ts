// Giving one file to all importers, as `ukp import` does, and looking at what that costs.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { crc32, deflateRawSync } from 'node:zlib'
import { expect } from 'vitest'
import { UkpError } from '../../src/errors.ts'
import type { Importer } from '../../src/import/importer.ts'
import { IMPORTERS } from '../../src/import/index.ts'
import { sourceOf, toolsWith } from './kit.ts'

/** Milliseconds of the processor for one importer: a busy machine does not count. */
const MOST_TIME = 2000
/** MiB that all importers together take on top of the file itself. */
const MOST_MEMORY = 600

/** Bytes of a file below which memory is not looked at, as looking takes longer than reading. */
const SMALL = 100_000

export interface Claim {
  readonly format: string
  /** Why it was refused; null when it was taken. */
  readonly reason: string | null
}

let loaded: readonly Importer[] | undefined

/**
 * Tries every importer. Fails when one throws anything but a UkpError, takes long, or when two claim the file.
 * @returns whose it is, null when it is nobody's
 */
export async function claimOf(content: unknown, passwords: readonly string[] = []): Promise<Claim | null> {
  loaded ??= await Promise.all(IMPORTERS.map(({ load }) => load()))
  const source = sourceOf(content)
  const claims: Claim[] = []
  const memory = source.bytes.length < SMALL ? () => 0 : memoryFromHere()
  for (const { format, read } of loaded) {
    const before = process.cpuUsage()
    try {
      const imported = await read(source, toolsWith(passwords))
      if (imported !== null) claims.push({ format, reason: null })
    } catch (error) {
      if (!(error instanceof UkpError)) throw new Error(`${format} failed`, { cause: error })
      claims.push({ format, reason: error.reason })
    }
    const { user, system } = process.cpuUsage(before)
    expect((user + system) / 1000, `time of ${format}`).toBeLessThan(MOST_TIME)
  }
  expect(memory(), 'memory').toBeLessThan(MOST_MEMORY)
  expect(claims.length, `claims: ${JSON.stringify(claims)}`).toBeLessThan(2)
  return claims[0] ?? null
}

/**
 * Linux tells the most memory that a process had, and lets that be forgotten. Elsewhere memory is not looked at.
 * @returns MiB at the highest point since now
 */
function memoryFromHere(): () => number {
  const clear = '/proc/self/clear_refs'
  if (!existsSync(clear)) return () => 0
  writeFileSync(clear, '5')
  const before = highest()
  return () => highest() - before
}

function highest(): number {
  return Number(/^VmHWM:\s+([0-9]+)/m.exec(readFileSync('/proc/self/status', 'utf-8'))?.[1]) / 1024
}

export interface ZipMember {
  readonly name: string
  readonly data: Uint8Array
  /** The deflated bytes, where making them anew would take long. */
  readonly packed?: Uint8Array
  /** What the headers say in place of the truth. */
  readonly size?: number
  readonly packedSize?: number
  readonly offset?: number
}

/** A ZIP whose headers may lie. https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT */
export function lyingZip(members: readonly ZipMember[]): Buffer {
  const files: Buffer[] = []
  const directory: Buffer[] = []
  let at = 0
  for (const { name, data, packed = deflateRawSync(data), ...lies } of members) {
    const sizes = [crc32(data), lies.packedSize ?? packed.length, lies.size ?? data.length]
    const common = Buffer.concat([
      numbers(2, 20, 0, 8, 0, 0),
      numbers(4, ...sizes),
      numbers(2, Buffer.byteLength(name), 0),
    ])
    const file = Buffer.concat([Buffer.from('PK\x03\x04'), common, Buffer.from(name), packed])
    const place = Buffer.concat([numbers(2, 0, 0, 0), numbers(4, 0, lies.offset ?? at)])
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02'), numbers(2, 20), common, place, Buffer.from(name)]))
    files.push(file)
    at += file.length
  }
  const list = Buffer.concat(directory)
  const end = Buffer.concat([
    Buffer.from('PK\x05\x06'),
    numbers(2, 0, 0, members.length, members.length),
    numbers(4, list.length, at),
    numbers(2, 0),
  ])
  return Buffer.concat([...files, list, end])
}

/** Little-endian. */
function numbers(size: 2 | 4, ...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(size * values.length)
  values.forEach((value, i) => {
    bytes.writeUIntLE(value, size * i, size)
  })
  return bytes
}
