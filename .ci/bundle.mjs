// The program in few files, as each file that Node loads costs time at every start. Packages from outside stay outside.
// What is loaded on use keeps its name: src/commands/code.ts is dist/commands-code.js. All files lie in one folder, so that
// the programs that ukp starts for itself are beside whatever starts them.
import { readdirSync, readFileSync } from 'node:fs'
import { basename, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { rolldown } from 'rolldown'

const source = fileURLToPath(new URL('../src/', import.meta.url))
const programs = readdirSync(`${source}system`).filter((name) => /-(process|clear)\.ts$/.test(name))
const { dependencies, optionalDependencies } = JSON.parse(
  readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
)
const outside = Object.keys({ ...dependencies, ...optionalDependencies })

const bundle = await rolldown({
  input: [`${source}main.ts`, ...programs.map((name) => `${source}system/${name}`)],
  platform: 'node',
  logLevel: 'warn',
  external: (id) => outside.some((name) => id === name || id.startsWith(`${name}/`)),
})
await bundle.write({
  dir: fileURLToPath(new URL('../dist/', import.meta.url)),
  format: 'esm',
  cleanDir: true,
  entryFileNames: ({ facadeModuleId }) => `${basename(facadeModuleId, '.ts')}.js`,
  chunkFileNames: ({ facadeModuleId }) =>
    facadeModuleId == null
      ? 'shared-[name]-[hash].js'
      : relative(source, facadeModuleId).replace(/\.ts$/, '.js').replaceAll('/', '-'),
})
await bundle.close()
