// What backups are called: the vault's name, "auto" where nobody asked for one, and the local date and time, which is what
// a person looks for: "vault-2026-11-21-101530.ukp".
import { basename } from 'node:path'

/** What names of a vault's backups begin with. */
export interface NameStarts {
  readonly asked: string
  readonly automatic: string
}

export function nameStarts(vaultFile: string): NameStarts {
  const asked = `${basename(vaultFile).replace(/\.ukp$/, '')}-`
  return { asked, automatic: `${asked}auto-` }
}

/** "2026-11-21-101530" by local time. @param atMs Unix time in milliseconds */
export function dateName(atMs: number): string {
  const at = new Date(atMs)
  const two = (n: number): string => String(n).padStart(2, '0')
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`
  return `${day}-${two(at.getHours())}${two(at.getMinutes())}${two(at.getSeconds())}`
}

/** @param n which one of a second, from 1 */
export function datedName(start: string, atMs: number, n: number): string {
  return `${start}${dateName(atMs)}${n === 1 ? '' : `-${n}`}.ukp`
}

const DATED = /^\d{4}-\d{2}-\d{2}-\d{6}(-\d+)?\.ukp$/

/** Whether `datedName` gave this name: only those are ever rotated away. */
export function isDated(name: string, start: string): boolean {
  return name.startsWith(start) && DATED.test(name.slice(start.length))
}
