// Every single call of a save fails, once and for ever, with several errors: the old file stands or the new one does,
// whole; nothing that was acknowledged is lost; every failure has a name; and the next save works.
import { cpSync, existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { UkpError } from '../../src/errors.ts'
import { type ReplaceOptions, replaceWhole } from '../../src/store/commit.ts'
import { lockPath } from '../../src/store/lock/lock.ts'
import { bytesOf, failingFiles, freshFolder, saveOptions, systemError, text } from './failing-files.ts'

const CODES = ['EIO', 'ENOSPC', 'EACCES']
const body = (n: number) => `${n} `.repeat(5000)
const append = (file: string, changes: Partial<ReplaceOptions> = {}) =>
  replaceWhole(
    file,
    async (now) => bytesOf(body(now === null ? 1 : Number.parseInt(text(now), 10) + 1)),
    saveOptions({ keep: 3, files: failingFiles({}).files, ...changes }),
  )
const read = (file: string) => (existsSync(file) ? readFileSync(file, 'utf8') : null)
const reasonOf = (error: unknown) => (error instanceof UkpError ? error.reason : `untyped: ${String(error)}`)

/** Folders with so many saves done, to copy from. */
const templates = new Map<number, string>()

async function folderAfter(saves: number): Promise<string> {
  const template = templates.get(saves) ?? freshFolder()
  if (!templates.has(saves)) {
    for (let n = 0; n < saves; n++) await append(join(template, 'deep', 'v.ukp'))
    templates.set(saves, template)
  }
  const folder = freshFolder()
  cpSync(template, folder, { recursive: true })
  return folder
}

/** What one more save does under a fault. */
async function attempt(saves: number, before: (call: { name: string; count: number; path: string }) => void) {
  const file = join(await folderAfter(saves), 'deep', 'v.ukp')
  const faulty = failingFiles({ before })
  const outcome = await append(file, { files: faulty.files }).then(() => 'saved', reasonOf)
  return { file, outcome, calls: faulty.calls }
}

function expectWhole(file: string, saves: number, outcome: string, about: string): void {
  const now = read(file)
  const old = saves === 0 ? null : body(saves)
  expect(now === old || now === body(saves + 1), `${about}: damaged`).toBe(true)
  const isNew = now === body(saves + 1)
  expect(isNew, `${about}: ${outcome}`).toBe(outcome === 'saved' || outcome === 'save-unconfirmed')
  for (const end of ['.bak', '.bak.1', '.bak.2']) {
    const kept = read(file + end)
    const whole = Array.from({ length: saves }, (_, n) => body(n + 1))
    expect(kept === null || whole.includes(kept), `${about}: ${end} damaged`).toBe(true)
  }
  if (saves > 1) expect(existsSync(`${file}.bak`), `${about}: .bak gone`).toBe(true)
}

describe.each([0, 1, 4])('a save after %i saves', (saves) => {
  it('case 39: survives the failure of any one call, and the next save works', async () => {
    const { calls } = await attempt(saves, () => undefined)
    expect(calls.length).toBeGreaterThan(30)
    const outcomes = new Map<string, number>()
    for (const code of CODES) {
      for (let at = 1; at <= calls.length; at++) {
        const about = `${code} at ${at} (${calls[at - 1]})`
        const { file, outcome } = await attempt(saves, ({ count }) => {
          if (count === at) throw systemError(code)
        })
        outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1)
        expect(['saved', 'save-unconfirmed', 'write-failed', 'vault-read-only', 'file-unreadable'], about).toContain(
          outcome,
        )
        expectWhole(file, saves, outcome, about)
        if (existsSync(join(file, '..'))) {
          expect(
            readdirSync(join(file, '..')).filter((name) => name.startsWith('.')),
            about,
          ).toEqual([])
        }
        const stood = read(file)
        await append(file)
        expect(read(file), about).toBe(body(stood === null ? 1 : Number.parseInt(stood, 10) + 1))
      }
    }
    // The last two opens of a folder and its sync are the only calls that may leave a save unconfirmed.
    expect(outcomes.get('save-unconfirmed')).toBeGreaterThan(0)
    expect(outcomes.get('saved')).toBeGreaterThan(0)
    expect(outcomes.get('write-failed')).toBeGreaterThan(0)
  })

  it('case 39: survives that from some call on every call fails', async () => {
    const { calls } = await attempt(saves, () => undefined)
    for (const code of ['EIO', 'EACCES']) {
      for (let at = 1; at <= calls.length; at++) {
        const about = `${code} from ${at} (${calls[at - 1]})`
        const { file, outcome } = await attempt(saves, ({ count }) => {
          if (count >= at) throw systemError(code)
        })
        expectWhole(file, saves, outcome, about)
        expect(outcome, about).not.toMatch(/^untyped/)
        // This very process lives on, so its lock does too; in earnest it ends here.
        rmSync(lockPath(file), { force: true })
        await append(file)
      }
    }
  })
})

describe('a save', () => {
  it('case 40: writes all of it however little a write takes', async () => {
    for (const writeMost of [1, 7, 4096]) {
      const file = join(freshFolder(), 'v.ukp')
      const content = body(9).slice(0, writeMost * 900)
      const { files } = failingFiles({ writeMost })
      await replaceWhole(file, async () => bytesOf(content), saveOptions({ files }))
      expect(read(file)).toBe(content)
    }
  })

  it('case 40: gives up when a write takes nothing, and leaves nothing', async () => {
    const folder = freshFolder()
    const file = join(folder, 'v.ukp')
    await append(file)
    const { files } = failingFiles({})
    const open: typeof files.open = async (path, flags, mode) => {
      const handle = await files.open(path, flags, mode)
      return path.includes('.tmp-') ? { ...handle, write: async () => ({ bytesWritten: 0 }) } : handle
    }
    await expect(append(file, { files: { ...files, open } })).rejects.toMatchObject({ reason: 'write-failed' })
    expect(readdirSync(folder)).toEqual(['v.ukp'])
    expect(read(file)).toBe(body(1))
  })

  it('case 40: does not believe a full count when the file is shorter', async () => {
    const folder = freshFolder()
    const file = join(folder, 'v.ukp')
    await append(file)
    const { files } = failingFiles({})
    const open: typeof files.open = async (path, flags, mode) => {
      const handle = await files.open(path, flags, mode)
      if (!path.includes('.tmp-')) return handle
      const write: typeof handle.write = async (from, offset, length, position) => {
        await handle.write(from, offset, length - 1, position)
        return { bytesWritten: length }
      }
      return { ...handle, write }
    }
    await expect(append(file, { files: { ...files, open } })).rejects.toMatchObject({ reason: 'write-failed' })
    expect(readdirSync(folder)).toEqual(['v.ukp'])
    expect(read(file)).toBe(body(1))
  })

  it('case 46: is a success where a folder cannot be synced, and unconfirmed where syncing it fails, with the lock released', async () => {
    for (const [code, outcome] of [
      ['EINVAL', 'saved'],
      ['ENOTSUP', 'saved'],
      ['EPERM', 'saved'],
      ['EISDIR', 'saved'],
      ['EIO', 'save-unconfirmed'],
      ['ENOSPC', 'save-unconfirmed'],
    ]) {
      const folder = freshFolder()
      const file = join(folder, 'v.ukp')
      await append(file)
      const before = ({ name, path }: { name: string; path: string }) => {
        if (name === 'sync' && path === folder) throw systemError(code as string)
      }
      const got = await append(file, { files: failingFiles({ before }).files }).then(() => 'saved', reasonOf)
      expect(got, code).toBe(outcome)
      expect(read(file)).toBe(body(2))
      expect(readdirSync(folder)).toEqual(['v.ukp', 'v.ukp.bak'])
    }
  })

  it('syncs the file before the rename and every folder that got a name after it', async () => {
    const folder = freshFolder()
    const file = join(folder, 'a', 'b', 'v.ukp')
    const steps: string[] = []
    const before = ({ name, path }: { name: string; path: string }) => {
      if (name === 'sync' || name === 'rename')
        steps.push(`${name} ${path.slice(folder.length).replace(/[0-9a-f]{16}/, '*')}`)
    }
    await append(file, { files: failingFiles({ before }).files })
    expect(steps).toEqual(['sync /a/b/.v.ukp.tmp-*', 'rename /a/b/.v.ukp.tmp-*', 'sync /a/b', 'sync /a', 'sync '])
  })

  it('case 41: names read-only places', async () => {
    for (const code of ['EROFS', 'EACCES', 'EPERM']) {
      const { file, outcome } = await attempt(1, ({ name, path }) => {
        if (name === 'open' && /\.(lock\.|tmp-)/.test(path)) throw systemError(code)
      })
      expect(outcome, code).toBe('vault-read-only')
      expect(read(file)).toBe(body(1))
    }
  })
})
