import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import { text } from 'node:stream/consumers'
import t from 'tap'
import { CAPTURED_NODE, startContiv } from '../support/contiv.js'
import { eventually } from '../support/eventually.js'
import { startExporterProcess } from '../support/exporter.js'
import { startOvsdbServer } from '../support/ovsdb-server.js'
import { valuesOf } from '../support/samples.js'
import { missing } from '../support/which.js'

const skip = missing('ovsdb-server')

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  t.test(`${signal} finishes the scrape in flight, and the exit status is 0`, { skip }, async (t) => {
    const { etcd } = await startContiv(t)
    const ovsdb = await startOvsdbServer(t, CAPTURED_NODE)
    const args = ['--mode', 'netplugin', '--ovsdb', ovsdb.remote, '--contiv.etcd', etcd.url]
    const exporter = await startExporterProcess(t, args)
    await exporter.informed()
    await ovsdb.kill('SIGSTOP')
    const scrape = request(`${exporter.url}/metrics`, { agent: false })
    const answer = once(scrape, 'response').then(([response]) => text(response as IncomingMessage))
    scrape.end()
    await once(scrape, 'finish')
    // Connections are accepted in order: once a later one is answered twice over, the scrape has begun.
    for (let later = 0; later < 2; later++) await fetch(`${exporter.url}/healthz`)

    exporter.program.signal(signal)
    await eventually(() => exporter.program.output().includes('"stopping"'))
    await t.rejects(fetch(`${exporter.url}/healthz`), 'nothing new is accepted')
    await ovsdb.kill('SIGCONT')
    const values = valuesOf(await answer)
    t.equal(values.get('ovs_up{}'), '1')
    t.equal([...values.keys()].filter((series) => series.startsWith('rx_packets{')).length, 8)
    t.equal(await exporter.program.ended, 0)
  })
}

t.test('with all its sources away it stops as well', async (t) => {
  const { netmaster, etcd } = await startContiv(t)
  await netmaster.down()
  await etcd.down()
  const args = ['--mode', 'netplugin', '--ovsdb', 'tcp:127.0.0.1:1', '--contiv.etcd', etcd.url]
  const exporter = await startExporterProcess(t, args)
  t.equal(valuesOf(await exporter.scrape()).get('ovs_up{}'), '0')
  exporter.program.signal('SIGTERM')
  t.equal(await exporter.program.ended, 0)
})
