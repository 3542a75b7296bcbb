// Reading a file whole, and all that must be refused instead: at once, and by name.
import { execFileSync } from 'node:child_process'
import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { realFiles } from '../../src/store/files.ts'
import { readWhole } from '../../src/store/read.ts'
import { failingFiles, freshFolder, systemError, text } from './failing-files.ts'

const options = { files: realFiles(), limit: 1000 }
const posix = process.platform !== 'win32'

describe('readWhole', () => {
  it('reads the bytes of a file, an empty one and one of exactly the limit', async () => {
    const folder = freshFolder()
    for (const content of ['', 'hello', 'x'.repeat(1000)]) {
      writeFileSync(join(folder, 'v'), content)
      expect(text((await readWhole(join(folder, 'v'), options)) ?? new Uint8Array([63]))).toBe(content)
    }
  })

  it('answers null when there is no file, nor a folder for it', async () => {
    const folder = freshFolder()
    expect(await readWhole(join(folder, 'v'), options)).toBeNull()
    expect(await readWhole(join(folder, 'none', 'v'), options)).toBeNull()
  })

  it('case 19: refuses one byte over the limit, and a sparse file of 5 GB, before reading', async () => {
    const file = join(freshFolder(), 'v')
    writeFileSync(file, 'x'.repeat(1001))
    const { files, calls } = failingFiles({})
    await expect(readWhole(file, { files, limit: 1000 })).rejects.toMatchObject({
      reason: 'vault-limits',
      facts: { file, part: 'size' },
    })
    truncateSync(file, 5 * 1024 ** 3)
    await expect(readWhole(file, { files, limit: 48 << 20 })).rejects.toMatchObject({ reason: 'vault-limits' })
    expect(calls).not.toContain('read')
  })

  it('reads a file that grows while it is read, up to the limit', async () => {
    const file = join(freshFolder(), 'v')
    const grow = (by: number) => {
      writeFileSync(file, 'x')
      let grown = false
      const before = ({ name }: { name: string }) => {
        if (name !== 'read' || grown) return
        grown = true
        writeFileSync(file, 'x'.repeat(by))
      }
      return readWhole(file, { files: failingFiles({ before }).files, limit: 1000 })
    }
    expect((await grow(900))?.length).toBe(900)
    await expect(grow(1001)).rejects.toMatchObject({ reason: 'vault-limits' })
  })

  it.runIf(posix)('case 19: refuses a folder, a FIFO, a device and a socket, without hanging', async () => {
    const folder = freshFolder()
    mkdirSync(join(folder, 'folder'))
    execFileSync('mkfifo', [join(folder, 'fifo')])
    const server = createServer().listen(join(folder, 'socket'))
    await new Promise((done) => server.once('listening', done))
    for (const file of [...['folder', 'fifo', 'socket'].map((name) => join(folder, name)), '/dev/zero']) {
      await expect(readWhole(file, options), file).rejects.toMatchObject({
        reason: 'vault-not-a-file',
        facts: { file },
      })
    }
    server.close()
  })

  it.runIf(posix)('case 42: follows a link, and names a dangling and a looping one', async () => {
    const folder = freshFolder()
    writeFileSync(join(folder, 'v'), 'here')
    symlinkSync('v', join(folder, 'good'))
    symlinkSync('nowhere', join(folder, 'dangling'))
    symlinkSync('loop', join(folder, 'loop'))
    expect(text(await readWhole(join(folder, 'good'), options))).toBe('here')
    for (const name of ['dangling', 'loop']) {
      const file = join(folder, name)
      await expect(readWhole(file, options)).rejects.toMatchObject({ reason: 'link-broken', facts: { file } })
    }
  })

  it('names what a failing call says, at every call', async () => {
    const file = join(freshFolder(), 'v')
    writeFileSync(file, 'hello')
    const counted = failingFiles({})
    await readWhole(file, { files: counted.files, limit: 1000 })
    expect(counted.calls).toEqual(['open', 'stat', 'read', 'read', 'close'])
    for (let at = 1; at <= 4; at++) {
      const before = ({ count }: { count: number }) => {
        if (count === at) throw systemError('EIO')
      }
      await expect(readWhole(file, { files: failingFiles({ before }).files, limit: 1000 })).rejects.toMatchObject({
        reason: 'file-unreadable',
        facts: { file, code: 'EIO' },
      })
    }
  })
})
