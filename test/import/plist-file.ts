// Binary property lists that a test writes itself, and the keyed archives that Apple's programs put into them.

/** A pointer of a keyed archive. */
export class Pointer {
  readonly index: number

  constructor(index: number) {
    this.index = index
  }
}

/** A value as its bytes, written as they are: for what no writer would write. */
export class Raw {
  readonly bytes: Buffer

  constructor(...bytes: readonly number[]) {
    this.bytes = Buffer.from(bytes)
  }
}

export type Item =
  | null
  | boolean
  | number
  | string
  | Uint8Array
  | Pointer
  | Raw
  | readonly Item[]
  | { readonly [name: string]: Item }

/** Every value is an object of its own, none is shared. Numbers with a fraction are real ones. */
export function plistFile(top: Item): Buffer {
  const objects: Buffer[] = []
  const add = (item: Item): number => {
    const at = objects.push(Buffer.alloc(0)) - 1
    objects[at] = written(item, add)
    return at
  }
  add(top)
  return assembled(objects)
}

/** Objects in their place, references of two bytes, and the table of places after them. */
export function assembled(objects: readonly Buffer[], top = 0): Buffer {
  const head = Buffer.from('bplist00', 'latin1')
  const places: Buffer[] = []
  let at = head.length
  for (const object of objects) {
    places.push(sized(at, 4))
    at += object.length
  }
  const trailer = Buffer.alloc(32)
  trailer.set([4, 2], 6)
  trailer.writeBigUInt64BE(BigInt(objects.length), 8)
  trailer.writeBigUInt64BE(BigInt(top), 16)
  trailer.writeBigUInt64BE(BigInt(at), 24)
  return Buffer.concat([head, ...objects, ...places, trailer])
}

/** An object of a type, with its length in the marker or after it. */
export function marked(type: number, length: number, ...body: readonly Buffer[]): Buffer {
  if (length < 15) return Buffer.concat([Buffer.of((type << 4) | length), ...body])
  return Buffer.concat([Buffer.of((type << 4) | 15, 0x12), sized(length, 4), ...body])
}

/**
 * A keyed archive: every record and list becomes an object of its own, as NSKeyedArchiver writes them; a record with
 * `dictionary` is a dictionary, other records are objects with fields. Numbers and booleans stand in the fields.
 */
export function archiveFile(root: Item): Buffer {
  const objects: Item[] = ['$null']
  const add = (item: Item): Item => {
    if (item === null) return new Pointer(0)
    if (typeof item === 'number' || typeof item === 'boolean' || item instanceof Pointer) return item
    const at = objects.push(null) - 1
    objects[at] = archived(item, add)
    return new Pointer(at)
  }
  const top = add(root)
  return plistFile({ $version: 100_000, $archiver: 'NSKeyedArchiver', $top: { root: top }, $objects: objects })
}

function archived(item: Item, add: (item: Item) => Item): Item {
  if (Array.isArray(item)) return { $class: add('NSArray'), 'NS.objects': item.map(add) }
  if (typeof item !== 'object' || item === null || item instanceof Uint8Array || item instanceof Raw) return item
  const { dictionary, ...fields } = item as Readonly<Record<string, Item>>
  const names = Object.keys(fields)
  if (dictionary === true) {
    return {
      $class: add('NSDictionary'),
      'NS.keys': names.map(add),
      'NS.objects': Object.values(fields).map(boxed(add)),
    }
  }
  // What a text or bytes are made of stands in their object itself.
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, name.startsWith('NS.') ? value : add(value)]),
  )
}

/** In a dictionary numbers are objects too. */
function boxed(add: (item: Item) => Item): (item: Item) => Item {
  return (item) => (typeof item === 'number' ? add(new Raw(...numberOf(item))) : add(item))
}

function written(item: Item, add: (item: Item) => number): Buffer {
  if (item === null) return Buffer.of(0x00)
  if (typeof item === 'boolean') return Buffer.of(item ? 0x09 : 0x08)
  if (typeof item === 'number') return numberOf(item)
  if (typeof item === 'string') return textOf(item)
  if (item instanceof Uint8Array) return marked(0x4, item.length, Buffer.from(item))
  if (item instanceof Pointer) return Buffer.concat([Buffer.of(0x81), sized(item.index, 2)])
  if (item instanceof Raw) return item.bytes
  const list = Array.isArray(item)
  const parts = list ? item : [...Object.keys(item), ...Object.values(item)]
  const references = parts.map((part) => sized(add(part as Item), 2))
  return marked(list ? 0xa : 0xd, list ? parts.length : parts.length / 2, ...references)
}

function textOf(text: string): Buffer {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII is what the one-byte form holds
  if (/^[\x00-\x7f]*$/.test(text)) return marked(0x5, text.length, Buffer.from(text, 'latin1'))
  return marked(0x6, text.length, Buffer.from(text, 'utf16le').swap16())
}

function numberOf(number: number): Buffer {
  const bytes = Buffer.alloc(9)
  if (Number.isInteger(number)) {
    bytes.writeUInt8(0x13)
    bytes.writeBigInt64BE(BigInt(number), 1)
  } else {
    bytes.writeUInt8(0x23)
    bytes.writeDoubleBE(number, 1)
  }
  return bytes
}

function sized(number: number, size: number): Buffer {
  const bytes = Buffer.alloc(size)
  bytes.writeUIntBE(number, 0, size)
  return bytes
}
