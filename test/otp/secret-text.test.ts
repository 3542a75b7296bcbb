// Text from outside, shown without harm; and keys told from names, so that a key is never repeated.
import { describe, expect, it } from 'vitest'
import { looksLikeSecret, quotable, visible } from '../../src/otp/secret-text.ts'

describe('visible', () => {
  it.each([
    ['ESC and colour', '\u001b[31mred', '<U+001B>[31mred'],
    ['OSC 52, which writes the clipboard', '\u001b]52;c;aGk=\u0007', '<U+001B>]52;c;aGk=<U+0007>'],
    ['a title', '\u001b]0;title\u001b\\', '<U+001B>]0;title<U+001B>\\'],
    ['CR', 'good\rbad', 'good<U+000D>bad'],
    ['LF', 'a\nb', 'a<U+000A>b'],
    ['tab', 'a\tb', 'a<U+0009>b'],
    ['NUL', '\0', '<U+0000>'],
    ['backspace and DEL', '\b\u007f', '<U+0008><U+007F>'],
    ['the CSI and OSC of C1', '\u009b31m\u009d', '<U+009B>31m<U+009D>'],
    ['next line', '\u0085', '<U+0085>'],
    ['line and paragraph separator', '\u2028\u2029', '<U+2028><U+2029>'],
    ['the overrides of direction', '\u202dx\u202ey\u202c', '<U+202D>x<U+202E>y<U+202C>'],
    ['the embeddings of direction', '\u202a\u202b', '<U+202A><U+202B>'],
    ['the isolates of direction', '\u2066\u2067\u2068\u2069', '<U+2066><U+2067><U+2068><U+2069>'],
    ['the marks of direction', '\u200e\u200f\u061c', '<U+200E><U+200F><U+061C>'],
    ['zero width', 'a\u200bb\u200cc\u2060d\ufeff', 'a<U+200B>b<U+200C>c<U+2060>d<U+FEFF>'],
    ['a soft hyphen', 'a\u00adb', 'a<U+00AD>b'],
    ['letters without ink', '\u3164\u115f\u1160\uffa0\u034f', '<U+3164><U+115F><U+1160><U+FFA0><U+034F>'],
    ['tag characters, which hide text', 'a\u{e0061}\u{e007f}', 'a<U+E0061><U+E007F>'],
    ['a joiner between letters', 'a\u200db', 'a<U+200D>b'],
    ['a joiner after an emoji and before a letter', '👩\u200db', '👩<U+200D>b'],
    ['a joiner at the end of an emoji', '👩\u200d', '👩<U+200D>'],
    ['a joiner before an emoji only', 'a\u200d👩', 'a<U+200D>👩'],
    ['two joiners', '👩\u200d\u200d👧', '👩<U+200D><U+200D>👧'],
  ])('shows %s', (_, text, shown) => {
    expect(visible(text)).toBe(shown)
  })

  it.each([
    'Édesanya – Ügyfélkapu+ „idézet”',
    'árvíztűrő tükörfúrógép ÁRVÍZTŰRŐ TÜKÖRFÚRÓGÉP',
    'e\u0301 o\u030b',
    '👩‍👩‍👧‍👦',
    '👩🏽‍💻 👨‍🌾 🏃🏿‍♀️ 👁️‍🗨️',
    '❤️‍🔥 🏳️‍🌈 🏴‍☠️',
    '🇭🇺 🇪🇺',
    '1️⃣ ©®™',
    'שלום مرحبا 你好',
    'a b\u00a0c\u3000d',
    '',
  ])('leaves %s as it is', (text) => {
    expect(visible(text)).toBe(text)
  })

  it('shows any text without a control, a separator or a mark of direction in it', () => {
    for (let unit = 0; unit < 0x3000; unit++) {
      expect(visible(`a${String.fromCharCode(unit)}b`)).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u)
    }
  })
})

describe('looksLikeSecret', () => {
  it.each([
    'JBSWY3DPEHPK3PXPJBSX',
    'jbswy3dpehpk3pxpjbsx',
    'JBSW Y3DP EHPK 3PXP JBSX',
    'jbsw y3dp ehpk 3pxp jbsx',
    'JBSW-Y3DP-EHPK-3PXP-JBSX',
    'JBSWY3DP EHPK3PXP JBSX',
    ' JBSWY3DPEHPK3PXP ',
    'JBSWY3DPEHPK3PXP====',
    'JBSWY3DPEHPK3PXP',
    'ABCDEFGHIJKLMNOPQRST',
    'jbswyxdpehpkcpxpjbsx',
    'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ',
    'otpauth://totp/x?secret=AA',
    'otpauth-apple://totp/x?secret=AA',
    'OTPAUTH://totp/x',
    'see otpauth-migration://offline?data=x',
    'motp://x',
    'steam://JBSWY3DP',
  ])('takes %j for one', (text) => {
    expect(looksLikeSecret(text)).toBe(true)
  })

  it.each([
    'Kovács Anna',
    'anna',
    'nagymama',
    'mama (2)',
    'ügyfélkapu',
    'Ügyfélkapu+',
    'GITHUB',
    'teszt-elek-2026',
    'kovacs.anna@example.org',
    'Ügyfélkapu+:kiss.anna',
    'legkedvesebbnagymama',
    'Bartholomew Featherstonehaugh',
    'NAV ONYA',
    'KOVACS ANNAMARIA KLARA',
    'INTERNATIONAL BANK',
    'szekesfehervariiroda',
    'Magyar Telekom',
    'github work account',
    'JBSWY3DPEHPK3PX',
    'ABCDEFGHIJKLMNO',
    '1234567890123456',
    '01JD7T0000ABCDEFGHJKMNPQRS',
    'https://example.org/',
    '',
    ' ',
  ])('takes %j for none', (text) => {
    expect(looksLikeSecret(text)).toBe(false)
  })
})

describe('quotable', () => {
  it('hides what may be a secret, shows controls, and cuts at 80', () => {
    expect(quotable('JBSWY3DPEHPK3PXPJBSX')).toBe('…')
    expect(quotable('a\u001bb')).toBe('a<U+001B>b')
    expect(quotable('x '.repeat(40))).toBe('x '.repeat(40))
    expect(quotable('x '.repeat(41))).toHaveLength(80)
    expect(quotable('x '.repeat(41)).endsWith('…')).toBe(true)
  })
})
