// Signs a program of macOS without a certificate ("ad hoc"), as Apple's and Go's linkers do: Apple's processors run
// nothing unsigned, and putting something into a program takes its signature away. The form is that of Apple's
// cs_blobs.h: numbers of the program little-endian, those of the signature big-endian.
import { createHash } from 'node:crypto'

const MACHO_64 = 0xfeedfacf
const LC_SEGMENT_64 = 0x19
const LC_CODE_SIGNATURE = 0x1d
const HEADER = 32
const PAGE = 4096
/** Pages in memory of Apple's processors. */
const MEMORY_PAGE = 16384
const HASH = 32
/** Of the directory, before the name: version 0x20400. */
const DIRECTORY = 88
/** Of what is around it: magic, length, one entry. */
const AROUND = 20

/** @returns null when it is no such program */
export function layoutOf(program) {
  if (program.readUInt32LE(0) !== MACHO_64) return null
  const segments = {}
  let signature = null
  let end = HEADER
  for (let i = 0; i < program.readUInt32LE(16); i++) {
    const [command, size] = [program.readUInt32LE(end), program.readUInt32LE(end + 4)]
    if (command === LC_SEGMENT_64) {
      const name = program.toString('latin1', end + 8, end + 24).replace(/\0+$/, '')
      segments[name] = {
        at: end,
        offset: Number(program.readBigUInt64LE(end + 40)),
        size: Number(program.readBigUInt64LE(end + 48)),
        firstSection: program.readUInt32LE(end + 64) === 0 ? Infinity : program.readUInt32LE(end + 72 + 48),
      }
    }
    if (command === LC_CODE_SIGNATURE)
      signature = { offset: program.readUInt32LE(end + 8), size: program.readUInt32LE(end + 12) }
    end += size
  }
  return { segments, signature, end }
}

/** @param identifier the name in the signature */
export function signed(unsigned, identifier) {
  const { segments, signature, end } = layoutOf(unsigned)
  const { __TEXT: text, __LINKEDIT: last } = segments
  if (signature !== null) throw new Error('signed already')
  if (end + 16 > text.firstSection) throw new Error('no room for the signature among the load commands')
  if (last.offset + last.size !== unsigned.length) throw new Error('something lies behind the last segment')
  const limit = Math.ceil(unsigned.length / 16) * 16
  const pages = Math.ceil(limit / PAGE)
  const name = Buffer.from(`${identifier}\0`)
  const length = DIRECTORY + name.length + pages * HASH
  const size = Math.ceil((AROUND + length) / 16) * 16

  const program = Buffer.concat([unsigned, Buffer.alloc(limit + size - unsigned.length)])
  program.writeUInt32LE(program.readUInt32LE(16) + 1, 16)
  program.writeUInt32LE(program.readUInt32LE(20) + 16, 20)
  ;[LC_CODE_SIGNATURE, 16, limit, size].forEach((number, i) => void program.writeUInt32LE(number, end + i * 4))
  const linked = limit + size - last.offset
  program.writeBigUInt64LE(BigInt(linked), last.at + 48)
  program.writeBigUInt64LE(BigInt(Math.ceil(linked / MEMORY_PAGE) * MEMORY_PAGE), last.at + 32)

  const around = [0xfade0cc0, AROUND + length, 1, 0, AROUND]
  const ADHOC = 2
  const head = [0xfade0c02, length, 0x20400, ADHOC, DIRECTORY + name.length, DIRECTORY, 0, pages, limit]
  const MAIN_PROGRAM = 1n
  const words = [...around, ...head]
  words.forEach((number, i) => void program.writeUInt32BE(number, limit + i * 4))
  // Hashes of 32 bytes by SHA-256, over pages of 2^12.
  program.set([HASH, 2, 0, 12], limit + words.length * 4)
  ;[BigInt(text.offset), BigInt(text.size), MAIN_PROGRAM].forEach(
    (number, i) => void program.writeBigUInt64BE(number, limit + AROUND + 64 + i * 8),
  )
  program.set(name, limit + AROUND + DIRECTORY)
  for (let page = 0; page < pages; page++) {
    const bytes = program.subarray(page * PAGE, Math.min(limit, (page + 1) * PAGE))
    program.set(createHash('sha256').update(bytes).digest(), limit + AROUND + DIRECTORY + name.length + page * HASH)
  }
  return program
}

/** Whether every page is what the signature says; of any program with SHA-256, also one signed by somebody else. */
export function isSigned(program) {
  const { signature } = layoutOf(program) ?? {}
  if (!signature) return false
  const blob = program.subarray(signature.offset, signature.offset + signature.size)
  for (let i = 0; i < blob.readUInt32BE(8); i++) {
    const directory = blob.subarray(blob.readUInt32BE(12 + i * 8 + 4))
    if (directory.readUInt32BE(0) !== 0xfade0c02 || directory[37] !== 2) continue
    const [hashes, pages, limit] = [16, 28, 32].map((at) => directory.readUInt32BE(at))
    const step = 1 << directory[39]
    for (let page = 0; page < pages; page++) {
      const bytes = program.subarray(page * step, Math.min(limit, (page + 1) * step))
      const hash = directory.subarray(hashes + page * HASH, hashes + (page + 1) * HASH)
      if (!createHash('sha256').update(bytes).digest().equals(hash)) return false
    }
    return Math.ceil(limit / step) === pages && limit === signature.offset
  }
  return false
}
