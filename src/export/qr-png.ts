// A picture of a QR code for each account.
import { pngOf } from '../qr/draw/png.ts'
import { pictureExporter } from './qr-pictures.ts'

export const qrPng = pictureExporter({ format: 'qr-png', extension: 'png', render: pngOf })
