// The files of the world, put together of the real parts; each is loaded when it is used.
import { resolve } from 'node:path'
import type { FileCalls } from '../store/files.ts'
import type { Files } from '../world/world.ts'

export function worldFiles(parts: { files: FileCalls; random: (length: number) => Uint8Array }): Files {
  const input = () => import('../system/files/input.ts')
  const output = () => import('../system/files/output.ts')
  const createPrivate = async (file: string, bytes: Uint8Array): Promise<void> => {
    const { createExclusive } = await import('../store/create.ts')
    await createExclusive(resolve(file), bytes, parts)
  }
  return {
    read: async (file, limit) => (await input()).readInputFile(file, limit),
    isFolder: async (file) => (await input()).isFolder(file),
    list: async (folder) => (await input()).filesIn(folder),
    exists: async (file) => (await input()).exists(file),
    createFolder: async (folder) => (await output()).createPrivateFolder(folder),
    createPrivate,
    createAllPrivate: async (all) => (await output()).allOrNone(all, (one) => createPrivate(one.file, one.bytes)),
    remove: async (file) => (await output()).remove(file),
    typedPath: async (typed) => (await import('../system/terminal/typed-path.ts')).typedPath(typed, process.platform),
  }
}
