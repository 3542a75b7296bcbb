// The inside of a KeePass database for tests: made-up names and keys.
export const KEY = 'JBSWY3DPEHPK3PXPJBSX'
export const OTHER_KEY = 'GEZDGNBVGY3TQOJQGEZDGNBV'

export const string = (key: string, value: string, attributes = ' Protected="True"'): string =>
  `<String><Key>${key}</Key><Value${attributes}>${value}</Value></String>`

const link = (name: string, key: string): string => `otpauth://totp/${name}?secret=${key}&amp;period=45&amp;digits=8`

/** Protected values of every kind, the former and the unread ones too: each moves the stream on. */
export const XML = `<?xml version="1.0" encoding="utf-8"?>
<KeePassFile><Meta><Generator>test</Generator>
<HeaderHash>HEADER-HASH</HeaderHash><RecycleBinUUID>YmluYmluYmluYmluYmluYg==</RecycleBinUUID>
<Binaries><Binary ID="0" Protected="True">${'an attachment '.repeat(20)}</Binary></Binaries></Meta>
<Root><Group><UUID>cm9vdHJvb3Ryb290cm9vdA==</UUID><Name>Adatbázis</Name>
<Entry>${string('Title', 'Bank', '')}${string('UserName', 'anna')}${string('Password', 'sekret-jelszo')}
${string('otp', link('Bank:anna', KEY))}${string('Notes', 'első sor\nmásodik')}${string('URL', '')}
<History><Entry>${string('Title', 'Bank', '')}${string('Password', 'regi-jelszo')}
${string('otp', link('Old:x', OTHER_KEY))}</Entry></History></Entry>
<Group><UUID>Y3NhbGFkY3NhbGFkY3NhbA==</UUID><Name>Család</Name>
<Entry>${string('Title', 'Posta')}${string('UserName', 'béla', '')}${string('Password', 'x', '')}
${string('TOTP Seed', OTHER_KEY, ' Protected="true"')}</Entry></Group>
<Group><UUID>YmluYmluYmluYmluYmluYg==</UUID><Name>Kuka</Name>
<Entry>${string('Title', 'Törölt', '')}${string('otp', link('Old:gone', KEY))}</Entry></Group>
</Group></Root></KeePassFile>`

export const EMPTY = '<KeePassFile><Meta></Meta><Root><Group><Name>x</Name></Group></Root></KeePassFile>'
