// Every example of the documents is run: each line of their console blocks that starts `ukp`, in the order of the page,
// with the real program at a terminal, in a home that holds what the page presupposes. What a page shows under a line is
// what the program says. The pages are in test/examples/pages; a line that none of them covers fails.
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { examplesOn } from './examples/page.ts'
import { PAGES } from './examples/pages/index.ts'
import { Place } from './examples/place.ts'
import { differences } from './examples/run.ts'
import { PYTHON, ROOT } from './kit/ukp.ts'

const RUN = /^ukp\b/

describe('the pages with examples', () => {
  /** Run by test/scripts.test.ts and, for its JSON, by test/docs.test.ts. */
  const ELSEWHERE = ['docs/json.md', 'docs/scripts.md', 'docs/development.md']
  const documents = ['README.md', 'README.hu.md', ...(readdirSync(join(ROOT, 'docs'), { recursive: true }) as string[])
    .filter((name) => name.endsWith('.md')).map((name) => `docs/${name}`)]

  it('are all of those that have a line of ukp', () => {
    const wanted = documents.filter((file) => examplesOn(file).some(({ line }) => RUN.test(line)))
    expect(PAGES.map(({ file }) => file).sort()).toEqual(wanted.filter((file) => !ELSEWHERE.includes(file)).sort())
  })
})

describe.skipIf(PYTHON === null)(`${PYTHON === null ? '(skipped: no python3) ' : ''}the examples`, () => {
  describe.each(PAGES)('of $file', (page) => {
    const onPage = examplesOn(page.file).filter(({ line }) => (page.runs ?? RUN).test(line))
    let place: Place
    beforeAll(async () => {
      place = new Place(page.language ?? 'en')
      await page.home(place)
    })
    afterAll(() => place.end())

    it('are all here, in order, and no other', () => {
      expect(page.examples.map(({ line }) => line)).toEqual(onPage.map(({ line }) => line))
    })

    it.each(page.examples.map((example, i) => ({ ...example, i })))('$line', async ({ i, ...example }) => {
      const shown = onPage[i]
      if (shown === undefined) throw new Error('the page has no such line')
      expect((await differences(place, example, shown, page.folder)).join('\n')).toBe('')
    }, 60_000)
  })
})
