// Cases 31 to 33: the last way in cannot be lost; key files; and a keyring that is not there. Each test begins with the number of its case.
import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { BIN, KEY, type Ran } from '../kit/ukp.ts'
import { byKey, headerOf, outcome, PASSPHRASE, RAW_KEY, RECOVERY_KEY } from '../vault/kit.ts'
import { home, placed, stateOf } from './place.ts'
import {
  ASKS,
  by,
  expectOpen,
  expectRefusal,
  type Giving,
  hasTerminal,
  on,
  onPath,
  refused,
  secretFile,
  slotId,
  typing,
  vaultWith,
  type Ways,
  WITHOUT_TERMINAL,
} from './ways-in.ts'

describe('case 31', () => {
  const LAST = /^Error: At least one passphrase or recovery key has to stay/
  it.each<[string, Ways, string, Giving]>([
    ['the only passphrase', {}, 'passphrase', by(PASSPHRASE)],
    ['the last passphrase beside a key file', { keys: [RAW_KEY] }, 'passphrase', by(PASSPHRASE)],
    ['the last passphrase beside a keyring', { keys: [RAW_KEY], keyring: true }, 'passphrase', by(PASSPHRASE)],
    ['the only recovery key', { passphrases: [], recoveryKey: RECOVERY_KEY }, 'sealed', by(RECOVERY_KEY)],
    [
      'the last recovery key beside a keyring',
      { passphrases: [], recoveryKey: RECOVERY_KEY, keys: [RAW_KEY], keyring: true },
      'sealed',
      by(RECOVERY_KEY),
    ],
  ])('case 31: %s cannot be removed', async (_, ways, type, giving) => {
    const vault = placed(await vaultWith(ways))
    refused(vault, ['key', 'remove', slotId(vault, type), '--yes'], giving, 2, LAST)
  })

  it('case 31: nor can it be lost in a new data key for which it was not given', async () => {
    const vault = placed(await vaultWith({ keys: [RAW_KEY] }))
    const keyFile = secretFile(RAW_KEY)
    refused(vault, ['key', 'rekey', '--yes', '--key-file', keyFile], {}, 2, LAST)
    const keyring = placed(await vaultWith({ keys: [RAW_KEY], keyring: true }))
    refused(keyring, ['key', 'rekey', '--yes', '--key-file', keyFile], {}, 2, LAST)
  })

  it('case 31: of two one can go, and then it is the last', async () => {
    const vault = placed(await vaultWith({ recoveryKey: RECOVERY_KEY }))
    const ran = on(vault, ['key', 'remove', slotId(vault, 'passphrase'), '--yes'], by(RECOVERY_KEY))
    expect(ran.exit, ran.stderr).toBe(0)
    refused(vault, ['key', 'remove', slotId(vault, 'sealed'), '--yes'], by(RECOVERY_KEY), 2, LAST)
  })
})

describe.skipIf(process.platform === 'win32')('case 32 (mode bits mean nothing on Windows)', () => {
  it('case 32: a key file that others can read is refused, with what mends it', async () => {
    const vault = placed(await vaultWith({ keys: [RAW_KEY] }))
    const keyFile = secretFile(RAW_KEY)
    expectOpen(on(vault, ['list', '--key-file', keyFile]))
    for (const mode of [0o644, 0o640, 0o604]) {
      chmodSync(keyFile, mode)
      const says = /^Error: Others on this computer can read this file: .*\nNext step: Fix it with: chmod 600 /
      refused(vault, ['list', '--key-file', keyFile], {}, 4, says)
      refused(vault, ['list'], { env: { UKP_KEY_FILE: keyFile, UKP_PASSPHRASE: PASSPHRASE } }, 4, says)
    }
    expect(statSync(keyFile).mode & 0o777).toBe(0o604)
    chmodSync(keyFile, 0o600)
    expectOpen(on(vault, ['list', '--key-file', keyFile]))
  })

  it('case 32: a key file with one byte changed does not open, whichever it is', async () => {
    const bytes = await vaultWith({ keys: [RAW_KEY] })
    const vault = placed(bytes)
    for (let at = 0; at < 32; at++) {
      const key = RAW_KEY.map((byte, i) => (i === at ? byte ^ (1 << (at % 8)) : byte))
      expect(await outcome(bytes, byKey(key))).toBe('no slot')
      if (at % 31 !== 0) continue
      const says = /^Error: This key file does not open the vault/
      refused(vault, ['list', '--key-file', secretFile(key)], {}, 4, says)
      refused(vault, ['add', 'x', '--stdin', '--key-file', secretFile(key)], { stdin: KEY }, 4, says)
    }
    for (const key of [RAW_KEY.subarray(0, 31), Buffer.concat([RAW_KEY, Buffer.from('\n')])]) {
      refused(vault, ['list', '--key-file', secretFile(key)], {}, 4, /^Error: This is not a key file/)
    }
  })
})

/** Entries of this vault in the kernel's keyrings. */
function kernelKeys(vault: string): string[] {
  if (!existsSync('/proc/keys')) return []
  const id = String(headerOf(readFileSync(vault)).id)
  return readFileSync('/proc/keys', 'latin1')
    .split('\n')
    .filter((line) => line.includes(id))
}

describe('case 33', () => {
  const NOBODY = /^Error: The vault is locked and there is no terminal to ask for the passphrase/
  let vault = ''
  beforeAll(async () => {
    vault = placed(await vaultWith({ keys: [RAW_KEY], keyring: true }))
  })

  it('case 33: without a bus the next way is taken, else it is exit 4; nothing is in /proc/keys', () => {
    refused(vault, ['list'], {}, 4, NOBODY)
    expectOpen(on(vault, ['list'], by(PASSPHRASE)))
    expect(kernelKeys(vault)).toEqual([])
  })

  it('case 33: without a bus nothing is stored in a keyring, exit 10; nothing is in /proc/keys', () => {
    refused(vault, ['key', 'add', 'keyring'], by(PASSPHRASE), 10, /^Error: The keyring of the system cannot be used/)
    expect(kernelKeys(vault)).toEqual([])
  })

  it.skipIf(!hasTerminal)(`case 33: without a bus a person is asked${WITHOUT_TERMINAL}`, () => {
    const played = typing(vault, ['list'], [{ expect: ASKS }, { send: `${PASSPHRASE}\r` }])
    expectOpen(played)
    expect(kernelKeys(vault)).toEqual([])
  })

  const hasBus = onPath('dbus-run-session') && onPath('gnome-keyring-daemon')
  it.skipIf(!hasBus)(
    `case 33: an entry that is not there falls through${hasBus ? '' : ' (skipped: no D-Bus or no keyring daemon)'}`,
    { timeout: 60_000 },
    () => {
      const runtime = join(home.folder, 'bus')
      mkdirSync(runtime, { mode: 0o700 })
      const unlockDaemon = 'printf pass | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1'
      const inSession = (env: Readonly<Record<string, string>>): Ran => {
        const script = `${unlockDaemon}; exec setsid --wait "$@"`
        const line = ['bash', '-c', script, 'bash', process.execPath, BIN, 'list', '--vault', vault]
        const ran = spawnSync('dbus-run-session', ['--', ...line], {
          env: { ...home.env, XDG_RUNTIME_DIR: runtime, ...env, ...stateOf(vault) },
          cwd: home.folder,
          timeout: 50_000,
        })
        // The bus talks as well.
        const stderr = String(ran.stderr).replaceAll(/^(?:dbus-daemon|\*\*|gnome-keyring|SSH_AUTH_SOCK)[^\n]*\n/gm, '')
        return { exit: ran.status, stdout: String(ran.stdout), stderr }
      }
      const before = readFileSync(vault)
      expectRefusal(inSession({}), 4, NOBODY)
      expectOpen(inSession({ UKP_PASSPHRASE: PASSPHRASE }))
      expect(Buffer.compare(readFileSync(vault), before)).toBe(0)
      expect(kernelKeys(vault)).toEqual([])
    },
  )
})
