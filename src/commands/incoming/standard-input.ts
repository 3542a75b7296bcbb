// What scripts hand over on standard input, besides pictures.
import { UkpError } from '../../errors.ts'
import type { World } from '../../world/world.ts'

/** Many thousand links. */
const TEXT_LIMIT = 8 * 1024 * 1024

/** UTF-8 text, a BOM dropped. @throws UkpError input-empty, input-too-large, input-not-text */
export async function textFromStdin(world: Pick<World, 'readStdin'>): Promise<string> {
  const bytes = await world.readStdin(TEXT_LIMIT)
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    if (text.trim() === '') throw new UkpError('input-empty', {})
    return text
  } catch (error) {
    if (error instanceof UkpError) throw error
    throw new UkpError('input-not-text', {})
  }
}
