// Pictures after they were read: whose folders are synced, who can read them, and that only the very file that was read is deleted.
import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { syncedBy } from '../../../src/system/files/synced-folder.ts'
import { systemPictures } from '../../../src/system/pictures/files.ts'
import type { Pictures } from '../../../src/world/world.ts'
import { qrPicture } from '../../kit/qr-picture.ts'

let folder: string
let pictures: Pictures
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'ukp-pictures-')))
  pictures = systemPictures({}, 'linux')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const PICTURE = qrPicture(['otpauth://totp/minta?secret=JBSWY3DPEHPK3PXPGEZA'])

function file(name: string, mode = 0o600): string {
  const path = join(folder, name)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, PICTURE, { mode })
  chmodSync(path, mode)
  return path
}

/** As `add` does it; reading itself is not what is tested here, and needs the built program. */
async function read(path: string): Promise<void> {
  await pictures.readQr(readFileSync(path), path).catch(() => undefined)
}

describe('deleting', () => {
  it('takes away the picture that was read', async () => {
    const path = file('a.png')
    await read(path)
    await pictures.remove(path)
    expect(existsSync(path)).toBe(false)
  })

  it('takes away what a link leads to, and the link', async () => {
    const path = file('a.png')
    const link = join(folder, 'link.png')
    symlinkSync(path, link)
    await read(link)
    await pictures.remove(link)
    expect([existsSync(path), existsSync(link)]).toEqual([false, false])
  })

  it('keeps a picture that was never read, one that has changed, and one that has another name', async () => {
    const path = file('a.png')
    await expect(pictures.remove(path)).rejects.toMatchObject({ reason: 'picture-kept', facts: { code: 'ECHANGED' } })
    await read(path)
    writeFileSync(path, 'something else')
    await expect(pictures.remove(path)).rejects.toMatchObject({ reason: 'picture-kept', facts: { code: 'ECHANGED' } })
    const other = file('b.png')
    linkSync(other, join(folder, 'c.png'))
    await read(other)
    await expect(pictures.remove(other)).rejects.toMatchObject({ reason: 'picture-kept', facts: { code: 'EMLINK' } })
    expect([existsSync(path), existsSync(other)]).toEqual([true, true])
  })

  it('says why it cannot: it is gone already', async () => {
    const path = file('a.png')
    await read(path)
    rmSync(path)
    await expect(pictures.remove(path)).rejects.toMatchObject({
      reason: 'picture-kept',
      facts: { file: path, code: 'ENOENT' },
    })
  })
})

describe('other users', () => {
  it('can read a picture when its mode and every folder above allow it', async () => {
    chmodSync(folder, 0o755)
    const reachable = realpathSync(tmpdir()) === '/tmp'
    const open = file('open.png', 0o644)
    expect((await pictures.whereabouts(open)).othersCanRead).toBe(reachable)
    expect((await pictures.whereabouts(file('closed.png', 0o600))).othersCanRead).toBe(false)
    const inside = file('private/open.png', 0o644)
    chmodSync(join(folder, 'private'), 0o700)
    expect((await pictures.whereabouts(inside)).othersCanRead).toBe(false)
  })

  it('are not judged by modes on Windows, and not by a file that is gone', async () => {
    expect((await systemPictures({}, 'win32').whereabouts(file('a.png', 0o644))).othersCanRead).toBe(false)
    expect(await pictures.whereabouts(join(folder, 'none.png'))).toEqual({ syncedBy: null, othersCanRead: false })
  })
})

describe('a synced folder', () => {
  it.each([
    ['Dropbox/Képek', 'Dropbox'],
    ['Dropbox (Minta Kft)/Képek', 'Dropbox'],
    ['OneDrive/Képek', 'OneDrive'],
    ['OneDrive - Minta Kft/Képek', 'OneDrive'],
    ['Google Drive/My Drive', 'Google Drive'],
    ['Library/CloudStorage/GoogleDrive-minta@example.com/My Drive', 'Google Drive'],
    ['Library/CloudStorage/OneDrive-Personal', 'OneDrive'],
    ['Library/Mobile Documents/com~apple~CloudDocs', 'iCloud'],
    ['Nextcloud/Photos', 'Nextcloud'],
    ['MEGA', 'MEGA'],
    ['pCloudDrive/a', 'pCloud'],
    ['Megafon', null],
    ['Boxes/Dropboxes', null],
    ['Képek/Képernyőképek', null],
  ])('is told by its name: %s', async (name, program) => {
    const at = join(folder, name)
    mkdirSync(at, { recursive: true })
    expect(await syncedBy(at, {})).toBe(program)
  })

  it('is told by what the program leaves in its top folder', async () => {
    mkdirSync(join(folder, 'shared/deep/er'), { recursive: true })
    expect(await syncedBy(join(folder, 'shared/deep/er'), {})).toBeNull()
    mkdirSync(join(folder, 'shared/.stfolder'))
    expect(await syncedBy(join(folder, 'shared/deep/er'), {})).toBe('Syncthing')
  })

  it('is told by the variable that Windows has for it', async () => {
    expect(await syncedBy(join(folder, 'x/y'), { OneDrive: join(folder, 'x') })).toBe('OneDrive')
    expect(await syncedBy(join(folder, 'xy'), { OneDrive: join(folder, 'x') })).toBeNull()
  })

  it('counts where a link leads, and where it lies', async () => {
    const inside = file('Dropbox/a.png')
    const link = join(folder, 'link.png')
    symlinkSync(inside, link)
    expect((await pictures.whereabouts(link)).syncedBy).toBe('Dropbox')
    const outside = file('b.png')
    symlinkSync(outside, join(folder, 'Dropbox', 'b.png'))
    expect((await pictures.whereabouts(join(folder, 'Dropbox', 'b.png'))).syncedBy).toBe('Dropbox')
  })
})
