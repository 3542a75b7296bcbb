// File names that every system takes, each once.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fileNamer } from '../../src/export/file-name.ts'
import { anyText, inFolder, written } from './kit.ts'

const one = (name: string): string => fileNamer('png')(name)

describe('a file name', () => {
  it.each([
    ['Ügyfélkapu+: kiss.anna', 'Ügyfélkapu+_ kiss.anna.png'],
    ['árvíztűrő tükörfúrógép', 'árvíztűrő tükörfúrógép.png'],
    ['u\u030b', 'ű.png'],
    ['../../etc/passwd', '__.._etc_passwd.png'],
    ['C:\\Windows', 'C_Windows.png'],
    ['..', '_.png'],
    ['.bashrc', '_bashrc.png'],
    ['-rf', '_rf.png'],
    ['vége.  ', 'vége.png'],
    ['con', '_con.png'],
    ['NUL.txt', '_NUL.txt.png'],
    ['COM1', '_COM1.png'],
    ['com\u00b9', '_com\u00b9.png'],
    ['lpt9.a.b', '_lpt9.a.b.png'],
    ['console', 'console.png'],
    ['a\u0000b\u001b[31mc\nd', 'a_b_31mc_d.png'],
    ['kép\u202egnp.exe', 'kép_gnp.exe.png'],
    ['a*?"<>|b', 'a_b.png'],
    ['$(rm) `x` ~ % ! #', '_(rm) _x_ _ _ _ _.png'],
    ['\ud800', '_.png'],
    ['', 'account.png'],
    ['   ', '_.png'],
  ])('is safe for %j', (name, file) => {
    expect(one(name)).toBe(file)
  })

  it('is short, and cut between characters', () => {
    expect(one('ő'.repeat(200))).toBe(`${'ő'.repeat(50)}.png`)
    expect(one(`a${'秘'.repeat(200)}`)).toBe(`a${'秘'.repeat(33)}.png`)
  })

  it('is given once, also where a file system compares without case or accents', () => {
    const name = fileNamer('svg')
    expect(['mama', 'Mama', 'mamá', 'mama (2)', 'MAMA', 'straße', 'STRASSE', 'a/b', 'a:b'].map(name)).toEqual([
      'mama.svg',
      'Mama (2).svg',
      'mamá (3).svg',
      'mama (2) (2).svg',
      'MAMA (4).svg',
      'straße.svg',
      'STRASSE (2).svg',
      'a_b.svg',
      'a_b (2).svg',
    ])
  })

  it('can be made for any names, and each file is there', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyText(60), { maxLength: 40 }), async (names) => {
        const files = names.map(fileNamer('png'))
        await inFolder((folder) =>
          written(
            folder,
            files.map((name) => ({ name, bytes: new Uint8Array() })),
          ),
        )
        for (const file of files) {
          expect(file).toMatch(/^[^ .-][\p{L}\p{M}\p{N} ._+@()-]*\.png$/u)
          expect(Buffer.byteLength(file)).toBeLessThan(130)
          expect(file).not.toMatch(/[ .]\.png$/)
        }
        expect(new Set(files.map((file) => file.normalize('NFD').toLowerCase())).size).toBe(files.length)
      }),
      { numRuns: 50 },
    )
  })
})
