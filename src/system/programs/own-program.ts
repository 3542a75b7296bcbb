// The programs that ukp starts for itself. They lie beside this file; in a program of one file there is nothing beside,
// so it is that program again, with a first word of ours (src/one-file.ts).
import { fileURLToPath } from 'node:url'

/** As the first word, with a name behind it: nobody writes this by accident, and no verb begins like it. */
export const OWN_PROGRAM = '::ukp-own-program:'

export interface Started {
  readonly command: string
  readonly args: string[]
}

/**
 * What to start for one of our own programs.
 * @param name its file in dist/, without `.js`
 * @param flags options of Node's own
 */
export function ownProgram(name: string, flags: readonly string[] = []): Started {
  const command = process.execPath
  if (!isOneFile()) return { command, args: [...flags, fileURLToPath(new URL(`./${name}.js`, import.meta.url))] }
  // How Node takes its options there (execArgvExtension of .ci/programs.mjs).
  const options = flags.length === 0 ? [] : [`--node-options=${flags.join(' ')}`]
  return { command, args: [`${OWN_PROGRAM}${name}`, ...options] }
}

/** Whether this is a program of one file, with Node in it. */
export function isOneFile(): boolean {
  return process.getBuiltinModule('node:sea').isSea()
}
