// The Debian packages: `npm run build:deb` writes two into out/, of this computer's architecture, and out/SHA256SUMS anew.
//   ukp          the program of one file, with Node in it: for every Debian and Ubuntu since 2019
//   ukp-nodejs   dist/ and the native packages, a few MB: for systems whose own nodejs is 20.19 or newer
// A name as an argument builds that one only. Needs dpkg-deb and gzip.
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
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { writeSums } from './sums.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const out = join(root, 'out')
const dist = join(root, 'dist')
const { version, description, optionalDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
const ARCHITECTURES = { x64: 'amd64', arm64: 'arm64' }
const architecture = ARCHITECTURES[process.arch]
/** Of the package's form; goes up when only that changes. */
const REVISION = 1
const { DEBFULLNAME = 'The ukp authors', DEBEMAIL = 'ukp@localhost.localdomain' } = process.env
const MAINTAINER = `${DEBFULLNAME} <${DEBEMAIL}>`
const scratch = mkdtempSync(join(tmpdir(), 'ukp-deb-'))
/** Times of files are those of the last commit, so that the same sources give the same packages. */
const seconds = Number(process.env.SOURCE_DATE_EPOCH ?? lastCommit())

const PACKAGES = {
  ukp: {
    fields: {
      Depends: 'libc6 (>= 2.28), libgcc-s1 | libgcc1, libstdc++6 (>= 8)',
      Conflicts: 'ukp-nodejs',
      Replaces: 'ukp-nodejs',
    },
    about: 'This package holds its own Node.js, so that it runs whatever nodejs there is.',
    fill: oneFile,
  },
  'ukp-nodejs': {
    fields: {
      Depends: 'nodejs (>= 20.19), libc6 (>= 2.28), libgcc-s1 | libgcc1',
      Provides: 'ukp',
      Conflicts: 'ukp',
      Replaces: 'ukp',
    },
    about: 'This package uses the nodejs of the system and is small.',
    fill: onNode,
  },
}

try {
  if (architecture === undefined) throw new Error(`no package for ${process.arch}`)
  const wanted = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(PACKAGES)
  if (wanted.includes('ukp')) {
    execFileSync(process.execPath, [join(root, '.ci/programs.mjs'), `linux-${process.arch}`], { stdio: 'inherit' })
  }
  for (const name of wanted) build(name, PACKAGES[name])
  writeSums(out)
} finally {
  rmSync(scratch, { recursive: true, force: true })
}

function build(name, { fields, about, fill }) {
  const at = join(scratch, name)
  fill(at)
  pages(at, name)
  const control = join(at, 'DEBIAN')
  mkdirSync(control)
  const kilobytes = Math.ceil(filesBelow(at).reduce((sum, file) => sum + readFileSync(join(at, file)).length, 0) / 1024)
  const all = {
    ...{ Package: name, Version: `${version}-${REVISION}`, Architecture: architecture, Maintainer: MAINTAINER },
    ...{ 'Installed-Size': kilobytes, Section: 'utils', Priority: 'optional', ...fields },
    Description: describe(about),
  }
  writeFileSync(
    join(control, 'control'),
    Object.entries(all)
      .map(([field, text]) => `${field}: ${text}\n`)
      .join(''),
  )
  const files = filesBelow(at).filter((file) => !file.startsWith('DEBIAN/'))
  const sums = execFileSync('md5sum', files, { cwd: at })
  writeFileSync(join(control, 'md5sums'), sums)
  if (name === 'ukp-nodejs') {
    cpSync(join(root, '.ci/debian/ukp-nodejs.prerm'), join(control, 'prerm'))
    chmodSync(join(control, 'prerm'), 0o755)
  }
  const deb = join(out, `${name}_${version}-${REVISION}_${architecture}.deb`)
  const env = { ...process.env, SOURCE_DATE_EPOCH: String(seconds) }
  execFileSync('chmod', ['-R', 'u=rwX,go=rX', at])
  execFileSync('dpkg-deb', ['--root-owner-group', '-Zxz', '--build', at, deb], {
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  process.stdout.write(`${deb.slice(root.length)}\n`)
}

function oneFile(at) {
  put(at, 'usr/bin/ukp', readFileSync(join(out, `ukp-${version}-linux-${process.arch}`)), 0o755)
}

/** The same folders as in the package of npm; the native packages where Node looks for them. */
function onNode(at) {
  const own = join(at, 'usr/lib/ukp')
  cpSync(dist, join(own, 'dist'), {
    recursive: true,
    filter: (file) => !/\/dist\/(?:compiled|man|completion|NOTICES\.txt)$/.test(file),
  })
  cpSync(join(root, 'bin'), join(own, 'bin'), { recursive: true })
  chmodSync(join(own, 'bin/ukp.js'), 0o755)
  const require = createRequire(join(root, 'package.json'))
  for (const name of Object.keys(optionalDependencies)) {
    const native = Object.keys(require(`${name}/package.json`).optionalDependencies).find((one) =>
      one.endsWith(`linux-${process.arch}-gnu`),
    )
    for (const one of [name, native]) {
      const from = dirname(require.resolve(`${one}/package.json`))
      const isNeeded = (file) => !/(?:\.md|\.d\.ts|LICENSE|keytar\.js|browser\.js)$/.test(file)
      cpSync(from, join(own, 'node_modules', one), { recursive: true, filter: isNeeded })
    }
  }
  mkdirSync(join(at, 'usr/bin'), { recursive: true })
  symlinkSync('../lib/ukp/bin/ukp.js', join(at, 'usr/bin/ukp'))
}

/** What both have beside the program. */
function pages(at, name) {
  put(at, 'usr/share/man/man1/ukp.1.gz', gzip(readFileSync(join(dist, 'man/man1/ukp.1'))))
  put(at, 'usr/share/man/hu/man1/ukp.1.gz', gzip(readFileSync(join(dist, 'man/hu/man1/ukp.1'))))
  put(at, 'usr/share/bash-completion/completions/ukp', readFileSync(join(dist, 'completion/ukp.bash')))
  put(at, 'usr/share/zsh/vendor-completions/_ukp', readFileSync(join(dist, 'completion/_ukp')))
  put(at, 'usr/share/fish/vendor_completions.d/ukp.fish', readFileSync(join(dist, 'completion/ukp.fish')))
  const doc = `usr/share/doc/${name}`
  put(at, `${doc}/copyright`, copyright(name))
  put(at, `${doc}/changelog.gz`, gzip(readFileSync(join(root, 'CHANGELOG.md'))))
  put(at, `${doc}/changelog.Debian.gz`, gzip(changelog(name)))
  put(at, `usr/share/lintian/overrides/${name}`, readFileSync(join(root, `.ci/debian/${name}.lintian-overrides`)))
}

function changelog(name) {
  const date = new Date(seconds * 1000).toUTCString().replace('GMT', '+0000')
  return `${name} (${version}-${REVISION}) unstable; urgency=medium\n\n  * What changed stands in changelog.gz.\n\n -- ${MAINTAINER}  ${date}\n`
}

/** The licence of ukp and those of all that is inside, whole. */
function copyright(name) {
  const native = Object.keys(optionalDependencies).map((one) => {
    const from = dirname(createRequire(join(root, 'package.json')).resolve(`${one}/package.json`))
    const { version: of } = JSON.parse(readFileSync(join(from, 'package.json'), 'utf8'))
    const crates = join(from, '..', `${basename(one)}-linux-${process.arch}-gnu`, 'LICENSE.third-party.md')
    const files = [join(from, 'LICENSE'), crates].filter((file) => existsSync(file))
    return `${one} ${of}\n\n${files.map((file) => readFileSync(file, 'utf8').trim()).join('\n\n')}\n`
  })
  const parts =
    name === 'ukp'
      ? [readFileSync(join(out, 'LICENSES.txt'), 'utf8')]
      : [readFileSync(join(root, 'LICENSE'), 'utf8'), readFileSync(join(dist, 'NOTICES.txt'), 'utf8'), ...native]
  return `ukp, and below its own licence those of everything that is inside of this package.\n\n${parts.join(`\n${'='.repeat(72)}\n\n`)}`
}

function describe(about) {
  const [short] = description.split(',')
  return [
    short.replace(/^One-time/, 'one-time'),
    'Computes the six digits that a login asks for beside the password, for',
    'Ügyfélkapu+ and every other account with such codes. The keys lie in one',
    'encrypted file; they come from QR pictures, links, or other apps.',
    '.',
    about,
  ].join('\n ')
}

function put(at, path, bytes, mode = 0o644) {
  mkdirSync(dirname(join(at, path)), { recursive: true })
  writeFileSync(join(at, path), bytes, { mode })
}

/** Without a name and a time in it. */
function gzip(input) {
  return spawnSync('gzip', ['-9n'], { input }).stdout
}

function filesBelow(at) {
  return readdirSync(at, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .map((one) => join(one.parentPath, one.name).slice(at.length + 1))
    .sort()
}

function lastCommit() {
  const { status, stdout } = spawnSync('git', ['log', '-1', '--format=%ct'], { cwd: root })
  return status === 0 ? String(stdout).trim() : Math.floor(Date.now() / 1000)
}
