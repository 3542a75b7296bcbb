// What the process that reads a picture may use and say, and what it may do: shared by it and by who starts it.

/** What the process says: the texts, or the reason that it refuses with. */
export type PictureAnswer =
  | { readonly texts: readonly string[] }
  | {
      readonly refused: 'picture-too-large' | 'picture-unreadable' | 'picture-unsupported'
      readonly limit: string
      readonly format: string
    }

/**
 * Milliseconds of processor time, at which the process is ended. Left alone it is ready after 1.5 s, so this is for a
 * picture whose one step takes long: thousands of the marks that codes have in their corners.
 */
export const PROCESSOR_MS = 1750
/** Milliseconds on the clock: the same where the system does not tell the processor time, or has no time to give. */
export const CLOCK_MS = 10_000
/** Bytes of memory in use. The largest pictures that are read take 360 million. */
export const MEMORY = 375_000_000

/** Processor time in which Node and our own files start on a machine that is fast enough for these limits, in milliseconds. */
const START_MS = 200
const SLOWEST = 5

/** How many times the limits a slower machine gets. @param started processor time that starting took, in milliseconds */
export function slownessOf(started: number): number {
  return Math.min(SLOWEST, Math.max(1, started / START_MS))
}

/** JavaScript's own part of the memory. */
const HEAP_MB = 200

/**
 * Options of Node. The faster of WebAssembly's two compilers alone: the other one takes longer to optimise than one picture
 * takes to read (measured: 85 against 195 ms for the first step); no helper threads, which cost an eighth more. No writing,
 * no starting of programs or threads, no native code.
 */
export function pictureFlags(allowed: ReadonlySet<string> = process.allowedNodeEnvironmentFlags): string[] {
  const permission = ['--permission', '--experimental-permission'].find((flag) => allowed.has(flag))
  const rights = permission === undefined ? [] : [permission, '--allow-fs-read=*']
  return [
    '--liftoff-only',
    '--single-threaded',
    '--max-lazy',
    '--expose-gc',
    `--max-old-space-size=${HEAP_MB}`,
    ...rights,
  ]
}
