// The manual page as man(1) shows it, in both languages.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { has } from '../kit/shells.ts'
import { ROOT } from '../kit/ukp.ts'

const runs = has('man') || process.env.CI === 'true'

function shown(args: readonly string[], env: Record<string, string>): string {
  const ran = spawnSync('man', args, {
    env: { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '/', MANWIDTH: '400', MANPAGER: 'cat', ...env },
  })
  expect([ran.status, String(ran.stderr)]).toEqual([0, ''])
  // Bold is a character, a step back and the character again.
  return String(ran.stdout).replaceAll(/.[\b]/g, '')
}

describe.skipIf(!runs)(`man${runs ? '' : ' (skipped: no man)'}`, () => {
  const folder = join(ROOT, 'dist/man')

  it('shows the page, in the language of the person', () => {
    const english = shown(['-M', folder, 'ukp'], { LANG: 'C.UTF-8' })
    expect(english).toContain('ukp - one-time codes (TOTP) from an encrypted vault')
    expect(english).toContain('ukp code mama --min-remaining 8 --fresh --no-input')
    expect(english).toContain('130 cancelled')
    expect(shown(['-l', join(folder, 'man1/ukp.1')], { LANG: 'C.UTF-8' })).toBe(english)
  })

  it('shows the Hungarian page with its letters', () => {
    const hungarian = shown(['-l', join(folder, 'hu/man1/ukp.1')], { LANG: 'C.UTF-8' })
    expect(hungarian).toContain('egyszer használatos kódok (TOTP) titkosított széfből')
    expect(hungarian).toContain('Ügyfélkapu+')
    expect(hungarian).toContain('~/.local/share/ukp/vault.ukp')
  })
})
