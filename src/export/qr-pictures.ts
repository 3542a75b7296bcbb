// One QR code for each account, for apps that read nothing else: what the PNG and the SVG pictures share.
import type { Account } from '../otp/account.ts'
import { drawQr, QR_BYTES } from '../qr/draw/draw.ts'
import { type Carried, type Exporter, type ExportFile, exporterFor } from './exporter.ts'
import { fileNamer } from './file-name.ts'
import { linkOf } from './label.ts'
import { carriedUnless, leftOut, unusual } from './losses.ts'

interface PictureKind {
  readonly format: string
  readonly extension: string
  render(modules: readonly (readonly boolean[])[]): Promise<Uint8Array> | Uint8Array
}

export function pictureExporter({ format, extension, render }: PictureKind): Exporter {
  const files = async (accounts: readonly Account[]): Promise<ExportFile[]> => {
    const nameFor = fileNamer(extension)
    const written: ExportFile[] = []
    for (const account of accounts)
      written.push({ name: nameFor(account.name), bytes: await render(drawQr(linkOf(account))), accounts: 1 })
    return written
  }
  return exporterFor({ format, app: 'QR', encrypted: false, kind: 'folder', carry, files })
}

function carry(account: Account): Carried {
  const bytes = Buffer.byteLength(linkOf(account))
  return carriedUnless(bytes > QR_BYTES ? [{ what: 'size', value: bytes }] : [], () => ({
    without: leftOut(account, { name: false, note: false, tags: 0 }),
    doubtful: unusual(account),
  }))
}
