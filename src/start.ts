// Loads the program together with what V8 compiled of it in an earlier run, kept beside it as Python keeps its .pyc files:
// compiling is a third of what a code costs otherwise (docs/decisions/0013). Where that cannot be kept, all is the same.
import {
  closeSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  type Stats,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { Script } from 'node:vm'

/** A file of the bundle, as CommonJS. */
interface Part {
  readonly script: Script
  readonly state: Stats
  /** Whether it came with what was compiled before. */
  readonly compiled: boolean
}

const folder = import.meta.dirname
/** What one V8 compiled is of no use to another; V8 checks that again. */
const compiledFolder = `${folder}/compiled/${process.version}-${process.platform}-${process.arch}`
const parts = new Map<string, Part>()
const modules = new Map<string, { exports: Record<string, unknown> }>()

/** @param name a file of this folder; what it exports comes back */
export function load(name: string): Record<string, unknown> {
  const loaded = modules.get(name)
  if (loaded !== undefined) return loaded.exports
  const module = { exports: {} }
  modules.set(name, module)
  const file = `${folder}/${name}`
  const part = compile(name, file)
  parts.set(name, part)
  if (!part.compiled) keepAtExit()
  const require = (id: string): unknown => {
    if (id.startsWith('./')) return load(id.slice(2))
    return process.getBuiltinModule(id) ?? createRequire(file)(id)
  }
  // Node gives a script no import() of its own without a warning: the bundle calls this one.
  require.import = (id: string): Promise<unknown> => import(id)
  part.script.runInThisContext()(module.exports, require, module, file, folder)
  return module.exports
}

function compile(name: string, file: string): Part {
  const state = statSync(file)
  const source = `(function(exports,require,module,__filename,__dirname){${readFileSync(file, 'latin1')}\n})`
  const cachedData = readCompiled(name, state)
  const script = new Script(source, { filename: file, ...(cachedData === null ? {} : { cachedData }) })
  return { script, state, compiled: cachedData !== null && script.cachedDataRejected !== true }
}

/** Size, times and number of the source's file: a tarball sets one time for all, but not that of the change. */
const STAMP_BYTES = 32

function stampOf({ size, mtimeMs, ctimeMs, ino }: Stats): Buffer {
  return Buffer.from(Float64Array.of(size, mtimeMs, ctimeMs, ino).buffer)
}

/**
 * V8 looks at the head of what it is given only, and dies of a damaged rest: so everything stands there twice, and is
 * taken only when both are the same. Nothing is taken that another user than the program's owner wrote.
 */
function readCompiled(name: string, state: Stats): Buffer | null {
  try {
    const file = `${compiledFolder}/${name}.bin`
    const kept = lstatSync(file)
    if (kept.uid !== state.uid || !kept.isFile()) return null
    const both = readFileSync(file)
    const half = both.length / 2
    const data = both.subarray(0, half)
    const same = half > STAMP_BYTES && data.equals(both.subarray(half))
    return same && data.subarray(0, STAMP_BYTES).equals(stampOf(state)) ? data.subarray(STAMP_BYTES) : null
  } catch {
    return null
  }
}

let keeping = false

function keepAtExit(): void {
  // Options of Node's own may make V8 compile otherwise, and would have it refuse this the next time.
  const special =
    process.execArgv.length > 0 || ['NODE_OPTIONS', 'NODE_V8_COVERAGE'].some((name) => name in process.env)
  if (keeping || special) return
  keeping = true
  process.on('exit', (code) => {
    if (code === 0) for (const [name, part] of parts) keep(name, part)
  })
}

/** Only the owner of the program writes beside it. What has the functions of this run has those of earlier ones too. */
function keep(name: string, { script, state }: Part): void {
  const file = `${compiledFolder}/${name}.bin`
  const temporary = `${file}.${process.pid}`
  try {
    if (process.getuid !== undefined && process.getuid() !== state.uid) return
    const data = Buffer.concat([stampOf(state), script.createCachedData()])
    mkdirSync(compiledFolder, { recursive: true, mode: 0o755 })
    const fd = openSync(temporary, 'wx', 0o644)
    try {
      writeFileSync(fd, data)
      writeFileSync(fd, data)
      fsyncSync(fd)
    } finally {
      closeSync(fd)
    }
    renameSync(temporary, file)
  } catch {
    // A read-only place, a full disk: the next run compiles again. One that was left by a killed process goes too.
    discard(temporary)
  }
}

function discard(file: string): void {
  try {
    unlinkSync(file)
  } catch {
    // There was none.
  }
}
