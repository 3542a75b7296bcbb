// The importers, sorted. Another app is one file and one line here. Each is loaded when a file is looked at.
import type { Importer } from './importer.ts'

export interface ListedImporter {
  /** The word of --format. */
  readonly format: string
  load(): Promise<Importer>
}

/** In the order of their words; only one of them takes a file. */
export const IMPORTERS: readonly ListedImporter[] = [
  { format: '1password', load: async () => (await import('./one-password.ts')).onePassword },
  { format: '2fas', load: async () => (await import('./two-fas.ts')).twoFas },
  { format: '2fauth', load: async () => (await import('./two-fauth.ts')).twoFauth },
  { format: 'aegis', load: async () => (await import('./aegis.ts')).aegis },
  { format: 'andotp', load: async () => (await import('./andotp.ts')).andotp },
  { format: 'apple-passwords', load: async () => (await import('./apple-passwords.ts')).applePasswords },
  {
    format: 'authenticator-extension',
    load: async () => (await import('./authenticator-extension.ts')).authenticatorExtension,
  },
  { format: 'authenticator-plus', load: async () => (await import('./authenticator-plus.ts')).authenticatorPlus },
  { format: 'authy', load: async () => (await import('./authy.ts')).authy },
  { format: 'battle.net', load: async () => (await import('./battle-net.ts')).battleNet },
  { format: 'bitwarden', load: async () => (await import('./bitwarden.ts')).bitwarden },
  { format: 'cotp', load: async () => (await import('./cotp.ts')).cotp },
  { format: 'csv', load: async () => (await import('./csv-table.ts')).csvTable },
  { format: 'dashlane', load: async () => (await import('./dashlane.ts')).dashlane },
  { format: 'duo', load: async () => (await import('./duo.ts')).duo },
  { format: 'enpass', load: async () => (await import('./enpass.ts')).enpass },
  { format: 'ente', load: async () => (await import('./ente.ts')).ente },
  { format: 'freeotp', load: async () => (await import('./freeotp.ts')).freeotp },
  { format: 'freeotp-plus', load: async () => (await import('./freeotp-plus.ts')).freeotpPlus },
  { format: 'google-authenticator', load: async () => (await import('./google-authenticator.ts')).googleAuthenticator },
  { format: 'kau-creds', load: async () => (await import('./kau-creds.ts')).kauCreds },
  { format: 'kdbx', load: async () => (await import('./kdbx.ts')).kdbx },
  { format: 'keepassxc', load: async () => (await import('./keepassxc.ts')).keepassxc },
  { format: 'keeper', load: async () => (await import('./keeper.ts')).keeper },
  { format: 'kodgenerator', load: async () => (await import('./kodgenerator.ts')).kodgenerator },
  { format: 'lastpass', load: async () => (await import('./lastpass.ts')).lastpass },
  {
    format: 'microsoft-authenticator',
    load: async () => (await import('./microsoft-authenticator.ts')).microsoftAuthenticator,
  },
  { format: 'myki', load: async () => (await import('./myki.ts')).myki },
  { format: 'otp-auth', load: async () => (await import('./otp-auth.ts')).otpAuth },
  { format: 'otpauth', load: async () => (await import('./otpauth.ts')).otpauth },
  { format: 'proton-authenticator', load: async () => (await import('./proton-authenticator.ts')).protonAuthenticator },
  { format: 'proton-pass', load: async () => (await import('./proton-pass.ts')).protonPass },
  { format: 'raivo', load: async () => (await import('./raivo.ts')).raivo },
  { format: 'steam', load: async () => (await import('./steam-desktop.ts')).steam },
  { format: 'stratum', load: async () => (await import('./stratum.ts')).stratum },
  { format: 'stratum-database', load: async () => (await import('./stratum-database.ts')).stratumDatabase },
  { format: 'synology-c2', load: async () => (await import('./synology-c2.ts')).synologyC2 },
  { format: 'totp-authenticator', load: async () => (await import('./totp-authenticator.ts')).totpAuthenticator },
  { format: 'totp-cli', load: async () => (await import('./totp-cli.ts')).totpCli },
  { format: 'winauth', load: async () => (await import('./winauth.ts')).winauth },
  { format: 'zoho-vault', load: async () => (await import('./zoho-vault.ts')).zohoVault },
]

/** Apps that let nobody have their keys: what to do instead is told when one of them is asked for. */
export const NO_EXPORT: readonly Pick<Importer, 'format' | 'app'>[] = [
  { format: 'authy', app: 'Authy' },
  { format: 'microsoft-authenticator', app: 'Microsoft Authenticator' },
]
