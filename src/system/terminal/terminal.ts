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
  /** Nothing can be asked afterwards. Where the terminal itself is gone, the process ends here. */
  close(): void
}

/**
 * A terminal that is gone has no mode to be set (EIO): readline, which sets it back when a question ends, would make an
 * uncaught error of that.
 */
class TerminalInput extends ReadStream {
  #setting = false

  override setRawMode(raw: boolean): this {
    this.#setting = true
    try {
      return super.setRawMode(raw)
    } finally {
      this.#setting = false
    }
  }

  override emit(event: string | symbol, ...given: unknown[]): boolean {
    return (event === 'error' && this.#setting) || super.emit(event, ...given)
  }
}

/**
 * Ends this process as the signal does that a terminal sends when it goes. To end by itself would be an abort: Node sets
 * the terminal back when it exits, takes EIO for a mistake of its own (node.cc, ResetStdio), and where memory images are
 * kept there would be one of the vault.
 */
function hangUp(): void {
  process.removeAllListeners('SIGHUP')
  process.kill(process.pid, 'SIGHUP')
}

/** A descriptor of the controlling terminal, to be closed. @throws the error of the system when there is none */
export function openForWriting(platform: NodeJS.Platform): number {
  return platform === 'win32' ? openSync('\\\\.\\CONOUT$', 'r+') : openSync('/dev/tty', 'w')
}

/** @returns null when this process has no terminal (cron, CI, a service, a container without -t) */
export function openTerminal(platform: NodeJS.Platform): Terminal | null {
  const windows = platform === 'win32'
  let inputFd: number | null = null
  try {
    inputFd = openSync(windows ? '\\\\.\\CONIN$' : '/dev/tty', windows ? 'r+' : 'r')
    const input = new TerminalInput(inputFd)
    let gone = false
    // Ctrl-D is a key like others while we read: only a terminal that went has an end.
    input.once('end', () => {
      gone = true
    })
    const plain = openForWriting(platform)
    return {
      input,
      output: () => new WriteStream(openForWriting(platform)),
      write: (text) => {
        writeSync(plain, text)
      },
      size() {
        // Only a new stream asks for the size; Node tells the change to standard output alone.
        const now = new WriteStream(openForWriting(platform))
        const { columns, rows } = now
        now.destroy()
        return { columns: columns || 80, rows: rows || 24 }
      },
      close() {
        if (gone) hangUp()
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
