// Egy hivatkozás részei és egy bejegyzés mezői, szavakkal.
export const LINK_PARTS: Readonly<Record<string, string>> = {
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
