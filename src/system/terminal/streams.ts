// Standard streams: text out, quietly ended when the reader of a pipe is gone; bytes in, up to a bound.
import { fstatSync, statSync, writeSync } from 'node:fs'
import { errnoOf } from '../../errno.ts'
import { UkpError } from '../../errors.ts'
import type { TextSink } from '../../world/world.ts'

/** Standard output, or standard error. */
export type Stream = Omit<TextSink, 'color'>

/**
 * A file or a pipe is written to directly: process.stdout alone costs 4 ms of CPU at its first use, a fifth of a bare
 * Node. A terminal, or a pipe that is full, is left to Node.
 * @param onLost told why something could not be written: EPIPE when nobody reads any more
 */
export function standardStream(fd: 1 | 2, onLost: (code: string) => void): Stream {
  let stream: NodeJS.WriteStream | null = isPlain(fd) ? null : byNode()

  function byNode(): NodeJS.WriteStream {
    const opened = fd === 1 ? process.stdout : process.stderr
    return opened.on('error', (error) => onLost(errnoOf(error)))
  }

  /** @returns what is left, for Node to write when there is room; null when it is lost */
  function writeDirectly(text: string): Uint8Array | null {
    const bytes = Buffer.from(text)
    let at = 0
    try {
      while (at < bytes.length) at += writeSync(fd, bytes, at)
    } catch (error) {
      const code = errnoOf(error)
      if (code !== 'EAGAIN') {
        onLost(code)
        return null
      }
    }
    return bytes.subarray(at)
  }

  /** @param written called when all has been handed over; never when it is lost */
  function write(text: string, written: () => void): void {
    const left = stream === null ? writeDirectly(text) : text
    if (left === null) return
    if (stream === null && left.length === 0) {
      written()
      return
    }
    stream ??= byNode()
    stream.write(left, (error) => {
      if (error === null || error === undefined) written()
    })
  }

  return {
    write: (text) => write(text, () => undefined),
    writeNow: (text) => new Promise((resolve) => write(text, resolve)),
    isTerminal: stream?.isTTY === true,
    // A terminal that was never given a size says 0.
    columns: stream?.columns || 80,
    rows: stream?.rows || 24,
  }
}

/** Whether no terminal can be there: terminals are character devices, as is the one that swallows everything. */
function isPlain(fd: number): boolean {
  if (process.platform === 'win32') return false
  const stats = fstatSync(fd)
  return !stats.isCharacterDevice() || stats.rdev === statSync('/dev/null').rdev
}

export interface ColorChoice {
  readonly env: NodeJS.ProcessEnv
  /** false with --no-color. */
  readonly color: boolean
}

/** NO_COLOR and --no-color turn colour off, FORCE_COLOR on, else a terminal decides. */
export function wantsColor(isTerminal: boolean, { env, color }: ColorChoice): boolean {
  const forced = env.FORCE_COLOR !== undefined && env.FORCE_COLOR !== '' && env.FORCE_COLOR !== '0'
  const plain = (env.NO_COLOR ?? '') !== '' || env.TERM === 'dumb' || !color
  return !plain && (forced || isTerminal)
}

export function sinkOf(stream: Stream, choice: ColorChoice): TextSink {
  return { ...stream, color: wantsColor(stream.isTerminal, choice) }
}

/** All of a stream. @throws UkpError input-too-large */
export async function readAll(stream: AsyncIterable<Buffer | string>, limit: number): Promise<Uint8Array> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of stream) {
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk
    length += bytes.length
    if (length > limit) throw new UkpError('input-too-large', { file: '-', limit: `${Math.floor(limit / 1024)} KiB` })
    chunks.push(bytes)
  }
  return Buffer.concat(chunks)
}
