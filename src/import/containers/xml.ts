// XML as a tree, bounded. No entity but the five of XML is known, so that no document can grow while it is read.

export interface XmlElement {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly XmlElement[]
  /** Text directly inside, CDATA included, not trimmed. */
  readonly text: string
}

/** Elements, and levels of nesting. */
const MOST_ELEMENTS = 500_000
const DEEPEST = 100

/** @returns null when it is no well-formed XML, or larger or deeper than any export */
export async function parseXml(text: string): Promise<XmlElement | null> {
  const { SaxesParser } = await import('saxes')
  type Open = { name: string; attributes: Record<string, string>; children: XmlElement[]; text: string }
  const top: Open = { name: '', attributes: {}, children: [], text: '' }
  const path: Open[] = [top]
  let elements = 0
  const parser = new SaxesParser()
  const addText = (piece: string): void => {
    const open = path.at(-1)
    if (open !== undefined) open.text += piece
  }
  parser.on('error', (error) => {
    throw error
  })
  parser.on('opentag', ({ name, attributes }) => {
    elements++
    if (elements > MOST_ELEMENTS || path.length > DEEPEST) throw new Error('too large')
    const element: Open = { name, attributes: { ...(attributes as Record<string, string>) }, children: [], text: '' }
    path.at(-1)?.children.push(element)
    path.push(element)
  })
  parser.on('closetag', () => {
    path.pop()
  })
  parser.on('text', addText)
  parser.on('cdata', addText)
  try {
    parser.write(text.replace(/^\ufeff/, '')).close()
  } catch {
    return null
  }
  return top.children[0] ?? null
}

/** The child elements of a name. */
export function childrenOf(element: XmlElement | undefined, name: string): readonly XmlElement[] {
  return element?.children.filter((child) => child.name === name) ?? []
}

/** The first child of a name. */
export function childOf(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element?.children.find((child) => child.name === name)
}

/** The trimmed text of the first child of a name; '' when there is none. */
export function childText(element: XmlElement | undefined, name: string): string {
  return childOf(element, name)?.text.trim() ?? ''
}
