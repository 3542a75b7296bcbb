// The window of a terminal is closed while ukp asks or shows something: it ends as the hang-up ends every program. Its
// own end would be an abort of Node's, with a memory image where those are kept.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dropHome, KEY, newHome, PASSPHRASE, PYTHON, play, ukp } from '../../kit/ukp.ts'

const home = newHome()
const env = { UKP_PASSPHRASE: PASSPHRASE }
const SIGHUP = -1

beforeAll(() => {
  expect(ukp(home, ['add', 'mama', '--stdin'], { stdin: KEY, env: { ...home.env, ...env } }).exit).toBe(0)
})
afterAll(() => dropHome(home))

describe.skipIf(PYTHON === null)('where the terminal goes (needs python3)', () => {
  it('a question ends by the hang-up, without an uncaught error', () => {
    const { exit, stderr } = play(home, ['list'], [{ expect: 'passphrase' }, { hangup: true }])
    expect(stderr).not.toMatch(/ at |Error:|Assertion/)
    expect(exit).toBe(SIGHUP)
  })

  it('so does what is shown on the whole terminal', () => {
    const { exit, stderr } = play(home, ['watch'], [{ columns: 80 }, { expect: 'mama' }, { hangup: true }], { env })
    expect(stderr).not.toMatch(/ at |Error:|Assertion/)
    expect(exit).toBe(SIGHUP)
  })
})
