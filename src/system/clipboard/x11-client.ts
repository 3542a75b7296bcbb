// A connection to the X server of DISPLAY, as far as a clipboard needs one: a window, names of atoms, events in order.
// By the package x11: xclip and xsel offer a text under one name only, and so cannot say that it is a secret.
import type { XClient, XEvent } from 'x11'

export interface XConnection {
  readonly x: XClient
  /** A window that is never shown, and hears of its own properties. */
  readonly window: number
  atom(name: string): Promise<number>
  /** The first event, from now on or kept since, that fits. */
  event(fits: (event: XEvent) => boolean): Promise<XEvent>
  /** Drops those of the kept events that fit. */
  forget(fits: (event: XEvent) => boolean): void
  /** Every event from now on goes here, after those that were kept. */
  onEvent(handle: (event: XEvent) => void): void
  /** The server's time, which claims of selections need (ICCCM 2.1). */
  now(): Promise<number>
}

/** @throws whatever kept the connection from being made. The process ends with the connection. */
export async function connectX(): Promise<XConnection> {
  const x11 = await import('x11')
  const display = await new Promise<{ client: XClient; screen: readonly { root: number }[] }>((resolve, reject) => {
    const client = x11.createClient({ disableBigRequests: true, shm: 'off' }, (error, made) =>
      error ? reject(error) : resolve(made),
    )
    // A window that asked and is gone by now (BadWindow) is no reason to end; a lost connection ends the process below.
    client.on('error', () => undefined)
    client.on('end', () => process.exit(1))
  })
  const { client: x, screen } = display
  const window = x.AllocID()
  const masks = { eventMask: x11.eventMask.PropertyChange }
  x.CreateWindow(window, screen[0]?.root ?? 0, 0, 0, 1, 1, 0, 0, 0, 0, masks)
  const atoms = new Map<string, Promise<number>>()
  const atom = (name: string): Promise<number> => {
    const known = atoms.get(name) ?? asked<number>((done) => x.InternAtom(false, name, done))
    atoms.set(name, known)
    return known
  }
  const events = eventsOf(x)
  return {
    ...{ x, window, atom, ...events },
    async now() {
      const property = await atom('UKP_TIME')
      x.ChangeProperty(2, window, property, await atom('INTEGER'), 32, [])
      return (await events.event((one) => one.name === 'PropertyNotify' && one.atom === property)).time
    },
  }
}

/** An answer of the server as a promise. */
export function asked<T>(ask: (done: (error: unknown, answer: T) => void) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    ask((error, answer) => (error ? reject(error) : resolve(answer)))
  })
}

function eventsOf(x: XClient): Pick<XConnection, 'event' | 'forget' | 'onEvent'> {
  let kept: XEvent[] = []
  let handler: ((event: XEvent) => void) | null = null
  let waiting: { fits: (event: XEvent) => boolean; resolve: (event: XEvent) => void } | null = null
  x.on('event', (event) => {
    if (handler !== null) handler(event)
    else if (waiting?.fits(event)) {
      const { resolve } = waiting
      waiting = null
      resolve(event)
    } else kept.push(event)
  })
  return {
    event(fits) {
      const at = kept.findIndex(fits)
      const [found] = at < 0 ? [] : kept.splice(at, 1)
      if (found !== undefined) return Promise.resolve(found)
      return new Promise((resolve) => {
        waiting = { fits, resolve }
      })
    },
    forget(fits) {
      kept = kept.filter((one) => !fits(one))
    },
    onEvent(handle) {
      handler = handle
      for (const event of kept.splice(0)) handle(event)
    },
  }
}
