// Completion in the real shells: names of accounts are inserted as what they are, and nothing of them is ever run.
import { copyFileSync, existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { callsOf, has, type Install, type Shell, typed } from '../kit/shells.ts'
import { dropHome, newHome, PASSPHRASE, PYTHON } from '../kit/ukp.ts'
import { putVault } from '../kit/vaults.ts'

const SHELLS: readonly Shell[] = ['bash', 'fish', 'zsh']
const wanting = [...SHELLS.filter((shell) => !has(shell)), ...(PYTHON === null ? ['python3'] : [])]
const runs = wanting.length === 0 || process.env.CI === 'true'

/** Each begins with characters of its own. */
const NAMES = [
  '$(touch pwned)',
  '`touch pwned`',
  'a b',
  'b:c:d',
  "o'neill",
  'ő ű',
  '🎉 buli',
  's"ay" "hi"',
  'x&y;z|w>v<u',
  '*?[x]',
  '~home',
  '#hash',
  '!bang !x',
  'h!bang !!',
  '\\slash\\n',
  '{a,b}',
  'k=v',
  'kiss@anna',
  '^caret^c',
  'c,d%e',
  '$HOME',
  ';touch pwned',
  '(sub) [x]',
  '=ls',
  '%1',
]

/** fish takes * at the beginning of a word for files, quoted or not. */
const namesFor = (shell: Shell): string[] => NAMES.filter((name) => shell !== 'fish' || !name.startsWith('*'))

const SPECIAL = /[^\p{L}\p{N}]/u

/** As many characters as tell it from the others. */
function beginning(name: string): string {
  const letters = [...name]
  const n = letters.findIndex((_, i) => {
    const start = letters.slice(0, i + 1).join('')
    return NAMES.filter((other) => other.startsWith(start)).length === 1
  })
  return letters.slice(0, n + 1).join('')
}

const escaped = (text: string): string => [...text].map((c) => (SPECIAL.test(c) ? `\\${c}` : c)).join('')
const inDouble = (text: string, shell: Shell): string =>
  `"${text.replace(shell === 'fish' ? /["$\\]/g : /["$`\\]/g, '\\$&')}`
const inSingle = (text: string): string => `'${text}`

describe.skipIf(!runs)(`completion in a shell${wanting.length === 0 ? '' : ` (without ${wanting.join(', ')})`}`, () => {
  const home = newHome()
  const env = { UKP_PASSPHRASE: PASSPHRASE }
  beforeAll(async () => {
    const names = [...NAMES, '-rf', 'new\nline', 'tab\tbed', 'esc\u001b[31m', 'bidi\u202eabc']
    await putVault(home, [...names.map((name) => ({ name })), { name: 'gone by', trashed: '2026-11-21T11:00:00.000Z' }])
  })
  afterAll(() => dropHome(home))

  it.each(SHELLS)('%s inserts every name as it is, and runs none', (shell) => {
    const names = namesFor(shell)
    const lines = names.map((name) => `code ${escaped(beginning(name))}\t`)
    expect(typed(home, shell, lines, { env }).args).toEqual(names.map((name) => ['code', name]))
    expect(existsSync(join(home.folder, 'pwned'))).toBe(false)
  })

  it.each(SHELLS)('%s goes on inside of double quotes', (shell) => {
    // In double quotes a person cannot type what begins with !, the sign of history.
    const names = namesFor(shell).filter((name) => !name.startsWith('!'))
    const lines = names.map((name) => `code ${inDouble(beginning(name), shell)}\t`)
    expect(typed(home, shell, lines, { env }).args).toEqual(names.map((name) => ['code', name]))
    expect(existsSync(join(home.folder, 'pwned'))).toBe(false)
  })

  it.each(SHELLS)('%s goes on inside of single quotes', (shell) => {
    // zsh leaves names with a backslash out there.
    const names = namesFor(shell).filter((name) => !name.includes('\\'))
    const lines = names.map((name) => `code ${inSingle(beginning(name))}\t`)
    expect(typed(home, shell, lines, { env }).args).toEqual(names.map((name) => ['code', name]))
    expect(existsSync(join(home.folder, 'pwned'))).toBe(false)
  })

  const WAYS: readonly [Shell, Install][] = [
    ['bash', 'evaluated'],
    ['zsh', 'evaluated'],
    ['zsh', 'in a folder'],
    ['fish', 'in a folder'],
  ]
  it.each(WAYS)('%s completes where the script is %s', (shell, install) => {
    const { args } = typed(home, shell, ['comp\t zs\t', 'code a\t'], { env, install })
    expect(args).toEqual([
      ['completion', 'zsh'],
      ['code', 'a b'],
    ])
  })

  it.each(SHELLS)('%s offers a name with a hyphen after -- only', (shell) => {
    const { args } = typed(home, shell, ['code -- -r\t', 'code -r\t', 'restore gon\t', 'code gon\t'], { env })
    expect(args).toEqual([
      ['code', '--', '-rf'],
      ['code', '-r'],
      ['restore', 'gone by'],
      ['code', 'gon'],
    ])
  })

  it.each(SHELLS)('%s asks the vault that stands on the line, and none that it cannot know', (shell) => {
    const file = join(home.folder, 'other vault.ukp')
    copyFileSync(home.vault, file)
    const lines = [
      `--vault '${file}' code gon\t`,
      'code --vault ~/other\\ vault.ukp a\t',
      '--key-file "none here" code a\t',
      'code --vault "$HOME/x" a\t',
      'code --vault "$(touch pwned; echo x)" -- a\t',
    ]
    const { args } = typed(home, shell, lines, { env })
    expect(args.map((words) => words.at(-1))).toEqual(['gon', 'a b', 'a', 'a', 'a'])
    expect(callsOf(home)).toEqual([
      `completion names --vault=${file}`,
      `completion names --vault=${file}`,
      'completion names --key-file=none here',
    ])
  })

  it.each(SHELLS)('%s completes files where files belong', (shell) => {
    for (const name of ['picture one.png', 'second.png', '$(touch pwned).txt'])
      writeFileSync(join(home.folder, name), '')
    const lines = [
      'add --qr pict\t sec\t --stdi\t',
      'backup verify sec\t',
      '--vault sec\t list',
      '--vault=sec\t list',
      'import second.png \\$\t',
      'code secon\t',
    ]
    const { args } = typed(home, shell, lines, { env })
    expect(args).toEqual([
      ['add', '--qr', 'picture one.png', 'second.png', '--stdin'],
      ['backup', 'verify', 'second.png'],
      ['--vault', 'second.png', 'list'],
      ['--vault=second.png', 'list'],
      ['import', 'second.png', '$(touch pwned).txt'],
      ['code', 'secon'],
    ])
  })

  it.each(SHELLS)('%s understands Hungarian words, and offers them in a Hungarian script', (shell) => {
    const lines = ['kod gon\t', 'kod b\t', 'mut\t b\t', 'sugo bac\t cre\t', 'help exi\t']
    const last = [['help', 'exit-codes']]
    const after = [['sugo', 'backup', 'create'], ...last]
    const english = typed(home, shell, lines, { env }).args
    expect(english).toEqual([['kod', 'gon'], ['kod', 'b:c:d'], ['mut', 'b'], ...after])
    const hungarian = typed(home, shell, lines, { env, script: ['--lang', 'hu'] }).args
    expect(hungarian).toEqual([['kod', 'gon'], ['kod', 'b:c:d'], ['mutat', 'b:c:d'], ...after])
  })

  it.each(SHELLS)('%s shows what there is, and what it is', (shell) => {
    const { screen } = typed(home, shell, ['\t\t\u0015args x', 'backup \t\t\u0015args x', 'list --\t\t\u0015args x'], {
      env,
    })
    for (const word of ['completion', 'verify', 'create', 'restore', '--tag', '--accept-rollback'])
      expect(screen).toContain(word)
    const described = shell === 'bash' ? [] : ['Show or copy the current code', 'Open a backup and say what it holds']
    for (const text of described) expect(screen).toContain(text)
  })

  it.each(SHELLS)('%s completes verbs, options and values without starting anything', (shell) => {
    const lines = [
      'comp\t fi\t',
      'ba\t ver\t x',
      'key ad\t pass\t --kd\t stan\t',
      '--la\t hu imp\t --form\t keepassx\t',
      'lis\t --quie\t',
    ]
    const { args } = typed(home, shell, lines, { env })
    expect(args).toEqual([
      ['completion', 'fish'],
      ['backup', 'verify', 'x'],
      ['key', 'add', 'passphrase', '--kdf', 'standard'],
      ['--lang', 'hu', 'import', '--format', 'keepassxc'],
      ['list', '--quiet'],
    ])
    expect(callsOf(home)).toEqual([])
  })
})
