// Writes the completion scripts of the shells, in English, for packages that install them: dist/completion/.
import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
/** What each shell looks for. */
const FILES = { bash: 'ukp.bash', zsh: '_ukp', fish: 'ukp.fish' }

mkdirSync(`${root}dist/completion`)
for (const [shell, file] of Object.entries(FILES)) {
  // With options of Node's own, even none, the program keeps nothing compiled.
  const env = { LANG: 'C.UTF-8', NODE_OPTIONS: '' }
  const ran = spawnSync(process.execPath, [`${root}bin/ukp.js`, 'completion', shell], { env })
  if (ran.status !== 0) throw new Error(String(ran.stderr))
  writeFileSync(`${root}dist/completion/${file}`, ran.stdout)
}
