// Amit az ukp mond, ha minden rendben: kérdések, beszámolók, feliratok.
import type { talk as english } from '../../en/talk/index.ts'
import { edit, list, remove, restore, show } from './accounts.ts'
import { add, importing, warnings } from './adding.ts'
import { backup, merge } from './backup.ts'
import { code, run, verify } from './codes.ts'
import { exporting } from './export.ts'
import { key } from './key.ts'
import { session, vault } from './vault.ts'
import { progress, usage, words } from './words.ts'

export const talk: typeof english = {
  words,
  warnings,
  vault,
  add,
  import: importing,
  export: exporting,
  list,
  code,
  run,
  show,
  edit,
  remove,
  restore,
  backup,
  key,
  verify,
  session,
  merge,
  progress,
  usage,
}
