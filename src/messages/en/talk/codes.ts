// Codes: shown, handed to a program, recognised.
import { argument, say } from '../../say.ts'

const timeSteps = (count: number): string => (count === 1 ? '1 step' : `${count} steps`)

const moreSeconds = (seconds: number): string => (seconds === 1 ? '1 more second' : `${seconds} more seconds`)

export const code = {
  secondsLeft: (seconds: number): string => say`${seconds} s left`,
  next: (code: string): string => say`next: ${code}`,
  validFor: (seconds: number): string => say`Valid for ${moreSeconds(seconds)}.`,
  validLater: (wait: number, seconds: number): string => say`Valid in ${wait} s, for ${seconds} s.`,
  validThen: (seconds: number): string => say`At that time valid for ${moreSeconds(seconds)}.`,
  counter: (counter: number): string => say`code number ${counter}`,
  copied: (name: string, seconds: number): string =>
    say`Code of ${name} copied. Valid for ${moreSeconds(seconds)}, then the clipboard is cleared.`,
  copiedCounted: (name: string, seconds: number): string =>
    say`Code of ${name} copied. The clipboard is cleared in ${seconds} seconds.`,
  sentToTerminal: (name: string): string =>
    say`Code of ${name} sent to the terminal for its clipboard, if it allows that; ukp cannot clear it.`,
  waiting: (seconds: number): string => say`Waiting ${seconds} s for the next code…`,
  choose: 'Which account?',
  skippedCounted: (names: readonly string[]): string =>
    say`Left out, because asking for a code uses it up: ${names.join(', ')}`,
}

export const run = {
  /** What a variable holds, by its field. */
  fields: {
    account: 'user name',
    code: 'code',
    'deletion-code': 'deletion code',
    secret: 'key',
    uri: 'otpauth link with the key',
  },
  variable: (name: string, what: string, account: string): string => say`${name} (${what} of ${account})`,
  handed: (program: string, variables: readonly string[]): string =>
    say`In the environment of ${program}: ${variables.join(', ')}`,
}

export const verify = {
  key: 'KEY',
  step: 'WHEN',
  valid: 'VALID',
  presentKey: 'present key',
  earlierKey: (date: string): string => say`earlier key (until ${date})`,
  now: 'now',
  past: (steps: number, seconds: number): string => say`${timeSteps(steps)} (${seconds} s) in the past`,
  future: (steps: number, seconds: number): string => say`${timeSteps(steps)} (${seconds} s) in the future`,
  nextCounter: 'the next one',
  ahead: (count: number): string => say`${count} after the next one`,
  behind: (count: number): string => say`${count} before the next one`,
  clockFine: 'The code is valid now: the clock of this computer is fine.',
  clockSlow: (seconds: number): string =>
    say`If the other device shows this code just now, your clock is about ${seconds} s slow. Remedy: automatic time.`,
  clockFast: (seconds: number): string =>
    say`If the other device shows this code just now, your clock is about ${seconds} s fast. Remedy: automatic time.`,
  earlierInUse: (name: string): string =>
    say`The code is of an earlier key: the service does not use the new key yet. To bring the earlier one back: ukp restore ${argument(name)}`,
  question: (name: string, count: number): string =>
    count === 1
      ? say`Did the service accept this code? Then the earlier key of ${name} is deleted.`
      : say`Did the service accept this code? Then the ${count} earlier keys of ${name} are deleted.`,
  forgotten: (name: string, count: number): string =>
    count === 1 ? say`Earlier key deleted: ${name}` : say`${count} earlier keys deleted: ${name}`,
  kept: (name: string): string => say`Earlier keys are kept: ${name}`,
  keptUnasked: (name: string): string =>
    say`Earlier keys are kept: ${name}. To delete them once the service has accepted a code: ukp verify <code> --yes`,
}
