// Questions on the terminal by @inquirer/prompts, with our words and our rules: what is secret is never shown, Ctrl-C
// and Ctrl-D cancel, and the terminal is whole again whatever ends the question.
import { UkpError } from '../../errors.ts'
import { answerOf } from '../../messages/yes-or-no.ts'
import type { Prompts } from '../../world/world.ts'
import type { Terminal } from './terminal.ts'

/** Words of the questions themselves. */
export interface PromptWords {
  readonly yes: string
  readonly no: string
  readonly yesOrNo: string
  readonly keyAction: (action: string) => string
  readonly nothingFound: string
}

type Ask<T> = (context: {
  input: NodeJS.ReadStream
  output: NodeJS.WriteStream
  signal: AbortSignal
  clearPromptOnDone: boolean
}) => Promise<T>

export function terminalPrompts(terminal: Terminal, words: PromptWords): Prompts {
  async function ask<T>(question: Ask<T>): Promise<T> {
    const { input } = terminal
    const output = terminal.output()
    const cancel = new AbortController()
    const onKey = (_text: string, key: { ctrl?: boolean; name?: string }): void => {
      // readline only closes itself on Ctrl-D; the question would wait for ever.
      if (key.ctrl === true && key.name === 'd') cancel.abort()
      // Stopped by it, readline would be paused for good, and what is typed would be echoed: a question cannot be left so.
      if (key.ctrl === true && key.name === 'z') key.name = 'ignored'
    }
    // Stopped from outside (kill -STOP): the shell has made the terminal echo meanwhile, which Node does not know.
    const again = (): void => {
      input.setRawMode(false)
      input.setRawMode(true)
    }
    const onEnd = (): void => cancel.abort()
    const restore = (signal: NodeJS.Signals): void => {
      // The terminal would stay without echo otherwise (measured for SIGHUP and SIGTERM).
      input.setRawMode(false)
      process.removeAllListeners(signal)
      process.kill(process.pid, signal)
    }
    input.on('keypress', onKey).on('end', onEnd)
    process.on('SIGHUP', restore).on('SIGTERM', restore).on('SIGCONT', again)
    try {
      return await question({ input, output, signal: cancel.signal, clearPromptOnDone: true })
    } catch (error) {
      if (error instanceof Error && ['ExitPromptError', 'AbortPromptError', 'CancelPromptError'].includes(error.name)) {
        throw new UkpError('cancelled', {})
      }
      throw error
    } finally {
      input.off('keypress', onKey).off('end', onEnd)
      process.off('SIGHUP', restore).off('SIGTERM', restore).off('SIGCONT', again)
      input.setRawMode(false)
      input.pause()
    }
  }

  return {
    async secret(question) {
      const { password } = await import('@inquirer/prompts')
      return await ask((context) => password({ message: question, mask: '•', toggleMask: false }, context))
    },
    async text(question) {
      const { input } = await import('@inquirer/prompts')
      return await ask((context) => input({ message: question }, context))
    },
    async confirm(question) {
      // Not its `confirm`, which takes the words of one language and keeps a wrong answer on the line.
      const { input } = await import('@inquirer/prompts')
      const hint = `${(words.yes[0] ?? '').toLowerCase()}/${(words.no[0] ?? '').toUpperCase()}`
      const config = {
        message: `${question} (${hint})`,
        validate: (typed: string) => answerOf(typed) !== null || words.yesOrNo,
        transformer: (typed: string, { isFinal }: { isFinal: boolean }) =>
          isFinal ? (answerOf(typed) === true ? words.yes : words.no) : typed,
        theme: { validationFailureMode: 'clear' as const },
      }
      return answerOf(await ask((context) => input(config, context))) === true
    },
    async choose(question, find) {
      const { search, Separator } = await import('@inquirer/prompts')
      const keysHelpTip = (keys: [key: string, action: string][]): string =>
        keys.map(([key, action]) => `${key} ${words.keyAction(action)}`).join(' · ')
      // What cannot be chosen, in our words: an empty list is told in the words of the library.
      const nothing = [new Separator(words.nothingFound)]
      const source = (typed: string | undefined) => {
        const found = find(typed ?? '')
        return found.length === 0 ? nothing : found
      }
      return await ask((context) =>
        search<string>({ message: question, source, pageSize: 10, theme: { style: { keysHelpTip } } }, context),
      )
    },
    tell(text) {
      terminal.write(`${text}\n`)
    },
  }
}
