// Clipboard, screen and the window of the terminal.
import type { Facts } from '../../../errors.ts'
import { say } from '../../say.ts'
import type { Sentences } from '../../sentence.ts'

const NO_DISPLAY = 'There is no display: neither X11 nor Wayland.'
const AS_A_FILE = 'Give the picture as a file: ukp add --qr <image>'

const CLIPBOARD: Readonly<Record<Facts['no-clipboard']['reason'], string>> = {
  display: NO_DISPLAY,
  remote: 'There is no display: over SSH the clipboard is that of the other computer.',
  program: 'A program for the clipboard is missing.',
  terminal: 'There is no terminal here that it could be handed to.',
  other: 'The clipboard of this system does not answer.',
}

/** What helps where there is no clipboard: `copying` a code, or reading. */
function withoutClipboard({ reason, install = null, reading }: Facts['no-clipboard']): string {
  if (reason === 'program' && install !== null) return say`Install: ${install}`
  if (reading === true) return AS_A_FILE
  if (reason === 'remote') return 'To hand it to the terminal that you sit at: ukp code <name> --osc52'
  return 'Read the code from the screen: ukp code <name>'
}

const SCREEN: Readonly<Record<Facts['no-screen']['reason'], string>> = {
  display: NO_DISPLAY,
  remote: 'There is no display: over SSH the screen is that of the other computer.',
  program: 'A program that takes pictures of the screen is missing.',
  refused: 'The system did not allow it.',
  other: 'The system gave no picture.',
}

function withoutScreen({ reason, install }: Facts['no-screen']): string {
  const others = 'Or copy a picture of the QR code, then: ukp add --clipboard'
  if (reason === 'program' && install !== null) return say`Install one of: ${install}. ${others}`
  if (reason === 'display' || reason === 'remote') return AS_A_FILE
  if (reason === 'refused') return `Allow this terminal to record the screen, in the privacy settings. ${others}`
  return others
}

export const desktop = {
  'no-clipboard': (facts) => ({
    message: `${facts.reading ? 'The clipboard cannot be reached.' : 'The code could not be copied.'} ${CLIPBOARD[facts.reason]}`,
    hint: withoutClipboard(facts),
  }),
  'clipboard-empty': () => ({
    message: 'There is neither a picture nor text on the clipboard.',
    hint: 'Copy the QR code or the key, then run the command again. A picture that is a file: ukp add --qr <image>',
  }),
  'clipboard-no-qr': () => ({
    message: 'No QR code found in the picture on the clipboard.',
    hint: 'Copy it again with the whole QR code and some white around it, or paste the key: ukp add <name>',
  }),
  'clipboard-kept': () => ({
    message: 'The account is saved, but the clipboard could not be cleared.',
    hint: 'Copy something else: the key is still on the clipboard.',
  }),
  'screen-no-qr': () => ({
    message: 'No QR code found on the screen.',
    hint: 'Make the QR code bigger, let no window cover it, and run the command again. Or copy a picture of it, then: ukp add --clipboard',
  }),
  'no-screen': (facts) => ({
    message: `No picture of the screen could be taken. ${SCREEN[facts.reason]}`,
    hint: withoutScreen(facts),
  }),
  'no-live-terminal': () => ({
    message: 'This needs a terminal that can be drawn on, and there is none here.',
    hint: 'In a script use: ukp code <name>. In a terminal window, without --no-input, it works.',
  }),
  'window-low': ({ needed, lines }) => ({
    message: say`The window is too low for the QR code: it has ${lines} lines, ${needed} are needed.`,
    hint: 'Make the window higher or its letters smaller, or write a picture: ukp export <name> --format qr-png --output <folder>',
  }),
  'window-narrow': ({ needed, columns }) => ({
    message: say`The window is too narrow for the QR code: it has ${columns} columns, ${needed} are needed.`,
    hint: 'Widen the window or make its letters smaller, or write a picture: ukp export <name> --format qr-png --output <folder>',
  }),
} satisfies Partial<Sentences>
