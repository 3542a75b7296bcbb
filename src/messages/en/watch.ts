// Words of ukp watch.
import { argument, say } from '../say.ts'

export const watch = {
  code: 'Code',
  filter: 'Filter:',
  found: (found: number, all: number): string => say`${found} of ${all}`,
  nothingFound: 'Nothing found. Escape clears the filter.',
  empty: 'No accounts any more.',
  counted: 'counted: ukp code',
  countedHow: (name: string): string => say`Counted: a code is used once. To get one: ukp code ${argument(name)}`,
  copied: (name: string, seconds: number): string => say`Copied, cleared in ${seconds} s: ${name}`,
  /** What is dropped first on a narrow terminal comes last. */
  keys: ['Enter copies', 'q leaves', 'type to filter', '↑ ↓ choose', '/ begins a filter'] as readonly string[],
  filterKeys: ['Enter copies', 'Esc clears', 'Ctrl-C leaves', '↑ ↓ choose'] as readonly string[],
  locked: 'Locked, because no key was pressed for a while.',
  keysChanged: 'Locked, because the vault got a new data key.',
  lockedKeys: 'Enter unlocks, q leaves.',
  changed: 'The vault was saved by another ukp and has been read again.',
  suspect: 'The vault file is an older or another copy now. More about it: ukp list',
  stale: (message: string): string => say`What is shown was read before. ${message}`,
}
