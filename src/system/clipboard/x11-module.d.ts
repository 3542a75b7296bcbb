// The part of the package x11, which has no types of its own, that src/system/clipboard/x11-*.ts uses.
declare module 'x11' {
  export interface XEvent {
    readonly name: string
    readonly time: number
    readonly requestor: number
    readonly selection: number
    readonly target: number
    readonly property: number
    /** PropertyNotify: which window, which property, 0 for a new value. */
    readonly wid: number
    readonly atom: number
    readonly state: number
  }

  type Done<T> = (error: unknown, answer: T) => void

  export interface XClient {
    AllocID(): number
    CreateWindow(
      id: number,
      parent: number,
      ...rest: [...numbers: [number, number, number, number, number, number, number, number], values: object]
    ): void
    InternAtom(onlyIfExists: boolean, name: string, done: Done<number>): void
    GetAtomName(atom: number, done: Done<string>): void
    ChangeProperty(
      mode: number,
      window: number,
      name: number,
      type: number,
      bits: 8 | 16 | 32,
      data: Buffer | readonly number[],
    ): void
    GetProperty(
      remove: 0 | 1,
      window: number,
      name: number,
      type: number,
      offset: number,
      length: number,
      done: Done<{ type: number; format: number; bytesAfter: number; data: Buffer }>,
    ): void
    SetSelectionOwner(owner: number, selection: number, time: number): void
    GetSelectionOwner(selection: number, done: Done<number>): void
    ConvertSelection(window: number, selection: number, target: number, property: number, time: number): void
    SendEvent(window: number, propagate: 0 | 1, mask: number, event: object): void
    on(name: 'event', listener: (event: XEvent) => void): void
    on(name: 'error' | 'end', listener: (error?: unknown) => void): void
  }

  export function createClient(
    options: { readonly disableBigRequests: boolean; readonly shm: 'off' },
    done: Done<{ client: XClient; screen: readonly { root: number }[] }>,
  ): XClient
  export const eventMask: { readonly PropertyChange: number }
}
