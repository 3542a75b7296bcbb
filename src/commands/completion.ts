// ukp completion: the script with which a shell completes what is typed after ukp. It is made from the commands as they
// are, so it knows every verb. `completion names` and `completion trash` are for the scripts: names of accounts, where
// nobody has to be asked.
import type { Command } from 'commander'
import type { Messages } from '../messages/choose.ts'
import { activeAccounts, type Contents, trashedAccounts } from '../vault/contents.ts'
import { bashScript } from '../views/completion/bash.ts'
import { fishScript } from '../views/completion/fish.ts'
import { offerable, type ScriptParts } from '../views/completion/script.ts'
import { zshScript } from '../views/completion/zsh.ts'
import type { Answer, CommandModule, Context } from './command.ts'
import { tableOf } from './every-verb.ts'
import { HELP_TOPICS } from './index.ts'
import { oneOf } from './option-values.ts'

const SCRIPTS = { bash: bashScript, fish: fishScript, zsh: zshScript }
type Shell = keyof typeof SCRIPTS

/** What the scripts ask for; in no help. */
const LISTS = { names: namesThere, trash: namesToRestore }
type List = keyof typeof LISTS

const shellName = oneOf('<shell>', Object.keys(SCRIPTS) as Shell[])

/** Offers the shells only. */
const shellOrList = Object.assign((text: string): Shell | List => (isList(text) ? text : shellName(text)), {
  words: shellName.words,
})

export const completion: CommandModule = {
  declare(command, t, runner) {
    command
      .argument('<shell>', t.help.arguments.shell, shellOrList)
      .action((wanted: Shell | List) =>
        runner((context) => (isList(wanted) ? runNames(wanted, context) : runScript(wanted, command, context))),
      )
  },
}

function isList(text: string): text is List {
  return Object.hasOwn(LISTS, text)
}

async function runScript(shell: Shell, command: Command, { t }: Context): Promise<Answer> {
  const script = SCRIPTS[shell](await scriptParts(command, t))
  return { json: { shell, script }, text: script }
}

async function scriptParts(command: Command, t: Messages): Promise<ScriptParts> {
  if (command.parent === null) throw new Error('a verb stands below the program')
  return {
    table: await tableOf(command.parent, t, command.name()),
    topics: HELP_TOPICS.map(({ name }) => name),
    synonyms: t.usage.hungarianWords,
  }
}

/**
 * Names, one a line. Whatever stands in the way (no vault, a damaged one, a wrong key, a question that would be needed)
 * means none: a line that is being typed is no place for an error.
 */
async function runNames(list: List, { world }: Context): Promise<Answer> {
  const vault = await world.openQuietly().catch(() => null)
  const names = offerable(vault === null ? [] : LISTS[list](vault.contents))
  return { json: { names }, text: names.map((name) => `${name}\n`).join('') }
}

function namesThere(contents: Contents): string[] {
  return activeAccounts(contents).map(({ name }) => name)
}

/** What ukp restore takes: the trash, and accounts with earlier keys. */
function namesToRestore(contents: Contents): string[] {
  const withEarlier = activeAccounts(contents).filter(({ history }) => history.length > 0)
  return [...trashedAccounts(contents), ...withEarlier].map(({ name }) => name)
}
