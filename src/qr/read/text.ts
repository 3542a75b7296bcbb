// The text of a decoded QR code. jsqr drops bytes that are not UTF-8 without a word, which would turn a label or a key into another.

/** The parts of a decoded code, as jsqr gives them. */
export type Chunk =
  | { readonly type: string; readonly text: string }
  | { readonly type: string; readonly bytes: readonly number[] }
  | { readonly type: string; readonly assignmentNumber: number }

/** Character sets by their ECI number (AIM ITS/04-023); 3 and no number at all may be anything, see `bytesToText`. */
const CHARACTER_SETS: Readonly<Record<number, string>> = {
  4: 'iso-8859-2',
  20: 'shift_jis',
  21: 'windows-1250',
  22: 'windows-1251',
  23: 'windows-1252',
  26: 'utf-8',
}

/** Joins the parts; bytes are read in the character set that was announced before them. */
export function textOf(chunks: readonly Chunk[]): string {
  let characterSet: string | undefined
  let text = ''
  for (const chunk of chunks) {
    if ('assignmentNumber' in chunk) characterSet = CHARACTER_SETS[chunk.assignmentNumber]
    else if (chunk.type === 'byte' && 'bytes' in chunk) text += bytesToText(chunk.bytes, characterSet)
    else if ('text' in chunk) text += chunk.text
  }
  return text
}

/** UTF-8, which every generator of login codes writes; else what ISO/IEC 18004 says, Latin-1. */
function bytesToText(bytes: readonly number[], characterSet = 'utf-8'): string {
  const buffer = Uint8Array.from(bytes)
  try {
    return new TextDecoder(characterSet, { fatal: true, ignoreBOM: true }).decode(buffer)
  } catch {
    return Buffer.from(buffer).toString('latin1')
  }
}
