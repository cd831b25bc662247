import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, constants, openSync, writeSync } from 'node:fs'
import { type IncomingMessage, request } from 'node:http'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import t from 'tap'
import { CAPTURED_NODE, startContiv } from '../../support/contiv.js'
import { eventually } from '../../support/eventually.js'
import { EXPORTER, startExporterProcess } from '../../support/exporter.js'
import { freePort } from '../../support/free-port.js'
import { startOvsdbServer } from '../../support/ovsdb-server.js'
import { run } from '../../support/run.js'
import { samplesOf, valuesOf } from '../../support/samples.js'
import { tempDir } from '../../support/temp-dir.js'
import { missing } from '../../support/which.js'
import { capturedIdentities, TRAFFIC_FAMILIES, trafficSamples } from '../contiv/traffic.js'
import { judge } from '../harness/judge.js'
import { keepRecord } from '../harness/record.js'

const skip = missing('ovsdb-server')

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  t.test(`${signal} finishes the scrape in flight, and the exit status is 0`, { skip }, async (t) => {
    const { etcd } = await startContiv(t)
    const ovsdb = await startOvsdbServer(t, CAPTURED_NODE)
    const args = ['--mode', 'netplugin', '--ovsdb', ovsdb.remote, '--contiv.etcd', etcd.url]
    const exporter = await startExporterProcess(t, args)
    await exporter.informed()
    const truth = await trafficSamples(ovsdb, capturedIdentities())
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
    const told = await answer
    t.equal(valuesOf(told).get('ovs_up{}'), '1')
    const samples = samplesOf(told, (name) => TRAFFIC_FAMILIES.test(name))
    const wrong = judge({ up: true, samples }, [truth], 'absent')
    t.strictSame(wrong, { lost: 0, doubled: 0, stale: 0 })
    t.equal(await exporter.program.ended, 0)
    if (signal !== 'SIGTERM') return
    const ended = performance.now()
    await (await startExporterProcess(t, args)).informed()
    const seen = { name: 'netplugin', scrapes: 1, down: 0, unanswered: 0, whenDown: 'absent', ...wrong } as const
    keepRecord({ fault: 'stopped-while-scraped', seen: [seen], recovery: performance.now() - ended })
  })
}

for (const [mode, sources, up] of [
  ['netplugin', ['--ovsdb', 'tcp:127.0.0.1:1'], 'ovs_up{}'],
  ['netmaster', [], 'contiv_netmaster_up{}'],
] as const) {
  t.test(`mode ${mode} with all its sources away stops as well`, async (t) => {
    const { netmaster, etcd } = await startContiv(t)
    await netmaster.down()
    await etcd.down()
    const exporter = await startExporterProcess(t, ['--mode', mode, ...sources, '--contiv.etcd', etcd.url])
    t.equal(valuesOf(await exporter.scrape()).get(up), '0')
    exporter.program.signal('SIGTERM')
    t.equal(await exporter.program.ended, 0)
  })
}

t.test('nobody reads the log: it stops as well', { skip: missing('mkfifo') }, async (t) => {
  const path = join(tempDir(t), 'log')
  await run('mkfifo', [path])
  const log = openSync(path, constants.O_RDWR | constants.O_NONBLOCK)
  t.teardown(() => closeSync(log))
  t.throws(
    () => {
      for (;;) writeSync(log, Buffer.alloc(4096))
    },
    { code: 'EAGAIN' },
  )
  const port = await freePort()
  const args = ['--mode', 'ovs', '--ovsdb', 'tcp:127.0.0.1:1', '--web.listen-address', `127.0.0.1:${port}`]
  const child = spawn(process.execPath, [EXPORTER, ...args], { stdio: ['ignore', 'ignore', log] })
  t.teardown(() => child.kill('SIGKILL'))
  const ended = once(child, 'exit')
  await eventually(() =>
    fetch(`http://127.0.0.1:${port}/metrics`).then(
      ({ ok }) => ok,
      () => false,
    ),
  )
  child.kill('SIGTERM')
  t.strictSame(await ended, [0, null])
})
