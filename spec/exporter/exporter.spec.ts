import { readFileSync } from 'node:fs'
import t, { type Test } from 'tap'
import { type Flags, resolveConfig } from '../../lib/exporter/config/resolve-config.js'
import { type Exporter, startExporter } from '../../lib/exporter/exporter.js'
import { createLog } from '../../lib/exporter/log.js'
import { AnsweringServer } from '../support/answering-server.js'
import { CAPTURED_NODE, startContiv } from '../support/contiv.js'
import { eventually } from '../support/eventually.js'
import { parseExposition } from '../support/exposition.js'
import { freePort } from '../support/free-port.js'
import { startOvsdbServer } from '../support/ovsdb-server.js'
import { outcome } from '../support/run.js'
import { handshake, type Script, startScriptedServer } from '../support/scripted-server.js'
import { missing } from '../support/which.js'

const NOBODY = '127.0.0.1:1'
const SCHEMA = JSON.parse(readFileSync('fixtures/ovsdb/vswitch.ovsschema', 'utf8'))

async function start(t: Test, flags: Flags) {
  const logged: Record<string, unknown>[] = []
  const log = createLog('debug', 'json', {
    write: (line: string | Uint8Array) => logged.push(JSON.parse(String(line))) > 0,
  })
  const exporter = await startExporter(await resolveConfig({ listen: '127.0.0.1:0', ...flags }, {}), '1.2.3', log)
  t.teardown(() => exporter.stop())
  return { exporter, logged }
}

async function ask({ urls: [url] }: Exporter, path: string) {
  const response = await fetch(`${url}${path}`)
  return { status: response.status, text: await response.text() }
}

async function scrape(exporter: Exporter): Promise<Readonly<Record<string, string | undefined>>> {
  const families = parseExposition((await ask(exporter, '/metrics')).text)
  return Object.fromEntries(families.map(({ name, samples }) => [name, samples[0]?.value]))
}

/** Waits until the exporter is ready, or says why it is not. */
const ready = (exporter: Exporter) => eventually(async () => (await ask(exporter, '/readyz')).status === 200)

/** A switch without interfaces. */
const emptySwitch: Script = (method, params, peer) =>
  method === 'transact' ? params.slice(1).map(() => ({ rows: [] })) : handshake(SCHEMA)(method, params, peer)

t.test('mode ovs', async (t) => {
  const { remote } = await startScriptedServer(t, emptySwitch)
  const { exporter, logged } = await start(t, { ovsdb: remote })
  t.match(exporter.urls, [/^http:\/\/127\.0\.0\.1:\d+$/])
  const told = logged.find(({ msg }) => msg === 'listening')
  t.match(told, { level: 'info', mode: 'ovs', version: '1.2.3', urls: exporter.urls })
  await ready(exporter)
  const values = await scrape(exporter)
  t.equal(values.ovs_up, '1')
  t.ok('process_cpu_seconds_total' in values)
  t.ok('ovsdb_exporter_ovsdb_disconnects_total' in values)
  t.strictSame(
    Object.keys(values).filter((name) => name.startsWith('contiv_')),
    [],
    'nothing of Contiv',
  )
  t.match((await ask(exporter, '/')).text, '<body data-metrics="/metrics">', 'the live page')
  const counted = (await ask(exporter, '/metrics')).text
  t.match(counted, 'ovsdb_exporter_http_requests_total{route="/metrics",code="200"} 1')
  t.match(counted, 'ovsdb_exporter_scrape_duration_seconds_count 1')
  t.match(counted, 'ovsdb_exporter_build_info{version="1.2.3"')
})

t.test('mode netplugin: a switch whose endpoints Netmaster knows', { skip: missing('ovsdb-server') }, async (t) => {
  const { netmaster, etcd } = await startContiv(t)
  const ovsdb = await startOvsdbServer(t, CAPTURED_NODE)
  const { exporter } = await start(t, { mode: 'netplugin', ovsdb: ovsdb.remote, etcd: etcd.url, telemetryPath: '/m' })
  await ready(exporter)
  const { text } = await ask(exporter, '/m')
  t.match(text, /^rx_packets\{.*containerName="web-1"/m)
  t.match(text, /^contiv_endpoint_receive_packets_total\{.*container="web-1"/m)
  t.match(text, /^contiv_unmatched_endpoints 0$/m)
  t.match(text, /^contiv_netmaster_up 1$/m)
  t.match(text, /^contiv_inventory_endpoints 8$/m)
  t.ok(netmaster.count() > 0)
})

t.test('mode netmaster: its leader from etcd, from Consul, or given', async (t) => {
  const { netmaster, etcd } = await startContiv(t)
  const leader = Buffer.from(`127.0.0.1:${netmaster.port}`).toString('base64')
  const consul = new AnsweringServer(() => ({ body: [{ Value: leader, Session: 's' }] }))
  await consul.up()
  t.teardown(() => consul.close())
  for (const flags of [{ etcd: etcd.url }, { consul: consul.url }, { netmaster: netmaster.url }]) {
    const { exporter } = await start(t, { mode: 'netmaster', ...flags })
    const values = await scrape(exporter)
    t.equal(values.count_of_tenants, '3', Object.keys(flags).join())
    t.equal(values.contiv_tenants, '3')
    t.equal(values.contiv_netmaster_up, '1')
    t.strictSame(
      Object.keys(values).filter((name) => /^ovs_(?!collector_)|^ovsdb_exporter_ovsdb/.test(name)),
      [],
      'nothing of a switch',
    )
    await ready(exporter)
  }
  t.ok(consul.count() > 0)
})

t.test('the names of metrics that were asked for', async (t) => {
  const { netmaster } = await startContiv(t)
  const { exporter } = await start(t, { mode: 'netmaster', netmaster: netmaster.url, metricNames: 'standard' })
  const values = await scrape(exporter)
  t.notOk('count_of_tenants' in values)
  t.equal(values.contiv_tenants, '3')
})

t.test('a switch that is not there does not keep it from starting, and is told once', async (t) => {
  const { exporter, logged } = await start(t, { ovsdb: `tcp:${NOBODY}` })
  await eventually(async () => (await ask(exporter, '/readyz')).text.includes('ECONNREFUSED'))
  for (let i = 0; i < 3; i++) t.equal((await scrape(exporter)).ovs_up, '0')
  t.match(await ask(exporter, '/readyz'), {
    status: 503,
    text: /^ovsdb: (connecting|cannot connect to tcp:127.0.0.1:1: connect ECONNREFUSED 127.0.0.1:1)\n$/,
  })
  t.equal((await ask(exporter, '/healthz')).status, 200)
  const told = logged.filter(({ msg }) => msg === 'source failed')
  t.equal(new Set(told.map(({ cause }) => cause)).size, told.length)
  t.match(told[0], { level: 'warn', source: 'ovsdb' })
})

t.test('a switch that comes and goes', async (t) => {
  const port = await freePort()
  const { exporter, logged } = await start(t, { ovsdb: `tcp:127.0.0.1:${port}` })
  const upIs = (value: string) => eventually(async () => (await scrape(exporter)).ovs_up === value)
  await upIs('0')
  await t.test('it came', async (t) => {
    const server = await startScriptedServer(t, emptySwitch, undefined, port)
    await upIs('1')
    await ready(exporter)
    t.equal(logged.filter(({ msg }) => msg === 'source is well again').length, 1)
    t.ok(server.peers.length > 0)
  })
  await upIs('0')
  t.match(await ask(exporter, '/readyz'), { status: 503, text: /^ovsdb: .+\n$/ })
})

t.test('a Netmaster that is not there', async (t) => {
  for (const mode of ['netplugin', 'netmaster']) {
    const { remote } = await startScriptedServer(t, emptySwitch)
    const { exporter, logged } = await start(t, { mode, ovsdb: remote, netmaster: `http://${NOBODY}` })
    await eventually(async () => /^netmaster: .*ECONNREFUSED.*\n$/.test((await ask(exporter, '/readyz')).text))
    t.equal((await ask(exporter, '/readyz')).status, 503)
    const values = await scrape(exporter)
    t.equal(values.contiv_netmaster_up, '0')
    t.equal(values.ovs_up, mode === 'netplugin' ? '1' : undefined, 'the switch can be read nevertheless')
    const told = logged.filter(({ source }) => source === 'netmaster')
    t.match(told, [{ level: 'warn', msg: 'source failed', cause: /ECONNREFUSED/ }])
  }
})

t.test('before Netmaster was asked it is not ready', async (t) => {
  const silent = new AnsweringServer(() => ({ delay: new Promise(() => {}) }))
  await silent.up()
  t.teardown(() => silent.close())
  const { remote } = await startScriptedServer(t, emptySwitch)
  for (const mode of ['netplugin', 'netmaster']) {
    const { exporter } = await start(t, { mode, ovsdb: remote, netmaster: silent.url })
    await eventually(async () => (await ask(exporter, '/readyz')).text === 'netmaster: not asked yet\n')
  }
})

t.test('an address that is taken fails the start, and nothing was begun', async (t) => {
  const { remote, peers } = await startScriptedServer(t, emptySwitch)
  const { exporter } = await start(t, { ovsdb: remote })
  await ready(exporter)
  const taken = new URL(exporter.urls[0] ?? '').host
  await t.rejects(start(t, { ovsdb: remote, listen: ['127.0.0.1:0', taken] }), { code: 'LISTEN' })
  t.equal(peers.length, 1)
})

t.test('once stopped it asks nobody and answers nobody', async (t) => {
  const { remote, peers } = await startScriptedServer(t, emptySwitch)
  const { exporter } = await start(t, { ovsdb: remote })
  await ready(exporter)
  await exporter.stop()
  await peers[0]?.session.closed
  await t.rejects(ask(exporter, '/healthz'))
  t.equal(peers.length, 1)
})

t.test('once stopped it keeps no process alive', async (t) => {
  const { netmaster, etcd } = await startContiv(t)
  const { remote } = await startScriptedServer(t, emptySwitch)
  const nobody = { ovsdb: `tcp:${NOBODY}`, netmaster: `http://${NOBODY}` }
  const cases: readonly Flags[] = [
    { mode: 'ovs', ovsdb: remote },
    { mode: 'ovs', ...nobody },
    { mode: 'netplugin', ovsdb: remote, etcd: etcd.url },
    { mode: 'netplugin', ...nobody },
    { mode: 'netmaster', netmaster: netmaster.url },
    { mode: 'netmaster', ...nobody },
  ]
  await Promise.all(
    cases.map(async (flags) => {
      const code = `
        const { startExporter } = await import('./dist/lib/exporter/exporter.js')
        const { resolveConfig } = await import('./dist/lib/exporter/config/resolve-config.js')
        const { createLog } = await import('./dist/lib/exporter/log.js')
        const config = await resolveConfig({ listen: '127.0.0.1:0', ...${JSON.stringify(flags)} }, {})
        const exporter = await startExporter(config, '1.2.3', createLog('error', 'json'))
        const text = await (await fetch(exporter.urls[0] + '/metrics')).text()
        await exporter.stop()
        console.log(text.includes('process_cpu_seconds_total') ? 'scraped and stopped' : text)`
      t.strictSame(
        await outcome(process.execPath, ['--input-type=module', '-e', code]),
        { status: 0, stdout: 'scraped and stopped\n', stderr: '' },
        JSON.stringify(flags),
      )
    }),
  )
})
