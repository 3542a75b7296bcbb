// ukp lock: ends the session of this vault, or all sessions of the user. Needs no key, asks nothing, makes no vault.
import type { Answer, CommandModule, Context } from './command.ts'

export interface LockOptions {
  readonly all?: boolean
}

export const lock: CommandModule = {
  declare(command, t, runner) {
    command
      .option('--all', t.help.options.lockAll)
      .action((options: LockOptions) => runner((context) => runLock(options, context)))
  },
}

export async function runLock(options: LockOptions, { world, t }: Context): Promise<Answer> {
  const sessions = await world.sessions()
  if (options.all === true) {
    const locked = await sessions.lockAll()
    return { json: { locked }, text: '', notes: [locked === 0 ? t.session.nothing : t.session.lockedAll(locked)] }
  }
  const vaultId = await world.vault.identity()
  // A session is found by the vault's id, which neither the file nor this computer tells any more.
  if (vaultId === null) return { json: { locked: 0 }, text: '', notes: [t.session.unknownVault(world.vault.file)] }
  const locked = await sessions.lock(vaultId)
  return { json: { locked: locked ? 1 : 0 }, text: '', notes: [locked ? t.session.locked : t.session.nothing] }
}
