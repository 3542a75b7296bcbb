// Reads the X11 clipboard: asks its owner for one kind after the other, also in pieces (ICCCM 2.7.2, INCR).
import type { XEvent } from 'x11'
import { ContentTooLarge, type Offers } from './offers.ts'
import { asked, type XConnection } from './x11-client.ts'

export function x11Offers(connection: XConnection): Offers {
  const { x } = connection
  return {
    async types() {
      const bytes = await converted('TARGETS', 400_000, connection)
      const atoms = bytes === null ? [] : Array.from({ length: bytes.length >> 2 }, (_, i) => bytes.readUInt32LE(i * 4))
      const names: string[] = []
      for (const atom of atoms) names.push(await asked<string>((done) => x.GetAtomName(atom, done)))
      return names
    },
    get: (type, limit) => converted(type, limit, connection),
  }
}

/** @returns null when nobody owns the clipboard, or its owner does not have this kind @throws ContentTooLarge */
async function converted(target: string, limit: number, connection: XConnection): Promise<Buffer | null> {
  const { x, window } = connection
  const property = await connection.atom('UKP_CLIPBOARD')
  const wanted = await connection.atom(target)
  x.ConvertSelection(window, await connection.atom('CLIPBOARD'), wanted, property, await connection.now())
  const told = await connection.event((event) => event.name === 'SelectionNotify' && event.target === wanted)
  if (told.property === 0) return null
  // The answer itself was announced too; pieces are announced after it is taken.
  const announced = (event: XEvent): boolean =>
    event.name === 'PropertyNotify' && event.atom === property && event.state === 0
  connection.forget(announced)
  const first = await taken(property, limit, connection)
  if (first.type !== (await connection.atom('INCR'))) return first.data
  const pieces: Buffer[] = []
  for (let length = 0; ; ) {
    await connection.event(announced)
    const { type, data } = await taken(property, limit - length, connection)
    if (type !== 0 && data.length === 0) return Buffer.concat(pieces)
    pieces.push(data)
    length += data.length
  }
}

/** The property's value, which is removed by reading it: that asks for the next piece. */
async function taken(
  property: number,
  limit: number,
  { x, window }: XConnection,
): Promise<{ readonly type: number; readonly data: Buffer }> {
  const units = Math.ceil(limit / 4) + 1
  const value = await asked<{ type: number; bytesAfter: number; data: Buffer }>((done) =>
    x.GetProperty(1, window, property, 0, 0, units, done),
  )
  if (value.bytesAfter > 0 || value.data.length > limit) throw new ContentTooLarge()
  return { type: value.type, data: Buffer.from(value.data) }
}
