// Holders that are killed, stopped, robbed or in another container, in real processes.
import { copyFileSync, existsSync, readdirSync, readFileSync, readlinkSync, unlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { append, freshFolder, linesOf, startAppend, works } from './appenders.ts'

const posix = process.platform !== 'win32'
const apart = ['unshare', '--pid', '--fork', '--mount-proc', '--kill-child']
const canUnshare = works(apart[0] as string, ...apart.slice(1), 'true')

const place = () => join(freshFolder(), 'v.ukp')
const lockOf = (file: string) => join(file, '..', '.v.ukp.lock')
const HOLD = { UKP_HOLD: '1' }

/** A process that holds the lock, inside build. */
async function holder(file: string, via: readonly string[] = []) {
  const started = startAppend(file, 'holder', { env: HOLD, via })
  await started.said('holding')
  return { ...started, go: () => started.child.stdin?.write('go\n') }
}

const timed = async <T>(work: Promise<T>): Promise<{ value: T; ms: number }> => {
  const start = performance.now()
  const value = await work
  return { value, ms: Math.round(performance.now() - start) }
}

describe.runIf(posix)('a holder', () => {
  it('case 53: that is killed does not hold up the next writer', async ({ annotate }) => {
    const file = place()
    const plain = await timed(append(file, 'first'))
    const { child, ended } = await holder(file)
    child.kill('SIGKILL')
    await ended
    expect(existsSync(lockOf(file))).toBe(true)
    const { value, ms } = await timed(append(file, 'next'))
    await annotate(`after kill -9: ${ms} ms whole process, without: ${plain.ms} ms`)
    expect(value.done).toEqual(['next.0'])
    expect(ms).toBeLessThan(plain.ms + 1000)
    expect(linesOf(file)).toEqual(['first.0', 'next.0'])
  })

  it('case 53: that is killed and not reaped does not either', async () => {
    const file = place()
    await append(file, 'first')
    // The shell starts the holder and becomes a sleep, which never looks after its child.
    const shell = startAppend(file, 'holder', { env: HOLD, via: ['sh', '-c', 'sleep 60 | "$@" & exec sleep 60', 'sh'] })
    await shell.said('holding')
    const { pid } = JSON.parse(readFileSync(lockOf(file), 'utf8')) as { pid: number }
    process.kill(pid, 'SIGKILL')
    const state = () => readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.[0]
    while (state() !== 'Z') await new Promise((done) => setTimeout(done, 5))
    const { value, ms } = await timed(append(file, 'next', { env: { UKP_WAIT: '5000' } }))
    process.kill(-(shell.child.pid ?? 0), 'SIGKILL')
    await shell.ended
    expect(value.done).toEqual(['next.0'])
    expect(ms).toBeLessThan(2000)
  })

  it('case 54: that is stopped makes others busy, who name it; resumed, its save is right', async () => {
    const file = place()
    await append(file, 'first')
    const { child, ended, go } = await holder(file)
    child.kill('SIGSTOP')
    go()
    const other = await append(file, 'other', { env: { UKP_WAIT: '1500' } })
    expect(other.failed).toEqual([`busy {"holder":"pid ${child.pid} (add)"}`])
    child.kill('SIGCONT')
    expect((await ended).done).toEqual(['holder.0'])
    expect((await append(file, 'other')).done).toEqual(['other.0'])
    expect(linesOf(file)).toEqual(['first.0', 'holder.0', 'other.0'])
  })

  it('case 55: whose lock is deleted while it is stopped gives up, and the save of the other stays', async () => {
    const file = place()
    await append(file, 'first')
    const { child, ended, go } = await holder(file)
    child.kill('SIGSTOP')
    unlinkSync(lockOf(file))
    expect((await append(file, 'other')).done).toEqual(['other.0'])
    child.kill('SIGCONT')
    go()
    const robbed = await ended
    expect(robbed.done).toEqual([])
    expect(robbed.failed[0]).toMatch(/^busy /)
    expect(linesOf(file)).toEqual(['first.0', 'other.0'])
    expect(readdirSync(join(file, '..'))).toEqual(['v.ukp', 'v.ukp.bak'])
  })

  it('case 59: that dies at any call of taking over a dead lock costs the next writer nothing', async ({
    annotate,
  }) => {
    const first = place()
    const { child, ended } = await holder(first)
    child.kill('SIGKILL')
    await ended
    let slowest = 0
    let deaths = 0
    for (let at = 1; at < 200; at++) {
      const file = place()
      copyFileSync(lockOf(first), lockOf(file))
      const heir = await append(file, 'heir', { env: { UKP_DIE_AT: `${at}` } })
      if (heir.signal === null) break
      deaths++
      const { value, ms } = await timed(append(file, 'next'))
      slowest = Math.max(slowest, ms)
      expect(value.done, `at ${at}`).toEqual(['next.0'])
      expect([['heir.0', 'next.0'], ['next.0']], `at ${at}`).toContainEqual(linesOf(file))
      expect(readdirSync(join(file, '..')).filter((name) => name.endsWith('.lock'))).toEqual([])
    }
    await annotate(`${deaths} deaths, slowest next writer ${slowest} ms whole process`)
    expect(deaths).toBeGreaterThan(45)
    expect(deaths).toBeLessThan(150)
    expect(slowest).toBeLessThan(3000)
  })
})

// Both only wait, so they wait together.
describe
  .runIf(posix && canUnshare)
  .concurrent('two containers with one host name and pid 1 each (needs unshare)', () => {
    it('case 58: never rob each other while the holder lives, beyond thirty seconds', async () => {
      const file = place()
      await append(file, 'first')
      const { ended, go } = await holder(file, apart)
      const other = await append(file, 'other', { via: apart, env: { UKP_WAIT: '36000' } })
      expect(other.failed).toEqual(['busy {"holder":"pid 1 (add)"}'])
      go()
      expect((await ended).done).toEqual(['holder.0'])
      expect(linesOf(file)).toEqual(['first.0', 'holder.0'])
    })

    it('case 58: take the lock of a dead one after thirty seconds, and a stopped one gives up when it wakes', async ({
      annotate,
    }) => {
      const file = place()
      await append(file, 'first')
      const { ended, go } = await holder(file, apart)
      const { ns } = JSON.parse(readFileSync(lockOf(file), 'utf8')) as { ns: string }
      const inside = readdirSync('/proc').filter((pid) => {
        try {
          return /^\d+$/.test(pid) && readlinkSync(`/proc/${pid}/ns/pid`) === ns
        } catch {
          return false
        }
      })
      expect(inside).toHaveLength(1)
      process.kill(Number(inside[0]), 'SIGSTOP')
      const { value, ms } = await timed(append(file, 'other', { via: apart, env: { UKP_WAIT: '60000' } }))
      await annotate(`lock of a stopped foreign holder taken after ${ms} ms`)
      expect(value.done).toEqual(['other.0'])
      expect(ms).toBeGreaterThan(25_000)
      process.kill(Number(inside[0]), 'SIGCONT')
      go()
      const robbed = await ended
      expect(robbed.done).toEqual([])
      expect(robbed.failed[0]).toMatch(/^busy /)
      expect(linesOf(file)).toEqual(['first.0', 'other.0'])
    })
  })
