// Where ukp keeps things: data (the vault), state (what this computer remembers). XDG on Linux, the platform's own elsewhere.
import { homedir } from 'node:os'
import { dirname, join, resolve } from 'node:path'

type Env = Readonly<Record<string, string | undefined>>

/** An empty variable counts as unset; XDG paths must be absolute (XDG Base Directory Specification). */
function folderOf(value: string | undefined, fallback: string): string {
  return value?.startsWith('/') ? value : fallback
}

/** The default vault file. */
export function defaultVaultFile(env: Env, platform: NodeJS.Platform, home: string = homedir()): string {
  if (platform === 'win32') return join(env.APPDATA || join(home, 'AppData', 'Roaming'), 'ukp', 'vault.ukp')
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'ukp', 'vault.ukp')
  return join(folderOf(env.XDG_DATA_HOME, join(home, '.local', 'share')), 'ukp', 'vault.ukp')
}

/** Where this computer remembers what is not in the vault: codes handed out, backups written. */
export function stateFolder(env: Env, platform: NodeJS.Platform, home: string = homedir()): string {
  if (platform === 'win32') return join(env.LOCALAPPDATA || join(home, 'AppData', 'Local'), 'ukp', 'state')
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'ukp', 'state')
  return join(folderOf(env.XDG_STATE_HOME, join(home, '.local', 'state')), 'ukp')
}

/** The vault file that was asked for, absolute: --vault, then UKP_VAULT, then the default. */
export function vaultFile(option: string | undefined, env: Env, platform: NodeJS.Platform): string {
  return resolve(option || env.UKP_VAULT || defaultVaultFile(env, platform))
}

/** Where backups go when nobody says otherwise: beside the vault. */
export function backupFolder(vault: string): string {
  return join(dirname(vault), 'backups')
}
