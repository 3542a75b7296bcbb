// The documents are true: verbs, options, exit codes, variables, links, examples and JSON are those of the program.
// What is real comes from the program itself, so a page that lags behind fails here, and so does one that runs ahead.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Command } from 'commander'
import { afterAll, describe, expect, it } from 'vitest'
import { buildProgram } from '../src/command-line/program.ts'
import { canonicalVerbs } from '../src/command-line/verb-names.ts'
import { HELP_SYNONYMS, HELP_TOPICS, VERBS } from '../src/commands/index.ts'
import { EXIT } from '../src/errors.ts'
import { EXPORTERS } from '../src/export/index.ts'
import { IMPORTERS } from '../src/import/index.ts'
import { loadMessages, loadTopics } from '../src/messages/choose.ts'
import { dropHome, KEY, newHome, PASSPHRASE, ROOT, ukp } from './kit/ukp.ts'

const en = await loadMessages('en')

const HELP_PAGE = 'docs/commands/help.md'
const GLOBAL = 'Options of every command'
const read = (file: string): string => readFileSync(join(ROOT, file), 'utf-8')
const filesIn = (folder: string, end: string): string[] =>
  (readdirSync(join(ROOT, folder), { recursive: true }) as string[])
    .filter((name) => name.endsWith(end))
    .map((name) => `${folder}/${name}`)
    .sort()
const DOCUMENTS = ['README.md', 'README.hu.md', 'CHANGELOG.md', ...filesIn('docs', '.md')]

/** The program with nothing behind its verbs: a line is parsed and checked, and does nothing. */
function emptyProgram(): Command {
  const nothing = (): void => undefined
  return buildProgram({
    t: en,
    language: 'en',
    version: () => '0',
    write: nothing,
    runnerOf: () => async () => undefined,
    line: [],
    helps: true,
  })
}

/** "backup create" -> its options as help shows them. '' is the program, with the help option that commander keeps apart. */
async function realOptions(): Promise<Map<string, string[]>> {
  const program = emptyProgram()
  const found = new Map<string, string[]>()
  const collect = (command: Command, path: string): void => {
    found.set(
      path,
      command.options.map((option) => option.flags),
    )
    for (const below of command.commands) collect(below, `${path} ${below.name()}`.trim())
  }
  for (const verb of VERBS) {
    const command = program.commands.find((one) => one.name() === verb.name)
    if (command === undefined) throw new Error(`no command for ${verb.name}`)
    const module = await verb.load()
    module.declare(command, en, async () => undefined)
  }
  collect(program, '')
  found.set('', [...(found.get('') ?? []), '-h, --help'])
  return found
}

const OPTIONS = await realOptions()
const LONG = new Set([...OPTIONS.values()].flat().flatMap((flags) => flags.match(/--[a-z-]+/g) ?? []))

/** Lines outside of fenced blocks, and the fenced blocks by their language. */
function parts(text: string): { prose: string[]; blocks: { language: string; lines: string[] }[] } {
  const prose: string[] = []
  const blocks: { language: string; lines: string[] }[] = []
  let open: { language: string; lines: string[] } | null = null
  for (const line of text.split('\n')) {
    const fence = /^\s*```(\w*)\s*$/.exec(line)
    if (fence === null) (open?.lines ?? prose).push(line)
    else if (open === null) open = { language: fence[1] ?? '', lines: [] }
    else {
      blocks.push(open)
      open = null
    }
  }
  return { prose, blocks }
}

const headings = (file: string): string[] => parts(read(file)).prose.filter((line) => /^#{1,6} /.test(line))

/** Rows of option tables, by the command that the last heading with `ukp …` names. */
function documentedOptions(file: string): Map<string, string[]> {
  const found = new Map<string, string[]>()
  let command = ''
  for (const line of parts(read(file)).prose) {
    const heading = /^#+ (?:`ukp ([a-z][a-z-]*(?: [a-z][a-z-]*)*)|(.*))/.exec(line)
    if (heading?.[1] !== undefined) command = heading[1]
    else if (heading?.[2] === GLOBAL) command = ''
    if (heading?.[1] !== undefined) found.set(command, [])
    const flags = /^\| `(-[^`]*)`/.exec(line)?.[1]
    if (flags !== undefined) found.set(command, [...(found.get(command) ?? []), flags])
  }
  return found
}

/** Command lines of console blocks: what follows `$ ukp`, up to a redirection or a pipe, in words. */
function examples(file: string): { line: string; words: string[] }[] {
  const lines = parts(read(file)).blocks.flatMap(({ language, lines }) => (language === 'console' ? lines : []))
  return lines
    .map((line) => line.trim())
    .filter((line) => line.startsWith('$ ukp '))
    .map((line) => {
      const all = [...line.slice(2).matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)]
      const end = all.findIndex(([word]) => /^(?:[<>|]|>>|&&)$/.test(word))
      const kept = end < 0 ? all : all.slice(0, end)
      return { line, words: kept.slice(1).map((word) => word[1] ?? word[2] ?? word[3] ?? '') }
    })
}

describe('the pages of the commands', () => {
  it('are one for each verb, and no more', () => {
    const wanted = [...VERBS.map(({ name }) => name), 'help'].map((name) => `docs/commands/${name}.md`).sort()
    expect(filesIn('docs/commands', '.md')).toEqual(wanted)
  })

  it.each(VERBS.map(({ name, synonyms }) => ({ name, synonyms })))(
    '$name has every option of the verb, and no other',
    ({ name, synonyms }) => {
      const documented = documentedOptions(`docs/commands/${name}.md`)
      const real = [...OPTIONS].filter(([path]) => path === name || path.startsWith(`${name} `))
      for (const [path, flags] of real) {
        expect([...(documented.get(path) ?? [])].sort(), `ukp ${path}`).toEqual([...flags].sort())
      }
      // A word that only groups others ("key add") needs no heading of its own; one that is not there has none.
      expect([...documented.keys()].filter((path) => !OPTIONS.has(path))).toEqual([])
      const page = read(`docs/commands/${name}.md`)
      expect(page).toContain(synonyms.length === 0 ? 'Hungarian word: none' : `Hungarian word: \`${synonyms[0]}\``)
      for (const synonym of synonyms) expect(page).toContain(`\`${synonym}\``)
    },
  )

  it('help has every option of the program, and the Hungarian word', () => {
    expect([...(documentedOptions(HELP_PAGE).get('') ?? [])].sort()).toEqual([...(OPTIONS.get('') ?? [])].sort())
    for (const synonym of HELP_SYNONYMS) expect(read(HELP_PAGE)).toContain(`Hungarian word: \`${synonym}\``)
  })

  it('help has every topic, and its Hungarian word', () => {
    const documented = [...read(HELP_PAGE).matchAll(/^\| `([a-z-]+)` \| `([a-z+-]+)` \|/gm)]
    expect(documented.map(([, name, synonym]) => `${name} ${synonym}`)).toEqual(
      HELP_TOPICS.map(({ name, synonyms }) => [name, ...synonyms].join(' ')),
    )
  })
})

describe('the environment', () => {
  const sources = filesIn('src', '.ts').map((file) => ({
    file,
    text: read(file).replace(/^\s*(\/\/|\*|\/\*).*$/gm, ''),
  }))
  const real = sources.flatMap(({ text }) => [...text.matchAll(/\benv\.([A-Za-z]\w*)/g)].map((match) => match[1]))

  it('is read in one way only, so that the reads can be counted', () => {
    const others = /\benv\s*(?:\?\.)?\[|\}\s*=\s*(?:process\.)?env\b|\benv\?\./
    expect(sources.filter(({ text }) => others.test(text)).map(({ file }) => file)).toEqual([])
  })

  it('has every variable that the program reads on its page, and no other', () => {
    const documented = [...read('docs/environment.md').matchAll(/^\| `([A-Za-z]\w*)` \|/gm)].map((match) => match[1])
    expect(documented.sort()).toEqual([...new Set(real)].sort())
  })

  it.each(['en', 'hu'] as const)('has every variable in its topic of help in %s, and no other', async (language) => {
    const topics = await loadTopics(language)
    expect(Object.keys(topics.variables.variables).sort()).toEqual([...new Set(real)].sort())
  })
})

describe('the formats of other apps', () => {
  const words = (file: string): string[] => {
    const section = read(file).split('## The formats')[1]?.split('\n## ')[0] ?? ''
    return [...section.matchAll(/^\| `([a-z0-9.-]+)` \|/gm)].map((match) => match[1] ?? '')
  }

  it('are all on the page of import, in order', async () => {
    const formats = IMPORTERS.map(({ format }) => format)
    expect((await Promise.all(IMPORTERS.map(({ load }) => load()))).map(({ format }) => format)).toEqual(formats)
    expect(words('docs/commands/import.md')).toEqual(formats)
  })

  it('are all on the page of export', () => {
    const formats = EXPORTERS.map(({ format }) => format)
    expect(words('docs/commands/export.md')).toEqual(formats)
  })

  it('have an example that is the importer itself', () => {
    const [example, line] = parts(read('docs/development.md')).blocks.filter(({ language }) => language === 'ts')
    const importer = read('src/import/apps/kodgenerator.ts')
    expect(importer.slice(importer.indexOf('export const')).trimEnd()).toBe(example?.lines.join('\n'))
    expect(line?.lines.length).toBe(1)
    expect(read('src/import/index.ts').split('\n')).toContain(line?.lines[0])
  })
})

describe('the exit codes', () => {
  it('are those of the program, each with its kinds', () => {
    const rows = [...read('docs/exit-codes.md').matchAll(/^\| (\d+) \| (?:`([a-z-]+)`)? ?\| /gm)]
    const documented = rows.map((row) => `${row[1]} ${row[2] ?? ''}`.trim())
    const real = ['0', ...Object.entries(EXIT).map(([kind, code]) => `${code} ${kind}`)]
    expect(documented.sort()).toEqual(real.sort())
  })
})

describe('the two READMEs', () => {
  it('have the same structure of headings and the same number of examples', () => {
    const levels = (file: string): number[] => headings(file).map((line) => line.indexOf(' '))
    expect(levels('README.md').length).toBeGreaterThan(8)
    expect(levels('README.hu.md')).toEqual(levels('README.md'))
    const shape = (file: string): string[] => parts(read(file)).blocks.map(({ language }) => language)
    expect(shape('README.hu.md')).toEqual(shape('README.md'))
  })

  it('lead to every document', () => {
    for (const readme of ['README.md', 'README.hu.md']) {
      const own = DOCUMENTS.filter((file) => file !== readme && !/^docs\/decisions\/(?!0001)/.test(file))
      expect(own.filter((file) => !read(readme).includes(`](${file})`))).toEqual([])
    }
  })

  it('say széf and széfjelszó in Hungarian, never tárhely nor a bare jelszó', () => {
    const text = read('README.hu.md')
    expect(text).not.toMatch(/tárhely/i)
    expect(text.match(/(?<!szé?f|ügyfélkapus )jelsz[óa]\p{L}*/giu) ?? []).toEqual([])
  })
})

/** The anchor that a heading gets: lower case, marks gone, blanks to hyphens. */
function anchor(heading: string): string {
  const text = heading.replace(/^#+ /, '').toLowerCase()
  return text.replace(/[^\p{L}\p{N} _-]/gu, '').replaceAll(' ', '-')
}

describe('links', () => {
  it.each(DOCUMENTS)('of %s lead to a file and to a heading that are there', (file) => {
    const targets = [
      ...parts(read(file))
        .prose.join('\n')
        .matchAll(/\]\(([^)\s]+)\)/g),
    ].map((match) => match[1] ?? '')
    const broken = targets.filter((target) => {
      if (/^https?:/.test(target)) return false
      const [path = '', fragment] = target.split('#')
      const found = path === '' ? file : join(dirname(file), path)
      if (!existsSync(join(ROOT, found))) return true
      return fragment !== undefined && !headings(found).map(anchor).includes(decodeURI(fragment))
    })
    expect(broken).toEqual([])
  })
})

describe('names of our own files', () => {
  const named = DOCUMENTS.flatMap((file) =>
    [
      ...parts(read(file))
        .prose.join('\n')
        .matchAll(/`((?:src|test|bench|\.ci|bin)\/[\w./-]+)`/g),
    ].map((match) => ({ file, name: match[1] ?? '' })),
  )

  it('lead to what is there', () => {
    expect(named.length).toBeGreaterThan(60)
    expect(named.filter(({ name }) => !existsSync(join(ROOT, name)))).toEqual([])
  })
})

describe('examples', () => {
  const all = DOCUMENTS.flatMap((file) => examples(file).map((example) => ({ file, ...example })))

  it('are there', () => {
    expect(all.length).toBeGreaterThan(60)
  })

  it.each(all)('$file: $line', async ({ words }) => {
    const refused = await emptyProgram()
      .parseAsync(canonicalVerbs(words), { from: 'user' })
      .then(
        () => null,
        (error: Error & { code?: string }) => error,
      )
    const shown = ['commander.helpDisplayed', 'commander.version']
    expect(refused === null || shown.includes(refused.code ?? '') ? null : refused.message).toBeNull()
  })

  it('in the text name verbs and options that are there', () => {
    const verbs = ['help', ...HELP_SYNONYMS, ...VERBS.flatMap(({ name, synonyms }) => [name, ...synonyms])]
    const wrong = DOCUMENTS.flatMap((file) => {
      const spans = [
        ...parts(read(file))
          .prose.join('\n')
          .matchAll(/`((?:ukp|--)[^`]*)`/g),
      ].map((match) => match[1] ?? '')
      return spans
        .filter((span) => {
          const verb = /^ukp ([a-z][a-z-]*)/.exec(span)?.[1]
          const options = span.match(/(?<![\w-])--[a-z][a-z-]*/g) ?? []
          return (verb !== undefined && !verbs.includes(verb)) || options.some((option) => !LONG.has(option))
        })
        .map((span) => `${file}: ${span}`)
    })
    expect(wrong).toEqual([])
  })
})

/** Keys and kinds of values; of a list, those of its elements. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return [...new Set(value.map((one) => JSON.stringify(shapeOf(one))))].sort()
  if (typeof value !== 'object' || value === null) return value === null ? 'null' : typeof value
  // What a finding of doctor holds depends on the finding, and that on the computer: commands/doctor.md, and its own test.
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, key === 'facts' ? key : shapeOf(one)]))
}

describe('docs/json.md', () => {
  const home = newHome()
  afterAll(() => dropHome(home))

  it('shows what the program answers, command by command', () => {
    const files: Record<string, string> = {
      'key.txt': `${KEY}\n`,
      'links.txt': [
        'otpauth://totp/Bolt:minta.anna?secret=KRSXG5CTMVRXEZLU',
        `otpauth://totp/x?secret=${KEY}`,
        'otpauth://yaotp/x?secret=KRSXG5CTMVRXEZLU',
      ].join('\n'),
      'token.txt': 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ\n',
      'clients.csv': [
        'name;username;secret;deletion code;tags',
        'Minta Kft.;minta.kft;GEZDGNBVGY3TQOJQ;04711042;kft',
        'Üres Bt.;ures.bt;;;bt',
      ].join('\n'),
    }
    for (const [name, text] of Object.entries(files)) writeFileSync(join(home.folder, name), text)
    const { blocks } = parts(read('docs/json.md'))
    const runs = examples('docs/json.md')
    const answers = blocks
      .filter(({ language }) => language === 'json')
      .map(({ lines }) => JSON.parse(lines.join('\n')))
    expect(answers.length).toBe(runs.length)
    const verbs = new Set<string>()
    for (const [i, { line, words }] of runs.entries()) {
      const stdin = files[/< (\S+)/.exec(line)?.[1] ?? ''] ?? ''
      const ran = ukp(home, words, { stdin, env: { UKP_PASSPHRASE: PASSPHRASE } })
      const answer: unknown = JSON.parse(ran.stdout)
      expect(shapeOf(answer), line).toEqual(shapeOf(answers[i]))
      expect(answer, line).toMatchObject({ ok: answers[i].ok, ...(answers[i].ok ? {} : { exit: answers[i].exit }) })
      verbs.add(words[0] ?? '')
    }
    expect([...verbs].sort()).toEqual(VERBS.map(({ name }) => name).sort())
  }, 120_000)
})
