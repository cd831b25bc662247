import { printableCsvLine } from './csv-line.js'
import { ENDPOINT_COLUMNS, type FormatOptions } from './endpoint-columns.js'
import { TABLE_STATISTICS } from './format-table.js'
import { compareNatural } from './natural-order.js'
import type { PlacedInterface } from './place-interfaces.js'

const COLUMNS: Readonly<Record<string, (row: PlacedInterface) => string | undefined>> = {
  bridge: ({ bridge }) => bridge,
  port: ({ port }) => port,
  interface: ({ name }) => name,
  type: ({ type }) => type,
  uuid: ({ _uuid }) => _uuid,
  admin_state: ({ admin_state }) => admin_state,
  link_state: ({ link_state }) => link_state,
}

/**
 * Writes interfaces as CSV with a header line, quoted as in RFC 4180, lines ended by a line feed. Behind the fixed
 * columns comes one per statistic in order of its name: those of the table always, and all that an interface reports.
 * A value that is not there is empty, one with control characters a JSON string.
 */
export function formatCsv(interfaces: readonly PlacedInterface[], { endpoints = false }: FormatOptions = {}): string {
  const columns = { ...COLUMNS, ...(endpoints ? ENDPOINT_COLUMNS : {}) }
  const reported = interfaces.flatMap(({ statistics }) => [...statistics.keys()])
  const keys = [...new Set([...TABLE_STATISTICS, ...reported])].sort(compareNatural)
  const lines = [
    [...Object.keys(columns), ...keys],
    ...interfaces.map((row) => [
      ...Object.values(columns).map((text) => text(row)),
      ...keys.map((key) => row.statistics.get(key)?.toString()),
    ]),
  ]
  return lines.map(printableCsvLine).join('')
}
