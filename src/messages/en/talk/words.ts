// Words that every verb uses: answers, headings, progress, and those of the help pages.

export const words = {
  yes: 'Yes',
  no: 'No',
  yesOrNo: 'Please answer with y or n.',
  keyAction: (action: string): string => action,
  error: 'Error',
  nextStep: 'Next step',
  warning: 'Note',
  nothingSaved: 'Nothing was saved.',
  again: 'Again:',
  nothingFound: 'Nothing found.',
  /** A day, by its digits. */
  day: (year: string, month: string, day: string): string => `${year}-${month}-${day}`,
}

export const progress = {
  key: 'Deriving the key…',
  pictures: (done: number, of: number): string => `Pictures read: ${done} of ${of}`,
  files: (done: number, of: number): string => `Files read: ${done} of ${of}`,
}

export const usage = {
  usage: 'Usage',
  commandWord: '<command>',
  optionsWord: '[options]',
  /** What stands for a value, by its English word; an absent one stays. */
  placeholders: {} as Readonly<Record<string, string>>,
  arguments: 'Arguments',
  options: 'Options',
  globalOptions: 'Options of every command',
  examples: 'Examples',
  /** Whether the Hungarian words of the verbs are shown. */
  hungarianWords: false as boolean,
  commands: 'Commands',
  topics: 'Topics, with ukp help <topic>',
  more: 'More about a command: ukp help <command>',
}
