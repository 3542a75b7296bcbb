// Codes that were handed out on this computer, one empty file each, so that --fresh can pass over them. Creating the
// file exclusively is the claim: of two calls at the same moment one gets the code. Names of files hold ids only.
import { closeSync, mkdirSync, openSync, readdirSync, statSync, unlinkSync } from 'node:fs'
import { join } from 'node:path'
import { errnoOf } from '../errno.ts'
import type { HandedOut } from '../world/world.ts'

/** Claims are of no use once the longest period has passed. */
const KEEP_MS = 2 * 86_400_000

export function handedOutCodes(state: string): HandedOut {
  return {
    async claim(vaultId, account, step) {
      const folder = join(state, vaultId, 'codes')
      mkdirSync(folder, { recursive: true, mode: 0o700 })
      try {
        closeSync(openSync(join(folder, `${encodeURIComponent(account.id)}.${step}`), 'wx', 0o600))
      } catch (error) {
        if (errnoOf(error) === 'EEXIST') return false
        throw error
      }
      // Looking through the folder each time would make a busy script slow; one call in sixteen is enough.
      if (step % 16 === 0) sweep(folder)
      return true
    },
  }
}

function sweep(folder: string): void {
  const now = Date.now()
  for (const name of readdirSync(folder)) {
    const file = join(folder, name)
    try {
      if (now - statSync(file).mtimeMs > KEEP_MS) unlinkSync(file)
    } catch {
      // Another call swept it.
    }
  }
}
