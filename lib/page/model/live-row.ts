import { COUNTERS, type Counter, type Counts, type Rates, type Row } from '../protocol.js'
import { type Curve, History } from './history.js'

const NOTHING: readonly null[] = COUNTERS.map(() => null)

/** A row of the table, as it is now and was lately. */
export interface LiveRow {
  readonly row: Row
  readonly rates: Rates
  readonly counts: Counts
  readonly history: History
}

export function newRow(row: Row): LiveRow {
  return { row, rates: NOTHING, counts: NOTHING, history: new History() }
}

/** The row of which no more is known than what it is called. */
export function withoutNews(live: LiveRow): LiveRow {
  return { ...live, row: { ...live.row, state: 'unknown', error: '' }, rates: NOTHING, counts: NOTHING }
}

export function rateOf({ rates }: Pick<LiveRow, 'rates'>, counter: Counter): number | null {
  return rates[COUNTERS.indexOf(counter)] ?? null
}

export function countOf({ counts }: LiveRow, counter: Counter): number | string | null {
  return counts[COUNTERS.indexOf(counter)] ?? null
}

/** What is shown of a row's rates: bits, not bytes, and both directions' drops and errors together; all per second. */
export function curvesOf(live: Pick<LiveRow, 'rates'>): Readonly<Record<Curve, number | null>> {
  return {
    receive: bits(rateOf(live, 'rx_bytes')),
    transmit: bits(rateOf(live, 'tx_bytes')),
    receivePackets: rateOf(live, 'rx_packets'),
    transmitPackets: rateOf(live, 'tx_packets'),
    drops: sum(rateOf(live, 'rx_dropped'), rateOf(live, 'tx_dropped')),
    errors: sum(rateOf(live, 'rx_errors'), rateOf(live, 'tx_errors')),
  }
}

/** Of what is known; null where nothing is. */
export function sum(a: number | null, b: number | null): number | null {
  return a === null ? b : b === null ? a : a + b
}

function bits(bytes: number | null): number | null {
  return bytes === null ? null : bytes * 8
}
