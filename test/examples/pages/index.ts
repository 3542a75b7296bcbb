// Every page with examples.
import type { Page } from '../run.ts'
import * as adding from './adding.ts'
import * as keeping from './keeping.ts'
import * as readme from './readme.ts'
import * as showing from './showing.ts'
import * as unlocking from './unlocking.ts'

export const PAGES: readonly Page[] = [readme, adding, showing, keeping, unlocking].flatMap((group) =>
  Object.values(group),
)
