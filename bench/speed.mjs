// What ukp costs, against bare Node and against other programs, side by side in one run:
//   npm run bench                      all parts
//   npm run bench -- --only <part>     one of them: start, code, verbs, growth, picture, pictures
//   npm run bench -- --runs <n>        rounds of each part; 15 unless said otherwise
//   npm run bench -- --node <binary>   with another Node
//   npm run bench -- --json            the same as one JSON value, with every round
// Processor time (user and system, of the process and all that it waited for) comes first: it is steadier than wall time.
// Only ratios of one run say anything; the milliseconds are this machine's, at this moment.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { availableParallelism, loadavg } from 'node:os'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { showGrowth } from './growth.mjs'
import { compare, costTable, median } from './measure.mjs'
import { peersFor } from './peers.mjs'
import { makeScreenshot, showPicture } from './picture.mjs'
import { BenchPlace, keyNumber, links, nameNumber } from './place.mjs'
import { BY_PASSPHRASE, DERIVATION, waysIn } from './ways-in.mjs'

const ACCOUNTS = 10
const WANTED = 5

/** Each gives { results, text, said }. */
const PARTS = {
  start: ['Starting', showStart],
  code: [`One code out of ${ACCOUNTS}`, showCode],
  verbs: [`Other verbs, ${ACCOUNTS} accounts`, showVerbs],
  growth: ['As a vault grows, by key file', showGrowth],
  picture: ['A QR code in a screenshot of 1920 × 1080', showScreenshot],
  pictures: ['How many pictures are read', showPictures],
}

const options = readOptions()
const place = new BenchPlace(options.node)
place.endWithSignals()
try {
  await main()
} catch (error) {
  console.error(`bench: ${error.message}`)
  process.exitCode = 1
} finally {
  place.clear()
}

function readOptions() {
  const usage = (why) => {
    console.error(
      `${why}\nusage: npm run bench -- [--only ${Object.keys(PARTS).join('|')}] [--runs n] [--node file] [--json]`,
    )
    process.exit(2)
  }
  try {
    const { values } = parseArgs({
      options: {
        only: { type: 'string', multiple: true },
        runs: { type: 'string', default: '15' },
        node: { type: 'string' },
        json: { type: 'boolean', default: false },
      },
    })
    const runs = Number(values.runs)
    if (!Number.isInteger(runs) || runs < 1) return usage('--runs takes a number from 1 on')
    const only = values.only ?? Object.keys(PARTS)
    if (only.some((name) => !Object.hasOwn(PARTS, name))) return usage('--only takes the name of a part')
    // As npm was called from somewhere: its own folder is the project's.
    const node = values.node === undefined ? process.execPath : resolve(process.env.INIT_CWD ?? '.', values.node)
    return { ...values, runs, only, node }
  } catch (error) {
    return usage(error.message)
  }
}

async function main() {
  const about = await aboutThisRun()
  const print = (text) => (options.json ? undefined : console.log(text))
  for (const line of about.said) print(line)
  const parts = []
  for (const name of options.only) {
    const [title, show] = PARTS[name]
    const { results, text, said } = await show(place, options.runs)
    parts.push({ name, results, said })
    print(`\n${title}\n${text}`)
    for (const line of said) print(`  ${line}`)
  }
  if (options.json) console.log(JSON.stringify({ ...about, parts }))
}

async function aboutThisRun() {
  const { stdout } = await place.meter.mustRun({ ...place.bareNode, argv: [options.node, '--version'] })
  const [node, cores, load] = [stdout.trim(), availableParallelism(), loadavg()[0]]
  const unset = ['NODE_EXTRA_CA_CERTS', 'NODE_OPTIONS'].filter((name) => process.env[name] !== undefined)
  const said = [
    `Node ${node} on ${process.platform} ${process.arch}, ${cores} cores, load ${load.toFixed(1)} at the start.`,
    `Medians; rounds: ${options.runs}, each program once a round. × is the ratio to node -e 0 of the same round.`,
    ...unset.map((name) => `${name} is set here; what is measured runs without it.`),
  ]
  return { node, platform: process.platform, arch: process.arch, cores, load, runs: options.runs, said }
}

async function showStart() {
  const home = place.home('start')
  const rows = [
    place.bareNode,
    { name: 'ukp --version', ...place.ukp(home, ['--version']), expect: /^\d+\.\d+/ },
    { name: 'ukp --help', ...place.ukp(home, ['--help']), expect: /Usage: ukp/ },
  ]
  const results = await compare(place.meter, rows, options.runs)
  return { results, text: costTable(results), said: [] }
}

async function showCode() {
  const ours = await waysIn(place, ACCOUNTS, WANTED)
  const peers = await peersFor(place, ACCOUNTS, WANTED)
  const rows = [place.bareNode, ...ours.rows, ...peers.rows]
  await sameCodes(rows.filter(({ name }) => ![place.bareNode.name, DERIVATION].includes(name)))
  const results = await compare(place.meter, rows, options.runs)
  return { results, text: costTable(results), said: [...beyondDerivation(results), ...ours.said, ...peers.said] }
}

/** All print the same code; once more when a new one has begun in between. @throws when they do not */
async function sameCodes(rows) {
  for (let round = 0; ; round++) {
    const codes = new Map()
    for (const row of rows) codes.set(row.name, (await place.meter.mustRun(row)).stdout)
    if (new Set(codes.values()).size === 1) return
    if (round === 2) throw new Error(`not the same codes: ${JSON.stringify([...codes])}`)
  }
}

function beyondDerivation(results) {
  const of = (name) => results.find((one) => one.name.startsWith(name))
  const [node, passphrase, derivation, peer] = ['node -e 0', BY_PASSPHRASE, DERIVATION, 'keepassxc-cli'].map(of)
  const perRound = (value) => median(node.rounds.map((_, round) => value((one) => one.rounds[round].cpu)))
  const alone = perRound((cpu) => cpu(derivation) - cpu(node))
  const beyond = perRound((cpu) => (cpu(passphrase) - cpu(derivation) + cpu(node)) / cpu(node))
  const said = [`${passphrase.name} = derivation (${alone.toFixed(0)} ms) + ${beyond.toFixed(2)} × node -e 0`]
  if (peer?.name.includes('as ukp'))
    said.push(
      `keepassxc-cli at the same derivation = ${perRound((cpu) => cpu(peer) / cpu(passphrase)).toFixed(2)} × ${passphrase.name}`,
    )
  return said
}

async function showVerbs() {
  const home = await place.homeWith('verbs', links(ACCOUNTS))
  const anew = place.anewFrom(home)
  const stdin = place.file(place.home('key'), 'key', `${keyNumber(ACCOUNTS)}\n`)
  const add = place.withKeyFile(anew.home, ['add', 'new', '--stdin', '--quiet'])
  const rows = [
    place.bareNode,
    { name: 'ukp list, key file', ...place.withKeyFile(home, ['list']), expect: new RegExp(nameNumber(WANTED)) },
    { name: 'ukp add, key file', ...add, stdin, before: anew.before },
  ]
  const results = await compare(place.meter, rows, options.runs)
  return { results, text: costTable(results), said: [] }
}

async function showScreenshot() {
  return showPicture(place, options.runs, await makeScreenshot(place))
}

/** By bench/qr.mjs, once each: two minutes for 500 pictures. */
async function showPictures() {
  const folder = fileURLToPath(new URL('../../shared/fixtures/qr', import.meta.url))
  const other = 'with pictures of your own: npm run bench:qr -- <folder>'
  if (!existsSync(`${folder}/manifest.tsv`)) return { results: [], text: '', said: ['none are there', other] }
  const table = spawnSync(options.node, [fileURLToPath(new URL('./qr.mjs', import.meta.url)), folder], {
    encoding: 'utf8',
  })
  if (table.status !== 0) throw new Error(`bench/qr.mjs ended with ${table.status}: ${table.stderr}`)
  return { results: table.stdout.trimEnd().split('\n'), text: table.stdout.trimEnd(), said: [other] }
}
