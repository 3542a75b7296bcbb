// What is known of a line before it is parsed: the language and the vault, to say what is wrong with it, and whether any
// help may be shown, to load the words of it.
import { chooseLanguage, LANGUAGES, type Language } from '../messages/choose.ts'
import { ownWords } from './own-words.ts'

/** Which language is wrong is told in the person's own. @param own words before the dashes */
export function languageOf(own: readonly string[], env: NodeJS.ProcessEnv): Language {
  const wanted = optionValue('--lang', own)
  return chooseLanguage(LANGUAGES.some((one) => one === wanted?.toLowerCase()) ? wanted : undefined, env)
}

/** The value of a global option; of two the last one counts, as for commander. @param own words before the dashes */
export function optionValue(option: string, own: readonly string[]): string | undefined {
  const at = own.findLastIndex((word) => word === option || word.startsWith(`${option}=`))
  return own[at] === option ? own[at + 1] : own[at]?.slice(option.length + 1)
}

/** Whether any words of help may be needed. */
export function showsHelp(line: readonly string[]): boolean {
  const words = ownWords(line)
  return isGreeting(line) || words.some((word) => HELP.test(word)) || showsEveryVerb(words)
}

/** The script of a shell has the words of every verb; the names that it asks for while somebody types need none. */
function showsEveryVerb(words: readonly string[]): boolean {
  const at = words.indexOf('completion')
  return at >= 0 && !['names', 'trash'].includes(words[at + 1] ?? '')
}

/** Also short options in one (`-qh`), and whatever comes after a synonym of `help` was put right. */
const HELP = /^(?:help|--help|-[a-z]*h[a-z]*)$/i

/** Nothing is asked for, save in which language and for which vault. */
export function isGreeting(line: readonly string[]): boolean {
  const [option = '', value, ...others] = line
  if (option === '') return line.length === 0
  if (/^--(?:lang|vault)=/.test(option)) return isGreeting(line.slice(1))
  return ['--lang', '--vault'].includes(option) && value !== undefined && isGreeting(others)
}
