// A program of its own, started by pictures.ts: reads a picture from standard input and writes the texts of its QR codes,
// or the reason that there are none, to standard output.
import { readFileSync, writeSync } from 'node:fs'
import { UkpError } from '../errors.ts'
import { readQrTexts } from '../qr/read.ts'
import type { PictureAnswer } from './pictures.ts'

const answer = JSON.stringify(await read(readFileSync(0)))
for (let rest = Buffer.from(answer); rest.length > 0; ) rest = rest.subarray(writeSync(1, rest))
process.exit()

async function read(bytes: Uint8Array): Promise<PictureAnswer> {
  const spentMs = (): number => {
    const { user, system } = process.cpuUsage()
    return (user + system) / 1000
  }
  try {
    return { texts: await readQrTexts(bytes, '', { spentMs }) }
  } catch (error) {
    if (!(error instanceof UkpError)) throw error
    const { limit = '', format = '' } = error.facts as { limit?: string; format?: string }
    const refused = (['picture-too-large', 'picture-unsupported'] as const).find((one) => one === error.reason)
    return { refused: refused ?? 'picture-unreadable', limit, format }
  }
}
