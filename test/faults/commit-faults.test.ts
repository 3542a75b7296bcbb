// The black-box check: strace kills a save at each of its system calls, or lets that call fail; and real full disks.
// Whatever happens, the file is the old one or the new one, nothing acknowledged is lost, and the next save works.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { append, freshFolder, linesOf, PROGRAM, works } from './appenders.ts'

const canTrace = works('strace', '-f', '-qq', '-o', '/dev/null', '-e', 'trace=openat', 'true')
const canMount = works('unshare', '--mount', 'sh', '-c', 'mount -t tmpfs -o size=64k none /mnt')

const CALLS =
  'openat,read,pread64,write,pwrite64,fsync,fdatasync,fstat,newfstatat,statx,readlink,getdents64,' +
  'link,linkat,rename,renameat2,unlink,unlinkat,mkdir,rmdir,chmod,fchmod,fchown,close'

/** One pool thread, so that strace, which counts by thread, counts every file call. */
const ENVIRONMENT = { UKP_FIXED: '1', UKP_KEEP: '2', UV_THREADPOOL_SIZE: '1', UV_USE_IO_URING: '0' }

interface Call {
  readonly name: string
  /** Counted from 1 among the calls of this name. */
  readonly nth: number
}

/** Names of everything that a save of `file` touches; they are fixed by UKP_FIXED. */
function pathsOf(file: string, log: string): string[] {
  const folder = join(file, '..')
  const found = new Set([folder, file])
  for (const [, path] of log.matchAll(/"(\/[^"\\]+)"/g)) if (path?.startsWith(`${folder}/`)) found.add(path)
  return [...found]
}

function trace(file: string, name: string, options: { paths?: readonly string[]; inject?: string; log?: string }) {
  const filter = (options.paths ?? []).flatMap((path) => ['-P', path])
  const inject = options.inject === undefined ? [] : ['-e', `inject=${options.inject}`]
  const strace = [
    '-f',
    '-qq',
    '-s',
    '4096',
    '-o',
    options.log ?? '/dev/null',
    '-e',
    `trace=${CALLS}`,
    ...filter,
    ...inject,
  ]
  const run = spawnSync('strace', [...strace, process.execPath, PROGRAM, file, name, '1'], {
    env: { ...process.env, ...ENVIRONMENT },
    encoding: 'utf8',
  })
  return { output: run.stdout, signal: run.signal }
}

/** A file with two saves done, for each run its own. */
async function prepare(folder: string): Promise<string> {
  mkdirSync(folder)
  const file = join(folder, 'v.ukp')
  await append(file, 'old', { count: 2, env: { UKP_KEEP: '2' } })
  return file
}

/** The calls of one save on its own files, in order. */
async function callsOfOneSave(root: string): Promise<{ calls: Call[]; tails: string[] }> {
  const log = join(root, 'log')
  const first = await prepare(join(root, 'dry'))
  trace(first, 'dry', { log })
  const paths = pathsOf(first, readFileSync(log, 'utf8'))
  const second = await prepare(join(root, 'counted'))
  const tails = paths.map((path) => path.slice(join(root, 'dry').length))
  trace(second, 'dry', { log, paths: tails.map((tail) => join(root, 'counted') + tail) })
  const counts = new Map<string, number>()
  const calls: Call[] = []
  for (const [, name] of readFileSync(log, 'utf8').matchAll(/^\d+ +([a-z0-9]+)\(/gm)) {
    const nth = (counts.get(name as string) ?? 0) + 1
    counts.set(name as string, nth)
    calls.push({ name: name as string, nth })
  }
  return { calls, tails }
}

const OLD = ['old.0', 'old.1']
const NEW = [...OLD, 'new.0']

describe.runIf(canTrace)('a save under strace (needs strace)', () => {
  it.for(['signal=KILL', 'error=EIO', 'error=ENOSPC', 'error=EACCES'])(
    'survives %s at every one of its calls',
    async (fault, { annotate }) => {
      const root = freshFolder()
      const { calls, tails } = await callsOfOneSave(root)
      expect(calls.length).toBeGreaterThan(45)
      const seen = { old: 0, new: 0, acknowledged: 0, killed: 0 }
      for (const [index, { name, nth }] of calls.entries()) {
        const about = `${fault} at ${name} ${nth} (call ${index + 1} of ${calls.length})`
        const folder = join(root, `${index}`)
        const file = await prepare(folder)
        const paths = tails.map((tail) => folder + tail)
        const { output, signal } = trace(file, 'new', { paths, inject: `${name}:${fault}:when=${nth}` })
        const lines = linesOf(file)
        const isNew = lines.length === 3
        expect(lines, about).toEqual(isNew ? NEW : OLD)
        if (output.includes('ok ')) expect(isNew, about).toBe(true)
        else if (fault !== 'signal=KILL')
          expect(output, about).toMatch(/^failed (write-failed|vault-read-only|file-unreadable|save-unconfirmed) /)
        if (output.includes('failed ')) expect(isNew, about).toBe(output.includes('save-unconfirmed'))
        // .bak is never gone and never torn; it may be the present file itself when the save died just before its rename.
        expect([['old.0'], OLD], about).toContainEqual(linesOf(`${file}.bak`))
        if (existsSync(`${file}.bak.1`)) expect(linesOf(`${file}.bak.1`), about).toEqual(['old.0'])
        if (fault !== 'signal=KILL')
          expect(
            readdirSync(folder).filter((entry) => entry.startsWith('.')),
            about,
          ).toEqual([])
        const next = await append(file, 'next', { env: { UKP_WAIT: '5000', UKP_KEEP: '2' } })
        expect(next.done, about).toEqual(['next.0'])
        expect(linesOf(file), about).toEqual([...lines, 'next.0'])
        expect(statSync(file).mode & 0o777, about).toBe(0o600)
        seen[isNew ? 'new' : 'old']++
        if (output.includes('ok ')) seen.acknowledged++
        if (signal === 'SIGKILL') seen.killed++
      }
      await annotate(`${fault}: ${calls.length} calls, ${JSON.stringify(seen)}`)
      expect(seen.killed).toBe(fault === 'signal=KILL' ? calls.length : 0)
      expect(seen.old).toBeGreaterThan(0)
      expect(seen.new).toBeGreaterThan(0)
    },
  )
})

describe.skipIf(process.platform === 'win32')('a full disk', () => {
  it('by ulimit -f leaves the old file whole and nothing beside it', async () => {
    const folder = freshFolder()
    const file = join(folder, 'v.ukp')
    await append(file, 'old')
    const via = ['sh', '-c', 'ulimit -f 40; exec "$@"', 'sh']
    const big = await append(file, 'new', { via, env: { UKP_PAD: '100000' } })
    expect(big.failed).toEqual([`write-failed ${JSON.stringify({ file, code: 'EFBIG' })}`])
    expect(linesOf(file)).toEqual(['old.0'])
    expect(readdirSync(folder)).toEqual(['v.ukp'])
    expect((await append(file, 'new', { via })).done).toEqual(['new.0'])
  })

  it.runIf(canMount)('of a few pages leaves the old file whole (needs unshare and mount)', async () => {
    const script = (options: string, steps: string) => [
      'unshare',
      '--mount',
      'sh',
      '-c',
      `mount -t tmpfs -o ${options} none /mnt && ${steps}; "$@"; cat /mnt/v.ukp | head -c 300; ls -A /mnt`,
      'sh',
    ]
    for (const [steps, failure] of [
      ['echo old.0 > /mnt/v.ukp', 'write-failed {"file":"/mnt/v.ukp","code":"ENOSPC"}'],
      ['echo old.0 > /mnt/v.ukp && mount -o remount,ro /mnt', 'vault-read-only {"file":"/mnt/v.ukp"}'],
    ] as const) {
      const [command = '', ...rest] = [
        ...script('size=64k', steps),
        process.execPath,
        PROGRAM,
        '/mnt/v.ukp',
        'new',
        '1',
      ]
      const env = { ...process.env, UKP_PAD: '100000' }
      const { stdout } = spawnSync(command, rest, { env, encoding: 'utf8' })
      expect(stdout).toBe(`failed ${failure}\nold.0\nv.ukp\n`)
    }
  })
})
