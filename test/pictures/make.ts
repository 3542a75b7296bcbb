// Makes a set of pictures: <folder>/<class>/<nn>.<extension> and a list of what their codes say, manifest.tsv.
// On a Node that strips types it runs as it is; make.mjs runs it on every other.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { CLASSES } from './classes.ts'
import type { Picture, PictureClass } from './picture-class.ts'
import { seeded } from './random.ts'

const HEADER = 'path\texpected (JSON list; empty: no QR code)'
const USAGE = `node test/pictures/make.mjs <folder> [--seed <n>] [--each <n>] [--only <class,class>] [--list]\n`

export interface SetOptions {
  /** Every seed is another set; 1 unless told. */
  readonly seed?: number
  /** Pictures of a class; 8 unless told. */
  readonly each?: number
  /** Names of classes; all unless told. */
  readonly only?: readonly string[]
  /** Told of every picture that was written. */
  readonly written?: (path: string, milliseconds: number) => void
}

/** One picture: the same class, seed and number give the same bytes, whatever else is made. */
export function makePicture(kind: PictureClass, seed: number, number: number): Promise<Picture> {
  return kind.make(seeded(`${seed}/${kind.name}/${number}`))
}

/**
 * Writes a set. Existing files of the same names are replaced.
 * @returns how many pictures were written
 * @throws RangeError for a class that does not exist
 */
export async function makeSet(folder: string, { seed = 1, each = 8, only, written }: SetOptions = {}): Promise<number> {
  const unknown = only?.find((name) => CLASSES.every((kind) => kind.name !== name))
  if (unknown !== undefined) throw new RangeError(`no class ${unknown}`)
  const lines = [HEADER]
  for (const kind of CLASSES) {
    if (only !== undefined && !only.includes(kind.name)) continue
    mkdirSync(join(folder, kind.name), { recursive: true })
    for (let number = 1; number <= each; number++) {
      const start = performance.now()
      const { bytes, extension, texts } = await makePicture(kind, seed, number)
      const path = `${kind.name}/${String(number).padStart(2, '0')}.${extension}`
      writeFileSync(join(folder, path), bytes)
      lines.push(`${path}\t${JSON.stringify(texts)}`)
      written?.(path, performance.now() - start)
    }
  }
  writeFileSync(join(folder, 'manifest.tsv'), `${lines.join('\n')}\n`)
  return lines.length - 1
}

/** The command line; returns the exit code. */
export async function main(words: readonly string[]): Promise<number> {
  const { positionals, values } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: {
      seed: { type: 'string', default: '1' },
      each: { type: 'string', default: '8' },
      only: { type: 'string' },
      list: { type: 'boolean', default: false },
    },
  })
  if (values.list) {
    for (const { name, note } of CLASSES) process.stdout.write(`${name.padEnd(24)} ${note}\n`)
    return 0
  }
  const [folder] = positionals
  const [seed, each, only] = [Number(values.seed), Number(values.each), values.only?.split(',')]
  const known = only?.every((name) => CLASSES.some((kind) => kind.name === name)) ?? true
  const numbers = Number.isSafeInteger(seed) && Number.isSafeInteger(each)
  if (folder === undefined || positionals.length > 1 || !numbers || !known) {
    process.stderr.write(USAGE)
    return 2
  }
  const spent = new Map<string, number>()
  const count = await makeSet(folder, {
    seed,
    each,
    ...(only === undefined ? {} : { only }),
    written: (path, milliseconds) => {
      const kind = path.slice(0, path.indexOf('/'))
      spent.set(kind, (spent.get(kind) ?? 0) + milliseconds)
    },
  })
  for (const [kind, milliseconds] of spent)
    process.stdout.write(`${kind.padEnd(24)} ${(milliseconds / 1000).toFixed(2)} s\n`)
  const total = [...spent.values()].reduce((sum, milliseconds) => sum + milliseconds, 0)
  process.stdout.write(`${count} pictures in ${(total / 1000).toFixed(1)} s\n`)
  return 0
}

if (process.argv[1] === import.meta.filename) process.exitCode = await main(process.argv.slice(2))
