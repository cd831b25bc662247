import { JsonSplitter } from '../../lib/jsonrpc/index.js'
import { decodeMessage } from '../../lib/jsonrpc/message.js'
import { type OpenVSwitch, parseSchema } from '../../lib/ovsdb/index.js'
import { ReplicaTables } from '../../lib/ovsdb/monitor/replica-tables.js'
import { rowReaders } from '../../lib/ovsdb/monitor/row-reader.js'
import { readTableUpdates2 } from '../../lib/ovsdb/monitor/table-updates.js'
import { BareSocket } from '../bare-socket.js'
import { interleave } from '../measure.js'
import type { Row } from '../row.js'
import { compare, median } from '../statistics.js'

const COLUMNS = { Interface: ['name', 'statistics'] } as const
const WHERE_ALL = { op: 'update', table: 'Interface', where: [] }
/** Two states of every row; each update leads from one to the other. */
const STATES = [1, 2].map((rx) => [
  'Open_vSwitch',
  {
    ...WHERE_ALL,
    row: {
      statistics: [
        'map',
        [
          ['rx_packets', rx],
          ['tx_packets', rx * 7],
          ['rx_bytes', rx * 2 ** 40],
        ],
      ],
    },
  },
])

/** From the bytes of an update of every row to the rows of the replica, against `JSON.parse` of the same text. */
export const replicaRow: Row = {
  name: 'replica',
  title: 'update3 bytes → rows of the replica, as a share of the speed of JSON.parse alone',
  async measure({ endpoints, effort, scope, node }) {
    const { ovsdb } = await node()
    const bare = await BareSocket.connect(scope, ovsdb.port)
    const ask = (method: string, params: unknown) => JSON.stringify({ id: 0, method, params })
    const [schemaReply] = (await bare.ask([ask('get_schema', ['Open_vSwitch'])])) as [{ readonly result: unknown }]
    await bare.ask([ask('transact', STATES[1])])
    const requests = { Interface: [{ columns: COLUMNS.Interface }] }
    const [initial] = (await bare.ask([ask('monitor_cond', ['Open_vSwitch', 'bench', requests])])) as [
      { readonly result: unknown },
    ]
    const updates: Buffer[] = []
    // Two messages come of one request: the update, then the reply.
    for (const state of STATES) updates.push(...(await bare.askBytes([ask('transact', state), ''])).slice(0, 1))
    const readers = rowReaders(parseSchema(schemaReply.result), COLUMNS)
    const replica = new ReplicaTables<OpenVSwitch, typeof COLUMNS>(COLUMNS)
    replica.resync(readTableUpdates2(initial.result, readers), readers)
    const texts = updates.map((bytes) => bytes.toString())
    let changes = 0
    const take = () => {
      for (const bytes of updates) {
        new JsonSplitter((received) => {
          const message = decodeMessage(received)
          if (message.kind !== 'notification') throw new Error(`expected an update, got ${message.kind}`)
          changes += replica.apply(readTableUpdates2(message.params[1], readers)).length
        }).push(bytes)
      }
    }
    const parse = () => {
      for (const text of texts) JSON.parse(text)
    }
    const [parsed, taken] = await interleave(effort, [parse, take])
    const rounds = effort.repetitions + effort.warmUp
    if (changes !== rounds * updates.length * endpoints) {
      throw new Error(`expected ${rounds * updates.length * endpoints} changes, got ${changes}`)
    }
    const { ratio } = compare(parsed, taken)
    const perSecond = (updates.length * endpoints * 1000) / median(taken)
    return [
      {
        row: 'replica',
        endpoints,
        value: ratio * 100,
        unit: '% of JSON.parse',
        details: `${Math.round(perSecond).toLocaleString('en')} row updates a second; n = ${taken.length}`,
        figures: { parse: median(parsed), take: median(taken), perSecond, repetitions: taken.length },
      },
    ]
  },
}
