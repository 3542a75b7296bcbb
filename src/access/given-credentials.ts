// The ways to unlock that a line or its environment names: a key file, else a passphrase from a descriptor, a file or a
// variable, in this order. An empty option or variable counts as unset.
import { keyFromFile, passphraseFromFd, passphraseFromFile, passphraseFromText } from '../system/credentials.ts'

export interface UnlockOptions {
  readonly keyFile?: string | undefined
  readonly passphraseFd?: number | undefined
  readonly passphraseFile?: string | undefined
}

type Env = Readonly<Record<string, string | undefined>>

export interface GivenCredentials {
  /** As given; null when none was. */
  readonly keyFile: string | null
  /** What stands in the key file, 32 bytes; null when none was given. @throws UkpError of kind locked */
  key(): Promise<Uint8Array | null>
  /** The passphrase that was given without a prompt; null when none was. @throws UkpError of kind locked */
  passphrase(): Promise<Uint8Array | null>
}

export function givenCredentials(options: UnlockOptions, env: Env, platform: NodeJS.Platform): GivenCredentials {
  const { keyFile, passphraseFile } = credentialFiles(options, env)
  // A descriptor can be read only once, and merging with a backup unlocks twice.
  let read: Promise<Uint8Array | null> | null = null

  async function readPassphrase(): Promise<Uint8Array | null> {
    if (options.passphraseFd !== undefined) return await passphraseFromFd(options.passphraseFd)
    if (passphraseFile !== null) return await passphraseFromFile(passphraseFile, platform)
    return env.UKP_PASSPHRASE ? passphraseFromText(env.UKP_PASSPHRASE) : null
  }

  return {
    keyFile,
    key: async () => (keyFile === null ? null : await keyFromFile(keyFile, platform)),
    passphrase() {
      read ??= readPassphrase()
      return read
    },
  }
}

/** The files among them, as given. */
export function credentialFiles(
  options: UnlockOptions,
  env: Env,
): { readonly keyFile: string | null; readonly passphraseFile: string | null } {
  return {
    keyFile: options.keyFile || env.UKP_KEY_FILE || null,
    passphraseFile: options.passphraseFile || env.UKP_PASSPHRASE_FILE || null,
  }
}
