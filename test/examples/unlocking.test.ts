// The examples of the pages about the ways to unlock, and of doctor, run.
import { PAGES } from './pages/unlocking.ts'
import { runExamples } from './suite.ts'

runExamples(PAGES)
