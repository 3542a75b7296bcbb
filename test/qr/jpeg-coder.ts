// The entropy coding of test JPEGs (ITU-T T.81, annexes F and G): bits, differences, runs, and the progressive ways of both.
// Tables are as plain as can be: a code is its own symbol.

/** Codes of DC are of 4 bits, of AC of 8. */
export const DC = { bits: 4, symbols: 12 } as const
export const AC = { bits: 8, symbols: 255 } as const

export interface BitWriter {
  put(value: number, bits: number): void
  marker(code: number): void
  bytes(): Buffer
}

export function bitWriter(): BitWriter {
  let bytes = Buffer.alloc(1 << 16)
  let size = 0
  let held = 0
  let count = 0
  const push = (byte: number): void => {
    if (size + 2 > bytes.length) bytes = Buffer.concat([bytes, Buffer.alloc(bytes.length)])
    bytes[size++] = byte
  }
  const put = (value: number, bits: number): void => {
    held = (held << bits) | value
    count += bits
    while (count >= 8) {
      count -= 8
      const byte = (held >> count) & 255
      push(byte)
      if (byte === 255) push(0)
    }
    held &= (1 << count) - 1
  }
  const align = (): void => {
    if (count > 0) put((1 << (8 - count)) - 1, 8 - count)
  }
  return {
    put,
    marker(code) {
      align()
      push(0xff)
      push(code)
    },
    bytes() {
      align()
      return bytes.subarray(0, size)
    },
  }
}

export interface Coder {
  block(block: Int16Array, component: number): void
  end(): void
}

/** Section F.1.2: the category of a value, and its bits. */
function putDifference(writer: BitWriter, difference: number): void {
  const size = sizeOf(difference)
  writer.put(size, DC.bits)
  putValue(writer, difference, size)
}

function putValue(writer: BitWriter, value: number, size: number): void {
  if (size > 0) writer.put(value < 0 ? value + (1 << size) - 1 : value, size)
}

function sizeOf(value: number): number {
  return 32 - Math.clz32(Math.abs(value))
}

export function sequential(writer: BitWriter): Coder {
  const last: number[] = []
  return {
    block(block, component) {
      putDifference(writer, (block[0] ?? 0) - (last[component] ?? 0))
      last[component] = block[0] ?? 0
      let run = 0
      for (let k = 1; k < 64; k++) {
        const value = block[k] ?? 0
        if (value === 0) {
          run++
          continue
        }
        for (; run > 15; run -= 16) writer.put(0xf0, AC.bits)
        const size = sizeOf(value)
        writer.put((run << 4) | size, AC.bits)
        putValue(writer, value, size)
        run = 0
      }
      if (run > 0) writer.put(0, AC.bits)
    },
    end() {
      last.length = 0
    },
  }
}

/** Section G.1.2. */
export function progressive(
  writer: BitWriter,
  { band: [first, lastOf], bits }: { band: readonly [number, number]; bits: readonly [number, number] },
): Coder {
  const [high, low] = bits
  const last: number[] = []
  let ended = 0
  let corrections: number[] = []
  const flush = (): void => {
    if (ended > 0) {
      const size = sizeOf(ended) - 1
      writer.put(size << 4, AC.bits)
      if (size > 0) writer.put(ended - (1 << size), size)
    }
    ended = 0
    for (const bit of corrections) writer.put(bit, 1)
    corrections = []
  }
  const scaled = (value: number): number => (value < 0 ? -(-value >> low) : value >> low)
  const firstPass = (block: Int16Array): void => {
    let run = 0
    for (let k = first; k <= lastOf; k++) {
      const value = scaled(block[k] ?? 0)
      if (value === 0) {
        run++
        continue
      }
      flush()
      for (; run > 15; run -= 16) writer.put(0xf0, AC.bits)
      const size = sizeOf(value)
      writer.put((run << 4) | size, AC.bits)
      putValue(writer, value, size)
      run = 0
    }
    if (run > 0 && ++ended === 0x7fff) flush()
  }
  const refine = (block: Int16Array): void => {
    let end = lastOf
    while (end >= first && Math.abs(scaled(block[end] ?? 0)) !== 1) end--
    let run = 0
    let waiting: number[] = []
    for (let k = first; k <= lastOf; k++) {
      const value = scaled(block[k] ?? 0)
      if (value === 0) {
        run++
        continue
      }
      for (; run > 15 && k <= end; run -= 16) {
        flush()
        writer.put(0xf0, AC.bits)
        for (const bit of waiting) writer.put(bit, 1)
        waiting = []
      }
      if (Math.abs(value) > 1) {
        waiting.push(Math.abs(value) & 1)
        continue
      }
      flush()
      writer.put((run << 4) | 1, AC.bits)
      writer.put(value > 0 ? 1 : 0, 1)
      for (const bit of waiting) writer.put(bit, 1)
      waiting = []
      run = 0
    }
    if (run > 0 || waiting.length > 0) {
      ended++
      corrections.push(...waiting)
      if (ended === 0x7fff || corrections.length > 900) flush()
    }
  }
  return {
    block(block, component) {
      if (first > 0) {
        if (high === 0) firstPass(block)
        else refine(block)
      } else if (high > 0) {
        writer.put(((block[0] ?? 0) >> low) & 1, 1)
      } else {
        const value = (block[0] ?? 0) >> low
        putDifference(writer, value - (last[component] ?? 0))
        last[component] = value
      }
    },
    end() {
      flush()
      last.length = 0
    },
  }
}
