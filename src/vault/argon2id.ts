// Argon2id for opening: the fastest that loads. A native one takes a third of the time of WebAssembly; they give the same
// bytes, which is tested, and each proves itself on one small example before it is used. New slots are libsodium's.
import { createRequire } from 'node:module'
import { UkpError } from '../errors.ts'
import type { KdfCost } from './limits.ts'
import { sodium } from './sodium.ts'

/** Argon2id v1.3 with one lane, 32 bytes out. @throws when there is not enough memory */
export type Argon2id = (passphrase: Uint8Array, salt: Uint8Array, cost: KdfCost) => Uint8Array

/** Those that there may be, the fastest first; null where there is none. */
export const NATIVE: Readonly<Record<string, () => Promise<Argon2id | null>>> = {
  '@node-rs/argon2': async () => {
    // Not by import(), which costs 35 ms more for a package that is CommonJS (Node 20).
    const { hashRawSync } = createRequire(import.meta.url)('@node-rs/argon2') as typeof import('@node-rs/argon2')
    return (passphrase, salt, { memory, passes }) =>
      hashRawSync(passphrase, {
        ...{ salt, memoryCost: memory, timeCost: passes, parallelism: 1, outputLen: 32 },
        ...{ algorithm: ARGON2ID, version: VERSION_1_3 },
      })
  },
  'node:crypto': async () => {
    // Node 24.7 and later.
    const { argon2Sync } = (await import('node:crypto')) as { argon2Sync?: NodeArgon2 }
    if (argon2Sync === undefined) return null
    return (passphrase, salt, { memory, passes }) =>
      argon2Sync('argon2id', {
        ...{ message: passphrase, nonce: salt, memory, passes, parallelism: 1, tagLength: 32 },
      })
  },
}

/** Numbers of enums that are there for the compiler only. */
const ARGON2ID = 2
const VERSION_1_3 = 1

type NodeArgon2 = (
  algorithm: 'argon2id',
  parameters: {
    message: Uint8Array
    nonce: Uint8Array
    memory: number
    passes: number
    parallelism: number
    tagLength: number
  },
) => Uint8Array

/** By libsodium and by Debian's `argon2`: of "ukp", sixteen times "a", one pass over 8 KiB. */
const EXAMPLE = {
  passphrase: Buffer.from('ukp'),
  salt: Buffer.from('aaaaaaaaaaaaaaaa'),
  cost: { memory: 8, passes: 1 },
  key: 'ffbeb60cc7f96d94d7b6b69aa50d49d0a9e3c17a429e380bc639989415a044b2',
} as const

/**
 * @param salt 16 bytes
 * @throws UkpError memory-short
 */
export async function argon2id(passphrase: Uint8Array, salt: Uint8Array, cost: KdfCost): Promise<Uint8Array> {
  const native = await fastest()
  if (native === null) return (await sodium()).deriveKey(passphrase, salt, cost)
  try {
    return native(passphrase, salt, cost)
  } catch (error) {
    throw new UkpError('memory-short', {}, { cause: error })
  }
}

/** Whether the fast way is there. */
export async function hasNative(): Promise<boolean> {
  return (await fastest()) !== null
}

let found: Promise<Argon2id | null> | null = null

function fastest(): Promise<Argon2id | null> {
  found ??= firstOf(Object.values(NATIVE))
  return found
}

/** The first that loads and is right; null when none is. */
export async function firstOf(candidates: readonly (() => Promise<Argon2id | null>)[]): Promise<Argon2id | null> {
  for (const load of candidates) {
    try {
      const derive = await load()
      if (derive !== null && isRight(derive)) return derive
    } catch {
      // Not installed, or not for this system.
    }
  }
  return null
}

function isRight(derive: Argon2id): boolean {
  const { passphrase, salt, cost, key } = EXAMPLE
  return Buffer.from(derive(passphrase, salt, cost)).toString('hex') === key
}
