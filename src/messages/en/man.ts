// What only the manual page says. Loaded when it is made.
export interface ManWords {
  readonly manual: string
  readonly purpose: string
  readonly name: string
  readonly synopsis: string
  readonly description: string
  readonly about: readonly string[]
  readonly commands: string
  readonly globalOptions: string
  readonly aboutGlobal: string
  readonly environment: string
  readonly files: string
  readonly fileList: readonly (readonly [string, string])[]
  readonly exitStatus: string
  readonly examples: string
  readonly seeAlso: string
  readonly see: string
}

export const man: ManWords = {
  manual: 'User Commands',
  purpose: 'one-time codes (TOTP) from an encrypted vault',
  name: 'NAME',
  synopsis: 'SYNOPSIS',
  description: 'DESCRIPTION',
  about: [
    'An account is a stored key with its name; the vault is the encrypted file that holds the accounts; the passphrase opens the vault and is never the password of Ügyfélkapu. The first account makes the vault. Nothing is sent over the network.',
    'Standard output is the answer. What is said to a person goes to standard error, and questions go to the terminal itself, so standard input and output may be pipes. Commands are never abbreviated and never guessed.',
  ],
  commands: 'COMMANDS',
  globalOptions: 'GLOBAL OPTIONS',
  aboutGlobal: 'They can stand before or after the command.',
  environment: 'ENVIRONMENT',
  files: 'FILES',
  fileList: [
    ['~/.local/share/ukp/vault.ukp', 'The vault on Linux.'],
    ['~/Library/Application Support/ukp/vault.ukp', 'The vault on macOS.'],
    ['vault.ukp.bak', 'Beside the vault: as it was before the last save.'],
    ['backups/', 'Beside the vault: backups that were written without a place.'],
    ['.vault.ukp.lock', 'Beside the vault while somebody saves.'],
    ['~/.local/state/ukp/', 'What this computer remembers. It is no secret and can be deleted.'],
  ],
  exitStatus: 'EXIT STATUS',
  examples: 'EXAMPLES',
  seeAlso: 'SEE ALSO',
  see: 'oathtool(1), jq(1)',
}
