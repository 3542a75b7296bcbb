// The program in few files, as each file that Node loads costs time at every start, and as CommonJS, whose loader costs a
// third of the other one's. Large packages stay outside, and are loaded by import(): some of them are modules only.
// What is loaded on use keeps its name: src/commands/code.ts is dist/commands-code.js. All files lie in one folder, so that
// the programs that ukp starts for itself are beside whatever starts them.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { rolldown } from 'rolldown'

const dist = fileURLToPath(new URL('../dist/', import.meta.url))
const source = fileURLToPath(new URL('../src/', import.meta.url))
const programs = readdirSync(`${source}system`).filter((name) => /-process\.ts$/.test(name))
const { dependencies, optionalDependencies } = JSON.parse(
  readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
)
/** Small and without parts of their own outside JavaScript, or used at every start. */
const inside = [
  '@noble/hashes',
  'commander',
  'fast-string-width',
  'libsodium-sumo',
  'libsodium-wrappers-sumo',
  'otpauth',
  'zxing-wasm',
]
const outside = Object.keys({ ...dependencies, ...optionalDependencies }).filter((name) => !inside.includes(name))

/** What the program's start needs, and what every verb that opens a vault needs beside it: one file each. */
const start = closureOf(['main.ts', 'messages/say.ts'])
const opening = closureOf(['real-world.ts', 'commands/code.ts', 'commands/list.ts'])
/** What saves a file: doctor looks at the lock alone, and shall not tear it in two. */
const saving = closureOf(['store/commit.ts'])
const onUse = (id) => id.startsWith(`${source}commands/`) && VERB.test(readFileSync(id, 'utf8'))
const VERB = /: CommandModule = /
const groups = [
  { name: 'start', test: (id) => /\/node_modules\/commander\//.test(id) || start.has(id), priority: 2 },
  {
    name: 'opening',
    test: (id) => !onUse(id) && (/\/node_modules\/(?:otpauth|@noble)\//.test(id) || opening.has(id)),
    priority: 1,
  },
  { name: 'commit', test: (id) => saving.has(id), priority: 0 },
]

rmSync(dist, { recursive: true, force: true })
let sodiumWasm

const main = await bundled([`${source}main.ts`], { groups }, (code) =>
  code.replace(/\bimport\((?=`)/g, 'require.import('),
)
// Apart, so that the programs that ukp starts for itself load nothing of the large one.
const others = await bundled([`${source}start.ts`, ...programs.map((name) => `${source}system/${name}`)])
writeFileSync(new URL('../dist/package.json', import.meta.url), '{ "type": "commonjs" }\n')
writeFileSync(new URL('../dist/libsodium.wasm', import.meta.url), sodiumWasm)
writeNotices([...main, ...others].flatMap((part) => (part.type === 'chunk' ? part.moduleIds : [])))
await import('./man.mjs')

/** Writes these programs and what they load into dist/. `loaded` changes them for how they are loaded: src/start.ts. */
async function bundled(input, codeSplitting = {}, loaded = (code) => code) {
  const bundle = await rolldown({
    input,
    preserveEntrySignatures: 'allow-extension',
    platform: 'node',
    logLevel: 'warn',
    plugins: [
      { name: 'libsodium', transform: { filter: { id: /libsodium-sumo\.mjs$/ }, handler: wasmApart } },
      { name: 'otpauth', transform: { filter: { id: /otpauth\.node\.mjs$/ }, handler: cryptoAsItIs } },
      { name: 'commander', transform: { filter: { id: /commander\/lib\/command\.js$/ }, handler: childProcessOnUse } },
    ],
    external: (id) => outside.some((name) => id === name || id.startsWith(`${name}/`)),
  })
  const { output } = await bundle.generate({
    format: 'cjs',
    minify: true,
    codeSplitting,
    entryFileNames: ({ facadeModuleId }) => `${basename(facadeModuleId, '.ts')}.js`,
    chunkFileNames: ({ facadeModuleId }) =>
      facadeModuleId == null || !facadeModuleId.startsWith(source)
        ? 'shared-[name]-[hash].js'
        : relative(source, facadeModuleId).replace(/\.ts$/, '.js').replaceAll('/', '-'),
  })
  await bundle.close()
  mkdirSync(dist, { recursive: true })
  const helpers = output.find(({ fileName }) => fileName.includes('rolldown-runtime'))
  for (const part of output) {
    if (part !== helpers) writeFileSync(`${dist}${part.fileName}`, inAscii(loaded(withHelpers(part.code, helpers))))
  }
  return output
}

/**
 * libsodium comes with its WebAssembly as text inside JavaScript: reading, parsing and decoding that is a third of what
 * loading it costs. The same bytes become a file of their own, and the place where they are decoded reads that instead.
 */
function wasmApart(code) {
  const text = /\("(AGFzb[A-Za-z0-9+/=]{300000,})"\)/.exec(code)
  const decoder = code.lastIndexOf('??=(', text?.index)
  if (text === null || decoder < text.index - 400)
    throw new Error('libsodium-sumo is not built as it was: look at wasmApart in .ci/bundle.mjs')
  sodiumWasm = Buffer.from(text[1], 'base64')
  const read = "process.getBuiltinModule('node:fs').readFileSync(new URL('./libsodium.wasm', import.meta.url))"
  return `${code.slice(0, decoder + 3)}${read}${code.slice(text.index + text[0].length)}`
}

/** The bundler's few helpers stand in each file that uses them: one file less to find and read. */
function withHelpers(code, helpers) {
  if (helpers === undefined) return code
  return code.replace(`require("./${helpers.fileName}")`, () => `(exports=>{${helpers.code.trim()}return exports})({})`)
}

/** Node reads, and V8 keeps, a file of ASCII in half the room and time of one with a single letter beyond. */
function inAscii(code) {
  return code.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

/** commander can start a program for a verb; ukp has none such, and loading what starts programs costs 2 ms each time. */
function childProcessOnUse(code) {
  const load = "const childProcess = require('node:child_process');"
  if (!code.includes(load)) throw new Error('commander is not built as it was: look at childProcessOnUse')
  return code.replace(load, "const childProcess = { spawn: (...all) => require('node:child_process').spawn(...all) };")
}

/** Bundled, `import *` of a module of Node's copies every name of it first. */
function cryptoAsItIs(code) {
  const load = "import * as crypto from 'node:crypto';"
  if (!code.includes(load)) throw new Error('otpauth is not built as it was: look at cryptoAsItIs')
  return code.replace(load, "const crypto = process.getBuiltinModule('node:crypto');")
}

/** These files and all that they import at their start, of ours. What is imported on use is not among them. */
function closureOf(files) {
  const found = new Set(files.map((file) => source + file))
  for (const id of found) {
    for (const [, target] of readFileSync(id, 'utf8').matchAll(
      /^(?:import|export)\s(?!type\b)[^'"]*?from\s+'(\.[^']+)'/gms,
    )) {
      found.add(resolve(id, '..', target))
    }
  }
  return found
}

/** The licences of the packages whose code is in these files. */
function writeNotices(modules) {
  const folders = modules.flatMap((id) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+\//.exec(id)?.[0] ?? [])
  const texts = [...new Set(folders)].sort().map((folder) => {
    const { name, version } = JSON.parse(readFileSync(`${folder}package.json`, 'utf8'))
    const licence = readdirSync(folder).find((file) => /^licen[cs]e/i.test(file))
    if (licence === undefined) throw new Error(`${name} has no licence file`)
    return `${name} ${version}\n\n${readFileSync(folder + licence, 'utf8').trim()}\n`
  })
  writeFileSync(new URL('../dist/NOTICES.txt', import.meta.url), texts.join(`\n${'-'.repeat(72)}\n\n`))
}
