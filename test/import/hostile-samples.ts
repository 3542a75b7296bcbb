// One small file of each form that importers know, with made-up names and keys: what is cut, twisted and filled with noise.
import { lyingZip } from './hostile-kit.ts'
import { EMPTY } from './kdbx-sample.ts'
import { kdbxOf } from './kdbx-writer.ts'
import { preferencesFile } from './preferences-file.ts'
import { sqliteFile } from './sqlite-file.ts'

const KEY = 'JBSWY3DPEHPK3PXPJBSX'
const LINK = `otpauth://totp/Posta:anna?secret=${KEY}&issuer=Posta`
const NONCE = { nonce: '00'.repeat(12), tag: '00'.repeat(16) }
const NAMES = { issuer: 'Posta', account: 'anna' }
const NUMBERS = { algorithm: 'SHA1', digits: 6, period: 30, counter: 1 }
const TOKEN = {
  algo: 'SHA1',
  counter: 0,
  digits: 6,
  issuerExt: 'Posta',
  issuerInt: 'Posta',
  label: 'anna',
  period: 30,
  secret: [1, -2, 3, -4, 5],
  type: 'TOTP',
}

/** JSON, with the format that takes it. */
export const JSON_SAMPLES: readonly (readonly [format: string, value: unknown])[] = [
  [
    '2fas',
    {
      schemaVersion: 4,
      services: [
        { name: 'Posta', secret: KEY, groupId: 'g', otp: { ...NAMES, ...NUMBERS, label: 'anna', tokenType: 'TOTP' } },
      ],
      groups: [{ id: 'g', name: 'Család' }],
    },
  ],
  [
    '2fauth',
    { app: '2fauth_v5', data: [{ otp_type: 'totp', service: 'Posta', account: 'anna', secret: KEY, ...NUMBERS }] },
  ],
  [
    'aegis',
    {
      version: 1,
      header: { slots: null, params: null },
      db: {
        version: 3,
        groups: [{ uuid: 'g', name: 'Család' }],
        entries: [
          {
            type: 'totp',
            name: 'anna',
            issuer: 'Posta',
            note: 'n',
            group: 'x',
            groups: ['g'],
            info: { secret: KEY, algo: 'SHA1', digits: 6, period: 30 },
          },
        ],
      },
    },
  ],
  [
    'aegis',
    {
      version: 1,
      header: {
        slots: [{ type: 1, key: '00'.repeat(32), key_params: NONCE, n: 2, r: 1, p: 1, salt: '00'.repeat(32) }],
        params: NONCE,
      },
      db: 'AAAA',
    },
  ],
  ['andotp', [{ secret: KEY, issuer: 'Posta', label: 'anna', type: 'TOTP', tags: ['Család'], ...NUMBERS }]],
  [
    'authenticator-extension',
    {
      h1: { ...NAMES, ...NUMBERS, encrypted: false, hash: 'h1', index: 0, type: 'totp', secret: KEY },
      UserSettings: { theme: 'x' },
    },
  ],
  [
    'authenticator-extension',
    {
      h1: { dataType: 'EncOTPStorage', data: 'AAAA', keyId: 'k', hash: 'h1' },
      k: { dataType: 'Key', id: 'k', salt: 's' },
    },
  ],
  [
    'bitwarden',
    {
      encrypted: false,
      folders: [{ id: 'f', name: 'Család' }],
      items: [
        {
          type: 1,
          name: 'Posta',
          notes: 'n',
          folderId: 'f',
          collectionIds: ['c'],
          deletedDate: null,
          login: { username: 'anna', password: 'p', totp: LINK },
        },
      ],
    },
  ],
  [
    'bitwarden',
    {
      encrypted: true,
      passwordProtected: true,
      salt: 's',
      kdfType: 0,
      kdfIterations: 10,
      kdfMemory: 1,
      kdfParallelism: 1,
      encKeyValidation_DO_NOT_EDIT: `2.${'A'.repeat(22)}==|AAAA|${'A'.repeat(43)}=`,
      data: `2.${'A'.repeat(22)}==|AAAA|${'A'.repeat(43)}=`,
    },
  ],
  ['cotp', { version: 2, elements: [{ secret: KEY, issuer: 'Posta', label: 'anna', type: 'TOTP', ...NUMBERS }] }],
  ['duo', [{ name: 'anna', otpGenerator: { otpSecret: KEY, counter: 1 } }]],
  [
    'enpass',
    {
      folders: [{ uuid: 'f', title: 'Család' }],
      items: [
        {
          title: 'Posta',
          category: 'login',
          template_type: 'login.default',
          folders: ['f'],
          note: 'n',
          trashed: 0,
          fields: [
            { type: 'totp', value: KEY, deleted: 0 },
            { type: 'username', value: 'anna' },
          ],
        },
      ],
    },
  ],
  [
    'ente',
    {
      version: 1,
      kdfParams: { memLimit: 65_536, opsLimit: 1, salt: 'AAAAAAAAAAAAAAAAAAAAAA==' },
      encryptedData: 'AAAA',
      encryptionNonce: 'A'.repeat(32),
    },
  ],
  ['freeotp-plus', { tokenOrder: ['Posta:anna'], tokens: [TOKEN] }],
  ['kau-creds', { profiles: { anna: { username: 'anna', password: 'p', totp_uri: LINK, updatedAt: 1 } }, deleted: {} }],
  [
    'keeper',
    {
      records: [
        { title: 'Posta', login: 'anna', custom_fields: { '$oneTimeCode::1': LINK }, folders: [{ folder: 'f' }] },
      ],
    },
  ],
  ['kodgenerator', { tokens: [{ id: 1, name: 'anna', secret: KEY }], exportDate: '2026-01-01' }],
  [
    'lastpass',
    {
      localDeviceId: 'd',
      folders: [{ id: 1, name: 'Család' }],
      accounts: [
        {
          originalIssuerName: 'Posta',
          originalUserName: 'anna',
          issuerName: 'P',
          userName: 'a',
          secret: KEY,
          timeStep: 30,
          digits: 6,
          algorithm: 'SHA1',
          folderData: { folderId: 1 },
        },
      ],
    },
  ],
  ['proton-authenticator', { version: 1, entries: [{ id: 'i', note: 'n', content: { uri: LINK, name: 'anna' } }] }],
  [
    'proton-pass',
    {
      vaults: {
        v: {
          name: 'Család',
          items: [
            {
              state: 1,
              data: {
                metadata: { name: 'Posta', note: 'n' },
                content: { itemUsername: 'anna', itemEmail: '', totpUri: LINK },
                extraFields: [{ type: 'totp', data: { totpUri: KEY } }],
              },
            },
          ],
        },
      },
    },
  ],
  ['raivo', [{ ...NAMES, secret: KEY, kind: 'TOTP', timer: '30', digits: '6', algorithm: 'SHA1', counter: '0' }]],
  ['steam', { shared_secret: 'AAECAwQFBgcICQoLDA0ODxAREhM=', account_name: 'anna' }],
  [
    'stratum',
    {
      Authenticators: [
        { Type: 2, Issuer: 'Posta', Username: 'anna', Secret: KEY, Algorithm: 0, Digits: 6, Period: 30 },
      ],
      Categories: [{ Id: 'c', Name: 'Család' }],
      AuthenticatorCategories: [{ CategoryId: 'c', AuthenticatorSecret: KEY }],
    },
  ],
  [
    'totp-cli',
    [{ name: 'Posta', accounts: [{ name: 'anna', token: KEY, prefix: 'p', algorithm: 'sha1', length: 6 }] }],
  ],
]

const TOKEN_JSON = JSON.stringify(TOKEN)
const AUTHY = JSON.stringify([{ name: 'Posta: anna', decryptedSecret: KEY, digits: 6 }])

/** Text and bytes, with the format that takes it. */
export async function otherSamples(): Promise<readonly (readonly [format: string, content: string | Uint8Array])[]> {
  const member = (name: string, text: string) => lyingZip([{ name, data: Buffer.from(text) }])
  const google =
    'CREATE TABLE accounts (_id INTEGER PRIMARY KEY, email TEXT, secret TEXT, counter INTEGER, type INTEGER)'
  const rows = [[null, 'Posta:anna', KEY, 0, 0]]
  return [
    ['otpauth', `${LINK}\r\nhotp\n${LINK}&counter=3\n`],
    [
      'otpauth',
      `otpauth-migration://offline?data=${encodeURIComponent('CiMKClFSUlJSUlJSUlISBWFubmE6GgVQb3N0YSABKAEwAhABGAEgACgB')}`,
    ],
    ['stratum', `<html><table><tr><td><code>${LINK}</code></td></tr></table></html>`],
    ['freeotp', preferencesFile({ 'Posta:anna': TOKEN_JSON, tokenOrder: '["Posta:anna"]' })],
    ['authy', preferencesFile({ 'com.authy.storage.tokens.authenticator.key': AUTHY })],
    [
      'keepassxc',
      `<KeePassFile><Root><Group><Entry><String><Key>otp</Key><Value>${KEY}</Value></String></Entry></Group></Root></KeePassFile>`,
    ],
    [
      'keepassxc',
      `"Group","Title","Username","Password","URL","Notes","TOTP"\n"Root","Posta","anna","p","","n","${LINK}"\n`,
    ],
    [
      'lastpass',
      `url,username,password,totp,extra,name,grouping,fav\nhttps://a.hu,anna,p,${KEY},"két\nsor",Posta,Család,0\n`,
    ],
    ['csv', `név;kulcs;törlőkód\nPosta;${KEY};1234-5678\n`],
    ['totp-cli', `- name: Posta\n  accounts:\n    - name: anna\n      token: ${KEY}\n      prefix: ""\n`],
    ['raivo', member('raivo-otp-export.json', JSON.stringify([{ ...NAMES, secret: KEY, kind: 'TOTP', timer: '30' }]))],
    ['winauth', member('a.txt', LINK)],
    ['google-authenticator', sqliteFile([{ name: 'accounts', sql: google, rows }], { pageSize: 512 })],
    ['kdbx', await kdbxOf(EMPTY, { kdf: 'aes' })],
    ['kdbx', await kdbxOf(EMPTY, { version: 3 })],
  ]
}

/** What the files of some apps begin with. Noise may follow. */
export const BEGINNINGS: readonly string[] = [
  'PK\x03\x04',
  'SQLite format 3\0',
  'bplist00',
  '\xac\xed\x00\x05sr\x00\x11java.util.HashMap',
  '\x03\xd9\xa2\x9a\x67\xfb\x4b\xb5\x00\x00\x04\x00',
  '\x03\xd9\xa2\x9a\x67\xfb\x4b\xb5\x01\x00\x03\x00',
  'AUTHENTICATORPRO',
  'AuthenticatorPro',
  '\xff\xfe',
  '\xfe\xff',
  '\xef\xbb\xbf',
  '<?xml version="1.0"?><map>',
  '{"version":1,"header":{',
  '[{"',
  'otpauth://totp/',
  'otpauth-migration://offline?data=',
  'url,username,password,totp,extra,name,grouping,fav\n',
  '\0\0\x10\0',
]
