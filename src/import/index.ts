// The importers, sorted. Another app is one file and one line here. Each is loaded when a file is looked at.
import type { Importer } from './importer.ts'

/** In the order of their formats' names; only one of them takes a file. */
export const IMPORTERS: readonly (() => Promise<Importer>)[] = [
  async () => (await import('./one-password.ts')).onePassword,
  async () => (await import('./two-fas.ts')).twoFas,
  async () => (await import('./two-fauth.ts')).twoFauth,
  async () => (await import('./aegis.ts')).aegis,
  async () => (await import('./andotp.ts')).andotp,
  async () => (await import('./apple-passwords.ts')).applePasswords,
  async () => (await import('./authenticator-extension.ts')).authenticatorExtension,
  async () => (await import('./authenticator-plus.ts')).authenticatorPlus,
  async () => (await import('./authy.ts')).authy,
  async () => (await import('./battle-net.ts')).battleNet,
  async () => (await import('./bitwarden.ts')).bitwarden,
  async () => (await import('./cotp.ts')).cotp,
  async () => (await import('./csv-table.ts')).csvTable,
  async () => (await import('./dashlane.ts')).dashlane,
  async () => (await import('./duo.ts')).duo,
  async () => (await import('./enpass.ts')).enpass,
  async () => (await import('./ente.ts')).ente,
  async () => (await import('./freeotp.ts')).freeotp,
  async () => (await import('./freeotp-plus.ts')).freeotpPlus,
  async () => (await import('./google-authenticator.ts')).googleAuthenticator,
  async () => (await import('./kau-creds.ts')).kauCreds,
  async () => (await import('./kdbx.ts')).kdbx,
  async () => (await import('./keepassxc.ts')).keepassxc,
  async () => (await import('./keeper.ts')).keeper,
  async () => (await import('./kodgenerator.ts')).kodgenerator,
  async () => (await import('./lastpass.ts')).lastpass,
  async () => (await import('./microsoft-authenticator.ts')).microsoftAuthenticator,
  async () => (await import('./myki.ts')).myki,
  async () => (await import('./otp-auth.ts')).otpAuth,
  async () => (await import('./otpauth.ts')).otpauth,
  async () => (await import('./proton-authenticator.ts')).protonAuthenticator,
  async () => (await import('./proton-pass.ts')).protonPass,
  async () => (await import('./raivo.ts')).raivo,
  async () => (await import('./steam-desktop.ts')).steam,
  async () => (await import('./stratum.ts')).stratum,
  async () => (await import('./stratum-database.ts')).stratumDatabase,
  async () => (await import('./synology-c2.ts')).synologyC2,
  async () => (await import('./totp-authenticator.ts')).totpAuthenticator,
  async () => (await import('./totp-cli.ts')).totpCli,
  async () => (await import('./winauth.ts')).winauth,
  async () => (await import('./zoho-vault.ts')).zohoVault,
]

/** Apps that let nobody have their keys: what to do instead is told when one of them is asked for. */
export const NO_EXPORT: readonly Pick<Importer, 'format' | 'app'>[] = [
  { format: 'authy', app: 'Authy' },
  { format: 'microsoft-authenticator', app: 'Microsoft Authenticator' },
]
