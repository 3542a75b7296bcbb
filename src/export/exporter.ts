// The shape of an exporter: accounts in, another app's files out. What the app cannot hold is told before anything is
// written, and an account whose codes would come out wrong there is never written.
import type { Account } from '../otp/account.ts'
import type { Loss } from '../otp/loss.ts'

export type Carried =
  | {
      readonly taken: true
      /** What is left out or cut. The codes are right without it. */
      readonly without: readonly Loss[]
      /** What is written, but not every program that reads this format minds it: one code should be compared. */
      readonly doubtful: readonly Loss[]
    }
  | {
      readonly taken: false
      /** Why there would be no code, or a wrong one. */
      readonly because: readonly Loss[]
    }

export interface ExportTools {
  random(length: number): Uint8Array
  /** The password that the person gives to the file; null where `encrypted` is false. */
  readonly password: string | null
}

export interface ExportFile {
  /** A name without a folder that every system takes: the file's own in a folder, a proposal for a single file. */
  readonly name: string
  readonly bytes: Uint8Array
  /** How many accounts are in it. */
  readonly accounts: number
}

export interface Exporter {
  /** The word of --format: lower case, with dashes. */
  readonly format: string
  /** The app's own name, for people. */
  readonly app: string
  /** The file is sealed with a password. */
  readonly encrypted: boolean
  /** 'file' writes one file, 'folder' one or more with names of their own. */
  readonly kind: 'file' | 'folder'
  carry(account: Account): Carried
  /** Writes the accounts that `carry` takes, in this order, and passes over the others; nothing when there are none. */
  write(accounts: readonly Account[], tools: ExportTools): Promise<readonly ExportFile[]>
}

/** What one app's file adds to the shape. */
export interface Target extends Omit<Exporter, 'write'> {
  /** @param accounts at least one, all of them taken */
  files(accounts: readonly Account[], tools: ExportTools): Promise<readonly ExportFile[]> | readonly ExportFile[]
}

export function exporterFor({ files, ...target }: Target): Exporter {
  return {
    ...target,
    async write(accounts, tools) {
      const taken = accounts.filter((account) => target.carry(account).taken)
      return taken.length === 0 ? [] : await files(taken, tools)
    },
  }
}
