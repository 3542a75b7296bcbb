// ukp add --clipboard and --screen, and ukp code --osc52, through the real program. Little programs stand for wl-clipboard and
// grim: what lies in a folder is on the clipboard. The real ones are in test/real.
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { qrPicture } from '../kit/qr-picture.ts'
import { dropHome, type Home, KEY, newHome, PASSPHRASE, play, type Ran, ukp, ukpJson } from '../kit/ukp.ts'
import { png } from '../qr/png-file.ts'

const LINK = `otpauth://totp/Minta:mama?secret=${KEY}&issuer=Minta`
const OTHER = 'otpauth://totp/Minta:papa?secret=KRSXG5CTMVRXEZLU&issuer=Minta'

/** White, and nothing on it. */
const EMPTY = ((): Buffer => {
  const raster = { width: 60, height: 60, data: new Uint8Array(60 * 60 * 4).fill(255) }
  return png(raster, { colour: 0, depth: 8 })
})()

let home: Home
let env: Record<string, string>
let board: string

beforeEach(() => {
  home = newHome()
  const bin = join(home.folder, 'bin')
  board = join(home.folder, 'board')
  mkdirSync(bin)
  mkdirSync(board)
  const program = (name: string, script: string): void =>
    writeFileSync(join(bin, name), `#!/bin/sh\ncd '${board}'\n${script}\n`, { mode: 0o755 })
  program(
    'wl-paste',
    'case "$1" in --list-types) ls | tr _ / | grep . || { echo "Nothing is copied" >&2; exit 1; } ;; *) cat "$(echo "$3" | tr / _)" ;; esac',
  )
  program('wl-copy', 'case "$1" in --clear) [ ! -e stuck ] && rm -f ./* ;; esac')
  program('grim', `cat '${join(home.folder, 'screen.png')}'`)
  env = { UKP_PASSPHRASE: PASSPHRASE, WAYLAND_DISPLAY: 'stand-in', PATH: `${bin}:${process.env.PATH}` }
})
afterEach(() => dropHome(home))

function copy(type: string, content: string | Uint8Array): void {
  writeFileSync(join(board, type.replace('/', '_')), content)
}
const isCopied = (type: string): boolean => existsSync(join(board, type.replace('/', '_')))
const add = (...args: string[]): Ran => ukp(home, ['add', ...args], { env })

describe('ukp add --clipboard', () => {
  it('takes the text where the picture beside it has no QR code, as offices offer one', () => {
    copy('image/png', EMPTY)
    copy('text/plain', KEY)
    expect(add('mama', '--clipboard').stderr).toContain('Added: mama')
  })

  it('takes the picture where both hold a key', () => {
    copy('image/png', qrPicture([LINK]))
    copy('text/plain', OTHER)
    expect(add('--clipboard').stderr).toContain('Added: Minta:mama')
  })

  it('tells a mistyped key like any other, and leaves the clipboard', () => {
    copy('text/plain', 'JBSW Y3DP 0HPK')
    const ran = add('mama', '--clipboard', '--clear-clipboard')
    expect(ran.exit).toBe(6)
    expect(ran.stderr).not.toContain('lipboard')
    expect(isCopied('text/plain')).toBe(true)
  })

  it('does not clear what was taken in part', () => {
    copy('text/plain', `${LINK}\notpauth://totp/x?secret=1`)
    const ran = add('--clipboard', '--clear-clipboard')
    expect(ran.exit).toBe(9)
    expect(ran.stderr).toContain('Not cleared, because not everything on the clipboard was taken.')
    expect(isCopied('text/plain')).toBe(true)
  })

  it('says 9 where the clipboard cannot be cleared, with the account saved', () => {
    copy('text/plain', LINK)
    writeFileSync(join(board, 'stuck'), '')
    const { json, exit } = ukpJson(home, ['add', '--clipboard', '--clear-clipboard'], { env })
    expect(exit).toBe(9)
    expect(json).toMatchObject({ kind: 'partial', added: [{ name: 'Minta:mama' }], clipboard: { cleared: false } })
  })

  it('asks on a terminal, and no is what Enter means', () => {
    const answers = (answer: string): ReturnType<typeof play> =>
      play(
        home,
        ['add', '--clipboard', '--deletion-code-stdin'],
        [{ stdin: '04711042' }, { expect: 'Clear the clipboard now?' }, { send: `${answer}\r` }],
        { env },
      )
    copy('text/plain', LINK)
    const kept = answers('')
    expect(kept.exit).toBe(0)
    expect(kept.stderr).toContain('The clipboard still holds the key.')
    expect(isCopied('text/plain')).toBe(true)
    copy('text/plain', OTHER)
    const cleared = answers('y')
    expect(cleared.stderr).toContain('Clipboard cleared.')
    expect(isCopied('text/plain')).toBe(false)
  })

  it('keeps what was copied while it asked', () => {
    copy('text/plain', LINK)
    const marker = join(board, 'text_plain')
    const script = `#!/bin/sh\ncase "$1" in --list-types) echo text/plain ;; *) cat '${marker}'; echo changed > '${marker}' ;; esac\n`
    writeFileSync(join(home.folder, 'bin', 'wl-paste'), script, { mode: 0o755 })
    const ran = add('--clipboard', '--clear-clipboard')
    expect(ran.stderr).toContain('The clipboard holds something else by now and was left as it is.')
    expect(isCopied('text/plain')).toBe(true)
  })

  it('saves nothing with --dry-run, and says nothing of the clipboard', () => {
    copy('text/plain', LINK)
    const ran = add('--clipboard', '--dry-run')
    expect(ran.stderr).toContain('Would be added: Minta:mama')
    expect(existsSync(home.vault)).toBe(false)
    expect(ran.stderr).not.toContain('lipboard')
  })

  it.each([
    [['--clipboard', '--screen'], '--clipboard', '--screen'],
    [['--clipboard', '--qr', 'a.png'], '--qr', '--clipboard'],
    [['--stdin', '--screen'], '--stdin', '--screen'],
    [['--clipboard', '--clear-clipboard', '--dry-run'], '--clear-clipboard', '--dry-run'],
  ])('refuses %s', (args, first, second) => {
    const { json, exit } = ukpJson(home, ['add', ...args], { env })
    expect(exit).toBe(2)
    expect(json.message).toContain(first)
    expect(json.message).toContain(second)
  })

  it('refuses --clear-clipboard alone', () => {
    expect(ukpJson(home, ['add', '--stdin', '--clear-clipboard'], { env, stdin: LINK })).toMatchObject({ exit: 2 })
  })
})

describe('ukp add --screen', () => {
  it('reads the screen, and tells a picture that is none', () => {
    writeFileSync(join(home.folder, 'screen.png'), qrPicture([LINK]))
    const { json } = ukpJson(home, ['add', '--screen'], { env })
    expect(json).toMatchObject({ ok: true, added: [{ name: 'Minta:mama' }] })
    expect(ukpJson(home, ['add', '--screen'], { env }).json).toMatchObject({
      kind: 'bad-input',
      same: [{ file: '--screen' }],
    })
    rmSync(join(home.folder, 'screen.png'))
    expect(ukpJson(home, ['add', '--screen'], { env }).json).toMatchObject({ kind: 'unavailable', exit: 10 })
  })
})

describe('ukp code --osc52', () => {
  const code = ['code', 'mama', '--osc52', '--at', '1700000000']
  beforeEach(() => {
    expect(ukp(home, ['add', 'mama', '--stdin'], { env, stdin: KEY }).exit).toBe(0)
  })

  it('writes the digits to the terminal for its clipboard, and shows them', () => {
    const ran = play(home, code, [], { env })
    expect(ran.exit).toBe(0)
    expect(ran.screen).toContain(`\u001b]52;c;${Buffer.from('421617').toString('base64')}\u0007`)
    expect(ran.stdout).toBe('421617\n')
    expect(ran.stderr).toBe(
      'Code of mama sent to the terminal for its clipboard, if it allows that; ukp cannot clear it.\n',
    )
  })

  it('shows them all the same where there is no terminal, and says 10', () => {
    const ran = ukp(home, code, { env })
    expect(ran).toMatchObject({ exit: 10, stdout: '421617\n' })
    expect(ran.stderr).toContain('The code could not be copied. There is no terminal here that it could be handed to.')
    expect(ukp(home, ['code', '--all', '--osc52'], { env }).exit).toBe(2)
  })

  it('is named where there is no display and somebody came over SSH', () => {
    const remote = { ...env, WAYLAND_DISPLAY: '', SSH_TTY: '/dev/pts/0' }
    const ran = ukp(home, ['code', 'mama', '--copy', '--at', '1700000000'], { env: remote })
    expect(ran).toMatchObject({ exit: 10, stdout: '421617\n' })
    expect(ran.stderr).toContain('ukp code <name> --osc52')
  })
})
