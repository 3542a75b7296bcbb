// The program in few files, as each file that Node loads costs time at every start, and as CommonJS, whose loader costs a
// third of the other one's. Every package is inside, save what is native code (docs/decisions/0011).
// What is loaded on use keeps its name: src/commands/code.ts is dist/commands-code.js. All files lie in one folder, so that
// the programs that ukp starts for itself are beside whatever starts them.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { rolldown } from 'rolldown'

const dist = fileURLToPath(new URL('../dist/', import.meta.url))
const source = fileURLToPath(new URL('../src/', import.meta.url))
const licences = fileURLToPath(new URL('licences/', import.meta.url))
const programs = readdirSync(`${source}system/programs`).filter((name) => /-process\.ts$/.test(name))
const { version, optionalDependencies } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))
/** Native code: another file for each system. */
const outside = Object.keys(optionalDependencies)
/** What packages inside try to load and do without. It must not be found by chance beside an installed ukp. */
const ABSENT = ['supports-color']
const NOTHING = '\0nothing'
/** WebAssembly of packages: a file of its own each, from the package of that name. */
const WASM = ['zxing-wasm/reader/zxing_reader.wasm', '@jsquash/webp/codec/dec/webp_dec.wasm']

/** What the program's start needs, and what every verb that opens a vault needs beside it: one file each. */
const start = closureOf(['main.ts', 'messages/say.ts'])
const opening = closureOf(['real-world/real-world.ts', 'commands/code.ts', 'commands/list.ts', 'messages/yes-or-no.ts'])
/** What saves a file: doctor looks at the lock alone, and shall not tear it in two. */
const saving = closureOf(['store/commit.ts', 'store/create.ts'])
/** A verb, or a part of one in the folder of its name. */
const onUse = (id) =>
  id.startsWith(`${source}commands/`) && (VERB.test(readFileSync(id, 'utf8')) || existsSync(`${dirname(id)}.ts`))
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
  code.replace(/(?<![\w.])import\((?=`)/g, 'require.import('),
)
// Apart, so that the programs that ukp starts for itself load nothing of the large one.
const others = await bundled([`${source}start.ts`, ...programs.map((name) => `${source}system/programs/${name}`)])
writeFileSync(`${dist}package.json`, '{ "type": "commonjs" }\n')
writeFileSync(`${dist}libsodium.wasm`, sodiumWasm)
for (const name of WASM) {
  writeFileSync(`${dist}${basename(name)}`, readFileSync(createRequire(import.meta.url).resolve(name)))
}
writeNotices([...main, ...others].flatMap((part) => (part.type === 'chunk' ? part.moduleIds : [])))
await import('./man.mjs')
await import('./completion.mjs')

/** Writes these programs and what they load into dist/. `loaded` changes them for how they are loaded: src/start.ts. */
async function bundled(input, codeSplitting = {}, loaded = (code) => code) {
  const bundle = await rolldown({
    input,
    preserveEntrySignatures: 'allow-extension',
    platform: 'node',
    logLevel: 'warn',
    plugins: [
      { name: 'absent', resolveId: (id) => (ABSENT.includes(id) ? NOTHING : null), load: nothing },
      { name: 'version', transform: { filter: { id: /src\/main\.ts$/ }, handler: versionInside } },
      {
        name: 'wasm',
        transform: { filter: { id: /src\/qr\/(?:read\/zxing|picture\/pixels)\.ts$/ }, handler: wasmBeside },
      },
      { name: 'libsodium', transform: { filter: { id: /libsodium-sumo\.mjs$/ }, handler: wasmApart } },
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

function nothing(id) {
  return id === NOTHING ? 'module.exports = {}' : null
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
  return `${code.slice(0, decoder + 3)}${readBeside('libsodium.wasm')}${code.slice(text.index + text[0].length)}`
}

/** A program of one file has no file beside it: its `require` gives bytes too (src/one-file.ts). */
function readBeside(name) {
  const file = "(name) => process.getBuiltinModule('node:fs').readFileSync(__dirname + '/' + name)"
  return `(require.bytes ?? (${file}))('${name}')`
}

/** In the sources, the WebAssembly of a package is looked for where the package is. */
function wasmBeside(code) {
  const found = WASM.find((name) => code.includes(name))
  const read = /readFile(?:Sync)?\(createRequire\(import\.meta\.url\)\.resolve\('[^']+\.wasm'\)\)/
  if (found === undefined || !read.test(code))
    throw new Error('a picture library is loaded otherwise: look at wasmBeside')
  return code.replace(read, () => readBeside(basename(found)))
}

/** One file less to find and read, and a program of one file has no package.json. */
function versionInside(code) {
  const read = "readFileSync(new URL('../package.json', import.meta.url), 'utf-8')"
  if (!code.includes(read)) throw new Error('main.ts asks for the version otherwise: look at versionInside')
  return code.replace(read, `'${JSON.stringify({ version })}'`)
}

/** The bundler's few helpers stand in each file that uses them: one file less to find and read. */
function withHelpers(code, helpers) {
  if (helpers === undefined) return code
  return code.replace(`require("./${helpers.fileName}")`, () => `(exports=>{${helpers.code.trim()}return exports})({})`)
}

/**
 * Node reads, and V8 keeps, a file of ASCII in half the room and time of one with a single letter beyond. src/start.ts
 * reads no other.
 */
function inAscii(code) {
  return code.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

/** commander can start a program for a verb; ukp has none such, and loading what starts programs costs 2 ms each time. */
function childProcessOnUse(code) {
  const load = "const childProcess = require('node:child_process');"
  if (!code.includes(load)) throw new Error('commander is not built as it was: look at childProcessOnUse')
  return code.replace(load, "const childProcess = { spawn: (...all) => require('node:child_process').spawn(...all) };")
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

/**
 * The licences of the packages whose code is in these files; from .ci/licences/ where a package comes without one, or
 * holds the code of others in its WebAssembly.
 */
function writeNotices(modules) {
  const folders = modules.flatMap((id) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+\//.exec(id)?.[0] ?? [])
  const own = new Map(readdirSync(licences).map((file) => [file.replace(/\.txt$/, ''), `${licences}${file}`]))
  const texts = [...new Set(folders)].sort().map((folder) => {
    const { name, version } = JSON.parse(readFileSync(`${folder}package.json`, 'utf8'))
    const beside = readdirSync(folder).find((file) => /^licen[cs]e/i.test(file))
    const files = [beside && folder + beside, own.get(name.replace('/', '__'))].filter(Boolean)
    if (files.length === 0) throw new Error(`${name} has no licence file: write .ci/licences/${name}.txt`)
    return `${name} ${version}\n\n${files.map((file) => readFileSync(file, 'utf8').trim()).join('\n\n')}\n`
  })
  writeFileSync(`${dist}NOTICES.txt`, texts.join(`\n${'-'.repeat(72)}\n\n`))
}
