// Help of one verb: what it does, more, and examples.
export interface VerbHelp {
  readonly summary: string
  /** More, when a summary does not say it; '' otherwise. */
  readonly more: string
  readonly examples: readonly string[]
}

export const verb = (summary: string, more: string, ...examples: string[]): VerbHelp => ({ summary, more, examples })
