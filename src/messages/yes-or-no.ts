// Yes and no as people type them, in both languages.

/** Just Enter is no. null: neither. */
export function answerOf(typed: string): boolean | null {
  const word = typed.trim().toLowerCase()
  if (/^(?:n|ne|nem|no)?$/.test(word)) return false
  return /^(?:i|ig|ige|igen|y|ye|yes)$/.test(word) ? true : null
}
