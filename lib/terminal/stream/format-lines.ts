import { displayWidth, escapeWord, type FormatOptions } from '../../interfaces/index.js'
import { stateText } from '../../page/model/columns.js'
import { type LiveRow, sum } from '../../page/model/live-row.js'
import { type Interval, rateIn } from './interval.js'

interface Column {
  readonly heading: string
  /** Characters that are kept for it; what is longer moves the rest of its line. */
  readonly width: number
  text(live: LiveRow, interval: Interval): string | number | null
}

const place = (heading: string, width: number, text: Column['text']): Column => ({ heading, width, text })
const number = (heading: string, text: Column['text']): Column => ({ heading, width: -12, text })
const bits = (bytes: number | null) => (bytes === null ? null : rounded(bytes * 8))

const TIME = place('time', 24, (_, { time }) => time.toISOString())
const PLACE: readonly Column[] = [
  place('bridge', 10, ({ row }) => row.bridge),
  place('interface', 15, ({ row }) => row.interface),
]
const ENDPOINT: readonly Column[] = [
  place('tenant', 10, ({ row }) => row.tenant),
  place('network', 10, ({ row }) => row.network),
  place('group', 10, ({ row }) => row.group),
  place('container', 15, ({ row }) => row.container),
]
const REST: readonly Column[] = [
  place('state', 8, (live) => stateText(live).replaceAll(', ', ',')),
  number('rx_bit/s', (live, interval) => bits(rateIn(interval, live, 'rx_bytes'))),
  number('tx_bit/s', (live, interval) => bits(rateIn(interval, live, 'tx_bytes'))),
  number('rx_packet/s', (live, interval) => rateIn(interval, live, 'rx_packets')),
  number('tx_packet/s', (live, interval) => rateIn(interval, live, 'tx_packets')),
  number('drop/s', (live, interval) => sum(rateIn(interval, live, 'rx_dropped'), rateIn(interval, live, 'tx_dropped'))),
  number('error/s', (live, interval) => sum(rateIn(interval, live, 'rx_errors'), rateIn(interval, live, 'tx_errors'))),
]

/** The line above the first interval. */
export function linesHeading(options: FormatOptions): string {
  return line(columnsOf(options).map(({ heading, width }) => [heading, width]))
}

/** One line for each interface, with as many words each, `-` where nothing is known. */
export function formatLines(interval: Interval, options: FormatOptions): string {
  const columns = columnsOf(options)
  return interval.rows
    .map((live) =>
      line(
        columns.map(({ text, width }) => {
          const value = text(live, interval)
          return [typeof value === 'number' ? `${rounded(value)}` : escapeWord(value || '-'), width]
        }),
      ),
    )
    .join('')
}

function columnsOf({ endpoints = false }: FormatOptions): readonly Column[] {
  return [TIME, ...PLACE, ...(endpoints ? ENDPOINT : []), ...REST]
}

function line(cells: readonly (readonly [text: string, width: number])[]): string {
  return `${cells
    .map(([text, width]) => {
      const space = ' '.repeat(Math.max(0, Math.abs(width) - displayWidth(text)))
      return width < 0 ? space + text : text + space
    })
    .join('  ')
    .trimEnd()}\n`
}

/** Without the digits that only the arithmetic makes. */
function rounded(rate: number): number {
  return Math.round(rate * 1000) / 1000
}
