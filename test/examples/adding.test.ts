// The examples of the pages about putting accounts in, run.
import { PAGES } from './pages/adding.ts'
import { runExamples } from './suite.ts'

runExamples(PAGES)
