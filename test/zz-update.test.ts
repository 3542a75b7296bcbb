import { readFileSync, writeFileSync } from 'node:fs'
import { it } from 'vitest'
import { runTranscript } from './kit/transcript.ts'
import { dropHome, newHome } from './kit/ukp.ts'
it('updates', () => {
  for (const file of (process.env.UPD ?? '').split(' ')) {
    const home = newHome()
    const text = readFileSync(file, 'utf-8')
    const { differences } = runTranscript(text, home)
    const lines = text.split('\n')
    const out: string[] = []
    const by = new Map<string, string>()
    for (const d of differences) {
      process.stdout.write(`${file}:${d.line} ${d.what} ${JSON.stringify(d.expected)}\n   ${JSON.stringify(d.actual)}\n`)
      if (d.what.startsWith('standard')) by.set(`${d.line} ${d.what}`, String(d.actual).replaceAll(home.folder, '~').replace(/\n$/, ''))
    }
    let scene = 0
    const pending = new Map<string, string>()
    lines.forEach((line, i) => {
      if (/^(\$|%|\$\|) ukp( |$)/.test(line)) scene = i + 1
      const kind = line.startsWith('!') ? 'standard error' : line.startsWith('|') ? 'standard output' : null
      if (kind !== null && by.has(`${scene} ${kind}`)) {
        if (!pending.has(`${scene} ${kind}`)) {
          pending.set(`${scene} ${kind}`, '')
          const actual = by.get(`${scene} ${kind}`) ?? ''
          if (actual !== '') out.push(...actual.split('\n').map((one) => `${kind === 'standard error' ? '!' : '|'} ${one}`))
        }
        return
      }
      out.push(line)
    })
    writeFileSync(file, out.join('\n'))
    dropHome(home)
  }
}, 120000)
