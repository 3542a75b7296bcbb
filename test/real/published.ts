// The package as npm makes it and as a person installs it, in temporary folders; the Nodes that are there to run it; and
// codes by others.
import { spawnSync } from 'node:child_process'
import { createHmac } from 'node:crypto'
import {
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  symlinkSync,
} from 'node:fs'
import { isBuiltin } from 'node:module'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { expect } from 'vitest'
import { decodeBase32 } from '../../src/otp/base32.ts'
import { type Home, PASSPHRASE, type Ran, ROOT, type RunOptions } from '../kit/ukp.ts'

export interface Tarball {
  readonly file: string
  readonly paths: readonly string[]
  /** Bytes. */
  readonly packed: number
  readonly unpacked: number
}

/** What `npm pack` writes of what was built. */
export function pack(folder: string): Tarball {
  const said = npm(['pack', '--ignore-scripts', '--json', '--pack-destination', folder, ROOT], folder)
  const [made] = JSON.parse(said) as { filename: string; size: number; unpackedSize: number; files: Listed[] }[]
  if (made === undefined) throw new Error('npm packed nothing')
  const file = join(folder, made.filename)
  // The archive itself is asked, not what npm says of it.
  const listed = spawnSync('tar', ['-tzf', file])
  const paths = String(listed.stdout).trim().split('\n')
  expect(paths.filter((path) => !path.startsWith('package/'))).toEqual([])
  return {
    ...{ file, packed: made.size, unpacked: made.unpackedSize },
    paths: paths.map((path) => path.slice('package/'.length)).sort(),
  }
}

interface Listed {
  readonly path: string
}

/** A place where the package is installed. */
export interface Tree {
  /** The command, as npm links it. */
  readonly command: string
  readonly modules: string
  /** The installed package itself. */
  readonly own: string
}

/** Installs as a person would who has an empty folder, with these options more; npm itself is run by `binary`. */
export function install(
  folder: string,
  tarball: string,
  options: readonly string[] = [],
  binary: string = process.execPath,
): Tree {
  mkdirSync(folder)
  npm(
    ['install', '--prefix', folder, '--no-audit', '--no-fund', '--prefer-offline', ...options, tarball],
    folder,
    binary,
  )
  const isGlobal = options.includes('--global')
  const own = join(folder, isGlobal ? 'lib' : '.', 'node_modules', 'ukp')
  return isGlobal
    ? { command: join(folder, 'bin', 'ukp'), modules: join(own, 'node_modules'), own }
    : { command: join(folder, 'node_modules', '.bin', 'ukp'), modules: join(folder, 'node_modules'), own }
}

/** npm is a program of Node's: any Node can run it. */
const NPM = realpathSync(String(spawnSync('sh', ['-c', 'command -v npm']).stdout).trim())

/** With the person's own settings, without those that an npm around this test hands down. */
function npm(args: readonly string[], cwd: string, binary: string = process.execPath): string {
  const handedDown = /^npm_config_(?:global|prefix|local_prefix|location|omit|include|ignore_scripts|dry_run|json)$/i
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !handedDown.test(name)))
  const ran = spawnSync(binary, [NPM, ...args], { cwd, env, timeout: 300_000 })
  expect(ran.status, `npm ${args.join(' ')}\n${String(ran.stderr)}`).toBe(0)
  return String(ran.stdout)
}

export interface Package {
  readonly folder: string
  readonly name: string
  readonly version: string
  readonly json: Readonly<Record<string, unknown>>
}

/** Every package in a folder of packages, those inside of others too. */
export function packagesIn(modules: string): Package[] {
  if (!existsSync(modules)) return []
  const names = readdirSync(modules).filter((name) => !name.startsWith('.'))
  const folders = names.flatMap((name) =>
    name.startsWith('@') ? readdirSync(join(modules, name)).map((below) => join(name, below)) : [name],
  )
  return folders.flatMap((name) => {
    const folder = join(modules, name)
    const json = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Package['json']
    const one = { folder, name: String(json.name), version: String(json.version), json }
    return [one, ...packagesIn(join(folder, 'node_modules'))]
  })
}

/** All files below a folder, relative to it, sorted. */
export function filesBelow(folder: string): string[] {
  return (readdirSync(folder, { recursive: true }) as string[])
    .filter((name) => lstatSync(join(folder, name)).isFile())
    .sort()
}

/** Bytes of all files, and of the blocks that they and their folders take on this disk. */
export function sizeOf(folder: string): { bytes: number; blocks: number } {
  const all = (readdirSync(folder, { recursive: true }) as string[]).map((name) => lstatSync(join(folder, name)))
  const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0)
  return {
    bytes: sum(all.map((state) => (state.isFile() ? state.size : 0))),
    blocks: sum(all.map((state) => state.blocks * 512)),
  }
}

/** What the program's files load that is neither Node's nor theirs: names as they are written there. */
export function loadedFrom(dist: string): string[] {
  const texts = readdirSync(dist)
    .filter((name) => name.endsWith('.js'))
    .map((name) => readFileSync(join(dist, name), 'utf8'))
  // The native Argon2id is loaded by a require of another name.
  // What macOS is told in its own JavaScript is no package.
  const loads = /(?:(?<!ObjC\.)\b(?:require|import|resolve)\(|createRequire[^;]{0,80}\)\()(["'`])([@\w][\w@./-]*)\1\)/g
  const found = texts.flatMap((text) => [...text.matchAll(loads)].map((match) => match[2] ?? ''))
  return [...new Set(found)].filter((name) => !isBuiltin(name)).sort()
}

/** `@a/b/c.js` -> `@a/b` */
export function packageOf(name: string): string {
  return name
    .split('/')
    .slice(0, name.startsWith('@') ? 2 : 1)
    .join('/')
}

export interface Node {
  readonly version: string
  readonly binary: string
}

/**
 * This Node first, then those that UKP_NODE_BINARIES names, as PATH names folders; without it those that test/matrix.sh
 * has fetched. One of each version.
 */
export function nodesHere(): Node[] {
  const scratch = join(tmpdir(), 'ukp-nodes')
  const fetched = existsSync(scratch) ? readdirSync(scratch).sort() : []
  const given = process.env.UKP_NODE_BINARIES?.split(delimiter).filter((file) => file !== '')
  const others = given ?? fetched.map((name) => join(scratch, name, 'node_modules/node/bin/node')).filter(existsSync)
  const all = [process.execPath, ...others].map((binary) => ({ binary, version: versionOf(binary) }))
  return all.filter(({ version }, i) => all.findIndex((one) => one.version === version) === i)
}

function versionOf(binary: string): string {
  const said = String(spawnSync(binary, ['--version']).stdout ?? '').trim()
  return said === '' ? `none (${binary})`.replaceAll('/', ' ') : said
}

/** Who runs it; null is whoever runs the tests. */
export type User = { readonly uid: number; readonly gid: number } | null

/**
 * The same Node where a shell finds it as `node`, whatever its file is called.
 * @param folder open to everybody; a Node in a private folder is of no use to another user, who gets a copy
 */
export function onPath(node: Node, folder: string, user: User): Node {
  const binary = join(folder, 'nodes', node.version, 'node')
  mkdirSync(dirname(binary), { recursive: true, mode: 0o755 })
  if (user === null || spawnSync(node.binary, ['--version'], { ...user }).status === 0) symlinkSync(node.binary, binary)
  else copyFileSync(node.binary, binary)
  return { ...node, binary }
}

export interface Who {
  readonly tree: Tree
  /** As `onPath` made it. */
  readonly node: Node
  readonly user: User
}

/** Runs the installed command by this Node, without a terminal, as the shell would find both. */
export function installed({ tree, ...who }: Who, home: Home, args: readonly string[], options: RunOptions = {}): Ran {
  return started(tree.command, who, home, args, options)
}

/** What the shell of an installed command takes for Node. */
export function nodeThatRuns(who: Who, home: Home): string {
  return started('node', who, home, ['--version']).stdout.trim()
}

function started(
  command: string,
  { node, user }: Omit<Who, 'tree'>,
  home: Home,
  args: readonly string[],
  options: RunOptions = {},
): Ran {
  const path = `${dirname(node.binary)}${delimiter}${home.env.PATH}`
  const ran = spawnSync('setsid', ['--wait', command, ...args], {
    ...{ env: { ...home.env, UKP_PASSPHRASE: PASSPHRASE, ...options.env, PATH: path }, input: options.stdin ?? '' },
    ...{ cwd: home.folder, timeout: 60_000, ...user },
  })
  return { exit: ran.status, stdout: String(ran.stdout), stderr: String(ran.stderr) }
}

export const hasOathtool = spawnSync('oathtool', ['--version']).status === 0

/** Six digits of SHA-1 by oathtool, or where it is not installed by RFC 6238 and Node's HMAC. */
export function judgedCode(key: string, seconds: number): string {
  if (!hasOathtool) return codeByRfc6238(key, seconds)
  const padded = key.padEnd(Math.ceil(key.length / 8) * 8, '=')
  const ran = spawnSync('oathtool', ['--base32', '--totp', `--now=@${seconds}`, '-'], { input: `${padded}\n` })
  return String(ran.stdout).trim()
}

export function codeByRfc6238(key: string, seconds: number): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(seconds / 30)))
  const mac = createHmac('sha1', decodeBase32(key)).update(counter).digest()
  const at = (mac.at(-1) ?? 0) & 15
  return String((mac.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}
