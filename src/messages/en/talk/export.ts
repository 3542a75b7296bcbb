// Writing accounts for other apps.
import type { Loss, LossKind } from '../../../otp/loss.ts'
import { listed, say } from '../../say.ts'
import { accounts } from './count.ts'

const LOSSES: Readonly<Record<LossKind, string>> = {
  type: 'type',
  algorithm: 'algorithm',
  digits: 'digits',
  period: 'period in seconds',
  counter: 'counter',
  secret: 'key too long, bytes',
  size: 'too much for a QR code, bytes',
  name: 'name',
  issuer: 'issuer',
  account: 'user name',
  note: 'note',
  tags: 'tags',
  'deletion-code': 'deletion code',
  history: 'earlier keys',
}

export const exporting = {
  plainWarning: 'The export is NOT encrypted: whoever gets hold of it can make your codes, now and later.',
  word: 'unencrypted',
  wordQuestion: (word: string): string => say`To go on, type the word ${word}:`,
  password: 'Password for the file (not the vault passphrase):',
  loss: ({ what, value }: Loss): string => (value === null ? LOSSES[what] : say`${LOSSES[what]}: ${value}`),
  refused: (app: string, why: string, names: readonly string[]): string =>
    say`Cannot be exported, as codes would be wrong or missing in ${app}: ${why} (${listed(names)})`,
  without: (what: string, names: readonly string[]): string =>
    say`Left out, as the format has no place for it: ${what} (${names.length}: ${listed(names)})`,
  doubtful: (what: string, names: readonly string[]): string =>
    say`Some apps ignore this, so compare a code there: ${what} (${listed(names)})`,
  written: (file: string, count: number): string => say`Written: ${file} (${accounts(count)})`,
  anyone:
    'Whoever gets hold of it can make these codes, now and later. Delete it as soon as it is imported, also in the trash, in clouds and on the phone.',
  sealed: (app: string): string => say`It opens with the password given now, in ${app}.`,
  dryRun: (count: number): string => say`Would be exported: ${accounts(count)}. Nothing was written.`,
}
