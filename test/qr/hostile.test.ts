// Pictures made to exhaust memory or time. Each is refused or checked within a second of processor time and 300 MB; what is let
// through is also read. test/slow/qr-hostile.test.ts gives the same and larger ones to the process that really reads them.
import { describe, expect, it } from 'vitest'
import { UkpError } from '../../src/errors.ts'
import { openPicture } from '../../src/qr/picture/open.ts'
import { readQrTexts } from '../../src/qr/read/read.ts'
import { PASSED, REFUSED } from './hostile-files.ts'

const MB = 1024 * 1024

interface Cost {
  readonly error: unknown
  /** Milliseconds of the processor, so that a busy machine does not count. */
  readonly time: number
  /** Bytes between what was in use before and the highest point of the process, so never less than it took. */
  readonly memory: number
}

async function costOf(bytes: Uint8Array): Promise<Cost> {
  const rss = process.memoryUsage().rss
  const before = process.cpuUsage()
  let error: unknown = null
  try {
    const { layer, plain } = openPicture(bytes, 'a').checked
    if (layer === undefined) plain()
    else await layer()
  } catch (caught) {
    error = caught
  }
  const { user, system } = process.cpuUsage(before)
  return { error, time: (user + system) / 1000, memory: process.resourceUsage().maxRSS * 1024 - rss }
}

describe('a hostile picture', () => {
  it.each(REFUSED)('is refused quickly and with little memory: %s', async (_, make) => {
    const { error, time, memory } = await costOf(make())
    expect(error).toBeInstanceOf(UkpError)
    expect((error as UkpError).reason).toMatch(/^picture-(unreadable|too-large)$/)
    expect(time).toBeLessThan(1000)
    expect(memory).toBeLessThan(300 * MB)
  })

  it.each(PASSED)('costs little when nothing in it is forbidden: %s', async (_, make) => {
    const bytes = make()
    const { error, time, memory } = await costOf(bytes)
    expect(error).toBeNull()
    expect(time).toBeLessThan(1000)
    expect(memory).toBeLessThan(300 * MB)
    expect(await readQrTexts(bytes, 'a')).toEqual([])
  })
})
