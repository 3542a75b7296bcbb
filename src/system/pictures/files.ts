// The file of a picture that was read: who else may have it, and deleting it. Only the very file that was read is deleted.
import { createHash, timingSafeEqual } from 'node:crypto'
import { lstat, readFile, realpath, stat, unlink } from 'node:fs/promises'
import { dirname, parse, resolve } from 'node:path'
import { errnoOf } from '../../errno.ts'
import { UkpError } from '../../errors.ts'
import type { Pictures } from '../../world/world.ts'
import { fileSyncedBy } from '../files/synced-folder.ts'
import { pictureReader } from './pictures.ts'

/** Reads pictures, and remembers what stood in each file, so that no other one is deleted in its place. */
export function systemPictures(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): Pictures {
  const reader = pictureReader(env, platform)
  const seen = new Map<string, Buffer>()
  return {
    async readQr(bytes, file) {
      seen.set(resolve(file), digest(bytes))
      return await reader.readQr(bytes, file)
    },

    async whereabouts(file) {
      try {
        const real = await realpath(file)
        return {
          syncedBy: await fileSyncedBy(resolve(file), env),
          othersCanRead: platform !== 'win32' && (await othersCanRead(real)),
        }
      } catch {
        return { syncedBy: null, othersCanRead: false }
      }
    },

    async remove(file) {
      try {
        const link = (await lstat(file)).isSymbolicLink()
        const real = link ? await realpath(file) : file
        const before = seen.get(resolve(file))
        if (before === undefined || !timingSafeEqual(before, digest(await readFile(real)))) {
          throw new UkpError('picture-kept', { file, code: 'ECHANGED' })
        }
        // A link alone would leave the picture where it is; another name of the same file would keep it.
        if ((await stat(real)).nlink > 1) throw new UkpError('picture-kept', { file, code: 'EMLINK' })
        await unlink(real)
        if (link) await unlink(file)
      } catch (error) {
        if (error instanceof UkpError) throw error
        throw new UkpError('picture-kept', { file, code: errnoOf(error) })
      }
    },
  }
}

function digest(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest()
}

/** A file's own permission counts only where others can enter every folder above it. */
async function othersCanRead(file: string): Promise<boolean> {
  const { mode } = await stat(file)
  let [group, others] = [(mode & 0o040) !== 0, (mode & 0o004) !== 0]
  const { root } = parse(file)
  for (let at = dirname(file); group || others; at = dirname(at)) {
    const folder = await stat(at)
    // The group of a folder may be another one; whoever is in neither enters as one of the others.
    group &&= (folder.mode & 0o011) !== 0
    others &&= (folder.mode & 0o001) !== 0
    if (at === root) break
  }
  return group || others
}
