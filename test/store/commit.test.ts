// Replacing a file whole, when nothing fails: places, links, modes, generations, other programs, other writers.
import {
  chmodSync,
  chownSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  symlinkSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join, relative } from 'node:path'
import { describe, expect, it } from 'vitest'
import { UkpError } from '../../src/errors.ts'
import { type ReplaceOptions, replaceWhole } from '../../src/store/commit.ts'
import { lockPath } from '../../src/store/lock/lock.ts'
import {
  bytesOf,
  failingFiles,
  freshFolder,
  ownerRecord,
  quickClock,
  saveOptions,
  systemError,
  text,
} from './failing-files.ts'

const posix = process.platform !== 'win32'

const save = (file: string, content: string, changes: Partial<ReplaceOptions> = {}) =>
  replaceWhole(file, async () => bytesOf(content), saveOptions(changes))
const modeOf = (file: string) => statSync(file).mode & 0o777
const read = (file: string) => readFileSync(file, 'utf8')

describe('replaceWhole', () => {
  it('creates the file and answers with its bytes and real path', async () => {
    const folder = freshFolder()
    const file = join(folder, 'v.ukp')
    const build = async (current: Uint8Array | null) => {
      expect(current).toBeNull()
      return bytesOf('one')
    }
    const saved = await replaceWhole(relative(process.cwd(), file), build, saveOptions())
    expect({ ...saved, bytes: text(saved.bytes) }).toEqual({ file, bytes: 'one' })
    expect(read(file)).toBe('one')
    expect(readdirSync(folder)).toEqual(['v.ukp'])
  })

  it('hands the present bytes to build and keeps the old file as .bak', async () => {
    const folder = freshFolder()
    const file = join(folder, 'v.ukp')
    await save(file, 'one')
    await replaceWhole(file, async (current) => bytesOf(`${text(current)} two`), saveOptions())
    expect(read(file)).toBe('one two')
    expect(read(`${file}.bak`)).toBe('one')
    expect(readdirSync(folder)).toEqual(['v.ukp', 'v.ukp.bak'])
  })

  it('writes nothing when build returns the present bytes', async () => {
    const folder = freshFolder()
    const file = join(folder, 'v.ukp')
    await save(file, 'one')
    const before = statSync(file, { bigint: true })
    await replaceWhole(file, async (current) => current ?? bytesOf(''), saveOptions())
    expect(statSync(file, { bigint: true })).toMatchObject({ ino: before.ino, mtimeNs: before.mtimeNs })
    expect(readdirSync(folder)).toEqual(['v.ukp'])
  })

  it('lets the error of build through, and nothing has changed', async () => {
    const folder = freshFolder()
    const file = join(folder, 'v.ukp')
    await save(file, 'one')
    for (const error of [new UkpError('wrong-passphrase', {}), new RangeError('odd')]) {
      await expect(replaceWhole(file, async () => Promise.reject(error), saveOptions())).rejects.toBe(error)
    }
    expect(read(file)).toBe('one')
    expect(readdirSync(folder)).toEqual(['v.ukp'])
  })

  it('is not confused by a build that wipes what it was given', async () => {
    const file = join(freshFolder(), 'v.ukp')
    await save(file, 'one')
    const build = async (current: Uint8Array | null) => {
      current?.fill(0)
      return bytesOf('two')
    }
    await replaceWhole(file, build, saveOptions())
    expect(read(file)).toBe('two')
    expect(read(`${file}.bak`)).toBe('one')
  })

  it('refuses what is over the limit, before and after, and leaves it as it was', async () => {
    const folder = freshFolder()
    const file = join(folder, 'v.ukp')
    await save(file, 'x'.repeat(10), { limit: 10 })
    const refused = { reason: 'vault-limits', facts: { file, part: 'size' } }
    await expect(save(file, 'x'.repeat(11), { limit: 10 })).rejects.toMatchObject(refused)
    await expect(save(file, 'x', { limit: 9 })).rejects.toMatchObject(refused)
    expect(read(file)).toBe('x'.repeat(10))
    expect(readdirSync(folder)).toEqual(['v.ukp'])
  })

  it('loses nothing of many writers in one process', async () => {
    const folder = freshFolder()
    const file = join(folder, 'v.ukp')
    const clock = { nowMs: () => Date.now(), sleep: (ms: number) => new Promise<void>((done) => setTimeout(done, ms)) }
    const append = (line: number) =>
      replaceWhole(file, async (now) => bytesOf(`${text(now)}${line}\n`), saveOptions({ clock, waitMs: 25_000 }))
    await Promise.all(Array.from({ length: 25 }, (_, line) => append(line)))
    const lines = read(file).trim().split('\n').map(Number)
    expect(lines.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 25 }, (_, line) => line))
    expect(read(`${file}.bak`).trim().split('\n')).toHaveLength(24)
    expect(readdirSync(folder)).toEqual(['v.ukp', 'v.ukp.bak'])
  })

  it('case 50: works whatever year the clock says', async () => {
    for (const year of ['1970', '2106', '9999']) {
      const file = join(freshFolder(), 'v.ukp')
      await save(file, 'one', { clock: quickClock(Date.parse(`${year}-01-02T00:00:00Z`)) })
      expect(read(file)).toBe('one')
    }
  })

  it('case 54: is busy while another holds the lock, names it and changes nothing', async () => {
    const file = join(freshFolder(), 'v.ukp')
    await save(file, 'one')
    writeFileSync(lockPath(file), await ownerRecord({ command: 'import' }))
    await expect(save(file, 'two')).rejects.toMatchObject({
      reason: 'busy',
      facts: { holder: `pid ${process.pid} (import)` },
    })
    expect(read(file)).toBe('one')
  })
})

describe.runIf(posix)('places and modes', () => {
  it('case 44: makes missing folders 0700 and every file 0600, whatever the umask', async () => {
    for (const mask of [0o000, 0o022, 0o077]) {
      const root = freshFolder()
      const file = join(root, 'a', 'b', 'v.ukp')
      const before = process.umask(mask)
      try {
        await save(file, 'one')
        const seen: number[] = []
        const build = async () => {
          seen.push(modeOf(lockPath(file)))
          return bytesOf('two')
        }
        await replaceWhole(file, build, saveOptions())
        expect(seen).toEqual([0o600])
      } finally {
        process.umask(before)
      }
      expect([modeOf(join(root, 'a')), modeOf(join(root, 'a', 'b'))]).toEqual([0o700, 0o700])
      expect([modeOf(file), modeOf(`${file}.bak`)]).toEqual([0o600, 0o600])
    }
  })

  it('case 44: creates the temporary file 0600 from its first moment', async () => {
    const folder = freshFolder()
    const modes: number[] = []
    const before = ({ name, path }: { name: string; path: string }) => {
      if (path.includes('.tmp-') && ['fchmod', 'write', 'sync'].includes(name)) modes.push(modeOf(path))
    }
    const mask = process.umask(0)
    try {
      await save(join(folder, 'v.ukp'), 'one', { files: failingFiles({ before }).files })
    } finally {
      process.umask(mask)
    }
    expect(modes).toEqual([0o600, 0o600, 0o600])
  })

  it('case 45: closes a file that others could read, and its .bak', async () => {
    const file = join(freshFolder(), 'v.ukp')
    writeFileSync(file, 'one', { mode: 0o644 })
    await save(file, 'two')
    expect([modeOf(file), modeOf(`${file}.bak`)]).toEqual([0o600, 0o600])
  })

  it('case 41: refuses to replace a file that is write-protected', async () => {
    const folder = freshFolder()
    const file = join(folder, 'v.ukp')
    writeFileSync(file, 'one', { mode: 0o444 })
    await expect(save(file, 'two')).rejects.toMatchObject({ reason: 'vault-read-only', facts: { file } })
    expect([read(file), modeOf(file)]).toEqual(['one', 0o444])
    expect(readdirSync(folder)).toEqual(['v.ukp'])
  })

  it.runIf(process.getuid?.() !== 0)(
    'case 41: names a folder that may not be written, and changes nothing',
    async () => {
      const folder = freshFolder()
      const file = join(folder, 'v.ukp')
      await save(file, 'one')
      chmodSync(folder, 0o555)
      await expect(save(file, 'two')).rejects.toMatchObject({ reason: 'vault-read-only', facts: { file } })
      const deep = join(folder, 'new', 'v.ukp')
      await expect(save(deep, 'two')).rejects.toMatchObject({ reason: 'vault-read-only', facts: { file: deep } })
      chmodSync(folder, 0o700)
      expect(readdirSync(folder)).toEqual(['v.ukp'])
      expect(read(file)).toBe('one')
    },
  )

  it.runIf(process.getuid?.() === 0)('leaves a file to its owner when saved under sudo', async () => {
    const file = join(freshFolder(), 'v.ukp')
    writeFileSync(file, 'one')
    chownSync(file, 1234, 1235)
    await save(file, 'two')
    for (const one of [file, `${file}.bak`]) expect(statSync(one)).toMatchObject({ uid: 1234, gid: 1235 })
    expect(modeOf(file)).toBe(0o600)
  })

  it('case 42: replaces the target of a link, beside which lock and .bak are; the link stays', async () => {
    const root = freshFolder()
    mkdirSync(join(root, 'real'))
    mkdirSync(join(root, 'here'))
    const real = join(root, 'real', 'v.ukp')
    const linked = join(root, 'here', 'link.ukp')
    writeFileSync(real, 'one')
    symlinkSync('../real/v.ukp', linked)
    const saved = await save(linked, 'two')
    expect(saved.file).toBe(real)
    expect([read(real), readlinkSync(linked)]).toEqual(['two', '../real/v.ukp'])
    expect([readdirSync(join(root, 'here')), readdirSync(join(root, 'real'))]).toEqual([
      ['link.ukp'],
      ['v.ukp', 'v.ukp.bak'],
    ])
  })

  it('case 42: refuses a dangling link and a loop, and makes nothing', async () => {
    const folder = freshFolder()
    symlinkSync('nowhere', join(folder, 'dangling'))
    symlinkSync('loop', join(folder, 'loop'))
    for (const name of ['dangling', 'loop']) {
      const file = join(folder, name)
      const { files, calls } = failingFiles({})
      await expect(save(file, 'x', { files })).rejects.toMatchObject({ reason: 'link-broken', facts: { file } })
      expect(calls).not.toContain('open')
    }
    expect(readdirSync(folder)).toEqual(['dangling', 'loop'])
  })

  it('refuses a folder, and a path through a file', async () => {
    const folder = freshFolder()
    const file = join(folder, 'sub')
    mkdirSync(file)
    await expect(save(file, 'x')).rejects.toMatchObject({ reason: 'vault-not-a-file', facts: { file } })
    writeFileSync(join(folder, 'plain'), '')
    await expect(save(join(folder, 'plain', 'v'), 'x')).rejects.toMatchObject({ reason: 'write-failed' })
    expect(readdirSync(folder)).toEqual(['plain', 'sub'])
  })

  it('case 43: does not follow a link planted at the name of the temporary file', async () => {
    const folder = freshFolder()
    const file = join(folder, 'v.ukp')
    writeFileSync(file, 'one')
    writeFileSync(join(folder, 'victim'), 'keep me')
    symlinkSync('victim', join(folder, '.v.ukp.tmp-abababababababab'))
    let planted = true
    const { random: chance } = saveOptions()
    const random = (n: number) => (n === 8 && planted ? new Uint8Array(n).fill(0xab) : chance(n))
    await expect(save(file, 'two', { random })).rejects.toMatchObject({
      reason: 'write-failed',
      facts: { code: 'EEXIST' },
    })
    expect(read(file)).toBe('one')
    planted = false
    await save(file, 'two', { random })
    expect([read(file), read(join(folder, 'victim'))]).toEqual(['two', 'keep me'])
    expect(lstatSync(join(folder, '.v.ukp.tmp-abababababababab')).isSymbolicLink()).toBe(true)
  })

  it('case 43: replaces a link planted as .bak instead of writing through it', async () => {
    const folder = freshFolder()
    const file = join(folder, 'v.ukp')
    writeFileSync(file, 'one')
    writeFileSync(join(folder, 'victim'), 'keep me')
    symlinkSync('victim', `${file}.bak`)
    for (const noLink of [false, true]) {
      const before = ({ name, path }: { name: string; path: string }) => {
        if (noLink && name === 'link' && path === file) throw systemError('EPERM')
      }
      await save(file, `two ${noLink}`, { files: failingFiles({ before }).files })
      expect(lstatSync(`${file}.bak`).isFile()).toBe(true)
    }
    expect(read(join(folder, 'victim'))).toBe('keep me')
  })
})

describe('older generations', () => {
  it('case 47: move on: .bak, .bak.1, .bak.2, and no further', async () => {
    const folder = freshFolder()
    const file = join(folder, 'v.ukp')
    for (let n = 1; n <= 6; n++) await save(file, `${n}`, { keep: 3 })
    expect(['', '.bak', '.bak.1', '.bak.2'].map((end) => read(file + end))).toEqual(['6', '5', '4', '3'])
    expect(readdirSync(folder)).toHaveLength(4)
  })

  it('case 47: are kept by copy where there are no hard links', async () => {
    const folder = freshFolder()
    const file = join(folder, 'v.ukp')
    const before = ({ name }: { name: string }) => {
      if (name === 'link') throw systemError('ENOTSUP')
    }
    const { files } = failingFiles({ before })
    for (let n = 1; n <= 4; n++) await save(file, `${n}`, { keep: 2, files })
    expect(['', '.bak', '.bak.1'].map((end) => read(file + end))).toEqual(['4', '3', '2'])
    expect(readdirSync(folder)).toHaveLength(3)
    if (posix) expect(modeOf(`${file}.bak`)).toBe(0o600)
  })

  it('case 47: that cannot be kept stop the save, and nothing stays beside it', async () => {
    for (const noLink of [false, true]) {
      const folder = freshFolder()
      const file = join(folder, 'v.ukp')
      writeFileSync(file, 'one')
      mkdirSync(`${file}.bak`)
      const before = ({ name, path }: { name: string; path: string }) => {
        if (noLink && name === 'link' && path === file) throw systemError('EPERM')
      }
      await expect(save(file, 'two', { files: failingFiles({ before }).files })).rejects.toBeInstanceOf(UkpError)
      expect(read(file)).toBe('one')
      expect(readdirSync(folder)).toEqual(['v.ukp', 'v.ukp.bak'])
    }
  })

  it('case 47: do not move when a save that died had kept this one already', async () => {
    const folder = freshFolder()
    const file = join(folder, 'v.ukp')
    await save(file, '1', { keep: 2 })
    await save(file, '2', { keep: 2 })
    unlinkSync(`${file}.bak`)
    writeFileSync(`${file}.bak.1`, '1')
    linkSync(file, `${file}.bak`)
    await save(file, '3', { keep: 2 })
    expect(['', '.bak', '.bak.1'].map((end) => read(file + end))).toEqual(['3', '2', '1'])
    expect(readdirSync(folder)).toHaveLength(3)
  })
})

describe('other programs', () => {
  /** Does something once, just before the nth call of that name. */
  const meddle = (name: string, nth: number, what: () => void) => {
    let seen = 0
    const before = (call: { name: string; path: string }) => {
      if (call.name === name && !call.path.startsWith('/proc') && ++seen === nth) what()
    }
    return failingFiles({ before }).files
  }

  it('case 55: that change the file meanwhile make the save start over from what they wrote', async () => {
    const folder = freshFolder()
    const file = join(folder, 'v.ukp')
    await save(file, 'one')
    const seen: string[] = []
    const files = meddle('link', 2, () => writeFileSync(file, 'foreign'))
    const build = async (current: Uint8Array | null) => {
      seen.push(text(current))
      return bytesOf(`${text(current)}+mine`)
    }
    await replaceWhole(file, build, saveOptions({ files }))
    expect(seen).toEqual(['one', 'foreign'])
    expect(read(file)).toBe('foreign+mine')
    expect(read(`${file}.bak`)).toBe('foreign')
    expect(readdirSync(folder)).toHaveLength(2)
  })

  it('case 55: that create or delete the file meanwhile are seen too', async () => {
    const folder = freshFolder()
    const file = join(folder, 'v.ukp')
    const build = async (current: Uint8Array | null) => bytesOf(`[${current === null ? '' : text(current)}]`)
    await replaceWhole(file, build, saveOptions({ files: meddle('sync', 1, () => writeFileSync(file, 'foreign')) }))
    expect(read(file)).toBe('[foreign]')
    await replaceWhole(file, build, saveOptions({ files: meddle('sync', 1, () => unlinkSync(file)) }))
    expect(read(file)).toBe('[]')
    expect(readdirSync(folder)).toEqual(['v.ukp', 'v.ukp.bak'])
  })

  it('case 55: that create the file just before the look for a broken link are not taken for one', async () => {
    const file = join(freshFolder(), 'v.ukp')
    const files = meddle('lstat', 1, () => writeFileSync(file, 'foreign'))
    await replaceWhole(file, async (now) => bytesOf(`[${now === null ? '' : text(now)}]`), saveOptions({ files }))
    expect(read(file)).toBe('[foreign]')
  })

  it('case 55: that never stop changing it end the save as busy, with theirs standing', async () => {
    const folder = freshFolder()
    const file = join(folder, 'v.ukp')
    await save(file, '0')
    let n = 0
    const before = ({ name, path }: { name: string; path: string }) => {
      if (name === 'sync' && path.includes('.tmp-')) writeFileSync(file, `${++n}`)
    }
    const { files } = failingFiles({ before })
    await expect(save(file, 'mine', { files })).rejects.toMatchObject({ reason: 'busy', facts: { holder: file } })
    expect([read(file), n]).toEqual(['5', 5])
    expect(readdirSync(folder)).toEqual(['v.ukp', 'v.ukp.bak'])
  })

  it('case 55: that delete or take the lock make the save stop as busy before the rename', async () => {
    for (const taken of [false, true]) {
      const folder = freshFolder()
      const file = join(folder, 'v.ukp')
      await save(file, 'one')
      const other = await ownerRecord({ command: 'edit' })
      const files = meddle('sync', 1, () => {
        unlinkSync(lockPath(file))
        if (taken) writeFileSync(lockPath(file), other)
      })
      const holder = taken ? `pid ${process.pid} (edit)` : lockPath(file)
      await expect(save(file, 'two', { files })).rejects.toMatchObject({ reason: 'busy', facts: { holder } })
      expect(read(file)).toBe('one')
      expect(existsSync(lockPath(file))).toBe(taken)
      expect(readdirSync(folder).filter((name) => name.includes('.tmp-'))).toEqual([])
    }
  })
})

describe('leftovers of killed programs', () => {
  it('case 48: are swept when older than an hour, and nothing else is', async () => {
    const folder = freshFolder()
    const file = join(folder, 'v.ukp')
    const token = 'ab'.repeat(16)
    const old = ['.v.ukp.tmp-0123456789abcdef', `.v.ukp.lock.${token}`]
    const stays = [
      '.v.ukp.tmp-0123456789abcde0',
      '.v.ukp.tmp-0123456789ABCDEF',
      '.v.ukp.tmp-notes',
      '.v.ukp.lock.txt',
      '.other.tmp-0123456789abcdef',
      'v.ukp.tmp-0123456789abcdef',
      '.v.ukp.tmp-0123456789abcdef.x',
    ]
    for (const name of [...old, ...stays]) {
      writeFileSync(join(folder, name), 'x')
      const hours = name === '.v.ukp.tmp-0123456789abcde0' ? 0.9 : 1.1
      utimesSync(join(folder, name), Date.now() / 1000 - hours * 3600, Date.now() / 1000 - hours * 3600)
    }
    for (const guard of [`.v.ukp.lock.${token}.steal`, '.v.ukp.lock.steal']) {
      mkdirSync(join(folder, guard))
      writeFileSync(join(folder, guard, token), 'x')
      utimesSync(join(folder, guard), 1, 1)
    }
    // Whatever our own clock says: the file system's counts.
    await save(file, 'one', { clock: quickClock(Date.parse('2106-01-01T00:00:00Z')) })
    expect(readdirSync(folder).toSorted()).toEqual([...stays, 'v.ukp'].toSorted())
  })
})

describe('Windows', () => {
  it('tries a rename again while a scanner holds the file, up to ten seconds, and never writes in place', async () => {
    for (const [times, reason] of [
      [5, null],
      [1000, 'vault-read-only'],
    ] as const) {
      const folder = freshFolder()
      const file = join(folder, 'v.ukp')
      await save(file, 'one')
      let left = times
      const before = ({ name, path }: { name: string; path: string }) => {
        if (path === file && (name === 'write' || name === 'truncate')) throw new Error('in place')
        if (name === 'rename' && path.includes('.tmp-') && existsSync(`${file}.bak`) && left-- > 0)
          throw systemError('EPERM')
      }
      const clock = quickClock()
      const start = clock.nowMs()
      const saving = save(file, 'two', { files: failingFiles({ before, platform: 'win32' }).files, clock })
      if (reason === null) await saving
      else await expect(saving).rejects.toMatchObject({ reason })
      expect(read(file)).toBe(reason === null ? 'two' : 'one')
      expect(clock.nowMs() - start).toBeLessThan(11_000)
      if (reason !== null) expect(clock.nowMs() - start).toBeGreaterThanOrEqual(10_000)
    }
  })
})
