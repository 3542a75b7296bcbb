// Files and folders that a person asks for: for their owner only, all of them or none.
import { rmSync } from 'node:fs'
import { mkdir, unlink } from 'node:fs/promises'
import { resolve } from 'node:path'
import { errnoOf } from '../../errno.ts'
import { UkpError } from '../../errors.ts'
import { isFolder } from './input.ts'

/** A folder of mode 0700; one that is there stays as it is. @throws UkpError file-exists, write-failed */
export async function createPrivateFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { mode: 0o700 })
  } catch (error) {
    if (errnoOf(error) !== 'EEXIST') throw new UkpError('write-failed', { file: folder, code: errnoOf(error) })
    if (!(await isFolder(folder))) throw new UkpError('file-exists', { file: folder })
  }
}

/** Takes away a file that was just made. */
export async function remove(file: string): Promise<void> {
  await unlink(resolve(file))
}

/** The signals that end a program at a terminal, with the exit codes of shells. */
const ENDING = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const

/** Makes files one after the other; what was made is taken away when one fails or a signal comes in between. */
export async function allOrNone<T extends { readonly file: string }>(
  all: readonly T[],
  make: (one: T) => Promise<unknown>,
): Promise<void> {
  const made: string[] = []
  const undo = (): void => {
    for (const file of made) rmSync(file, { force: true })
  }
  await undoneBySignals(undo, async () => {
    try {
      for (const one of all) {
        made.push(one.file)
        await make(one)
      }
    } catch (error) {
      // The one that failed was not made here: a file of that name may be somebody else's.
      made.pop()
      undo()
      throw error
    }
  })
}

/** Does some work; a signal that ends the program meanwhile undoes it first. */
export async function undoneBySignals<T>(undo: () => void, work: () => Promise<T>): Promise<T> {
  const stop = (signal: NodeJS.Signals): void => {
    undo()
    process.exit(ENDING[signal as keyof typeof ENDING])
  }
  for (const signal of Object.keys(ENDING)) process.on(signal, stop)
  try {
    return await work()
  } finally {
    for (const signal of Object.keys(ENDING)) process.off(signal, stop)
  }
}
