// What is under way, as commands tell it. Types only.

/** Something that is under way. */
export interface Running {
  step(done: number, of: number): void
  /** Another line at once, until the next step: for work during which nothing else can happen. */
  tell(line: string): void
  /** Takes the line away. */
  end(): void
}

/** One line on the terminal about what takes long. Silent with --quiet and --json, and where there is no terminal. */
export interface Progress {
  /** @param words the line, from how much of how much is done */
  start(words: (done: number, of: number) => string): Running
}
