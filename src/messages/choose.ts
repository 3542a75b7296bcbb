// Which language: --lang, UKP_LANG, then LC_ALL, LC_MESSAGES, LANG; the first that is set decides. Only the chosen
// dictionary is loaded.
import type { Messages } from './en/index.ts'

export type { Messages } from './en/index.ts'
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

export async function loadMessages(language: Language): Promise<Messages> {
  return language === 'hu' ? (await import('./hu/index.ts')).hu : (await import('./en/index.ts')).en
}
