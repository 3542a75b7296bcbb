// The verbs, sorted. A new verb is one file and one line here. Hungarian synonyms are matched after folding accents,
// work in every language and are shown in Hungarian help only. A module is loaded when its verb runs.
import type { Messages } from '../messages/choose.ts'
import type { CommandModule } from './command.ts'

export interface Verb {
  readonly name: keyof Messages['help']['verbs']
  readonly synonyms: readonly string[]
  readonly group: keyof Messages['help']['groups']
  readonly load: () => Promise<CommandModule>
}

export interface HelpTopic {
  readonly name: keyof Messages['help']['topics']
  readonly synonyms: readonly string[]
}

export const VERBS: readonly Verb[] = [
  {
    name: 'add',
    synonyms: ['hozzaad', 'uj', 'beolvas'],
    group: 'everyday',
    load: async () => (await import('./add.ts')).add,
  },
  {
    name: 'backup',
    synonyms: ['biztonsagi-mentes'],
    group: 'vault',
    load: async () => (await import('./backup.ts')).backup,
  },
  { name: 'code', synonyms: ['kod'], group: 'everyday', load: async () => (await import('./code.ts')).code },
  {
    name: 'completion',
    synonyms: [],
    group: 'scripts',
    load: async () => (await import('./completion.ts')).completion,
  },
  { name: 'doctor', synonyms: ['ellenoriz'], group: 'vault', load: async () => (await import('./doctor.ts')).doctor },
  {
    name: 'edit',
    synonyms: ['atnevez', 'modosit'],
    group: 'everyday',
    load: async () => (await import('./edit.ts')).edit,
  },
  {
    name: 'enroll',
    synonyms: ['igenyles'],
    group: 'everyday',
    load: async () => (await import('./enroll.ts')).enroll,
  },
  {
    name: 'export',
    synonyms: ['exportal'],
    group: 'moving',
    load: async () => (await import('./export.ts')).exporting,
  },
  {
    name: 'import',
    synonyms: ['importal'],
    group: 'moving',
    load: async () => (await import('./import.ts')).importing,
  },
  { name: 'key', synonyms: ['kulcs'], group: 'vault', load: async () => (await import('./key.ts')).key },
  { name: 'list', synonyms: ['lista'], group: 'everyday', load: async () => (await import('./list.ts')).list },
  { name: 'lock', synonyms: ['zarol'], group: 'vault', load: async () => (await import('./lock.ts')).lock },
  { name: 'merge', synonyms: ['osszefesul'], group: 'vault', load: async () => (await import('./merge.ts')).merge },
  { name: 'remove', synonyms: ['torol'], group: 'everyday', load: async () => (await import('./remove.ts')).remove },
  {
    name: 'restore',
    synonyms: ['visszahoz'],
    group: 'everyday',
    load: async () => (await import('./restore.ts')).restore,
  },
  { name: 'run', synonyms: ['futtat'], group: 'scripts', load: async () => (await import('./run.ts')).run },
  { name: 'show', synonyms: ['mutat'], group: 'everyday', load: async () => (await import('./show.ts')).show },
  { name: 'unlock', synonyms: ['felold'], group: 'vault', load: async () => (await import('./unlock.ts')).unlock },
  {
    name: 'verify',
    synonyms: ['azonosit'],
    group: 'everyday',
    load: async () => (await import('./verify.ts')).verify,
  },
  { name: 'watch', synonyms: ['figyel'], group: 'everyday', load: async () => (await import('./watch.ts')).watch },
]

/** Synonym of the help command, which is commander's own. */
export const HELP_SYNONYMS: readonly string[] = ['sugo']

/** Pages of help that are no commands. */
export const HELP_TOPICS: readonly HelpTopic[] = [
  { name: 'exit-codes', synonyms: ['kilepesi-kodok'] },
  { name: 'environment', synonyms: ['kornyezet'] },
  { name: 'scripts', synonyms: ['szkriptek'] },
  { name: 'ugyfelkapu', synonyms: ['ugyfelkapu+'] },
]
