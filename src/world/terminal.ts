// Streams and the terminal as a command sees them: text out, questions, and pictures that change. Types only.

export interface TextSink {
  write(text: string): void
  /** Resolves once the text is out. When it cannot be written, the program ends and nothing after it happens. */
  writeNow(text: string): Promise<void>
  readonly isTerminal: boolean
  /** Columns of the terminal; 80 where there is none. */
  readonly columns: number
  /** Lines of the terminal; 24 where there is none. */
  readonly rows: number
  /** Whether colours are wanted here: a terminal, NO_COLOR, FORCE_COLOR, --no-color. */
  readonly color: boolean
}

/** Questions on the controlling terminal. Ctrl-C throws UkpError cancelled. */
export interface Prompts {
  /** Nothing that is typed is shown, save a dot for each character. */
  secret(question: string): Promise<string>
  text(question: string): Promise<string>
  /** The safe answer, no, is the default. */
  confirm(question: string): Promise<boolean>
  /** `find` gives what may be chosen for what was typed so far, best first. */
  choose(question: string, find: (typed: string) => readonly { name: string; value: string }[]): Promise<string>
  /** A line on the terminal, for what belongs to the question. */
  tell(text: string): void
}

/** A key that was pressed; `clear` is Ctrl-U and Ctrl-W. `text` has what was typed when that is its name, else ''. */
export interface Key {
  readonly name:
    | 'text'
    | 'up'
    | 'down'
    | 'left'
    | 'right'
    | 'page-up'
    | 'page-down'
    | 'home'
    | 'end'
    | 'enter'
    | 'backspace'
    | 'clear'
    | 'escape'
    | 'tab'
  readonly text: string
}

/** The whole terminal, for a picture that changes. */
export interface LiveScreen {
  readonly color: boolean
  /** As it is now. */
  size(): { readonly columns: number; readonly rows: number }
  /** Shows these lines and nothing else; what is wider than the terminal is cut. */
  draw(lines: readonly string[]): void
  /**
   * What happens next: a key, another size of the terminal, or nothing within so many milliseconds.
   * @throws UkpError cancelled on Ctrl-C, Ctrl-D and when the terminal goes
   */
  next(waitMs: number): Promise<Key | 'resized' | 'tick'>
}
