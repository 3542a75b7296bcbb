// Where things are kept on each platform.
import { isAbsolute, join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { backupFolder, defaultVaultFile, stateFolder, vaultFile } from '../../src/store/paths.ts'

const HOME = '/home/anna'

describe('the default vault', () => {
  it.each<[string, NodeJS.Platform, Record<string, string>, string]>([
    ['on Linux', 'linux', {}, '/home/anna/.local/share/ukp/vault.ukp'],
    ['with XDG_DATA_HOME', 'linux', { XDG_DATA_HOME: '/data' }, '/data/ukp/vault.ukp'],
    ['with an empty XDG_DATA_HOME', 'linux', { XDG_DATA_HOME: '' }, '/home/anna/.local/share/ukp/vault.ukp'],
    ['with a relative XDG_DATA_HOME', 'linux', { XDG_DATA_HOME: 'data' }, '/home/anna/.local/share/ukp/vault.ukp'],
    ['on FreeBSD', 'freebsd', { XDG_DATA_HOME: '/data' }, '/data/ukp/vault.ukp'],
    ['on macOS', 'darwin', { XDG_DATA_HOME: '/data' }, '/home/anna/Library/Application Support/ukp/vault.ukp'],
    ['on Windows', 'win32', { APPDATA: '/appdata' }, '/appdata/ukp/vault.ukp'],
    ['on Windows without APPDATA', 'win32', { APPDATA: '' }, '/home/anna/AppData/Roaming/ukp/vault.ukp'],
  ])('is %s where the platform wants it', (_, platform, env, file) => {
    expect(defaultVaultFile(env, platform, HOME)).toBe(join(file))
  })
})

describe('the state folder', () => {
  it.each<[string, NodeJS.Platform, Record<string, string>, string]>([
    ['on Linux', 'linux', {}, '/home/anna/.local/state/ukp'],
    ['with XDG_STATE_HOME', 'linux', { XDG_STATE_HOME: '/state', XDG_DATA_HOME: '/data' }, '/state/ukp'],
    ['with a relative XDG_STATE_HOME', 'linux', { XDG_STATE_HOME: './state' }, '/home/anna/.local/state/ukp'],
    ['on macOS', 'darwin', {}, '/home/anna/Library/Application Support/ukp/state'],
    ['on Windows', 'win32', { LOCALAPPDATA: '/local' }, '/local/ukp/state'],
    ['on Windows without LOCALAPPDATA', 'win32', {}, '/home/anna/AppData/Local/ukp/state'],
  ])('is %s where the platform wants it', (_, platform, env, folder) => {
    expect(stateFolder(env, platform, HOME)).toBe(join(folder))
  })
})

describe('the vault that is meant', () => {
  const env = { UKP_VAULT: '/env/vault.ukp', XDG_DATA_HOME: '/data' }

  it('is the option, then UKP_VAULT, then the default', () => {
    expect(vaultFile('/option/vault.ukp', env, 'linux')).toBe(resolve('/option/vault.ukp'))
    expect(vaultFile(undefined, env, 'linux')).toBe(resolve('/env/vault.ukp'))
    expect(vaultFile(undefined, { XDG_DATA_HOME: '/data' }, 'linux')).toBe(resolve('/data/ukp/vault.ukp'))
  })

  it('is the next one where one is empty', () => {
    expect(vaultFile('', env, 'linux')).toBe(resolve('/env/vault.ukp'))
    expect(vaultFile(undefined, { ...env, UKP_VAULT: '' }, 'linux')).toBe(resolve('/data/ukp/vault.ukp'))
  })

  it('is absolute', () => {
    expect(vaultFile('here.ukp', {}, 'linux')).toBe(resolve('here.ukp'))
    expect(isAbsolute(vaultFile(undefined, { UKP_VAULT: '../x.ukp' }, 'linux'))).toBe(true)
  })
})

describe('the backups', () => {
  it('are beside the vault', () => {
    expect(backupFolder(join('/data', 'ukp', 'vault.ukp'))).toBe(join('/data', 'ukp', 'backups'))
  })
})
