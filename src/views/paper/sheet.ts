// Accounts on paper, in plain: name, QR code, key, deletion code, and what to do in an emergency. Values in, a page out.
import type { PaperWords } from '../../messages/en/paper.ts'
import { type Account, DEFAULTS } from '../../otp/account.ts'
import { expectsDeletionCode } from '../../otp/deletion-code.ts'
import { drawQr, QR_BYTES } from '../../qr/draw/draw.ts'
import { svgInPage } from '../../qr/draw/svg.ts'
import { inFours } from '../in-fours.ts'
import { html, type PaperFacts, paperPage } from './page.ts'

export interface PaperAccount {
  readonly account: Pick<
    Account,
    'name' | 'issuer' | 'account' | 'type' | 'algorithm' | 'digits' | 'period' | 'counter' | 'secret' | 'deletionCode'
  >
  /** What the QR code holds. */
  readonly link: string
}

/** Millimetres of a code's side: at least, at most, and of one module, where a phone still reads it at arm's length. */
const QR_SIDE = { min: 42, max: 110, module: 0.7 }

const STYLE = `
.account { border-top: 0.3mm solid #000; padding: 3mm 0; display: flex; gap: 5mm; align-items: flex-start; }
.account .facts { flex: 1; min-width: 0; overflow-wrap: anywhere; }
.account h2 { margin: 0 0 1mm; }
.account .of { float: right; font-size: 8pt; }
dt { font-size: 8pt; color: #333; margin-top: 1.5mm; }
dd { margin: 0; }
.key { font-size: 12pt; word-spacing: 1mm; }
.line { display: block; height: 7mm; border-bottom: 0.2mm solid #000; }
`

/** @param accounts in the order in which they are printed */
export function paperSheet(accounts: readonly PaperAccount[], facts: PaperFacts, words: PaperWords): string {
  const { sheet } = words
  const portal = accounts.some(({ account }) => account.deletionCode !== null || expectsDeletionCode(account))
  const steps = [
    sheet.newDevice,
    sheet.withUkp,
    ...(portal ? [sheet.canLogIn, sheet.lostAll, sheet.noDeletionCode] : []),
  ]
  return paperPage({
    language: words.language,
    title: sheet.title,
    about: words.about(facts.id, facts.generation, facts.date),
    style: STYLE,
    body: [
      `<p class="keep">${html(sheet.keep)}</p>`,
      '<section>',
      `<h2>${html(sheet.emergency)}</h2>`,
      '<ul>',
      ...steps.map((step) => `<li>${html(step)}</li>`),
      '</ul>',
      `<p>${html(sheet.outdated)}</p>`,
      '</section>',
      ...accounts.map((one, i) => accountBlock(one, sheet.of(i + 1, accounts.length), words)),
    ],
  })
}

function accountBlock({ account, link }: PaperAccount, of: string, { sheet }: PaperWords): string {
  const codes = codesText(account, sheet)
  const rows = [
    row(sheet.issuer, account.issuer),
    row(sheet.account, account.account),
    row(sheet.key, inFours(account.secret), 'key'),
    row(sheet.codes, codes),
    deletionCodeRow(account, sheet),
  ]
  return [
    '<article class="account">',
    `<div class="facts"><span class="of">${html(of)}</span><h2>${html(account.name)}</h2><dl>`,
    ...rows.filter((one) => one !== ''),
    '</dl></div>',
    `<figure class="qr">${qrOf(link) ?? html(sheet.noQr)}</figure>`,
    '</article>',
  ].join('\n')
}

function row(word: string, value: string, kind = ''): string {
  if (value === '') return ''
  return `<dt>${html(word)}</dt><dd${kind === '' ? '' : ` class="${kind}"`}>${html(value)}</dd>`
}

/** What differs from what every app takes for granted; '' when nothing does. */
function codesText(account: PaperAccount['account'], sheet: PaperWords['sheet']): string {
  const { type, algorithm, digits, period, counter } = account
  if (type === 'steam') return sheet.kinds.steam
  const parts = [
    ...(digits === DEFAULTS.digits ? [] : [sheet.digits(digits)]),
    ...(type === 'hotp' || period === DEFAULTS.period ? [] : [sheet.period(period)]),
    ...(algorithm === DEFAULTS.algorithm ? [] : [algorithm]),
    ...(type === 'hotp' ? [sheet.counter(counter)] : []),
  ]
  return parts.length === 0 ? '' : [sheet.kinds[type], ...parts].join(', ')
}

function deletionCodeRow(account: PaperAccount['account'], sheet: PaperWords['sheet']): string {
  if (account.deletionCode !== null) return row(sheet.deletionCode, inFours(account.deletionCode), 'key')
  if (!expectsDeletionCode(account)) return ''
  return `<dt>${html(sheet.deletionCode)}</dt><dd>${html(sheet.deletionCodeMissing)} <span class="line"></span></dd>`
}

/** @returns null when the link is longer than any QR code */
function qrOf(link: string): string | null {
  if (Buffer.byteLength(link) > QR_BYTES) return null
  const modules = drawQr(link)
  const side = Math.min(QR_SIDE.max, Math.max(QR_SIDE.min, Math.ceil(modules.length * QR_SIDE.module)))
  return svgInPage(modules, side)
}
