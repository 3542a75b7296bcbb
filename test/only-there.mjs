// What can only be proved on macOS or Windows: a code goes onto the real clipboard, the real keyring opens the vault, the
// vault lies where that system keeps such files, and on macOS others cannot read it. Run there by the workflow, or by hand:
// npm run build && node test/only-there.mjs
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'ukp-there-'))
const { UKP_VAULT: _, ...inherited } = process.env
const places = { HOME: folder, USERPROFILE: folder, APPDATA: join(folder, 'AppData', 'Roaming') }
const env = { ...inherited, ...places, UKP_PASSPHRASE: 'correct horse battery', UKP_LANG: 'en' }
const failed = []

function ukp(args, { input = '', without = [] } = {}) {
  const given = Object.fromEntries(Object.entries(env).filter(([name]) => !without.includes(name)))
  const ran = spawnSync(process.execPath, [join(root, 'bin', 'ukp.js'), ...args], {
    env: given,
    input,
    encoding: 'utf-8',
  })
  return { exit: ran.status, out: ran.stdout, err: ran.stderr }
}

function check(what, good, seen) {
  console.log(`${good ? 'ok    ' : 'FAILED'} ${what}`)
  if (!good) {
    failed.push(what)
    console.log(JSON.stringify(seen))
  }
}

function paste() {
  const [program, ...args] =
    process.platform === 'darwin' ? ['pbpaste'] : ['powershell', '-NoProfile', '-Command', 'Get-Clipboard -Raw']
  return spawnSync(program, args, { encoding: 'utf-8' }).stdout
}

const VAULTS = {
  darwin: join(folder, 'Library', 'Application Support', 'ukp', 'vault.ukp'),
  win32: join(folder, 'AppData', 'Roaming', 'ukp', 'vault.ukp'),
}

try {
  const vault = VAULTS[process.platform]
  if (vault === undefined) throw new Error('Only macOS and Windows have something to prove here.')
  const added = ukp(['add', 'mama', '--stdin', '--yes'], { input: 'JBSWY3DPEHPK3PXPGEZA' })
  check('an account is added', added.exit === 0, added)
  check('the vault lies where the system keeps such files', existsSync(vault), vault)
  if (process.platform === 'darwin') {
    const mode = statSync(vault, { throwIfNoEntry: false })?.mode ?? 0o777
    check('nobody else can read the vault', (mode & 0o077) === 0, mode.toString(8))
  }
  const copied = ukp(['code', 'mama', '--copy'])
  check('the clipboard holds six digits and nothing else', /^\d{6}(?:\r?\n)?$/.test(paste()), {
    copied,
    there: paste(),
  })
  const keyring = ukp(['key', 'add', 'keyring', '--yes'])
  check('the keyring is added', keyring.exit === 0, keyring)
  const opened = ukp(['code', 'mama', '--no-input'], { without: ['UKP_PASSPHRASE'] })
  check('the keyring opens the vault', /^\d{6}\n$/.test(opened.out), opened)
  const looked = ukp(['doctor', '--json', '--no-input'])
  check('doctor answers', JSON.parse(looked.out || '{}').ok === true, looked)
} finally {
  rmSync(folder, { recursive: true, force: true })
}
process.exitCode = failed.length === 0 ? 0 : 1
