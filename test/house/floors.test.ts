// The floors of the house: an import goes down, never up. Reads every import of src/ and says in words which rule broke.
import { readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join, relative, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ROOT } from '../kit/ukp.ts'

const SRC = join(ROOT, 'src')

/** Lowest first. A room that is not here fails the test. */
const FLOORS: readonly (readonly string[])[] = [
  ['otp', 'messages', 'errno.ts', 'errors.ts', 'findings.ts', 'reasons.ts'],
  ['vault', 'qr', 'import', 'export', 'views'],
  ['world'],
  ['store', 'system'],
  ['commands'],
  ['access', 'real-world', 'command-line'],
  ['main.ts', 'one-file.ts', 'start.ts'],
]

/** Rooms that do not know each other although they share a floor. */
const STRANGERS = [
  ['store', 'system'],
  ['command-line', 'real-world'],
  ['command-line', 'access'],
] as const

/** Only these may be imported from outside, by whom. */
const OUTSIDE: Readonly<Record<string, readonly string[]>> = {
  'libsodium-wrappers-sumo': ['vault/sodium.ts'],
  '@noble/hashes/blake2.js': ['vault/data-key.ts'],
  '@node-rs/argon2': ['vault/argon2id.ts'],
  '@napi-rs/keyring': ['system/programs/keyring-process.ts'],
  otpauth: ['otp/code.ts'],
  jimp: ['qr/'],
  '@jsquash/webp/decode.js': ['qr/picture/pixels.ts'],
  jsqr: ['qr/read/jsqr.ts'],
  'zxing-wasm/reader': ['qr/read/zxing.ts', 'qr/read/read.ts'],
  uqr: ['qr/draw/draw.ts'],
  clipboardy: ['system/clipboard/clipboard.ts', 'system/programs/clipboard-process.ts'],
  x11: ['system/clipboard/x11-client.ts', 'system/clipboard/x11-owner.ts', 'system/clipboard/x11-reader.ts'],
  '@inquirer/prompts': ['system/terminal/prompts.ts'],
  'hash-wasm': ['import/ciphers/derive.ts'],
  '@zip.js/zip.js': ['import/containers/zip.ts'],
  'csv-parse/sync': ['import/containers/csv.ts'],
  saxes: ['import/containers/xml.ts'],
  yaml: ['import/apps/totp-cli.ts'],
  commander: ['command-line/', 'main.ts', 'commands/', 'views/help/'],
  'fast-string-width': ['views/width.ts'],
}

interface Import {
  readonly from: string
  readonly to: string
  readonly typeOnly: boolean
  readonly onUse: boolean
}

const sources = (readdirSync(SRC, { recursive: true }) as string[]).filter((name) => name.endsWith('.ts'))

function importsOf(file: string): Import[] {
  const text = readFileSync(join(SRC, file), 'utf-8')
  const found = [
    ...text.matchAll(
      /^(?:import|export)(\s+type)?\s[^'"]*?from\s+'([^']+)'|^import\s+'([^']+)'|import\('([^']+)'\)/gms,
    ),
  ]
  return found.map((match) => {
    const target = match[2] ?? match[3] ?? match[4] ?? ''
    const to = target.startsWith('.') ? relative(SRC, resolve(SRC, dirname(file), target)) : target
    return { from: file, to, typeOnly: match[1] !== undefined, onUse: match[4] !== undefined }
  })
}

const imports = sources.flatMap(importsOf)
const roomOf = (file: string): string => (file.includes('/') ? (file.split('/')[0] ?? '') : file)
const floorOf = (file: string): number => FLOORS.findIndex((rooms) => rooms.includes(roomOf(file)))
const isOurs = ({ to }: Import): boolean => to.endsWith('.ts')

/** Folders in commands/ whose parts are for several verbs. */
const FOR_SEVERAL = ['accounts', 'backup', 'incoming']

/** Whether `to` is a part of a verb, in the folder of its name, and `from` belongs to another verb. */
function isPartOfAnother(from: string, to: string): boolean {
  const owner = /^commands\/([^/]+)\/[^/]+\.ts$/.exec(to)?.[1]
  if (owner === undefined || FOR_SEVERAL.includes(owner)) return false
  return from !== `commands/${owner}.ts` && dirname(from) !== `commands/${owner}`
}

describe('the house', () => {
  it('has every file on a floor', () => {
    expect(sources.length).toBeGreaterThan(60)
    expect(sources.filter((file) => floorOf(file) < 0)).toEqual([])
  })

  it('stands in docs/development.md as it is: the floors, and every folder inside a room', () => {
    const page = readFileSync(join(ROOT, 'docs/development.md'), 'utf-8')
    const rows = [...page.matchAll(/^\| (\d) \| (.*?) \|/gm)].map(([, floor = '', rooms = '']) => [
      Number(floor),
      [...rooms.matchAll(/`([\w.-]+)\/?`/g)].map((match) => match[1]).sort(),
    ])
    expect(rows.reverse()).toEqual(FLOORS.map((rooms, i) => [i + 1, [...rooms].sort()]))
    const folders = new Set(sources.map((file) => dirname(file)).filter((folder) => folder.includes('/')))
    const parts = [...folders].filter((folder) => !/^(?:messages|commands)\//.test(folder))
    const named = (folder: string): boolean => page.includes(`${basename(folder)}/`)
    expect(parts.filter((folder) => !named(folder) && !named(dirname(folder)))).toEqual([])
  })

  it('imports downwards only', () => {
    const wrong = imports
      .filter(isOurs)
      .filter(({ from, to }) => floorOf(to) > floorOf(from))
      .map(({ from, to }) => `${from} imports ${to}: an import goes down, never up`)
    expect(wrong).toEqual([])
  })

  it('has nothing in world but types', () => {
    const rooms = imports.filter(({ from }) => roomOf(from) === 'world')
    expect(rooms.length).toBeGreaterThan(5)
    expect(rooms.filter(({ typeOnly }) => !typeOnly)).toEqual([])
    const values = /^export (?!type\b|interface\b)/m
    const wrong = sources.filter(
      (file) => roomOf(file) === 'world' && values.test(readFileSync(join(SRC, file), 'utf-8')),
    )
    expect(wrong).toEqual([])
  })

  it('keeps rooms apart that do not know each other', () => {
    const wrong = imports
      .filter(isOurs)
      .filter(({ from, to }) =>
        STRANGERS.some(
          ([a, b]) => (roomOf(from) === a && roomOf(to) === b) || (roomOf(from) === b && roomOf(to) === a),
        ),
      )
    expect(wrong.map(({ from, to }) => `${from} imports ${to}: these two rooms do not know each other`)).toEqual([])
  })

  it('lets commands see the outside through world only, and verbs not each other', () => {
    const verbs =
      /^commands\/(add|backup|code|completion|doctor|edit|enroll|export|import|key|list|lock|merge|remove|restore|run|show|unlock|verify|watch)\.ts$/
    const wrong = imports
      .filter(({ from }) => roomOf(from) === 'commands')
      .flatMap(({ from, to, onUse }) => {
        if (['store', 'system'].includes(roomOf(to)))
          return [`${from} imports ${to}: commands see the outside through world`]
        if (verbs.test(to) && !(from === 'commands/index.ts' && onUse))
          return [`${from} imports ${to}: verbs do not know each other`]
        if (/^node:(?!path$)/.test(to)) return [`${from} imports ${to}: commands see the outside through world`]
        if (isPartOfAnother(from, to)) return [`${from} imports ${to}: a part of a verb is for that verb`]
        return []
      })
    expect(wrong).toEqual([])
  })

  it('keeps the ground without files, clock, terminal and randomness', () => {
    const ground = sources.filter((file) => floorOf(file) === 0)
    const wrong = ground.flatMap((file) => {
      const text = readFileSync(join(SRC, file), 'utf-8').replace(/^\s*(\/\/|\*|\/\*).*$/gm, '')
      const bad = /\b(Date\.now|new Date\(\)|Math\.random|process\.|console\.|from 'node:)/.exec(text)?.[1]
      return bad === undefined ? [] : [`${file} uses ${bad}: the ground is told, it never asks`]
    })
    expect(ground.length).toBeGreaterThan(15)
    expect(wrong).toEqual([])
  })

  it('imports each library in its one place', () => {
    const packages = imports.filter(({ to }) => !to.endsWith('.ts') && !to.startsWith('node:'))
    const wrong = packages.filter(
      ({ from, to }) => !(OUTSIDE[to] ?? []).some((place) => from === place || from.startsWith(place)),
    )
    expect(wrong.map(({ from, to }) => `${from} imports ${to}`)).toEqual([])
    expect(Object.keys(OUTSIDE).filter((name) => !packages.some(({ to }) => to === name))).toEqual([])
  })

  it('loads heavy libraries on use only', () => {
    const heavy = [
      'jimp',
      'jsqr',
      'zxing-wasm/reader',
      '@jsquash/webp/decode.js',
      'uqr',
      'clipboardy',
      'x11',
      '@inquirer/prompts',
      'libsodium-wrappers-sumo',
      'hash-wasm',
      '@zip.js/zip.js',
      'csv-parse/sync',
      'saxes',
      'yaml',
    ]
    expect(heavy.filter((name) => !(name in OUTSIDE))).toEqual([])
    const atStart = imports.filter(({ to, onUse, typeOnly }) => heavy.includes(to) && !onUse && !typeOnly)
    const allowed = ['qr/draw/draw.ts']
    expect(
      atStart.filter(({ from }) => !allowed.includes(from)).map(({ from, to }) => `${from} imports ${to} at its start`),
    ).toEqual([])
  })

  it('has a plain line on top of every file, and no file above 300 lines', () => {
    const texts = sources.map((file) => ({ file, text: readFileSync(join(SRC, file), 'utf-8') }))
    expect(texts.filter(({ text }) => !text.startsWith('// ')).map(({ file }) => file)).toEqual([])
    // The dictionaries are one pair a line; they may be as long as there are things to say.
    const long = texts.filter(({ file, text }) => !file.startsWith('messages/') && text.split('\n').length > 300)
    expect(long.map(({ file }) => file)).toEqual([])
  })
})
