// The parts of a decoded code, joined in the character set that was announced.
import { describe, expect, it } from 'vitest'
import { textOf } from '../../../src/qr/read/text.ts'

const bytes = (text: string, encoding: BufferEncoding = 'utf8'): { type: string; bytes: number[] } => {
  return { type: 'byte', bytes: [...Buffer.from(text, encoding)] }
}

describe('the text of a code', () => {
  it('is its parts in a row', () => {
    const parts = [{ type: 'alphanumeric', text: 'OTP:' }, { type: 'numeric', text: '007' }, bytes(' ő')]
    expect(textOf(parts)).toBe('OTP:007 ő')
    expect(textOf([])).toBe('')
  })

  it('is UTF-8, or Latin-1 when it cannot be', () => {
    expect(textOf([bytes('Ügyfélkapu+ ű')])).toBe('Ügyfélkapu+ ű')
    expect(textOf([bytes('Ügyfélkapu', 'latin1')])).toBe('Ügyfélkapu')
    expect(textOf([bytes('\ufeffa')])).toBe('\ufeffa')
  })

  it('follows the announced character set up to the next one', () => {
    const latin2 = { type: 'byte', bytes: [0xf5, 0xfb] }
    expect(textOf([{ type: 'eci', assignmentNumber: 4 }, latin2])).toBe('őű')
    expect(
      textOf([{ type: 'eci', assignmentNumber: 4 }, latin2, { type: 'eci', assignmentNumber: 26 }, bytes('ő')]),
    ).toBe('őűő')
    expect(textOf([{ type: 'eci', assignmentNumber: 899 }, latin2])).toBe('õû')
  })

  it('takes the text of Japanese parts as it was decoded', () => {
    expect(textOf([{ type: 'kanji', text: '点', bytes: [0x93, 0x5f] }])).toBe('点')
  })
})
