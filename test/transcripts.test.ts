// Whole sessions, as text files, through the real program; terminals are played by Python's pty.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parseTranscript, runTranscript } from './kit/transcript.ts'
import { dropHome, newHome, PYTHON, ROOT } from './kit/ukp.ts'

const FOLDER = join(ROOT, 'test', 'transcripts')
const files = readdirSync(FOLDER).filter((name) => name.endsWith('.txt'))

/** Typed or piped in the transcripts; none of them may ever come out again. */
const SECRETS = [
  'JBSWY3DPEHPK3PXPGEZA',
  'jbsw y3dp ehpk 3pxp geza',
  'KRSXG5CTMVRXEZLU',
  '04711042',
  'GEZDGNBVGY3TQOJQ',
  'lovas elem kapocs',
  'kerek asztal lapja',
]

describe('sessions', () => {
  it('are there in both languages', () => {
    const names = files.map((file) => file.replace(/\.txt$/, ''))
    const english = names.filter((name) => name.endsWith('.en')).map((name) => name.slice(0, -3))
    expect(english.length).toBeGreaterThan(5)
    for (const name of english) expect(names).toContain(`${name}.hu`)
  })

  for (const file of files) {
    const text = readFileSync(join(FOLDER, file), 'utf-8')
    const needsTerminal = parseTranscript(text).some((scene) => scene.terminal)
    const title = text.split('\n', 1)[0]?.replace(/^# /, '') ?? ''
    it.skipIf(needsTerminal && PYTHON === null)(
      `${file}: ${title}${needsTerminal && PYTHON === null ? ' (skipped: no python3)' : ''}`,
      () => {
        const home = newHome()
        try {
          const { differences, written } = runTranscript(text, home)
          expect(differences).toEqual([])
          for (const secret of SECRETS) expect(written.some((one) => one.includes(secret))).toBe(false)
        } finally {
          dropHome(home)
        }
      },
      120_000,
    )
  }
})
