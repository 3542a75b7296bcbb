// Fields of an account, and parts of a link or of an export, in words.
import type { WordsFor } from '../../parts.ts'

export type Field = 'link' | 'issuer' | 'account' | 'note' | 'tag' | 'qr' | 'label'
export type LinkPart =
  | 'secret'
  | 'label'
  | 'link'
  | 'digits'
  | 'period'
  | 'counter'
  | 'issuer'
  | 'account'
  | 'algorithm'
  | 'type'
  | 'name'

export const FIELDS: WordsFor<Field> = {
  link: 'the link',
  issuer: 'issuer',
  account: 'user name',
  note: 'note',
  tag: 'tag',
  qr: 'for a QR code',
  label: 'label',
}

export const LINK_PARTS: WordsFor<LinkPart> = {
  secret: 'the key (secret)',
  label: 'the label',
  link: 'the link itself',
  digits: 'the number of digits (digits)',
  period: 'the period',
  counter: 'the counter',
  issuer: 'the issuer',
  account: 'the user name',
  algorithm: 'the algorithm',
  type: 'the kind of code',
  name: 'the name',
}
