// Runs that evoke the codes which only some commands have: what stands in the tables of their pages.
import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fault, person, savedBy, type VaultHome } from '../../cases/home.ts'
import { ownerRecord } from '../../store/failing-files.ts'
import { makeVault } from '../../vault/kit.ts'
import type { Step } from '../ukp.ts'
import { endOf, preloaded, type Way } from './ending.ts'
import { damaged, NEWER } from './scenarios.ts'

export interface Run {
  readonly command: string
  readonly code: number
  /** Of `ukp`; PORT is that of a time server that is a minute ahead. */
  readonly line: string
  readonly before?: (home: VaultHome) => Promise<void> | void
  readonly way?: (home: VaultHome) => Way
  readonly steps?: readonly Step[]
}

const run = (command: string, code: number, line: string, more: Omit<Run, 'command' | 'code' | 'line'> = {}): Run => ({
  command,
  code,
  line,
  ...more,
})

const GOOD = 'otpauth://totp/Bolt:minta.anna?secret=KRSXG5CTMVRXEZLU'
const stdin = (text: string): Pick<Run, 'way'> => ({ way: () => ({ stdin: text }) })
const file = (name: string, bytes: string | Uint8Array): Pick<Run, 'before'> => ({
  before: ({ folder }) => writeFileSync(join(folder, name), bytes, { mode: 0o600 }),
})
const atTerminal = (...steps: Step[]): Pick<Run, 'steps'> => ({ steps: [{ columns: 80 }, ...steps] })
const copyOf =
  (change: (bytes: Uint8Array) => string | Uint8Array) =>
  ({ folder, first }: VaultHome): void =>
    writeFileSync(join(folder, 'copy.ukp'), change(first))
/** The disk does not confirm the name of a new file in the home's folder. */
const unconfirmed = (folder = ''): Pick<Run, 'way'> => ({
  way: (home) => ({ env: fault({ AT: `sync ${home.folder}${folder}$`, DO: 'EIO' }) }),
})

/** Another vault, valid, that the data key of this one does not open. */
async function otherVault({ folder }: VaultHome): Promise<string> {
  const { bytes } = await makeVault({ seed: 77 })
  const other = join(folder, 'other.ukp')
  writeFileSync(other, bytes, { mode: 0o600 })
  return other
}

/** What is read back is not what was written: another vault, or nothing that could be one. */
const garbled = (folder: string, bytes?: string): Pick<Run, 'before' | 'way'> => ({
  before: async (home) => {
    const other = await otherVault(home)
    if (bytes !== undefined) writeFileSync(other, bytes)
  },
  way: (home) => ({
    env: preloaded({ UKP_TEST_WHEN: `link ${folder}.*\\.ukp$`, UKP_TEST_COPY: join(home.folder, 'other.ukp') }),
  }),
})

/** After the vault was opened and before it is copied, its file is another one. */
const exchanged: Pick<Run, 'before' | 'way'> = {
  before: async (home) => void (await otherVault(home)),
  way: ({ folder, vault }) => ({
    env: preloaded({ UKP_TEST_WHEN: 'mkdir /places$', UKP_TEST_COPY: join(folder, 'other.ukp'), UKP_TEST_OVER: vault }),
  }),
}

const WIZARD_SAVES: readonly Step[] = [
  { columns: 80 },
  { stdin: GOOD },
  { expect: 'Did the service accept it?' },
  { send: 'y' },
]

export const RUNS: readonly Run[] = [
  run('add', 2, 'add --stdin', stdin('KRSXG5CTMVRXEZLU')),
  run('add', 2, 'add new JBSWY3DPEHPK3PXPGEZA'),
  run('add', 3, 'add nobody --replace --stdin', stdin('KRSXG5CTMVRXEZLU')),
  run('add', 6, 'add new --stdin', stdin('this is no key!')),
  run('add', 6, 'add new --stdin', stdin(person(1, '').secret)),
  run('add', 9, 'add --stdin', stdin(`${GOOD}\notpauth://yaotp/x?secret=KRSXG5CTMVRXEZLU`)),
  run('add', 10, 'add new --clipboard'),
  run('add', 10, 'add new --screen'),
  run('add', 130, 'add new', atTerminal({ expect: 'ey' }, { send: '\x03' })),
  run('backup create', 2, 'backup create links.txt'),
  run('backup create', 2, 'backup create copy.ukp', {
    before: async (home) =>
      writeFileSync(join(home.folder, 'copy.ukp'), await savedBy(home.first, 'elsewhere', [person(9, 'more')])),
  }),
  run('backup create', 6, 'backup create nowhere/out.ukp'),
  run('backup create', 8, 'backup create out.ukp', garbled('')),
  run('backup create', 8, 'backup create out.ukp', garbled('', 'garbled')),
  run('backup create', 8, 'backup create out.ukp', exchanged),
  run('backup create', 11, 'backup create out.ukp', unconfirmed()),
  run('backup paper', 2, 'backup paper page.html'),
  run('backup paper', 3, 'backup paper page.html nobody --yes-plaintext'),
  run('backup paper', 6, 'backup paper nowhere/page.html --yes-plaintext'),
  run('backup paper', 8, 'backup paper page.html --encrypted', exchanged),
  run('backup paper', 11, 'backup paper page.html --yes-plaintext', unconfirmed()),
  run('backup paper', 130, 'backup paper page.html', atTerminal({ expect: 'unencrypted' }, { send: 'no\r' })),
  run('backup restore', 2, 'backup restore more.ukp'),
  run('backup restore', 6, 'backup restore nowhere.ukp'),
  run('backup restore', 8, 'backup restore copy.ukp --yes', { before: copyOf(damaged) }),
  run('backup verify', 4, 'backup verify other.ukp', {
    before: async (home) => void (await otherVault(home)),
    ...env({ UKP_KEY_FILE: '' }),
  }),
  run('backup verify', 5, 'backup verify copy.ukp', { before: copyOf(() => NEWER) }),
  run('backup verify', 6, 'backup verify nowhere.ukp'),
  run('backup verify', 8, 'backup verify copy.ukp', { before: copyOf(damaged) }),
  run('code', 2, 'code mama --at 1700000000 --fresh'),
  run('code', 3, 'code'),
  run('code', 6, 'code spent'),
  run('code', 10, 'code mama --copy'),
  run('code', 10, 'code mama --osc52'),
  run('completion', 2, 'completion tcsh'),
  run('doctor', 8, 'doctor --time-server 127.0.0.1:PORT'),
  run('edit', 2, 'edit mama'),
  run('edit', 2, 'edit mama --name papa'),
  run('edit', 6, 'edit mama --deletion-code-stdin', stdin('123')),
  run('enroll', 8, 'enroll new --stdin', { ...garbled('backups'), steps: WIZARD_SAVES }),
  run('enroll', 7, 'enroll new --stdin', {
    before: async ({ vault }) => {
      rmSync(vault)
      writeFileSync(join(dirname(vault), '.vault.ukp.lock'), await ownerRecord())
    },
    way: () => ({ env: { UKP_KEY_FILE: '', UKP_PASSPHRASE: 'a new passphrase' } }),
    steps: [{ columns: 80 }, { stdin: GOOD }],
  }),
  run('enroll', 11, 'enroll new --stdin', { ...unconfirmed('/data/ukp/backups'), steps: WIZARD_SAVES }),
  run('enroll', 10, 'enroll new'),
  run('export', 2, 'export mama'),
  run('export', 2, 'export --format otpauth'),
  run('export', 2, 'export --format otpauth --output links.txt --yes-plaintext'),
  run('export', 3, 'export nobody --format otpauth --yes-plaintext'),
  run('export', 3, 'export --tag nobody --format otpauth --yes-plaintext'),
  run('export', 6, 'export door --format keepassxc --yes-plaintext'),
  run('export', 6, 'export --format otpauth --output nowhere/x --yes-plaintext'),
  run('export', 9, 'export --format keepassxc --yes-plaintext'),
  run('export', 11, 'export --format otpauth --output out.txt --yes-plaintext', unconfirmed()),
  run(
    'export',
    130,
    'export --format otpauth --output out.txt',
    atTerminal({ expect: 'unencrypted' }, { send: 'no\r' }),
  ),
  run('help', 2, 'help nobody'),
  run('import', 2, 'import links.txt'),
  run('import', 4, 'import aegis.json --yes', {
    before: async (home) => {
      const line = 'export --format aegis-encrypted --output aegis.json --target-passphrase-file new.txt'
      await endOf(home, line.split(' '))
    },
  }),
  run('import', 6, 'import nowhere.json --yes'),
  run('import', 6, 'import new.txt --yes'),
  run('import', 9, 'import two.txt --yes', file('two.txt', `${GOOD}\notpauth://yaotp/x?secret=KRSXG5CTMVRXEZLU`)),
  run('import', 130, 'import links.txt', atTerminal({ expect: '(y/N)' }, { send: 'n\r' })),
  run('key add key-file', 2, 'key add key-file links.txt'),
  run('key add keyring', 10, 'key add keyring'),
  run('key add passphrase', 2, 'key add passphrase'),
  run('key add recovery', 2, 'key add recovery --recipient ukp1x'),
  run('key change', 3, 'key change nobody --new-passphrase-file new.txt'),
  run('key change', 3, 'key change --new-passphrase-file new.txt'),
  run('key rekey', 2, 'key rekey'),
  run('key remove', 3, 'key remove nobody --yes'),
  run('lock', 6, 'lock', { way: ({ keyFile }) => ({ env: { UKP_VAULT: join(keyFile, 'x') } }) }),
  run('merge', 2, 'merge more.ukp'),
  run('merge', 3, 'merge'),
  run('merge', 5, 'merge copy.ukp', { before: copyOf(() => NEWER) }),
  run('merge', 6, 'merge nowhere.ukp'),
  run('merge', 8, 'merge copy.ukp', { before: copyOf(damaged) }),
  run('merge', 130, 'merge more.ukp', atTerminal({ expect: '(y/N)' }, { send: 'n\r' })),
  run('remove', 2, 'remove mama'),
  run('remove', 130, 'remove mama', atTerminal({ expect: '(y/N)' }, { send: 'n\r' })),
  run('restore', 2, 'restore old --purge'),
  run('restore', 6, 'restore again'),
  run('restore', 130, 'restore old --purge', atTerminal({ expect: '(y/N)' }, { send: 'n\r' })),
  run('run', 2, 'run --env A=secret:mama -- /nowhere/program'),
  run('run', 2, 'run --env A=secret:mama true'),
  run('run', 3, 'run --env A=account:papa -- true'),
  run('run', 6, 'run --env A=code:spent -- true'),
  run('show', 2, 'show'),
  run('show', 10, 'show mama --qr', { steps: [{ columns: 20, rows: 10 }] }),
  run('unlock', 2, 'unlock --for 1s --until-logout'),
  run('unlock', 10, 'unlock', {
    before: ({ folder }) => {
      mkdirSync(join(folder, 'run', 'ukp'))
      chmodSync(join(folder, 'run', 'ukp'), 0o777)
    },
  }),
  run('verify', 2, 'verify mama'),
  run('verify', 8, 'verify 99999'),
  run('watch', 3, 'watch nobody', atTerminal()),
  run('watch', 10, 'watch'),
]

function env(given: Record<string, string>): Pick<Run, 'way'> {
  return { way: () => ({ env: given }) }
}
