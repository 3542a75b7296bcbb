// The manual page: every command, option, variable and exit code, in both languages, as roff that stays text.
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { manPages } from '../../../src/command-line/man-pages.ts'
import { VERBS } from '../../../src/commands/index.ts'
import { EXIT } from '../../../src/errors.ts'
import { loadTopics } from '../../../src/messages/choose.ts'
import { escaped, textLine } from '../../../src/views/help/roff.ts'
import { ROOT } from '../../kit/ukp.ts'

const mandoc = spawnSync('mandoc', ['-Tlint'], { input: '', stdio: ['pipe', 'ignore', 'ignore'] }).error === undefined
const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf-8')) as { version: string }
const pages = await manPages(version)

describe('roff', () => {
  it('leaves a text what it is', () => {
    expect(textLine('.TH is no macro')).toBe('\\&.TH is no macro')
    expect(textLine("'nor is this")).toBe('\\(aqnor is this')
    expect(escaped('--x a\\b "c" ~/d `e` f^g')).toBe('\\-\\-x a\\eb \\(dqc\\(dq \\(ti/d \\(gae\\(ga f\\(hag')
    expect(escaped('Ügyfélkapu+ „ő”')).toBe('Ügyfélkapu+ „ő”')
  })
})

describe.each(pages)('the manual page $place', ({ place, text }) => {
  it('is what the build wrote', () => {
    expect(readFileSync(join(ROOT, 'dist/man', place), 'utf-8')).toBe(text)
  })

  it('has every command, variable and exit code', async () => {
    for (const { name } of VERBS) expect(text).toContain(`.SS "ukp ${name}`)
    for (const path of ['backup create', 'key add key\\-file', 'key new recovery'])
      expect(text).toContain(`"ukp ${path}`)
    expect(text).toContain('\\fB\\-\\-min\\-remaining <s>\\fR')
    expect(text).toContain('\\fB\\-h, \\-\\-help\\fR')
    for (const name of Object.keys((await loadTopics('en')).variables.variables))
      expect(text).toContain(`\\fB${name}\\fR`)
    for (const [kind, code] of Object.entries(EXIT)) expect(text).toContain(`\\fB${code} ${escaped(kind)}\\fR`)
  })

  it('has no line that roff could take for a macro of its own', () => {
    const macros = new Set([...text.matchAll(/^[.'](\S*)/gm)].map((match) => match[1]))
    expect([...macros].sort()).toEqual(['PP', 'RE', 'RS', 'SH', 'SS', 'TH', 'TP', 'br', 'fi', 'nf'])
  })

  it.runIf(mandoc)('is faultless to mandoc, and shows what it says', () => {
    const lint = spawnSync('mandoc', ['-Tlint', '-Wwarning'], { input: text })
    expect([lint.status, String(lint.stdout)]).toEqual([0, ''])
    // Bold is a character, a step back and the character again.
    const drawn = String(spawnSync('mandoc', ['-Tutf8', '-O', 'width=400'], { input: text }).stdout)
    const shown = drawn.replaceAll(/.[\b]/g, '')
    expect(shown).toContain('=$(ukp code mama --quiet --no-input) || exit')
    expect(shown).toContain('ukp\\vault.ukp')
    expect(shown).toContain('~/.local/share/ukp/vault.ukp')
    expect(shown).toContain('eval "$(ukp completion bash)"')
  })
})
