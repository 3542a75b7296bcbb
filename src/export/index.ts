// The exporters, sorted. Another app is one file and one line here. Each is loaded when it is asked for.
import type { Exporter } from './exporter.ts'

export interface ListedExporter {
  /** The word of --format. */
  readonly format: string
  load(): Promise<Exporter>
}

export const EXPORTERS: readonly ListedExporter[] = [
  { format: 'aegis', load: async () => (await import('./aegis.ts')).aegis },
  { format: 'aegis-encrypted', load: async () => (await import('./aegis-encrypted.ts')).aegisEncrypted },
  { format: 'bitwarden', load: async () => (await import('./bitwarden.ts')).bitwarden },
  { format: 'google', load: async () => (await import('./google-migration.ts')).google },
  { format: 'keepassxc', load: async () => (await import('./keepassxc.ts')).keepassxc },
  { format: 'otpauth', load: async () => (await import('./otpauth.ts')).otpauth },
  { format: 'qr-png', load: async () => (await import('./qr-png.ts')).qrPng },
  { format: 'qr-svg', load: async () => (await import('./qr-svg.ts')).qrSvg },
]

/** null when there is no such format. */
export async function exporterOf(format: string): Promise<Exporter | null> {
  return (await EXPORTERS.find((one) => one.format === format)?.load()) ?? null
}
