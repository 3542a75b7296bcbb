// A program of its own, started by pictures.ts: reads a picture from standard input and writes the texts of its QR codes,
// or the reason that there are none, to standard output. Before that it says how much processor time starting took.
import { readFileSync, writeSync } from 'node:fs'
import { UkpError } from '../../errors.ts'
import { READING_MS, readQrTexts } from '../../qr/read/read.ts'
import { type PictureAnswer, slownessOf } from '../pictures/limits.ts'

void serve(spentMs())

/** @param started processor time that starting took, in milliseconds */
async function serve(started: number): Promise<void> {
  write(`${Math.round(started)}\n`)
  write(JSON.stringify(await read(readFileSync(0), started)))
  process.exit()
}

async function read(bytes: Uint8Array, started: number): Promise<PictureAnswer> {
  try {
    return { texts: await readQrTexts(bytes, '', { spentMs, mostMs: READING_MS * slownessOf(started) }) }
  } catch (error) {
    if (!(error instanceof UkpError)) throw error
    const { limit = '', format = '' } = error.facts as { limit?: string; format?: string }
    const refused = (['picture-too-large', 'picture-unsupported'] as const).find((one) => one === error.reason)
    return { refused: refused ?? 'picture-unreadable', limit, format }
  }
}

/** Processor time of this process, in milliseconds. */
function spentMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

function write(text: string): void {
  for (let rest = Buffer.from(text); rest.length > 0; ) rest = rest.subarray(writeSync(1, rest))
}
