// Many processes write one file at once, some die in the middle: nothing that was acknowledged is lost.
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readWhole } from '../../src/store/commit.ts'
import { realFiles } from '../../src/store/files.ts'
import { type Appended, append, freshFolder, linesOf, startAppend } from './appenders.ts'

const many = (file: string, processes: number, count: number, env: Record<string, string> = {}) =>
  Promise.all(Array.from({ length: processes }, (_, n) => append(file, `p${n}`, { count, env })))

const acknowledged = (all: readonly Appended[]) => all.flatMap((one) => one.done)

describe('fifty processes', () => {
  it('that append three lines each lose none and leave nothing', async ({ annotate }) => {
    const folder = freshFolder()
    const file = join(folder, 'v.ukp')
    const start = performance.now()
    const all = await many(file, 50, 3)
    await annotate(`50 x 3: ${Math.round(performance.now() - start)} ms`)
    expect(all.flatMap((one) => one.failed)).toEqual([])
    expect(acknowledged(all)).toHaveLength(150)
    expect(linesOf(file).toSorted()).toEqual(acknowledged(all).toSorted())
    expect(linesOf(`${file}.bak`)).toHaveLength(149)
    expect(readdirSync(folder)).toEqual(['v.ukp', 'v.ukp.bak'])
  })

  it.each([
    [50, 3, '0.05'],
    [40, 6, '0.15'],
  ])(
    '(%i x %i) of which some kill themselves inside a save (%s) lose nothing acknowledged',
    async (processes, count, chance) => {
      const folder = freshFolder()
      const file = join(folder, 'v.ukp')
      const all = await many(file, processes, count, { UKP_KILL: chance })
      const killed = all.filter((one) => one.signal === 'SIGKILL').length
      expect(killed).toBeGreaterThan(0)
      expect(all.flatMap((one) => one.failed)).toEqual([])
      const lines = linesOf(file)
      expect(new Set(lines).size).toBe(lines.length)
      expect(acknowledged(all).filter((line) => !lines.includes(line))).toEqual([])
      // A save that died after its rename stands without having been acknowledged: at most one for each death.
      expect(lines.length - acknowledged(all).length).toBeLessThanOrEqual(killed)
      const kept = linesOf(`${file}.bak`)
      expect(lines.slice(0, kept.length)).toEqual(kept)
      const after = await append(file, 'after')
      expect(after.done).toEqual(['after.0'])
      expect(linesOf(file)).toHaveLength(lines.length + 1)
    },
  )
})

describe('readers without a lock', () => {
  it('never see a part of a save', async () => {
    const folder = freshFolder()
    const file = join(folder, 'v.ukp')
    await append(file, 'first')
    const writer = startAppend(file, 'w', { count: 500, env: { UKP_PAD: '400' } })
    let running = true
    const ended = writer.ended.finally(() => {
      running = false
    })
    let reads = 0
    let most = 0
    while (running) {
      const bytes = await readWhole(file, { files: realFiles(), limit: 48 << 20 })
      const text = new TextDecoder().decode(bytes ?? new Uint8Array())
      expect(text.endsWith('\n')).toBe(true)
      const lines = text.split('\n').length - 1
      expect(lines).toBeGreaterThanOrEqual(most)
      most = lines
      reads++
    }
    expect((await ended).done).toHaveLength(500)
    expect(reads).toBeGreaterThan(500)
    expect(linesOf(file)).toHaveLength(501)
    expect(statSync(file).nlink).toBe(1)
  })
})
