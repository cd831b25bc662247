import type { Integer } from '../ovsdb/index.js'
import type { Random } from './random.js'

/** Statistics that count traffic: in all, on the first queue, or by a collector of packets; the rest stays as it is. */
const TRAFFIC = /^(?<direction>rx|tx)_(?:q0_)?(?<unit>packets|bytes)$|^(?<custom>rx|tx)_custom_packets_\d+$/

/** Most packets an interface sees in one direction from one call to the next. */
const MAX_PACKETS = 2000

/** Mean packet sizes, in bytes: from a bare acknowledgement to a full frame. */
const PACKET_BYTES = { min: 60, max: 1460 }

interface Traffic {
  readonly packets: number
  readonly bytes: number
}

/**
 * Adds plausible traffic to an interface's statistics: all that count the same packets grow by the same number, and the
 * bytes fit the packets.
 */
export function addTraffic(statistics: ReadonlyMap<string, Integer>, random: Random): ReadonlyMap<string, Integer> {
  const more: Readonly<Record<string, Traffic>> = { rx: someTraffic(random), tx: someTraffic(random) }
  return new Map(
    [...statistics].map(([name, value]) => {
      const { direction, unit, custom } = TRAFFIC.exec(name)?.groups ?? {}
      const traffic = more[direction ?? custom ?? '']
      if (traffic === undefined) return [name, value]
      return [name, add(value, unit === 'bytes' ? traffic.bytes : traffic.packets)]
    }),
  )
}

function someTraffic(random: Random): Traffic {
  const packets = Math.floor(random() * MAX_PACKETS)
  const size = PACKET_BYTES.min + Math.floor(random() * (PACKET_BYTES.max - PACKET_BYTES.min))
  return { packets, bytes: packets * size }
}

/** Exact on both sides of 2^53. */
function add(value: Integer, more: number): Integer {
  const sum = BigInt(value) + BigInt(more)
  return sum <= Number.MAX_SAFE_INTEGER ? Number(sum) : sum
}
