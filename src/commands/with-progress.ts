// Work in steps, told on one line of the terminal while it takes long.
import type { Running, World } from '../world.ts'

/** @param words the line, from how much of how much is done */
export async function withProgress<T>(
  { progress }: Pick<World, 'progress'>,
  words: (done: number, of: number) => string,
  work: (step: Running['step']) => Promise<T>,
): Promise<T> {
  const running = (await progress()).start(words)
  try {
    return await work(running.step)
  } finally {
    running.end()
  }
}
