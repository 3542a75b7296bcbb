// Every verb declared at once, for what is made from all of them: completion and the manual page. Loads all verbs.
import type { Command } from 'commander'
import type { Messages } from '../messages/choose.ts'
import { type CommandEntry, commandTable } from '../views/help/command-table.ts'
import type { VerbLine } from '../views/help/help-text.ts'
import { HELP_SYNONYMS, VERBS } from './index.ts'

/** The verbs, and help, which is commander's own. */
export const VERB_LINES: readonly VerbLine[] = [...VERBS, { name: 'help', synonyms: HELP_SYNONYMS, group: 'other' }]

/**
 * The table of all commands.
 * @param program as buildProgram makes it; nothing of it can be run afterwards
 * @param running the verb that is declared already, because it runs
 */
export async function tableOf(program: Command, t: Messages, running: string | null = null): Promise<CommandEntry> {
  for (const verb of VERBS.filter(({ name }) => name !== running)) {
    const command = program.commands.find((one) => one.name() === verb.name)
    if (command === undefined) throw new Error(`the program has no ${verb.name}`)
    const { declare } = await verb.load()
    declare(command, t, async () => undefined)
  }
  return commandTable(program, VERB_LINES, t)
}
