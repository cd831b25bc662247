import t from 'tap'
import { CAPTURED_NODE, inspectPath, startContiv } from '../support/contiv.js'
import { eventually } from '../support/eventually.js'
import { startExporterProcess } from '../support/exporter.js'
import { startOvsdbServer } from '../support/ovsdb-server.js'
import { samplesOf, valuesOf } from '../support/samples.js'
import { missing } from '../support/which.js'

const skip = missing('ovsdb-server')

t.test('Netmaster was never reached, and then comes', { skip }, async (t) => {
  const { netmaster, etcd } = await startContiv(t)
  await netmaster.down()
  const ovsdb = await startOvsdbServer(t, CAPTURED_NODE)
  const args = ['--mode', 'netplugin', '--ovsdb', ovsdb.remote, '--contiv.etcd', etcd.url]
  const exporter = await startExporterProcess(t, args)
  await eventually(async () => valuesOf(await exporter.scrape()).get('ovs_up{}') === '1')
  t.match(await (await fetch(`${exporter.url}/readyz`)).text(), /^netmaster: /)
  const packets = /^(ovs_interface|contiv_endpoint)_receive_packets_total|^rx_packets/
  const count = (text: string, start: string) =>
    samplesOf(text, (name) => packets.test(name)).filter((sample) => sample.startsWith(start)).length

  const text = await exporter.scrape()
  t.equal(count(text, 'ovs_interface_receive_packets_total{'), 9)
  t.equal(count(text, 'contiv_endpoint'), 0)
  t.equal(count(text, 'rx_packets'), 0)
  const values = valuesOf(text)
  t.equal(values.get('contiv_netmaster_up{}'), '0')
  t.equal(values.get('contiv_unmatched_endpoints{}'), '8')
  t.equal(values.get('contiv_inventory_age_seconds{}'), undefined)

  await netmaster.up()
  const later = await eventually(async () => {
    const text = await exporter.scrape()
    return valuesOf(text).get('contiv_unmatched_endpoints{}') === '0' && text
  })
  t.equal(count(later, 'ovs_interface_receive_packets_total{'), 1)
  t.equal(count(later, 'contiv_endpoint_receive_packets_total{'), 8)
  t.equal(count(later, 'rx_packets{'), 8)
  t.equal(valuesOf(later).get('contiv_netmaster_up{}'), '1')
})

t.test('a network is gone between list and inspection', { skip }, async (t) => {
  const { netmaster, etcd } = await startContiv(t)
  netmaster.answer(inspectPath('blue', 'web'), { status: 500, body: 'network not found\n' })
  const ovsdb = await startOvsdbServer(t, CAPTURED_NODE)
  const args = ['--mode', 'netplugin', '--ovsdb', ovsdb.remote, '--contiv.etcd', etcd.url]
  const exporter = await startExporterProcess(t, args)
  const text = await eventually(async () => {
    const text = await exporter.scrape()
    return valuesOf(text).get('contiv_inventory_endpoints{}') === '3' && text
  })
  const containers = [...text.matchAll(/^rx_packets\{.*containerName="([^"]*)"/gm)].map(([, name]) => name)
  t.strictSame(containers.sort(), ['db-1', 'db-2', 'solo-9'])
  const values = valuesOf(text)
  t.equal(values.get('contiv_unmatched_endpoints{}'), '5')
  t.equal(values.get('contiv_netmaster_up{}'), '1')
})
