// Parts of a link, and fields of an account, in words.
export const LINK_PARTS: Readonly<Record<string, string>> = {
  secret: 'the key (secret)',
  label: 'the label',
  link: 'the link itself',
  digits: 'the number of digits (digits)',
  period: 'the period',
  counter: 'the counter',
  issuer: 'the issuer',
  account: 'the user name',
}
