// The bench runs: a part of it, with one round. What it measures is not judged here.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ROOT } from './kit/ukp.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ukp-test-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function bench(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const { NODE_EXTRA_CA_CERTS: _, NODE_OPTIONS: __, ...rest } = process.env
  return spawnSync(process.execPath, [join(ROOT, 'bench/speed.mjs'), ...args], {
    env: { ...rest, TMPDIR: folder, ...env },
    encoding: 'utf8',
    timeout: 60_000,
  })
}

describe('npm run bench', () => {
  it('prints processor time and ratios of each row, and leaves nothing behind', () => {
    const ran = bench(['--runs', '1', '--only', 'start'])
    expect(ran).toMatchObject({ status: 0, stderr: '' })
    for (const row of ['ukp --version', 'ukp --help'])
      expect(ran.stdout).toMatch(
        new RegExp(`^${row} +[1-9]\\d*\\.\\d +\\d+\\.\\d\\d +[1-9]\\d*\\.\\d +\\d+\\.\\d\\d$`, 'm'),
      )
    expect(ran.stdout).toMatch(/^node -e 0 +[1-9]\d*\.\d +1\.00 /m)
    expect(ran.stdout).not.toContain('NODE_OPTIONS')
    expect(readdirSync(folder)).toEqual([])
  })

  it('says which variables it keeps from what is measured, and has every round in its JSON', () => {
    const ran = bench(['--runs', '2', '--only', 'start', '--json'], { NODE_OPTIONS: '--no-deprecation' })
    const { said, parts } = JSON.parse(ran.stdout) as { said: string[]; parts: { results: { rounds: unknown[] }[] }[] }
    expect(said.join('\n')).toContain('NODE_OPTIONS is set here')
    expect(parts.map(({ results }) => results.map(({ rounds }) => rounds.length))).toEqual([[2, 2, 2]])
  })

  it('refuses what it does not know', () => {
    expect(bench(['--only', 'nothing'])).toMatchObject({ status: 2, stdout: '' })
    expect(bench(['--runs', '0'])).toMatchObject({ status: 2, stdout: '' })
  })
})
