// Pictures and documents that are not read yet, known by their first bytes, so that the refusal can name them.
import { holds } from './bounds.ts'

/** Brands of the ISO base media format (ISO/IEC 14496-12) that hold pictures. */
const BRANDS: Readonly<Record<string, string>> = {
  avif: 'AVIF',
  avis: 'AVIF',
  heic: 'HEIC',
  heix: 'HEIC',
  heim: 'HEIC',
  heis: 'HEIC',
  hevc: 'HEIC',
  hevx: 'HEIC',
  mif1: 'HEIC',
  msf1: 'HEIC',
}

const SIGNATURES: readonly (readonly [format: string, at: number, bytes: string])[] = [
  ['JPEG 2000', 0, '\0\0\0\x0cjP  \r\n\x87\n'],
  ['JPEG 2000', 0, '\xff\x4f\xff\x51'],
  ['JPEG XL', 0, '\0\0\0\x0cJXL \r\n\x87\n'],
  ['JPEG XL', 0, '\xff\x0a'],
  ['ICO', 0, '\0\0\x01\0'],
  ['ICO', 0, '\0\0\x02\0'],
  ['BigTIFF', 0, 'II\x2b\0'],
  ['BigTIFF', 0, 'MM\0\x2b'],
  ['PSD', 0, '8BPS'],
]

/** Name of the format, or null when it is none of these. */
export function foreignFormat(bytes: Uint8Array): string | null {
  if (holds(bytes, 4, 'ftyp')) return brandedFormat(bytes)
  const known = SIGNATURES.find(([, at, signature]) => holds(bytes, at, signature))
  if (known !== undefined) return known[0]
  const start = Buffer.from(bytes.subarray(0, 1024)).toString('latin1')
  if (start.includes('%PDF-')) return 'PDF'
  // Declaration, comments and document type may come first.
  if (/^(?:\xef\xbb\xbf)?\s*<(?:svg|\?xml|!)/i.test(start) && /<svg[\s>]/i.test(start)) return 'SVG'
  return null
}

/** The main brand may be the general `mif1`; the compatible ones after it then say which. */
function brandedFormat(bytes: Uint8Array): string | null {
  const text = Buffer.from(bytes.subarray(8, 64)).toString('latin1')
  const brands = text.match(/[\s\S]{4}/g) ?? []
  const formats = brands.map((brand) => BRANDS[brand]).filter((format) => format !== undefined)
  return formats.find((format) => format === 'AVIF') ?? formats[0] ?? null
}
