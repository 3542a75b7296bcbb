// Text for man pages (man(7) macros): what a person reads comes out as it is, and no line of it is taken for a macro.

/** Characters that roff would read as something of its own, or draw as another sign: a hyphen for a minus, curved quotes. */
const SIGNS: Readonly<Record<string, string>> = {
  '\\': '\\e',
  '-': '\\-',
  "'": '\\(aq',
  '`': '\\(ga',
  '^': '\\(ha',
  '~': '\\(ti',
  '"': '\\(dq',
}

/** A text inside a line or an argument of a macro; no line break. */
export function escaped(text: string): string {
  return text.replace(/[\\\-'`^~"]/g, (sign) => SIGNS[sign] ?? sign)
}

/** A line of text of its own: a dot at its beginning is no macro. */
export function textLine(text: string): string {
  return text.startsWith('.') ? `\\&${escaped(text)}` : escaped(text)
}

export function section(title: string): string {
  return `.SH "${escaped(title)}"`
}

export function subsection(title: string): string {
  return `.SS "${escaped(title)}"`
}

export function paragraph(text: string): string[] {
  return text === '' ? [] : ['.PP', textLine(text)]
}

/** A term, in bold, with its explanation. */
export function term(name: string, text: string): string[] {
  return ['.TP', `\\fB${escaped(name)}\\fR`, textLine(text)]
}

/** Lines that are not filled. */
export function literal(lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['.PP', '.RS 4', '.nf', ...lines.map(textLine), '.fi', '.RE']
}
