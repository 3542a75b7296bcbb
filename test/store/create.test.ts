// New files for keys and backups: whole or not there, never over something else unless told to.
import { mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { UkpError } from '../../src/errors.ts'
import { createExclusive } from '../../src/store/create.ts'
import { bytesOf, failingFiles, freshFolder, saveOptions, systemError } from './failing-files.ts'

const posix = process.platform !== 'win32'
const { files, random } = saveOptions()
const read = (file: string) => readFileSync(file, 'utf8')
const noLink = failingFiles({
  before: ({ name }) => {
    if (name === 'link') throw systemError('EPERM')
  },
}).files

describe('createExclusive', () => {
  it('makes a file of mode 0600, with hard links and without', async () => {
    for (const calls of [files, noLink]) {
      const folder = freshFolder()
      const file = join(folder, 'key')
      const mask = process.umask(0)
      try {
        expect(await createExclusive(file, bytesOf('key'), { files: calls, random })).toEqual({ file })
      } finally {
        process.umask(mask)
      }
      expect(read(file)).toBe('key')
      if (posix) expect(statSync(file).mode & 0o777).toBe(0o600)
      expect(statSync(file).nlink).toBe(1)
      expect(readdirSync(folder)).toEqual(['key'])
    }
  })

  it('refuses whatever lies at that name', async () => {
    const folder = freshFolder()
    writeFileSync(join(folder, 'file'), 'old')
    mkdirSync(join(folder, 'folder'))
    const names = ['file', 'folder']
    if (posix) {
      symlinkSync('file', join(folder, 'link'))
      symlinkSync('nowhere', join(folder, 'dangling'))
      names.push('link', 'dangling')
    }
    for (const name of names) {
      const file = join(folder, name)
      await expect(createExclusive(file, bytesOf('new'), { files, random })).rejects.toMatchObject({
        reason: 'file-exists',
        facts: { file },
      })
    }
    expect(read(join(folder, 'file'))).toBe('old')
    expect(readdirSync(folder)).toHaveLength(names.length)
  })

  it('refuses a name that was taken after it looked, with hard links and without', async () => {
    for (const without of [false, true]) {
      const folder = freshFolder()
      const file = join(folder, 'key')
      const before = ({ name }: { name: string }) => {
        if (name !== 'link') return
        writeFileSync(file, 'theirs')
        if (without) throw systemError('EPERM')
      }
      const options = { files: failingFiles({ before }).files, random }
      await expect(createExclusive(file, bytesOf('x'), options)).rejects.toMatchObject({ reason: 'file-exists' })
      expect(read(file)).toBe('theirs')
      expect(readdirSync(folder)).toEqual(['key'])
    }
  })

  it('makes one file of many at once', async () => {
    const file = join(freshFolder(), 'key')
    const all = await Promise.allSettled(
      Array.from({ length: 20 }, (_, n) => createExclusive(file, bytesOf(`${n}`), { files, random })),
    )
    const done = all.flatMap((one, n) => (one.status === 'fulfilled' ? [n] : []))
    expect(done).toHaveLength(1)
    expect(read(file)).toBe(`${done[0]}`)
  })

  it('says when the disk did not confirm the name', async () => {
    for (const [code, outcome] of [
      ['EINVAL', 'done'],
      ['EIO', 'save-unconfirmed'],
    ] as const) {
      const folder = freshFolder()
      const before = ({ name, path }: { name: string; path: string }) => {
        if (name === 'sync' && path === folder) throw systemError(code)
      }
      const options = { files: failingFiles({ before }).files, random }
      const made = createExclusive(join(folder, 'key'), bytesOf('key'), options)
      expect(
        await made.then(
          () => 'done',
          (error) => (error as UkpError).reason,
        ),
      ).toBe(outcome)
      expect(read(join(folder, 'key'))).toBe('key')
    }
  })

  it('does not make folders', async () => {
    const file = join(freshFolder(), 'none', 'key')
    await expect(createExclusive(file, bytesOf('x'), { files, random })).rejects.toMatchObject({
      reason: 'write-failed',
      facts: { file, code: 'ENOENT' },
    })
  })

  it('replaces when told to: a file, the target of a link, and nothing else', async () => {
    const folder = freshFolder()
    const file = join(folder, 'backup')
    const replace = { files, random, replace: true }
    for (const content of ['one', 'two']) {
      await createExclusive(file, bytesOf(content), replace)
      expect(read(file)).toBe(content)
    }
    mkdirSync(join(folder, 'folder'))
    await expect(createExclusive(join(folder, 'folder'), bytesOf('x'), replace)).rejects.toMatchObject({
      reason: 'vault-not-a-file',
    })
    if (!posix) return
    symlinkSync('backup', join(folder, 'link'))
    expect(await createExclusive(join(folder, 'link'), bytesOf('three'), replace)).toEqual({ file })
    expect(read(file)).toBe('three')
    symlinkSync('folder', join(folder, 'link2'))
    symlinkSync('nowhere', join(folder, 'link3'))
    await expect(createExclusive(join(folder, 'link2'), bytesOf('x'), replace)).rejects.toMatchObject({
      reason: 'vault-not-a-file',
    })
    await expect(createExclusive(join(folder, 'link3'), bytesOf('x'), replace)).rejects.toMatchObject({
      reason: 'link-broken',
    })
    expect(readdirSync(folder).filter((name) => name.startsWith('.'))).toEqual([])
  })

  it.each([false, true])('is whole or not there at the failure of any call (replace: %s)', async (replace) => {
    const attempt = async (before: (call: { count: number }) => void) => {
      const folder = freshFolder()
      const file = join(folder, 'key')
      if (replace) writeFileSync(file, 'old')
      const faulty = failingFiles({ before })
      const outcome = await createExclusive(file, bytesOf('new'), { files: faulty.files, random, replace }).then(
        () => 'done',
        (error) => (error instanceof UkpError ? error.reason : 'untyped'),
      )
      return { folder, file, outcome, calls: faulty.calls }
    }
    const { calls } = await attempt(() => undefined)
    for (const code of ['EIO', 'ENOSPC', 'EACCES']) {
      for (let at = 1; at <= calls.length; at++) {
        const about = `${code} at ${at} (${calls[at - 1]})`
        const { folder, file, outcome } = await attempt(({ count }) => {
          if (count === at) throw systemError(code)
        })
        const now = readdirSync(folder)
        const isNew = now.includes('key') && read(file) === 'new'
        expect(isNew, `${about}: ${outcome}`).toBe(outcome === 'done' || outcome === 'save-unconfirmed')
        if (!isNew) expect(now.length === 0 ? 'none' : read(file), about).toBe(replace ? 'old' : 'none')
        expect(
          now.filter((name) => name !== 'key'),
          about,
        ).toEqual([])
        expect(outcome, about).not.toBe('untyped')
      }
    }
  })
})
