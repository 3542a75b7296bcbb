// Whether a folder is copied to other computers by a program that does so by itself: told by the names that these
// programs give their folders and by the files they leave there. It cannot find all of them.
import { realpath, stat } from 'node:fs/promises'
import { dirname, join, parse, sep } from 'node:path'

/** Names that a folder on the way has, whatever case; a name may go on with what the program puts behind it. */
const NAMES: readonly (readonly [RegExp, string])[] = [
  [/^onedrive(?: - .+|-.+)?$/i, 'OneDrive'],
  [/^dropbox(?: \(.+\)|-.+)?$/i, 'Dropbox'],
  [/^(?:google ?drive|googledrive-.+|my drive)$/i, 'Google Drive'],
  [/^(?:icloud ?drive|icloud photos|mobile documents)$/i, 'iCloud'],
  [/^nextcloud(?:\d+|-.+)?$/i, 'Nextcloud'],
  [/^owncloud(?:\d+|-.+)?$/i, 'ownCloud'],
  [/^(?:pcloud ?drive|pcloud sync)$/i, 'pCloud'],
  [/^(?:mega|megasync)$/i, 'MEGA'],
  [/^proton ?drive(?:-.+)?$/i, 'Proton Drive'],
  [/^seafile$/i, 'Seafile'],
  [/^box(?: sync|-box)?$/i, 'Box'],
  [/^yandex\.?disk$/i, 'Yandex Disk'],
  [/^koofr$/i, 'Koofr'],
  [/^tresorit$/i, 'Tresorit'],
]

/** Files that lie in the top folder of what is copied. */
const MARKS: readonly (readonly [string, string])[] = [
  ['.stfolder', 'Syncthing'],
  ['.dropbox', 'Dropbox'],
  ['.dropbox.cache', 'Dropbox'],
  ['.nextcloudsync.log', 'Nextcloud'],
  ['.owncloudsync.log', 'ownCloud'],
  ['.megaignore', 'MEGA'],
  ['.seafile-data', 'Seafile'],
]

/** Folders to look at on the way up. */
const DEPTH = 40

/**
 * @param folder absolute, links resolved
 * @returns the program's name, or null
 */
export async function syncedBy(folder: string, env: NodeJS.ProcessEnv): Promise<string | null> {
  // Set by OneDrive to its folders on Windows.
  for (const top of [env.OneDrive, env.OneDriveConsumer, env.OneDriveCommercial]) {
    if (top && (folder === top || folder.startsWith(top + sep))) return 'OneDrive'
  }
  const { root } = parse(folder)
  for (let at = folder, depth = 0; at !== root && depth < DEPTH; at = dirname(at), depth++) {
    const named = NAMES.find(([name]) => name.test(parse(at).base))
    if (named !== undefined) return named[1]
    for (const [mark, program] of MARKS) if (await isThere(join(at, mark))) return program
  }
  return null
}

/** The same for a file: by the folder that it is really in, else by the one where it is named. @param file absolute */
export async function fileSyncedBy(file: string, env: NodeJS.ProcessEnv): Promise<string | null> {
  const real = await realpath(file).catch(() => file)
  return (await syncedBy(dirname(real), env)) ?? (await syncedBy(dirname(file), env))
}

async function isThere(file: string): Promise<boolean> {
  return await stat(file).then(
    () => true,
    () => false,
  )
}
