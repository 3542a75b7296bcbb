// ukp code without a name on a terminal: the list to choose from, by the search of ukp watch, all in one language.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dropHome, newHome, PASSPHRASE, PYTHON, play, type Step } from '../kit/ukp.ts'
import { putVault } from '../kit/vaults.ts'

const home = newHome()
const env = { UKP_PASSPHRASE: PASSPHRASE, NO_COLOR: '1' }
const WINDOW: Step = { columns: 80 }

describe.skipIf(PYTHON === null)(`the list${PYTHON === null ? ' (skipped: no python3)' : ''}`, () => {
  beforeAll(() =>
    putVault(home, [
      { name: 'papa', issuer: 'Ügyfélkapu+' },
      { name: 'Édesanya', issuer: 'Ügyfélkapu+' },
      { name: 'GitHub', account: 'bela' },
      { name: 'esc\u001b[2J' },
    ]),
  )
  afterAll(() => dropHome(home))

  it.each([
    ['gh', 'GitHub'],
    ['edesamya', 'Édesanya'],
    ['ppa', 'papa'],
  ])('gives for %j the code of %s', (typed, name) => {
    const played = play(
      home,
      ['code'],
      [WINDOW, { expect: 'Which account?' }, { send: typed }, { expect: name }, { send: '\r' }],
      { env },
    )
    expect([played.exit, played.missing]).toEqual([0, undefined])
    expect(played.screen).toMatch(/\d{3} \d{3} {3}/)
    expect(played.screen).not.toContain('\u001b[2J')
  })

  it.each([
    ['en', 'Which account?', 'Nothing found.'],
    ['hu', 'Melyik bejegyzés?', 'Nincs találat.'],
  ])('says in %s that nothing is found, and not in the words of the library', (lang, question, nothing) => {
    const steps: Step[] = [WINDOW, { expect: question }, { send: 'xyz' }, { expect: nothing }, { send: '\r' }]
    const played = play(home, ['code', '--lang', lang], [...steps, { send: '\u0003' }], { env })
    expect([played.exit, played.echo]).toEqual([130, true])
    expect(played.screen).not.toMatch(/No results|navigate.*mozgás/)
  })
})
