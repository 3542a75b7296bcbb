// SharedPreferences as Android writes them.
export function preferencesFile(values: Readonly<Record<string, string>>, others = ''): string {
  const strings = Object.entries(values).map(
    ([name, value]) => `    <string name="${name}">${escaped(value)}</string>\n`,
  )
  return `<?xml version='1.0' encoding='utf-8' standalone='yes' ?>\n<map>\n${others}${strings.join('')}</map>\n`
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
