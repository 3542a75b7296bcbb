// What holds for every exporter: its place in the list, and that it writes what it says it takes and nothing else.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Exporter } from '../../src/export/exporter.ts'
import { EXPORTERS, exporterOf } from '../../src/export/index.ts'
import { account, anyAccounts, textOf, toolsWith } from './kit.ts'

const all = await Promise.all(EXPORTERS.map(async ({ format, load }) => ({ format, exporter: await load() })))
const each: [string, Exporter][] = all.map(({ format, exporter }) => [format, exporter])

describe('the list of exporters', () => {
  it('is sorted, and each is what it is called', () => {
    const formats = EXPORTERS.map(({ format }) => format)
    expect(formats).toEqual([...formats].sort())
    expect(all.map(({ exporter }) => exporter.format)).toEqual(formats)
    for (const { exporter } of all) expect(exporter.app).not.toBe('')
  })

  it('finds one by its format, and nothing else', async () => {
    expect((await exporterOf('bitwarden'))?.app).toBe('Bitwarden')
    expect(await exporterOf('Bitwarden')).toBeNull()
    expect(await exporterOf('toString')).toBeNull()
  })
})

describe.each(each)('%s', (_, exporter) => {
  const HALF = 'MFRGGZDFMZTWQ2LK'

  it('writes what it takes, once, and nothing of the rest', async () => {
    await fc.assert(
      fc.asyncProperty(anyAccounts, async (accounts) => {
        const taken = accounts.filter((one) => exporter.carry(one).taken)
        const files = await exporter.write(accounts, toolsWith())
        expect(files.reduce((sum, file) => sum + file.accounts, 0)).toBe(taken.length)
        expect(files.every((file) => file.accounts > 0 && file.bytes.length > 0)).toBe(true)
        if (exporter.kind === 'file') expect(files.length).toBe(taken.length === 0 ? 0 : 1)
        expect(new Set(files.map(({ name }) => name.toLowerCase())).size).toBe(files.length)
        expect(await exporter.write(taken, toolsWith())).toEqual(files)
      }),
      { numRuns: exporter.encrypted ? 5 : 20 },
    )
  })

  it('writes nothing where there is nothing to take', async () => {
    expect(await exporter.write([], toolsWith())).toEqual([])
  })

  it('says what stays behind: the deletion code and earlier keys in every case, and never what they are', () => {
    const { type, secret, algorithm, digits, period, counter } = account({ secret: HALF })
    const former = { type, secret, algorithm, digits, period, counter, deletionCode: '87654321', replaced: '' }
    const carried = exporter.carry(account({ deletionCode: '12345678', history: [former, former], note: 'my note' }))
    expect(carried).toMatchObject({ taken: true })
    const without = carried.taken ? carried.without : []
    expect(without).toContainEqual({ what: 'deletion-code', value: null })
    expect(without).toContainEqual({ what: 'history', value: 2 })
    expect(JSON.stringify(carried)).not.toMatch(/12345678|87654321|my note|JBSWY3DP|MFRGGZDF/)
  })

  it('writes neither a deletion code nor an earlier key', async () => {
    const { type, secret, algorithm, digits, period, counter } = account({ secret: HALF })
    const former = { type, secret, algorithm, digits, period, counter, deletionCode: '87654321', replaced: '' }
    const files = await exporter.write([account({ deletionCode: '12345678', history: [former] })], toolsWith())
    if (!exporter.encrypted && exporter.kind === 'file')
      expect(files.map(textOf).join()).not.toMatch(/12345678|87654321|MFRGGZDF/)
    expect(files).toEqual(await exporter.write([account()], toolsWith()))
  })

  it('loses nothing of a plain account', () => {
    expect(exporter.carry(account())).toEqual({ taken: true, without: [], doubtful: [] })
  })
})
