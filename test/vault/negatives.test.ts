// The negative vectors: each is refused for its own reason, by this reader and by the independent one.
import { beforeAll, describe, expect, it } from 'vitest'
import { UkpError } from '../../src/errors.ts'
import type { Credential } from '../../src/vault/slots/slot.ts'
import { makeBench } from '../vectors/negative/bench.ts'
import { NEGATIVES, type Negative, negatives } from '../vectors/negative.ts'
import { caseFile, judgements, type ReaderCase, skippedWithoutReader, wantsReader } from '../vectors/reader.ts'
import { byKey, byRecoveryKey, fromUtf8, reasonAndPart, verdict } from './kit.ts'

let all: readonly Negative[]

beforeAll(async () => {
  all = await negatives()
})

async function credentialOf({ kind, credential }: ReaderCase): Promise<Credential> {
  if (kind === 'key') return byKey(credential)
  return kind === 'recovery' ? await byRecoveryKey(fromUtf8(credential)) : { type: 'passphrase', bytes: credential }
}

async function ours(one: ReaderCase): Promise<string> {
  try {
    return await verdict(one.bytes, await credentialOf(one))
  } catch (error) {
    if (error instanceof UkpError) return reasonAndPart(error)
    throw error
  }
}

/** The vault that all of them are made from, with each of its ways in: were it refused too, nothing would be proved. */
async function controls(): Promise<ReaderCase[]> {
  const { bytes } = await makeBench()
  return (['key', 'passphrase', 'recovery'] as const).map((kind) => {
    const credential = all.find((one) => one.kind === kind && one.notes?.expect !== 'no slot')?.credential
    if (credential === undefined) throw new Error('no vector of that kind')
    return { name: `control-${kind}`, bytes, kind, credential }
  })
}

describe(`${NEGATIVES} negative vectors`, () => {
  it('are different files or credentials with names of their own', () => {
    const twice = (texts: readonly string[]): string[] => texts.filter((text, i) => texts.indexOf(text) !== i)
    expect(all).toHaveLength(NEGATIVES)
    expect(twice(all.map(({ name }) => name))).toEqual([])
    const files = all.map((one) => Buffer.from(caseFile({ ...one, notes: {} })).toString('latin1'))
    expect(twice(files).map((file) => all[files.indexOf(file)]?.name)).toEqual([])
  })

  it('are made from a vault that opens', async () => {
    for (const control of await controls()) expect(await ours(control), control.name).toBe('opened')
  })

  it('are refused, each for its own reason', async () => {
    const found = await Promise.all(all.map(async (one) => `${one.name}: ${await ours(one)}`))
    expect(found).toEqual(all.map((one) => `${one.name}: ${one.ours}`))
  })

  it.skipIf(!wantsReader)(`are refused by the independent reader as well${skippedWithoutReader}`, async () => {
    const judged = await judgements([...all, ...(await controls())])
    const said = (name: string): string => {
      const { class: kind, group } = judged.get(name) ?? {}
      return `${name}: ${[kind, group].filter((word) => word !== undefined && word !== null).join(' ')}`
    }
    expect(all.map(({ name }) => said(name))).toEqual(all.map(({ name, reader }) => `${name}: ${reader}`))
    expect((await controls()).map(({ name }) => said(name))).toEqual([
      'control-key: opened',
      'control-passphrase: opened',
      'control-recovery: opened',
    ])
  })
})
