// NSKeyedArchiver: how Apple's programs write objects into a property list. All objects stand in one list, and point at
// each other. Nothing is unfolded here: the caller follows the pointers it wants, so that circles are no danger.
import { isFields, wordOf } from '../fields.ts'
import { type PlistValue, readBinaryPlist, Uid } from './binary-plist.ts'

export type ArchivedFields = { readonly [name: string]: PlistValue }

export class KeyedArchive {
  readonly #objects: readonly PlistValue[]
  readonly #root: PlistValue
  readonly #dictionaries = new Map<ArchivedFields, ArchivedFields>()

  private constructor(objects: readonly PlistValue[], root: PlistValue) {
    this.#objects = objects
    this.#root = root
  }

  /** @returns null when it is no keyed archive */
  static open(bytes: Uint8Array): KeyedArchive | null {
    const plist = readBinaryPlist(bytes)
    if (!isRecord(plist) || plist.$archiver !== 'NSKeyedArchiver') return null
    const { $objects: objects, $top: top } = plist
    return Array.isArray(objects) && isRecord(top) ? new KeyedArchive(objects, top.root ?? null) : null
  }

  /** The fields of the object at the top. */
  get root(): ArchivedFields {
    return this.fields(this.#root)
  }

  /** Text, number or bytes behind a pointer. Objects stay pointers inside. */
  value(pointer: PlistValue | undefined): PlistValue {
    const value = this.#at(pointer)
    if (!isRecord(value)) return value
    return value['NS.string'] ?? value['NS.data'] ?? value
  }

  /** The items of a list behind a pointer; none when there is no list. */
  list(pointer: PlistValue | undefined): readonly PlistValue[] {
    const value = this.#at(pointer)
    if (Array.isArray(value)) return value
    return isRecord(value) && Array.isArray(value['NS.objects']) ? value['NS.objects'] : []
  }

  /** The fields of an object, or the entries of a dictionary, behind a pointer; none when there is neither. */
  fields(pointer: PlistValue | undefined): ArchivedFields {
    const value = this.#at(pointer)
    if (!isRecord(value)) return {}
    const { 'NS.keys': names, 'NS.objects': values } = value
    if (!Array.isArray(names) || !Array.isArray(values)) return value
    // Once for each dictionary: a large one that a long list points at again and again would take all memory.
    const before = this.#dictionaries.get(value)
    if (before !== undefined) return before
    const fields = Object.fromEntries(names.map((name, i) => [wordOf(this.value(name)), values[i] ?? null]))
    this.#dictionaries.set(value, fields)
    return fields
  }

  #at(pointer: PlistValue | undefined): PlistValue {
    // The first object is what nothing is written as.
    if (!(pointer instanceof Uid)) return pointer ?? null
    return pointer.index === 0 ? null : (this.#objects[pointer.index] ?? null)
  }
}

function isRecord(value: PlistValue | undefined): value is ArchivedFields {
  return isFields(value) && !(value instanceof Uint8Array) && !(value instanceof Uid)
}
