// Passphrases and key files from where they are kept: what is stripped, what counts, what is refused.
import { execFileSync, spawn } from 'node:child_process'
import { chmodSync, closeSync, mkdirSync, openSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, it } from 'vitest'
import { UkpError } from '../../src/errors.ts'
import { keyFromFile, passphraseFromFd, passphraseFromFile, passphraseFromText } from '../../src/system/credentials.ts'
import { ROOT } from '../kit/ukp.ts'
import { freshFolder } from '../store/failing-files.ts'
import { byPassphrase, makeVault, opened, outcome, RAW_KEY } from '../vault/kit.ts'

const posix = process.platform !== 'win32'
const PLATFORM = process.platform

/** A new file of mode 0600. */
function file(content: string | Uint8Array, mode = 0o600): string {
  const path = join(freshFolder(), 'secret')
  writeFileSync(path, content, { mode })
  return path
}

async function failure(promise: Promise<unknown> | (() => unknown)): Promise<{ reason: string; facts: unknown }> {
  try {
    await (typeof promise === 'function' ? promise() : promise)
  } catch (error) {
    if (error instanceof UkpError) return { reason: error.reason, facts: error.facts }
    throw error
  }
  throw new Error('nothing was thrown')
}

const text = async (bytes: Promise<Uint8Array> | Uint8Array): Promise<string> =>
  Buffer.from(await bytes).toString('utf-8')

/** What the first line of a file or descriptor comes to. */
const LINES: readonly [string, string | Uint8Array, string | null][] = [
  ['without a line end', 'correct horse', 'correct horse'],
  ['with LF', 'correct horse\n', 'correct horse'],
  ['with CRLF', 'correct horse\r\n', 'correct horse'],
  ['with a second line', 'correct horse\nbattery\n', 'correct horse'],
  ['with blanks around and inside', '  correct  horse\t \n', '  correct  horse\t '],
  ['with CR inside', 'correct\rhorse\n', 'correct\rhorse'],
  ['with two CR at the end', 'correct\r\r\n', 'correct\r'],
  ['of 4096 bytes', `${'x'.repeat(4096)}`, 'x'.repeat(4096)],
  ['of 4096 bytes and CRLF', `${'x'.repeat(4096)}\r\n`, 'x'.repeat(4096)],
  ['of 4096 bytes, LF and more', `${'x'.repeat(4096)}\n${'y'.repeat(9999)}`, 'x'.repeat(4096)],
  ['decomposed', 'e\u0301', '\u00e9'],
  ['with emoji', '🔑👩‍👧', '🔑👩‍👧'],
  ['of 4097 bytes', 'x'.repeat(4097), null],
  ['of 4097 bytes and LF', `${'x'.repeat(4097)}\n`, null],
  ['of a megabyte', 'x'.repeat(1 << 20), null],
  ['that is empty', '', null],
  ['that is one line feed', '\n', null],
  ['that is CRLF', '\r\n', null],
  ['whose first line is empty', '\ncorrect horse\n', null],
  ['with a NUL', 'correct\0horse', null],
  ['that is no UTF-8', Uint8Array.of(0x61, 0xff, 0x62), null],
  ['in UTF-16', Buffer.from('correct horse', 'utf16le'), null],
]

describe('passphraseFromFile', () => {
  it.each(LINES)('reads the first line of a file %s', async (_, content, expected) => {
    const path = file(content)
    if (expected === null) {
      expect(await failure(passphraseFromFile(path, PLATFORM))).toEqual({ reason: 'passphrase-invalid', facts: {} })
    } else expect(await text(passphraseFromFile(path, PLATFORM))).toBe(expected)
  })

  it.runIf(posix).each([0o644, 0o640, 0o604, 0o660, 0o620, 0o601, 0o610])('refuses a file of mode %o', async (mode) => {
    const path = file('correct horse\n')
    chmodSync(path, mode)
    expect(await failure(passphraseFromFile(path, 'linux'))).toEqual({
      reason: 'credential-unsafe',
      facts: { file: path },
    })
  })

  it.runIf(posix)('takes a file of mode 0600, 0400 and 0700, and on Windows any', async () => {
    for (const mode of [0o600, 0o400, 0o700]) {
      const path = file('correct horse\n')
      chmodSync(path, mode)
      expect(await text(passphraseFromFile(path, 'linux'))).toBe('correct horse')
    }
    const open = file('correct horse\n')
    chmodSync(open, 0o644)
    expect(await text(passphraseFromFile(open, 'win32'))).toBe('correct horse')
  })

  it('names the file that is missing, or is a folder', async () => {
    const folder = join(freshFolder(), 'folder')
    mkdirSync(folder, { mode: 0o700 })
    for (const path of [join(folder, 'none'), folder]) {
      expect(await failure(passphraseFromFile(path, PLATFORM))).toEqual({
        reason: 'credential-unreadable',
        facts: { file: path },
      })
    }
  })

  it.runIf(posix)('reads a pipe as shells give it, <(…), whatever its mode', async () => {
    const fifo = join(freshFolder(), 'fifo')
    execFileSync('mkfifo', ['-m', '644', fifo])
    spawn('sh', ['-c', `printf 'correct horse\\n' > '${fifo}'`])
    expect(await text(passphraseFromFile(fifo, 'linux'))).toBe('correct horse')
  })

  it.runIf(PLATFORM === 'linux')('reads the /dev/fd path of an open pipe', () => {
    // In a process of its own: a file is read without giving way to what else this process would do.
    const program = `import { passphraseFromFile } from '${pathToFileURL(join(ROOT, 'build/system/credentials.js')).href}'
      process.stdout.write(await passphraseFromFile('/dev/fd/0', 'linux'))`
    const line = `(printf 'correct '; sleep 0.05; printf 'horse\\n') | "$0" --input-type=module -e "$1"`
    expect(String(execFileSync('sh', ['-c', line, process.execPath, program], { timeout: 20_000 }))).toBe(
      'correct horse',
    )
  })
})

describe('passphraseFromFd', () => {
  it.each(LINES)('reads the first line of a descriptor %s', async (_, content, expected) => {
    const fd = openSync(file(content), 'r')
    if (expected === null) {
      expect(await failure(passphraseFromFd(fd))).toEqual({ reason: 'passphrase-invalid', facts: {} })
    } else expect(await text(passphraseFromFd(fd))).toBe(expected)
    // It is the caller's and stays open.
    expect(() => closeSync(fd)).not.toThrow()
  })

  it('does not wait for the end of a pipe once the line is there', async () => {
    const fifo = join(freshFolder(), 'fifo')
    execFileSync('mkfifo', [fifo])
    const fd = openSync(fifo, 'r+')
    execFileSync('sh', ['-c', `printf 'correct horse\\nmore' > '${fifo}'`])
    expect(await text(passphraseFromFd(fd))).toBe('correct horse')
    closeSync(fd)
  })

  it('names a descriptor that is not open, or that is a folder', async () => {
    expect(await failure(passphraseFromFd(987))).toEqual({ reason: 'credential-unreadable', facts: { file: 'fd 987' } })
    const fd = openSync(freshFolder(), 'r')
    expect(await failure(passphraseFromFd(fd))).toMatchObject({ reason: 'credential-unreadable' })
    closeSync(fd)
  })
})

describe('passphraseFromText', () => {
  it.each([
    ['correct horse', 'correct horse'],
    [' correct horse ', ' correct horse '],
    ['correct horse\n', 'correct horse'],
    ['correct horse\r\n', 'correct horse'],
    ['correct\nhorse\n\n', 'correct\nhorse\n'],
    ['e\u0301', '\u00e9'],
  ])('takes %j as %j: one line end at the end does not count', async (given, passphrase) => {
    expect(await text(passphraseFromText(given))).toBe(passphrase)
  })

  it.each(['', '\n', 'a\0b', 'x'.repeat(4097), 'é'.repeat(2049)])('refuses %j', async (given) => {
    expect(await failure(() => passphraseFromText(given))).toEqual({ reason: 'passphrase-invalid', facts: {} })
  })
})

describe('a passphrase with accents', () => {
  it('opens a vault in either form of its letters, from file, descriptor and text', async () => {
    const [composed, decomposed] = ['árvíztűrő', 'árvíztűrő'.normalize('NFD')]
    expect(composed).not.toBe(decomposed)
    const { bytes } = await makeVault({ passphrases: [composed] })
    for (const form of [composed, decomposed]) {
      const fd = openSync(file(form), 'r')
      for (const passphrase of [
        await passphraseFromFile(file(form), PLATFORM),
        await passphraseFromFd(fd),
        passphraseFromText(form),
      ]) {
        expect(await opened(bytes, { type: 'passphrase', bytes: passphrase })).not.toBeNull()
      }
      closeSync(fd)
    }
    expect(await outcome(bytes, byPassphrase('arvizturo'))).toBe('no slot')
  })
})

describe('keyFromFile', () => {
  it('reads 32 bytes, and they open the vault; one bit more or less does not', async () => {
    const { bytes } = await makeVault()
    const key = await keyFromFile(file(RAW_KEY), PLATFORM)
    expect(Uint8Array.from(key)).toEqual(RAW_KEY)
    expect(await outcome(bytes, { type: 'raw', key })).toBe('opened')
    const other = await keyFromFile(file(RAW_KEY.map((byte, i) => (i === 7 ? byte ^ 0x10 : byte))), PLATFORM)
    expect(await outcome(bytes, { type: 'raw', key: other })).toBe('no slot')
  })

  it('takes any 32 bytes, line feeds and zeros too', async () => {
    for (const byte of [0x00, 0x0a, 0xff]) {
      const key = new Uint8Array(32).fill(byte)
      expect(Uint8Array.from(await keyFromFile(file(key), PLATFORM))).toEqual(key)
    }
  })

  it.each([0, 1, 31, 33, 64, 100_000])('refuses %i bytes', async (length) => {
    const path = file(new Uint8Array(length).fill(7))
    expect(await failure(keyFromFile(path, PLATFORM))).toEqual({ reason: 'key-file-invalid', facts: { file: path } })
  })

  it.runIf(posix)('refuses a file that others can read, before reading it', async () => {
    const path = file('short')
    chmodSync(path, 0o644)
    expect(await failure(keyFromFile(path, 'linux'))).toEqual({ reason: 'credential-unsafe', facts: { file: path } })
  })

  it.runIf(posix)('never waits on an endless device', async () => {
    expect(await failure(keyFromFile('/dev/zero', 'linux'))).toMatchObject({ reason: 'key-file-invalid' })
    expect(await failure(keyFromFile('/dev/null', 'linux'))).toMatchObject({ reason: 'key-file-invalid' })
    expect(await failure(passphraseFromFile('/dev/zero', 'linux'))).toMatchObject({ reason: 'passphrase-invalid' })
  })

  it('names a file that is missing', async () => {
    const path = join(freshFolder(), 'none')
    expect(await failure(keyFromFile(path, PLATFORM))).toEqual({
      reason: 'credential-unreadable',
      facts: { file: path },
    })
  })
})
