import { cpSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test as Tap } from 'tap'
import { type DemoOptions, startDemo } from '../../lib/demo/demo.js'
import { createLog } from '../../lib/exporter/log.js'
import { dialSocket } from '../../lib/jsonrpc/node/index.js'
import { eventually } from '../support/eventually.js'
import { freePort } from '../support/free-port.js'
import { samplesOf } from '../support/samples.js'
import { tempDir } from '../support/temp-dir.js'

const ANY = { ovsdb: 0, netplugin: 0, netmaster: 0 }

const OPTIONS: DemoOptions = {
  fixtures: 'fixtures',
  ports: ANY,
  interval: 20,
  seed: 1,
  version: '0.0.0',
  log: createLog('error', 'json'),
}

const portOf = (url: string) => Number(/\d+$/.exec(url)?.[0])
const scrape = async (url: string) => (await fetch(`${url}/metrics`)).text()

t.test('both exporters find their sources, and the counters move', async (t) => {
  const demo = await startDemo(OPTIONS)
  t.teardown(() => demo.stop())
  const packets = async () =>
    samplesOf(await scrape(demo.netplugin), (name) => name === 'rx_packets').find((line) => line.includes('"web-1"'))
  const first = await eventually(packets)
  await eventually(async () => (await packets()) !== first)
  const counts = () => scrape(demo.netmaster).then((text) => text.includes('count_of_tenants 3\n'))
  t.ok(await eventually(counts))
})

t.test('a second demo takes other ports', async (t) => {
  const first = await startDemo(OPTIONS)
  t.teardown(() => first.stop())
  const ports = {
    ovsdb: portOf(first.remote),
    netplugin: portOf(first.netplugin),
    netmaster: portOf(first.netmaster),
  }
  const second = await startDemo({ ...OPTIONS, ports })
  t.teardown(() => second.stop())
  const addresses = [first, second].flatMap(({ remote, netplugin, netmaster }) => [remote, netplugin, netmaster])
  t.equal(new Set(addresses).size, 6)
})

const never = new AbortController().signal
const refused = (t: Tap, port: number) =>
  t.rejects(dialSocket({ host: '127.0.0.1', port }, 'demo', never), { code: 'ECONNREFUSED' })

t.test('stopping ends everything', async (t) => {
  const demo = await startDemo(OPTIONS)
  await demo.stop()
  for (const address of [demo.remote, demo.netplugin, demo.netmaster]) await refused(t, portOf(address))
})

t.test('a start that fails leaves nothing behind', async (t) => {
  const fixtures = tempDir(t)
  cpSync('fixtures/ovsdb', join(fixtures, 'ovsdb'), { recursive: true })
  const ovsdb = await freePort()
  await t.rejects(startDemo({ ...OPTIONS, fixtures, ports: { ...ANY, ovsdb } }), { code: 'ENOENT' })
  await refused(t, ovsdb)
})
