// Adding from a picture, whole program, against zbarimg: with QR codes alone, as ukp reads, and with all that it can read.
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { compare, costTable } from './measure.mjs'
import { onPath } from './peers.mjs'
import { links } from './place.mjs'

const SAMPLE = fileURLToPath(new URL('../test/fixtures/sample-screenshot.png', import.meta.url))

/** A window on a screen of 1920 × 1080. */
export async function makeScreenshot(place) {
  const { Jimp } = await import('jimp')
  const screen = new Jimp({ width: 1920, height: 1080, color: 0x2e3440ff })
  screen.composite(await Jimp.read(SAMPLE), 420, 180)
  const file = join(place.folder, 'screenshot.png')
  await screen.write(file)
  return file
}

/** @returns { results, text, said } */
export async function showPicture(place, runs, picture) {
  const { home, before } = place.anewFrom(await place.homeWith('picture', links(10)))
  const add = { name: 'ukp add --qr, key file', ...place.withKeyFile(home, ['add', 'new', '--qr', picture]), before }
  const env = place.home('zbarimg').env
  const zbarimg = ['zbarimg', '-q', '--nodbus', '--raw']
  const peers = [
    { name: 'zbarimg, QR codes only', argv: [...zbarimg, '-S*.disable', '-Sqr.enable', picture], env, expect: /./ },
    { name: 'zbarimg', argv: [...zbarimg, picture], env, expect: /./ },
  ]
  const there = onPath('zbarimg')
  const rows = [place.bareNode, add, ...(there ? peers : [])]
  const results = await compare(place.meter, rows, runs)
  const [, ours, ...theirs] = results
  const said = theirs.map((one) => `${ours.name} = ${(ours.cpu / one.cpu).toFixed(2)} × ${one.name}`)
  return { results, text: costTable(results), said: there ? said : ['zbarimg: not there'] }
}
