// Writes the manual pages, from the same table as the help: dist/man/man1/ukp.1, and dist/man/hu/man1/ukp.1 in Hungarian.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { manPages } from '../build/command-line/man-pages.js'

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))
for (const { place, text } of await manPages(version)) {
  const file = fileURLToPath(new URL(`../dist/man/${place}`, import.meta.url))
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
}
