// SHA256SUMS of a folder of files that people download, as `sha256sum --check` reads it.
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export function writeSums(folder) {
  const files = readdirSync(folder).filter((name) => name !== 'SHA256SUMS')
  const lines = files.sort().map((name) => `${sha256(readFileSync(join(folder, name)))}  ${name}\n`)
  writeFileSync(join(folder, 'SHA256SUMS'), lines.join(''))
}

/** In hexadecimal. */
export function sha256(bytes) {
  return createHash('sha256').update(bytes).digest('hex')
}
