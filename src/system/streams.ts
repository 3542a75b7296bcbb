// Standard streams: text out, quietly ended when the reader of a pipe is gone; bytes in, up to a bound.
import { UkpError } from '../errors.ts'
import type { TextSink } from '../world.ts'

/** A process's stream as a sink. Colour: NO_COLOR and --no-color turn it off, FORCE_COLOR on, else a terminal decides. */
export function sinkOf(stream: NodeJS.WriteStream, options: { env: NodeJS.ProcessEnv; color: boolean }): TextSink {
  const { env } = options
  const forced = env.FORCE_COLOR !== undefined && env.FORCE_COLOR !== '' && env.FORCE_COLOR !== '0'
  const plain = (env.NO_COLOR ?? '') !== '' || env.TERM === 'dumb' || !options.color
  return {
    write: (text) => {
      stream.write(text)
    },
    // A failure goes to watchOutput, which ends the program; the promise then never settles.
    writeNow: (text) =>
      new Promise((resolve) => {
        stream.write(text, (error) => {
          if (error === null || error === undefined) resolve()
        })
      }),
    isTerminal: stream.isTTY === true,
    columns: stream.columns ?? 80,
    rows: stream.rows ?? 24,
    color: !plain && (forced || stream.isTTY === true),
  }
}

/**
 * A closed pipe (`ukp list | head -1`) ends the program quietly: what was asked for has been seen. An answer that could
 * not be written (a full disk) is a failure; talk that could not be written is not.
 */
export function watchOutput(
  out: NodeJS.WriteStream,
  talk: NodeJS.WriteStream,
  onLost: (code: string) => Promise<number>,
): void {
  out.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(process.exitCode ?? 0)
    void onLost(error.code ?? 'unknown').then((exit) => process.exit(exit))
  })
  talk.on('error', () => undefined)
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
