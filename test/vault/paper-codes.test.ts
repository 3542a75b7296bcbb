// A vault file as texts of QR codes: every byte comes back, in any order; what is missing or altered is found; and the
// tools of any Linux undo it without ukp.
import { execFileSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { drawPaperCode, QUIET_ZONE } from '../../src/qr/draw/draw.ts'
import { parseEnvelope } from '../../src/vault/header.ts'
import {
  fileDigest,
  joinedFile,
  missingCodes,
  type PaperCode,
  paperCodes,
  readPaperCode,
} from '../../src/vault/paper-codes.ts'
import { account, contentsWith, makeVault } from './kit.ts'

const contents = contentsWith([account(1), account(2)])
const { bytes } = await makeVault({ contents })
const { header } = parseEnvelope(bytes, 'vault')
const texts = paperCodes(bytes, header)
const codesOf = (all: readonly string[]): PaperCode[] => all.map(readPaperCode).filter((code) => code !== null)
const codes = codesOf(texts)

describe('a vault as texts for paper', () => {
  it('comes back byte by byte, in any order and with some twice', () => {
    expect(codes).toHaveLength(texts.length)
    expect(texts.length).toBeGreaterThan(20)
    const shuffled = [...codes].reverse().concat(codes.slice(3, 9))
    expect(missingCodes(shuffled)).toEqual([])
    expect(Buffer.from(joinedFile(shuffled) ?? [])).toEqual(Buffer.from(bytes))
  })

  it('says in each code which vault, which save, which sheet, which number of how many', () => {
    expect(codes.map(({ number }) => number)).toEqual(texts.map((_, i) => i + 1))
    for (const { vaultId, generation, size, sheet } of codes) {
      expect([vaultId, generation, size]).toEqual([header.id, header.generation, texts.length])
      expect(fileDigest(bytes).toUpperCase().startsWith(sheet)).toBe(true)
    }
  })

  it('has only characters that every reader gives unchanged, and room in the smallest form', () => {
    for (const text of texts) {
      expect(text).toMatch(/^[0-9A-Z:]{1,970}$/)
      expect(drawPaperCode(text)).toHaveLength(17 + 4 * 20 + 2 * QUIET_ZONE)
    }
    const lengths = texts.slice(0, -1).map((text) => text.length)
    expect(new Set(lengths).size).toBe(1)
    const longest = paperCodes(bytes, { id: header.id, generation: 2 ** 53 - 1 })
    expect(Math.max(...longest.map((text) => text.length))).toBeLessThanOrEqual(970)
  })

  it('is undone by cut, base32 and gunzip', () => {
    const joined = execFileSync('sh', ['-c', "cut -d: -f7 | tr -d '\\n' | base32 -d | gunzip"], {
      input: texts.join('\n'),
      maxBuffer: 1e8,
    })
    expect(joined).toEqual(Buffer.from(bytes))
  })

  it.each([0, 1, 2, 3, 4])('needs no padding for any length of the packed file (%i bytes more)', (more) => {
    const longer = Buffer.concat([bytes, Buffer.from('x'.repeat(more * 7))])
    expect(Buffer.from(joinedFile(codesOf(paperCodes(longer, header))) ?? [])).toEqual(longer)
  })

  it('names what is missing', () => {
    const left = codes.filter(({ number }) => ![2, 5, 7].includes(number))
    expect(missingCodes(left)).toEqual([2, 5, 7])
    expect(joinedFile(left)).toBeNull()
    expect(missingCodes([])).toEqual([])
  })

  it('refuses a text with any character changed, left out or added', () => {
    const text = texts[3] ?? ''
    for (let at = 0; at < text.length; at++) {
      const other = text[at] === 'A' ? 'B' : 'A'
      expect(readPaperCode(text.slice(0, at) + other + text.slice(at + 1)), String(at)).toBeNull()
    }
    expect(readPaperCode(text.slice(1))).toBeNull()
    expect(readPaperCode(`${text}A`)).toBeNull()
    expect(readPaperCode(text.replace('UKPP1', 'UKPP2'))).toBeNull()
    expect(readPaperCode('')).toBeNull()
    expect(readPaperCode(`  ${text}\n`)).toEqual(codes[3])
  })

  it('refuses pieces that are whole each and wrong together', () => {
    const [first, second, ...others] = codes
    if (first === undefined || second === undefined) throw new Error('too few')
    const swapped = [{ ...first, piece: second.piece }, { ...second, piece: first.piece }, ...others]
    expect(joinedFile(swapped)).toBeNull()
    expect(joinedFile(codes.map((code) => ({ ...code, sheet: '0'.repeat(16) })))).toBeNull()
  })

  it('stops unpacking beyond the largest vault', () => {
    const bomb = Buffer.alloc(60 * 1024 * 1024)
    const packed = codesOf(paperCodes(bomb, header))
    expect(packed.length).toBeLessThan(200)
    expect(joinedFile(packed)).toBeNull()
  })
})
