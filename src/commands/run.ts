// ukp run: a program with keys, codes or user names in its environment, and nowhere else. ukp ends like the program.
import { UkpError } from '../errors.ts'
import { quotable } from '../otp/secret-text.ts'
import { remainingSeconds } from './accounts/code-rules.ts'
import { findActive } from './accounts/find.ts'
import type { Answer, CommandModule, Context } from './command.ts'
import { demandVariables, type Variable, valuesOf, variables } from './run/variables.ts'

export interface RunOptions {
  readonly env?: readonly Variable[]
  readonly minRemaining?: number
}

export const run: CommandModule = {
  declare(command, t, runner) {
    const { options, arguments: words } = t.help
    command
      .argument('<program>', words.program)
      .argument('[arguments...]', words.programArguments)
      .option('--env <variable>', options.env, variables)
      .option('--min-remaining <s>', options.minRemaining, remainingSeconds)
      .action((program: string, args: string[], chosen: RunOptions) =>
        runner((context) => runRun([program, ...args], chosen, context)),
      )
  },
}

export async function runRun(
  [program = '', ...args]: readonly string[],
  options: RunOptions,
  context: Context,
): Promise<Answer> {
  const { world, t, globals, say } = context
  // Standard output is the program's.
  if (globals.json) throw new UkpError('conflicting-options', { first: '--json', second: 'ukp run' })
  const wanted = demandVariables(options.env, world.platform)
  const vault = await world.vault.open()
  const filled = wanted.map((one) => ({ ...one, account: findActive(vault.contents, one.query) }))
  const values = await valuesOf(filled, vault, options.minRemaining, context)
  const told = filled.map(({ name, field, account }) => t.run.variable(name, t.run.fields[field], account.name))
  say(t.run.handed(quotable(program), told))
  return { json: {}, text: '', ended: await world.runProgram({ program, args, variables: values }) }
}
