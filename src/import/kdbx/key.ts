// From the password of a KeePass database to its key. Key files and hardware keys are not known: the file does not say
// whether one is needed, so that without it the password is a wrong one.
import { createCipheriv } from 'node:crypto'
import { UkpError } from '../../errors.ts'
import { type Argon2Parameters, argon2, sha256 } from '../ciphers/derive.ts'
import { damaged } from '../importer.ts'
import { APP, KdbxBytes, numberIn, sized } from './bytes.ts'

/** Without a variant it is AES-KDF: so many rounds of AES-256 over the key. */
export type Kdf = Omit<Argon2Parameters, 'length'> | { readonly seed: Buffer; readonly rounds: number }

/**
 * Rounds of AES-KDF: about 25 s. KeePassXC takes as many as the machine makes in up to five seconds; where this was
 * measured, that is 283,000,000.
 */
const MOST_ROUNDS = 600_000_000
/** Rounds in one call: 64 KiB. */
const ROUNDS_AT_A_TIME = 4096

/** @see https://github.com/keepassxreboot/keepassxc/blob/develop/src/format/KeePass2.cpp */
const KDFS: Readonly<Record<string, 'aes' | Argon2Parameters['variant']>> = {
  c9d9f39a628a4460bf740d08c18a4fea: 'aes',
  '7c02bb8279a74ac0927d114a00648238': 'aes',
  ef636ddf8c29444b91f7a9a403e30a0c: 'argon2d',
  '9e298b1956db4773b23dfc3ec6f0a1e6': 'argon2id',
}
const ARGON2_VERSION = 0x13

/** The parameters of version 4. @throws UkpError import-damaged, also for a derivation that is not known */
export function kdfOf(dictionary: Buffer | undefined): Kdf {
  if (dictionary === undefined) throw damaged(APP)
  const values = valuesIn(dictionary)
  const kind = KDFS[values.get('$UUID')?.toString('hex') ?? '']
  if (kind === undefined) throw damaged(APP)
  if (kind === 'aes') return { seed: sized(values.get('S'), 32), rounds: numberIn(values.get('R')) }
  const salt = values.get('S')
  // A secret and associated data are in Argon2, and in no program that writes these files.
  if (salt === undefined || numberIn(values.get('V')) !== ARGON2_VERSION || values.has('K') || values.has('A'))
    throw damaged(APP)
  const [memory, passes, lanes] = [numberIn(values.get('M')), numberIn(values.get('I')), numberIn(values.get('P'))]
  return { variant: kind, salt, memory: Math.floor(memory / 1024), passes, lanes }
}

/** A VariantDictionary; the types of its values follow from their names. */
function valuesIn(dictionary: Buffer): Map<string, Buffer> {
  const bytes = new KdbxBytes(dictionary)
  if (bytes.uint16() >> 8 !== 1) throw damaged(APP)
  const values = new Map<string, Buffer>()
  while (bytes.uint8() !== 0) {
    const name = bytes.take(bytes.uint32()).toString('utf-8')
    values.set(name, bytes.take(bytes.uint32()))
  }
  return values
}

/** @returns 32 bytes @throws UkpError import-costly, import-damaged */
export async function transformedKey(kdf: Kdf, password: string): Promise<Uint8Array> {
  // A key of several parts (password, key file) is the hash of their hashes, also where there is but one.
  const composite = sha256(sha256(password))
  if ('variant' in kdf) return await argon2(APP, composite, { ...kdf, length: 32 })
  const { seed, rounds } = kdf
  if (rounds < 1) throw damaged(APP)
  if (rounds > MOST_ROUNDS) throw new UkpError('import-costly', { app: APP, cost: `AES-KDF, ${rounds}` })
  const halves = [composite.subarray(0, 16), composite.subarray(16)]
  return sha256(...halves.map((half) => encryptedAgain(seed, half, rounds)))
}

/**
 * One block of AES-256, encrypted again and again. In CBC mode a block of zeros gives the encryption of the block
 * before it, so that a run of zeros is as many rounds in one call: ten times as fast as a call for each.
 */
function encryptedAgain(seed: Buffer, start: Buffer, rounds: number): Buffer {
  const cipher = createCipheriv('aes-256-cbc', seed, start)
  const zeros = Buffer.alloc(16 * ROUNDS_AT_A_TIME)
  let block = start
  for (let left = rounds; left > 0; left -= ROUNDS_AT_A_TIME) {
    block = cipher.update(zeros.subarray(0, 16 * left)).subarray(-16)
  }
  return block
}
