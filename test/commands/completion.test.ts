// ukp completion: scripts, and names of accounts without a question and without a trace. Through the real program.
import { chmodSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { dropHome, type Home, newHome, PASSPHRASE, PYTHON, play, ukp, ukpJson } from '../kit/ukp.ts'
import { putVault } from '../kit/vaults.ts'

let home: Home
const given = { UKP_PASSPHRASE: PASSPHRASE }
const NOTHING = { exit: 0, stdout: '', stderr: '' }

beforeEach(async () => {
  home = newHome()
  await putVault(home, [
    { name: 'mama' },
    { name: 'a b' },
    { name: 'new\nline' },
    { name: 'gone', trashed: '2026-11-21T11:00:00.000Z' },
  ])
})
afterEach(() => dropHome(home))

/** Every file below the home, with its bytes and times. */
function everything(): Record<string, string> {
  const names = (readdirSync(home.folder, { recursive: true }) as string[]).sort()
  return Object.fromEntries(
    names.map((name) => {
      const state = statSync(join(home.folder, name))
      const bytes = state.isFile() ? readFileSync(join(home.folder, name), 'latin1') : ''
      return [name, `${state.mtimeMs} ${state.mode} ${bytes}`]
    }),
  )
}

describe('ukp completion', () => {
  it('prints a script for each shell, in the language', () => {
    for (const shell of ['bash', 'fish', 'zsh']) {
      const ran = ukp(home, ['completion', shell])
      expect([ran.exit, ran.stderr]).toEqual([0, ''])
      expect(ran.stdout).toContain(`made by: ukp completion ${shell}`)
    }
    expect(ukp(home, ['completion', 'zsh', '--lang', 'hu']).stdout).toContain('Az aktuális kód megjelenítése')
  })

  it('gives the script as JSON', () => {
    const { json } = ukpJson(home, ['completion', 'bash'])
    expect(json).toEqual({ ok: true, shell: 'bash', script: ukp(home, ['completion', 'bash']).stdout })
  })

  it('refuses another shell, and names those that it knows', () => {
    const ran = ukp(home, ['completion', 'tcsh'])
    expect(ran.exit).toBe(2)
    expect(ran.stderr).toContain('Allowed: bash, fish, zsh')
    expect(ukp(home, ['completion']).exit).toBe(2)
  })
})

describe('ukp completion names', () => {
  it('prints names one a line, without those that are no line', () => {
    expect(ukp(home, ['completion', 'names'], { env: given })).toEqual({ ...NOTHING, stdout: 'mama\na b\n' })
    expect(ukp(home, ['completion', 'trash'], { env: given })).toEqual({ ...NOTHING, stdout: 'gone\n' })
  })

  it('is silent and ends well where there is no way in', () => {
    const key = join(home.folder, 'key')
    writeFileSync(key, Buffer.alloc(32), { mode: 0o600 })
    const open = join(home.folder, 'open')
    writeFileSync(open, PASSPHRASE)
    chmodSync(open, 0o644)
    const ways: [string[], Record<string, string>][] = [
      [[], {}],
      [[], { UKP_PASSPHRASE: 'another passphrase' }],
      [['--key-file', key], {}],
      [['--key-file', join(home.folder, 'none')], given],
      [['--passphrase-file', open], {}],
      [['--vault', join(home.folder, 'none.ukp')], given],
      [['--vault', home.folder], given],
      [['--vault', open], given],
    ]
    for (const [args, env] of ways)
      expect(ukp(home, ['completion', 'names', ...args], { env }), args.join(' ')).toEqual(NOTHING)
    expect(ukpJson(home, ['completion', 'names'], { env: { UKP_PASSPHRASE: 'another passphrase' } }).json).toEqual({
      ok: true,
      names: [],
    })
  })

  it('writes nothing, not even that the vault was seen', () => {
    const before = everything()
    expect(ukp(home, ['completion', 'names'], { env: given }).stdout).toContain('mama')
    expect(ukp(home, ['completion', 'names']).stdout).toBe('')
    expect(everything()).toEqual(before)
    expect(existsSync(join(home.folder, 'state'))).toBe(false)
  })

  it.runIf(PYTHON !== null)('asks nothing on a terminal either', () => {
    const played = play(home, ['completion', 'names'], [])
    expect([played.exit, played.screen, played.stdout, played.stderr]).toEqual([0, '', '', ''])
  })
})

describe('ukp help <topic>', () => {
  it('shows the page by its name and by its Hungarian word, with accents or without', () => {
    const page = ukp(home, ['help', 'exit-codes', '--lang', 'hu'])
    expect(page).toMatchObject({ exit: 0, stderr: '' })
    expect(page.stdout).toContain('130  cancelled')
    for (const word of ['kilepesi-kodok', 'kilépési-kódok', 'Kilépési-Kódok'])
      expect(ukp(home, ['súgó', word, '--lang', 'hu']).stdout).toBe(page.stdout)
    expect(ukp(home, ['help', 'környezet']).stdout).toContain('UKP_VAULT')
    expect(ukp(home, ['help', 'scripts']).stdout).toContain('--min-remaining 8 --fresh')
  })

  it('is in the list of the help', () => {
    expect(ukp(home, ['help']).stdout).toMatch(/^Topics.*\n {2}exit-codes .*\n {2}environment .*\n {2}scripts /m)
    expect(ukp(home, ['help', '--lang', 'hu']).stdout).toContain('exit-codes (kilepesi-kodok)')
  })

  it.each([
    ['exit-code', 'help exit-codes'],
    ['environmnt', 'help environment'],
    ['szkript', 'help scripts'],
    ['cod', 'help code'],
  ])('suggests the nearest for %s', (word, suggestion) => {
    const ran = ukp(home, ['help', word])
    expect([ran.exit, ran.stdout]).toEqual([2, ''])
    expect(ran.stderr).toContain(`Did you mean: ukp ${suggestion}?`)
  })

  it('suggests what stands below a verb', () => {
    expect(ukp(home, ['help', 'backup', 'creat']).stderr).toContain('Did you mean: ukp help backup create?')
    expect(ukp(home, ['help', 'exit-codes', 'x']).exit).toBe(2)
  })

  it('is no command', () => {
    expect(ukp(home, ['scripts']).exit).toBe(2)
    expect(ukp(home, ['exit-codes']).stderr).toContain('Unknown command')
  })
})
