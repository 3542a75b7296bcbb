// Removes what killed programs left beside a file: temporary files, lock tickets and guard folders that were never put
// in place. Only names of our exact shape, only when older than an hour by the file system's own clock, never followed.
import { basename, dirname, join } from 'node:path'
import type { FileCalls } from './files.ts'

const OLD_MS = 3_600_000
const TEMPORARY = /^tmp-[0-9a-f]{16}$/
const TICKET = /^lock\.([0-9a-f]{32}|([0-9a-f]{32}\.)?steal)$/

/**
 * Sweeps beside a file. Never fails: what cannot be removed is left for the next time.
 * @param options.nowMs the present by the file system's clock
 */
export async function sweepLeftovers(path: string, options: { files: FileCalls; nowMs: number }): Promise<void> {
  const { files, nowMs } = options
  const folder = dirname(path)
  const start = `.${basename(path)}.`
  const names = await files.readdir(folder).catch(() => [])
  for (const name of names) {
    const rest = name.startsWith(start) ? name.slice(start.length) : ''
    if (!TEMPORARY.test(rest) && !TICKET.test(rest)) continue
    await removeIfOld(join(folder, name), files, nowMs).catch(() => undefined)
  }
}

async function removeIfOld(path: string, files: FileCalls, nowMs: number): Promise<void> {
  const { kind, mtimeMs } = await files.lstat(path)
  if (nowMs - mtimeMs < OLD_MS) return
  if (kind !== 'folder') return files.unlink(path)
  // A guard folder holds records, named by tokens.
  for (const name of await files.readdir(path)) if (/^[0-9a-f]{32}$/.test(name)) await files.unlink(join(path, name))
  await files.rmdir(path)
}
