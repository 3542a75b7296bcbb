// The states that any command can meet. Each is tried on every line of lines.ts that it concerns.
import { chmodSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fault, person, savedBy, type VaultHome } from '../../cases/home.ts'
import { ownerRecord } from '../../store/failing-files.ts'
import type { Step } from '../ukp.ts'
import { endOf, preloaded, type Way } from './ending.ts'
import type { Line } from './lines.ts'

export interface Scenario {
  readonly name: string
  /** What is done before. */
  readonly before?: (home: VaultHome) => Promise<void> | void
  readonly args?: (args: readonly string[]) => readonly string[]
  readonly way?: (home: VaultHome) => Way
  /** Lines that it is nothing for. */
  readonly skips?: (line: Line) => boolean
  /** How a line for a terminal is played in it; '' without a terminal. Its own steps, where nothing is said. */
  readonly steps?: readonly Step[] | ''
}

const vaultOf =
  (bytes: (was: Buffer) => string | Uint8Array) =>
  (home: VaultHome): void =>
    writeFileSync(home.vault, bytes(home.first))

/** Another byte close to its end: it is still told to be a vault. */
export function damaged(bytes: Uint8Array): Uint8Array {
  const copy = Uint8Array.from(bytes)
  copy[copy.length - 100] = (copy[copy.length - 100] ?? 0) ^ 1
  return copy
}

export const NEWER = 'ukp-vault/2\n{}\nAAAA\n'
/** It ends by itself. */
const ENDS: readonly Step[] = [{ columns: 80 }]
const CTRL_C = { send: '\x03' }
/** The wizard tells what is in the way, and asks again. */
const ASKS_AGAIN: readonly Step[] = [...ENDS, { expect: 'Where is the QR code?' }, CTRL_C]
/** What was saved is no reason to ask for it again. */
const GOES_ON: readonly Step[] = [
  ...ENDS,
  { expect: 'Saved, but the disk did not confirm it' },
  { expect: 'Did the service accept it?' },
  CTRL_C,
]
const named = (name: string) => (args: readonly string[]) =>
  args.map((word) => word.replace(/(?<![\w.])(?:mama|door|old)$/, name))
const namesNone = ({ command, args }: Line): boolean => {
  if (command.startsWith('key ')) return true
  const words = args({} as VaultHome)
  return named('x')(words).join(' ') === words.join(' ')
}
const savesNot = ({ saves }: Line): boolean => saves !== true

export const SCENARIOS: readonly Scenario[] = [
  { name: 'nothing in the way' },
  { name: 'an unknown option', args: ([verb = '', ...rest]) => [verb, '--nonsense', ...rest], steps: '' },
  {
    name: 'an answer onto a full disk',
    args: (args) => ['--json', ...args],
    way: () => ({ stdout: 'full' }),
    steps: '',
  },
  { name: 'nobody who reads', way: () => ({ stdout: 'gone' }), steps: '' },
  { name: '--json', args: (args) => ['--json', ...args], steps: '' },
  { name: '--no-input', args: (args) => ['--no-input', ...args], steps: '' },
  { name: 'Ctrl-C', way: () => ({ env: preloaded({ UKP_TEST_INTERRUPT: '1' }) }), steps: '' },
  {
    name: 'no vault',
    before: (home) => rmSync(home.vault),
    steps: [...ENDS, { expect: 'passphrase' }, CTRL_C],
    skips: ({ command }) => command === 'watch',
  },
  { name: 'a damaged vault', before: vaultOf(damaged), steps: ENDS },
  { name: 'the vault of a newer version', before: vaultOf(() => NEWER), steps: ENDS },
  {
    name: 'a wrong key file',
    way: ({ folder }) => {
      writeFileSync(join(folder, 'wrong'), Buffer.alloc(32, 7), { mode: 0o600 })
      return { env: { UKP_KEY_FILE: join(folder, 'wrong') } }
    },
    steps: ENDS,
  },
  { name: 'nothing that unlocks, and no terminal', way: () => ({ env: { UKP_KEY_FILE: '' } }), steps: '' },
  {
    name: 'a vault that cannot be read',
    way: ({ keyFile }) => ({ env: { UKP_VAULT: join(keyFile, 'vault.ukp') } }),
    steps: ENDS,
  },
  { name: 'a folder in place of the vault', way: ({ folder }) => ({ env: { UKP_VAULT: folder } }), steps: ENDS },
  {
    name: 'a link that leads nowhere',
    before: ({ vault }) => {
      rmSync(vault)
      symlinkSync('nowhere', vault)
    },
    steps: ENDS,
  },
  { name: 'a read-only vault', before: ({ vault }) => chmodSync(vault, 0o400), skips: savesNot, steps: ASKS_AGAIN },
  { name: 'nothing can be remembered', way: () => ({ env: { XDG_STATE_HOME: '/dev/null/x' } }) },
  {
    name: 'an older copy than this computer has seen',
    before: async (home) => {
      writeFileSync(home.vault, await savedBy(home.first, 'elsewhere', [person(30, 'later')]))
      await endOf(home, ['list'])
      writeFileSync(home.vault, home.first)
    },
    steps: [...ENDS, { expect: '(y/N)' }, CTRL_C],
    skips: savesNot,
  },
  {
    name: 'another ukp that saves',
    before: async ({ vault }) => writeFileSync(join(dirname(vault), '.vault.ukp.lock'), await ownerRecord()),
    skips: savesNot,
    steps: ASKS_AGAIN,
  },
  {
    name: 'a disk that does not confirm',
    way: () => ({ env: fault({ AT: 'sync /data/ukp$', DO: 'EIO' }) }),
    skips: savesNot,
    steps: GOES_ON,
  },
  { name: 'an account that is not there', args: named('nobody'), skips: namesNone },
  { name: 'two accounts that match', args: named('twin'), skips: namesNone },
]
