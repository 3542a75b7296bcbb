// The examples of the pages about backups, other copies, and what is taken out or away, run.
import { PAGES } from './pages/keeping.ts'
import { runExamples } from './suite.ts'

runExamples(PAGES)
