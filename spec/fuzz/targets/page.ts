import fc from 'fast-check'
import { CHARTS, type ChartName, chartData } from '../../../lib/page/model/chart-data.js'
import { columnsOf, detailsOf, nameOf } from '../../../lib/page/model/columns.js'
import { type ConnectionState, FeedConnection } from '../../../lib/page/model/connection.js'
import { parseFilter } from '../../../lib/page/model/filter.js'
import { formatCount } from '../../../lib/page/model/format.js'
import { BY_ATTENTION, nextSort, sortRows } from '../../../lib/page/model/order.js'
import { Store } from '../../../lib/page/model/store.js'
import { COUNTERS } from '../../../lib/page/protocol.js'
import { pageRow, pageSample, pageSnapshot } from '../../support/live-messages.js'
import { broken, bytesOf, type FuzzTarget, textOf } from '../target.js'

const MESSAGES = [
  pageSnapshot({
    rows: [pageRow('a'), pageRow('b', { kind: 'endpoint', container: 'c', tenant: 't' })],
    samples: [pageSample('a', { rx_bytes: 1, tx_dropped: 2 })],
    totals: [{ level: 'bridge', path: ['br0'], rows: 2, rates: COUNTERS.map(() => 1) }],
    banners: [{ id: 'x', level: 'error', text: 'a', advice: 'b', since: 1 }],
  }),
  {
    type: 'update',
    sequence: 1,
    time: 5000,
    interval: 5000,
    rows: [pageRow('c')],
    gone: ['b'],
    samples: [['a', COUNTERS.map(() => 5), COUNTERS.map(() => '9223372036854775807')]],
    totals: [],
    banners: [],
  },
  {
    type: 'netmaster',
    mode: 'netmaster',
    version: '1',
    time: 1,
    tenants: [{ name: 't', networks: [{ name: 'n', groups: [{ name: 'g', policies: ['p'], netProfile: null }] }] }],
    banners: [],
  },
  { type: 'alive' },
]

const message = fc.constantFrom(...MESSAGES)

/** What the page takes from its WebSocket, a line a message: what it does not understand ends the connection, no more. */
export const pageMessages: FuzzTarget = {
  name: 'page',
  seeds: [
    ...MESSAGES.map((one) => bytesOf(JSON.stringify(one))),
    bytesOf(MESSAGES.map((one) => JSON.stringify(one)).join('\n')),
  ],
  words: [
    '"rows":',
    '"samples":[["a",[],[]]]',
    '"type":"update"',
    '"type":"switch"',
    '"totals":[{}]',
    '"time":1e300',
    '"1e5"',
  ],
  generated: fc
    .tuple(
      fc.array(message, { maxLength: 3 }),
      fc.constantFrom('rows', 'samples', 'gone', 'totals', 'banners', 'time'),
      fc.jsonValue(),
    )
    .map(([told, name, value]) =>
      bytesOf([...told, { type: 'update', sequence: 1, [name]: value }].map((one) => JSON.stringify(one)).join('\n')),
    ),
  check(input) {
    const store = new Store()
    let state: ConnectionState['state'] = 'connecting'
    let receive = (_event: { readonly data: unknown }) => {}
    const connection = new FeedConnection({
      open: () => ({
        addEventListener: (type: string, listener: unknown) => {
          if (type === 'message') receive = listener as typeof receive
        },
        close: () => {},
      }),
      clock: { now: () => 0, random: () => 0, after: () => () => {} },
      onMessage: (message) => store.apply(message),
      onState: (now) => {
        state = now.state
      },
    })
    connection.open()
    for (const data of textOf(input).split('\n')) {
      receive({ data })
      if ((state as string) === 'lost') store.disconnected()
      look(store)
    }
    if (!['open', 'lost'].includes(state)) throw broken('open or lost', state)
    connection.close()
  },
}

/** Reads all that is drawn. */
function look(store: Store): void {
  const rows = [...store.rows.values()]
  const columns = columnsOf(store.mode)
  for (const live of rows) {
    const texts = [...columns.map((column) => column.text(live)), detailsOf(live), nameOf(live)]
    for (const text of texts) if (typeof text !== 'string') throw broken('a text', typeof text)
    for (const count of live.counts) formatCount(count)
  }
  const [first] = columns
  if (first !== undefined) sortRows(rows, nextSort(BY_ATTENTION, first))
  sortRows(rows, BY_ATTENTION).filter(parseFilter('a tenant:t state:up'))
  for (const chart of Object.keys(CHARTS) as ChartName[]) chartData(store.timeline, rows, chart)
  for (const { path, rates } of store.totals) [...path.map((name) => name.length), ...rates.map(Number)].join()
  for (const { text, advice, since } of store.banners) `${text.length}${advice.length}${since}`
  for (const { name, networks } of store.netmaster?.tenants ?? []) {
    for (const network of networks) for (const group of network.groups) [name, group.name, ...group.policies].join()
  }
}
