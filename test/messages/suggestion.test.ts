// Commands that a sentence suggests: completed with the vault of the line, and kept in one piece.

import { describe, expect, it } from 'vitest'
import { commandLine } from '../../src/messages/say.ts'
import { unbrokenPieces, withVault } from '../../src/messages/suggestion.ts'
import { wrappedTalk } from '../../src/views/wrap.ts'

describe('a suggested command', () => {
  it.each([
    ['To bring it back: ukp restore mama', 'To bring it back: ukp --vault x.ukp restore mama'],
    [
      'Other copies: ukp merge, ukp backup list',
      'Other copies: ukp --vault x.ukp merge, ukp --vault x.ukp backup list',
    ],
    ['Make a new backup (ukp backup), then', 'Make a new backup (ukp --vault x.ukp backup), then'],
    [
      'Did you mean: ukp add? All commands: ukp --help',
      'Did you mean: ukp --vault x.ukp add? All commands: ukp --help',
    ],
  ])('names the vault of the line: %s', (text, wanted) => {
    expect(withVault(text, 'x.ukp')).toBe(wanted)
    expect(withVault(withVault(text, 'x.ukp'), 'x.ukp')).toBe(wanted)
    expect(withVault(text, undefined)).toBe(text)
  })

  it.each([
    'The exit codes: ukp help exit-codes',
    'Locks the vault that was unlocked with ukp unlock',
    'To bring it back: ukp backup restore b.ukp --vault x.ukp',
    'Lock all: ukp lock --all',
  ])('is left as it is: %s', (text) => {
    expect(withVault(text, 'x.ukp')).toBe(text)
  })

  it('names a vault that has to be quoted, with its control characters made visible', () => {
    expect(withVault('Again: ukp list', "my 'x'.ukp")).toBe("Again: ukp --vault 'my '\\''x'\\''.ukp' list")
    expect(withVault('Again: ukp list', '\u001b.ukp')).toBe("Again: ukp --vault '<U+001B>.ukp' list")
  })

  it.each([
    ["Back: ukp restore 'mama (2)'. Go on?", ['Back:', "ukp restore 'mama (2)'.", 'Go', 'on?']],
    ['Later: ukp edit <a name> --deletion-code', ['Later:', 'ukp edit <a name> --deletion-code']],
    ['New (ukp backup), then', ['New', '(ukp backup),', 'then']],
    ["Again: ukp code 'O'\\''Neil'", ['Again:', "ukp code 'O'\\''Neil'"]],
    ['No command', ['No', 'command']],
  ])('is one piece: %s', (text, pieces) => {
    expect(unbrokenPieces(text)).toEqual(pieces)
    expect(pieces.join(' ')).toBe(text)
  })
})

describe('what is said on a terminal', () => {
  it('is broken between words, and not within a command', () => {
    const text = 'Moved to the trash: mama. To bring it back: ukp restore mama'
    expect(wrappedTalk(text, 40)).toBe('Moved to the trash: mama. To bring it\nback: ukp restore mama')
    expect(wrappedTalk(text, 20)).toBe('Moved to the trash:\nmama. To bring it\nback:\nukp restore mama')
    expect(wrappedTalk(text, 10).split('\n')).toContain('ukp restore mama')
  })

  it('keeps lines that fit, their own breaks and indents', () => {
    expect(wrappedTalk('a b\n  c d e f g', 8)).toBe('a b\n  c d e\n  f g')
    expect(wrappedTalk('őő űű', 5)).toBe('őő űű')
  })
})

it('names a vault whose name begins with a hyphen as the value of its option', () => {
  expect(commandLine('enroll', '-a', '-x.ukp')).toBe('ukp enroll --vault -x.ukp -- -a')
})
