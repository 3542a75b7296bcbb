// Who holds a lock: the record, and whether its process still lives.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { realFiles } from '../../../src/store/files.ts'
import {
  describeOwner,
  encodeOwner,
  lifeOf,
  type Owner,
  parseOwner,
  thisProcess,
} from '../../../src/store/lock/owner.ts'
import { bytesOf, failingFiles, systemError } from '../failing-files.ts'

const files = realFiles()
const self = await thisProcess(files)
const owner: Owner = { ...self, user: 'anna', command: 'add', token: 'ab12' }
const proc = existsSync('/proc/self/stat')

describe('thisProcess', () => {
  it.runIf(proc)('knows start time, boot and namespace where /proc is', () => {
    expect(self.pid).toBe(process.pid)
    expect(self.start).toMatch(/^\d+$/)
    expect(self.boot).toMatch(/^[0-9a-f-]{36}$/)
    expect(self.ns).toMatch(/^pid:\[\d+\]$/)
  })

  it('says null where the system does not tell', async () => {
    const before = ({ path }: { path: string }) => {
      if (/^\/(proc|etc)\//.test(path)) throw systemError('ENOENT')
    }
    const bare = await thisProcess(failingFiles({ before }).files)
    expect(bare).toMatchObject({ pid: process.pid, start: null, boot: null, ns: null, machine: null })
    expect(await lifeOf(bare, bare, failingFiles({ before }).files)).toBe('unproven')
    const gone = { ...bare, pid: deadPid() }
    expect(await lifeOf(gone, bare, failingFiles({ before }).files)).toBe('dead')
  })
})

describe('lifeOf', () => {
  it('finds itself alive', async () => {
    expect(await lifeOf(owner, self, files)).toBe(proc ? 'alive' : 'unproven')
  })

  it('case 53: finds an ended process dead', async () => {
    expect(await lifeOf({ ...owner, pid: deadPid() }, self, files)).toBe('dead')
  })

  it.runIf(proc)('case 56: finds a reused pid dead by its start time', async () => {
    expect(await lifeOf({ ...owner, start: '1' }, self, files)).toBe('dead')
    expect(await lifeOf({ ...owner, start: null }, self, files)).toBe('unproven')
  })

  it.runIf(proc)('case 53: finds a zombie dead, though kill(pid, 0) succeeds on it', async () => {
    const parent = spawn('sh', ['-c', 'sleep 0.01 & echo $!; exec sleep 60'], { stdio: ['ignore', 'pipe', 'ignore'] })
    try {
      const pid = await new Promise<number>((done) => parent.stdout.once('data', (data) => done(Number(data))))
      const stat = () => readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
      while (stat()[0] !== 'Z') await new Promise((done) => setTimeout(done, 5))
      expect(process.kill(pid, 0)).toBe(true)
      expect(await lifeOf({ ...owner, pid, start: stat()[19] ?? null }, self, files)).toBe('dead')
    } finally {
      parent.kill('SIGKILL')
    }
  })

  it.runIf(proc)(
    'case 56: finds an owner of an earlier boot dead, but not when another machine bears the same name',
    async () => {
      const boot = '00000000-0000-0000-0000-000000000000'
      expect(await lifeOf({ ...owner, boot }, self, files)).toBe('dead')
      const me = { ...self, machine: 'aa' }
      expect(await lifeOf({ ...owner, boot, machine: 'aa' }, me, files)).toBe('dead')
      expect(await lifeOf({ ...owner, boot, machine: 'bb' }, me, files)).toBe('foreign')
      expect(await lifeOf({ ...owner, boot, machine: null }, me, files)).toBe('dead')
    },
  )

  it.runIf(proc)('case 58: cannot tell about another host or another container, even with the same pid', async () => {
    const pid = deadPid()
    expect(await lifeOf({ ...owner, pid, host: 'elsewhere' }, self, files)).toBe('foreign')
    expect(await lifeOf({ ...owner, pid, ns: 'pid:[1]' }, self, files)).toBe('foreign')
    expect(await lifeOf({ ...owner, pid, boot: null }, self, files)).toBe('foreign')
  })

  it.runIf(proc)('does not take a process for dead that /proc hides', async () => {
    const before = ({ path }: { path: string }) => {
      if (path === `/proc/${process.pid}/stat`) throw systemError('ENOENT')
    }
    expect(await lifeOf(owner, self, failingFiles({ before }).files)).toBe('unproven')
  })
})

describe('the record', () => {
  it('survives writing and reading, in under 700 bytes', () => {
    expect(parseOwner(encodeOwner(owner))).toEqual(owner)
    expect(encodeOwner({ ...owner, host: 'h'.repeat(255) }).length).toBeLessThan(700)
  })

  it.each([
    '',
    '\n',
    'garbage',
    '{',
    'null',
    '[]',
    '5',
    '{}',
    '{"pid":0,"host":"a","token":"a"}',
    '{"pid":-1,"host":"a","token":"a"}',
    '{"pid":1.5,"host":"a","token":"a"}',
    '{"pid":"1","host":"a","token":"a"}',
    '{"pid":2147483648,"host":"a","token":"a"}',
    '{"pid":1,"token":"a"}',
    '{"pid":1,"host":"a"}',
    '{"pid":1,"host":"a\\u001b[2J","token":"a"}',
    '{"pid":1,"host":"a","token":"../x"}',
    '\ufeff\u0000',
  ])('is not read from %j', (content) => {
    expect(parseOwner(bytesOf(content))).toBeNull()
  })

  it('is not read from bytes that are no UTF-8', () => {
    expect(parseOwner(new Uint8Array([0xff, 0xfe, 0x80]))).toBeNull()
  })

  it('shows nothing of a record that could harm a terminal', () => {
    const found = parseOwner(bytesOf('{"pid":7,"host":"nas","token":"a","command":"\\u001b]52;c;x\\u0007","ns":"x"}'))
    expect(found).toMatchObject({ command: '', ns: null })
    expect(describeOwner(found as Owner, self)).toBe('pid 7, nas')
  })

  it('names the holder by pid and command, and by person and host when it is another', () => {
    const mine = { ...owner, pid: 12, user: self.user }
    expect(describeOwner(mine, self)).toBe('pid 12 (add)')
    expect(describeOwner({ ...mine, user: 'anna-from-next-door' }, self)).toBe('pid 12 (add), anna-from-next-door')
    expect(describeOwner({ ...owner, pid: 12, host: 'nas' }, self)).toBe('pid 12 (add), anna@nas')
    expect(describeOwner({ ...mine, command: '' }, self)).toBe('pid 12')
  })
})

function deadPid(): number {
  const { pid } = spawnSync(process.execPath, ['-e', ''])
  return pid
}
