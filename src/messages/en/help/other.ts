// Help of help, and the pages that are about no verb.
import { verb } from './verb.ts'

export const other = {
  help: verb('Help on a command or a topic', '', 'ukp help add', 'ukp help ugyfelkapu', 'ukp help exit-codes'),
}

export const topics = {
  'exit-codes': 'What the exit codes mean',
  environment: 'The environment variables that ukp reads',
  scripts: 'How a script uses ukp',
  ugyfelkapu: 'The portal step by step, the deletion code, a new or lost phone',
}
