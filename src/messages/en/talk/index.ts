// What ukp says when things go well: questions, reports, labels.
import { edit, list, remove, restore, show } from './accounts.ts'
import { add, importing, warnings } from './adding.ts'
import { backup, merge } from './backup.ts'
import { code, run, verify } from './codes.ts'
import { exporting } from './export.ts'
import { key } from './key.ts'
import { session, vault } from './vault.ts'
import { progress, usage, words } from './words.ts'

export const talk = {
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
