// Reads the picture that is named as the program does, in a process of its own: the result, and what this one has used itself.
import { readFileSync } from 'node:fs'
import { pictureReader } from '../../build/system/pictures/pictures.js'

const bytes = readFileSync(process.argv[2])
const { readQr } = pictureReader(process.env, process.platform)
const started = performance.now()
const result = await readQr(bytes, 'picture').then(
  (texts) => ({ texts }),
  (error) => ({ reason: error.reason ?? String(error), facts: error.facts }),
)
const wallMs = performance.now() - started
const { user, system } = process.cpuUsage()
console.log(JSON.stringify({ ...result, wallMs, ownMs: (user + system) / 1000 }))
