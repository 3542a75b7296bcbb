// The time of a server: what counts as an answer, and servers that lie, are silent, answer garbage or ask to be left alone.
import { createSocket, type Socket } from 'node:dgram'
import { afterEach, describe, expect, it } from 'vitest'
import { askTimeServer, sampleIn } from '../../../src/system/clock/time-server.ts'
import { seeded } from '../../vault/kit.ts'

const COOKIE = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8)
const EPOCH = 2_208_988_800
const AT = { sentMs: 1_700_000_000_000, cameMs: 1_700_000_000_200 }

interface Reply {
  readonly receivedMs?: number
  readonly answeredMs?: number
  readonly cookie?: Uint8Array
  readonly first?: number
  readonly stratum?: number
  readonly reference?: string
}

/** By default the answer of a server whose clock is right and which took 100 ms to come and 100 to go. */
function reply({ receivedMs = 1_700_000_000_100, answeredMs = receivedMs, ...how }: Reply = {}): Buffer {
  const packet = Buffer.alloc(48)
  packet[0] = how.first ?? 0x24
  packet[1] = how.stratum ?? 3
  packet.write(how.reference ?? 'LOCL', 12, 'latin1')
  packet.set(how.cookie ?? COOKIE, 24)
  for (const [at, ms] of [
    [32, receivedMs],
    [40, answeredMs],
  ] as const) {
    packet.writeUInt32BE((Math.floor(ms / 1000) + EPOCH) % 2 ** 32, at)
    packet.writeUInt32BE(Math.floor(((ms % 1000) / 1000) * 2 ** 32), at + 4)
  }
  return packet
}

describe('an answer', () => {
  it('gives what the clock here lacks, and the way there and back', () => {
    const right = sampleIn(reply(), COOKIE, AT)
    expect(right).toEqual({ offsetMs: expect.closeTo(0, 1), delayMs: expect.closeTo(200, 1) })
    expect(sampleIn(reply({ receivedMs: 1_700_000_047_100 }), COOKIE, AT)).toMatchObject({
      offsetMs: expect.closeTo(47_000, 1),
    })
    expect(sampleIn(reply({ receivedMs: 1_699_999_953_100 }), COOKIE, AT)).toMatchObject({
      offsetMs: expect.closeTo(-47_000, 1),
    })
    // What the server took is not under way.
    const slow = sampleIn(reply({ receivedMs: 1_700_000_000_050, answeredMs: 1_700_000_000_150 }), COOKIE, AT)
    expect(slow).toEqual({ offsetMs: expect.closeTo(0, 1), delayMs: expect.closeTo(100, 1) })
  })

  it('counts on after 2036, when the seconds begin anew', () => {
    const at = { sentMs: Date.parse('2040-01-01T00:00:00Z'), cameMs: Date.parse('2040-01-01T00:00:00.200Z') }
    const came = sampleIn(reply({ receivedMs: at.sentMs + 5100 }), COOKIE, at)
    expect(came).toMatchObject({ offsetMs: expect.closeTo(5000, 1) })
  })

  it.each<[string, Buffer, string]>([
    ['another cookie', reply({ cookie: Uint8Array.of(9, 9, 9, 9, 9, 9, 9, 9) }), 'forged'],
    ['no cookie', reply({ cookie: new Uint8Array(8) }), 'forged'],
    ['47 bytes', reply().subarray(0, 47), 'garbled'],
    ['no bytes', Buffer.alloc(0), 'garbled'],
    ['the mode of a client', reply({ first: 0x23 }), 'garbled'],
    ['the mode of a broadcast', reply({ first: 0x25 }), 'garbled'],
    ['a clock that is not synchronised', reply({ first: 0xe4 }), 'unsynchronised'],
    ['stratum 16', reply({ stratum: 16 }), 'unsynchronised'],
    ['an answer before the question came', reply({ answeredMs: 1_700_000_000_000 }), 'garbled'],
    ['a longer stay than the whole way', reply({ answeredMs: 1_700_000_000_900 }), 'garbled'],
    ['no times', reply().fill(0, 32), 'garbled'],
  ])('with %s is none', (_name, packet, failed) => {
    expect(sampleIn(packet, COOKIE, AT)).toEqual({ failed, code: '' })
  })

  it("that is a kiss-o'-death is told with its code, and only letters of it", () => {
    expect(sampleIn(reply({ stratum: 0, reference: 'RATE' }), COOKIE, AT)).toEqual({ failed: 'kiss', code: 'RATE' })
    expect(sampleIn(reply({ stratum: 0, reference: '\u001b[2J' }), COOKIE, AT)).toEqual({ failed: 'kiss', code: '2J' })
    // One that does not know what was asked is nobody's kiss (RFC 5905, 7.4: only then is it obeyed).
    expect(sampleIn(reply({ stratum: 0, cookie: new Uint8Array(8) }), COOKIE, AT)).toMatchObject({ failed: 'forged' })
  })
})

describe('a server', () => {
  const sockets: Socket[] = []
  afterEach(() => {
    for (const socket of sockets.splice(0)) socket.close()
  })

  type Answers = (question: Buffer, answer: (packet: Buffer) => void, asked: number) => void

  /** On loopback; `questions` gathers what came. */
  async function server(
    answers: Answers,
    family: 4 | 6 = 4,
  ): Promise<{ host: string; port: number; questions: Buffer[] }> {
    const socket = createSocket(family === 4 ? 'udp4' : 'udp6')
    sockets.push(socket)
    const host = family === 4 ? '127.0.0.1' : '::1'
    const questions: Buffer[] = []
    socket.on('message', (question, from) => {
      questions.push(question)
      answers(question, (packet) => socket.send(packet, from.port, from.address), questions.length)
    })
    await new Promise<void>((done, failed) => socket.once('error', failed).bind(0, host, done))
    return { host, port: socket.address().port, questions }
  }

  const now = (question: Buffer, aheadMs = 0): Buffer =>
    reply({ receivedMs: Date.now() + aheadMs, cookie: question.subarray(40, 48) })
  const ask = ({ host, port }: { host: string; port: number }) => askTimeServer(host, port, seeded(7))

  it('is asked four times with nothing but a random number, another each time', async () => {
    const asked = await server((question, answer) => answer(now(question, 47_000)))
    const told = await ask(asked)
    expect(told).toMatchObject({ samples: 4, offsetMs: expect.closeTo(47_000, -2) })
    expect(asked.questions).toHaveLength(4)
    for (const question of asked.questions) {
      expect(question).toHaveLength(48)
      expect([question[0], [...question.subarray(1, 40)].every((byte) => byte === 0)]).toEqual([0x23, true])
    }
    expect(new Set(asked.questions.map((one) => one.toString('hex', 40))).size).toBe(4)
  })

  it('counts by the answer that was under way for the shortest time', async () => {
    const asked = await server((question, answer, count) => {
      const packet = now(question, 10_000)
      // What comes late would give another time.
      setTimeout(() => answer(packet), count === 3 ? 0 : 120)
    })
    const told = await ask(asked)
    expect(told).toMatchObject({ offsetMs: expect.closeTo(10_000, -1.3) })
    expect((told as { delayMs: number }).delayMs).toBeLessThan(60)
  })

  it('counts by what it answered before it fell silent', async () => {
    const asked = await server((question, answer, count) => count < 3 && answer(now(question)))
    expect(await ask(asked)).toMatchObject({ samples: 2 })
  })

  it('may be one of IPv6', async () => {
    const asked = await server((question, answer) => answer(now(question)), 6).catch(() => null)
    // A computer without IPv6 cannot be asked; then the address cannot be reached.
    if (asked === null) expect(await askTimeServer('::1', 9, seeded(7))).toHaveProperty('failed')
    else expect(await ask(asked)).toMatchObject({ samples: 4 })
  })

  it('that lies, is silent, or answers garbage gives no time, and is waited for three seconds; the right answer after a wrong one counts', async () => {
    const lying = await server((question, answer) =>
      answer(reply({ receivedMs: Date.now(), cookie: question.subarray(0, 8) })),
    )
    const garbage = await server((_question, answer) => answer(Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n')))
    const silent = await server(() => undefined)
    const late = await server((question, answer) => {
      answer(Buffer.from('x'))
      answer(now(question))
    })
    const began = performance.now()
    const told = await Promise.all([lying, garbage, silent, late].map(ask))
    expect(told.slice(0, 3)).toEqual(['forged', 'garbled', 'silent'].map((failed) => ({ failed, code: '' })))
    expect(told[3]).toMatchObject({ samples: 4 })
    expect(performance.now() - began).toBeGreaterThan(2900)
    expect(performance.now() - began).toBeLessThan(6000)
  })

  it('that asks to be left alone is left alone', async () => {
    const asked = await server((question, answer) => {
      answer(reply({ stratum: 0, reference: 'DENY', cookie: question.subarray(40, 48) }))
    })
    expect(await ask(asked)).toEqual({ failed: 'kiss', code: 'DENY' })
    expect(asked.questions).toHaveLength(1)
  })

  it('that is not there is told', async () => {
    const { host, port } = await server(() => undefined)
    for (const socket of sockets.splice(0)) await new Promise<void>((done) => socket.close(done))
    expect(await askTimeServer(host, port, seeded(7))).toEqual({ failed: 'refused', code: 'ECONNREFUSED' })
    expect(await askTimeServer('no.such.name.invalid', port, seeded(7))).toMatchObject({ failed: 'name' })
  })
  it('to which no packet can be sent is told', async () => {
    // Without being asked for it, the system sends none to everybody.
    expect(await askTimeServer('255.255.255.255', 123, seeded(7))).toEqual({ failed: 'unreachable', code: 'EACCES' })
  })
})
