// The examples of pages as tests: every line of their console blocks that starts `ukp`, in the order of the page, with the
// real program at a terminal, in one home for each page. A line that is not in the list of its page fails, and so does one
// that the page has no longer.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PYTHON } from '../kit/ukp.ts'
import { examplesOn, UKP } from './page.ts'
import { Place } from './place.ts'
import { differences, type Page } from './run.ts'

const SKIPPED = PYTHON === null ? ' (skipped: no python3)' : ''

export function runExamples(pages: readonly Page[]): void {
  describe.each(pages)('the examples of $file', (page) => {
    const onPage = examplesOn(page.file).filter(({ line }) => (page.runs ?? UKP).test(line))
    let place: Place
    beforeAll(async () => {
      place = new Place(page.language ?? 'en')
      await page.home(place)
    })
    afterAll(() => place.end())

    it('are all here, in order, and no other', () => {
      expect(page.examples.map(({ line }) => line)).toEqual(onPage.map(({ line }) => line))
    })

    for (const [i, example] of page.examples.entries()) {
      it.skipIf(SKIPPED !== '')(
        `${example.line}${SKIPPED}`,
        async () => {
          const shown = onPage[i]
          if (shown === undefined) throw new Error('the page has no such line')
          expect(await differences(place, example, shown, page.folder)).toEqual([])
        },
        60_000,
      )
    }
  })
}
