// How many pictures are read, by ukp and by zbarimg, side by side in one run:
//   npm run bench:qr -- <folder>            a table by sub-folder
//   npm run bench:qr -- <folder> --list     and the names of those that were not read
//   npm run bench:qr -- <folder> --steps    what each step of the reader wins
//   npm run bench:qr -- <picture> --cost    processor time of adding from one picture, with a key file, against zbarimg
// The folder holds a manifest.tsv: a header line, then lines of a path, a tabulator and a JSON list of the texts that the
// picture holds (empty: no QR code).
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { readQrTexts, STEPS } from '../build/qr/read/read.js'
import { pictureReader } from '../build/system/pictures/pictures.js'
import { median, tableOf } from './measure.mjs'
import { showPicture } from './picture.mjs'
import { BenchPlace } from './place.mjs'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { cost: { type: 'boolean' }, steps: { type: 'boolean' }, list: { type: 'boolean' } },
})
const [folder] = positionals
if (folder === undefined) {
  console.error('usage: npm run bench:qr -- <folder> [--list | --steps], or <picture> --cost')
  process.exit(2)
}
// As npm was called from somewhere: its own folder is the project's.
const given = resolve(process.env.INIT_CWD ?? '.', folder)
const pictures = values.cost ? [] : readManifest(given)

if (values.cost) await showCost(given)
else if (values.steps) await showSteps()
else await showTable()

function readManifest(root) {
  const lines = readFileSync(join(root, 'manifest.tsv'), 'utf8').split('\n').slice(1)
  return lines
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [path = '', texts = ''] = line.split('\t')
      const group = path.includes('/') ? path.slice(0, path.indexOf('/')) : '.'
      return {
        path,
        group,
        file: join(root, path),
        expected: [...new Set(texts.trim() === '' ? [] : JSON.parse(texts))],
      }
    })
}

/**
 * read: every expected text came out. wrong: something else did. missed: neither; for a picture without a code there is
 * nothing to miss. `more` are texts beyond those expected of a picture that was read.
 */
function judge(expected, texts) {
  const isThere = (want) => texts.some((text) => sameText(text, want))
  const more = texts.filter((text) => !expected.some((want) => sameText(text, want)))
  if (expected.every(isThere) && (expected.length > 0 || more.length === 0)) return { result: 'read', more }
  return { result: more.length > 0 ? 'wrong' : 'missed', more: [] }
}

/** A code that holds no text: the list has its bytes with signs for what is no UTF-8, a reader may give them as Latin-1. */
function sameText(text, want) {
  if (text === want) return true
  if (!want.includes('\ufffd')) return false
  return Buffer.from(text, 'latin1').toString('utf8') === want
}

function zbarimg(file, expected) {
  const started = performance.now()
  const xml = spawnSync('zbarimg', ['-q', '--nodbus', '--xml', '-S*.disable', '-Sqr.enable', file], {
    encoding: 'utf8',
  })
  const ms = performance.now() - started
  if (xml.error !== undefined) return null
  const texts = [...xml.stdout.matchAll(/<data(?: [^>]*)?>(?:<!\[CDATA\[)?([\s\S]*?)(?:\]\]>)?<\/data>/g)].map(
    ([, text]) => text,
  )
  const first = judge(expected, [...new Set(texts)])
  if (first.result === 'read' || expected.length !== 1) return { ...first, ms }
  // It guesses the character set, often wrongly; its bytes are taken as well.
  const args = ['-q', '--nodbus', '--raw', '-Sbinary', '-S*.disable', '-Sqr.enable', file]
  const binary = spawnSync('zbarimg', args, { encoding: 'utf8' }).stdout
  const second = judge(expected, [binary])
  return { ...(second.result === 'read' ? second : first), ms }
}

async function ukp(reader, { file, expected }) {
  const bytes = readFileSync(file)
  const started = performance.now()
  const texts = await reader.readQr(bytes, file).catch((error) => ({ refused: error.reason ?? error.message }))
  const ms = performance.now() - started
  if ('refused' in texts) return { result: 'missed', more: [], ms, note: texts.refused }
  return { ...judge(expected, [...texts]), ms }
}

async function showTable() {
  const reader = pictureReader(process.env, process.platform)
  const other = spawnSync('zbarimg', ['--version']).error === undefined
  const groups = new Map()
  const notes = []
  const cpu = { ukp: 0, zbarimg: 0 }
  for (const picture of pictures) {
    const before = childrenCpu()
    const ours = await ukp(reader, picture)
    const between = childrenCpu()
    const theirs = other ? zbarimg(picture.file, picture.expected) : null
    cpu.ukp += between - before
    cpu.zbarimg += childrenCpu() - between
    const group = groups.get(picture.group) ?? []
    group.push({ ...picture, ours, theirs })
    groups.set(picture.group, group)
    if (ours.result !== 'read') notes.push(`${ours.result}: ${picture.path}${ours.note ? ` (${ours.note})` : ''}`)
    if (ours.more.length > 0) notes.push(`read, and a code more than the list says: ${picture.path}`)
  }
  const rows = [...groups].map(([name, group]) => rowOf(name, group))
  const all = [...groups.values()].flat()
  const withCode = all.filter(({ expected }) => expected.length > 0)
  rows.push(rowOf('all', all), rowOf('all with a code', withCode))
  const table = tableOf(
    [
      'folder',
      'pictures',
      'read',
      'wrong',
      'missed',
      'median ms',
      ...(other ? ['zbarimg', 'wrong', 'missed', 'median ms'] : []),
    ],
    rows,
  )
  console.log(table)
  const share = (of) => (100 * withCode.filter((one) => one[of].result === 'read').length) / withCode.length
  console.log(
    `\nread: ukp ${share('ours').toFixed(1)} %${other ? `, zbarimg ${share('theirs').toFixed(1)} %` : ' (zbarimg is not installed)'}`,
  )
  if (cpu.ukp > 0)
    console.log(
      `processor time of all processes: ukp ${cpu.ukp.toFixed(1)} s${other ? `, zbarimg ${cpu.zbarimg.toFixed(1)} s` : ''}`,
    )
  if (values.list) for (const note of notes) console.log(note)
}

/** Seconds of processor time of the processes that ended, where Linux tells. zbarimg is run twice where it read nothing. */
function childrenCpu() {
  try {
    const fields = readFileSync('/proc/self/stat', 'utf8').split(') ')[1]?.split(' ') ?? []
    return (Number(fields[13]) + Number(fields[14])) / 100
  } catch {
    return 0
  }
}

function rowOf(name, group) {
  const columns = (of) => {
    const count = (result) => group.filter((one) => one[of]?.result === result).length
    return [count('read'), count('wrong'), count('missed'), median(group.map((one) => one[of]?.ms ?? 0)).toFixed(0)]
  }
  return [name, group.length, ...columns('ours'), ...(group[0]?.theirs ? columns('theirs') : [])]
}

/** Each step on every picture that no step before it read, and what would be lost without it. */
async function showSteps() {
  const found = []
  for (const picture of pictures.filter(({ expected }) => expected.length > 0)) {
    const bytes = readFileSync(picture.file)
    const results = []
    for (const step of STEPS) {
      const started = process.cpuUsage()
      const texts = await readQrTexts(bytes, picture.file, { steps: [step] }).catch(() => [])
      const { user, system } = process.cpuUsage(started)
      const { result } = judge(picture.expected, texts)
      results.push({ result, ms: (user + system) / 1000 })
    }
    found.push(results)
  }
  const isRead = (results, but) => results.some(({ result }, i) => i !== but && result === 'read')
  const rows = STEPS.map(({ name }, i) => {
    const alone = found.filter((results) => results[i].result === 'read').length
    const wins = found.filter((results) => results[i].result === 'read' && !isRead(results.slice(0, i))).length
    const lost = found.filter((results) => results[i].result === 'read' && !isRead(results, i)).length
    const wrong = found.filter((results) => results[i].result === 'wrong').length
    return [name, alone, wins, lost, wrong, median(found.map((results) => results[i].ms)).toFixed(0)]
  })
  const head = ['step', 'alone', 'wins after those above', 'lost without it', 'wrong', 'median CPU ms with decoding']
  console.log(tableOf(head, rows))
  console.log(`\nread by all steps: ${found.filter((results) => isRead(results)).length} of ${found.length}`)
}

/** The whole program, each time in a fresh home. */
async function showCost(picture) {
  const place = new BenchPlace(process.execPath)
  place.endWithSignals()
  try {
    const { text, said } = await showPicture(place, 15, picture)
    console.log([text, ...said].join('\n'))
  } finally {
    place.clear()
  }
}
