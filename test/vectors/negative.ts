// Every negative vector: files and credentials that must be refused, with the refusal. They are kept as the rule that
// they break, not as files of 22 kB each; a test writes them to a folder in the manner of age's testkit.
import { PASSPHRASE, RAW_KEY, RECOVERY_KEY, utf8 } from '../vault/kit.ts'
import { type Bench, makeBench, type Rule } from './negative/bench.ts'
import { HEADER } from './negative/header.ts'
import { KDF } from './negative/kdf.ts'
import { PAYLOAD } from './negative/payload.ts'
import { RECOVERY, SEALED } from './negative/sealed.ts'
import { SLOTS } from './negative/slots.ts'
import { STRUCTURE } from './negative/structure.ts'
import type { Judgement, ReaderCase } from './reader.ts'

export interface Negative extends ReaderCase {
  readonly comment: string
  /** Reason, part or group as ukp says them: "vault-damaged header". */
  readonly ours: string
  /** Class and group as the independent reader says them: "damaged". */
  readonly reader: string
}

const AREAS: Readonly<Record<string, readonly Rule[]>> = {
  structure: STRUCTURE,
  header: HEADER,
  slots: SLOTS,
  kdf: KDF,
  sealed: SEALED,
  recovery: RECOVERY,
  payload: PAYLOAD,
}

const RIGHT = { key: RAW_KEY, passphrase: PASSPHRASE, recovery: RECOVERY_KEY } as const

/** The class of the independent reader that says the same as one of our reasons. */
function sameClass(ours: string): Judgement['class'] {
  if (ours === 'opened') return 'opened'
  if (ours === 'vault-newer') return 'newer'
  return ours.startsWith('vault-') ? 'damaged' : 'credential'
}

function negative(bench: Bench, area: string, [comment, ours, edit, way = {}]: Rule): Negative {
  const { kind = 'key', credential: make, reader = sameClass(ours) } = way
  const value = make?.(bench) ?? RIGHT[kind]
  const group = /^recovery-key-invalid (\d)$/.exec(ours)?.[1]
  return {
    name: `${area}-${comment.toLowerCase().replace(/[^a-z0-9]+/g, '-')}`,
    comment,
    bytes: edit(bench),
    kind,
    credential: typeof value === 'string' ? utf8(value) : value,
    ours,
    reader: group === undefined ? reader : `${reader} ${group}`,
    notes: { expect: ours, comment },
  }
}

export async function negatives(): Promise<readonly Negative[]> {
  const bench = await makeBench()
  return Object.entries(AREAS).flatMap(([area, rules]) => rules.map((rule) => negative(bench, area, rule)))
}

/** Number of vectors, without making them. */
export const NEGATIVES = Object.values(AREAS).flat().length
