// The Wayland clipboard by wl-clipboard: wl-copy stays in the background and hands the text out, wl-paste reads.
import { type Ran, runInPath } from '../programs/bounded-program.ts'
import { CLIPBOARD_MS, ContentTooLarge, type Offers, TEXT_LIMIT } from './offers.ts'

/** wl-copy has --sensitive from 2.3.0: it then offers the same hint for clipboard managers as ukp does on X11. */
export async function marksSensitive(env: NodeJS.ProcessEnv): Promise<boolean> {
  const { output, complaint } = await run('wl-copy', ['--help'], 100_000, env)
  return `${output}${complaint}`.includes('--sensitive')
}

export async function copyOnWayland(text: string, env: NodeJS.ProcessEnv): Promise<boolean> {
  const sensitive = (await marksSensitive(env)) ? ['--sensitive'] : []
  const args = [...sensitive, '--type', 'text/plain;charset=utf-8']
  return (await run('wl-copy', args, 0, env, text)).exit === 0
}

/** The text, when there is one. */
export async function waylandText(env: NodeJS.ProcessEnv): Promise<string | null> {
  const { exit, output } = await run('wl-paste', ['--no-newline', '--type', 'text'], TEXT_LIMIT, env)
  return exit === 0 ? output.toString() : null
}

/** Truly empties it: writing an empty text would leave an offer of one. */
export async function clearWayland(env: NodeJS.ProcessEnv): Promise<boolean> {
  return (await run('wl-copy', ['--clear'], 0, env)).exit === 0
}

/** null when there is no compositor that answers. */
export async function waylandOffers(env: NodeJS.ProcessEnv): Promise<Offers | null> {
  const listed = await run('wl-paste', ['--list-types'], TEXT_LIMIT, env)
  // Exit 1 also says that nothing was copied yet.
  if (listed.exit !== 0 && !/no selection|nothing is copied/i.test(listed.complaint)) return null
  return {
    types: async () => (listed.exit === 0 ? listed.output.toString().split('\n') : []),
    async get(type, limit) {
      const { exit, output, tooMuch } = await run('wl-paste', ['--no-newline', '--type', type], limit, env)
      if (tooMuch) throw new ContentTooLarge()
      return exit === 0 ? output : null
    },
  }
}

async function run(name: string, args: string[], limit: number, env: NodeJS.ProcessEnv, input?: string): Promise<Ran> {
  return await runInPath(name, args, {
    env,
    limit,
    timeoutMs: CLIPBOARD_MS,
    ...(input === undefined ? {} : { input }),
  })
}
