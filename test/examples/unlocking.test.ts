// The examples of the pages about the ways to unlock, and of doctor, run.
import * as pages from './pages/unlocking.ts'
import { runExamples } from './suite.ts'

runExamples(pages)
