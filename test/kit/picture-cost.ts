// What reading a picture costs: the real reader, with its process, its limits and its answers, measured from outside.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PYTHON, ROOT } from './ukp.ts'

export interface PictureCost {
  /** Null when it was refused. */
  readonly texts: readonly string[] | null
  readonly reason: string | null
  readonly facts: Readonly<Record<string, string>>
  /** Processor time of the process that reads, in milliseconds. */
  readonly processorMs: number
  readonly wallMs: number
  /** The most memory that any process had in use, in bytes. */
  readonly peak: number
}

/** `getrusage` of a child is what Python has and Node has not. */
export function pictureCost(bytes: Uint8Array): PictureCost {
  const folder = mkdtempSync(join(tmpdir(), 'ukp-picture-'))
  try {
    const file = join(folder, 'picture')
    writeFileSync(file, bytes)
    const ran = spawnSync(
      PYTHON ?? 'python3',
      [join(ROOT, 'test/kit/usage.py'), process.execPath, join(ROOT, 'test/kit/read-picture.mjs'), file],
      { encoding: 'utf8', timeout: 60_000 },
    )
    const [read = '', used = ''] = ran.stdout.trim().split('\n')
    const { texts = null, reason = null, facts = {}, wallMs, ownMs } = JSON.parse(read)
    const { ms, peak } = JSON.parse(used)
    return { texts, reason, facts, processorMs: ms - ownMs, wallMs, peak }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The cheapest of up to three: what a busy machine adds to it is no fault of the picture's. */
export function cheapest(bytes: Uint8Array, isCheap: (cost: PictureCost) => boolean): PictureCost {
  let best = pictureCost(bytes)
  for (let i = 0; i < 2 && !isCheap(best); i++) {
    const other = pictureCost(bytes)
    if (isCheap(other) || other.processorMs < best.processorMs) best = other
  }
  return best
}
