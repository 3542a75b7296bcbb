// Backups, and the vault on paper.
import { listed, say } from '../../say.ts'
import type { Sentences } from '../../sentence.ts'

export const backup = {
  'backup-locked': ({ file, option }) => ({
    message: say`This file has another passphrase than the vault: ${file}.`,
    hint: say`Give it with ${option} <file>, or run the command on a terminal, where it is asked for.`,
  }),
  'backup-rejected': ({ file, reason }) => ({
    message: say`The backup is not good: ${file} (${reason}).`,
    hint: 'Use another one; they are listed by: ukp backup list',
  }),
  'page-to-terminal': () => ({
    message: 'The page is not written to a terminal.',
    hint: 'Name a file that ends in .html, or write into a pipe: ukp backup paper - | …',
  }),
  'paper-none': ({ file }) => ({
    message: say`No QR code of a vault was read: ${file}.`,
    hint: 'Scan the pages flat and whole, at 300 dpi, as PNG or JPEG. A sheet with the keys of accounts is read with: ukp add --qr <image>',
  }),
  'paper-missing': ({ missing, size }) => ({
    message: say`Of ${size} QR codes ${missing.length} are missing: ${missing.join(', ')}.`,
    hint: 'Each code has its number beneath. Scan the pages with these again, flat and at 300 dpi, and name all pictures in one call; in any order, and twice does no harm.',
  }),
  'paper-mixed': ({ names }) => ({
    message: say`The QR codes are of different sheets (saves ${listed(names)}).`,
    hint: 'Name only the pictures of one sheet, best that with the highest save; it stands on each page.',
  }),
  'paper-too-large': ({ codes, limit }) => ({
    message: say`The vault is too large for paper: it would take ${codes} QR codes, and ${limit} are the most.`,
    hint: 'Make a backup file on another device: ukp backup create <file>',
  }),
} satisfies Partial<Sentences>
