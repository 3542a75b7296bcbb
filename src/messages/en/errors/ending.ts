// How a command ends that did not fail by itself: stopped, interrupted, unattended, or by something unexpected.
import { commandLine, say } from '../../say.ts'
import type { Sentences } from '../../sentence.ts'

export const ending = {
  'enroll-unattended': () => ({
    message:
      'The wizard shows and asks, and needs a terminal window for it; there is none here, or --no-input was given.',
    hint: 'In a script: ukp add <name> --qr <image>, then ukp code <name>',
  }),
  'enroll-stopped': ({ name, wanted, deletionCode, backup, vault }) => {
    const parts = ['key', deletionCode === true ? 'deletion code' : '', backup ? 'backup' : ''].filter(Boolean)
    const again = commandLine('enroll', name ?? wanted, vault)
    const hint = 'Nothing is lost.'
    if (name === null) return { message: say`Stopped. Nothing new was saved. To begin again: ${again}`, hint }
    if (backup && deletionCode !== false)
      return {
        message: say`Stopped. Everything of ${name} is saved: ${parts.join(', ')}. The picture, if there is one, was left as it is.`,
        hint,
      }
    return { message: say`Stopped. Saved of ${name}: ${parts.join(', ')}. To go on: ${again}`, hint }
  },
  cancelled: () => ({ message: 'Cancelled. Nothing was changed.', hint: '' }),
  'memory-short': () => ({
    message: 'There is not enough memory to unlock the vault.',
    hint: 'Close other programs, or raise the memory limit (ulimit -v).',
  }),
  unexpected: ({ detail }) => ({
    message: say`Something unexpected happened: ${detail}.`,
    hint: 'The vault is as it was. Please report it with the command that was used, without names and keys.',
  }),
} satisfies Partial<Sentences>
