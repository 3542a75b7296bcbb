// Egy parancs súgója. Nem közös az angollal: ami két nyelvé, minden induláskor betöltődne, vagy külön fájl volna.
import type { VerbHelp } from '../../en/help/verb.ts'

export const verb = (summary: string, more: string, ...examples: string[]): VerbHelp => ({ summary, more, examples })
