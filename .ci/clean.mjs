// Empties build/ before it is written: a file that has moved in src/ would stay there under its old name, and whatever
// still asks for that name would find it on this computer only.
import { rmSync } from 'node:fs'

rmSync(new URL('../build/', import.meta.url), { recursive: true, force: true })
