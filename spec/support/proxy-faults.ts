import { setImmediate, setTimeout as wait } from 'node:timers/promises'
import type { Fault, Way } from './tcp-proxy.js'

/** What a {@link TcpProxy} can be told to do with what the server says. */

/** One byte at a time, each in a write of its own. */
export const trickling: Fault = () => async (piece, way) => {
  for (let i = 0; i < piece.length; i++) {
    await setImmediate() // lest the system joins them
    await way.write(piece.subarray(i, i + 1))
  }
}

/** Nothing comes any more, not even the end: the connection is half-open for good. */
export const swallowing: Fault = () => () => new Promise(() => {})

/** Nothing comes until it is released: then everything, in order. */
export function holding(): { readonly fault: Fault; release(): void } {
  let release = () => {}
  const released = new Promise<void>((resolve) => {
    release = resolve
  })
  return { fault: () => (piece, way) => released.then(() => way.write(piece)), release }
}

/** Each piece comes so many milliseconds later. */
export function delaying(milliseconds: number): Fault {
  return () => (piece, way) => void setTimeout(() => way.write(piece), milliseconds).unref()
}

/**
 * Cuts connections, in the order in which they are made, each after so many pieces; where it is no whole number, within
 * the piece that follows. Further connections stay.
 */
export function cutting(cuts: readonly number[], how: 'end' | 'reset' = 'end'): Fault {
  let made = 0
  return () => {
    const limit = cuts[made++] ?? Number.POSITIVE_INFINITY
    let count = 0
    return async (piece, way) => {
      if (++count <= limit) await way.write(piece)
      else await way.write(piece.subarray(0, Math.ceil(piece.length * (limit % 1))))
      if (count >= limit) way[how]()
    }
  }
}

/** Two replies that come close upon each other come in the wrong order. For proxies whose pieces are messages. */
export const swapping: Fault = () => {
  let held: Buffer | undefined
  const letGo = async (way: Way) => {
    const piece = held
    held = undefined
    if (piece !== undefined) await way.write(piece)
  }
  return async (piece, way) => {
    const isReply = !('method' in JSON.parse(piece.toString()))
    if (held === undefined && isReply) {
      held = piece
      void wait(HELD_MS, undefined, { ref: false }).then(() => (held === piece ? letGo(way) : undefined))
      return
    }
    // What the server announces does not overtake the reply before it.
    if (!isReply) await letGo(way)
    await way.write(piece)
    await letGo(way)
  }
}

/** How long a piece waits for another to take its place: longer than a server needs for what was asked in one breath. */
const HELD_MS = 100

/** Puts something in the place of each piece, or before or behind it; `index` counts the pieces of the connection from 0. */
export function replacing(replace: (piece: Buffer, index: number) => Uint8Array | string): Fault {
  return () => {
    let index = 0
    return (piece, way) => way.write(replace(piece, index++))
  }
}
