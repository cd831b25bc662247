import { ENDPOINT_COLUMNS, type FormatOptions } from './endpoint-columns.js'
import type { PlacedInterface } from './place-interfaces.js'
import { displayWidth, escapeWord } from './printable.js'

/** The statistics the table shows, of those that ovs-vswitchd.conf.db(5) defines for every interface. */
export const TABLE_STATISTICS = [
  'rx_packets',
  'rx_bytes',
  'rx_dropped',
  'rx_errors',
  'tx_packets',
  'tx_bytes',
  'tx_dropped',
  'tx_errors',
] as const

interface Column {
  readonly heading: string
  readonly align: 'left' | 'right'
  text(row: PlacedInterface): string | undefined
}

const PLACE: readonly Column[] = [
  { heading: 'bridge', align: 'left', text: ({ bridge }) => bridge },
  { heading: 'port', align: 'left', text: ({ port }) => port },
  { heading: 'interface', align: 'left', text: ({ name }) => name },
  // ovs-vswitchd.conf.db(5), Interface.type: the empty string is a synonym of "system".
  { heading: 'type', align: 'left', text: ({ type }) => type || 'system' },
  { heading: 'link_state', align: 'left', text: ({ link_state }) => link_state },
]
const ENDPOINT: readonly Column[] = Object.entries(ENDPOINT_COLUMNS).map(([heading, text]) => ({
  heading,
  align: 'left',
  text,
}))
const STATISTICS: readonly Column[] = TABLE_STATISTICS.map((key) => ({
  heading: key,
  align: 'right',
  text: ({ statistics }) => statistics.get(key)?.toString(),
}))

/**
 * Writes interfaces as a table with a heading, one line each, for people and for `awk`: every line has the same number
 * of words, `-` where the switch reports nothing.
 */
export function formatTable(interfaces: readonly PlacedInterface[], { endpoints = false }: FormatOptions = {}): string {
  const columns = [...PLACE, ...(endpoints ? ENDPOINT : []), ...STATISTICS]
  const cells = columns.map(({ heading, align, text }) => {
    const column = [heading, ...interfaces.map((row) => escapeWord(text(row) || '-'))]
    const width = column.reduce((widest, cell) => Math.max(widest, displayWidth(cell)), 0)
    return column.map((cell) => pad(cell, width, align))
  })
  const lines = Array.from({ length: interfaces.length + 1 }, (_, line) => cells.map((column) => column[line]))
  return lines.map((words) => `${words.join('  ')}\n`).join('')
}

function pad(cell: string, width: number, align: Column['align']): string {
  const space = ' '.repeat(width - displayWidth(cell))
  return align === 'left' ? cell + space : space + cell
}
