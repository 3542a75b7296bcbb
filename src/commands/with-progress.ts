// Work in steps, told on one line of the terminal while it takes long.
import type { Running, World } from '../world/world.ts'

/** @param words the line, from how much of how much is done */
export async function withProgress<T>(
  { progress }: Pick<World, 'progress'>,
  words: (done: number, of: number) => string,
  work: (step: Running['step'], tell: Running['tell']) => Promise<T>,
): Promise<T> {
  const running = (await progress()).start(words)
  try {
    return await work(running.step, running.tell)
  } finally {
    running.end()
  }
}

/** For work during which nothing else can happen, as the derivation of a key: the line stands there before it begins. */
export async function withLine<T>(world: Pick<World, 'progress'>, line: string, work: () => Promise<T>): Promise<T> {
  return await withProgress(
    world,
    () => line,
    async (_step, tell) => {
      tell(line)
      return await work()
    },
  )
}
