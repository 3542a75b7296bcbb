// Whole sessions as text. A transcript is what a person would see, line by line:
//   # a comment                      = NAME=value  sets a variable for what follows (empty: unsets it)
//   @ copy ~/a ~/b                   what happens to files before the next command; @ cut ~/a 20000 leaves so many bytes;
//                                    @ alter ~/a changes one of the last bytes; @ delete ~/a; @ picture ~/a text text
//                                    makes a PNG with a QR code of each text; @ file ~/a line line makes a text that only
//                                    its owner can read; @ gone ~/a says that the file is not there
//   $ ukp list                       runs the program without any terminal
//   $| ukp list                      the same, with a reader of standard output that is gone before it writes
//   < text                           a line of its standard input
//   % ukp add mama                   runs it with a terminal; then, in order:
//   ? Vault passphrase:              waits until the terminal shows this text
//   > typed text                     types it and Enter;   ^C types Ctrl-C;   ^HUP hangs up
//   | line                           a line of standard output, all of them, exactly
//   ! line                           a line of standard error, all of them, exactly
//   exit 4                           the exit code; 0 where nothing is said
//   echo                             the terminal echoes again at the end
//   same vault                       the vault file is byte for byte what it was before this command
// In lines that are compared, … stands for anything, and ~ for the home folder.
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { qrPicture } from './qr-picture.ts'
import { type Home, type Played, play, type Ran, type Step, ukp, ukpIntoClosedPipe } from './ukp.ts'

interface Scene {
  readonly line: number
  readonly terminal: boolean
  readonly closedPipe: boolean
  readonly args: string[]
  readonly stdin: string[]
  readonly steps: Step[]
  readonly out: string[]
  readonly err: string[]
  exit: number
  echo: boolean
  sameVault: boolean
  readonly env: Record<string, string>
  /** What happens to files before it. */
  readonly before: string[]
}

/** Words of a command line; double quotes hold words together. */
function words(line: string): string[] {
  return [...line.matchAll(/"([^"]*)"|(\S+)/g)].map((match) => match[1] ?? match[2] ?? '')
}

export function parseTranscript(text: string): Scene[] {
  const scenes: Scene[] = []
  let env: Record<string, string> = {}
  let before: string[] = []
  for (const [i, line] of text.split('\n').entries()) {
    const rest = line.slice(2)
    const scene = scenes.at(-1)
    if (line === '' || line.startsWith('#')) continue
    if (line.startsWith('= ')) {
      const [name = '', ...value] = rest.split('=')
      env = { ...env, [name]: value.join('=') }
    } else if (line.startsWith('@ ')) {
      before.push(rest)
    } else if (/^(\$|%|\$\|) ukp( |$)/.test(line)) {
      const args = words(line).slice(2)
      const terminal = line.startsWith('%')
      const closedPipe = line.startsWith('$|')
      scenes.push({
        line: i + 1,
        terminal,
        closedPipe,
        args,
        stdin: [],
        steps: [],
        out: [],
        err: [],
        exit: 0,
        echo: false,
        sameVault: false,
        env,
        before,
      })
      before = []
    } else if (scene === undefined) throw new Error(`line ${i + 1}: no command yet`)
    else if (line.startsWith('< ')) scene.stdin.push(rest)
    else if (line.startsWith('? ')) scene.steps.push({ expect: rest })
    else if (line.startsWith('> ') || line === '>') scene.steps.push({ send: `${rest}\r` })
    else if (line === '^C') scene.steps.push({ send: '\u0003' })
    else if (line === '^D') scene.steps.push({ send: '\u0004' })
    else if (line === '^HUP') scene.steps.push({ signal: 'HUP' })
    else if (line.startsWith('| ') || line === '|') scene.out.push(rest)
    else if (line.startsWith('! ') || line === '!') scene.err.push(rest)
    else if (/^exit -?\d+$/.test(line)) scene.exit = Number(line.slice(5))
    else if (line === 'echo') scene.echo = true
    else if (line === 'same vault') scene.sameVault = true
    else throw new Error(`line ${i + 1}: not understood`)
  }
  return scenes
}

export interface Difference {
  readonly line: number
  readonly what: string
  readonly expected: unknown
  readonly actual: unknown
}

/** Plays every scene in one home; every text that the program wrote is collected. */
export function runTranscript(text: string, home: Home): { differences: Difference[]; written: string[] } {
  const differences: Difference[] = []
  const written: string[] = []
  for (const scene of parseTranscript(text)) {
    for (const action of scene.before) {
      const gone = happen(action, home)
      if (gone === false) differences.push({ line: scene.line, what: action, expected: 'gone', actual: 'there' })
    }
    const before = existsSync(home.vault) ? readFileSync(home.vault, 'base64') : null
    const ran = runScene(scene, home)
    written.push(ran.stdout, ran.stderr, 'screen' in ran ? ran.screen : '')
    const differ = (what: string, expected: unknown, actual: unknown): void => {
      differences.push({ line: scene.line, what, expected, actual })
    }
    if ('missing' in ran && ran.missing !== undefined) differ('on the terminal', ran.missing, ran.screen)
    if (ran.exit !== scene.exit) differ('exit', scene.exit, ran.exit)
    if (!matches(scene.out, ran.stdout, home)) differ('standard output', scene.out, ran.stdout)
    if (!matches(scene.err, ran.stderr, home)) differ('standard error', scene.err, ran.stderr)
    if (scene.echo && 'echo' in ran && !ran.echo) differ('echo', true, false)
    const after = existsSync(home.vault) ? readFileSync(home.vault, 'base64') : null
    if (scene.sameVault && before !== after) differ('vault', 'the same', 'changed')
  }
  return { differences, written }
}

/** @returns false when a file that should be gone is there */
function happen(action: string, home: Home): boolean {
  const [what, ...names] = words(action)
  const [file = '', second = ''] = names.map((name) => name.replace(/^~\//, `${home.folder}/`))
  if (what === 'copy') copyFileSync(file, second)
  else if (what === 'cut') truncateSync(file, Number(second))
  else if (what === 'delete') rmSync(file)
  else if (what === 'picture') {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, qrPicture(names.slice(1)))
  } else if (what === 'file') {
    mkdirSync(dirname(file), { recursive: true })
    const lines = names.slice(1).map((line) => `${line}\n`)
    writeFileSync(file, lines.join(''), { mode: 0o600 })
  } else if (what === 'gone') {
    return !existsSync(file)
  } else if (what === 'alter') {
    const bytes = readFileSync(file)
    const at = bytes.length - 100
    bytes[at] = bytes[at] === 65 ? 66 : 65
    writeFileSync(file, bytes)
  } else throw new Error(`not understood: ${action}`)
  return true
}

function runScene(scene: Scene, home: Home): Ran | Played {
  const args = scene.args.map((arg) => arg.replace(/^~\//, `${home.folder}/`))
  const stdin = scene.stdin.map((line) => `${line}\n`).join('')
  if (scene.closedPipe) return ukpIntoClosedPipe(home, args, { stdin, env: scene.env })
  if (!scene.terminal) return ukp(home, args, { stdin, env: scene.env })
  const given: Step[] = scene.stdin.length > 0 ? [{ stdin }] : []
  const played = play(home, args, [...given, ...scene.steps], { env: scene.env })
  return { ...played, stdout: played.stdout ?? '', stderr: played.stderr ?? '' }
}

function matches(expected: readonly string[], actual: string, home: Home): boolean {
  const lines = actual === '' ? [] : actual.replaceAll(home.folder, '~').replace(/\n$/, '').split('\n')
  return lines.length === expected.length && expected.every((line, i) => pattern(line).test(lines[i] ?? ''))
}

function pattern(line: string): RegExp {
  const parts = line.split('…').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${parts.join('.*')}$`, 'u')
}
