// The controlling terminal: where questions go, so that standard input and output may be pipes.
import { closeSync, openSync } from 'node:fs'
import { ReadStream, WriteStream } from 'node:tty'

export interface Terminal {
  readonly input: ReadStream
  readonly output: WriteStream
  close(): void
}

/** @returns null when this process has no terminal (cron, CI, a service, a container without -t) */
export function openTerminal(platform: NodeJS.Platform): Terminal | null {
  const names = platform === 'win32' ? ['\\\\.\\CONIN$', '\\\\.\\CONOUT$'] : ['/dev/tty', '/dev/tty']
  const [from, to] = names as [string, string]
  let inputFd: number | null = null
  try {
    inputFd = openSync(from, platform === 'win32' ? 'r+' : 'r')
    const outputFd = openSync(to, platform === 'win32' ? 'r+' : 'w')
    const input = new ReadStream(inputFd)
    const output = new WriteStream(outputFd)
    return {
      input,
      output,
      close() {
        input.destroy()
        output.destroy()
      },
    }
  } catch {
    // ENXIO: no controlling terminal. Nothing that a person would need to know about is lost here.
    if (inputFd !== null) closeSync(inputFd)
    return null
  }
}
