// What V8 compiled is kept beside the program: it is taken only whole and from the program's owner, and where it cannot be
// kept, is damaged, or is of another source or Node, all is the same.
import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { dropHome, KEY, newHome, PASSPHRASE, type Ran, ROOT, ukp } from './kit/ukp.ts'
import { putVault } from './kit/vaults.ts'

const isRoot = process.getuid?.() === 0
const NOBODY = 65_534
const VERSION = (JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string }).version
const AT = `${process.version}-${process.platform}-${process.arch}`

const home = newHome()
const keyFile = join(home.folder, 'k')
let copies: string
/** The program of this test, with nothing compiled. */
let program: string

/** A copy of the program with nothing compiled, in a folder that everybody may look into. */
function copyOf(name: string): string {
  const folder = join(copies, name)
  mkdirSync(folder)
  for (const part of ['bin', 'package.json']) cpSync(join(ROOT, part), join(folder, part), { recursive: true })
  const isCompiled = (path: string): boolean => path.startsWith(join(ROOT, 'dist', 'compiled'))
  cpSync(join(ROOT, 'dist'), join(folder, 'dist'), { recursive: true, filter: (path) => !isCompiled(path) })
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'))
  return folder
}

interface As {
  readonly env?: Readonly<Record<string, string>>
  readonly uid?: number
  readonly options?: readonly string[]
}

function run(folder: string, args: readonly string[], { env = {}, uid, options = [] }: As = {}): Ran {
  const ran = spawnSync(process.execPath, [...options, join(folder, 'bin', 'ukp.js'), ...args], {
    env: { ...home.env, ...env },
    input: '',
    cwd: copies,
    ...(uid === undefined ? {} : { uid, gid: uid }),
  })
  return { exit: ran.status, stdout: String(ran.stdout), stderr: String(ran.stderr) }
}

const versionOf = (folder: string, as: As = {}): Ran => run(folder, ['--version'], as)
const TOLD: Ran = { exit: 0, stdout: `${VERSION}\n`, stderr: '' }
const CODE = ['code', 'mama', '--key-file', keyFile, '--json']

const compiledFolder = (folder: string): string => join(folder, 'dist', 'compiled', AT)
const compiledFile = (folder: string, name = 'main.js'): string => join(compiledFolder(folder), `${name}.bin`)
const kept = (folder: string): string[] =>
  existsSync(compiledFolder(folder)) ? readdirSync(compiledFolder(folder)).sort() : []

/** Which file, and when it was written. */
function identity(file: string): unknown {
  const { ino, mtimeNs, size } = statSync(file, { bigint: true })
  return { ino, mtimeNs, size }
}

/** Whether both halves are the same and begin with size, times and number of the source. */
function isRight(folder: string, name = 'main.js'): boolean {
  const bytes = readFileSync(compiledFile(folder, name))
  const half = bytes.length / 2
  const source = statSync(join(folder, 'dist', name))
  const stamp = [0, 8, 16, 24].map((at) => bytes.readDoubleLE(at))
  return (
    half > 1000 &&
    bytes.subarray(0, half).equals(bytes.subarray(half)) &&
    stamp.join() === [source.size, source.mtimeMs, source.ctimeMs, source.ino].join()
  )
}

beforeAll(async () => {
  copies = mkdtempSync(join(tmpdir(), 'ukp-start-'))
  chmodSync(copies, 0o755)
  await putVault(home, [{ name: 'mama', secret: KEY }])
  const added = ukp(home, ['key', 'add', 'key-file', keyFile], { env: { UKP_PASSPHRASE: PASSPHRASE } })
  expect(added.exit).toBe(0)
})
afterAll(() => {
  rmSync(copies, { recursive: true, force: true })
  dropHome(home)
})

let count = 0
beforeEach(() => {
  program = copyOf(String(count++))
})

describe('what was compiled', () => {
  it('is kept by the first run, and used and left alone by the second', () => {
    expect(kept(program)).toEqual([])
    expect(versionOf(program)).toEqual(TOLD)
    expect(kept(program)).toEqual(['main.js.bin', 'messages-en-index.js.bin'])
    expect(isRight(program)).toBe(true)
    const before = kept(program).map((name) => identity(join(compiledFolder(program), name)))
    expect(versionOf(program)).toEqual(TOLD)
    expect(kept(program).map((name) => identity(join(compiledFolder(program), name)))).toEqual(before)
    expect(statSync(compiledFile(program)).mode & 0o777).toBe(0o644)
  })

  it('of a verb is kept beside it, and its answer is the same', () => {
    const first = run(program, CODE)
    expect(first).toMatchObject({ exit: 0, stderr: '' })
    const json = JSON.parse(first.stdout) as { account: string; code: string }
    const names = kept(program)
    expect(names).toContain('commands-code.js.bin')
    expect(names.length).toBeGreaterThan(3)
    const before = names.map((name) => identity(join(compiledFolder(program), name)))
    const second = run(program, CODE)
    expect(second).toMatchObject({ exit: 0, stderr: '' })
    expect(Object.keys(JSON.parse(second.stdout) as object)).toEqual(Object.keys(json))
    expect(kept(program)).toEqual(names)
    expect(names.map((name) => identity(join(compiledFolder(program), name)))).toEqual(before)
    // Another verb adds its own and is no reason to lose any.
    expect(run(program, ['list', '--key-file', keyFile]).exit).toBe(0)
    expect(kept(program)).toEqual(expect.arrayContaining([...names, 'commands-list.js.bin']))
  })

  it('finds packages by import() as the first run does, and nothing is said about it', () => {
    const pictures = (to: string): Ran =>
      run(
        program,
        ['export', 'mama', '--format', 'qr-png', '--yes-plaintext', '--json', '--output', join(home.folder, to)],
        {
          env: { UKP_PASSPHRASE: PASSPHRASE },
        },
      )
    for (const folder of ['first', 'second']) {
      expect(pictures(folder)).toMatchObject({ exit: 0, stderr: '' })
      expect(readdirSync(join(home.folder, folder)).filter((name) => name.endsWith('.png'))).toHaveLength(1)
      expect(kept(program)).toContain('export-qr-png.js.bin')
    }
  })

  it('is what runs', () => {
    expect(versionOf(program)).toEqual(TOLD)
    const other = otherProgram()
    useCompiledOf(other, program)
    expect(versionOf(program)).toEqual({ ...TOLD, stdout: '6.6.6\n' })
  })

  it('leaves no file but its own', () => {
    const before = readdirSync(join(program, 'dist')).sort()
    expect(run(program, CODE).exit).toBe(0)
    expect(readdirSync(join(program, 'dist')).sort()).toEqual([...before, 'compiled'].sort())
    expect(readdirSync(join(program, 'dist', 'compiled'))).toEqual([AT])
    expect(kept(program).filter((name) => !name.endsWith('.js.bin'))).toEqual([])
  })
})

/** A program whose main.js is as long as the real one and says another version. */
function otherProgram(): string {
  const other = copyOf(`other ${count}`)
  const file = join(other, 'dist', 'main.js')
  const source = readFileSync(file, 'latin1')
  const changed = source.replace('"version":"0.1.0"', '"version":"6.6.6"')
  expect(changed).not.toBe(source)
  writeFileSync(file, changed, 'latin1')
  expect(versionOf(other)).toEqual({ ...TOLD, stdout: '6.6.6\n' })
  return other
}

/** Puts what was compiled of one program's main.js beside another's, as if it were of that. */
function useCompiledOf(from: string, to: string): void {
  const bytes = readFileSync(compiledFile(from))
  const { size, mtimeMs, ctimeMs, ino } = statSync(join(to, 'dist', 'main.js'))
  for (const start of [0, bytes.length / 2]) {
    for (const [i, value] of [size, mtimeMs, ctimeMs, ino].entries()) bytes.writeDoubleLE(value, start + 8 * i)
  }
  writeFileSync(compiledFile(to), bytes)
}

describe('what was compiled and is not right', () => {
  const flip = (bytes: Buffer, at: number): Buffer => {
    const copy = Buffer.from(bytes)
    copy.writeUInt8(copy.readUInt8(at) ^ 1, at)
    return copy
  }

  it.each<[string, (bytes: Buffer) => Uint8Array]>([
    ['is empty', () => Buffer.alloc(0)],
    ['is one byte', () => Buffer.alloc(1)],
    ['is two stamps and no more', (bytes) => Buffer.concat([bytes.subarray(0, 32), bytes.subarray(0, 32)])],
    ['is cut in the middle', (bytes) => bytes.subarray(0, bytes.length / 2)],
    ['is cut at its end', (bytes) => bytes.subarray(0, -1)],
    ['is cut by two bytes', (bytes) => bytes.subarray(0, -2)],
    ['is cut in the first half', (bytes) => bytes.subarray(0, 5000)],
    ['is longer', (bytes) => Buffer.concat([bytes, Buffer.alloc(2)])],
    ['has zeros in place of a block', (bytes) => Buffer.from(bytes).fill(0, 4096, 8192)],
    ['has zeros at its end, as after a power cut', (bytes) => Buffer.from(bytes).fill(0, bytes.length / 2)],
    ['is zeros', (bytes) => Buffer.alloc(bytes.length)],
    ['has one bit changed in the size', (bytes) => flip(bytes, 6)],
    ['has one bit changed in the time', (bytes) => flip(bytes, 12)],
    ['has one bit changed in the head of V8', (bytes) => flip(bytes, 20)],
    ['has one bit changed in the first half', (bytes) => flip(bytes, Math.floor(bytes.length / 4))],
    ['has one bit changed at the end of the first half', (bytes) => flip(bytes, bytes.length / 2 - 1)],
    ['has one bit changed at the start of the second half', (bytes) => flip(bytes, bytes.length / 2 + 20)],
    ['has one bit changed in the second half', (bytes) => flip(bytes, Math.floor((bytes.length * 3) / 4))],
    ['has one bit changed in the last byte', (bytes) => flip(bytes, bytes.length - 1)],
    ['is the text of a program', () => Buffer.from('process.exit(3)//'.repeat(1000))],
  ])('because it %s is not used, and is right again afterwards', (_, damage) => {
    expect(versionOf(program)).toEqual(TOLD)
    const sound = readFileSync(compiledFile(program))
    const damaged = damage(sound)
    expect(sound.equals(damaged)).toBe(false)
    writeFileSync(compiledFile(program), damaged)
    const before = identity(compiledFile(program))
    expect(versionOf(program)).toEqual(TOLD)
    expect(identity(compiledFile(program))).not.toEqual(before)
    expect(isRight(program)).toBe(true)
    const after = identity(compiledFile(program))
    expect(versionOf(program)).toEqual(TOLD)
    expect(identity(compiledFile(program))).toEqual(after)
  })

  it('because a folder stands in its place is not used', () => {
    mkdirSync(compiledFile(program), { recursive: true })
    expect(versionOf(program)).toEqual(TOLD)
    expect(kept(program)).toContain('messages-en-index.js.bin')
  })

  it('because a file stands in the place of the folder is not used', () => {
    writeFileSync(join(program, 'dist', 'compiled'), '')
    expect(versionOf(program)).toEqual(TOLD)
    expect(readFileSync(join(program, 'dist', 'compiled'), 'utf8')).toBe('')
  })

  it('because it is of another Node is not looked at', () => {
    expect(versionOf(program)).toEqual(TOLD)
    const other = join(program, 'dist', 'compiled', 'v1.2.3-other')
    renameSync(compiledFolder(program), other)
    const before = readdirSync(other).map((name) => identity(join(other, name)))
    expect(versionOf(program)).toEqual(TOLD)
    expect(isRight(program)).toBe(true)
    expect(readdirSync(other).map((name) => identity(join(other, name)))).toEqual(before)
  })

  it('because another Node wrote it under this name is refused by V8, and written anew', () => {
    expect(versionOf(program)).toEqual(TOLD)
    const bytes = readFileSync(compiledFile(program))
    // The second word of what V8 keeps is a hash of its version.
    for (const start of [32, bytes.length / 2 + 32]) bytes.writeUInt32LE(0x12345678, start + 4)
    writeFileSync(compiledFile(program), bytes)
    expect(versionOf(program)).toEqual(TOLD)
    expect(readFileSync(compiledFile(program)).readUInt32LE(36)).not.toBe(0x12345678)
    expect(isRight(program)).toBe(true)
  })

  it('because the source has another time, or another size, is not used', () => {
    expect(versionOf(program)).toEqual(TOLD)
    const source = join(program, 'dist', 'main.js')
    utimesSync(source, 1_700_000_000, 1_700_000_000)
    expect(isRight(program)).toBe(false)
    expect(versionOf(program)).toEqual(TOLD)
    expect(isRight(program)).toBe(true)
    writeFileSync(source, `${readFileSync(source, 'latin1')}\n`, 'latin1')
    utimesSync(source, 1_700_000_000, 1_700_000_000)
    expect(isRight(program)).toBe(false)
    expect(versionOf(program)).toEqual(TOLD)
    expect(isRight(program)).toBe(true)
  })

  it('because a link stands in its place is not used', () => {
    expect(versionOf(program)).toEqual(TOLD)
    useCompiledOf(otherProgram(), program)
    renameSync(compiledFile(program), join(home.folder, 'elsewhere.bin'))
    symlinkSync(join(home.folder, 'elsewhere.bin'), compiledFile(program))
    expect(versionOf(program)).toEqual(TOLD)
    expect(lstatSync(compiledFile(program)).isFile()).toBe(true)
  })

  it('is written again after an update of the program, which is what runs then', () => {
    const other = otherProgram()
    expect(versionOf(program)).toEqual(TOLD)
    cpSync(join(other, 'dist', 'main.js'), join(program, 'dist', 'main.js'))
    utimesSync(join(program, 'dist', 'main.js'), 1_700_000_000, 1_700_000_000)
    expect(versionOf(program)).toEqual({ ...TOLD, stdout: '6.6.6\n' })
    expect(isRight(program)).toBe(true)
  })
})

describe('a program whose folder is not its own', () => {
  const readOnly = (folder: string): void => {
    for (const path of [join(folder, 'dist'), folder]) chmodSync(path, 0o555)
  }
  /** A user who may not write where the program lies. */
  const reader: As = isRoot ? { uid: NOBODY } : {}

  it('works where nothing may be written, and writes nothing', () => {
    readOnly(program)
    expect(versionOf(program, reader)).toEqual(TOLD)
    expect(versionOf(program, reader)).toEqual(TOLD)
    expect(existsSync(join(program, 'dist', 'compiled'))).toBe(false)
    chmodSync(program, 0o755)
    chmodSync(join(program, 'dist'), 0o755)
  })

  describe.runIf(isRoot)('(seen as root only)', () => {
    const give = (path: string, uid: number): void => {
      if (lstatSync(path).isSymbolicLink()) return
      chownSync(path, uid, uid)
      if (statSync(path).isDirectory()) for (const name of readdirSync(path)) give(join(path, name), uid)
    }

    it('works for its owner where nothing may be written', () => {
      give(program, NOBODY)
      readOnly(program)
      expect(versionOf(program, { uid: NOBODY })).toEqual(TOLD)
      expect(existsSync(join(program, 'dist', 'compiled'))).toBe(false)
      chmodSync(join(program, 'dist'), 0o755)
      expect(versionOf(program, { uid: NOBODY })).toEqual(TOLD)
      expect(isRight(program)).toBe(true)
    })

    it('is not written to by another user, where everybody could, nor by root', () => {
      chmodSync(join(program, 'dist'), 0o777)
      expect(versionOf(program, { uid: NOBODY })).toEqual(TOLD)
      expect(existsSync(join(program, 'dist', 'compiled'))).toBe(false)
      give(program, NOBODY)
      expect(versionOf(program)).toEqual(TOLD)
      expect(existsSync(join(program, 'dist', 'compiled'))).toBe(false)
    })

    it('is used by another user as its owner compiled it', () => {
      expect(versionOf(program)).toEqual(TOLD)
      useCompiledOf(otherProgram(), program)
      expect(versionOf(program, { uid: NOBODY })).toEqual({ ...TOLD, stdout: '6.6.6\n' })
    })

    it('does not run what another user compiled', () => {
      expect(versionOf(program)).toEqual(TOLD)
      const other = otherProgram()
      useCompiledOf(other, program)
      expect(versionOf(program)).toEqual({ ...TOLD, stdout: '6.6.6\n' })
      chownSync(compiledFile(program), NOBODY, NOBODY)
      for (const as of [{ uid: NOBODY }, {}]) expect(versionOf(program, as)).toEqual(TOLD)
      // The owner's run has put its own in that place.
      expect(statSync(compiledFile(program)).uid).toBe(0)
      expect(isRight(program)).toBe(true)
      expect(versionOf(program)).toEqual(TOLD)
    })
  })
})

describe('nothing is written', () => {
  it.each<[string, As]>([
    ['with NODE_OPTIONS', { env: { NODE_OPTIONS: '--no-warnings' } }],
    ['with options of Node', { options: ['--no-warnings'] }],
    ['with options of V8', { options: ['--max-lazy'] }],
    ['while Node measures what runs', { env: { NODE_V8_COVERAGE: join(home.folder, 'coverage') } }],
  ])('%s', (_, as) => {
    expect(versionOf(program, as)).toEqual(TOLD)
    expect(existsSync(join(program, 'dist', 'compiled'))).toBe(false)
  })

  it('with such options where something is kept already, which stays', () => {
    expect(versionOf(program)).toEqual(TOLD)
    const before = identity(compiledFile(program))
    expect(versionOf(program, { env: { NODE_OPTIONS: '--max-old-space-size=2000' } })).toEqual(TOLD)
    expect(versionOf(program, { options: ['--no-lazy'] })).toEqual(TOLD)
    expect(identity(compiledFile(program))).toEqual(before)
  })

  it.each<[number, string[]]>([
    [2, ['nonsense']],
    [2, ['code', '--nonsense']],
    [3, ['code', 'nobody', '--key-file', keyFile]],
    [4, ['code', 'mama', '--key-file', '/nowhere/k']],
  ])('by a run that ends with %i, and its words stay the same: %j', (exit, args) => {
    const first = run(program, args)
    expect(first).toMatchObject({ exit, stdout: '' })
    expect(first.stderr).not.toBe('')
    expect(existsSync(join(program, 'dist', 'compiled'))).toBe(false)
    expect(versionOf(program)).toEqual(TOLD)
    expect(run(program, CODE).exit).toBe(0)
    const before = kept(program).map((name) => identity(join(compiledFolder(program), name)))
    expect(run(program, args)).toEqual(first)
    expect(run(program, [...args, '--json'])).toMatchObject({ exit, stderr: '' })
    expect(kept(program).map((name) => identity(join(compiledFolder(program), name)))).toEqual(before)
    // With something damaged to write anew, a failing run leaves it, and a later one puts it right.
    writeFileSync(compiledFile(program), '')
    expect(run(program, args)).toEqual(first)
    expect(statSync(compiledFile(program)).size).toBe(0)
    expect(versionOf(program)).toEqual(TOLD)
    expect(isRight(program)).toBe(true)
  })
})

describe('many runs at once', () => {
  it('leave whole files only', async () => {
    const { spawn } = await import('node:child_process')
    const runs = Array.from({ length: 6 }, () => {
      const child = spawn(process.execPath, [join(program, 'bin', 'ukp.js'), '--version'], { env: { ...home.env } })
      return new Promise((resolve) => child.on('close', resolve))
    })
    expect(await Promise.all(runs)).toEqual([0, 0, 0, 0, 0, 0])
    expect(kept(program)).toEqual(['main.js.bin', 'messages-en-index.js.bin'])
    expect(isRight(program)).toBe(true)
  })
})
