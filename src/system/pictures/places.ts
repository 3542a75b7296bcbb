// Where pictures come to lie on this computer, and which there are. Nothing is read but names; no link is followed.
import { readdir, readFile, realpath, stat } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { UkpError } from '../../errors.ts'
import type { FoundPictures } from '../../world/world.ts'
import { isFolder } from '../files/input.ts'
import { PICTURE_NAME } from './names.ts'

/** Folders below a folder that was named. */
const DEPTH = 2
/** Names that are looked at: a folder with more is no place for screenshots. */
const MOST_NAMES = 20_000

/** In xdg-user-dirs these are Képek, Asztal and Letöltések where the desktop speaks Hungarian. */
const PLACES = {
  XDG_PICTURES_DIR: ['Pictures', 'Képek'],
  XDG_DESKTOP_DIR: ['Desktop', 'Asztal'],
  XDG_DOWNLOAD_DIR: ['Downloads', 'Letöltések'],
} as const

/** Those that are there. */
export async function pictureFolders(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): Promise<string[]> {
  const home = homedir()
  const named = ['win32', 'darwin'].includes(platform) ? new Map<string, string>() : await userFolders(env, home)
  // OneDrive takes these folders over where it is told to keep them safe.
  const tops = [home, ...(platform === 'win32' ? [env.OneDrive, env.OneDriveConsumer, env.OneDriveCommercial] : [])]
  const folders = Object.entries(PLACES).flatMap(([key, names]) => {
    const folder = named.get(key)
    // A desktop that is not wanted is told as the home folder itself.
    if (folder !== undefined) return folder === home ? [] : [folder]
    return tops.flatMap((top) => (top ? names.map((name) => join(top, name)) : []))
  })
  const there = await Promise.all(folders.map(isFolder))
  return folders.filter((_, i) => there[i])
}

/** xdg-user-dirs: lines as XDG_PICTURES_DIR="$HOME/Képek". */
async function userFolders(env: NodeJS.ProcessEnv, home: string): Promise<Map<string, string>> {
  const config = env.XDG_CONFIG_HOME?.startsWith('/') ? env.XDG_CONFIG_HOME : join(home, '.config')
  const text = await readFile(join(config, 'user-dirs.dirs'), 'utf-8').catch(() => '')
  const found = new Map<string, string>()
  for (const [, key = '', value = ''] of text.matchAll(/^\s*(XDG_[A-Z]+_DIR)="((?:[^"\\]|\\.)*)"/gm)) {
    const folder = value.replace(/\\(.)/g, '$1').replace(/^\$HOME(?=\/|$)/, () => home)
    if (folder.startsWith('/')) found.set(key, folder.length > 1 ? folder.replace(/\/+$/, '') : folder)
  }
  return found
}

/**
 * @param most how many files come back, the newest
 * @throws UkpError folder-not-found
 */
export async function picturesIn(folders: readonly string[], most: number): Promise<FoundPictures> {
  const found = new Map<string, number>()
  let names = 0
  const look = async (folder: string, depth: number): Promise<void> => {
    const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
    for (const entry of entries) {
      if (++names > MOST_NAMES) return
      const file = join(folder, entry.name)
      if (entry.name.startsWith('.')) continue
      if (entry.isDirectory() && depth < DEPTH) await look(file, depth + 1)
      if (entry.isFile() && PICTURE_NAME.test(entry.name))
        found.set(file, (await stat(file).catch(() => null))?.mtimeMs ?? 0)
    }
  }
  const real = await Promise.all(folders.map(realFolder))
  for (const folder of new Set(real)) await look(folder, 0)
  const files = [...found].sort(([, a], [, b]) => b - a).map(([file]) => file)
  return { folders: [...new Set(folders)], files: files.slice(0, most), left: Math.max(0, files.length - most) }
}

/** A folder that was named may itself be a link; one inside it may not. */
async function realFolder(folder: string): Promise<string> {
  if (!(await isFolder(folder))) throw new UkpError('folder-not-found', { file: folder })
  return await realpath(folder)
}
