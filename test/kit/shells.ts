// Shells for the tests of completion: a person at one, who types a line, presses Tab and Enter.
import { spawnSync } from 'node:child_process'
import { chmodSync, copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { BIN, type Home, PYTHON, ROOT, type Step, ukp } from './ukp.ts'

export type Shell = 'bash' | 'fish' | 'zsh'

/** Whether a program is there. */
export const has = (program: string): boolean => spawnSync(program, ['--version'], { stdio: 'ignore' }).status === 0

/** Puts a `ukp` that writes down how it was called where shells look for programs. */
export function withUkpInPath(home: Home): Record<string, string> {
  const bin = join(home.folder, 'bin')
  mkdirSync(bin, { recursive: true })
  const file = join(bin, 'ukp')
  writeFileSync(
    file,
    `#!/bin/sh\nprintf '%s\\n' "$*" >> '${callsFile(home)}'\nexec '${process.execPath}' '${BIN}' "$@"\n`,
  )
  chmodSync(file, 0o755)
  writeFileSync(callsFile(home), '')
  return { ...home.env, PATH: `${bin}:${process.env.PATH}`, LC_ALL: 'C.UTF-8', TERM: 'xterm' }
}

/** What was started while lines were typed, and forgets it. */
export function callsOf(home: Home): string[] {
  const calls = readFileSync(callsFile(home), 'utf-8').split('\n').filter(Boolean)
  writeFileSync(callsFile(home), '')
  return calls
}

const callsFile = (home: Home): string => join(home.folder, 'calls')

export function scriptFor(home: Home, shell: Shell, ...options: string[]): string {
  const file = join(home.folder, `_ukp.${shell}`)
  writeFileSync(file, ukp(home, ['completion', shell, ...options]).stdout)
  return file
}

/** As the page says: `eval` for bash and zsh, a folder of completions for zsh and fish. */
export type Install = 'sourced twice' | 'evaluated' | 'in a folder'

/** `args` writes its arguments down, NUL after each, a line after all, and completes as `ukp` does. */
const ARGS: Readonly<Record<Shell, (said: string) => string>> = {
  bash: (said) => `complete -F _ukp args
PS1='> '
args() { { printf '%s\\0' "$@"; printf '\\n'; } >> '${said}'; echo "done""-args"; }
echo "rea""dy"
`,
  zsh: (said) => `compdef _ukp args
PS1='> '
LISTMAX=9999
args() { { printf '%s\\0' "$@"; printf '\\n'; } >> '${said}'; echo "done""-args"; }
print "rea""dy"
`,
  fish: (said) => `function args; begin; printf '%s\\0' $argv; printf '\\n'; end >> '${said}'; echo "done""-args"; end
complete -c args -w ukp
function fish_greeting; end
function fish_prompt; echo '> '; end
echo "rea""dy"
`,
}

/** Lines of a start file that make the completion known. */
function installed(home: Home, shell: Shell, script: string, how: Install): string {
  const init = shell === 'zsh' ? `autoload -Uz compinit && compinit -u -d '${home.folder}/dump'\n` : ''
  if (how === 'sourced twice') return `${init}. '${script}'\n. '${script}'\n`
  if (how === 'evaluated') return `${init}eval "$(ukp completion ${shell})"\n`
  const folder = join(home.folder, 'completions')
  mkdirSync(folder, { recursive: true })
  copyFileSync(script, join(folder, shell === 'zsh' ? '_ukp' : `ukp.${shell}`))
  return shell === 'zsh' ? `fpath=('${folder}' $fpath)\n${init}` : `set -p fish_complete_path '${folder}'\n`
}

function commandFor(home: Home, shell: Shell, start: string): string[] {
  const file = join(home.folder, shell === 'zsh' ? '.zshrc' : `start.${shell}`)
  writeFileSync(file, start)
  if (shell === 'bash') return ['bash', '--noprofile', '--rcfile', file, '-i']
  return shell === 'zsh' ? ['zsh', '-d', '-i'] : ['fish', '--no-config', '-i', '-C', `source '${file}'`]
}

export interface Typed {
  /** For each line, the arguments that the shell made of it. */
  readonly args: readonly (readonly string[])[]
  readonly screen: string
}

/** Types `args <line>` for each line, with its Tabs, and Enter. */
export function typed(
  home: Home,
  shell: Shell,
  lines: readonly string[],
  options: { env?: Record<string, string>; script?: string[]; install?: Install } = {},
): Typed {
  const said = join(home.folder, `said.${shell}`)
  writeFileSync(said, '')
  const script = scriptFor(home, shell, ...(options.script ?? []))
  const start = installed(home, shell, script, options.install ?? 'sourced twice') + ARGS[shell](said)
  const command = commandFor(home, shell, start)
  const steps: (Step & object)[] = [
    { columns: 200, rows: 100 },
    { expect: 'ready' },
    ...lines.flatMap((line) => [{ send: `args ${line}\r` }, { expect: 'done-args' }]),
    { send: 'exit\r' },
  ]
  const file = join(home.folder, 'steps.json')
  writeFileSync(file, JSON.stringify(steps))
  const wrapped = ['sh', '-c', 'exec "$@" 2>&1', 'sh', ...command]
  const ran = spawnSync(PYTHON ?? 'python3', [join(ROOT, 'test/kit/person.py'), file, '--', ...wrapped], {
    env: { ...withUkpInPath(home), ...options.env },
    cwd: home.folder,
    timeout: 120_000,
  })
  const played = JSON.parse(String(ran.stdout)) as { screen: string; missing?: string }
  if (played.missing !== undefined) throw new Error(`${shell}: ${played.missing} did not come\n${played.screen}`)
  const args = readFileSync(said, 'utf-8')
    .split('\0\n')
    .slice(0, -1)
    .map((line) => line.split('\0'))
  return { args, screen: played.screen }
}
