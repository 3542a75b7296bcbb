// What each program of each system says of the clock, as it writes it.
import { describe, expect, it } from 'vitest'
import { clockSigns } from '../../../src/system/clock/signs.ts'

const TRACKING = (leap: string): string =>
  `Reference ID    : 7F7F0101 ()\nStratum         : 3\nLeap status     : ${leap}\n`
const W32TM = (leap: string): string =>
  `${leap}\r\nStratum: 4 (secondary reference - syncd by (S)NTP)\r\nPrecision: -23\r\n`
const SOCKET = '/run/chrony/chronyd.sock'

/** @param said by the line that is run; what is not there is not there */
async function signs(said: Record<string, string>, files: readonly string[] = [], platform: NodeJS.Platform = 'linux') {
  const asked: string[] = []
  const found = await clockSigns({}, platform, {
    ask: async (program, args) => {
      asked.push([program, ...args].join(' '))
      return said[program] ?? null
    },
    exists: (file) => files.includes(file),
  })
  return { ...found, asked }
}

describe('the signs of the clock', () => {
  it.each([
    [{ timedatectl: 'NTPSynchronized=yes\n' }, [], 'linux', true, 'timedatectl'],
    [{ timedatectl: 'NTPSynchronized=no\n' }, [], 'linux', false, 'timedatectl'],
    [{}, ['/run/systemd/timesync/synchronized'], 'linux', true, 'systemd-timesyncd'],
    [{ chronyc: TRACKING('Normal') }, [SOCKET], 'linux', true, 'chronyc'],
    [{ chronyc: TRACKING('Not synchronised') }, [SOCKET], 'linux', false, 'chronyc'],
    [{ adjtimex: '         mode: 0\n       status: 8193\n' }, [], 'linux', true, 'adjtimex'],
    [{ adjtimex: '    status:       0x40 (UNSYNC)\n' }, [], 'linux', false, 'adjtimex'],
    [{ w32tm: W32TM('Sprungindikator: 0(keine Warnung)') }, [], 'win32', true, 'w32tm'],
    [{ w32tm: W32TM('Leap Indicator: 3(not synchronized)') }, [], 'win32', false, 'w32tm'],
    [{}, [], 'win32', null, null],
    [{ w32tm: 'The service has not been started.' }, [], 'win32', null, null],
    [{}, [], 'linux', null, null],
    [{ timedatectl: 'rubbish', adjtimex: 'rubbish' }, [], 'linux', null, null],
    [{ timedatectl: 'NTPSynchronized=yes\n' }, [], 'darwin', null, null],
  ] as const)('of %j with %j on %s are %s by %s', async (said, files, platform, synchronised, by) => {
    expect(await signs(said, files, platform)).toMatchObject({ synchronised, by })
  })

  it('are asked of chronyc by its own socket only: without one it would send a packet', async () => {
    expect((await signs({ chronyc: TRACKING('Normal') })).asked.join(' ')).not.toContain('chronyc')
    expect((await signs({ chronyc: TRACKING('Normal') }, [SOCKET])).asked).toContain(`chronyc -h ${SOCKET} tracking`)
  })

  it('tell whether timedatectl can set the clock right', async () => {
    expect((await signs({ timedatectl: 'NTPSynchronized=no' })).systemd).toBe(true)
    expect((await signs({})).systemd).toBe(false)
  })
})
