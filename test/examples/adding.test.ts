// The examples of the pages about putting accounts in, run.
import * as pages from './pages/adding.ts'
import { runExamples } from './suite.ts'

runExamples(pages)
