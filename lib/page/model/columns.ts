import { formatRate } from './format.js'
import type { Curve } from './history.js'
import { curvesOf, type LiveRow, rateOf, sum } from './live-row.js'

/** A column of the table. */
export interface Column {
  readonly id: string
  readonly title: string
  readonly kind: 'text' | 'rate' | 'curve'
  text(live: LiveRow): string
  /** What it is sorted by; null comes last whatever the direction. */
  key(live: LiveRow): string | number | null
}

const text = (id: string, title: string, read: (live: LiveRow) => string): Column => ({
  id,
  title,
  kind: 'text',
  text: read,
  key: read,
})

const rate = (id: string, title: string, unit: string, read: (live: LiveRow) => number | null): Column => ({
  id,
  title,
  kind: 'rate',
  text: (live) => formatRate(read(live), unit),
  key: read,
})

const curve = (name: Curve) => (live: LiveRow) => curvesOf(live)[name]

const CONTAINER = text('container', 'Container', ({ row }) => row.container)
const TENANT = text('tenant', 'Tenant', ({ row }) => row.tenant)
const NETWORK = text('network', 'Network', ({ row }) => row.network)
const GROUP = text('group', 'Group', ({ row }) => row.group)
const INTERFACE = text('interface', 'Interface', ({ row }) => row.interface)
const BRIDGE = text('bridge', 'Bridge', ({ row }) => row.bridge)
const TYPE = text('type', 'Type', ({ row }) => row.type)
const STATE = text('state', 'State', (live) => stateText(live))

const NUMBERS: readonly Column[] = [
  {
    id: 'curve',
    title: 'Last minutes',
    kind: 'curve',
    text: () => '',
    key: (live) => sum(curvesOf(live).receive, curvesOf(live).transmit),
  },
  rate('receive', 'Receive', 'bit/s', curve('receive')),
  rate('transmit', 'Transmit', 'bit/s', curve('transmit')),
  rate('receive-packets', 'Receive packets', '/s', curve('receivePackets')),
  rate('transmit-packets', 'Transmit packets', '/s', curve('transmitPackets')),
  rate('drops', 'Drops', '/s', curve('drops')),
  rate('errors', 'Errors', '/s', curve('errors')),
]

/** The columns of a mode, in their order. */
export function columnsOf(mode: string | undefined): readonly Column[] {
  return mode === 'netplugin'
    ? [INTERFACE, CONTAINER, TENANT, NETWORK, GROUP, STATE, ...NUMBERS]
    : [INTERFACE, BRIDGE, TYPE, STATE, ...NUMBERS]
}

/** How a row is, in a word or two: what the switch says of it, and whether it loses packets now. */
export function stateText(live: LiveRow): string {
  const { state, unmatched } = live.row
  const troubles = [...lossesOf(live), ...(unmatched ? ['unmatched'] : [])]
  const known = state === 'unknown' || (state === 'up' && troubles.length > 0) ? [] : [state]
  return [...known, ...troubles].join(', ')
}

/** How much a row asks to be looked at: what is broken before what loses packets before all others. */
export function severityOf(live: LiveRow): number {
  const { state, unmatched } = live.row
  if (state === 'error') return 4
  if (state === 'down') return 3
  if (lossesOf(live).length > 0) return 2
  return unmatched ? 1 : 0
}

/** How many rows are in trouble, in words; nothing where none is. */
export function troublesOf(rows: readonly LiveRow[]): readonly string[] {
  const severities = rows.map(severityOf)
  const down = severities.filter((severity) => severity >= 3).length
  const losing = severities.filter((severity) => severity === 2).length
  return [...(down === 0 ? [] : [`${down} down`]), ...(losing === 0 ? [] : [`${losing} losing packets`])]
}

function lossesOf(live: LiveRow): readonly string[] {
  const { drops, errors } = curvesOf(live)
  return [...(drops ? ['dropping'] : []), ...(errors ? ['errors'] : [])]
}

/** What a row is called where there is room for one name. */
export function nameOf({ row }: Pick<LiveRow, 'row'>): string {
  return row.container === '' ? row.interface : `${row.container} (${row.interface})`
}

/** Counters for a tooltip, and the whole of what the state column shortens. */
export function detailsOf(live: LiveRow): string {
  const dropped = `drops: ${formatRate(rateOf(live, 'rx_dropped'), '/s')} receiving, ${formatRate(rateOf(live, 'tx_dropped'), '/s')} transmitting`
  return live.row.error === '' ? dropped : `${live.row.error}; ${dropped}`
}
