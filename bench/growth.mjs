// What ukp costs as a vault grows: a code, the list, and an import of all of it in one save, by key file.
import { compare, tableOf } from './measure.mjs'
import { keepassxcSame, onPath } from './peers.mjs'
import { links, nameNumber } from './place.mjs'

const SIZES = [10, 100, 1_000, 10_000]
/** A size at which keepassxc-cli is measured too. */
const PEER_SIZE = 1_000
/** Rounds that the costly ones take out of one run. */
const FEW = 5

export async function showGrowth(place, runs) {
  const verbs = [place.bareNode]
  const imports = [place.bareNode]
  const empty = place.anewFrom(await place.homeWith('one', links(1)))
  for (const size of SIZES) {
    const home = await place.homeWith(`growth-${size}`, links(size))
    const file = place.file(
      home,
      'links.txt',
      `${links(size + 1)
        .slice(1)
        .join('\n')}\n`,
    )
    const code = place.withKeyFile(home, ['code', nameNumber(size / 2)])
    verbs.push({ name: 'code', size, ...code, expect: /^\d{6}\n$/ })
    verbs.push({ name: 'list', size, ...place.withKeyFile(home, ['list']), expect: new RegExp(nameNumber(size - 1)) })
    const words = ['import', file, '--yes', '--quiet']
    imports.push({ name: 'import', size, ...place.withKeyFile(empty.home, words), before: empty.before })
  }
  if (onPath('keepassxc-cli'))
    for (const size of [10, PEER_SIZE])
      verbs.push({ ...(await keepassxcSame(place, size, size / 2)), name: 'keepassxc-cli show -t', size })
  const few = Math.min(runs, FEW)
  const results = [...withSize(verbs, await compare(place.meter, verbs, runs))]
  results.push(...withSize(imports, await compare(place.meter, imports, few)).slice(1))
  return { results, text: textOf(results), said: runs > few ? [`rounds of import: ${few}`] : [] }
}

function withSize(rows, results) {
  return results.map((result, i) => ({ ...result, size: rows[i].size ?? null }))
}

function textOf(results) {
  const names = [...new Set(results.filter(({ size }) => size !== null).map(({ name }) => name))]
  const rows = names.flatMap((name) => {
    const own = results.filter((one) => one.name === name)
    return own.map(({ size, cpu, ratio }) => [
      ...[name, size, cpu.toFixed(1), ratio.toFixed(2), (cpu / own[0].cpu).toFixed(2)],
    ])
  })
  return tableOf(['', 'accounts', 'CPU ms', '× node', `× ${SIZES[0]} accounts`], rows)
}
