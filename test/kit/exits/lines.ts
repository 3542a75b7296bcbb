// For every command a line that is right, in a home that has all that it needs: what the scenarios of every command are
// tried on. A command that can do two quite different things has two lines.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { codeAt } from '../../../src/otp/code.ts'
import { formerOf } from '../../../src/vault/entry.ts'
import { homeWithVault, person, savedBy, type VaultHome } from '../../cases/home.ts'
import { contentsWith, headerOf, NOW, PASSPHRASE } from '../../vault/kit.ts'
import type { Step } from '../ukp.ts'
import { preloaded } from './ending.ts'

export interface Line {
  /** As its page names it. */
  readonly command: string
  readonly args: (home: VaultHome) => readonly string[]
  readonly stdin?: string
  /** It saves the vault. */
  readonly saves?: true
  /** Played at a terminal: up to its end, where nothing stands in the way. */
  readonly steps?: readonly Step[]
  /** What the home does not have. */
  readonly env?: Readonly<Record<string, string>>
}

/** Synthetic, and in no home. */
export const NEW_KEY = 'KRSXG5CTMVRXEZLU'
const LINK = `otpauth://totp/Bolt:minta.anna?issuer=Bolt&secret=${NEW_KEY}`
const worn = person(6, 'worn', { history: [formerOf(person(20, 'former'), NOW)] })

/** mama, papa, twins, a counted one, one in the trash, one with an earlier key; a copy with one account more beside it. */
export async function fullHome(): Promise<VaultHome> {
  const home = await homeWithVault({
    contents: contentsWith([
      person(1, 'mama', { deletionCode: null }),
      person(2, 'papa', { account: '' }),
      person(3, 'twin one'),
      person(4, 'twin two'),
      person(5, 'door', { type: 'hotp' }),
      worn,
      person(7, 'old', { trashed: NOW }),
      person(8, 'stored again', { trashed: NOW, secret: person(1, '').secret }),
      person(10, 'spent', { type: 'hotp', counter: Number.MAX_SAFE_INTEGER }),
    ]),
    passphrases: [PASSPHRASE, 'second passphrase'],
  })
  const more = await savedBy(home.first, 'elsewhere', [person(9, 'more')])
  const files: Readonly<Record<string, string | Uint8Array>> = {
    'more.ukp': more,
    'links.txt': LINK,
    'passphrase.txt': `${PASSPHRASE}\n`,
    'second.txt': 'second passphrase\n',
    'new.txt': 'a new passphrase\n',
  }
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(home.folder, name), bytes, { mode: 0o600 })
  return home
}

const line = (command: string, words: string, more: Partial<Line> = {}): Line => ({
  command,
  args: () => words.split(' '),
  ...more,
})

const KEEP = '--with-passphrase-file passphrase.txt --with-passphrase-file second.txt'
/** Enter at the questions of the wizard, and no to the last. */
const ENROLLED: readonly Step[] = [
  { columns: 80 },
  { stdin: LINK },
  { expect: 'Did the service accept it?' },
  { send: 'y' },
  { expect: 'Its folder (Enter: no):' },
  { send: '\r' },
  { expect: 'Another person now?' },
  { send: 'n\r' },
]

/** The bus need not be there: nobody asks it. */
const KEYRING = { ...preloaded({ UKP_TEST_KEYRING: 'keyring' }), DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nowhere' }

export const LINES: readonly Line[] = [
  line('add', 'add new --stdin', { stdin: NEW_KEY, saves: true }),
  line('backup create', 'backup create out.ukp'),
  line('backup list', 'backup list'),
  line('backup paper', 'backup paper page.html --yes-plaintext'),
  line('backup restore', 'backup restore more.ukp --yes', { saves: true }),
  line('backup verify', 'backup verify more.ukp'),
  line('code', 'code mama'),
  line('code', 'code door', { saves: true }),
  line('completion', 'completion bash'),
  line('completion', 'completion names'),
  line('doctor', 'doctor'),
  line('edit', 'edit mama --note x', { saves: true }),
  line('enroll', 'enroll new --stdin', { saves: true, steps: ENROLLED }),
  line('export', 'export --format otpauth --yes-plaintext'),
  line('help', 'help code'),
  line('import', 'import links.txt --yes', { saves: true }),
  line('key add key-file', 'key add key-file another.key', { saves: true }),
  line('key add keyring', 'key add keyring', { saves: true, env: KEYRING }),
  line('key add passphrase', 'key add passphrase --new-passphrase-file new.txt', { saves: true }),
  line('key add recovery', 'key add recovery', { saves: true }),
  {
    ...line('key change', '', { saves: true }),
    args: (home) => `key change ${slotOf(home, 1)} --new-passphrase-file new.txt`.split(' '),
  },
  line('key list', 'key list'),
  line('key new recovery', 'key new recovery'),
  line('key rekey', `key rekey ${KEEP}`, { saves: true }),
  {
    ...line('key remove', '', { saves: true }),
    args: (home) => `key remove ${slotOf(home, 1)} ${KEEP} --yes`.split(' '),
  },
  line('list', 'list'),
  line('lock', 'lock'),
  line('merge', 'merge more.ukp --yes', { saves: true }),
  line('remove', 'remove mama --yes', { saves: true }),
  line('restore', 'restore'),
  line('restore', 'restore old', { saves: true }),
  line('run', 'run --env A=secret:mama -- true'),
  line('run', 'run --env A=code:door -- true', { saves: true }),
  line('show', 'show mama'),
  line('unlock', 'unlock --for 1s'),
  {
    ...line('verify', '', { saves: true }),
    args: () => ['verify', codeAt(worn, Date.now()).code, '--yes'],
  },
  line('watch', 'watch', { steps: [{ columns: 80 }, { expect: 'mama' }, { send: 'q' }] }),
]

/** The id of the nth way to unlock. */
export function slotOf(home: VaultHome, n: number): string {
  return String(headerOf(home.first).slots[n]?.id)
}
