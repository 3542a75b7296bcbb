// What negative vectors are made on: one vault with a slot of each kind, another with the same ways in, and pens to
// write what a careless or hostile writer could. Everything is seeded, so a case is the same bytes in every run.
import { encodeEnvelope } from '../../../src/vault/header.ts'
import { pad } from '../../../src/vault/padding.ts'
import { newRecoveryKey, pairOfRecoveryKey } from '../../../src/vault/recovery-key.ts'
import { slotAssociatedData } from '../../../src/vault/slots/slot.ts'
import { type Crypto, type KeyPair, sodium } from '../../../src/vault/sodium.ts'
import {
  account,
  contentsWith,
  fromUtf8,
  type HeaderJson,
  headerOf,
  type Made,
  makeVault,
  payloadText,
  RAW_KEY,
  RECOVERY_KEY,
  type SlotJson,
  seeded,
  utf8,
} from '../../vault/kit.ts'

export const OTHER_KEY = RAW_KEY.map((byte) => byte ^ 0xff)

/** Places of the slots in the header. */
export const [PASSPHRASE_SLOT, RAW_SLOT, OTHER_RAW_SLOT, SEALED_SLOT] = [0, 1, 2, 3] as const

export interface Bench {
  readonly crypto: Crypto
  /** Slots: passphrase, raw, raw by another key, sealed. */
  readonly made: Made
  readonly bytes: Uint8Array
  /** Another vault with the same ways in. */
  readonly other: Made
  /** Of the recovery key of both vaults. */
  readonly pair: KeyPair
  /** A recovery key that opens neither. */
  readonly strange: { readonly text: string; readonly pair: KeyPair }
  /** JSON text inside the vault. */
  readonly json: string
}

export async function makeBench(): Promise<Bench> {
  const crypto = await sodium()
  const pair = pairOfRecoveryKey(crypto, RECOVERY_KEY)
  const ways = { keys: [RAW_KEY, OTHER_KEY], recipients: [pair.publicKey] }
  const made = await makeVault({ ...ways, contents: contentsWith([account(1)]), seed: 7001 })
  const other = await makeVault({ ...ways, contents: contentsWith([account(2)]), seed: 7002 })
  const text = newRecoveryKey(crypto, seeded(7003))
  const strange = { text, pair: pairOfRecoveryKey(crypto, text) }
  return { crypto, made, bytes: made.bytes, other, pair, strange, json: await payloadText(made.vault) }
}

/** A change to the file by somebody without a key. */
export type Edit = (bench: Bench) => Uint8Array

/** A negative vector: what it is, what ukp must answer, how the file is made. */
export type Rule = readonly [comment: string, ours: string, edit: Edit, by?: Way]

export interface Way {
  /** Left out: by the key file. */
  readonly kind?: 'key' | 'passphrase' | 'recovery'
  /** Left out: the right one of that kind. */
  readonly credential?: (bench: Bench) => string | Uint8Array
  /** What the independent reader answers when it is not the same: it does not ask why a slot does not open. */
  readonly reader?: 'credential' | 'damaged'
}

export const base64url = (length: number, fill = 0): string => Buffer.alloc(length, fill).toString('base64url')

export function slotAt(header: HeaderJson, at: number): SlotJson {
  const slot = header.slots[at]
  if (slot === undefined) throw new Error('no such slot')
  return slot
}

export interface Writing {
  /** Takes the place of length, JSON and zeros. */
  readonly plain?: Uint8Array
  /** Number of the subkey; 1 is right. */
  readonly subkey?: number
  readonly nonce?: Uint8Array
  /** Associated data; left out: the two lines as they stand. */
  readonly associated?: Uint8Array
}

/** Seals under this header line with the data key, so that only the rule that is tested can refuse the file. */
export function sealedUnder({ crypto, made, json }: Bench, line: string, writing: Writing = {}): Uint8Array {
  const { plain = pad(utf8(json)), subkey = 1, nonce = made.vault.envelope.header.nonce } = writing
  const lines = utf8(`ukp-vault/1\n${line}\n`)
  const key = crypto.subkey(made.vault.dataKey, subkey)
  return encodeEnvelope(lines, crypto.seal(key, nonce, plain, writing.associated ?? lines))
}

/** As `sealedUnder`, with the header as it is. */
export function sealedAs(bench: Bench, writing: Writing): Uint8Array {
  return sealedUnder(bench, lineOf(bench), writing)
}

export function lineOf({ bytes }: Bench): string {
  return fromUtf8(bytes).split('\n')[1] ?? ''
}

/** The header's JSON changed and the payload sealed again under it. */
export function header(edit: (header: HeaderJson, bench: Bench) => unknown): Edit {
  return (bench) => {
    const json = headerOf(bench.bytes)
    edit(json, bench)
    const line = JSON.stringify(json)
    if (line === lineOf(bench)) throw new Error('the edit changed nothing')
    return sealedUnder(bench, line)
  }
}

/** The header's text changed and the payload sealed again under it. */
export function headerText(edit: (line: string) => string): Edit {
  return (bench) => {
    const line = edit(lineOf(bench))
    if (line === lineOf(bench)) throw new Error('the edit changed nothing')
    return sealedUnder(bench, line)
  }
}

/** One slot's JSON changed and the payload sealed again. */
export function slot(at: number, edit: (slot: SlotJson, bench: Bench) => unknown): Edit {
  return header((json, bench) => edit(slotAt(json, at), bench))
}

/** The header's JSON changed, and the body left as it was: nobody without a key can do more. */
export function unsealed(edit: (header: HeaderJson, bench: Bench) => unknown): Edit {
  return (bench) => {
    const json = headerOf(bench.bytes)
    edit(json, bench)
    const [magic, line, body] = fromUtf8(bench.bytes).split('\n')
    const changed = JSON.stringify(json)
    if (changed === line) throw new Error('the edit changed nothing')
    return utf8(`${magic}\n${changed}\n${body}\n`)
  }
}

/** The text of the file changed. */
export function text(edit: (text: string) => string): Edit {
  return ({ bytes }) => {
    const before = fromUtf8(bytes)
    const after = edit(before)
    if (before === after) throw new Error('the edit changed nothing')
    return utf8(after)
  }
}

/** What a sealed slot holds, right unless said otherwise, and to whom. */
export interface Sealing {
  readonly to?: Uint8Array
  readonly dataKey?: Uint8Array
  /** Left out: of this vault, slot and type. */
  readonly binding?: Uint8Array
}

export function bindingOf({ crypto }: Bench, vaultId: string, slotId: string, type = 'sealed'): Uint8Array {
  return crypto.hash(16, slotAssociatedData(vaultId, slotId, type))
}

/** Puts something else into the sealed slot, as anybody can who knows the public half. */
export function sealed(sealing: (bench: Bench, slotId: string, vaultId: string) => Sealing): Edit {
  return slot(SEALED_SLOT, (json, bench) => {
    const { id: vaultId } = bench.made.vault.envelope.header
    const slotId = String(json.id)
    const { to = bench.pair.publicKey, ...held } = sealing(bench, slotId, vaultId)
    const { dataKey = bench.made.vault.dataKey, binding = bindingOf(bench, vaultId, slotId) } = held
    const box = bench.crypto.sealTo(to, Buffer.concat([dataKey, binding]), seeded(7004)(32))
    if (box === null) throw new Error('nothing can be sealed to this key')
    json.key = Buffer.from(box).toString('base64url')
  })
}
