// Asks a server for the time: SNTP, the client's side of RFC 4330 and RFC 5905. Up to four answers; the one that was under
// way for the shortest time is the most exact. What is sent names nothing: random bytes stand where the time would
// (draft-ietf-ntp-data-minimization), and only an answer that bears them is one to what was asked.
import { createSocket } from 'node:dgram'
import { type LookupAddress, lookup } from 'node:dns'
import { errnoOf } from '../../errno.ts'
import type { TimeAnswer } from '../../world/world.ts'

const SAMPLES = 4
const ADDRESSES = 3
/** Milliseconds: for a name, and for an answer. */
const LIMIT = 3000
const PACKET = 48
/** No leap second announced, version 4, mode 3: a client. */
const CLIENT = 0x23
/** Seconds from 1900 to 1970, and those of an era. */
const [EPOCH, ERA] = [2_208_988_800, 2 ** 32]

type Failed = Extract<TimeAnswer, { failed: unknown }>

interface Sample {
  readonly offsetMs: number
  readonly delayMs: number
}

/** @param host a name or an address */
export async function askTimeServer(
  host: string,
  port: number,
  random: (length: number) => Uint8Array,
): Promise<TimeAnswer> {
  const addresses = await addressesOf(host)
  if ('failed' in addresses) return addresses
  let failure: Failed = { failed: 'silent', code: '' }
  for (const address of addresses.slice(0, ADDRESSES)) {
    const samples: Sample[] = []
    while (samples.length < SAMPLES) {
      const answer = await ask(address, port, random(8))
      if ('failed' in answer) {
        failure = answer
        break
      }
      samples.push(answer)
    }
    const best = samples.reduce<Sample | null>((one, two) => (one && one.delayMs <= two.delayMs ? one : two), null)
    if (best !== null) return { ...best, samples: samples.length }
    // Whoever asks to be left alone is left alone.
    if (failure.failed === 'kiss') break
  }
  return failure
}

function addressesOf(host: string): Promise<readonly LookupAddress[] | Failed> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve({ failed: 'name', code: 'ETIMEDOUT' }), LIMIT)
    lookup(host, { all: true }, (error, found) => {
      clearTimeout(timer)
      resolve(error === null ? found : { failed: 'name', code: errnoOf(error) })
    })
  })
}

function ask({ address, family }: LookupAddress, port: number, cookie: Uint8Array): Promise<Sample | Failed> {
  const request = Buffer.alloc(PACKET)
  request[0] = CLIENT
  request.set(cookie, PACKET - 8)
  return new Promise((resolve) => {
    const socket = createSocket(family === 6 ? 'udp6' : 'udp4')
    // A wrong answer may be anybody's: the right one is waited for.
    let wrong: Failed | null = null
    const timer = setTimeout(() => done(wrong ?? { failed: 'silent', code: '' }), LIMIT)
    const done = (answer: Sample | Failed): void => {
      clearTimeout(timer)
      socket.removeAllListeners('message').close()
      resolve(answer)
    }
    const lost = (error: unknown): void => {
      const code = errnoOf(error)
      done({ failed: code === 'ECONNREFUSED' ? 'refused' : 'unreachable', code })
    }
    let [sentMs, began] = [0, 0]
    socket.on('message', (reply) => {
      // By the steady clock: the other one may be set meanwhile.
      const cameMs = sentMs + performance.now() - began
      const answer = sampleIn(reply, cookie, { sentMs, cameMs })
      if ('failed' in answer && ['forged', 'garbled'].includes(answer.failed)) wrong = answer
      else done(answer)
    })
    socket.on('error', lost)
    // Connected: the system hands on only what comes from there, and tells when nobody listens. Without a callback a
    // connection that cannot be made, as to an IPv6 address from a network without IPv6, is told by the event `error` too.
    socket.on('connect', () => {
      ;[sentMs, began] = [Date.now(), performance.now()]
      socket.send(request, (error) => error && lost(error))
    })
    socket.connect(port, address)
  })
}

/** @param at Unix milliseconds here, when the request went and when the reply came */
export function sampleIn(
  reply: Uint8Array,
  cookie: Uint8Array,
  at: { readonly sentMs: number; readonly cameMs: number },
): Sample | Failed {
  const view = Buffer.from(reply.buffer, reply.byteOffset, reply.length)
  if (view.length < PACKET || ((view[0] ?? 0) & 7) !== 4) return { failed: 'garbled', code: '' }
  if (Buffer.compare(view.subarray(24, 32), cookie) !== 0) return { failed: 'forged', code: '' }
  const [leap, stratum] = [(view[0] ?? 0) >> 6, view[1] ?? 0]
  // A kiss-o'-death packet: four letters say why (RFC 5905, 7.4).
  if (stratum === 0) return { failed: 'kiss', code: view.toString('latin1', 12, 16).replace(/[^A-Z0-9]/g, '') }
  if (leap === 3 || stratum > 15) return { failed: 'unsynchronised', code: '' }
  const [receivedMs, answeredMs] = [timeIn(view, 32), timeIn(view, 40)]
  const delayMs = at.cameMs - at.sentMs - (answeredMs - receivedMs)
  // A millisecond for the rounding of the clock here.
  if (receivedMs === 0 || answeredMs === 0 || answeredMs < receivedMs || delayMs < -1) {
    return { failed: 'garbled', code: '' }
  }
  return { offsetMs: (receivedMs - at.sentMs + (answeredMs - at.cameMs)) / 2, delayMs: Math.max(0, delayMs) }
}

/** Unix milliseconds; 0 when there is none. Without the first bit it is a time after 2036 (RFC 4330, 3). */
function timeIn(view: Buffer, at: number): number {
  const [seconds, fraction] = [view.readUInt32BE(at), view.readUInt32BE(at + 4)]
  if (seconds === 0 && fraction === 0) return 0
  const era = seconds < 2 ** 31 ? ERA : 0
  return (seconds + era - EPOCH + fraction / 2 ** 32) * 1000
}
