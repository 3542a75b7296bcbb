// Finds English in what should be Hungarian: the commonest words that only bind others, where they stand as words. Without
// "is", which is Hungarian for "also".
const WORDS =
  /(?<![\p{L}\p{N}_.'’/:=<>-])(?:the|and|of|to|with|not|from|for|this|that|are|it|by|can|was|which|there|in|on|an|no)(?![\p{L}\p{N}_.'’/=<>-]*[\p{L}\p{N}_])/giu

/** What stands there as it is in every language: command lines, options, what is quoted, names of files and variables. */
const NO_PROSE = [
  // A line to copy, and a command that is suggested within a sentence.
  /^ {2,}(?:\S+=)?\S*\bukp .*$/gm,
  /^(?:\S+=\$\()?(?:eval "\$\()?ukp .*$/gm,
  /\bukp(?: (?:--?[a-z-]+|[a-z][a-z-]*))+/g,
  /--[a-z][a-z-]*/g,
  /„[^”]*”|"[^"\n]*"|'[^'\n]*'/g,
  /<[^<>\n]*>/g,
  /\b[\w.-]+\.[a-z]{2,4}\b/g,
]

/** The English words in a text; none in a Hungarian one. */
export function englishIn(text: string): string[] {
  const prose = NO_PROSE.reduce((left, pattern) => left.replace(pattern, ' '), text)
  return prose.match(WORDS) ?? []
}
