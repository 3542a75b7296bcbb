// The examples of the pages that are read first, in both languages, run.
import { PAGES } from './pages/readme.ts'
import { runExamples } from './suite.ts'

runExamples(PAGES)
