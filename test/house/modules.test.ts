// What a verb loads: the list of modules is a steadier guard of speed than a clock.
import { spawnSync } from 'node:child_process'
import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { BIN, dropHome, KEY, newHome, PASSPHRASE, ROOT, ukp } from '../kit/ukp.ts'

const home = newHome()
const env = { ...home.env, UKP_PASSPHRASE: PASSPHRASE }

/**
 * What is loaded by import() is known while it is, and what by require() at the end. start.js makes a script of each other
 * file of ours.
 */
const OURS = `
  const { writeSync } = require('node:fs')
  const vm = require('node:vm')
  const told = (file) => writeSync(2, 'LOADED file://' + file + '\\n')
  process.on('exit', () => Object.keys(require.cache).forEach(told))
  vm.Script = class extends vm.Script {
    constructor(source, options) {
      super(source, options)
      told(options.filename)
    }
  }
`

/** Runs a verb and returns every file of ours and of packages that Node loaded for it. */
function loadedBy(args: readonly string[], given: Readonly<Record<string, string>> = env): string[] {
  const hooks = join(home.folder, 'hooks.mjs')
  const start = join(home.folder, 'start.mjs')
  const ours = join(home.folder, 'ours.cjs')
  writeFileSync(
    hooks,
    [
      "import { writeSync } from 'node:fs'",
      "export async function load(url, context, next) { writeSync(2, 'LOADED ' + url + '\\n'); return next(url, context) }",
    ].join('\n'),
  )
  writeFileSync(start, "import { register } from 'node:module'\nregister('./hooks.mjs', import.meta.url)\n")
  writeFileSync(ours, OURS)
  const ran = spawnSync(process.execPath, ['--require', ours, '--import', start, BIN, ...args], {
    env: { ...given, NODE_OPTIONS: '' },
    input: '',
    cwd: home.folder,
  })
  expect(String(ran.stdout)).not.toBe('')
  expect(ran.status).toBe(0)
  const loaded = [...String(ran.stderr).matchAll(/^LOADED file:\/\/(.*)$/gm)].map((match) => match[1] ?? '')
  expect(loaded.some((file) => file.endsWith('/dist/main.js'))).toBe(true)
  return loaded
}

/** Files of ours, without what the bundler puts behind a name. */
const oursIn = (files: readonly string[]): string[] => {
  const names = files.flatMap((file) => /\/dist\/([^/]+)$/.exec(file)?.[1] ?? [])
  return names.map((name) => (name.startsWith('shared-') ? name.replace(/-.{8}\.js$/, '.js') : name)).sort()
}

/** All files that could be loaded. */
const BUILT = readdirSync(join(ROOT, 'dist'))

/** Files of ours with such a name. @throws when none is built: then it would prove nothing that none is loaded */
const named = (files: readonly string[], name: RegExp): string[] => {
  if (!BUILT.some((file) => name.test(file))) throw new Error(`nothing in dist/ is called ${name}`)
  return oursIn(files).filter((file) => name.test(file))
}

/** libsodium is in a file of its own among ours. */
const isLibsodium = (file: string): boolean => /\/dist\/[\w-]*libsodium/.test(file)

const packagesIn = (files: readonly string[]): string[] => [
  ...new Set(files.flatMap((file) => /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1] ?? [])),
]

beforeAll(() => {
  expect(ukp(home, ['add', 'mama', '--stdin'], { stdin: KEY, env }).exit).toBe(0)
  expect(ukp(home, ['key', 'add', 'key-file', join(home.folder, 'k')], { env }).exit).toBe(0)
})
afterAll(() => dropHome(home))

describe('what is loaded', () => {
  it.each([[['code', 'mama']], [['code', 'mama', '--json']], [['list']], [['list', '--json']]])(
    'is the derivation of the key from a passphrase, and no other package, for %j',
    (args) => {
      const loaded = loadedBy(args)
      expect(packagesIn(loaded).filter((name) => !name.startsWith('@node-rs/argon2'))).toEqual([])
      expect(loaded.filter(isLibsodium)).toEqual([])
    },
  )

  it.each([[['code', 'mama']], [['code', 'mama', '--next', '--json']], [['list']], [['code', '--all']]])(
    'is no package at all for %j with a key file',
    (args) => {
      const loaded = loadedBy([...args, '--key-file', 'k'])
      expect(packagesIn(loaded)).toEqual([])
      expect(loaded.filter(isLibsodium)).toEqual([])
    },
  )

  it.each([[['--help']], [['--version']], [['help', 'add']], [['add', '--help']]])(
    'is no package at all for %j',
    (args) => {
      const loaded = loadedBy(args)
      expect(packagesIn(loaded)).toEqual([])
      expect(loaded.filter(isLibsodium)).toEqual([])
    },
  )

  it.runIf(process.platform !== 'win32')(
    'is one small file and no package by a session, and not that without one',
    () => {
      const asks = (loaded: readonly string[]): boolean => named(loaded, /^system-session-client\./).length > 0
      expect(asks(loadedBy(['code', 'mama']))).toBe(false)
      expect(asks(loadedBy(['code', 'mama', '--key-file', 'k']))).toBe(false)
      expect(ukp(home, ['unlock', '--for', '1m'], { env }).exit).toBe(0)
      const loaded = loadedBy(['code', 'mama'], home.env)
      expect(asks(loaded)).toBe(true)
      expect([packagesIn(loaded), loaded.filter(isLibsodium)]).toEqual([[], []])
      expect(named(loaded, /^system-session-sessions\./)).toEqual([])
      expect(ukp(home, ['lock']).exit).toBe(0)
    },
  )

  it.each([[['help']], [['--help']], [['help', 'add']], [['code', 'mama', '--key-file', 'k']]])(
    'is no page of a topic, no script and no table for %j',
    (args) => {
      const loaded = loadedBy(args)
      // The table of all verbs is in the file of the verb that makes scripts of it.
      for (const name of [/topic/, /completion/]) expect(named(loaded, name)).toEqual([])
      expect(named(loadedBy(['help', 'scripts']), /topic/)).toEqual([
        'messages-en-topics.js',
        'views-help-topic-text.js',
      ])
    },
  )

  const EVERY_RUN = ['main.js', 'messages-en-index.js', 'start.js']
  it.each<[string[], string[]]>([
    [['--version'], []],
    [['--help'], ['messages-en-help-index.js']],
    [
      ['code', 'mama', '--key-file', 'k'],
      ['commands-code.js', 'shared-opening.js'],
    ],
    [
      ['code', 'mama', '--json', '--key-file', 'k'],
      ['commands-code.js', 'shared-opening.js'],
    ],
    // A list also says how old the last backup is.
    [
      ['list', '--key-file', 'k'],
      ['commands-list.js', 'real-world-backups.js', 'shared-commit.js', 'shared-opening.js'],
    ],
  ])('is exactly these files of ours for %j', (args, files) => {
    expect(oursIn(loadedBy(args))).toEqual([...EVERY_RUN, ...files].sort())
  })

  it('is seen here with libsodium and packages where a verb loads them', () => {
    const loaded = loadedBy(['edit', 'mama', '--issuer', 'Bank', '--json'])
    expect(loaded.filter(isLibsodium)).not.toEqual([])
    expect(packagesIn(loaded).filter((name) => name.startsWith('@node-rs/argon2'))).not.toEqual([])
  })

  it('is one verb and no help for the names that a shell asks for', () => {
    const loaded = loadedBy(['completion', 'names', '--key-file', 'k'])
    expect(named(loaded, /^commands-/)).toEqual(['commands-completion.js'])
    expect(named(loaded, /help/)).toEqual([])
    expect([packagesIn(loaded), loaded.filter(isLibsodium)]).toEqual([[], []])
  })

  it('is one verb and no other', () => {
    expect(named(loadedBy(['list']), /^commands-/)).toEqual(['commands-list.js'])
  })
})
