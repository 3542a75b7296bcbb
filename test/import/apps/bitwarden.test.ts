// Exports of Bitwarden and Bitwarden Authenticator made here: JSON, CSV, and JSON under a password.
import { createCipheriv, createHash, createHmac, hkdfSync, pbkdf2Sync, randomBytes } from 'node:crypto'
import { argon2id } from 'hash-wasm'
import { describe, expect, it } from 'vitest'
import { bitwarden } from '../../../src/import/apps/bitwarden.ts'
import { ACCOUNT, accountsOf, expectLeft, KEY, readWith, reasonOf, refusalsOf } from '../kit.ts'

const LINK = `otpauth://totp/Bank:anna?secret=${KEY}&issuer=Bank`

const item = (totp: unknown, more: object = {}, login: object = {}): object => ({
  id: 'i',
  organizationId: null,
  folderId: null,
  type: 1,
  name: 'Bank',
  notes: null,
  favorite: false,
  login: { uris: null, username: 'anna', password: null, totp, ...login },
  collectionIds: null,
  ...more,
})

const plain = (items: unknown, more: object = {}): Record<string, unknown> => ({
  encrypted: false,
  folders: [{ id: 'f', name: 'Cég/Pénz' }],
  items,
  ...more,
})

describe('Bitwarden JSON', () => {
  it('takes links and bare keys, named by item and user where the link names nothing', async () => {
    const imported = await readWith(
      bitwarden,
      plain([
        item(LINK),
        item(' jbsw y3dp ehpk 3pxp jbsx '),
        item(`steam://${KEY}`, { name: 'Játék' }),
        item(`otpauth://hotp/?secret=${KEY}&counter=42&algorithm=SHA512&digits=8`),
        item(KEY, { name: null }, { username: null }),
      ]),
    )
    expect(accountsOf(imported)).toEqual([
      ACCOUNT,
      ACCOUNT,
      { ...ACCOUNT, type: 'steam', issuer: 'Játék', digits: 5 },
      { ...ACCOUNT, type: 'hotp', counter: 42, algorithm: 'SHA512', digits: 8 },
      { ...ACCOUNT, issuer: '', account: '' },
    ])
    expect(imported?.entries.map(({ name }) => name)).toEqual([null, null, null, null, null])
    expect(imported).toMatchObject({ refused: [], encrypted: false, remarks: new Set() })
  })

  it('names an entry by the item where the link says something else', async () => {
    const imported = await readWith(bitwarden, plain([item(LINK, { name: 'Cég számlája' })]))
    expect(imported?.entries).toMatchObject([{ name: 'Cég számlája', account: { issuer: 'Bank', account: 'anna' } }])
  })

  it('takes folder, note and trash; what is archived is not in the trash', async () => {
    const imported = await readWith(
      bitwarden,
      plain([
        item(LINK, { folderId: 'f', notes: ' egy\nkettő ' }),
        item(LINK, { folderId: 'gone', deletedDate: '2026-01-01T00:00:00.000Z' }),
        item(LINK, { deletedDate: null, archivedDate: '2026-01-01T00:00:00.000Z' }),
      ]),
    )
    expect(imported?.entries.map(({ tags, note, trashed }) => ({ tags, note, trashed }))).toEqual([
      { tags: ['Cég/Pénz'], note: 'egy\nkettő', trashed: false },
      { tags: [], note: '', trashed: true },
      { tags: [], note: '', trashed: false },
    ])
  })

  it('takes the collections of an organisation', async () => {
    const collections = [
      { id: 'c1', organizationId: 'o', name: 'Iroda', externalId: null },
      { id: 'c2', organizationId: 'o', name: 'Pénz, adó', externalId: null },
    ]
    const file = { encrypted: false, collections, items: [item(LINK, { collectionIds: ['c2', 'gone', 'c1'] })] }
    expect((await readWith(bitwarden, file))?.entries).toMatchObject([{ tags: ['Pénz, adó', 'Iroda'] }])
  })

  it('passes over items without a key, and says that passwords were left', async () => {
    const imported = await readWith(
      bitwarden,
      plain([
        item(null, {}, { password: 'hunter2' }),
        item('', { type: 1 }),
        item('  '),
        { type: 2, name: 'note', notes: LINK, secureNote: {} },
        { type: 3, card: { number: '4' } },
        null,
        item(LINK),
      ]),
    )
    expect(accountsOf(imported)).toEqual([ACCOUNT])
    expect(imported?.refused).toEqual([])
    expect([...(imported?.remarks ?? [])]).toEqual(['passwords-left'])
    expect(JSON.stringify(imported)).not.toContain('hunter2')
  })

  it('refuses single keys by the name of their item, and takes the others', async () => {
    const imported = await readWith(
      bitwarden,
      plain([
        item(`otpauth://yaotp/x?secret=${KEY}`),
        item(`${LINK}&algorithm=MD5`, { name: 'Mail' }, { username: null }),
        item('not a key!', { name: 7 }),
        item('https://example.org/'),
        item(LINK),
      ]),
    )
    expect(accountsOf(imported)).toEqual([ACCOUNT])
    expect(refusalsOf(imported)).toEqual([
      ['Bank: anna', 'link-unknown-type'],
      ['Mail', 'link-algorithm'],
      ['anna', 'key-bad-character'],
      ['Bank: anna', 'link-unknown-type'],
    ])
  })

  it('takes the shape of Bitwarden Authenticator', async () => {
    const login = { totp: LINK }
    const file = {
      encrypted: false,
      items: [{ id: 'i', name: 'Bank', folderId: null, type: 1, login, favorite: false }],
    }
    expect(accountsOf(await readWith(bitwarden, file))).toEqual([ACCOUNT])
  })

  it.each([
    ['items of another app', { items: [item(LINK)] }],
    ['items that are no list', plain({})],
    ['another encrypted file', { encrypted: true, data: 'AAAA' }],
    ['entries keyed by hash', { abc: { encrypted: false, secret: KEY } }],
    ['a list', [item(LINK)]],
    ['text', LINK],
  ])('leaves %s to others', async (_, file) => {
    expect(await readWith(bitwarden, file)).toBe(null)
  })
})

describe('Bitwarden CSV', () => {
  const HEADER = 'folder,favorite,type,name,notes,fields,reprompt,login_uri,login_username,login_password,login_totp'

  it('takes names, folder, note and key of each login, with the line where it begins', async () => {
    const rows = [
      `Cég,1,login,Bank,"egy\nkettő",,0,https://bank.example,anna,hunter2,${LINK}`,
      ',,note,Some note,text,,0,,,,',
      '',
      `,,login,Mail,,,0,,béla,"a,""b",${KEY.toLowerCase()}`,
      `,,login,Játék,,,0,,,,steam://${KEY}`,
      ',,login,Bad,,,0,,cili,x,!',
    ]
    const imported = await readWith(bitwarden, [HEADER, ...rows].join('\r\n'))
    expect(accountsOf(imported)).toEqual([
      ACCOUNT,
      { ...ACCOUNT, issuer: 'Mail', account: 'béla' },
      { ...ACCOUNT, type: 'steam', issuer: 'Játék', account: '', digits: 5 },
    ])
    expect(imported?.entries.map(({ tags, note, line }) => [tags, note, line])).toEqual([
      [['Cég'], 'egy\nkettő', 2],
      [[], '', 6],
      [[], '', 7],
    ])
    expect(imported?.refused).toMatchObject([{ name: 'Bad: cili', line: 8, error: { reason: 'key-bad-character' } }])
    expect([...(imported?.remarks ?? [])]).toEqual(['passwords-left'])
  })

  it('takes the collections of an organisation', async () => {
    const header = HEADER.replace('folder,favorite', 'collections')
    const imported = await readWith(bitwarden, `${header}\n"Iroda,Adó",login,Bank,,,0,,anna,,${LINK}\n`)
    expect(imported?.entries).toMatchObject([{ tags: ['Iroda', 'Adó'], account: ACCOUNT }])
  })

  it('takes the rows of Bitwarden Authenticator, which are longer than its header', async () => {
    const imported = await readWith(
      bitwarden,
      `folder,favorite,type,name,login_uri,login_totp\n\n,,1,Bank,,${LINK},Bank,30,6\n\n,,1,Rövid\n,,1,Mail,,steam://${KEY},Mail,30,6`,
    )
    expect(accountsOf(imported).map(({ type, issuer }) => [type, issuer])).toEqual([
      ['totp', 'Bank'],
      ['steam', 'Mail'],
    ])
    expect(imported).toMatchObject({ refused: [], remarks: new Set() })
  })

  it('takes a table that Excel saved with semicolons and a mark', async () => {
    const imported = await readWith(bitwarden, `\ufeff${HEADER.replaceAll(',', ';')}\n;;login;Bank;;;0;;anna;x;${LINK}`)
    expect(accountsOf(imported)).toEqual([ACCOUNT])
    expect([...(imported?.remarks ?? [])]).toEqual(['passwords-left'])
  })

  it('leaves tables of others to them', async () => {
    await expectLeft(bitwarden, [
      `Title,Login_Username,Login_Password,Login_TOTP\nBank,a,b,${KEY}`,
      `name,type,totp\nBank,login,${KEY}`,
      `name,type,url,login_totp\nBank,login,,${KEY}`,
      '',
    ])
  })
})

describe('Bitwarden JSON under a password', () => {
  interface Making {
    readonly text?: string
    readonly password?: string
    readonly argon?: boolean
    readonly change?: object
  }

  /** The data, and with it the text by which a password is tried. */
  async function fileOf({ text = JSON.stringify(plain([item(LINK)])), argon = false, change = {} }: Making = {}) {
    const salt = randomBytes(16).toString('base64')
    const key = argon
      ? await argon2id({
          password: 'jelszó',
          salt: createHash('sha256').update(salt).digest(),
          memorySize: 1024,
          iterations: 2,
          parallelism: 2,
          hashLength: 32,
          outputType: 'binary',
        })
      : pbkdf2Sync('jelszó', salt, 5000, 32, 'sha256')
    const cost = argon
      ? { kdfType: 1, kdfIterations: 2, kdfMemory: 1, kdfParallelism: 2 }
      : { kdfType: 0, kdfIterations: 5000, kdfMemory: null, kdfParallelism: null }
    return {
      encrypted: true,
      passwordProtected: true,
      salt,
      ...cost,
      encKeyValidation_DO_NOT_EDIT: sealed(key, 'a unique text'),
      data: sealed(key, text),
      ...change,
    }
  }

  function expand(key: Uint8Array, info: string): Buffer {
    return createHmac('sha256', key)
      .update(info)
      .update(Buffer.from([1]))
      .digest()
  }

  function sealed(key: Uint8Array, text: string): string {
    const iv = randomBytes(16)
    const cipher = createCipheriv('aes-256-cbc', expand(key, 'enc'), iv)
    const data = Buffer.concat([cipher.update(text, 'utf-8'), cipher.final()])
    const mac = createHmac('sha256', expand(key, 'mac')).update(iv).update(data).digest()
    return `2.${[iv, data, mac].map((bytes) => bytes.toString('base64')).join('|')}`
  }

  it('is made here as RFC 5869 says', () => {
    const input = randomBytes(32)
    const extracted = createHmac('sha256', Buffer.alloc(32)).update(input).digest()
    expect(expand(extracted, 'enc')).toEqual(Buffer.from(hkdfSync('sha256', input, Buffer.alloc(32), 'enc', 32)))
  })

  it.each([
    ['PBKDF2', false],
    ['Argon2id', true],
  ])('opens with its password under %s', async (_, argon) => {
    const imported = await readWith(bitwarden, await fileOf({ argon }), ['Jelszó', 'jelszó'])
    expect(accountsOf(imported)).toEqual([ACCOUNT])
    expect(imported?.encrypted).toBe(true)
  })

  it('says that a password is needed or wrong', async () => {
    expect(await reasonOf(async () => readWith(bitwarden, await fileOf()))).toBe('source-password-needed')
    for (const argon of [false, true]) {
      const file = await fileOf({ argon })
      expect(await reasonOf(() => readWith(bitwarden, file, ['x', '']))).toBe('source-password-wrong')
    }
    const alone = await fileOf({ change: { encKeyValidation_DO_NOT_EDIT: undefined } })
    expect(await reasonOf(() => readWith(bitwarden, alone, ['x']))).toBe('source-password-wrong')
    expect(accountsOf(await readWith(bitwarden, alone, ['jelszó']))).toEqual([ACCOUNT])
  })

  it.each([
    ['with the name of its validation', { encrypted: true, encKeyValidation_DO_NOT_EDIT: '2.a|b|c', items: [] }],
    ['of an organisation', { encrypted: true, collections: [], items: [item('2.a|b|c')] }],
    ['that says so', { encrypted: true, passwordProtected: false, encKeyValidation_DO_NOT_EDIT: '2.a|b|c', data: '' }],
  ])('says that an export for one account only %s is restricted', async (_, file) => {
    expect(await reasonOf(() => readWith(bitwarden, file, ['jelszó']))).toBe('import-restricted')
  })

  it.each([
    ['billions of rounds', false, { kdfIterations: 4_000_000_000 }, 'import-costly'],
    ['rounds as a text', false, { kdfIterations: '5000' }, 'import-damaged'],
    ['no rounds', false, { kdfIterations: 0 }, 'import-damaged'],
    ['another derivation', true, { kdfType: 2 }, 'import-damaged'],
    ['no salt', false, { salt: null }, 'import-damaged'],
    ['64 GiB', true, { kdfMemory: 65_536 }, 'import-costly'],
    ['a thousand lanes', true, { kdfParallelism: 1000, kdfMemory: 64 }, 'import-costly'],
    ['a million passes', true, { kdfIterations: 1_000_000 }, 'import-costly'],
    ['no memory', true, { kdfMemory: null }, 'import-damaged'],
    ['memory beyond all numbers', true, { kdfMemory: 1e300 }, 'import-damaged'],
  ])('refuses %s before it costs anything', async (_, argon, change, reason) => {
    const file = await fileOf({ argon, change })
    const started = process.cpuUsage()
    expect(await reasonOf(() => readWith(bitwarden, file, ['jelszó']))).toBe(reason)
    expect(process.cpuUsage(started).user).toBeLessThan(500_000)
  })

  it('says that the file is damaged where the password is right and the data is not', async () => {
    const { data } = await fileOf()
    expect(await reasonOf(async () => readWith(bitwarden, await fileOf({ change: { data } }), ['jelszó']))).toBe(
      'import-damaged',
    )
  })

  it('says that data of another kind is damaged, though all else fits', async () => {
    const file = await fileOf()
    const other = { ...file, data: file.data.replace('2.', '7.') }
    expect(await reasonOf(() => readWith(bitwarden, other, ['jelszó']))).toBe('import-damaged')
  })

  it.each([
    ['data that is cut', { change: { data: '2.AAAA|AAAA' } }],
    ['no data', { change: { data: null } }],
    ['no JSON inside', { text: '{"encrypted":false,' }],
    ['no items inside', { text: '{"encrypted":false}' }],
  ])('says that a file with %s is damaged', async (_, making) => {
    const file = await fileOf(making)
    expect(await reasonOf(() => readWith(bitwarden, file, ['jelszó']))).toBe('import-damaged')
  })
})
