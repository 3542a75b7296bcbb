// Reads codes with zxing-wasm, the one place that loads it. A grey picture is given as a PGM file: one byte a pixel, where
// raw pixels would have to be four.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { ReaderOptions, ReadResult } from 'zxing-wasm/reader'
import type { Gray } from './gray.ts'

/** PGM or JPEG -> texts of all codes in it. */
export type ZxingReader = (file: Uint8Array, options?: ReaderOptions) => Promise<string[]>

/**
 * Turned, inverted and mirrored codes, many of them, at several sizes: the library's slow and thorough way. Plain `QRCode`
 * means Micro QR too, which finds an error or two at best, and was read out of the corners of others.
 */
const THOROUGH: ReaderOptions = {
  formats: ['QRCodeModel2', 'QRCodeModel1'],
  tryHarder: true,
  tryRotate: true,
  tryInvert: true,
  tryDownscale: true,
  maxNumberOfSymbols: 255,
  textMode: 'Plain',
}

/**
 * Loads the library. Its WebAssembly comes from the package: left alone, it would fetch it from the network.
 * @param unreadable the error for a file that the library cannot open
 */
export async function zxingReader(unreadable: () => Error): Promise<ZxingReader> {
  const { prepareZXingModule, readBarcodes } = await import('zxing-wasm/reader')
  const wasm = readFileSync(createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm'))
  const wasmBinary = wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.length) as ArrayBuffer
  await prepareZXingModule({ overrides: { wasmBinary }, fireImmediately: true })
  return async (file, options = {}) => {
    const results = await readBarcodes(file, { ...THOROUGH, ...options })
    if (results.some(({ error }) => error.startsWith('Failed to load image'))) throw unreadable()
    return results
      .filter(({ isValid }) => isValid)
      .map(textOfResult)
      .filter((text) => text !== '')
  }
}

/** Bytes without an announced character set are UTF-8 where they can be; the library would guess from frequencies. */
function textOfResult({ bytes, text, hasECI }: ReadResult): string {
  if (hasECI) return text
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return text
  }
}

/** The binary form of Netpbm's portable graymap, P5. */
export function pgm({ width, height, data }: Gray): Uint8Array {
  return Buffer.concat([Buffer.from(`P5\n${width} ${height}\n255\n`, 'latin1'), data])
}
