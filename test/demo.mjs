// The main job on a throw-away vault: a QR screenshot goes in, the current code comes out. Run by `npm run demo`.
import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chooseLanguage } from '../build/messages/choose.js'

const END = {
  en: 'The vault of this demonstration is deleted again. Your own begins with: ukp add <name>',
  hu: 'A bemutató széfje törölve. A saját széf ezzel kezdődik: ukp add <név>',
}

const root = fileURLToPath(new URL('..', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'ukp-demo-'))
const env = {
  ...process.env,
  UKP_VAULT: join(folder, 'vault.ukp'),
  UKP_PASSPHRASE: randomBytes(12).toString('hex'),
  UKP_PASSPHRASE_FILE: '',
  UKP_KEY_FILE: '',
  XDG_STATE_HOME: join(folder, 'state'),
}

/** Shows the command as a person would type it, then runs it. */
function ukp(...args) {
  console.log(`\n$ ukp ${args.join(' ')}`)
  // --yes: no questions in a demonstration.
  const ran = spawnSync(process.execPath, [join(root, 'bin', 'ukp.js'), ...args, '--yes'], {
    cwd: root,
    env,
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  if (ran.status !== 0) throw new Error(`ukp ${args[0]} ended with ${ran.status}`)
}

try {
  ukp('add', 'minta', '--qr', 'test/fixtures/sample-screenshot.png')
  ukp('list')
  ukp('code', 'minta')
  console.log(`\n${END[chooseLanguage(undefined, process.env)]}`)
} finally {
  rmSync(folder, { recursive: true, force: true })
}
