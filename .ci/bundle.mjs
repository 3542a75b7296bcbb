// The program in few files, as each file that Node loads costs time at every start. Large packages stay outside.
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
const inside = ['commander', 'fast-string-width', 'otpauth', 'zxing-wasm']
const outside = Object.keys({ ...dependencies, ...optionalDependencies }).filter((name) => !inside.includes(name))

const bundle = await rolldown({
  input: [`${source}main.ts`, ...programs.map((name) => `${source}system/${name}`)],
  platform: 'node',
  logLevel: 'warn',
  external: (id) => outside.some((name) => id === name || id.startsWith(`${name}/`)),
})
const { output } = await bundle.write({
  dir: fileURLToPath(new URL('../dist/', import.meta.url)),
  format: 'esm',
  cleanDir: true,
  entryFileNames: ({ facadeModuleId }) => `${basename(facadeModuleId, '.ts')}.js`,
  chunkFileNames: ({ facadeModuleId }) =>
    facadeModuleId == null || !facadeModuleId.startsWith(source)
      ? 'shared-[name]-[hash].js'
      : relative(source, facadeModuleId).replace(/\.ts$/, '.js').replaceAll('/', '-'),
})
await bundle.close()
writeNotices(output.flatMap((part) => (part.type === 'chunk' ? part.moduleIds : [])))

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
