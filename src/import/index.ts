// The importers, sorted. Another app is one file and one line here. Each is loaded when a file is looked at.
import type { Importer } from './importer.ts'

export interface ListedImporter {
  /** The word of --format. */
  readonly format: string
  load(): Promise<Importer>
}

/** In the order of their words; only one of them takes a file. */
export const IMPORTERS: readonly ListedImporter[] = [
  { format: '1password', load: async () => (await import('./apps/one-password.ts')).onePassword },
  { format: '2fas', load: async () => (await import('./apps/two-fas.ts')).twoFas },
  { format: '2fauth', load: async () => (await import('./apps/two-fauth.ts')).twoFauth },
  { format: 'aegis', load: async () => (await import('./apps/aegis.ts')).aegis },
  { format: 'andotp', load: async () => (await import('./apps/andotp.ts')).andotp },
  { format: 'apple-passwords', load: async () => (await import('./apps/apple-passwords.ts')).applePasswords },
  {
    format: 'authenticator-extension',
    load: async () => (await import('./apps/authenticator-extension.ts')).authenticatorExtension,
  },
  { format: 'authenticator-plus', load: async () => (await import('./apps/authenticator-plus.ts')).authenticatorPlus },
  { format: 'authy', load: async () => (await import('./apps/authy.ts')).authy },
  { format: 'battle.net', load: async () => (await import('./apps/battle-net.ts')).battleNet },
  { format: 'bitwarden', load: async () => (await import('./apps/bitwarden.ts')).bitwarden },
  { format: 'cotp', load: async () => (await import('./apps/cotp.ts')).cotp },
  { format: 'csv', load: async () => (await import('./apps/csv-table.ts')).csvTable },
  { format: 'dashlane', load: async () => (await import('./apps/dashlane.ts')).dashlane },
  { format: 'duo', load: async () => (await import('./apps/duo.ts')).duo },
  { format: 'enpass', load: async () => (await import('./apps/enpass.ts')).enpass },
  { format: 'ente', load: async () => (await import('./apps/ente.ts')).ente },
  { format: 'freeotp', load: async () => (await import('./apps/freeotp.ts')).freeotp },
  { format: 'freeotp-plus', load: async () => (await import('./apps/freeotp-plus.ts')).freeotpPlus },
  {
    format: 'google-authenticator',
    load: async () => (await import('./apps/google-authenticator.ts')).googleAuthenticator,
  },
  { format: 'kau-creds', load: async () => (await import('./apps/kau-creds.ts')).kauCreds },
  { format: 'kdbx', load: async () => (await import('./apps/kdbx.ts')).kdbx },
  { format: 'keepassxc', load: async () => (await import('./apps/keepassxc.ts')).keepassxc },
  { format: 'keeper', load: async () => (await import('./apps/keeper.ts')).keeper },
  { format: 'kodgenerator', load: async () => (await import('./apps/kodgenerator.ts')).kodgenerator },
  { format: 'lastpass', load: async () => (await import('./apps/lastpass.ts')).lastpass },
  {
    format: 'microsoft-authenticator',
    load: async () => (await import('./apps/microsoft-authenticator.ts')).microsoftAuthenticator,
  },
  { format: 'myki', load: async () => (await import('./apps/myki.ts')).myki },
  { format: 'otp-auth', load: async () => (await import('./apps/otp-auth.ts')).otpAuth },
  { format: 'otpauth', load: async () => (await import('./apps/otpauth.ts')).otpauth },
  {
    format: 'proton-authenticator',
    load: async () => (await import('./apps/proton-authenticator.ts')).protonAuthenticator,
  },
  { format: 'proton-pass', load: async () => (await import('./apps/proton-pass.ts')).protonPass },
  { format: 'raivo', load: async () => (await import('./apps/raivo.ts')).raivo },
  { format: 'steam', load: async () => (await import('./apps/steam-desktop.ts')).steam },
  { format: 'stratum', load: async () => (await import('./apps/stratum.ts')).stratum },
  { format: 'stratum-database', load: async () => (await import('./apps/stratum-database.ts')).stratumDatabase },
  { format: 'synology-c2', load: async () => (await import('./apps/synology-c2.ts')).synologyC2 },
  { format: 'totp-authenticator', load: async () => (await import('./apps/totp-authenticator.ts')).totpAuthenticator },
  { format: 'totp-cli', load: async () => (await import('./apps/totp-cli.ts')).totpCli },
  { format: 'winauth', load: async () => (await import('./apps/winauth.ts')).winauth },
  { format: 'zoho-vault', load: async () => (await import('./apps/zoho-vault.ts')).zohoVault },
]

/** Apps that let nobody have their keys: what to do instead is told when one of them is asked for. */
export const NO_EXPORT: readonly Pick<Importer, 'format' | 'app'>[] = [
  { format: 'authy', app: 'Authy' },
  { format: 'microsoft-authenticator', app: 'Microsoft Authenticator' },
]
