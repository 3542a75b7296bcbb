// ukp import through the whole program: what is told and asked before anything is saved, what is refused with its place,
// encrypted files, folders and parts, what comes along with an account, and what is said of the files afterwards.
import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  closeSync,
  existsSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { aegisEncrypted } from '../../src/export/aegis-encrypted.ts'
import { errors } from '../../src/messages/en/errors/index.ts'
import { talk } from '../../src/messages/en/talk/index.ts'
import { LIMITS } from '../../src/otp/account.ts'
import { migrationLink } from '../kit/migration.ts'
import { qrPicture } from '../kit/qr-picture.ts'
import {
  BIN,
  dropHome,
  type Home,
  KEY,
  newHome,
  PASSPHRASE,
  type Ran,
  type RunOptions,
  ukp,
  ukpJson,
} from '../kit/ukp.ts'
import { generationOf, keyNumber, putVault, storedIn } from '../kit/vaults.ts'
import { account, seeded } from '../vault/kit.ts'

const OTHER_KEY = 'KRSXG5CTMVRXEZLU'
const ANNA = `otpauth://totp/Acme:anna?secret=${KEY}&issuer=Acme`
const BELA = `otpauth://totp/Acme:bela?secret=${OTHER_KEY}&issuer=Acme`
const FILE_PASSWORD = 'a word for the file'

const says = talk.import

let home: Home
beforeEach(() => {
  home = newHome()
})
afterEach(() => dropHome(home))

function importing(args: readonly string[], options: RunOptions = {}): Ran {
  return ukp(home, ['import', ...args], { env: { UKP_PASSPHRASE: PASSPHRASE }, ...options })
}

function importJson(args: readonly string[], options: RunOptions = {}): ReturnType<typeof ukpJson> {
  return ukpJson(home, ['import', ...args], options)
}

/** A file that only its owner can read. */
function put(name: string, content: string | Uint8Array): string {
  const file = join(home.folder, name)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, content, { mode: 0o600 })
  return file
}

const lines = (...links: readonly string[]): string => links.map((link) => `${link}\n`).join('')

/** A list of links in a file. */
const list = (...links: readonly string[]): string => put('links.txt', lines(...links))

/** Issuer and user name stand in the link's label. */
function link(label: string, key: string, more = ''): string {
  return `otpauth://totp/${label}?secret=${key}${more}`
}

async function aegisFile(name = 'aegis.json', user = 'cili'): Promise<string> {
  const accounts = [account(1, { name: user, issuer: 'Acme', account: user, secret: keyNumber(1), deletionCode: null })]
  const [file] = await aegisEncrypted.write(accounts, { random: seeded(1), password: FILE_PASSWORD })
  return put(name, file?.bytes ?? '')
}

function bitwardenFile(items: readonly object[], folders: readonly object[] = []): string {
  return put('bitwarden.json', JSON.stringify({ encrypted: false, folders, items }))
}

describe('before anything is saved', () => {
  it('a dry run tells what would be added and saves nothing', () => {
    const file = list(ANNA, BELA)
    const ran = importing([file, '--dry-run'])
    expect(ran.exit).toBe(0)
    expect(ran.stdout).toBe('')
    expect(ran.stderr.split('\n')).toEqual([
      'Would be added: Acme:anna (key of 20 characters)',
      'Would be added: Acme:bela (key of 16 characters)',
      'To be added: 2',
      'Nothing was saved.',
      '',
    ])
    expect(existsSync(home.vault)).toBe(false)
    const { json } = importJson([file, '--dry-run'])
    expect(json).toMatchObject({ ok: true, dryRun: true, same: [], changed: [], refused: [] })
    expect(json.added).toEqual([
      {
        ...{ name: 'Acme:anna', type: 'totp', issuer: 'Acme', account: 'anna', algorithm: 'SHA1', digits: 6 },
        ...{ period: 30, counter: 0, keyLength: 20 },
      },
      expect.objectContaining({ name: 'Acme:bela', keyLength: 16 }),
    ])
    expect(existsSync(home.vault)).toBe(false)
  })

  it('a dry run needs no passphrase where there is no vault, and the right one where there is one', async () => {
    const args = [list(ANNA), '--dry-run']
    expect(importing(args, { env: {} }).exit).toBe(0)
    await putVault(home, [])
    expect(importing(args, { env: {} }).exit).toBe(4)
    expect(importing(args, { env: { UKP_PASSPHRASE: 'another passphrase' } }).exit).toBe(4)
  })

  it('a dry run beside a vault says what is there already, and leaves it as it is', async () => {
    await putVault(home, [{ name: 'mine', secret: KEY }])
    const before = readFileSync(home.vault)
    const { exit, json } = importJson([list(ANNA, BELA), '--dry-run'])
    expect(exit).toBe(0)
    expect(json).toMatchObject({ added: [{ name: 'Acme:bela' }], same: [{ name: 'mine' }], dryRun: true })
    expect(readFileSync(home.vault).equals(before)).toBe(true)
  })

  it('the question needs a terminal or --yes', () => {
    const ran = importing([list(ANNA)])
    expect(ran.exit).toBe(2)
    expect(ran.stderr).toContain('--yes')
    const { exit, json } = importJson([list(ANNA)])
    expect([exit, json.kind]).toEqual([2, 'usage'])
    expect(existsSync(home.vault)).toBe(false)
  })

  it('--yes answers the question', async () => {
    const ran = importing([list(ANNA, BELA), '--yes'])
    expect(ran.exit).toBe(0)
    expect(ran.stderr).toMatch(/^Vault created: .*\nAdded: Acme:anna\nAdded: Acme:bela\nAdded: 2\n/)
    expect((await storedIn(home)).map(({ name, secret, source }) => ({ name, secret, source }))).toEqual([
      { name: 'Acme:anna', secret: KEY, source: 'import:otpauth' },
      { name: 'Acme:bela', secret: OTHER_KEY, source: 'import:otpauth' },
    ])
  })

  it('--quiet says nothing but errors', () => {
    expect(importing([list(ANNA), '--yes', '--quiet'])).toEqual({ exit: 0, stdout: '', stderr: '' })
    const { exit, stderr } = importing([put('more.txt', lines(BELA, 'hello')), '--yes', '--quiet'])
    expect(exit).toBe(9)
    expect(stderr).toMatch(/^Error: [^\n]*\nNext step: [^\n]*\n$/)
    expect(stderr).toContain(errors['import-partial']({ refused: 1 }).message)
  })

  it('the JSON has the keys that scripts rely on', () => {
    const file = list(ANNA, ANNA)
    const { json } = importJson([file, '--yes'])
    expect(Object.keys(json).sort()).toEqual(['added', 'changed', 'files', 'ok', 'refused', 'same'])
    const [added] = json.added as Record<string, unknown>[]
    expect(added).toMatchObject({ name: 'Acme:anna', hasDeletionCode: false, tags: [], note: '' })
    expect(added).toHaveProperty('id')
    expect(added).not.toHaveProperty('secret')
    expect(json).toMatchObject({
      ok: true,
      changed: [],
      same: [{ name: 'Acme:anna', file }],
      refused: [],
      files: [
        { file, format: 'otpauth', app: null, encrypted: false, syncedBy: null, othersCanRead: false, accounts: 2 },
      ],
    })
  })

  it('no vault is made when nothing is saved', () => {
    const file = put('a.txt', lines('otpauth://totp/x?secret=JBSWY3DP0HPK3PXP'))
    expect(importing([file, '--yes']).exit).toBe(6)
    expect(importing([put('hello.txt', 'hello\n'), '--yes']).exit).toBe(6)
    expect(importing([list(ANNA), '--format', 'aegis', '--yes']).exit).toBe(6)
    expect(importing([list(ANNA), '--yes'], { env: {} }).exit).toBe(4)
    expect(existsSync(home.vault)).toBe(false)
  })
})

describe('the same file once more', () => {
  it('changes nothing and is no failure', () => {
    const file = list(ANNA, BELA)
    expect(importing([file, '--yes']).exit).toBe(0)
    const before = readFileSync(home.vault)
    const again = importing([file])
    expect(again.exit).toBe(0)
    expect(again.stderr).toMatch(
      /^Already stored as: Acme:anna\nAlready stored as: Acme:bela\nAdded: 0, already there: 2\n/,
    )
    const { exit, json } = importJson([file, '--yes'])
    expect([exit, json.ok]).toEqual([0, true])
    expect(json.same).toEqual([
      { name: 'Acme:anna', file },
      { name: 'Acme:bela', file },
    ])
    expect(readFileSync(home.vault).equals(before)).toBe(true)
  })

  it('is told by the bytes of the key, whatever the name and the spelling of its end', async () => {
    await putVault(home, [{ name: 'mine', secret: 'JBSWY3DPEHPK3PXPGEZA' }])
    const { exit, json } = importJson([list(link('Another:name', 'jbswy3dpehpk3pxpgezb'))])
    expect([exit, json.same]).toEqual([0, [{ name: 'mine', file: join(home.folder, 'links.txt') }]])
  })

  it('holds another key when type or algorithm differ', async () => {
    await putVault(home, [{ name: 'mine', secret: KEY }])
    const counted = link('b', KEY).replace('totp', 'hotp')
    const { json } = importJson([list(link('a', KEY, '&algorithm=SHA256'), `${counted}&counter=0`), '--yes'])
    expect(json).toMatchObject({ added: [{ algorithm: 'SHA256' }, { type: 'hotp' }], same: [], refused: [] })
  })
})

describe('what cannot be taken', () => {
  it('is told with line and reason, and keeps nothing else out', async () => {
    const file = list(ANNA, '', 'hello', link('Bad:key', 'JBSWY3DP0HPK3PXP'), BELA)
    const ran = importing([file, '--dry-run'])
    expect(ran.exit).toBe(9)
    expect(ran.stderr).toContain(says.refused(`${file}, line 3`, errors['line-unknown']({}).message))
    expect(ran.stderr).toContain(says.refused(`${file}, line 4`, 'Not possible in a key: 0 (character 9).'))
    const { exit, json } = importJson([file, '--yes'])
    expect(exit).toBe(9)
    expect(json).toMatchObject({ ok: false, kind: 'partial', exit: 9 })
    expect(json.refused).toEqual([
      { file, line: 3, name: null, kind: 'bad-input', message: errors['line-unknown']({}).message },
      { file, line: 4, name: null, kind: 'bad-input', message: 'Not possible in a key: 0 (character 9).' },
    ])
    expect((await storedIn(home)).map(({ secret }) => secret)).toEqual([KEY, OTHER_KEY])
  })

  it('is told again by the same import, which ends as before', async () => {
    await putVault(home, [])
    const file = list(ANNA, 'hello')
    expect(importing([file, '--yes']).exit).toBe(9)
    const before = readFileSync(home.vault)
    const { exit, json } = importJson([file])
    expect(exit).toBe(9)
    expect(json).toMatchObject({ added: [], same: [{ name: 'Acme:anna' }], refused: [{ line: 2 }] })
    expect(readFileSync(home.vault).equals(before)).toBe(true)
  })

  it('has the name that a person knows it by, where there are no lines', () => {
    const login = { uris: [], totp: 'JBSWY3DP0HPK3PXP', username: 'bela' }
    const good = { ...login, totp: KEY }
    const file = bitwardenFile([
      { type: 1, name: 'Broken', login },
      { type: 1, name: 'Sound', login: good },
    ])
    const { exit, json } = importJson([file, '--yes'])
    expect(exit).toBe(9)
    expect(json.refused).toMatchObject([{ file, line: null, name: 'Broken: bela', kind: 'bad-input' }])
  })

  it('is the failure itself when it is all there is', () => {
    const ran = importing([list('otpauth://totp/x?secret=JBSWY3DP0HPK3PXP'), '--yes'])
    expect(ran.exit).toBe(6)
    expect(ran.stderr).toMatch(/^Error: Not possible in a key: 0 \(character 9\)\.\nNext step: /)
  })

  it('can be a whole file, beside others that are taken', async () => {
    const [good, bad, none] = [list(ANNA), put('bad.txt', 'hello\n'), join(home.folder, 'none.txt')]
    const { exit, json } = importJson([bad, none, good, '--yes'])
    expect(exit).toBe(9)
    expect(json).toMatchObject({ added: [{ name: 'Acme:anna' }], refused: [{ file: bad }, { file: none }] })
    expect(json.files).toMatchObject([{ file: good, accounts: 1 }])
  })

  it.each([
    ['nothing', 'empty.txt', ''],
    ['a text', 'letter.txt', 'Dear Anna,\nhere is the list.\n'],
    ["another program's JSON", 'a.json', '{"hello":[1,2,3]}'],
    ['bytes', 'a.bin', Uint8Array.from({ length: 4000 }, (_, i) => (i * 7919) & 0xff)],
  ])('is a file of no known format, exit 6: %s', (_, name, content) => {
    const ran = importing([put(name, content), '--yes'])
    expect(ran.exit).toBe(6)
    expect(ran.stderr).toContain(errors['import-unknown']({ file: join(home.folder, name) }).message)
    expect(ran.stderr).toContain('ukp help import')
  })

  it('is an export without any key, exit 6', () => {
    const file = bitwardenFile([
      { type: 1, name: 'Only a password', login: { username: 'a', password: 'b', totp: null } },
    ])
    const { exit, json } = importJson([file, '--yes'])
    expect([exit, json.kind]).toEqual([6, 'bad-input'])
    expect(json.message).toBe(errors['import-empty']({ file }).message)
    expect(existsSync(home.vault)).toBe(false)
  })

  it('is a table whose columns are not known: those that are needed are named, exit 6', () => {
    const file = put('mine.csv', `cím,jelszó\nwww.example.com,x\n`)
    const ran = importing([file, '--yes'])
    expect(ran.exit).toBe(6)
    expect(ran.stderr).toContain('titkos kulcs, secret')
  })

  it('is a spreadsheet itself, exit 6', () => {
    const file = put('mine.xlsx', 'PK\u0003\u0004....xl/workbook.xml')
    const ran = importing([file, '--yes'])
    expect(ran.exit).toBe(6)
    expect(ran.stderr).toContain(errors['import-spreadsheet']({ file }).message)
  })

  it('is a file that is not there, exit 6', () => {
    const ran = importing([join(home.folder, 'none.json'), '--yes'])
    expect(ran.exit).toBe(6)
    expect(ran.stderr).toContain(errors['file-not-found']({ file: join(home.folder, 'none.json') }).message)
  })

  it('is a vault, which is for ukp merge', async () => {
    await putVault(home, [{ name: 'mine' }])
    const copy = put('copy of the vault.ukp', readFileSync(home.vault))
    const ran = importing([copy, '--yes'])
    expect(ran.exit).toBe(6)
    expect(ran.stderr).toContain(`ukp merge '${copy}'`)
    const own = importing([home.vault, '--yes'])
    expect(own.exit).toBe(6)
    expect(own.stderr).toContain('ukp merge')
  })

  it('is a file of 100 MB, refused before it is read', () => {
    const file = join(home.folder, 'big.json')
    const handle = openSync(file, 'w', 0o600)
    ftruncateSync(handle, 100_000_000)
    closeSync(handle)
    const before = performance.now()
    const none = importing([join(home.folder, 'none.json'), '--yes'])
    const between = performance.now()
    const ran = importing([file, '--yes'])
    const [usual, took] = [between - before, performance.now() - between]
    expect([none.exit, ran.exit]).toEqual([6, 6])
    expect(ran.stderr).toContain('32 MB')
    expect(took).toBeLessThan(3 * usual + 2000)
  })

  it('is a file name that looks like a key, and is not repeated', () => {
    const ran = importing([KEY, '--yes'])
    expect(ran.exit).toBe(2)
    expect(`${ran.stdout}${ran.stderr}`).not.toContain(KEY)
    expect(importing([ANNA, '--yes']).exit).toBe(2)
  })
})

describe('an encrypted file', () => {
  const passwordFile = (content = `${FILE_PASSWORD}\n`): string => put('password.txt', content)

  it('opens with its own password', async () => {
    const file = await aegisFile()
    const ran = importing([file, '--source-passphrase-file', passwordFile(), '--yes'])
    expect(ran.exit).toBe(0)
    expect(ran.stderr).toContain(`${file}: Aegis`)
    expect(await storedIn(home)).toMatchObject([{ name: 'Acme:cili', secret: keyNumber(1), source: 'import:aegis' }])
  })

  it('is called encrypted, and nobody is told to delete it', async () => {
    const file = await aegisFile()
    const args = [file, '--source-passphrase-file', passwordFile(), '--yes']
    expect(importJson([...args, '--dry-run']).json.files).toMatchObject([
      { format: 'aegis', app: 'Aegis', encrypted: true },
    ])
    expect(importing(args).stderr).not.toContain(says.holdKeys([file]))
  })

  it('stays closed to a wrong password, and no vault is made', async () => {
    const ran = importing([await aegisFile(), '--source-passphrase-file', passwordFile('another word\n'), '--yes'])
    expect(ran.exit).toBe(4)
    expect(ran.stderr).toContain(errors['source-password-wrong']({ app: 'Aegis' }).message)
    expect(existsSync(home.vault)).toBe(false)
  })

  it('needs a password where nobody can be asked, and never takes that of the vault', async () => {
    const ran = importing([await aegisFile(), '--yes'], { env: { UKP_PASSPHRASE: FILE_PASSWORD } })
    expect(ran.exit).toBe(4)
    expect(ran.stderr).toContain('--source-passphrase-file')
    expect(existsSync(home.vault)).toBe(false)
  })

  it('needs a password file that is there, and that has a line', async () => {
    const file = await aegisFile()
    const none = join(home.folder, 'none.txt')
    const missing = importing([file, '--source-passphrase-file', none, '--yes'])
    expect(missing.exit).toBe(4)
    expect(missing.stderr).toContain(none)
    expect(importing([file, '--source-passphrase-file', passwordFile(''), '--yes']).exit).toBe(4)
    expect(existsSync(home.vault)).toBe(false)
  })

  it('needs a password file that others cannot read', async () => {
    const secret = passwordFile()
    chmodSync(secret, 0o644)
    const ran = importing([await aegisFile(), '--source-passphrase-file', secret, '--yes'])
    expect(ran.exit).toBe(4)
    expect(ran.stderr).toContain(`chmod 600`)
    expect(existsSync(home.vault)).toBe(false)
  })

  it('is not looked at before the vault is open', async () => {
    await putVault(home, [])
    const args = [await aegisFile(), '--source-passphrase-file', passwordFile('another word\n'), '--yes']
    const ran = importing(args, { env: { UKP_PASSPHRASE: 'another passphrase' } })
    expect(ran.exit).toBe(4)
    expect(ran.stderr).toContain(errors['wrong-passphrase']({}).message)
  })

  it('with a wrong password keeps other files from nothing', async () => {
    const file = await aegisFile()
    const args = [file, list(ANNA), '--source-passphrase-file', passwordFile('another word\n'), '--yes']
    const { exit, json } = importJson(args)
    expect(exit).toBe(9)
    expect(json).toMatchObject({ added: [{ name: 'Acme:anna' }], refused: [{ file, kind: 'locked' }] })
  })
})

describe('several files', () => {
  beforeEach(() => putVault(home, []))

  it('are one save', async () => {
    await putVault(home, [{ name: 'mine' }])
    const before = generationOf(home)
    const [first, second] = [list(ANNA), put('second.txt', lines(BELA))]
    const { exit, json } = importJson([first, second, '--yes'])
    expect([exit, generationOf(home) - before]).toEqual([0, 1])
    expect(json.files).toMatchObject([
      { file: first, accounts: 1 },
      { file: second, accounts: 1 },
    ])
    expect((await storedIn(home)).map(({ name }) => name)).toEqual(['mine', 'Acme:anna', 'Acme:bela'])
  })

  it('named twice are read once', () => {
    const file = list(ANNA)
    const { json } = importJson([file, file, '--dry-run'])
    expect(json).toMatchObject({ added: [{ name: 'Acme:anna' }], same: [], files: [{ file }] })
  })

  it('may be standard input, text or picture', async () => {
    const text = importJson(['-', '--yes'], { stdin: lines(ANNA) })
    expect(text.exit).toBe(0)
    expect(text.json.files).toMatchObject([{ file: '-', format: 'otpauth', accounts: 1 }])
    const picture = importJson(['-', '--yes'], { stdin: qrPicture([BELA]) })
    expect(picture.json.files).toMatchObject([{ file: '-', format: 'qr', accounts: 1 }])
    expect((await storedIn(home)).map(({ name }) => name)).toEqual(['Acme:anna', 'Acme:bela'])
  })

  it('cannot be standard input when the passphrase is', () => {
    expect(importing(['-', '--passphrase-fd', '0', '--yes'], { stdin: lines(ANNA), env: {} }).exit).toBe(2)
  })

  it('that hold nothing on standard input are refused', () => {
    expect(importing(['-', '--yes']).exit).toBe(6)
  })
})

describe('a folder', () => {
  beforeEach(() => putVault(home, []))

  it('gives each account of a picture the name of its file, and passes over what is none', async () => {
    put('clients/minta kft.png', qrPicture([ANNA]))
    put('clients/Bela_Bt.png', qrPicture([BELA]))
    put('clients/two.png', qrPicture([link('Acme:two', keyNumber(2)), link('Acme:three', keyNumber(3))]))
    const note = put('clients/notes.txt', 'bring cake\n')
    put('clients/.hidden.txt', lines(link('hidden', keyNumber(4))))
    put('clients/inside/more.txt', lines(link('inside', keyNumber(5))))
    const ran = importing([join(home.folder, 'clients'), '--yes'])
    expect(ran.exit).toBe(0)
    expect(ran.stderr).toContain(says.passedOver(note))
    const stored = await storedIn(home)
    expect(stored.map(({ name, account: user }) => [name, user])).toEqual([
      ['Bela_Bt', 'bela'],
      ['minta kft', 'anna'],
      ['Acme:two', 'two'],
      ['Acme:three', 'three'],
    ])
  })

  it('takes exports in it too, and tells a broken one apart from what is none', () => {
    const broken = put('mixed/broken.png', qrPicture(['otpauth://totp/x?secret=JBSWY3DP0HPK3PXP']))
    put('mixed/list.txt', lines(BELA))
    const { exit, json } = importJson([join(home.folder, 'mixed'), '--yes'])
    expect(exit).toBe(9)
    expect(json).toMatchObject({ added: [{ name: 'Acme:bela' }], refused: [{ file: broken }] })
  })

  it('is read without the folders in it, behind a link too', () => {
    put('mixed/list.txt', lines(BELA))
    put('mixed/inside/more.txt', lines(ANNA))
    symlinkSync('inside', join(home.folder, 'mixed', 'to-inside'))
    const { exit, json } = importJson([join(home.folder, 'mixed'), '--dry-run'])
    expect([exit, json.refused]).toEqual([0, []])
    expect(json.added).toMatchObject([{ name: 'Acme:bela' }])
  })

  it('with a pipe in it is not waited for', () => {
    put('mixed/list.txt', lines(BELA))
    spawnSync('mkfifo', [join(home.folder, 'mixed', 'pipe')])
    const args = ['10', process.execPath, BIN, 'import', join(home.folder, 'mixed'), '--dry-run']
    const ran = spawnSync('timeout', args, { env: { ...home.env, UKP_PASSPHRASE: PASSPHRASE }, input: '' })
    expect(ran.status).toBe(0)
    expect(String(ran.stderr)).toContain('Would be added: Acme:bela')
  })

  it('with nothing in it is refused, exit 6', () => {
    mkdirSync(join(home.folder, 'empty'))
    expect(importing([join(home.folder, 'empty'), '--yes']).exit).toBe(6)
    put('only/notes.txt', 'bring cake\n')
    const ran = importing([join(home.folder, 'only'), '--yes'])
    expect(ran.exit).toBe(6)
    expect(ran.stderr).toContain(join(home.folder, 'only'))
  })
})

describe('parts of an export of Google Authenticator', () => {
  beforeEach(() => putVault(home, []))

  const part = (index: number): string => migrationLink([[`user${index}`, keyNumber(index)]], { size: 3, index })

  it('are joined from pictures and text, and those that are missing are named', async () => {
    const [picture, text] = [put('part1.png', qrPicture([part(0)])), put('part3.txt', lines(part(2)))]
    const ran = importing([picture, text, '--dry-run'])
    expect(ran.exit).toBe(9)
    expect(ran.stderr).toContain('The export has 3 parts, and some are missing: 2.')
    const { exit, json } = importJson([picture, text, '--yes'])
    expect(exit).toBe(9)
    expect((json.added as { name: string }[]).map(({ name }) => name)).toEqual(['Acme:user0', 'Acme:user2'])
    expect(json.refused).toMatchObject([{ file: null, message: expect.stringContaining('missing: 2') }])
    const whole = importJson([put('all.png', qrPicture([part(0), part(1)])), text, '--yes'])
    expect(whole.exit).toBe(0)
    expect(whole.json).toMatchObject({ added: [{ name: 'Acme:user1' }], refused: [] })
    expect((await storedIn(home)).map(({ secret }) => secret)).toEqual([keyNumber(0), keyNumber(2), keyNumber(1)])
  })

  it('are asked for by the command that was used', () => {
    const ran = importing([put('part1.txt', lines(part(0))), '--dry-run'])
    expect(ran.stderr).toContain('ukp import')
    expect(ran.stderr).not.toContain('ukp add --qr')
  })
})

describe('what comes along', () => {
  beforeEach(() => putVault(home, []))

  it('tags, notes and the trash of the other app', async () => {
    const folders = [{ id: 'f1', name: 'Family' }]
    const login = { uris: [], username: 'bela', password: 'hunter2' }
    const file = bitwardenFile(
      [
        { type: 1, name: 'Acme', folderId: 'f1', notes: 'of the house', login: { ...login, totp: KEY } },
        { type: 1, name: 'Gone', deletedDate: '2026-01-01T00:00:00Z', login: { ...login, totp: OTHER_KEY } },
      ],
      folders,
    )
    const ran = importing([file, '--tag', 'moved', '--tag', 'Family', '--yes'])
    expect(ran.exit).toBe(0)
    expect(ran.stderr).toContain(`Added: Gone:bela (${says.trashed})`)
    expect(ran.stderr).toContain(says.remarks['passwords-left'](file))
    expect(await storedIn(home)).toMatchObject([
      { name: 'Acme:bela', tags: ['Family', 'moved'], note: 'of the house', trashed: null },
      { name: 'Gone:bela', tags: ['moved', 'Family'], note: '', trashed: expect.stringMatching(/^20/) },
    ])
    expect(ukp(home, ['list'], { env: { UKP_PASSPHRASE: PASSPHRASE } }).stdout).not.toContain('Gone')
    expect(ukp(home, ['restore'], { env: { UKP_PASSPHRASE: PASSPHRASE } }).stdout).toContain('Gone:bela')
  })

  it('as many tags as there is room for beside those of the line', async () => {
    const collections = Array.from({ length: LIMITS.tags.max }, (_, i) => ({ id: `c${i}`, name: `t${i}` }))
    const collectionIds = collections.map(({ id }) => id)
    const login = { uris: [], username: 'bela' }
    const file = put(
      'many.json',
      JSON.stringify({
        encrypted: false,
        collections,
        items: [
          { type: 1, name: 'Acme', collectionIds, login: { ...login, totp: KEY } },
          { type: 1, name: 'Other', login: { ...login, totp: OTHER_KEY } },
        ],
      }),
    )
    const ran = importing([file, '--tag', 'moved', '--tag', 'T3', '--yes'])
    expect(ran.exit).toBe(0)
    const [many, one] = await storedIn(home)
    expect(many?.tags).toEqual([...collections.slice(0, -2).map(({ name }) => name), 'moved'])
    expect(one?.tags).toEqual(['moved', 'T3'])
  })

  it('deletion codes of a table, unless a zero is missing', async () => {
    const table = put('clients.csv', `név;titkos kulcs;törlőkód\nmama;${KEY};04711042\npapa;${OTHER_KEY};4711042\n`)
    const ran = importing([table, '--yes'])
    expect(ran.exit).toBe(0)
    expect(ran.stderr).toContain(`papa: Note: ${talk.warnings['deletion-code-short']({ length: 7 })}`)
    expect(ran.stderr).not.toContain('04711042')
    expect(await storedIn(home)).toMatchObject([
      { name: 'mama', deletionCode: '04711042' },
      { name: 'papa', deletionCode: null },
    ])
  })

  it('a key of an odd length, with a warning that the JSON has too', () => {
    const file = list(link('Acme:odd', 'JBSWY3DPEHPK3PXPG'))
    const ran = importing([file, '--dry-run'])
    expect(ran.exit).toBe(0)
    const message = talk.warnings['odd-length']({ length: 17 })
    expect(ran.stderr).toContain(`Acme:odd: Note: ${message}`)
    expect(importJson([file, '--dry-run']).json.notes).toEqual([{ name: 'Acme:odd', code: 'odd-length', message }])
  })

  it('what a file held besides, in the JSON too', () => {
    const login = { uris: [], username: 'bela', password: 'hunter2', totp: KEY }
    const { json, stdout } = importJson([bitwardenFile([{ type: 1, name: 'Acme', login }]), '--dry-run'])
    expect(json.files).toMatchObject([{ app: 'Bitwarden', remarks: ['passwords-left'] }])
    expect(stdout).not.toContain('hunter2')
  })
})

describe('names', () => {
  beforeEach(() => putVault(home, []))

  it('that clash get a number', async () => {
    await putVault(home, [{ name: 'Acme:anna' }])
    const file = list(ANNA, link('Acme:anna', OTHER_KEY))
    const ran = importing([file, '--yes'])
    expect(ran.stderr).toContain(talk.add.savedAs('Acme:anna', 'Acme:anna (2)'))
    expect((await storedIn(home)).map(({ name }) => name)).toEqual(['Acme:anna', 'Acme:anna (2)', 'Acme:anna (3)'])
  })

  it('come from the file for an account without any label', async () => {
    const file = put('from grandma.txt', lines(`otpauth://totp/?secret=${KEY}`))
    expect(importing([file, '--yes']).exit).toBe(0)
    expect(importing(['-', '--yes'], { stdin: lines(`otpauth://totp/?secret=${OTHER_KEY}`) }).exit).toBe(0)
    const names = (await storedIn(home)).map(({ name }) => name)
    expect(names[0]).toContain('from grandma')
    expect(names[1]).toMatch(/\S/)
  })

  it('that are keys, and are longer than a name may be, are replaced', async () => {
    const key = 'GEZDGNBVGY3TQOJQGEZDGNBV'
    const file = list(link(key, KEY), link('a'.repeat(3000), OTHER_KEY))
    expect(importing([file, '--yes']).exit).toBe(0)
    const [first, second] = await storedIn(home)
    expect(first?.name).not.toContain(key)
    expect(second?.name.length).toBeLessThanOrEqual(256)
  })

  it('have their control characters made visible', () => {
    const file = list(link('Ac%1B%5B31mme%0A:an%E2%80%AEna', KEY))
    const text = importing([file, '--dry-run'])
    expect(text.stderr).toContain('<U+001B>[31m')
    expect(text.stderr).toContain('<U+202E>')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
    expect(text.stderr).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/)
    const json = importJson([file, '--dry-run']).stdout
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
    expect(json).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/)
  })
})

describe('a key that is there with something else', () => {
  beforeEach(() => putVault(home, []))

  const hotp = (counter: number): string => `otpauth://hotp/Acme:dora?secret=${KEY}&counter=${counter}`

  it('has its counter taken over when it is ahead, and never set back', async () => {
    await putVault(home, [{ name: 'dora', type: 'hotp', secret: KEY, counter: 5 }])
    const ahead = importing([list(hotp(9)), '--yes'])
    expect(ahead.exit).toBe(0)
    expect(ahead.stderr).toContain(talk.add.completed.counter('dora', 9))
    expect(await storedIn(home)).toMatchObject([{ name: 'dora', counter: 9 }])
    const before = readFileSync(home.vault)
    const behind = importJson([list(hotp(3)), '--yes'])
    expect(behind.exit).toBe(0)
    expect(behind.json).toMatchObject({ changed: [], same: [{ name: 'dora' }] })
    expect(readFileSync(home.vault).equals(before)).toBe(true)
  })

  it('is told as changed in JSON', async () => {
    await putVault(home, [{ name: 'dora', type: 'hotp', secret: KEY, counter: 5 }])
    const { json } = importJson([list(hotp(9)), '--yes'])
    expect(json).toMatchObject({ ok: true, added: [], same: [], changed: [{ name: 'dora', counter: 9 }] })
  })

  it('has the highest counter when it comes twice', async () => {
    expect(importing([list(hotp(5), hotp(9), hotp(7)), '--yes']).exit).toBe(0)
    expect(await storedIn(home)).toMatchObject([{ counter: 9 }])
  })

  it.each([
    ['digits', '&digits=8', 'digits=6 here, digits=8 in the file'],
    ['period', '&period=60', 'period=30 here, period=60 in the file'],
  ])('is refused with both values when its %s differ', async (_, more, both) => {
    await putVault(home, [{ name: 'anna', secret: KEY }])
    const before = readFileSync(home.vault)
    const file = list(`${ANNA}${more}`)
    const ran = importing([file, '--yes'])
    expect(ran.exit).toBe(6)
    expect(ran.stderr).toContain(both)
    const { exit, json } = importJson([file, '--yes'])
    expect([exit, (json.refused as { message: string }[])[0]?.message]).toEqual([6, expect.stringContaining(both)])
    expect(readFileSync(home.vault).equals(before)).toBe(true)
  })

  it('gets the deletion code that was missing, and keeps the one it has', async () => {
    await putVault(home, [
      { name: 'mama', secret: KEY },
      { name: 'papa', secret: OTHER_KEY, deletionCode: '11223344' },
    ])
    const rows = [`mama;${KEY};04711042`, `papa;${OTHER_KEY};55667788`]
    const file = put('clients.csv', lines('név;titkos kulcs;törlőkód', ...rows))
    const ran = importing([file, '--dry-run'])
    expect(ran.exit).toBe(0)
    expect(ran.stderr).toContain(talk.add.completed['deletion-code']('mama'))
    expect(ran.stderr).toContain(`papa: ${says.otherDeletionCode}`)
    expect(ran.stderr).not.toMatch(/04711042|11223344|55667788/)
    expect(importing([file]).exit).toBe(2)
    const { json, stdout } = importJson([file, '--yes'])
    expect(json).toMatchObject({
      added: [],
      changed: [{ name: 'mama', hasDeletionCode: true }],
      same: [{ name: 'papa' }],
    })
    expect(stdout).not.toMatch(/04711042|11223344|55667788/)
    expect(await storedIn(home)).toMatchObject([{ deletionCode: '04711042' }, { deletionCode: '11223344' }])
  })

  it('under another name is told: two rows may have got one key by mistake', async () => {
    await putVault(home, [{ name: 'mama', secret: KEY }])
    const file = put('clients.csv', `név;titkos kulcs\nmama;${KEY}\npapa;${KEY}\n`)
    const ran = importing([file])
    expect(ran.exit).toBe(0)
    expect(ran.stderr).toContain(says.otherName(`${file}, line 3`, 'papa', 'mama'))
    expect(ran.stderr).not.toContain('line 2')
  })

  it('for many accounts is a number', async () => {
    const several = (count: number): string =>
      lines(...Array.from({ length: count }, (_, i) => link(`a:${i}`, keyNumber(i))))
    expect(importing([put('many.txt', several(11)), '--yes', '--quiet']).exit).toBe(0)
    const many = importing([put('many.txt', several(11))]).stderr
    expect(many).toContain(says.done({ added: 0, changed: 0, same: 11, refused: 0 }))
    expect(many).not.toContain(talk.add.same('a:1'))
    expect(importing([put('few.txt', several(10))]).stderr).toContain(talk.add.same('a:1'))
  })

  it('in the trash is refused, and does not come back by itself', async () => {
    await putVault(home, [{ name: 'anna', secret: KEY, trashed: '2026-01-01T00:00:00.000Z' }])
    const ran = importing([list(ANNA), '--yes'])
    expect(ran.exit).toBe(6)
    expect(ran.stderr).toContain('ukp restore anna')
  })

  it('and comes twice in one file is added once', async () => {
    const file = list(ANNA, link('Acme:second', KEY))
    const { exit, json } = importJson([file, '--yes'])
    expect(exit).toBe(0)
    expect(json).toMatchObject({ added: [{ name: 'Acme:anna' }], same: [{ name: 'Acme:anna', file }] })
    expect(await storedIn(home)).toHaveLength(1)
  })

  it('is active when it is active anywhere in the file, wherever its copy in the trash stands', async () => {
    const login = { uris: [], username: 'bela', totp: KEY }
    const items = [
      { type: 1, name: 'Old', deletedDate: '2026-01-01T00:00:00Z', login },
      { type: 1, name: 'New', login },
    ]
    expect(importing([bitwardenFile(items), '--yes']).exit).toBe(0)
    expect((await storedIn(home)).filter(({ trashed }) => trashed === null)).toHaveLength(1)
  })
})

describe('--format', () => {
  beforeEach(() => putVault(home, []))

  it('reads the file as it says', () => {
    const { exit, json } = importJson([list(ANNA), '--format', 'otpauth', '--yes'])
    expect([exit, json.files]).toMatchObject([0, [{ format: 'otpauth' }]])
  })

  it("that is not the file's own is refused, exit 6", () => {
    const ran = importing([list(ANNA), '--format', 'aegis', '--yes'])
    expect(ran.exit).toBe(6)
    expect(ran.stderr).toContain(
      errors['import-not-format']({ file: join(home.folder, 'links.txt'), format: 'aegis' }).message,
    )
  })

  it('that does not exist is refused with those that do, exit 2', () => {
    const ran = importing([list(ANNA), '--format', 'nonsense', '--yes'])
    expect(ran.exit).toBe(2)
    for (const format of ['aegis', 'bitwarden', 'csv', 'otpauth']) expect(ran.stderr).toContain(format)
  })

  it.each([
    ['authy', 'Authy'],
    ['microsoft-authenticator', 'Microsoft Authenticator'],
  ])('%s, which exports nothing, gets the sentence that says what to do instead', (format, app) => {
    const ran = importing([list(ANNA), '--format', format, '--yes'])
    expect(ran.exit).toBe(6)
    const { message, hint } = errors['import-no-export']({ app })
    expect(ran.stderr).toContain(`${message}\nNext step: ${hint}`)
  })
})

describe('the files afterwards', () => {
  beforeEach(() => putVault(home, []))

  it('are told to hold keys that anybody can read, once something was saved', () => {
    const file = list(ANNA)
    const note = says.holdKeys([file])
    expect(importing([file, '--dry-run']).stderr).not.toContain(note)
    expect(importing([file, '--yes']).stderr).toContain(note)
    expect(importing([file, '--yes']).stderr).toContain(note)
    expect(importing(['-', '--yes'], { stdin: lines(BELA) }).stderr).not.toContain(says.holdKeys(['-']))
  })

  it('are not the end: the old app is kept until the codes were compared', () => {
    const file = list(ANNA)
    expect(importing([file, '--dry-run']).stderr).not.toContain(says.compare)
    expect(importing([file, '--yes']).stderr).toContain(says.compare)
    expect(importing([file, '--yes']).stderr).not.toContain(says.compare)
  })

  it('are told to lie in a folder that is synced', () => {
    const file = put('Dropbox/links.txt', lines(ANNA))
    const ran = importing([file, '--yes'])
    expect(ran.stderr).toContain(says.synced([file], 'Dropbox'))
    expect(importJson([file]).json.files).toMatchObject([{ syncedBy: 'Dropbox' }])
  })

  it('are told when others can read them', () => {
    const file = list(ANNA)
    chmodSync(file, 0o644)
    expect(importing([file, '--yes']).stderr).not.toContain(says.othersCanRead([file]))
    chmodSync(home.folder, 0o755)
    expect(importing([file, '--yes']).stderr).toContain(says.othersCanRead([file]))
    expect(importJson([file]).json.files).toMatchObject([{ othersCanRead: true }])
  })
})
