// The program in few files, as each file that Node loads costs time at every start, and as CommonJS, whose loader costs a
// third of the other one's. Large packages stay outside, and are loaded by import(): some of them are modules only.
// What is loaded on use keeps its name: src/commands/code.ts is dist/commands-code.js. All files lie in one folder, so that
// the programs that ukp starts for itself are beside whatever starts them.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { rolldown } from 'rolldown'

const source = fileURLToPath(new URL('../src/', import.meta.url))
const programs = readdirSync(`${source}system`).filter((name) => /-(process|clear)\.ts$/.test(name))
const { dependencies, optionalDependencies } = JSON.parse(
  readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
)
/** Small and without parts of their own outside JavaScript, or used at every start. */
const inside = ['commander', 'fast-string-width', 'libsodium-sumo', 'libsodium-wrappers-sumo', 'otpauth', 'zxing-wasm']
const outside = Object.keys({ ...dependencies, ...optionalDependencies }).filter((name) => !inside.includes(name))

let sodiumWasm

const bundle = await rolldown({
  input: [`${source}main.ts`, ...programs.map((name) => `${source}system/${name}`)],
  platform: 'node',
  logLevel: 'warn',
  plugins: [{ name: 'libsodium', transform: { filter: { id: /libsodium-sumo\.mjs$/ }, handler: wasmApart } }],
  external: (id) => outside.some((name) => id === name || id.startsWith(`${name}/`)),
})
const { output } = await bundle.write({
  dir: fileURLToPath(new URL('../dist/', import.meta.url)),
  format: 'cjs',
  cleanDir: true,
  minify: true,
  entryFileNames: ({ facadeModuleId }) => `${basename(facadeModuleId, '.ts')}.js`,
  chunkFileNames: ({ facadeModuleId }) =>
    facadeModuleId == null || !facadeModuleId.startsWith(source)
      ? 'shared-[name]-[hash].js'
      : relative(source, facadeModuleId).replace(/\.ts$/, '.js').replaceAll('/', '-'),
})
await bundle.close()
writeFileSync(new URL('../dist/package.json', import.meta.url), '{ "type": "commonjs" }\n')
writeFileSync(new URL('../dist/libsodium.wasm', import.meta.url), sodiumWasm)
writeNotices(output.flatMap((part) => (part.type === 'chunk' ? part.moduleIds : [])))

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
