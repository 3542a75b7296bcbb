// Accounts: their names, texts and codes, and those that are not found.
import { argument, listed, say } from '../../say.ts'
import type { Sentences } from '../../sentence.ts'
import { FIELDS } from './fields.ts'

export const accounts = {
  'name-needed': () => ({
    message: 'The account has no label, so it needs a name.',
    hint: 'Give one: ukp add <name>',
  }),
  'for-one-account': ({ what, count }) => ({
    message: say`This fits one account, and here are ${count}: ${what}.`,
    hint: 'Leave it out: the labels become the names. To change one later: ukp edit <name>',
  }),
  'name-taken': ({ name }) => ({
    message: say`There is already an account with this name: ${name}.`,
    hint: 'Choose another name.',
  }),
  'name-invalid': () => ({
    message: 'This cannot be a name: it is empty or longer than 256 characters.',
    hint: 'Give a short name, for example: mama',
  }),
  'nothing-to-change': () => ({
    message: 'Nothing to change was given.',
    hint: 'What can be changed: ukp help edit',
  }),
  'not-time-based': ({ name, option }) => ({
    message: say`The codes of this account are counted, not timed: ${name}. It has no use for ${option}.`,
    hint: say`Leave out ${option}.`,
  }),
  'counter-at-end': ({ name }) => ({
    message: say`The counter of this account is at its end, there are no more codes: ${name}.`,
    hint: 'Set the account up again at its issuer. The vault is in order.',
  }),
  'text-too-long': ({ field, limit }) => ({
    message: say`Too long: ${FIELDS[field] ?? field} (at most ${limit} characters).`,
    hint: 'Shorten it.',
  }),
  'too-many-tags': ({ limit }) => ({
    message: say`Too many tags: an account has at most ${limit}.`,
    hint: 'Leave some out, or take some away with --untag.',
  }),
  'deletion-code-invalid': () => ({
    message: 'A deletion code is exactly 8 digits.',
    hint: 'A spreadsheet may have dropped a leading zero. Nothing was changed.',
  }),
  'account-not-found': ({ query, similar }) => ({
    message: say`No such account: ${query}.`,
    hint: similar.length > 0 ? say`Did you mean: ${listed(similar)}?` : 'All accounts: ukp list',
  }),
  'account-in-trash': ({ name }) => ({
    message: say`This account is in the trash: ${name}.`,
    hint: say`To bring it back: ukp restore ${argument(name)}`,
  }),
  'vault-has-no-accounts': () => ({ message: 'The vault is empty.', hint: 'To add an account: ukp add <name>' }),
  'all-in-trash': () => ({
    message: 'All accounts are in the trash.',
    hint: 'To see them: ukp restore. To bring one back: ukp restore <name>. To add an account: ukp add <name>',
  }),
  'field-empty': ({ name, field }) => ({
    message:
      field === 'account'
        ? say`No user name is stored for this account: ${name}. Nothing was started.`
        : say`No deletion code is stored for this account: ${name}. Nothing was started.`,
    hint:
      field === 'account'
        ? say`Store it: ukp edit ${argument(name)} --account <name>`
        : say`Store it: ukp edit ${argument(name)} --deletion-code`,
  }),
  'not-in-trash': ({ query }) => ({
    message: say`Not in the trash: ${query}.`,
    hint: 'What is in the trash: ukp restore',
  }),
  'nothing-to-restore': ({ name }) => ({
    message: say`It is not in the trash and has no earlier key: ${name}.`,
    hint: 'What can be brought back is listed by: ukp restore',
  }),
  ambiguous: ({ query, names }) => ({
    message: say`More than one account matches ${query}: ${listed(names)}.`,
    hint: 'Give more of the name, or the whole name.',
  }),
  'choose-one': ({ names }) => ({
    message: say`There are several accounts: ${listed(names)}.`,
    hint: 'Give a name: ukp code <name>. All codes at once: ukp code --all',
  }),
  'code-unknown': () => ({
    message: 'The code is of none of the accounts, within ten minutes before and after now.',
    hint: 'Check the code, and that the clock of this computer is right (automatic time). Accounts in the trash are left out; they are listed by: ukp restore',
  }),
  'clock-wrong': ({ seconds, slow }) => ({
    message: say`The computer clock seems to be ${seconds} s ${slow ? 'slow' : 'fast'}. Codes will be rejected.`,
    hint: 'Switch on automatic time in the settings of the system, then look again: ukp doctor --time-server',
  }),
} satisfies Partial<Sentences>
