// Reading a file that a test wrote itself: by one importer, with the passwords that a person would try one after the other.
import { expect } from 'vitest'
import { UkpError } from '../../src/errors.ts'
import type { Imported, Importer, ImportTools } from '../../src/import/importer.ts'
import { Source } from '../../src/import/source.ts'
import type { NewAccount } from '../../src/otp/account.ts'

/** Made up; its last character holds bits beyond the last whole byte. */
export const KEY = 'JBSWY3DPEHPK3PXPJBSX'

/** What files say of an account in which nothing is special. */
export const ACCOUNT: NewAccount = {
  type: 'totp',
  issuer: 'Bank',
  account: 'anna',
  secret: KEY,
  algorithm: 'SHA1',
  digits: 6,
  period: 30,
  counter: 0,
}

/** One that shows that every field is read: none is what stands for a missing one. */
export const FULL_ACCOUNT: NewAccount = { ...ACCOUNT, account: 'mama', algorithm: 'SHA256', digits: 8, period: 60 }

/** Text, bytes, or a value that is written as JSON. */
export function sourceOf(content: unknown): Source {
  if (content instanceof Uint8Array) return new Source('file', content)
  return new Source('file', Buffer.from(typeof content === 'string' ? content : JSON.stringify(content), 'utf-8'))
}

/** Gives the passwords in turn; says which was asked for what. Without any left: needed, or the last one was wrong. */
export function toolsWith(passwords: readonly string[] = []): ImportTools & { readonly asked: string[] } {
  const asked: string[] = []
  return {
    asked,
    password(app, attempt) {
      asked.push(app)
      const password = passwords[attempt - 1]
      if (password !== undefined) return Promise.resolve(password)
      return Promise.reject(new UkpError(attempt === 1 ? 'source-password-needed' : 'source-password-wrong', { app }))
    },
  }
}

export async function readWith(
  importer: Importer,
  content: unknown,
  passwords: readonly string[] = [],
): Promise<Imported | null> {
  return await importer.read(sourceOf(content), toolsWith(passwords))
}

/** The importer leaves each of these files to others. */
export async function expectLeft(importer: Importer, files: readonly unknown[]): Promise<void> {
  expect(files).not.toHaveLength(0)
  for (const [i, file] of files.entries()) expect(await readWith(importer, file), `file ${i + 1}`).toBeNull()
}

/** The file opens with the second password that is given, and not without it. @returns its accounts */
export async function expectOpens(
  importer: Importer,
  file: unknown,
  { password, app }: { readonly password: string; readonly app: string },
): Promise<NewAccount[]> {
  const tools = toolsWith(['wrong', password])
  const imported = await importer.read(sourceOf(file), tools)
  expect(imported?.encrypted).toBe(true)
  expect(tools.asked).toEqual([app, app])
  expect(await reasonOf(() => readWith(importer, file, ['wrong']))).toBe('source-password-wrong')
  return accountsOf(imported)
}

/** @throws Error when the importer says that the file is not its own */
export function accountsOf(imported: Imported | null): NewAccount[] {
  if (imported === null) throw new Error('not taken')
  return imported.entries.map(({ account }) => account)
}

/** Name and reason of each refused entry. */
export function refusalsOf(imported: Imported | null): (string | null)[][] {
  if (imported === null) throw new Error('not taken')
  return imported.refused.map(({ name, error }) => [name, error.reason])
}

/** A ZIP, without a password or with one: AES of WinZip, or the older ZipCrypto. */
export async function zipOf(
  files: Readonly<Record<string, string>>,
  options: { readonly password?: string; readonly zipCrypto?: boolean } = {},
): Promise<Uint8Array> {
  const { configure, TextReader, Uint8ArrayWriter, ZipWriter } = await import('@zip.js/zip.js')
  configure({ useWebWorkers: false })
  const writer = new ZipWriter(new Uint8ArrayWriter(), options)
  for (const [name, content] of Object.entries(files)) await writer.add(name, new TextReader(content))
  return await writer.close()
}

/** The reason that a call is refused with. */
export async function reasonOf(run: () => unknown): Promise<string> {
  try {
    await run()
  } catch (error) {
    if (error instanceof UkpError) return error.reason
    throw error
  }
  throw new Error('nothing was thrown')
}
