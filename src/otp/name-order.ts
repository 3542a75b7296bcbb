// The order of names in lists. Hungarian for everybody: most names are, and it is the English order with accented letters,
// and cs, gy, sz and the like, where a Hungarian looks for them.

let order: Intl.Collator | null = null

/** Numbers count as numbers: "mama (10)" stands after "mama (2)". */
export function compareNames(a: string, b: string): number {
  // Made on use: the first one costs 5 ms, which docs/decisions/0013 would not give to a code.
  order ??= new Intl.Collator('hu', { numeric: true })
  return order.compare(a, b)
}

/** For sort(). */
export function byName(a: { readonly name: string }, b: { readonly name: string }): number {
  return compareNames(a.name, b.name)
}

/** A sorted copy; the same name is sorted by the user name. */
export function inNameOrder<T extends { readonly name: string; readonly account: string }>(
  accounts: readonly T[],
): T[] {
  return [...accounts].sort((a, b) => byName(a, b) || compareNames(a.account, b.account))
}
