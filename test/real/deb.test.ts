// The Debian packages, built by their one command: what lintian says of them, and that they install, run and go again
// without a trace, in a root of their own with a database of its own. Nothing of this computer's packages is touched.
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { KEY, PASSPHRASE, ROOT } from '../kit/ukp.ts'
import { onPath } from './keyring-play.ts'
import { filesBelow } from './published.ts'

const left = process.env.UKP_WITHOUT_PROGRAMS
const isRoot = process.getuid?.() === 0
const missing = ['dpkg-deb', 'dpkg', 'gzip'].filter((name) => !onPath(name))
const canBuild = process.platform === 'linux' && process.arch === 'x64' && missing.length === 0
const why = left
  ? ' (left out by UKP_WITHOUT_PROGRAMS)'
  : canBuild
    ? ''
    : ` (skipped: no ${missing.join(', ') || 'Linux x64'})`
const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string }
const NAMES = ['ukp', 'ukp-nodejs'] as const
const debOf = (name: string): string => join(ROOT, 'out', `${name}_${version}-1_amd64.deb`)
const said = (program: string, ...args: readonly string[]): string => {
  const ran = spawnSync(program, args, { maxBuffer: 2 ** 28 })
  expect(ran.status, `${program} ${args.join(' ')}\n${String(ran.stderr)}`).toBe(0)
  return String(ran.stdout)
}

describe.skipIf(left || !canBuild)(`the Debian packages${why}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'ukp-deb-test-'))
  beforeAll(() => {
    const built = spawnSync(process.execPath, [join(ROOT, '.ci/deb.mjs')], { cwd: ROOT, timeout: 590_000 })
    if (built.status !== 0)
      throw new Error(`${String(built.stderr)}\nWhere there is no npm registry, set UKP_WITHOUT_PROGRAMS=1.`)
  }, 600_000)
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it.runIf(onPath('lintian')).each(NAMES)('%s: lintian finds no error and no warning that is not answered', (name) => {
    const ran = spawnSync('lintian', ['--fail-on', 'error,warning', '--no-tag-display-limit', debOf(name)], {
      timeout: 300_000,
    })
    expect([ran.status, String(ran.stdout)]).toEqual([0, ''])
    const reasons = readFileSync(join(ROOT, '.ci/debian', `${name}.lintian-overrides`), 'utf8')
    // Each override, or the group it stands in, has its reason above it.
    expect(reasons.startsWith('# ')).toBe(true)
  })

  it.each(NAMES)('%s: has the program, its pages, its licences and nothing of this computer', (name) => {
    const files = said('dpkg-deb', '--contents', debOf(name))
    expect(files.split('\n').filter((line) => line !== '' && !/ root\/root /.test(line))).toEqual([])
    const at = join(folder, `unpacked-${name}`)
    said('dpkg-deb', '--extract', debOf(name), at)
    const pages = filesBelow(at).filter((file) => !file.startsWith('usr/lib/ukp/') && file !== 'usr/bin/ukp')
    expect(pages).toEqual(
      [
        'usr/share/bash-completion/completions/ukp',
        'usr/share/doc/NAME/changelog.Debian.gz',
        'usr/share/doc/NAME/changelog.gz',
        'usr/share/doc/NAME/copyright',
        'usr/share/fish/vendor_completions.d/ukp.fish',
        'usr/share/lintian/overrides/NAME',
        'usr/share/man/hu/man1/ukp.1.gz',
        'usr/share/man/man1/ukp.1.gz',
        'usr/share/zsh/vendor-completions/_ukp',
      ].map((path) => path.replace('NAME', name)),
    )
    const page = gunzipSync(readFileSync(join(at, 'usr/share/man/man1/ukp.1.gz')))
    expect(page.equals(readFileSync(join(ROOT, 'dist/man/man1/ukp.1')))).toBe(true)
    expect(spawnSync('bash', ['-n', join(at, 'usr/share/bash-completion/completions/ukp')]).status).toBe(0)
    const copyright = readFileSync(join(at, `usr/share/doc/${name}/copyright`), 'utf8')
    expect(copyright).toContain(readFileSync(join(ROOT, 'LICENSE'), 'utf8').trim())
    expect(copyright).toContain(readFileSync(join(ROOT, 'dist/NOTICES.txt'), 'utf8').trim())
    expect(copyright.includes('Node.js is licensed for use as follows')).toBe(name === 'ukp')
    expect(copyright).toMatch(/Third-party licenses\n\n`keyring\./)
    for (const file of filesBelow(at)) expect(readFileSync(join(at, file)).includes(ROOT), file).toBe(false)
  })

  it('depend on what the program needs', () => {
    expect(said('dpkg-deb', '--field', debOf('ukp'), 'Depends')).not.toContain('nodejs')
    expect(said('dpkg-deb', '--field', debOf('ukp-nodejs'), 'Depends')).toContain('nodejs (>= 20.19)')
    const program = join(folder, 'unpacked-ukp/usr/bin/ukp')
    const libraries = [...said('objdump', '-p', program).matchAll(/NEEDED\s+(\S+)/g)].map(([, name]) => name)
    // libc6, libstdc++6 and libgcc-s1; a new one would be a new dependency.
    expect(libraries.sort()).toEqual([
      ...[
        'ld-linux-x86-64.so.2',
        'libc.so.6',
        'libdl.so.2',
        'libgcc_s.so.1',
        'libm.so.6',
        'libpthread.so.0',
        'libstdc++.so.6',
      ],
    ])
  })

  describe.skipIf(!isRoot)(`in a root of their own${isRoot ? '' : ' (skipped: only root may change its root)'}`, () => {
    it.each(NAMES)('%s installs, runs and goes without a trace', (name) => {
      const root = join(folder, `root-${name}`)
      emptyRoot(root, name === 'ukp-nodejs')
      const before = filesBelow(root)
      // What it depends on is there, but in no database.
      const dpkg = (...args: readonly string[]): string => said('dpkg', `--root=${root}`, '--force-depends', ...args)
      dpkg('--install', debOf(name))
      expect(dpkg('--status', name)).toContain('Status: install ok installed')
      expect(dpkg('--verify', name)).toBe('')
      const env = { HOME: '/root', PATH: '/usr/bin', UKP_PASSPHRASE: PASSPHRASE, LANG: 'C.UTF-8' }
      const ukp = (args: readonly string[], input = ''): string => {
        const ran = spawnSync('/usr/sbin/chroot', [root, '/usr/bin/ukp', ...args], { env, input, timeout: 60_000 })
        expect(ran.status, `${String(ran.stderr)}${String(ran.error ?? '')}`).toBe(0)
        return String(ran.stdout)
      }
      expect(ukp(['--version'])).toBe(`${version}\n`)
      ukp(['add', 'mama', '--stdin'], KEY)
      expect(ukp(['code', 'mama', '--at', '1700000000'])).toBe('421617\n')
      ukp(['export', '--format', 'qr-png', '--yes-plaintext', '--output', '/root/pictures'])
      ukp(['import', '/root/pictures', '--yes', '--vault', '/root/second.ukp'])
      ukp(['backup'])
      expect(existsSync(join(root, 'usr/lib/ukp/dist/compiled'))).toBe(name === 'ukp-nodejs')
      dpkg('--purge', name)
      rmSync(join(root, 'root'), { recursive: true })
      mkdirSync(join(root, 'root'))
      const own = (files: readonly string[]): string[] => files.filter((file) => !/^(?:var|tmp)\//.test(file))
      expect(own(filesBelow(root))).toEqual(own(before))
      expect(existsSync(join(root, 'usr/lib/ukp'))).toBe(false)
    })
  })
})

/** The libraries of this system that the program needs, an empty database, and where it is asked for a Node. */
function emptyRoot(root: string, withNode: boolean): void {
  for (const path of [
    'var/lib/dpkg/info',
    'var/lib/dpkg/updates',
    'var/lib/dpkg/triggers',
    'usr/bin',
    'usr/sbin',
    'root',
    'tmp',
    'dev',
    'bin',
    'etc',
  ])
    mkdirSync(join(root, path), { recursive: true })
  // What a process that is to say nothing writes to.
  said('mknod', '-m', '666', join(root, 'dev/null'), 'c', '1', '3')
  for (const file of ['status', 'available']) writeFileSync(join(root, 'var/lib/dpkg', file), '')
  const programs = ['/bin/sh', '/bin/rm', '/usr/bin/env', ...(withNode ? [process.execPath] : [])]
  const needed = [...programs, '/usr/lib/x86_64-linux-gnu/libstdc++.so.6'].flatMap((file) => [
    file,
    ...[...said('ldd', file).matchAll(/(\/\S+) \(0x/g)].map(([, library]) => library ?? ''),
  ])
  for (const file of new Set(needed)) {
    const to = join(root, file === process.execPath ? '/usr/bin/node' : file)
    mkdirSync(dirname(to), { recursive: true })
    cpSync(file, to, { dereference: true })
  }
  const more = readdirSync('/usr/lib/x86_64-linux-gnu').filter((name) =>
    /^lib(?:dl|m|pthread|rt|gcc_s|atomic)\.so\.\d$/.test(name),
  )
  mkdirSync(join(root, 'lib/x86_64-linux-gnu'), { recursive: true })
  for (const name of more)
    cpSync(join('/usr/lib/x86_64-linux-gnu', name), join(root, 'lib/x86_64-linux-gnu', name), { dereference: true })
}
