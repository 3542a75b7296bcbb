// How the room of a terminal is divided in the live table: lines, and the columns of a row.
import { visible } from '../../otp/secret-text.ts'
import { grouped } from '../code-line.ts'
import { BAR } from '../time-bar.ts'
import { widthOf } from '../width.ts'

export interface Size {
  readonly columns: number
  readonly rows: number
}

/** Lines besides the list. */
export interface Lines {
  readonly filter: boolean
  readonly heading: boolean
  readonly status: boolean
  readonly keys: boolean
  /** Lines of the list, 1 or more. */
  readonly list: number
}

export function linesOf({ rows }: Size): Lines {
  const parts = { filter: rows >= 2, heading: rows >= 10, status: rows >= 4, keys: rows >= 5 }
  const used = Object.values(parts).filter(Boolean).length
  return { ...parts, list: Math.max(1, rows - used) }
}

/** Columns that the widest text of each kind needs. */
export interface Natural {
  readonly name: number
  readonly issuer: number
  readonly account: number
  readonly code: number
  readonly left: number
}

interface Labelled {
  readonly name: string
  readonly issuer: string
  readonly account: string
  readonly digits: number
  readonly period: number
}

export interface LayoutWords {
  readonly name: string
  readonly issuer: string
  readonly account: string
  readonly seconds: (seconds: number) => string
}

/** Of all accounts, so that nothing jumps when the list is scrolled. */
export function naturalWidths(accounts: readonly Labelled[], words: LayoutWords): Natural {
  const widest = (field: 'name' | 'issuer' | 'account'): number => {
    const width = accounts.reduce((most, one) => Math.max(most, widthOf(visible(one[field]))), 0)
    // What nobody has needs no heading either.
    return width === 0 ? 0 : Math.max(width, widthOf(words[field]))
  }
  const most = (field: 'digits' | 'period'): number => accounts.reduce((value, one) => Math.max(value, one[field]), 0)
  return {
    name: widest('name'),
    issuer: widest('issuer'),
    account: widest('account'),
    code: grouped('0'.repeat(Math.max(6, most('digits')))).length,
    left: widthOf(words.seconds(Math.max(30, most('period')))),
  }
}

/** Columns of each part of a row; 0: left out. Between two parts there is a gap. */
export interface Columns extends Natural {
  readonly gap: number
  /** The bar, or the next code in its place. */
  readonly bar: number
}

/** Before a row: whether it is the selected one. */
export const SIGN = 2
/** A name of which less is left tells nobody who it is. */
const NAME_LEAST = 10
const LABEL_LEAST = 6
const WIDE = 60
/** Before the next code. */
export const NEXT = '→ '

export function columnsOf({ columns }: Size, natural: Natural): Columns {
  const gap = columns >= WIDE ? 2 : 1
  const code = Math.min(natural.code, Math.max(0, columns - SIGN))
  const bare = columns - SIGN - gap - code
  const left = bare - gap - natural.left >= LABEL_LEAST ? natural.left : 0
  const text = bare - (left > 0 ? gap + left : 0)
  const wanted = Math.max(natural.code + NEXT.length, columns >= WIDE ? BAR : 0)
  const bar = left > 0 && text - gap - wanted >= NAME_LEAST ? wanted : 0
  return { gap, code, left, bar, ...labels(Math.max(0, text - (bar > 0 ? gap + bar : 0)), gap, natural) }
}

/** The name comes first; issuer and user name share what it leaves. */
function labels(room: number, gap: number, natural: Natural): Pick<Columns, 'name' | 'issuer' | 'account'> {
  const least = Math.min(natural.name, Math.max(NAME_LEAST, Math.floor(room / 2)))
  const rest = room - least - (natural.issuer > 0 ? gap : 0) - (natural.account > 0 ? gap : 0)
  const half = Math.floor(rest / 2)
  const issuer = Math.min(natural.issuer, Math.max(half, rest - natural.account))
  const account = Math.min(natural.account, rest - issuer)
  const kept = (width: number, wanted: number): number => (width >= Math.min(wanted, LABEL_LEAST) ? width : 0)
  const [shownIssuer, shownAccount] = [kept(issuer, natural.issuer), kept(account, natural.account)]
  const used = [shownIssuer, shownAccount].reduce((sum, width) => sum + (width > 0 ? gap + width : 0), 0)
  return { name: Math.min(natural.name, room - used), issuer: shownIssuer, account: shownAccount }
}
