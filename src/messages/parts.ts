// A dictionary in several files: what two of its parts say, or none, does not compile.

/** Names of any of the parts. */
type NameOf<Part> = Part extends unknown ? keyof Part : never

/** Names that stand in two of the parts. */
type Twice<Parts> = Parts extends readonly [infer First, ...infer Rest]
  ? Extract<keyof First & NameOf<Rest[number]>, string> | Twice<Rest>
  : never

/** The parts themselves, or which name is said twice. */
export type Once<Parts> = [Twice<Parts>] extends [never] ? Parts : `said twice: ${Twice<Parts>}`

/** All parts as one. */
export type Joined<Parts> = Parts extends readonly [infer First, ...infer Rest] ? First & Joined<Rest> : unknown

/** Words for these names, and for none where another is asked. */
export type WordsFor<Name extends string> = Readonly<Record<Name, string>> & Readonly<Record<string, string>>
