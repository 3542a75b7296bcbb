// The examples of the pages about codes and what else is shown, run.
import * as pages from './pages/showing.ts'
import { runExamples } from './suite.ts'

runExamples(pages)
