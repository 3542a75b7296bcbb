// npm runs this as `prepare`: it builds dist/. `npm install --global .` on a fresh clone only links the folder and
// installs nothing into it, so the packages are fetched here when they are not there yet.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))

// A global install hands its settings down; they would send the packages to the global folder.
const env = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^npm_config_(global|prefix|local_prefix|location)$/i.test(name)),
)

function run(...args) {
  const ran = spawnSync('npm', args, { cwd: root, env, stdio: 'inherit', shell: process.platform === 'win32' })
  if (ran.status !== 0) process.exit(ran.status ?? 1)
}

if (!existsSync(new URL('../node_modules/typescript/package.json', import.meta.url))) run('ci', '--ignore-scripts')
run('run', '--silent', 'build')
