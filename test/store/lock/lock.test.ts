// The lock: one holder at a time, dead holders cost nothing, living ones are never robbed.
import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { lockPath, withLock } from '../../../src/store/lock/lock.ts'
import type { LockOptions } from '../../../src/store/lock/turn.ts'
import { failingFiles, freshFolder, ownerRecord, quickClock, saveOptions, systemError } from '../failing-files.ts'

const proc = existsSync('/proc/self/stat')
const OTHER_BOOT = '00000000-0000-0000-0000-000000000000'

function place(): { folder: string; target: string; lock: string } {
  const folder = freshFolder()
  const target = join(folder, 'vault.ukp')
  return { folder, target, lock: lockPath(target) }
}

/** Takes the lock over what lies there; the ms that the wait took by its clock. */
async function take(target: string, changes: Partial<LockOptions> = {}): Promise<number> {
  const options = saveOptions(changes)
  const start = options.clock.nowMs()
  await withLock(target, async () => undefined, options)
  return options.clock.nowMs() - start
}

const age = (file: string, ms: number) => {
  const seconds = (Date.now() - ms) / 1000
  utimesSync(file, seconds, seconds)
}

describe('withLock', () => {
  it('gives what the work gives and leaves nothing', async () => {
    const { folder, target, lock } = place()
    const seen = await withLock(
      target,
      async (held) => {
        expect(readdirSync(folder)).toEqual(['.vault.ukp.lock'])
        expect(statSync(lock).mode & 0o777).toBe(0o600)
        expect(JSON.parse(readFileSync(lock, 'utf8'))).toMatchObject({ pid: process.pid, command: 'add' })
        return held.stillMine()
      },
      saveOptions(),
    )
    expect(seen).toBe(true)
    expect(readdirSync(folder)).toEqual([])
  })

  it('lets the error of the work through and releases', async () => {
    const { folder, target } = place()
    const work = async () => Promise.reject(new RangeError('mine'))
    await expect(withLock(target, work, saveOptions())).rejects.toThrow(RangeError)
    expect(readdirSync(folder)).toEqual([])
  })

  it('case 44: makes its file 0600 whatever the umask', async () => {
    for (const mask of [0o000, 0o077, 0o277]) {
      const { target, lock } = place()
      const before = process.umask(mask)
      try {
        await withLock(target, async () => expect(statSync(lock).mode & 0o777).toBe(0o600), saveOptions())
      } finally {
        process.umask(before)
      }
    }
  })

  it('never lets two in at once', async () => {
    const { folder, target } = place()
    let inside = 0
    let most = 0
    let done = 0
    const work = async () => {
      most = Math.max(most, ++inside)
      await new Promise((next) => setTimeout(next, 1))
      inside--
      done++
    }
    const clock = { nowMs: () => Date.now(), sleep: (ms: number) => new Promise<void>((next) => setTimeout(next, ms)) }
    await Promise.all(Array.from({ length: 40 }, () => withLock(target, work, saveOptions({ clock, waitMs: 20_000 }))))
    expect({ most, done }).toEqual({ most: 1, done: 40 })
    expect(readdirSync(folder)).toEqual([])
  })

  it('case 54: is busy after the wait and names pid and command', async () => {
    const { folder, target, lock } = place()
    const record = await ownerRecord({ command: 'import' })
    writeFileSync(lock, record)
    for (const waitMs of [0, 1, 500]) {
      const options = saveOptions({ waitMs })
      const start = options.clock.nowMs()
      await expect(withLock(target, async () => undefined, options)).rejects.toMatchObject({
        reason: 'busy',
        facts: { holder: `pid ${process.pid} (import)` },
      })
      expect(options.clock.nowMs() - start).toBe(waitMs)
    }
    expect(readdirSync(folder)).toEqual(['.vault.ukp.lock'])
    expect(readFileSync(lock)).toEqual(Buffer.from(record))
  })

  it('case 50: ends its wait though the clock is set back all the time', async () => {
    const { target, lock } = place()
    writeFileSync(lock, await ownerRecord())
    let now = 4_300_000_000_000
    const clock = { nowMs: () => (now -= 1000), sleep: async () => undefined }
    await expect(take(target, { clock })).rejects.toMatchObject({ reason: 'busy' })
  })

  it('says what is wrong when no lock file can be made', async () => {
    const { target } = place()
    for (const [code, reason] of [
      ['EROFS', 'vault-read-only'],
      ['EACCES', 'vault-read-only'],
      ['ENOSPC', 'write-failed'],
    ]) {
      const before = ({ path }: { path: string }) => {
        if (path.includes('.lock')) throw systemError(code as string)
      }
      await expect(take(target, { files: failingFiles({ before }).files })).rejects.toMatchObject({ reason })
    }
  })

  it('works where link(2) is not there', async () => {
    const { folder, target, lock } = place()
    const before = ({ name }: { name: string }) => {
      if (name === 'link') throw systemError('ENOTSUP')
    }
    const { files } = failingFiles({ before })
    const options = saveOptions({ files })
    await withLock(
      target,
      async (held) => {
        expect(await held.stillMine()).toBe(true)
        expect(statSync(lock).mode & 0o777).toBe(0o600)
        await expect(take(target, { files })).rejects.toMatchObject({ reason: 'busy' })
      },
      options,
    )
    expect(readdirSync(folder)).toEqual([])
  })

  it('leaves no empty lock where link(2) is not there and writing fails', async () => {
    const { folder, target, lock } = place()
    const before = ({ name, path }: { name: string; path: string }) => {
      if (name === 'link') throw systemError('ENOTSUP')
      if (name === 'write' && path === lock) throw systemError('ENOSPC')
    }
    await expect(take(target, { files: failingFiles({ before }).files })).rejects.toMatchObject({
      reason: 'write-failed',
      facts: { file: target, code: 'ENOSPC' },
    })
    expect(readdirSync(folder)).toEqual([])
  })

  it('takes a link(2) for done whose answer was lost', async () => {
    const { target } = place()
    const { files } = failingFiles({})
    const lossy = {
      ...files,
      link: async (from: string, to: string) => {
        await files.link(from, to)
        throw systemError('EEXIST')
      },
    }
    expect(await take(target, { files: lossy })).toBe(0)
  })

  it.skipIf(process.platform === 'win32')('case 43: does not follow links planted at its names', async () => {
    const { folder, target, lock } = place()
    const victim = join(folder, 'victim')
    writeFileSync(victim, 'keep me')
    const fixed = (n: number) => new Uint8Array(n).fill(0xab)
    symlinkSync(victim, `${lock}.${'ab'.repeat(16)}`)
    await expect(take(target, { random: fixed })).rejects.toMatchObject({ reason: 'write-failed' })
    let calls = 0
    const second = (n: number) => new Uint8Array(n).fill(calls++ === 0 ? 0xab : 0xcd)
    await take(target, { random: second })
    symlinkSync(victim, lock)
    await expect(take(target)).rejects.toMatchObject({ reason: 'busy', facts: { holder: lock } })
    expect(lstatSync(lock).isSymbolicLink()).toBe(true)
    expect(readFileSync(victim, 'utf8')).toBe('keep me')
  })

  it('case 55: notices when its lock is deleted or replaced, and does not delete the other one', async () => {
    const { target, lock } = place()
    await withLock(
      target,
      async (held) => {
        unlinkSync(lock)
        expect(await held.stillMine()).toBe(false)
        expect(await held.holder()).toBe(lock)
        writeFileSync(lock, await ownerRecord({ command: 'edit' }))
        expect(await held.stillMine()).toBe(false)
        expect(await held.holder()).toBe(`pid ${process.pid} (edit)`)
      },
      saveOptions(),
    )
    expect(existsSync(lock)).toBe(true)
  })

  it('releases though removing fails for a while', async () => {
    const { folder, target, lock } = place()
    let left = 3
    const before = ({ name, path }: { name: string; path: string }) => {
      if (name === 'unlink' && path === lock && left-- > 0) throw systemError('EBUSY')
    }
    await take(target, { files: failingFiles({ before }).files })
    expect(readdirSync(folder)).toEqual([])
  })

  it('renews the time of its own file while it works, by the file system and not by its name', async () => {
    const { target, lock } = place()
    await withLock(
      target,
      async () => {
        age(lock, 60_000)
        renameSync(lock, `${lock}.moved`)
        writeFileSync(lock, 'other')
        age(lock, 60_000)
        await new Promise((done) => setTimeout(done, 2400))
        expect(Date.now() - statSync(`${lock}.moved`).mtimeMs).toBeLessThan(10_000)
        expect(Date.now() - statSync(lock).mtimeMs).toBeGreaterThan(50_000)
        expect(readFileSync(lock, 'utf8')).toBe('other')
      },
      saveOptions(),
    )
  })
})

describe('a lock that was left behind', () => {
  const dead = { pid: spawnSync(process.execPath, ['-e', '']).pid }

  it('case 53: is taken at once when its process has ended', async () => {
    const { folder, target, lock } = place()
    writeFileSync(lock, await ownerRecord(dead))
    expect(await take(target)).toBe(0)
    expect(readdirSync(folder)).toEqual([])
  })

  it.runIf(proc)('case 56: is taken at once when its pid was reused or the machine was started again', async () => {
    for (const changes of [{ start: '1' }, { boot: OTHER_BOOT }]) {
      const { target, lock } = place()
      writeFileSync(lock, await ownerRecord(changes))
      expect(await take(target)).toBe(0)
    }
  })

  it.each([
    ['empty', async () => ''],
    ['garbage', async () => 'xyz\u0000'],
    ['larger than any record', async () => 'x'.repeat(100_000)],
    ['of another host', () => ownerRecord({ host: 'elsewhere' })],
    ['of another container', () => ownerRecord({ ns: 'pid:[1]', pid: 1 })],
  ])('case 56: and is %s is safe while it is young and taken when it is old', async (_, content) => {
    if (!proc && _ === 'of another container') return
    const { folder, target, lock } = place()
    writeFileSync(lock, await content())
    age(lock, 25_000)
    await expect(take(target)).rejects.toMatchObject({ reason: 'busy' })
    expect(existsSync(lock)).toBe(true)
    age(lock, 31_000)
    expect(await take(target)).toBe(0)
    expect(readdirSync(folder)).toEqual([])
  })

  it('case 56: and has a time in the future is taken when it does not move, and safe when it moves', async () => {
    const { target, lock } = place()
    writeFileSync(lock, await ownerRecord({ host: 'elsewhere' }))
    age(lock, -3_600_000)
    await expect(take(target, { waitMs: 5000 })).rejects.toMatchObject({ reason: 'busy' })
    expect(await take(target, { waitMs: 10_000 })).toBeLessThan(8200)
    writeFileSync(lock, await ownerRecord({ host: 'elsewhere' }))
    const clock = quickClock()
    let ahead = 3_600_000
    const sleep = (ms: number) => {
      ahead += 10
      age(lock, -ahead)
      return clock.sleep(ms)
    }
    const moving = { ...clock, sleep }
    age(lock, -ahead)
    await expect(take(target, { waitMs: 20_000, clock: moving })).rejects.toMatchObject({ reason: 'busy' })
  })

  it('case 50: is judged by the clock of the file system, not by ours', async () => {
    for (const year of ['1980', '2106']) {
      const { target, lock } = place()
      writeFileSync(lock, await ownerRecord({ host: 'elsewhere' }))
      const clock = quickClock(Date.parse(`${year}-01-01T00:00:00Z`))
      await expect(take(target, { clock })).rejects.toMatchObject({ reason: 'busy' })
    }
  })

  it('case 56: and has a living pid without proof is taken only after five minutes', async () => {
    const before = ({ path }: { path: string }) => {
      if (path.startsWith('/proc/')) throw systemError('ENOENT')
    }
    const { files } = failingFiles({ before })
    const { target, lock } = place()
    writeFileSync(lock, await ownerRecord({ start: null, boot: null, ns: null }))
    age(lock, 200_000)
    await expect(take(target, { files })).rejects.toMatchObject({ reason: 'busy' })
    age(lock, 301_000)
    expect(await take(target, { files })).toBe(0)
  })

  it.skipIf(process.platform === 'win32')(
    'case 43: and is a link or an empty folder is removed when old, not what it leads to',
    async () => {
      const { folder, target, lock } = place()
      writeFileSync(join(folder, 'victim'), 'keep me')
      symlinkSync('victim', lock)
      spawnSync('touch', ['-h', '-d', '1 hour ago', lock])
      expect(await take(target)).toBe(0)
      expect(readFileSync(join(folder, 'victim'), 'utf8')).toBe('keep me')
      mkdirSync(lock)
      age(lock, 60_000)
      expect(await take(target)).toBe(0)
      mkdirSync(lock)
      writeFileSync(join(lock, 'x'), '')
      age(lock, 60_000)
      await expect(take(target)).rejects.toMatchObject({ reason: 'busy', facts: { holder: lock } })
      rmSync(lock, { recursive: true })
    },
  )

  it.runIf(proc && process.getuid?.() !== 0)('case 56: and cannot be read is judged by its age', async () => {
    const { target, lock } = place()
    writeFileSync(lock, 'x')
    chmodSync(lock, 0)
    await expect(take(target)).rejects.toMatchObject({ reason: 'busy' })
    age(lock, 31_000)
    expect(await take(target)).toBe(0)
  })

  it('case 56: is left alone when another took it between the look and the guard', async () => {
    const { target, lock } = place()
    writeFileSync(lock, await ownerRecord(dead))
    const living = await ownerRecord({ command: 'edit', token: 'cd34' })
    const before = ({ name, path }: { name: string; path: string }) => {
      if (name === 'mkdir' && path.endsWith('.steal')) writeFileSync(lock, living)
    }
    await expect(take(target, { files: failingFiles({ before }).files })).rejects.toMatchObject({ reason: 'busy' })
    expect(readFileSync(lock)).toEqual(Buffer.from(living))
  })
})

describe('the guard of a stealer', () => {
  const dead = { pid: spawnSync(process.execPath, ['-e', '']).pid }

  it('case 59: that died is cleared: with its record, without one, with garbage, as a file', async () => {
    const leave: ((guard: string) => void | Promise<void>)[] = [
      (guard) => mkdirSync(guard),
      async (guard) => {
        mkdirSync(guard)
        writeFileSync(join(guard, 'ab12'), await ownerRecord(dead))
      },
      (guard) => {
        mkdirSync(guard)
        writeFileSync(join(guard, 'junk'), 'junk')
        age(join(guard, 'junk'), 9000)
      },
      (guard) => {
        writeFileSync(guard, '')
        age(guard, 9000)
      },
    ]
    for (const one of leave) {
      const { folder, target, lock } = place()
      writeFileSync(lock, await ownerRecord(dead))
      await one(`${lock}.steal`)
      expect(await take(target)).toBeLessThan(200)
      expect(readdirSync(folder)).toEqual([])
    }
  })

  it('case 59: that lives is waited for and not touched', async () => {
    const { target, lock } = place()
    writeFileSync(lock, await ownerRecord(dead))
    mkdirSync(`${lock}.steal`)
    writeFileSync(join(`${lock}.steal`, 'cd34'), await ownerRecord({ token: 'cd34' }))
    await expect(take(target)).rejects.toMatchObject({ reason: 'busy' })
    expect(readdirSync(`${lock}.steal`)).toEqual(['cd34'])
    expect(existsSync(lock)).toBe(true)
  })

  it('case 59: lets one of many through, and every one gets its turn', async () => {
    const { folder, target, lock } = place()
    writeFileSync(lock, await ownerRecord(dead))
    let inside = 0
    let most = 0
    const work = async () => {
      most = Math.max(most, ++inside)
      await new Promise((next) => setTimeout(next, 1))
      inside--
    }
    const clock = { nowMs: () => Date.now(), sleep: (ms: number) => new Promise<void>((next) => setTimeout(next, ms)) }
    await Promise.all(Array.from({ length: 30 }, () => withLock(target, work, saveOptions({ clock, waitMs: 20_000 }))))
    expect(most).toBe(1)
    expect(readdirSync(folder)).toEqual([])
  })

  it('case 59: fails by name at every call of a takeover, and the next one succeeds', async () => {
    const count = async (before?: (call: { count: number }) => void) => {
      const { folder, target, lock } = place()
      writeFileSync(lock, await ownerRecord(dead))
      const { files, calls } = failingFiles(before ? { before } : {})
      const outcome = await take(target, { files }).then(
        () => 'done',
        (error) => (error as { reason?: string }).reason,
      )
      return { folder, target, outcome, calls: calls.length }
    }
    const { calls } = await count()
    expect(calls).toBeGreaterThan(20)
    for (const code of ['EIO', 'ENOSPC', 'EACCES']) {
      for (let at = 1; at <= calls; at++) {
        const { folder, target, outcome } = await count((call) => {
          if (call.count === at) throw systemError(code)
        })
        expect(['done', 'busy', 'write-failed', 'vault-read-only'], `${code} at ${at}`).toContain(outcome)
        await take(target)
        expect(
          readdirSync(folder).filter((name) => !name.endsWith('.steal')),
          `${code} at ${at}`,
        ).toEqual([])
      }
    }
  })
})
