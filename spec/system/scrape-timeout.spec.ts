import t from 'tap'
import { CAPTURED_NODE, inspectPath, startContiv } from '../support/contiv.js'
import { startExporterProcess } from '../support/exporter.js'
import { startOvsdbServer } from '../support/ovsdb-server.js'
import { valuesOf } from '../support/samples.js'
import { missing } from '../support/which.js'

const skip = missing('ovsdb-server')
/** A second for the exporter: half a second is kept back for the way. */
const HURRIED = { 'X-Prometheus-Scrape-Timeout-Seconds': '1.5' }

t.test('each scrape is answered by its own deadline', { skip }, async (t) => {
  const ovsdb = await startOvsdbServer(t, CAPTURED_NODE)
  const exporter = await startExporterProcess(t, ['--ovsdb', ovsdb.remote])
  await exporter.ready()
  await ovsdb.kill('SIGSTOP')
  const answered: string[] = []
  const scrape = async (name: string, headers = {}) => {
    const values = valuesOf(await exporter.scrape(headers))
    answered.push(`${name}: ovs_up ${values.get('ovs_up{}')}`)
  }
  const patient = scrape('patient')
  await scrape('hurried', HURRIED)
  t.strictSame(answered, ['hurried: ovs_up 0'], 'it did not wait as long as the one before')
  await ovsdb.kill('SIGCONT')
  await patient
  t.strictSame(answered, ['hurried: ovs_up 0', 'patient: ovs_up 1'], 'it did not suffer from the one behind')
})

t.test('a Netmaster that hangs does not cost the traffic', { skip }, async (t) => {
  const { netmaster, etcd } = await startContiv(t)
  netmaster.answer(inspectPath('blue', 'web'), () => undefined)
  const ovsdb = await startOvsdbServer(t, CAPTURED_NODE)
  const args = ['--mode', 'netplugin', '--ovsdb', ovsdb.remote, '--contiv.etcd', etcd.url]
  const exporter = await startExporterProcess(t, args)
  await exporter.ready()
  const values = valuesOf(await exporter.scrape(HURRIED))
  t.equal(values.get('ovs_up{}'), '1')
  t.equal(values.get('contiv_unmatched_endpoints{}'), '5')
  const place = 'bridge="contivVxlanBridge",interface="vvport1",port="vvport1",type="system"'
  t.equal(values.get(`ovs_interface_receive_packets_total{${place}}`), '7')
})
