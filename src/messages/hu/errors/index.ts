// Mi a baj, és alatta: mi a teendő. Minden okhoz egy pár (reasons.ts), fájlonként aszerint, miről szól.
import type { Joined, Once } from '../../parts.ts'
import type { Sentences } from '../../sentence.ts'
import { accounts } from './accounts.ts'
import { backup } from './backup.ts'
import { desktop } from './desktop.ts'
import { ending } from './ending.ts'
import { exports } from './export.ts'
import { files } from './files.ts'
import { imports } from './import.ts'
import { keys } from './keys.ts'
import { line } from './line.ts'
import { pictures } from './pictures.ts'
import { unlocking } from './unlocking.ts'
import { vault } from './vault.ts'
import { ways } from './ways.ts'

const parts = [
  line,
  accounts,
  keys,
  unlocking,
  ways,
  vault,
  files,
  pictures,
  desktop,
  imports,
  exports,
  backup,
  ending,
] as const

export const errors: Sentences = Object.assign({}, ...(parts satisfies Once<typeof parts>)) as Joined<typeof parts>
