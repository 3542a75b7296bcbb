// The manual page in both languages, from the real program. For the build (.ci/man.mjs) and the tests; nothing of the
// program loads it.
import { tableOf } from '../commands/every-verb.ts'
import { LANGUAGES, type Language, loadMan, loadMessages, loadTopics } from '../messages/choose.ts'
import { manPage } from '../views/help/man-page.ts'
import { buildProgram } from './program.ts'

/** Where a page lies in a folder for man(1); English is what it shows when there is none in the person's language. */
const PLACE: Readonly<Record<Language, string>> = { en: 'man1/ukp.1', hu: 'hu/man1/ukp.1' }

export async function manPages(version: string): Promise<{ place: string; text: string }[]> {
  return await Promise.all(LANGUAGES.map((language) => pageIn(language, version)))
}

async function pageIn(language: Language, version: string): Promise<{ place: string; text: string }> {
  const t = await loadMessages(language)
  const nothing = (): void => undefined
  const noRunner = () => async (): Promise<void> => undefined
  const all = { version: () => version, line: [], helps: true }
  const program = buildProgram({ t, language, ...all, write: nothing, runnerOf: noRunner })
  const parts = { t, version, topics: await loadTopics(language), words: await loadMan(language) }
  return { place: PLACE[language], text: manPage({ ...parts, table: await tableOf(program, t) }) }
}
