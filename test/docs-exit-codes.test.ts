// Every command has its exit codes on its page, in a form that can be read; and every command is among those that
// test/slow/docs-exit-codes.test.ts runs, which holds the pages to what the program does.
import { Command } from 'commander'
import { describe, expect, it } from 'vitest'
import { VERBS } from '../src/commands/index.ts'
import { EXIT } from '../src/errors.ts'
import { loadMessages } from '../src/messages/choose.ts'
import { LINES } from './kit/exits/lines.ts'
import { documented, groups, namedBelow } from './kit/exits/pages.ts'
import { RUNS } from './kit/exits/runs.ts'

const t = await loadMessages('en')

/** `list`, `backup create`, `key add recovery`: what can be run, without the words that only group others. */
async function realCommands(): Promise<string[]> {
  const ends = (command: Command): string[][] =>
    command.commands.length === 0
      ? [[]]
      : command.commands.flatMap((one) => ends(one).map((rest) => [one.name(), ...rest]))
  const found = VERBS.map(async ({ name, load }) => {
    const command = new Command(name)
    const { declare } = await load()
    declare(command, t, async () => undefined)
    return ends(command).map((rest) => [name, ...rest].join(' '))
  })
  return [...(await Promise.all(found)).flat(), 'help'].sort()
}

const COMMANDS = await realCommands()
const CODES: readonly number[] = [0, ...Object.values(EXIT)]

describe('the exit codes on the pages', () => {
  it('stand in three groups', () => {
    expect([...groups().keys()]).toEqual([
      'of-every-command',
      'of-a-command-that-opens-the-vault',
      'of-a-command-that-saves',
    ])
    const inGroups = [...groups().values()].flatMap((codes) => [...codes])
    expect(inGroups.filter((code) => !CODES.includes(code))).toEqual([])
    expect(new Set(inGroups).size).toBe(inGroups.length)
  })

  it.each(COMMANDS)('of ukp %s are there, with those of every command, and are numbers of the program', (command) => {
    const codes = [...documented(command)]
    expect(codes.filter((code) => !CODES.includes(code))).toEqual([])
    expect(codes).toEqual(expect.arrayContaining([...(groups().get('of-every-command') ?? [])]))
  })

  it('name no command that is not there', () => {
    for (const { name } of VERBS) {
      const real = COMMANDS.flatMap((one) => (one.startsWith(`${name} `) ? [one.slice(name.length + 1)] : []))
      const named = namedBelow(name)
      expect(
        named.filter((one) => !real.includes(one)),
        name,
      ).toEqual([])
    }
  })

  it('are tried on every command', () => {
    expect([...new Set(LINES.map(({ command }) => command))].sort()).toEqual(COMMANDS)
    expect(RUNS.map(({ command }) => command).filter((command) => !COMMANDS.includes(command))).toEqual([])
  })
})
