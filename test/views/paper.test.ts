// The pages for paper: what stands on them, that every element is closed, and that nothing comes from elsewhere.
import { SaxesParser } from 'saxes'
import { describe, expect, it } from 'vitest'
import { paper as en } from '../../src/messages/en/paper.ts'
import { paper as hu } from '../../src/messages/hu/paper.ts'
import { type PaperAccount, paperSheet } from '../../src/views/paper/sheet.ts'
import { paperVault } from '../../src/views/paper/vault.ts'

const FACTS = { id: 'AAECAwQFBgcICQoLDA0ODw', generation: 12, date: '2026-11-22' }
const LINK = 'otpauth://totp/Minta:anna?secret=JBSWY3DPEHPK3PXP&issuer=Minta'

function printed(part: Partial<PaperAccount['account']> = {}, link = LINK): PaperAccount {
  return {
    account: {
      ...{ name: 'mama', issuer: 'Ügyfélkapu+', account: 'kiss.anna', type: 'totp', algorithm: 'SHA1', digits: 6 },
      ...{ period: 30, counter: 0, secret: 'JBSWY3DPEHPK3PXPGEZA', deletionCode: '04711042' },
      ...part,
    },
    link,
  }
}

const VAULT = {
  codes: ['UKPP1:A', 'UKPP1:B'],
  digest: 'ab'.repeat(32),
  ways: [
    { title: 'passphrase „<home>”', local: false },
    { title: 'keyring', local: true },
  ],
}

/** Every text of a page and every element with its attributes; throws where it is not well-formed. */
function parsed(page: string): { texts: string[]; elements: { name: string; attributes: Record<string, string> }[] } {
  const texts: string[] = []
  const elements: { name: string; attributes: Record<string, string> }[] = []
  const parser = new SaxesParser()
  parser.on('error', (error) => {
    throw error
  })
  parser.on('text', (text) => texts.push(text))
  parser.on('opentag', ({ name, attributes }) => {
    elements.push({ name, attributes: attributes as Record<string, string> })
  })
  parser.write(page).close()
  return { texts, elements }
}

const pages = [
  ['the sheet in English', paperSheet([printed(), printed({ name: 'papa', deletionCode: null })], FACTS, en)],
  ['the sheet in Hungarian', paperSheet([printed(), printed({ name: 'papa', deletionCode: null })], FACTS, hu)],
  ['the vault in English', paperVault(VAULT, FACTS, en)],
  ['the vault in Hungarian', paperVault(VAULT, FACTS, hu)],
] as const

describe.each(pages)('%s', (title, page) => {
  const { elements, texts } = parsed(page)
  const named = (name: string): Record<string, string>[] =>
    elements.filter((one) => one.name === name).map(({ attributes }) => attributes)

  it('is one well-formed page in its language', () => {
    expect(page.startsWith('<!DOCTYPE html>\n')).toBe(true)
    expect(named('html')).toEqual([{ lang: title.endsWith('Hungarian') ? 'hu' : 'en' }])
    expect(named('meta')[0]).toEqual({ charset: 'utf-8' })
  })

  it('has no script, nothing from elsewhere, and says so to the browser', () => {
    const allowed =
      'article body dd div dl dt figcaption figure g h1 h2 head html li meta ol p path pre section span style svg title ul'
    expect([...new Set(elements.map(({ name }) => name))].filter((name) => !allowed.split(' ').includes(name))).toEqual(
      [],
    )
    const attributes = new Set(elements.flatMap((one) => Object.keys(one.attributes)))
    expect([...attributes].filter((name) => /^on|href|src|style|action|data|xlink|srcset/.test(name))).toEqual([])
    expect(page).not.toMatch(/<script|javascript:|https?:|\/\/[a-z]|@import|url\(|expression/i)
    const policy = named('meta').find((one) => one['http-equiv'] === 'Content-Security-Policy')?.content
    expect(policy).toBe("default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'")
    expect(named('style')).toEqual([{}])
  })

  it('names the vault, the save and the day, on the screen and at the foot of every page', () => {
    const words = title.endsWith('Hungarian') ? hu : en
    const about = words.about(FACTS.id, FACTS.generation, FACTS.date)
    expect(texts.filter((text) => text === about)).toHaveLength(1)
    expect(page).toContain(`@bottom-left { content: "ukp · ${about}"`)
    expect(page).toContain('counter(page) " / " counter(pages)')
  })
})

describe('the sheet with accounts', () => {
  const textOf = (accounts: PaperAccount[], words = en): string =>
    parsed(paperSheet(accounts, FACTS, words)).texts.join('')

  it('has name, issuer, user name, the key and the deletion code in groups of four, and a QR code each', () => {
    const page = paperSheet([printed(), printed({ name: 'papa' })], FACTS, en)
    for (const text of ['mama', 'papa', 'Ügyfélkapu+', 'kiss.anna', 'JBSW Y3DP EHPK 3PXP GEZA', '0471 1042', '2 of 2'])
      expect(parsed(page).texts).toContain(text)
    expect(parsed(page).elements.filter(({ name }) => name === 'svg')).toHaveLength(2)
  })

  it('tells digits, period, algorithm and counter only where they are not what every app expects', () => {
    expect(textOf([printed()])).not.toContain(en.sheet.codes)
    expect(textOf([printed({ digits: 8, period: 60, algorithm: 'SHA256' })])).toContain(
      'by time, 8 digits, every 60 s, SHA256',
    )
    expect(textOf([printed({ type: 'hotp', counter: 41 })])).toContain('counted, next counter on the date above: 41')
    expect(textOf([printed({ type: 'steam', digits: 5 })], hu)).toContain(hu.sheet.kinds.steam)
  })

  it('leaves a line for a deletion code that is not stored, where there should be one', () => {
    const missing = en.sheet.deletionCodeMissing
    expect(textOf([printed({ deletionCode: null })])).toContain(missing)
    expect(textOf([printed({ deletionCode: null, issuer: 'Mintabank' })])).not.toContain(missing)
  })

  it('says how Ügyfélkapu+ is ended and got anew, where it is among the accounts', () => {
    for (const words of [en, hu]) {
      const text = textOf([printed()], words)
      for (const word of [
        '„ÜGYFÉLKAPU+ MEGSZÜNTETÉSE”',
        '„Beállítás másik eszközre”',
        'kormányablak',
        'ugyfelkapu.gov.hu',
      ])
        expect(text).toContain(word)
    }
    expect(textOf([printed({ issuer: 'Mintabank', deletionCode: null })])).not.toContain('MEGSZÜNTETÉSE')
  })

  it('shows labels as they are, whatever they hold', () => {
    const nasty = `</h2><script>alert(1)</script> "&' \u001b[2J\u202e`
    const page = paperSheet([printed({ name: nasty, issuer: nasty, account: nasty })], FACTS, hu)
    const { texts, elements } = parsed(page)
    expect(texts.filter((text) => text === `</h2><script>alert(1)</script> "&' <U+001B>[2J<U+202E>`)).toHaveLength(3)
    expect(elements.some(({ name }) => name === 'script')).toBe(false)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what is looked for
    expect(page).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/)
  })

  it('says that the key has to be typed where no QR code holds the link', () => {
    const page = paperSheet([printed({}, `otpauth://totp/${'x'.repeat(2400)}`)], FACTS, en)
    expect(parsed(page).texts).toContain(en.sheet.noQr)
    expect(page).not.toContain('<svg')
  })
})

describe('the page with the vault', () => {
  it('has each code with its number, the ways to unlock, the hash and the lines that join the codes', () => {
    const { texts, elements } = parsed(paperVault(VAULT, FACTS, en))
    expect(elements.filter(({ name }) => name === 'svg')).toHaveLength(2)
    for (const text of ['1 / 2', '2 / 2', 'passphrase „<home>”', `keyring: ${en.vault.keyringOnly}`, 'ab'.repeat(32)])
      expect(texts).toContain(text)
    expect(texts).toContain('ukp backup restore scan1.png scan2.png scan3.png')
    expect(texts.find((text) => text.startsWith('for d in 1 2 3'))?.split('\n')).toHaveLength(5)
  })
})
