// totp-cli: what `totp-cli dump` writes, YAML today and JSON before. https://github.com/yitsushi/totp-cli
import { Collector, labelText } from '../collector.ts'
import { entryOf } from '../entry.ts'
import { type Fields, fieldsOf, isFields, listOf, textOf } from '../fields.ts'
import type { Imported, ImportedEntry, Importer } from '../importer.ts'
import type { Source } from '../source.ts'

/** Characters: more than ten thousand accounts. */
const LONGEST_YAML = 1_000_000

/** Blanks but no line ends: over 200 kB of empty lines, \s* at each line start took 29 s. */
const TOKEN = /^[^\S\r\n\u2028\u2029]*(?:- +)?token:/im

export const totpCli: Importer = { format: 'totp-cli', app: 'totp-cli', read }

async function read({ text, json }: Source): Promise<Imported | null> {
  const namespaces = namespacesOf(json ?? (await parsedYaml(text)))
  if (namespaces === null) return null
  const found = new Collector()
  for (const namespace of namespaces) {
    for (const item of listOf(namespace.accounts)) {
      const account = lowered(item)
      found.take(labelText(namespace.name, account.name), () => entryIn(account, namespace))
    }
  }
  return found.done()
}

function entryIn(account: Fields, namespace: Fields): ImportedEntry {
  const prefix = textOf(account.prefix)
  return entryOf(
    {
      issuer: namespace.name,
      account: account.name,
      secret: account.token,
      algorithm: account.algorithm,
      // 0 is how the program says that nothing was set.
      digits: orDefault(account.length),
      period: orDefault(account.timeperiod),
    },
    // The program writes the prefix in front of every code. It is no part of one here, but it must not be lost.
    { note: prefix === '' ? '' : `prefix: ${prefix}` },
  )
}

function orDefault(value: unknown): unknown {
  return value === 0 || value === '0' ? null : value
}

/**
 * Namespaces with their accounts, or null. The first versions wrote the names in capitals, inside an object.
 */
function namespacesOf(value: unknown): Fields[] | null {
  const list = isFields(value) ? value.Namespaces : value
  if (!Array.isArray(list)) return null
  const namespaces = list.map(lowered)
  const accounts = namespaces.flatMap(({ accounts: own }) => listOf(own)).map(lowered)
  const isOwn =
    namespaces.some(({ name }) => typeof name === 'string') && accounts.some(({ token }) => token !== undefined)
  return isOwn ? namespaces : null
}

function lowered(value: unknown): Fields {
  return Object.fromEntries(Object.entries(fieldsOf(value)).map(([name, one]) => [name.toLowerCase(), one]))
}

/** Every value as text: a key of digits only must not become a number. undefined when it is not this program's. */
async function parsedYaml(text: string | null): Promise<unknown> {
  if (text === null || text.length > LONGEST_YAML || !TOKEN.test(text)) return undefined
  if (!text.split('\n').every(isPlainLine)) return undefined
  const { parse } = await import('yaml')
  try {
    // A dump has no aliases; a few may be in a file that was edited. Looking for doubled names takes quadratic time.
    return parse(text, { schema: 'failsafe', maxAliasCount: 10, uniqueKeys: false, logLevel: 'silent' })
  } catch {
    return undefined
  }
}

/**
 * A name with a value on the same line or none, as the program writes them. Other YAML is not worth its parser's time: a
 * thousand question marks ("? ? ?") took more than a minute, a megabyte of brackets 16 s (yaml 2.9.1).
 */
function isPlainLine(line: string): boolean {
  if (/^\s*(?:#|$)/.test(line) || line.trimEnd() === '---') return true
  const match = /^ {0,40}(?:- +)?[a-z_]+:(?=\s|$)/i.exec(line)
  const value = line.slice(match?.[0].length ?? 0).trim()
  return match !== null && (value === '[]' || !/^[[{?|>]/.test(value))
}
