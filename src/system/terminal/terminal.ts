// The controlling terminal: where questions go, so that standard input and output may be pipes.
import { closeSync, openSync, writeSync } from 'node:fs'
import { ReadStream, WriteStream } from 'node:tty'

export interface Terminal {
  readonly input: ReadStream
  /** A stream for one question; @inquirer/prompts ends it with the question. */
  output(): WriteStream
  write(text: string): void
  /** As it is now. */
  size(): { readonly columns: number; readonly rows: number }
  close(): void
}

/** @returns null when this process has no terminal (cron, CI, a service, a container without -t) */
export function openTerminal(platform: NodeJS.Platform): Terminal | null {
  const windows = platform === 'win32'
  const openOutput = (): number => openSync(windows ? '\\\\.\\CONOUT$' : '/dev/tty', windows ? 'r+' : 'w')
  let inputFd: number | null = null
  try {
    inputFd = openSync(windows ? '\\\\.\\CONIN$' : '/dev/tty', windows ? 'r+' : 'r')
    const input = new ReadStream(inputFd)
    const plain = openOutput()
    return {
      input,
      output: () => new WriteStream(openOutput()),
      write: (text) => {
        writeSync(plain, text)
      },
      size() {
        // Only a new stream asks for the size; Node tells the change to standard output alone.
        const now = new WriteStream(openOutput())
        const { columns, rows } = now
        now.destroy()
        return { columns: columns || 80, rows: rows || 24 }
      },
      close() {
        input.destroy()
        closeSync(plain)
      },
    }
  } catch {
    // ENXIO: no controlling terminal. Nothing that a person would need to know about is lost here.
    if (inputFd !== null) closeSync(inputFd)
    return null
  }
}
