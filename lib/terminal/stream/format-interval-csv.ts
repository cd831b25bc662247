import { type FormatOptions, printableCsvLine } from '../../interfaces/index.js'
import { countOf, type LiveRow } from '../../page/model/live-row.js'
import { COUNTERS } from '../../page/protocol.js'
import { type Interval, rateIn } from './interval.js'

type Column = (live: LiveRow, interval: Interval) => string | number | null

const PLACE: Readonly<Record<string, Column>> = {
  time: (_, { time }) => time.toISOString(),
  interval: (_, { seconds }) => seconds,
  bridge: ({ row }) => row.bridge,
  interface: ({ row }) => row.interface,
  type: ({ row }) => row.type,
  uuid: ({ row }) => row.id,
  state: ({ row }) => row.state,
}

const ENDPOINT: Readonly<Record<string, Column>> = {
  tenant: ({ row }) => row.tenant,
  network: ({ row }) => row.network,
  group: ({ row }) => row.group,
  host: ({ row }) => row.host,
  container: ({ row }) => row.container,
}

const NUMBERS: Readonly<Record<string, Column>> = Object.fromEntries([
  ...COUNTERS.map((key): [string, Column] => [`${key}_per_second`, (live, interval) => rateIn(interval, live, key)]),
  ...COUNTERS.map((key): [string, Column] => [key, (live) => countOf(live, key)]),
])

/** The line above the first interval. */
export function csvHeading(options: FormatOptions): string {
  return printableCsvLine(Object.keys(columnsOf(options)))
}

/** One line for each interface; what is not known is empty. */
export function formatIntervalCsv(interval: Interval, options: FormatOptions): string {
  const columns = Object.values(columnsOf(options))
  return interval.rows.map((live) => printableCsvLine(columns.map((text) => text(live, interval)?.toString()))).join('')
}

function columnsOf({ endpoints = false }: FormatOptions): Readonly<Record<string, Column>> {
  return { ...PLACE, ...(endpoints ? ENDPOINT : {}), ...NUMBERS }
}
