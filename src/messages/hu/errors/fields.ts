// Egy bejegyzés mezői, egy hivatkozás és egy exportált adat részei, szavakkal.
import type { Field, LinkPart } from '../../en/errors/fields.ts'
import type { WordsFor } from '../../parts.ts'

export const FIELDS: WordsFor<Field> = {
  link: 'a hivatkozás',
  issuer: 'kibocsátó',
  account: 'felhasználónév',
  note: 'megjegyzés',
  tag: 'címke',
  qr: 'egy QR-kódhoz',
  label: 'megnevezés',
}

export const LINK_PARTS: WordsFor<LinkPart> = {
  secret: 'a kulcs (secret)',
  label: 'a felirat',
  link: 'maga a hivatkozás',
  digits: 'a számjegyek száma (digits)',
  period: 'az időköz (period)',
  counter: 'a számláló (counter)',
  issuer: 'a kibocsátó (issuer)',
  account: 'a felhasználónév',
  algorithm: 'az algoritmus (algorithm)',
  type: 'a fajta',
  name: 'a név',
}
