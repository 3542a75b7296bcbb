// The database of Aegis, the same in its plain and its encrypted file.
// https://github.com/beemdevelopment/Aegis/blob/master/docs/vault.md
import type { Account } from '../otp/account.ts'
import type { Carried, ExportTools } from './exporter.ts'
import { keyText, labelled } from './label.ts'
import { type Abilities, ANY_PERIOD, carriedUnless, leftOut, misfits, USUAL_ALGORITHMS } from './losses.ts'
import { uuidOf } from './uuid.ts'

/** Version of the whole file, and of the database: 3 has groups with ids. */
export const FILE_VERSION = 1
const DATABASE_VERSION = 3

const RANGE = { algorithms: USUAL_ALGORITHMS, digits: [5, 6, 7, 8, 9, 10], period: ANY_PERIOD } as const
const ABILITIES: Abilities = { totp: RANGE, hotp: RANGE, steam: RANGE }

export function carryToAegis(account: Account): Carried {
  return carriedUnless(misfits(account, ABILITIES), () => ({
    without: leftOut(account, { name: false, note: true, tags: Number.POSITIVE_INFINITY }),
  }))
}

/** Tags become groups. */
export function aegisDatabase(accounts: readonly Account[], tools: ExportTools): object {
  const tags = [...new Set(accounts.flatMap((account) => account.tags))].filter((tag) => tag !== '')
  const groups = new Map(tags.map((tag) => [tag, uuidOf(tools.random(16))]))
  return {
    version: DATABASE_VERSION,
    entries: accounts.map((account) => entryOf(account, groups, uuidOf(tools.random(16)))),
    groups: [...groups].map(([name, uuid]) => ({ uuid, name })),
    icons_optimized: true,
  }
}

function entryOf(account: Account, groups: ReadonlyMap<string, string>, uuid: string): object {
  const { type, algorithm, digits, period, counter, note, tags } = account
  const { issuer, account: name } = labelled(account)
  const step = type === 'hotp' ? { counter } : { period }
  return {
    type,
    uuid,
    name,
    issuer,
    note,
    favorite: false,
    icon: null,
    info: { secret: keyText(account), algo: algorithm, digits, ...step },
    groups: [...new Set(tags)].flatMap((tag) => groups.get(tag) ?? []),
  }
}
