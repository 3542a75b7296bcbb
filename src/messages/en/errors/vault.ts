// The vault as a file: missing, damaged, older, full, or in use.
import type { Rescue } from '../../../errors.ts'
import { argument, say } from '../../say.ts'
import type { Sentences } from '../../sentence.ts'

const PARTS: Readonly<Record<string, string>> = {
  structure: 'its lines are not complete',
  header: 'its header',
  slots: 'its key slots',
  body: 'its encrypted part',
  payload: 'its encrypted part',
  size: 'its size',
}

const RIGHT_FILE = 'Give the right file with --vault <file>.'
const FROM_BACKUP =
  'Backups are listed by: ukp backup list. The save before this one ends in .bak. To bring one back: ukp backup restore <file>'

/** The exact command that brings a vault back, where a good backup was found. */
function fromBackup(rescue: Rescue | undefined): string {
  if (rescue === undefined) return FROM_BACKUP
  const vault = rescue.vault === null ? '' : say` --vault ${argument(rescue.vault)}`
  return say`The newest good backup is ${rescue.backup}. To bring it back: ukp backup restore ${argument(rescue.backup)}${vault}`
}

export const vault = {
  'no-vault': ({ file }) => ({
    message: say`There is no vault yet: ${file}.`,
    hint: 'The first account makes it. Ügyfélkapu+, step by step: ukp enroll. Another account: ukp add <name>. From another app: ukp import <file>. From a backup: ukp backup restore <file>. Another place: --vault <file>',
  }),
  'vault-lost': ({ file, backup }) => ({
    message: say`The vault that this computer has used here is gone: ${file}.`,
    hint: say`The newest good backup is ${backup}. To bring it back: ukp backup restore ${argument(backup)}. To begin anew all the same: --accept-rollback`,
  }),
  'vault-empty-file': ({ file, rescue }) => ({
    message: say`The vault file is empty: ${file}. It was not touched.`,
    hint: fromBackup(rescue),
  }),
  'vault-not-a-vault': ({ file, rescue }) => ({
    message: say`This is not a vault of ukp: ${file}. It was not touched.`,
    hint: rescue === undefined ? RIGHT_FILE : fromBackup(rescue),
  }),
  'vault-torn': ({ file, rescue }) => ({
    message: say`The vault file is cut off, its end is missing: ${file}.`,
    hint: fromBackup(rescue),
  }),
  'vault-damaged': ({ file, part, rescue }) => ({
    message: say`The vault file is damaged or was altered (${PARTS[part] ?? part}): ${file}.`,
    hint: fromBackup(rescue),
  }),
  'vault-limits': ({ file, part, rescue }) => ({
    message: say`The vault file is refused, it is outside the limits of the format (${PARTS[part] ?? part}): ${file}.`,
    hint: fromBackup(rescue),
  }),
  'vault-not-a-file': ({ file }) => ({
    message: say`This is not an ordinary file: ${file}.`,
    hint: RIGHT_FILE,
  }),
  'vault-newer': ({ file }) => ({
    message: say`This vault was written by a newer version of ukp: ${file}.`,
    hint: 'Install the newer ukp on this computer. The file was not touched.',
  }),
  'vault-older': ({ file, generation, seen }) => ({
    message: say`This is an older copy of the vault: save ${generation}, and this computer has seen save ${seen}. Nothing was saved: ${file}.`,
    hint: 'Look for the newer copy (ukp merge, ukp backup list). To go on from this one all the same: --accept-rollback',
  }),
  'vault-forked': ({ file, generation }) => ({
    message: say`This vault went another way than the one this computer has seen (save ${generation}). Nothing was saved: ${file}.`,
    hint: 'Join the other copy with: ukp merge <file>. To go on from this one all the same: --accept-rollback',
  }),
  'vault-full': ({ limit }) => ({
    message: say`The vault is full: at most ${limit} accounts, 32 MiB.`,
    hint: 'Use a second vault: --vault <file>',
  }),
  'vault-read-only': ({ file }) => ({
    message: say`The vault or its folder is read-only: ${file}.`,
    hint: 'Nothing was changed. Make it writable, or use another place: --vault <file>',
  }),
  'link-broken': ({ file }) => ({
    message: say`The vault is a link that leads nowhere: ${file}.`,
    hint: 'Mend or remove the link.',
  }),
  busy: ({ holder }) => ({
    message: say`Another ukp is using the vault: ${holder}.`,
    hint: 'Try again shortly. Nothing was changed.',
  }),
  'no-copies': () => ({
    message: 'There is no other copy of this vault beside it.',
    hint: 'Name the other copy: ukp merge <file>',
  }),
} satisfies Partial<Sentences>
