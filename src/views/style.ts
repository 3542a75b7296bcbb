// Colours by node:util, only where the stream wants them; everything is readable without.
import { styleText } from 'node:util'

type Format = Parameters<typeof styleText>[0]

export function styled(format: Format, text: string, on: boolean): string {
  return on ? styleText(format, text, { validateStream: false }) : text
}
