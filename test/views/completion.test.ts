// The completion scripts: made from every command, sound shell code, and safe with whatever a description holds.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Command } from 'commander'
import { afterAll, describe, expect, it } from 'vitest'
import { buildProgram } from '../../src/command-line/program.ts'
import { tableOf } from '../../src/commands/every-verb.ts'
import { HELP_TOPICS, VERBS } from '../../src/commands/index.ts'
import { oneOf } from '../../src/commands/option-values.ts'
import { loadMessages } from '../../src/messages/choose.ts'
import { bashScript } from '../../src/views/completion/bash.ts'
import { fishScript } from '../../src/views/completion/fish.ts'
import { offerable, type ScriptParts } from '../../src/views/completion/script.ts'
import { zshScript } from '../../src/views/completion/zsh.ts'
import { commandTable, withAllBelow } from '../../src/views/help/command-table.ts'

const MAKERS = { bash: bashScript, fish: fishScript, zsh: zshScript }
const SHELLS = ['bash', 'fish', 'zsh'] as const
const there = SHELLS.filter((shell) => spawnSync(shell, ['--version'], { stdio: 'ignore' }).status === 0)

const ALL_VERBS = { version: () => '0', line: [], helps: true }

async function partsIn(language: 'en' | 'hu'): Promise<ScriptParts> {
  const t = await loadMessages(language)
  const nothing = (): void => undefined
  const program = buildProgram({ t, language, ...ALL_VERBS, write: nothing, runnerOf: () => async () => undefined })
  const topics = HELP_TOPICS.map(({ name }) => name)
  return { table: await tableOf(program, t), topics, synonyms: t.usage.hungarianWords }
}

const folder = mkdtempSync(join(tmpdir(), 'ukp-test-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** Runs a shell without its start files on a script. */
function shellOn(shell: (typeof SHELLS)[number], script: string, ...options: string[]): unknown[] {
  const file = join(folder, `script.${shell}`)
  writeFileSync(file, script)
  const bare = { bash: '--norc', fish: '--no-config', zsh: '-f' }[shell]
  const ran = spawnSync(shell, [bare, ...options, file], { stdio: ['ignore', 'pipe', 'pipe'] })
  return [ran.status, String(ran.stdout), String(ran.stderr)]
}

const PARTS = { en: await partsIn('en'), hu: await partsIn('hu') }

describe('the command table', () => {
  const commands = withAllBelow(PARTS.en.table)
  const at = (path: string) => commands.find((one) => one.path === path)

  it('has every verb with what is below it', () => {
    expect(PARTS.en.table.below.map(({ name }) => name)).toEqual([...VERBS.map(({ name }) => name), 'help'])
    expect(at('key add key-file')?.arguments).toMatchObject([{ shown: '<file>', value: { kind: 'file' } }])
    expect(at('backup create')?.options.map(({ long }) => long)).toEqual(['--keep'])
    expect(at('')?.options.map(({ long }) => long)).toContain('--help')
  })

  it('knows what stands for a value', () => {
    const value = (path: string, long: string) => at(path)?.options.find((one) => one.long === long)?.value
    expect(value('', '--lang')).toEqual({ kind: 'words', words: ['en', 'hu'] })
    expect(value('add', '--type')).toEqual({ kind: 'words', words: ['totp', 'hotp', 'steam'] })
    expect(value('key change', '--kdf')).toEqual({ kind: 'words', words: ['standard', 'strong'] })
    expect(value('import', '--format')).toMatchObject({ kind: 'words' })
    expect(value('add', '--qr')).toEqual({ kind: 'file' })
    expect(value('add', '--issuer')).toEqual({ kind: 'unknown' })
    expect(value('add', '--stdin')).toBeNull()
  })

  it('offers names of accounts where one that is there belongs, and nowhere else', () => {
    const kinds = (kind: string) =>
      commands.filter((one) => one.arguments.some(({ value }) => value.kind === kind)).map(({ path }) => path)
    expect(kinds('accounts').sort()).toEqual([
      'backup paper',
      'code',
      'edit',
      'enroll',
      'export',
      'list',
      'remove',
      'show',
      'watch',
    ])
    expect(kinds('restorable')).toEqual(['restore'])
  })
})

describe('a script', () => {
  it.each(SHELLS)('for %s names every command and option', (shell) => {
    const script = MAKERS[shell](PARTS.en)
    for (const { name, options } of withAllBelow(PARTS.en.table)) {
      expect(script).toContain(name)
      for (const { long } of options) expect(script).toContain(long.slice(2))
    }
    for (const topic of PARTS.en.topics) expect(script).toContain(topic)
  })

  it.each(['fish', 'zsh'] as const)('for %s describes in the language that it was made in', (shell) => {
    expect(MAKERS[shell](PARTS.en)).toContain('the vault file (UKP_VAULT)')
    expect(MAKERS[shell](PARTS.hu)).toContain('a széf fájlja (UKP_VAULT)')
    expect(MAKERS[shell](PARTS.hu)).not.toContain('the vault file')
  })

  it.each(
    there.flatMap((shell) => [
      { shell, language: 'en' as const },
      { shell, language: 'hu' as const },
    ]),
  )('for $shell is sound in $language', ({ shell, language }) => {
    expect(shellOn(shell, MAKERS[shell](PARTS[language]), '-n')).toEqual([0, '', ''])
  })

  it.each(there)('for %s runs nothing of a description or a word', async (shell) => {
    const t = await loadMessages('en')
    const hostile = `it's "$(touch /nowhere/x)" \`y\` \\ ' ; & | > < # ! [a] :b: %c \\`
    const program = new Command('ukp').option('--x <file>', hostile)
    program
      .command('one')
      .description(hostile)
      .option('--words <w>', hostile, oneOf('--words', ['a', 'b']))
    const table = commandTable(program, [], t)
    const script = MAKERS[shell]({ table, topics: [], synonyms: false })
    expect(shellOn(shell, script)).toEqual([0, '', ''])
  })
})

describe('names for a script', () => {
  it('are those that can stand on a line, each once', () => {
    const hidden = ['new\nline', 'esc\u001b[31m', 'bidi\u202e', 'nul\0', '\u2028', 'zero\u200bwidth', '']
    expect(offerable(['mama', 'a b', '$(x)', '-rf', 'ő', '👩‍👩‍👧', 'mama', ...hidden])).toEqual([
      'mama',
      'a b',
      '$(x)',
      '-rf',
      'ő',
      '👩‍👩‍👧',
    ])
  })
})
