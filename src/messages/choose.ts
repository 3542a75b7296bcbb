// Which language: --lang, UKP_LANG, then LC_ALL, LC_MESSAGES, LANG; the first that is set decides. Only the chosen
// dictionary is loaded.
import type { Dictionary, HelpWords } from './en/index.ts'
import type { ManWords } from './en/man.ts'
import type { Topics } from './en/topics.ts'

export type { Topics } from './en/topics.ts'

/** Every sentence of the program; functions take the facts. */
export type Messages = Dictionary['words'] & Dictionary['parts'] & { readonly help: HelpWords }
export type Language = 'en' | 'hu'

/** Languages with a dictionary, sorted. */
export const LANGUAGES: readonly Language[] = ['en', 'hu']

export function chooseLanguage(
  option: string | undefined,
  env: Readonly<Record<string, string | undefined>>,
): Language {
  const wanted = [option, env.UKP_LANG, env.LC_ALL, env.LC_MESSAGES, env.LANG].find(
    (value) => value !== undefined && value !== '',
  )
  return /^hu(?![a-z])/i.test(wanted ?? '') ? 'hu' : 'en'
}

/**
 * @param options.help false where no help will be shown: its words are then empty, and 12 KB are not loaded
 */
export async function loadMessages(language: Language, options: { help?: boolean } = {}): Promise<Messages> {
  const { words, help, parts } =
    language === 'hu' ? (await import('./hu/index.ts')).hu : (await import('./en/index.ts')).en
  return { ...words, ...parts, help: options.help === false ? UNSHOWN : await help() }
}

/** Descriptions that commander is given and nobody sees: empty at any depth, with any facts. */
const UNSHOWN: HelpWords = new Proxy(
  Object.assign(() => '', Object.create(null)),
  { get: () => UNSHOWN },
)

/** The pages of `ukp help <topic>`, which nothing else needs. */
export async function loadTopics(language: Language): Promise<Topics> {
  return language === 'hu' ? (await import('./hu/topics.ts')).topics : (await import('./en/topics.ts')).topics
}

/** What only the manual page says. */
export async function loadMan(language: Language): Promise<ManWords> {
  return language === 'hu' ? (await import('./hu/man.ts')).man : (await import('./en/man.ts')).man
}
