import t from 'tap'
import { startNode } from '../../bench/node.js'
import { startSyntheticDatabase, syntheticEndpoint } from '../../bench/synthetic-database.js'
import { connect } from '../../lib/index.js'
import { missing } from '../support/which.js'

const skip = missing('ovsdb-server', 'ovsdb-tool')

t.test('an endpoint is the same for the same index', async (t) => {
  t.strictSame(syntheticEndpoint(7), syntheticEndpoint(7))
  t.not(syntheticEndpoint(7).id, syntheticEndpoint(8).id)
  t.match(syntheticEndpoint(7).id, /^[0-9a-f]{64}$/)
})

t.test('its statistics are thirteen counters', async (t) => {
  const odd = Array.from({ length: 1000 }, (_, index) => syntheticEndpoint(index).statistics).filter(
    (statistics) =>
      statistics.size !== 13 || ![...statistics.values()].every((value) => Number.isSafeInteger(value) && value >= 0),
  )
  t.strictSame(odd, [])
})

t.test('the database holds every endpoint once, on one bridge', { skip }, async (t) => {
  const ovsdb = await startSyntheticDatabase(t, 501)
  await using client = await connect(ovsdb.remote, { database: 'Open_vSwitch' })
  const [interfaces, bridges] = await client.selectMany([
    { table: 'Interface', columns: ['name', 'external_ids', 'statistics'] },
    { table: 'Bridge', columns: ['ports'] },
  ])
  t.equal(interfaces.length, 501)
  t.strictSame(
    bridges.map(({ ports }) => ports.length),
    [501],
  )
  const last = syntheticEndpoint(500)
  t.strictSame(
    interfaces.find(({ name }) => name === last.interface),
    {
      name: last.interface,
      external_ids: new Map([['endpoint-id', `web.blue-${last.id}`]]),
      statistics: last.statistics,
    },
  )
})

t.test('the exporter knows every endpoint, and its select is recorded', { skip }, async (t) => {
  const { exporter, select, netmaster, scrapeBytes } = await startNode(t, 3)
  const text = await exporter.scrape()
  const sent = syntheticEndpoint(2).statistics.get('rx_bytes')
  t.match(text, new RegExp(`^tx_bytes\\{.*containerName="web-2".*\\} ${sent}$`, 'm'))
  t.ok(text.length >= scrapeBytes)
  t.equal(netmaster.count('/api/v1/inspect/networks/blue:web/'), 2, 'asked once by each of the two exporters')
  t.equal(select.length, 1)
  t.match(
    select.map((request) => JSON.parse(request)),
    [{ method: 'transact', params: ['Open_vSwitch', { op: 'select', table: 'Interface' }] }],
  )
})
