// An id of this device without meaning, written into each save, so that two copies of a vault can be told apart later.
import { mkdir, open, readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Eight random bytes, base64url, made once; '' where nothing can be remembered (a read-only home). */
export async function deviceId(state: string, random: (length: number) => Uint8Array): Promise<string> {
  const file = join(state, 'device')
  const known = await readFile(file, 'utf-8').catch(() => '')
  if (/^[\w-]{11}\n$/.test(known)) return known.trim()
  const id = Buffer.from(random(8)).toString('base64url')
  try {
    await mkdir(state, { recursive: true, mode: 0o700 })
    const handle = await open(file, 'wx', 0o600)
    await handle.writeFile(`${id}\n`)
    await handle.close()
    return id
  } catch {
    return (await readFile(file, 'utf-8').catch(() => '')).trim()
  }
}
