// A drawing of a QR code for each account, sharp at every size: for paper.
import { svgOf } from '../qr/draw/svg.ts'
import { pictureExporter } from './qr-pictures.ts'

export const qrSvg = pictureExporter({
  format: 'qr-svg',
  extension: 'svg',
  render: (modules) => Buffer.from(svgOf(modules), 'utf-8'),
})
