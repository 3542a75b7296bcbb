// A throw-away home for the examples of a page: the vault where the page says it is, files that the page names, other
// programs of the same name in place of the real ones, and another computer that saves a copy.
import { chmodSync, copyFileSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { StoredAccount } from '../../src/vault/contents.ts'
import { qrPicture } from '../kit/qr-picture.ts'
import { endSessions } from '../kit/sessions.ts'
import { BIN, dropHome, type Home, KEY, newHome, PASSPHRASE, ukp } from '../kit/ukp.ts'
import { putVault } from '../kit/vaults.ts'
import { account, contentsWith, makeVault, RAW_KEY } from '../vault/kit.ts'

/** What the pages say, and where it is here: in the home folder, as the real places are not the test's. */
const INSTEAD = { '/media/usb': 'media/usb', '/mnt/share': 'mnt/share', '/tmp/': 'tmp/' } as const
const PLACES = new RegExp(Object.keys(INSTEAD).join('|'), 'g')
/** Whose home the pages show. */
const HOME_ON_PAGES = '/home/anna'

export const MAMA: Partial<StoredAccount> = {
  ...{ name: 'mama', issuer: 'Ügyfélkapu+', account: 'minta.anna', secret: KEY },
  ...{ deletionCode: '04711042', tags: ['family'] },
}
export const PAPA: Partial<StoredAccount> = { name: 'papa', secret: 'KRSXG5CTMVRXEZLUKNSQ', tags: ['family'] }
/** What the portal's QR code of mama says. */
export const MAMA_LINK = linkOf('minta.anna', KEY)

/** A link as the portal's QR codes have it. */
export function linkOf(user: string, key: string): string {
  return `otpauth://totp/%C3%9Cgyf%C3%A9lkapu%2B:${user}?secret=${key}&issuer=%C3%9Cgyf%C3%A9lkapu%2B`
}

export class Place {
  readonly home: Home
  /** What opens the vault where the page shows no question: variables of the environment. */
  given: Readonly<Record<string, string>> = {}
  constructor(language: 'en' | 'hu') {
    const { folder, env } = newHome()
    const vault = join(folder, '.local', 'share', 'ukp', 'vault.ukp')
    const { XDG_DATA_HOME: _data, XDG_STATE_HOME: _state, ...rest } = env
    const path = [join(folder, 'bin'), dirname(process.execPath), '/usr/local/bin', '/usr/bin', '/bin'].join(':')
    const lang = language === 'hu' ? 'hu_HU.UTF-8' : 'en_GB.UTF-8'
    this.home = { folder, vault, env: { ...rest, PATH: path, LANG: lang } }
    for (const below of ['bin', 'tmp', '.config', '.local/share/ukp', ...Object.values(INSTEAD)]) {
      mkdirSync(join(folder, below), { recursive: true, mode: 0o700 })
    }
    this.program('ukp', `exec '${process.execPath}' '${BIN}' "$@"`)
  }

  /** A line of a page, with the places that stand here for those of the page. */
  typed(line: string): string {
    return line.replace(PLACES, (there) => `${this.home.folder}/${INSTEAD[there as keyof typeof INSTEAD]}`)
  }

  /** What the program said, with the places of the page. */
  read(text: string): string {
    const pairs = Object.entries(INSTEAD)
    const back = pairs.reduce((all, [there, here]) => all.replaceAll(`${this.home.folder}/${here}`, there), text)
    return back.replaceAll(this.home.folder, HOME_ON_PAGES)
  }

  path(name: string): string {
    return name.startsWith('/') ? this.typed(name) : join(this.home.folder, name)
  }

  /** A file for its owner alone. */
  file(name: string, content: string | Uint8Array): void {
    mkdirSync(dirname(this.path(name)), { recursive: true })
    writeFileSync(this.path(name), content, { mode: 0o600 })
  }

  picture(name: string, ...texts: readonly string[]): void {
    this.file(name, qrPicture(texts))
  }

  /** A script of the shell that is found before every program of this name. */
  program(name: string, script: string): void {
    writeFileSync(join(this.home.folder, 'bin', name), `#!/bin/sh\n${script}\n`)
    chmodSync(join(this.home.folder, 'bin', name), 0o755)
  }

  /** A vault with these accounts on a computer that has seen no other. A key file opens it too, without deriving. */
  async vault(...accounts: readonly Partial<StoredAccount>[]): Promise<void> {
    this.gone('.local/state')
    await putVault(this.home, accounts)
    this.file('run/vault.key', RAW_KEY)
    this.given = { UKP_KEY_FILE: this.path('run/vault.key') }
  }

  /** Another vault than that of the page, with a passphrase of its own. */
  async another(file: string, passphrase: string, given: Partial<StoredAccount>): Promise<void> {
    const contents = contentsWith([account(90, { issuer: '', account: '', deletionCode: null, ...given })])
    this.file(file, (await makeVault({ seed: 2, contents, passphrases: [passphrase], keys: [] })).bytes)
  }

  /** A vault as the program itself makes it: by passphrase alone, at its real cost. */
  ownVault(...accounts: readonly Partial<StoredAccount>[]): void {
    this.given = { UKP_PASSPHRASE: PASSPHRASE }
    for (const { name = '', issuer = '', account: user = '', secret = '', tags = [], deletionCode } of accounts) {
      const said = [...(issuer ? ['--issuer', issuer] : []), ...(user ? ['--account', user] : [])]
      const code = deletionCode ? ['--deletion-code-stdin'] : []
      const args = ['add', name, '--stdin', ...said, ...tags.flatMap((tag) => ['--tag', tag]), ...code]
      this.ukp(args, { stdin: `${secret}\n${deletionCode ?? ''}\n` })
    }
  }

  gone(name: string): void {
    rmSync(this.path(name), { recursive: true, force: true })
  }

  /** Gives the only backup in a folder another name. */
  renamed(folder: string, name: string): void {
    const [made = '', ...others] = readdirSync(this.path(folder))
    if (others.length > 0) throw new Error(`more than one file in ${folder}`)
    renameSync(join(this.path(folder), made), this.path(name))
  }

  copy(from: string, to: string): void {
    mkdirSync(dirname(this.path(to)), { recursive: true })
    copyFileSync(this.path(from), this.path(to))
    chmodSync(this.path(to), 0o600)
  }

  /** Runs `ukp` beside the page. @throws Error when it fails */
  ukp(args: readonly string[], { stdin = '', env = {} }: { stdin?: string; env?: Record<string, string> } = {}): void {
    const ran = ukp(this.home, args, { stdin, env: { ...this.given, ...env } })
    if (ran.exit !== 0) throw new Error(`ukp ${args.join(' ')}: ${ran.exit}: ${ran.stderr}`)
  }

  /** A copy of the vault that another computer has, which saved an account into it. */
  savedElsewhere(copy: string, name: string, key: string): void {
    this.copy(VAULT, copy)
    const env = { XDG_STATE_HOME: join(this.home.folder, 'elsewhere') }
    this.gone('elsewhere')
    this.ukp(['add', name, '--stdin', '--vault', this.path(copy)], { stdin: `${key}\n`, env })
    // What the other computer keeps for itself.
    this.gone(`${copy}.bak`)
  }

  end(): void {
    endSessions(this.home)
    dropHome(this.home)
  }
}

/** Where the vault is, below the home. */
export const VAULT = '.local/share/ukp/vault.ukp'
