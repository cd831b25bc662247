import t from 'tap'
import { connect } from '../../lib/index.js'
import { CAPTURED_NODE, startContiv } from '../support/contiv.js'
import { startExporterProcess } from '../support/exporter.js'
import { startOvsdbServer } from '../support/ovsdb-server.js'
import { run } from '../support/run.js'
import { valuesOf } from '../support/samples.js'
import { missing } from '../support/which.js'

const skip = missing('ovsdb-server', 'ovsdb-client')

/** As text: neither JSON.parse nor a double would keep them. */
const COUNTERS = {
  tx_packets: '9007199254740993', // 2^53 + 1
  tx_bytes: '9223372036854775807', // 2^63 - 1
  rx_packets: '9007199254740991', // 2^53 - 1
  rx_bytes: '1000000000000000000', // would be 1e18
  rx_dropped: '-1',
  rx_errors: '-9223372036854775808', // -2^63
} as const

t.test('counters beyond 2^53', { skip }, async (t) => {
  const { etcd } = await startContiv(t)
  const ovsdb = await startOvsdbServer(t, CAPTURED_NODE)
  const pairs = Object.entries(COUNTERS).map(([key, value]) => `["${key}",${value}]`)
  const row = `{"statistics":["map",[${pairs.join()}]]}`
  const update = `{"op":"update","table":"Interface","where":[["name","==","vvport1"]],"row":${row}}`
  t.equal(await run('ovsdb-client', ['transact', ovsdb.unix, `["Open_vSwitch",${update}]`]), '[{"count":1}]\n')

  await t.test('are read exactly', async (t) => {
    const client = await connect(ovsdb.remote, { database: 'Open_vSwitch' })
    t.teardown(() => client.close())
    const rows = await client.select('Interface', { columns: ['statistics'], where: [['name', '==', 'vvport1']] })
    t.strictSame(
      [...(rows[0]?.statistics ?? [])].sort(),
      Object.entries({
        rx_bytes: 1000000000000000000n,
        rx_dropped: -1,
        rx_errors: -9223372036854775808n,
        rx_packets: 9007199254740991,
        tx_bytes: 9223372036854775807n,
        tx_packets: 9007199254740993n,
      }),
    )
  })

  await t.test('are printed exactly', async (t) => {
    const args = ['--mode', 'netplugin', '--ovsdb', ovsdb.remote, '--contiv.etcd', etcd.url]
    const exporter = await startExporterProcess(t, args)
    await exporter.informed()
    const values = valuesOf(await exporter.scrape())
    const place = 'host="node-1",interface="vvport1",network="web",tenant="blue"}'
    const standard = (name: string) =>
      values.get(`contiv_endpoint_${name}_total{container="web-1",endpoint_group="frontend",${place}`)
    const classic = (name: string) => values.get(`${name}{containerName="web-1",endpointGroup="frontend",${place}`)
    // The container receives what the switch transmits.
    const printed = {
      tx_packets: [standard('receive_packets'), classic('rx_packets')],
      tx_bytes: [standard('receive_bytes'), classic('rx_bytes')],
      rx_packets: [standard('transmit_packets'), classic('tx_packets')],
      rx_bytes: [standard('transmit_bytes'), classic('tx_bytes')],
      rx_dropped: [standard('transmit_dropped_packets'), classic('tx_dropped')],
      rx_errors: [standard('transmit_errors'), classic('tx_errors')],
    }
    t.strictSame(printed, Object.fromEntries(Object.entries(COUNTERS).map(([key, value]) => [key, [value, value]])))
  })
})
