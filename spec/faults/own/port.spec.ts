import t from 'tap'
import { CAPTURED_NODE } from '../../support/contiv.js'
import { EXPORTER, startExporterProcess } from '../../support/exporter.js'
import { startOvsdbServer } from '../../support/ovsdb-server.js'
import { outcome } from '../../support/run.js'
import { missing } from '../../support/which.js'
import { TRAFFIC_FAMILIES, trafficSamples } from '../contiv/traffic.js'
import { observe } from '../harness/observe.js'
import { Truth } from '../harness/truth.js'
import { Watch } from '../harness/watch.js'

t.test('another exporter has the port', { skip: missing('ovsdb-server') }, async (t) => {
  const ovsdb = await startOvsdbServer(t, CAPTURED_NODE)
  const truth = new Truth(() => trafficSamples(ovsdb, new Map()))
  await truth.change()
  const first = await startExporterProcess(t, ['--ovsdb', ovsdb.remote])
  const watch = Watch.start(t, first, { name: 'the first', truth, families: TRAFFIC_FAMILIES, up: 'ovs_up' })
  await observe(t, 'port-taken', [watch], async () => {
    const address = first.url.slice('http://'.length)
    const args = ['--ovsdb', ovsdb.remote, '--web.listen-address', '127.0.0.1:0', '--web.listen-address', address]
    const { status, stderr } = await outcome(process.execPath, [EXPORTER, ...args, '--log.level', 'error'])
    t.equal(status, 1)
    t.equal(stderr, `error: cannot listen on ${address}: listen EADDRINUSE: address already in use ${address}\n`)
  })
})
