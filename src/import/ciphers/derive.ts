// Keys from the passwords of foreign files. The file says what a derivation costs, so the cost is bounded before any
// of it is spent: a hostile file must not take minutes or all memory.
import { createHash, pbkdf2, scrypt } from 'node:crypto'
import { promisify } from 'node:util'
import { UkpError } from '../../errors.ts'
import { damaged } from '../importer.ts'

const COST = {
  /** 1Password's and Bitwarden's largest is 2,000,000 (about 1 s). */
  rounds: 5_000_000,
  /** KiB. Ente takes up to 1 GiB. */
  memory: 1024 * 1024,
  /** Of scrypt, KiB times p: about 12 s. */
  work: 4 * 1024 * 1024,
  /**
   * Of Argon2, KiB-passes of all lanes together: about 30 s. KeePassXC takes as many passes as all cores make in up to
   * five seconds, and a lane for each core; one core makes 1.5 GiB-passes a second, hash-wasm 1.
   */
  passes: 32 * 1024 * 1024,
  lanes: 256,
} as const

export interface Argon2Parameters {
  readonly variant: 'argon2d' | 'argon2id'
  readonly salt: Uint8Array
  /** KiB. */
  readonly memory: number
  readonly passes: number
  readonly lanes: number
  /** Bytes. */
  readonly length: number
}

/** Argon2 v1.3 (RFC 9106). @throws UkpError import-costly, import-damaged */
export async function argon2(
  app: string,
  password: string | Uint8Array,
  parameters: Argon2Parameters,
): Promise<Uint8Array> {
  const { variant, salt, memory, passes, lanes, length } = parameters
  const sane = [memory, passes, lanes].every((number) => Number.isSafeInteger(number) && number >= 1)
  // RFC 9106 section 3.1: eight KiB a lane at least, eight bytes of salt.
  if (!sane || memory < 8 * lanes || salt.length < 8) throw damaged(app)
  if (memory > COST.memory || memory * passes > COST.passes || lanes > COST.lanes)
    throw new UkpError('import-costly', { app, cost: `Argon2, ${Math.ceil(memory / 1024)} MiB × ${passes}` })
  // hash-wasm derives nothing from an empty password, and no app writes a file with one: this key opens none.
  if (password.length === 0) return new Uint8Array(length)
  const { argon2d, argon2id } = await import('hash-wasm')
  const derive = variant === 'argon2d' ? argon2d : argon2id
  try {
    return await derive({
      password,
      salt,
      memorySize: memory,
      iterations: passes,
      parallelism: lanes,
      hashLength: length,
      outputType: 'binary',
    })
  } catch (error) {
    // The memory of WebAssembly cannot be had, for example under `ulimit -v`.
    throw new UkpError('memory-short', {}, { cause: error })
  }
}

/** RFC 8018. @throws UkpError import-costly, import-damaged */
export async function pbkdf2Key(
  app: string,
  password: string | Uint8Array,
  {
    salt,
    rounds,
    length,
    hash,
  }: { salt: Uint8Array; rounds: unknown; length: number; hash: 'sha1' | 'sha256' | 'sha512' },
): Promise<Uint8Array> {
  if (typeof rounds !== 'number' || !Number.isSafeInteger(rounds) || rounds < 1) throw damaged(app)
  if (rounds > COST.rounds) throw new UkpError('import-costly', { app, cost: `PBKDF2, ${rounds}` })
  return await promisify(pbkdf2)(password, salt, rounds, length, hash)
}

/** RFC 7914, 32 bytes. @throws UkpError import-costly, import-damaged */
export async function scryptKey(
  app: string,
  password: string,
  { salt, n, r, p }: { salt: Uint8Array; n: unknown; r: unknown; p: unknown },
): Promise<Uint8Array> {
  const whole = (value: unknown): value is number =>
    typeof value === 'number' && Number.isSafeInteger(value) && value >= 1
  if (!whole(n) || !whole(r) || !whole(p) || n < 2 || !Number.isInteger(Math.log2(n)) || r * p >= 2 ** 30)
    throw damaged(app)
  const memory = (128 * n * r) / 1024
  if (memory > COST.memory || memory * p > COST.work)
    throw new UkpError('import-costly', { app, cost: `scrypt, ${Math.ceil(memory / 1024)} MiB × ${p}` })
  const derive = promisify<string, Uint8Array, number, object, Buffer>(scrypt)
  return await derive(password, salt, 32, { N: n, r, p, maxmem: 128 * n * r + 128 * r * p + 1024 * 1024 })
}

/** The hash of all parts, one after the other; texts as UTF-8. Several apps take it for a key as it is. */
export function sha256(...parts: readonly (Uint8Array | string)[]): Buffer {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest()
}
