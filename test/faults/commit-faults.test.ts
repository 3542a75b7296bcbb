// The black-box check: strace kills a save at each of its system calls, or lets that call fail; and real full disks.
// Whatever happens, the file is the old one or the new one, nothing acknowledged is lost, and the next save works.
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { replaceWhole } from '../../src/store/commit.ts'
import { bytesOf, saveOptions, text } from '../store/failing-files.ts'
import { append, freshFolder, linesOf, PROGRAM, works } from './appenders.ts'
import { type Call, callsIn, canTrace, print, type Traced, tailsIn, traced, twoAtATime } from './strace.ts'

const canMount = works('unshare', '--mount', 'sh', '-c', 'mount -t tmpfs -o size=64k none /mnt')

const ENVIRONMENT = { PATH: process.env.PATH ?? '', UKP_FIXED: '1', UKP_KEEP: '2' }

const run = (file: string, name: string, options: { paths?: readonly string[]; inject?: string; log?: string }) =>
  traced([process.execPath, PROGRAM, file, name, '1'], { env: ENVIRONMENT, ...options })

/** A file with two saves done, for each run its own. */
async function makeTemplate(root: string): Promise<string> {
  const template = join(root, 'template')
  mkdirSync(template)
  await append(join(template, 'v.ukp'), 'old', { count: 2, env: { UKP_KEEP: '2' } })
  return template
}

function copyOf(template: string, folder: string): string {
  cpSync(template, folder, { recursive: true })
  return join(folder, 'v.ukp')
}

/** The calls of one save on its own files, in order. */
async function callsOfOneSave(root: string, template: string): Promise<{ calls: Call[]; tails: string[] }> {
  const log = join(root, 'log')
  const first = copyOf(template, join(root, 'dry'))
  await run(first, 'dry', { log })
  const tails = tailsIn(join(root, 'dry'), log)
  const second = copyOf(template, join(root, 'counted'))
  await run(second, 'dry', { log, paths: tails.map((tail) => join(root, 'counted') + tail) })
  return { calls: callsIn(log), tails }
}

/** The next writer: another process than the one that died. */
async function next(file: string): Promise<void> {
  const build = async (now: Uint8Array | null) => bytesOf(`${text(now)}next.0\n`)
  await replaceWhole(file, build, saveOptions({ keep: 2, waitMs: 0 }))
}

const OLD = ['old.0', 'old.1']
const NEW = [...OLD, 'new.0']
const FAULTS = ['signal=KILL', 'error=EIO', 'error=ENOSPC', 'error=EACCES', 'error=EROFS', 'error=EDQUOT']

describe.runIf(canTrace)('a save under strace (needs strace)', () => {
  it.for(FAULTS.map((fault, i) => [i === 0 ? 38 : 39, fault] as const))(
    'case %i: survives %s at every one of its calls',
    async ([, fault]) => {
      const root = freshFolder()
      const template = await makeTemplate(root)
      const { calls, tails } = await callsOfOneSave(root, template)
      expect(calls.length).toBeGreaterThan(45)
      const seen = { old: 0, new: 0, acknowledged: 0, killed: 0, damaged: 0, acknowledgedLost: 0 }
      await twoAtATime(calls, async ({ name, nth }, index) => {
        const about = `${fault} at ${name} ${nth} (call ${index + 1} of ${calls.length})`
        const folder = join(root, `${index}`)
        const file = copyOf(template, folder)
        const paths = tails.map((tail) => folder + tail)
        const ran = await run(file, 'new', { paths, inject: `${name}:${fault}:when=${nth}` })
        const lines = linesOf(file)
        const isNew = lines.length === 3
        seen[isNew ? 'new' : 'old']++
        if (ran.output.includes('ok ')) seen.acknowledged++
        if (ran.output.includes('ok ') && !isNew) seen.acknowledgedLost++
        if (ran.signal === 'SIGKILL') seen.killed++
        if (lines.join() !== (isNew ? NEW : OLD).join()) seen.damaged++
        expectWhole(ran, { lines, isNew, about, fault })
        // .bak is never gone and never torn; it may be the present file itself when the save died just before its rename.
        expect([['old.0'], OLD], about).toContainEqual(linesOf(`${file}.bak`))
        if (existsSync(`${file}.bak.1`)) expect(linesOf(`${file}.bak.1`), about).toEqual(['old.0'])
        const left = readdirSync(folder).filter((entry) => entry.startsWith('.'))
        if (fault !== 'signal=KILL') expect(left, about).toEqual([])
        await next(file)
        expect(linesOf(file), about).toEqual([...lines, 'next.0'])
        expect(statSync(file).mode & 0o777, about).toBe(0o600)
      })
      print(`store, ${fault}: ${calls.length} calls, ${JSON.stringify(seen)}`)
      expect(seen).toMatchObject({ damaged: 0, acknowledgedLost: 0 })
      expect(seen.killed).toBe(fault === 'signal=KILL' ? calls.length : 0)
      expect(seen.old).toBeGreaterThan(0)
      expect(seen.new).toBeGreaterThan(0)
    },
  )
})

interface Outcome {
  readonly lines: readonly string[]
  readonly isNew: boolean
  readonly about: string
  readonly fault: string
}

function expectWhole({ output }: Traced, { lines, isNew, about, fault }: Outcome): void {
  expect(lines, about).toEqual(isNew ? NEW : OLD)
  if (output.includes('ok ')) expect(isNew, about).toBe(true)
  else if (fault !== 'signal=KILL')
    expect(output, about).toMatch(/^failed (write-failed|vault-read-only|file-unreadable|save-unconfirmed) /)
  if (output.includes('failed ')) expect(isNew, about).toBe(output.includes('save-unconfirmed'))
}

describe.skipIf(process.platform === 'win32')('a full disk', () => {
  it('case 40: by ulimit -f leaves the old file whole and nothing beside it', async () => {
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

  it.runIf(canMount)(
    'case 40: of a few pages, or (case 41) read-only, leaves the old file whole (needs unshare and mount)',
    async () => {
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
    },
  )
})
