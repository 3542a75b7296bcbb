// The data key that a session holds for a vault. Without a session this looks at one file name and is done.
import { dirname } from 'node:path'
import { isPrivateFolder, sessionFolder, socketIdentity, socketIn } from './socket.ts'

/** @returns 32 bytes, which may be those of an earlier data key; null when there is no session. Never throws. */
export async function sessionKey(
  vaultId: string,
  env: NodeJS.ProcessEnv,
  platform: NodeJS.Platform,
): Promise<Uint8Array | null> {
  const folder = sessionFolder(env, platform)
  const socket = folder === null ? null : socketIn(folder.path, vaultId)
  if (socket === null || socketIdentity(socket) === null || !isPrivateFolder(dirname(socket))) return null
  const { askForKey } = await import('./client.ts')
  return await askForKey(socket)
}
