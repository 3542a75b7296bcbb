// The published form: what `npm pack` writes, installed as a person would, on every Node that is there. With the native
// packages and without, and in a folder that cannot be written to and belongs to somebody else.
import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, posix } from 'node:path'
import { rolldown } from 'rolldown'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { qrPicture } from '../kit/qr-picture.ts'
import { BIN, dropHome, type Home, KEY, newHome, type Ran, ROOT, type RunOptions } from '../kit/ukp.ts'
import {
  codeByRfc6238,
  filesBelow,
  hasOathtool,
  install,
  installed,
  judgedCode,
  loadedFrom,
  type Node,
  nodesHere,
  nodeThatRuns,
  onPath,
  type Package,
  pack,
  packageOf,
  packagesIn,
  sizeOf,
  type Tarball,
  type Tree,
  type User,
  type Who,
} from './published.ts'

/** Made up; what the picture holds. */
const OTHER_KEY = 'JBSWY3DPEHPK3PXPJBSX'
/** Bytes; about a quarter above what they were when this was written (1.66, 4.5 and 9 MB). */
const LIMIT = { packed: 2_100_000, unpacked: 6_000_000, installed: 11 * 2 ** 20 }
/** Names that npm packages of one system have in common. */
const OF_A_SYSTEM = /-(?:linux|darwin|win32|freebsd|android|wasm32|openharmony)/

const MANIFEST = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
  version: string
  dependencies?: Record<string, string>
  optionalDependencies: Record<string, string>
}
const NATIVE = Object.keys(MANIFEST.optionalDependencies)
const NODES = nodesHere().map((node) => [node.version, node] as const)
const isRoot = process.getuid?.() === 0
/** Nobody. */
const OTHER_USER: User = isRoot ? { uid: 65534, gid: 65534 } : null

const folder = mkdtempSync(join(tmpdir(), 'ukp-package-'))
const SPOT = { full: join(folder, 'full'), bare: join(folder, 'bare') }
let tarball: Tarball
let full: Tree
let bare: Tree

const say = (line: string): boolean => process.stdout.write(`    ${line}\n`)
const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(2)} MB`
const inDist = (name: string): string => join(ROOT, 'dist', name)

beforeAll(() => {
  chmodSync(folder, 0o755)
  // Leaves beside itself what V8 compiled, which is nothing to publish.
  expect(spawnSync(process.execPath, [BIN, '--version']).status).toBe(0)
  expect(existsSync(inDist('compiled'))).toBe(true)
  tarball = pack(folder)
  full = install(SPOT.full, tarball.file)
  bare = install(SPOT.bare, tarball.file, ['--omit=optional', '--ignore-scripts'])
}, 600_000)

afterAll(() => {
  writable(true)
  rmSync(folder, { recursive: true, force: true })
})

describe('the package', () => {
  it('holds the program, its pages and nothing else', () => {
    const built = filesBelow(join(ROOT, 'dist')).filter((name) => !name.startsWith('compiled/'))
    // The screens are for those who look at the sources.
    const documents = filesBelow(join(ROOT, 'docs')).filter((name) => !name.startsWith('screens/'))
    const around = ['CHANGELOG.md', 'LICENSE', 'README.hu.md', 'README.md', 'package.json']
    const wanted = [
      ...around,
      ...['bin/package.json', 'bin/ukp.js'],
      ...built.map((name) => `dist/${name}`),
      ...documents.map((name) => `docs/${name}`),
    ]
    expect(tarball.paths).toEqual(wanted.sort())
    expect(documents.filter((name) => !name.endsWith('.md'))).toEqual([])
    expect(built.filter((name) => !/^[\w.-]+\.js$/.test(name))).toEqual([
      'NOTICES.txt',
      'completion/_ukp',
      'completion/ukp.bash',
      'completion/ukp.fish',
      'libsodium.wasm',
      'man/hu/man1/ukp.1',
      'man/man1/ukp.1',
      'package.json',
      'webp_dec.wasm',
      'zxing_reader.wasm',
    ])
  })

  it('is small', () => {
    say(`packed ${megabytes(tarball.packed)}, unpacked ${megabytes(tarball.unpacked)}, ${tarball.paths.length} files`)
    expect(tarball.packed).toBeLessThan(LIMIT.packed)
    expect(tarball.unpacked).toBeLessThan(LIMIT.unpacked)
  })

  it('has every file that its pages point at', () => {
    const pages = tarball.paths.filter((name) => name.endsWith('.md'))
    const targets = pages.flatMap((page) =>
      [...readFileSync(join(ROOT, page), 'utf8').matchAll(/\]\(([^)#\s:]+)(?:#[^)]*)?\)/g)].map(([, to]) =>
        posix.join(posix.dirname(page), to ?? ''),
      ),
    )
    expect(targets.length).toBeGreaterThan(50)
    const absent = targets.filter((to) => !tarball.paths.some((path) => path === to || path.startsWith(`${to}/`)))
    // For those who look at the sources, as are the pages for those who change them.
    const ofSources = /^(?:docs\/screens\/.*|CONTRIBUTING\.md|SECURITY\.md|AGENTS\.md)$/
    expect(absent.filter((to) => !ofSources.test(to))).toEqual([])
  })

  it('says nothing of the computer that built it', () => {
    const places = [ROOT.replace(/\/$/, ''), realpathSync(join(ROOT, 'node_modules'))]
    const naming = tarball.paths
      .filter((path) => path.startsWith('dist/'))
      .filter((path) => places.some((place) => readFileSync(join(ROOT, path)).includes(`${place}/`)))
    expect(naming).toEqual([])
  })
})

describe('what is inside of the files', () => {
  it('stands in NOTICES.txt with its licence, whole', async () => {
    const modules = await bundledModules()
    const folders = [...new Set(modules.flatMap((id) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(id) ?? []))]
    expect(folders.length).toBeGreaterThan(5)
    const notices = new Map(
      readFileSync(inDist('NOTICES.txt'), 'utf8')
        .split(`\n${'-'.repeat(72)}\n\n`)
        .map((text) => [text.slice(0, text.indexOf('\n')), text]),
    )
    const named = folders.map((from) => {
      const { name, version } = JSON.parse(readFileSync(join(from, 'package.json'), 'utf8')) as Package
      const beside = readdirSync(from)
        .filter((file) => /^licen[cs]e/i.test(file))
        .slice(0, 1)
      const own = join(ROOT, '.ci/licences', `${name.replace('/', '__')}.txt`)
      const files = [...beside.map((file) => join(from, file)), ...(existsSync(own) ? [own] : [])]
      expect(files.length, name).toBeGreaterThan(0)
      for (const file of files)
        expect(notices.get(`${name} ${version}`) ?? `nothing of ${name} ${version}`).toContain(
          readFileSync(file, 'utf8').trim(),
        )
      return `${name} ${version}`
    })
    expect([...notices.keys()].sort()).toEqual(named.sort())
  })

  it('is everything but native code, which alone is installed beside it', () => {
    expect([...new Set(loadedFrom(inDist('.')).map(packageOf))]).toEqual([...NATIVE].sort())
    expect(MANIFEST.dependencies).toBeUndefined()
  })
})

/**
 * The modules that a bundler finds below the programs in dist/. What is left outside is what the built files load, so no
 * list of the build is believed.
 */
async function bundledModules(): Promise<string[]> {
  const places = ['src', 'src/system/programs']
  const programs = readdirSync(inDist('.'))
    .map((name) => name.replace(/\.js$/, '.ts'))
    .flatMap((name) => places.map((place) => join(ROOT, place, name)).filter((file) => existsSync(file)))
  const outside = loadedFrom(inDist('.'))
  const bundle = await rolldown({ input: programs, platform: 'node', logLevel: 'silent', external: outside })
  const { output } = await bundle.generate({ format: 'esm' })
  await bundle.close()
  return output.flatMap((part) => (part.type === 'chunk' ? part.moduleIds : []))
}

describe('installed as a person does', () => {
  it('runs no script of any package', () => {
    for (const [{ modules }, count] of [
      [full, 1 + 2 * NATIVE.length],
      [bare, 1],
    ] as const) {
      const packages = packagesIn(modules)
      expect(packages).toHaveLength(count)
      const running = packages.filter(({ json, folder: at }) => {
        const scripts = (json.scripts ?? {}) as Record<string, string>
        // npm would build what has a binding.gyp and says nothing else.
        const builds = existsSync(join(at, 'binding.gyp')) && json.gypfile !== false
        return builds || ['preinstall', 'install', 'postinstall'].some((name) => scripts[name] !== undefined)
      })
      expect(running.map(({ name }) => name)).toEqual([])
    }
  })

  it('is bounded in size', () => {
    for (const [name, place] of [
      ['with the native packages', SPOT.full],
      ['without', SPOT.bare],
    ] as const) {
      const { bytes, blocks } = sizeOf(place)
      say(`installed ${name}: ${megabytes(bytes)} of files, ${megabytes(blocks)} of this disk`)
      expect(bytes).toBeLessThan(LIMIT.installed)
    }
    const sizes = packagesIn(full.modules).map(({ name, version, folder: at }) => {
      const inner = existsSync(join(at, 'node_modules')) ? sizeOf(join(at, 'node_modules')).bytes : 0
      return { name: `${name} ${version}`, bytes: sizeOf(at).bytes - inner }
    })
    const largest = sizes.sort((a, b) => b.bytes - a.bytes).slice(0, 12)
    say(`the largest: ${largest.map(({ name, bytes }) => `${name} ${megabytes(bytes)}`).join(', ')}`)
  })

  it('has the native packages of this system only, and none when they are left out', () => {
    const native = (tree: Tree): string[] => filesBelow(tree.modules).filter((name) => name.endsWith('.node'))
    expect(native(full).map((name) => dirname(name).replace(OF_A_SYSTEM, ' ').split(' ')[0])).toEqual([
      '@napi-rs/keyring',
      '@node-rs/argon2',
    ])
    const forSystems = packagesIn(full.modules).filter(({ name }) => OF_A_SYSTEM.test(name))
    expect(forSystems).toHaveLength(2)
    for (const { json } of forSystems) {
      expect(json).toMatchObject({ os: [process.platform], cpu: [process.arch] })
    }
    expect(native(bare)).toEqual([])
    expect(packagesIn(bare.modules).filter(({ name }) => NATIVE.includes(name))).toEqual([])
  })
})

describe('codes by others', () => {
  it('are the same, and those that this test expects', () => {
    expect([codeByRfc6238(KEY, 1_700_000_000), judgedCode(KEY, 1_700_000_000)]).toEqual(['421617', '421617'])
    say(`codes are compared with ${hasOathtool ? 'oathtool' : 'RFC 6238 by Node, as oathtool is not here'}`)
  })
})

const NO_MODULE = 'The part of ukp that uses the keyring is not installed here.'

describe.each(NODES)('on Node %s', (_version, found) => {
  let node: Node
  beforeAll(() => {
    node = onPath(found, folder, null)
  })

  it('every package that the program loads is there and can be loaded', () => {
    loadsAll(node, full, [])
    loadsAll(node, bare, NATIVE)
  })

  it('the whole works', () => {
    const { own } = full
    session({ tree: full, node, user: null })
    // By this Node, and no other; the next start takes what it left.
    expect(readdirSync(join(own, 'dist/compiled')).some((name) => name.startsWith(`${node.version}-`))).toBe(true)
  })

  // What the installation above fetched is in npm's own store, and nothing is asked over the network any more.
  it('installs for all without a network, with the native packages, and is linked as a command and a manual page', () => {
    const place = join(folder, `global-${node.version}`)
    const tree = install(place, tarball.file, ['--global', '--offline'], node.binary)
    expect(packagesIn(tree.modules).filter(({ name }) => NATIVE.includes(name))).toHaveLength(NATIVE.length)
    withHome((home) => {
      const who = { tree, node, user: null }
      expect(installed(who, home, ['--version'])).toMatchObject({ exit: 0, stdout: `${MANIFEST.version}\n` })
      expect(installed(who, home, ['add', 'mama', '--stdin'], { stdin: KEY }).exit).toBe(0)
      expect(installed(who, home, ['code', 'mama', '--at', '1700000000']).stdout).toBe('421617\n')
    })
    const page = join(place, 'share/man/man1/ukp.1')
    expect(lstatSync(page).isSymbolicLink()).toBe(true)
    expect(realpathSync(page)).toBe(realpathSync(join(tree.own, 'dist/man/man1/ukp.1')))
    expect(readFileSync(page, 'utf8')).toBe(readFileSync(inDist('man/man1/ukp.1'), 'utf8'))
  })

  it('it works without the native packages, and says so of the keyring', () => {
    session({ tree: bare, node, user: null }, (run) => {
      // Without a bus nothing would ask for the package.
      const { exit, stderr } = run(['key', 'add', 'keyring'], { env: { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/none' } })
      expect([exit, stderr]).toEqual([10, expect.stringContaining(NO_MODULE)])
    })
  })
})

const OWNER = isRoot ? ' and belongs to another user' : ''
describe(`in a folder that cannot be written to${OWNER}`, () => {
  beforeAll(() => {
    rmSync(join(full.own, 'dist/compiled'), { recursive: true, force: true })
    writable(false)
  })
  afterAll(() => writable(true))

  it.each(NODES)('the whole works on Node %s', (_version, found) => {
    session({ tree: full, node: onPath(found, join(folder, 'read-only'), OTHER_USER), user: OTHER_USER })
    expect(existsSync(join(full.own, 'dist/compiled'))).toBe(false)
  })
})

/** Whether its owner may write to the installed package. */
function writable(may: boolean): void {
  if (existsSync(SPOT.full)) spawnSync('chmod', ['-R', may ? 'u+w' : 'a-w', SPOT.full])
}

function loadsAll({ binary }: Node, tree: Tree, without: readonly string[]): void {
  const all = loadedFrom(join(tree.own, 'dist')).filter((name) => !without.includes(packageOf(name)))
  const script = `import { createRequire } from 'node:module'
    const from = createRequire(process.cwd() + '/main.js')
    for (const name of ${JSON.stringify(all)}) await (name.endsWith('.wasm') ? from.resolve(name) : import(name))`
  const ran = spawnSync(binary, ['--input-type=module', '--eval', script], { cwd: join(tree.own, 'dist') })
  expect([ran.status, String(ran.stderr)]).toEqual([0, ''])
}

type Run = (args: readonly string[], options?: RunOptions) => Ran

/** What a person does in the first days, each answer looked at. */
function session(who: Who, more: (run: Run) => void = () => undefined): void {
  withHome((home) => {
    const began = Date.now()
    const run: Run = (args, options) => installed(who, home, args, options)
    const answer: Run = (args, options) => {
      const ran = run(args, options)
      expect(ran.exit, `ukp ${args.join(' ')}\n${ran.stderr}`).toBe(0)
      return ran
    }
    const shows = (args: readonly string[], key = KEY, env: Record<string, string> = {}): void => {
      const before = Date.now() / 1000
      const { stdout } = answer(args, { env })
      expect([before, Date.now() / 1000].map((at) => `${judgedCode(key, at | 0)}\n`)).toContain(stdout)
    }
    const at = (name: string): string => join(home.folder, name)

    expect(nodeThatRuns(who, home)).toBe(who.node.version)
    expect(answer(['--version']).stdout).toBe(`${MANIFEST.version}\n`)
    answer(['add', 'mama', '--stdin'], { stdin: KEY })
    shows(['code', 'mama'])
    shows(['code', 'mama'])
    expect(answer(['code', 'mama', '--at', '1700000000']).stdout).toBe('421617\n')
    writeFileSync(at('code.png'), qrPicture([`otpauth://totp/Minta:papa?secret=${OTHER_KEY}&issuer=Minta`]))
    answer(['add', 'papa', '--qr', at('code.png')])
    shows(['code', 'papa'], OTHER_KEY)
    const { accounts } = JSON.parse(answer(['list', '--json']).stdout) as { accounts: { name: string }[] }
    expect(accounts.map(({ name }) => name)).toEqual(['mama', 'papa'])

    // Pictures: drawn, written and read again.
    answer(['export', '--format', 'qr-png', '--yes-plaintext', '--output', at('pictures')])
    answer(['import', at('pictures'), '--yes', '--vault', at('second.ukp')])
    shows(['code', 'papa', '--vault', at('second.ukp')], OTHER_KEY)

    answer(['key', 'add', 'key-file', at('key')])
    shows(['code', 'mama', '--key-file', at('key')], KEY, { UKP_PASSPHRASE: '' })
    const completion = answer(['completion', 'bash']).stdout
    expect(completion).toContain('complete ')
    expect(spawnSync('bash', ['-n'], { input: completion }).status).toBe(0)
    more(run)
    say(`${who.node.version}: ${((Date.now() - began) / 1000).toFixed(1)} s`)
  }, who.user)
}

function withHome(work: (home: Home) => void, user: User = null): void {
  const home = newHome()
  try {
    mkdirSync(join(home.folder, 'data'), { recursive: true })
    if (user !== null) {
      for (const name of ['.', 'run', 'data']) chownSync(join(home.folder, name), user.uid, user.gid)
    }
    work(home)
  } finally {
    dropHome(home)
  }
}
