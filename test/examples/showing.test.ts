// The examples of the pages about codes and what else is shown, run.
import { PAGES } from './pages/showing.ts'
import { runExamples } from './suite.ts'

runExamples(PAGES)
