// Real export files of other apps: each gives exactly what its sidecar says, is taken by one importer only, and a wrong
// password opens none of them. The table of docs/importing.md is made of the same results.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { isReason, UkpError } from '../../src/errors.ts'
import { fieldsOf } from '../../src/import/fields.ts'
import type { Imported } from '../../src/import/importer.ts'
import type { Source } from '../../src/import/source.ts'
import { ROOT } from '../kit/ukp.ts'
import {
  claims,
  differences,
  distinct,
  expectedFlat,
  givenFlats,
  isKnown,
  sidecars,
  sourceOf,
} from './import-real-files.ts'

describe.skipIf(sidecars.length === 0)('real export files of other apps', () => {
  for (const sidecar of sidecars) {
    it(`${sidecar.file} gives what its sidecar says`, { timeout: 60_000 }, async () => {
      const found = await claims(await sourceOf(sidecar), sidecar.password)
      expect(found.map(({ format }) => format).length, 'one importer takes it').toBeLessThan(2)
      const [first] = found
      if (sidecar.must_fail) {
        const taken = first !== undefined && !(first.imported instanceof UkpError) ? first.imported.entries : []
        expect(taken).toEqual([])
        return
      }
      if (first === undefined) expect.fail('no importer takes it')
      if (first.imported instanceof UkpError) throw first.imported
      const known = sidecar.entries.filter(isKnown)
      // Google's own exports hold some entries twice, equal in every field: such count once.
      const once = sidecar.app === 'google-authenticator'
      const given = givenFlats(first.imported)
      const { missing, extra } = once
        ? differences(
            distinct(known, expectedFlat),
            distinct(given, (flat) => flat),
          )
        : differences(known, given)
      // An algorithm or type that is not known to all may be taken as it is, or be refused by name.
      const optional = sidecar.entries.filter((entry) => !isKnown(entry))
      const left = differences(optional, extra)
      expect({ missing, extra: left.extra }).toEqual({ missing: [], extra: [] })
      expect(first.imported.refused.length).toBe(sidecar.rejected.length + left.missing.length)
    })

    if (sidecar.password !== null && !sidecar.must_fail) {
      it(`${sidecar.file} stays closed to a wrong password`, { timeout: 60_000 }, async () => {
        const [first] = await claims(await sourceOf(sidecar), `${sidecar.password}x`)
        expect(first?.imported instanceof UkpError && isReason(first.imported, 'source-password-wrong')).toBe(true)
      })
    }
  }
})

const DOCUMENT = join(ROOT, 'docs/importing.md')
const TABLE = /(<!-- table of files: begin -->\n)[\s\S]*?(<!-- table of files: end -->)/

/** What a file says of its version, where it does. */
function versionOf({ json, bytes, text }: Source): string {
  const { schemaVersion, version, db, app } = fieldsOf(json)
  const kdbx = bytes[0] === 3 && bytes[1] === 0xd9 ? `${bytes[10]}.${bytes[8]}` : undefined
  const xml = /^<\?xml/.test(text ?? '') ? 'XML' : undefined
  return String(schemaVersion ?? fieldsOf(db).version ?? version ?? app ?? kdbx ?? xml ?? '')
}

function resultOf(imported: Imported | UkpError | undefined): string {
  if (imported === undefined) return 'no known export'
  if (imported instanceof UkpError) return `refused: ${imported.reason}`
  const count = imported.entries.length
  const refused = imported.refused.length === 0 ? '' : `, ${imported.refused.length} refused`
  return `${count} ${count === 1 ? 'account' : 'accounts'}${refused}`
}

/** One row a file. Names of files are those of the projects that made them. */
async function tableRows(): Promise<string[]> {
  const rows: string[] = []
  for (const sidecar of sidecars) {
    const source = await sourceOf(sidecar)
    const [first] = await claims(source, sidecar.password)
    const [folder, name] = sidecar.file.split('/')
    const format = first === undefined ? '' : `\`${first.format}\``
    const password = sidecar.password === null ? '' : 'with password, '
    rows.push(`| ${folder} | ${name} | ${versionOf(source)} | ${format} | ${password}${resultOf(first?.imported)} |`)
  }
  return rows
}

describe.skipIf(sidecars.length === 0)('the table of files in docs/importing.md', () => {
  it('says what the importers make of them', { timeout: 120_000 }, async () => {
    const heading = '| app | file | version in it | format | result |\n|---|---|---|---|---|\n'
    const table = `${heading}${(await tableRows()).join('\n')}\n`
    const text = readFileSync(DOCUMENT, 'utf-8')
    if (process.env.WRITE_TABLE === '1') writeFileSync(DOCUMENT, text.replace(TABLE, `$1\n${table}\n$2`))
    expect(TABLE.exec(readFileSync(DOCUMENT, 'utf-8'))?.[0]).toContain(table)
  })
})

describe.runIf(sidecars.length === 0)('real export files of other apps', () => {
  it.skip('are not compared: ../shared/fixtures/import is not there', () => {})
})
