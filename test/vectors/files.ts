// Reads the fixed vectors: lines `key: value`, and after an empty line more of them or the contents.
import { readFileSync } from 'node:fs'

/** The bytes of a file in this folder. */
export function vectorBytes(name: string): Uint8Array {
  return new Uint8Array(readFileSync(new URL(name, import.meta.url)))
}

/** The text of a file in this folder; git may have given it Windows line ends. */
export function vectorText(name: string): string {
  return readFileSync(new URL(name, import.meta.url), 'utf-8').replaceAll('\r\n', '\n')
}

/** One value of `key: value` lines. */
export function fieldOf(lines: string, name: string): string {
  const value = new RegExp(`^${name}: (.*)$`, 'm').exec(lines)?.[1]
  if (value === undefined) throw new Error(`the vector has no ${name}`)
  return value
}

/** The lines up to the first empty one, and what follows. */
export function headAndRest(text: string): { head: string; rest: string } {
  const end = text.indexOf('\n\n')
  return { head: text.slice(0, end), rest: text.slice(end + 2).trimEnd() }
}
