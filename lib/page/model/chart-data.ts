import { CAPACITY, type Curve, type Timeline } from './history.js'
import type { LiveRow } from './live-row.js'

/** What the chart can show: what is received, and what is transmitted where that is told apart. */
export const CHARTS = {
  bits: { title: 'Bit rate', unit: 'bit/s', curves: ['receive', 'transmit'] },
  packets: { title: 'Packet rate', unit: '/s', curves: ['receivePackets', 'transmitPackets'] },
  drops: { title: 'Drops', unit: '/s', curves: ['drops'] },
  errors: { title: 'Errors', unit: '/s', curves: ['errors'] },
} as const satisfies Readonly<Record<string, { title: string; unit: string; curves: readonly Curve[] }>>

export type ChartName = keyof typeof CHARTS

/** Seconds of the epoch, then the values of each row's curves; null where nothing is known. */
export type ChartData = [times: number[], ...values: (number | null)[][]]

export function chartData(timeline: Timeline, rows: readonly LiveRow[], chart: ChartName): ChartData {
  const places = timeline.places()
  const times = timeline.times().map((time) => time / 1000)
  const { curves } = CHARTS[chart]
  return [times, ...rows.flatMap(({ history }) => curves.map((curve) => [...history.read(curve, places)]))]
}

/** Seconds that the chart spans at least. */
const SHORTEST_SPAN = 60

/** The seconds that the chart spans: all that is known, up to as many updates as are kept. */
export function chartSpan(timeline: Timeline, interval: number): readonly [from: number, to: number] {
  const [first = 0] = timeline.times()
  const to = (timeline.last ?? 0) / 1000
  const span = Math.min(Math.max(to - first / 1000, SHORTEST_SPAN), (CAPACITY * interval) / 1000)
  return [to - span, to]
}
