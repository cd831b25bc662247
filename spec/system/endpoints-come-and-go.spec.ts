import { readFileSync } from 'node:fs'
import t, { type Test } from 'tap'
import { CAPTURED_NODE, inspection, inspectPath, startContiv } from '../support/contiv.js'
import { eventually } from '../support/eventually.js'
import { startExporterProcess } from '../support/exporter.js'
import { startOvsdbServer } from '../support/ovsdb-server.js'
import { samplesOf, valuesOf } from '../support/samples.js'
import { addPort, removePort } from '../support/switch-operations.js'
import { missing } from '../support/which.js'

const skip = missing('ovsdb-server')

const BRIDGE = 'contivVxlanBridge'
const WEB = inspectPath('blue', 'web')
const LABELS = 'host="node-1",interface="vvport9"'

async function startNode(t: Test) {
  const { netmaster, etcd } = await startContiv(t)
  const ovsdb = await startOvsdbServer(t, CAPTURED_NODE)
  const args = ['--mode', 'netplugin', '--ovsdb', ovsdb.remote, '--contiv.etcd', etcd.url]
  const exporter = await startExporterProcess(t, args)
  await exporter.informed()
  /** Requests so far; a look whether Netmaster is there may come at any time. */
  const asked = () => netmaster.count() - netmaster.count('/version') + etcd.count()
  /** What is said of the new interface. */
  const ofNew = async () => samplesOf(await exporter.scrape()).filter((sample) => /packets.*"vvport9"/.test(sample))
  const arrive = (id: string) =>
    ovsdb.transact(
      addPort({
        bridge: BRIDGE,
        name: 'vvport9',
        externalIds: [['endpoint-id', id]],
        statistics: [['tx_packets', 3]],
      }),
    )
  return { netmaster, ovsdb, exporter, asked, ofNew, arrive }
}

function seriesOf(tenant: string, network: string): readonly string[] {
  const place = `${LABELS},network="${network}",tenant="${tenant}"} 3`
  return [`contiv_endpoint_receive_packets_total{container="late",${place}`, `rx_packets{containerName="late",${place}`]
}

/** A network with the captured endpoints that are on this node, and one more. */
function withLate(tenant: string, network: string) {
  const file = `fixtures/netmaster/inspect-networks-${tenant}__${network}.json`
  const inspected = JSON.parse(readFileSync(file, 'utf8'))
  const late = inspection(tenant, network, [{ id: 'late', container: 'late', host: 'node-1' }])
  const { Oper } = late.body as { Oper: { endpoints: object[] } }
  inspected.Oper.endpoints.push(...Oper.endpoints)
  return { body: inspected }
}

t.test('an endpoint that comes is labelled at once, and gone at once', { skip }, async (t) => {
  const { netmaster, ovsdb, exporter, asked, ofNew, arrive } = await startNode(t)
  const before = { asked: asked(), web: netmaster.count(WEB) }
  netmaster.answer(WEB, withLate('blue', 'web'))
  await arrive('web.blue-late')
  t.strictSame(await ofNew(), seriesOf('blue', 'web'), 'at the next scrape, and never as an interface')
  t.equal(netmaster.count(WEB), before.web + 1)
  t.equal(asked(), before.asked + 1, 'nothing else is asked')

  await ovsdb.transact(await removePort(ovsdb, BRIDGE, 'vvport9'))
  t.strictSame(await ofNew(), [], 'at the next scrape')
  t.equal(valuesOf(await exporter.scrape()).get('contiv_inventory_endpoints{}'), '8')
  t.equal(asked(), before.asked + 1)
})

t.test('an endpoint that Netmaster does not know yet', { skip }, async (t) => {
  const { netmaster, exporter, asked, ofNew, arrive } = await startNode(t)
  const before = asked()
  await arrive('web.blue-late')
  const interfaceSeries = [
    `ovs_interface_transmit_packets_total{bridge="${BRIDGE}",interface="vvport9",port="vvport9",type="system"} 3`,
  ]
  for (let scrape = 0; scrape < 5; scrape++) t.strictSame(await ofNew(), interfaceSeries)
  t.equal(valuesOf(await exporter.scrape()).get('contiv_unmatched_endpoints{}'), '1')
  t.equal(asked(), before + 1, 'it is not asked for at every scrape')

  netmaster.answer(WEB, withLate('blue', 'web'))
  await eventually(async () => (await ofNew()).length === 2)
  t.strictSame(await ofNew(), seriesOf('blue', 'web'))
  t.equal(asked(), before + 2)
})

t.test('an endpoint on a network that is new as well', { skip }, async (t) => {
  const { netmaster, exporter, ofNew, arrive } = await startNode(t)
  const networks = JSON.parse(readFileSync('fixtures/netmaster/networks.json', 'utf8'))
  const fresh = { networkName: 'fresh', tenantName: 'red', nwType: 'data' }
  netmaster.answer('/api/v1/networks/', { body: [...networks, fresh] })
  const late = [{ id: 'late', container: 'late', host: 'node-1' }]
  netmaster.answer(inspectPath('red', 'fresh'), inspection('red', 'fresh', late))
  await arrive('fresh.red-late')
  await eventually(async () => valuesOf(await exporter.scrape()).get('contiv_unmatched_endpoints{}') === '0')
  t.strictSame(await ofNew(), seriesOf('red', 'fresh'))
  t.equal(netmaster.count(inspectPath('red', 'fresh')), 1)
})
