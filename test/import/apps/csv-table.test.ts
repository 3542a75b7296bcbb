import { describe, expect, it } from 'vitest'
import { csvTable } from '../../../src/import/apps/csv-table.ts'
import { otpauth } from '../../../src/import/apps/otpauth.ts'
import { accountsOf, expectLeft, KEY, readWith, reasonOf, refusalsOf } from '../kit.ts'

const LINK = `otpauth://totp/KAU:mama1?secret=${KEY}&issuer=KAU&digits=8`

/** The letters of Windows-1250 that are not those of Latin 1, of the ones used here. */
function windows1250(text: string): Uint8Array {
  return Uint8Array.from(text, (letter) => ({ ő: 0xf5, ű: 0xfb, Ő: 0xd5, Ű: 0xdb })[letter] ?? letter.charCodeAt(0))
}

const HUNGARIAN = `név;adószám;felhasználónév;titkos kulcs;törlőkód;ügyintéző;címkék;megjegyzés\r\nKőműves Bt.;12345678-1-42;komuves;jbsw y3dp ehpk 3pxp jbsx;01234567;Éva;bt, könyvelés|áfa;"két\r\nsor"\r\n`

const KOMUVES = {
  account: { type: 'totp', issuer: '', account: 'komuves', secret: KEY, algorithm: 'SHA1', digits: 6, period: 30 },
  name: 'Kőműves Bt.',
  deletionCode: '01234567',
  tags: ['bt', 'könyvelés', 'áfa'],
  note: 'két\r\nsor',
  line: 2,
  trashed: false,
  warnings: [],
}

async function warningsOf(text: string) {
  return (await readWith(csvTable, text))?.entries.map(({ deletionCode, warnings }) => ({ deletionCode, warnings }))
}

describe('a table of accounts', () => {
  it('takes Hungarian columns', async () => {
    expect((await readWith(csvTable, HUNGARIAN))?.entries).toMatchObject([KOMUVES])
  })

  it('takes every encoding that Excel writes', async () => {
    // "Unicode text" has tabs, and its mark first.
    const utf16 = Buffer.from(`\ufeff${HUNGARIAN.replaceAll(';', '\t')}`, 'utf16le')
    const utf16be = Buffer.from(utf16).swap16()
    for (const bytes of [
      Buffer.from(HUNGARIAN),
      Buffer.from(`\ufeff${HUNGARIAN}`),
      windows1250(HUNGARIAN),
      utf16,
      utf16be,
    ]) {
      expect((await readWith(csvTable, bytes))?.entries).toMatchObject([KOMUVES])
    }
  })

  it('takes English columns, commas and tabs', async () => {
    for (const delimiter of [',', '\t', ';']) {
      const text = [
        [
          'Name',
          'Issuer',
          'Account',
          'Secret',
          'Deletion code',
          'Tags',
          'Note',
          'Digits',
          'Period',
          'Algorithm',
          'Type',
          'Counter',
        ],
        ['Mum', 'Bank', 'mum1', KEY, '12345678', 'a|b', 'x', '8', '60', 'SHA-256', 'TOTP', ''],
        ['Dad', 'Bank', 'dad1', KEY, '', '', '', '', '', '', 'hotp', '7'],
      ]
        .map((cells) => cells.join(delimiter))
        .join('\n')
      expect((await readWith(csvTable, text))?.entries).toMatchObject([
        {
          account: { type: 'totp', issuer: 'Bank', account: 'mum1', digits: 8, period: 60, algorithm: 'SHA256' },
          name: 'Mum',
          deletionCode: '12345678',
          tags: ['a', 'b'],
          note: 'x',
        },
        { account: { type: 'hotp', counter: 7, digits: 6 }, name: 'Dad', deletionCode: null },
      ])
    }
  })

  it('takes links, whatever the other columns say, and fills in what they do not name', async () => {
    const text = `ügyfél;szolgáltatás;felhasználó;hivatkozás;digits\nMama;Bank;x;${LINK};6\nPapa;Bank;papa1;otpauth://totp/?secret=${KEY};\n`
    const imported = await readWith(csvTable, text)
    expect(accountsOf(imported)).toMatchObject([
      { issuer: 'KAU', account: 'mama1', digits: 8 },
      { issuer: 'Bank', account: 'papa1', digits: 6 },
    ])
    expect(imported?.entries.map(({ name, warnings }) => [name, warnings])).toEqual([
      ['Mama', []],
      ['Papa', []],
    ])
  })

  it('takes a link without a label without a warning where the table has a name', async () => {
    const imported = await readWith(
      csvTable,
      `név;link\nMama;otpauth://totp/?secret=${KEY}\n;otpauth://totp/?secret=${KEY}\n`,
    )
    expect(imported?.entries.map(({ name, warnings }) => [name, warnings.map(({ code }) => code)])).toEqual([
      ['Mama', []],
      [null, ['label-missing']],
    ])
  })

  it('takes a table that is named by issuer or user name only', async () => {
    const imported = await readWith(csvTable, `service,key\nBank,${KEY}\n`)
    expect(imported?.entries).toMatchObject([{ account: { issuer: 'Bank', account: '' }, name: null }])
  })

  it('passes the address of a web page in the column of links over', async () => {
    const text = `név,kulcs,link\nMama,${KEY},https://kau.gov.hu/\nPapa,,https://kau.gov.hu/\n`
    const imported = await readWith(csvTable, text)
    expect(imported?.entries.map(({ name }) => name)).toEqual(['Mama'])
    expect(refusalsOf(imported)).toEqual([['Papa', 'key-empty']])
  })

  it('takes cells that were guarded against Excel', async () => {
    const text = `név;kulcs;törlőkód\n"=""Mama""";"=""${KEY}""";"=""01234567"""\n'Papa;'${KEY};'01234567\nÉva;="${KEY}";="01234567"\n`
    const imported = await readWith(csvTable, text)
    expect(imported?.entries.map(({ name, deletionCode, account }) => [name, deletionCode, account.secret])).toEqual([
      ['Mama', '01234567', KEY],
      ['Papa', '01234567', KEY],
      ['Éva', '01234567', KEY],
    ])
  })

  it('takes a table below "sep=;" and empty lines, and counts those too', async () => {
    for (const [above, lines] of [
      ['sep=;\r\n', 1],
      ['\ufeffsep=;\r\n', 1],
      ['\r\n;;\r\n', 2],
    ] as const) {
      const imported = await readWith(csvTable, `${above}név;kulcs\r\nMama;${KEY}\r\nPapa;0\r\n`)
      expect(imported?.entries.map(({ line }) => line)).toEqual([2 + lines])
      expect(imported?.refused.map(({ line }) => line)).toEqual([3 + lines])
    }
  })

  it('takes accounts without a deletion code that lost its zeros, and says so', async () => {
    const warning = (length: number) => ({ code: 'deletion-code-short', facts: { length } })
    const text = `név;kulcs;törlőkód\nA;${KEY};1234567\nB;${KEY};1 234 567\nC;${KEY};42\n`
    expect(await warningsOf(text)).toEqual([
      { deletionCode: null, warnings: [warning(7)] },
      { deletionCode: null, warnings: [warning(7)] },
      { deletionCode: null, warnings: [warning(2)] },
    ])
  })

  it('takes accounts without a deletion code that is none, and says so', async () => {
    const text = `név;kulcs;törlőkód\nA;${KEY};123456789\nB;${KEY};1,23E+07\nC;${KEY};nincs\nD;${KEY};1234-5678\n`
    const wrong = { deletionCode: null, warnings: [{ code: 'deletion-code-wrong', facts: {} }] }
    expect(await warningsOf(text)).toEqual([
      wrong,
      wrong,
      { deletionCode: null, warnings: [] },
      { deletionCode: '12345678', warnings: [] },
    ])
  })

  it('keeps the warnings of the key beside those of the deletion code', async () => {
    const codes = (await warningsOf(`név;kulcs;törlőkód\nA;JBSW;1\n`))?.[0]?.warnings.map(({ code }) => code)
    expect(codes).toEqual(['short-key', 'deletion-code-short'])
  })

  it('refuses rows without a key by line, and passes empty ones over', async () => {
    const imported = await readWith(csvTable, `név;kulcs;megjegyzés\nMama;;\n;;\n\n   ;;\n;;csak ez\nPapa;${KEY};\n`)
    expect(imported?.refused.map(({ name, line, error }) => [name, line, error.reason])).toEqual([
      ['Mama', 2, 'key-empty'],
      [null, 6, 'key-empty'],
    ])
    expect(imported?.entries.map(({ name, line }) => [name, line])).toEqual([['Papa', 7]])
  })

  it('refuses unknown types, algorithms and numbers by name, and takes the rest', async () => {
    const text = `name,secret,type,algorithm,digits\nA,${KEY},motp,,\nB,${KEY},,MD5,\nC,${KEY},,,hat\nD,motp://x:y?secret=1,,,\nE,${KEY},,,\n`
    const imported = await readWith(csvTable, text)
    expect(refusalsOf(imported)).toEqual([
      ['A', 'link-unknown-type'],
      ['B', 'link-algorithm'],
      ['C', 'entry-field'],
      ['D', 'link-unknown-type'],
    ])
    expect(imported?.entries.map(({ name }) => name)).toEqual(['E'])
  })

  it('says that passwords were left, and reads none', async () => {
    for (const column of ['jelszó', 'Ügyfélkapu jelszó', 'Password']) {
      const imported = await readWith(csvTable, `név;${column};kulcs\nMama;hunter2;${KEY}\n;hunter2;\n`)
      expect([...(imported?.remarks ?? [])]).toEqual(['passwords-left'])
      expect(imported?.refused).toEqual([])
      expect(JSON.stringify(imported)).not.toContain('hunter2')
    }
  })

  it('refuses a table that was cut inside quotes', async () => {
    expect(await reasonOf(async () => await readWith(csvTable, `név;kulcs;megjegyzés\nMama;${KEY};"abc`))).toBe(
      'import-damaged',
    )
  })

  it('leaves the tables of password managers alone', async () => {
    for (const header of [
      '"Group","Title","Username","Password","URL","Notes","TOTP","Icon","Last Modified","Created"',
      'Title,Url,Username,Password,OTPAuth,Favorite,Archived,Tags,Notes',
      'Title,URL,Username,Password,Notes,OTPAuth',
      'url,username,password,totp,extra,name,grouping,fav',
      'folder,favorite,type,name,notes,fields,reprompt,login_uri,login_username,login_password,login_totp',
      'type,name,url,email,username,password,note,totp,createTime,modifyTime,vault',
      'type,name,url,username,password,note,totp,createTime,modifyTime',
      'username,username2,username3,title,password,note,url,category,otpSecret',
      'nickname,status,tags,authToken,additionalInfo',
      'Display_Name,Login_Username,Login_Password,Login_URLs,Login_TOTP,Notes,Favorite',
      'Password Name,Description,Password URL,SecretData,Notes,CustomData,Tags,Classification,Favorite,TOTP,Folder Name',
    ]) {
      expect(await readWith(csvTable, `${header}\n`), header).toBeNull()
    }
  })

  it('leaves everything else alone', async () => {
    await expectLeft(csvTable, [
      '',
      '\n'.repeat(9000),
      'név;cím\n',
      'kulcs\nABC',
      LINK,
      '{"name":"key"}',
      Buffer.alloc(9000, 0xff),
    ])
  })

  it('is no list of links, even where links come first', async () => {
    for (const text of [`link;név\n${LINK};Mama\n${LINK};Papa\n`, `hivatkozás,ügyfél,csoport\n${LINK},Mama,a\n`]) {
      expect(accountsOf(await readWith(csvTable, text))[0]).toMatchObject({ account: 'mama1' })
      expect(await readWith(otpauth, text)).toBeNull()
    }
  })
})
