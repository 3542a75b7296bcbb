// The start of a program of one file: Node and all of dist/ in one (docs/decisions/0016). Its parts are loaded out of it,
// and nothing from the disk: no package that happens to lie beside it, no helper that somebody put there.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Script } from 'node:vm'
import { OWN_PROGRAM } from './system/programs/own-program.ts'

const sea = process.getBuiltinModule('node:sea')
/** Below the program itself, which is no folder: nothing can be there. */
const folder = `${process.execPath}/dist`
const modules = new Map<string, { exports: Record<string, unknown> }>()
const names = new Set(textOf('names').split('\n'))

const [, , word = ''] = process.argv
if (word.startsWith(OWN_PROGRAM)) {
  // As if it had been started by its file.
  process.argv.splice(1, 2, word)
  load(`${word.slice(OWN_PROGRAM.length)}.js`)
} else {
  const { main } = load('main.js') as { main(argv: readonly string[]): Promise<void> }
  void main(process.argv.slice(2))
}

/** @param name a file of dist/; what it exports comes back */
function load(name: string): Record<string, unknown> {
  const loaded = modules.get(name)
  if (loaded !== undefined) return loaded.exports
  const module = { exports: {} }
  modules.set(name, module)
  const filename = `${folder}/${name}`
  // What V8 compiled when the program was built; with options of Node, V8 refuses it and compiles itself.
  const cachedData = names.has(`${name}.bin`) ? bytesOf(`${name}.bin`) : undefined
  const script = new Script(textOf(name), { filename, ...(cachedData === undefined ? {} : { cachedData }) })
  const require = Object.assign(requireInside, { bytes: bytesOf, import: importInside })
  script.runInThisContext()(module.exports, require, module, filename, folder)
  return module.exports
}

function requireInside(id: string): unknown {
  if (id.startsWith('./')) return load(id.slice(2))
  // What would look for packages on the disk.
  if (/^(?:node:)?module$/.test(id)) return { createRequire: () => requireNative }
  const builtin = process.getBuiltinModule(id)
  if (builtin === undefined) throw new Error(`${id} is not inside`)
  return builtin
}

async function importInside(id: string): Promise<unknown> {
  return requireInside(id)
}

/**
 * A package of native code. Systems load such code from files only: it lies in a folder that only its owner may open for
 * as long as loading takes.
 */
function requireNative(id: string): unknown {
  const name = `${id.replaceAll('/', '__')}.node`
  if (!names.has(name)) throw new Error(`${id} is not inside`)
  const place = mkdtempSync(join(tmpdir(), 'ukp-'))
  try {
    const file = join(place, 'native.node')
    writeFileSync(file, bytesOf(name), { flag: 'wx', mode: 0o600 })
    const module = { exports: {} }
    process.dlopen(module, file)
    return module.exports
  } finally {
    rmSync(place, { recursive: true, force: true })
  }
}

function bytesOf(name: string): Buffer {
  return Buffer.from(sea.getRawAsset(name) as ArrayBuffer)
}

/** All parts are ASCII (.ci/bundle.mjs). */
function textOf(name: string): string {
  return bytesOf(name).toString('latin1')
}
