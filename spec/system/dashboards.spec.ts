import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { RequestRefusedError } from '../../lib/jsonrpc/index.js'
import { type ConfiguredSwitch, startConfiguredSwitch } from '../support/configured-switch.js'
import { startContiv } from '../support/contiv.js'
import { allValues, type DashboardQuery, queriesOf, readDashboards, withValues } from '../support/dashboards.js'
import { eventually } from '../support/eventually.js'
import { startExporterProcess } from '../support/exporter.js'
import { createHosts, namespacesRefused } from '../support/network-namespaces.js'
import { type Sample, startPrometheus } from '../support/prometheus.js'
import type { Scope } from '../support/scope.js'
import { startScriptedServer } from '../support/scripted-server.js'
import { tempDir } from '../support/temp-dir.js'
import { golden } from '../support/unixctl-parser.js'
import { missing } from '../support/which.js'

const skip = missing('ovsdb-server', 'ovs-vswitchd', 'ovs-vsctl', 'prometheus') || (await namespacesRefused())

t.test('every query of the dashboards finds something', { skip }, async (t) => {
  const configured = await startConfiguredSwitch(t)
  const { ovsdb } = configured
  const { etcd } = await startContiv(t)
  const contiv = ['--contiv.etcd', etcd.url]
  const ping = await plugEndpoints(t, configured)
  const run = (...args: readonly string[]) => startExporterProcess(t, args)
  const netplugin = ['--mode', 'netplugin', '--ovsdb', ovsdb.remote, '--ovsdb.source', 'monitor', ...contiv]
  const exporters = await Promise.all([
    run(...netplugin, '--unixctl.run-dir', ovsdb.dir),
    run('--mode', 'netmaster', ...contiv),
    run('--ovsdb', ovsdb.remote, '--unixctl.vswitchd', await startKernelDatapath(t)),
  ])
  await Promise.all(exporters.map(({ ready }) => ready()))
  const prometheus = await startPrometheus(t, { config: prometheusScraping(exporters.map(({ url }) => url)) })

  const found = async ({ query, expression }: { query: DashboardQuery; expression: string }) => {
    const samples = await prometheus.query(expression)
    return samples.some(({ value }) => value !== 'NaN') && query.shown.every((label) => samples.some(has(label)))
  }
  const queries = [...readDashboards().values()].flatMap((dashboard) =>
    queriesOf(dashboard).map((query) => ({ query, expression: withValues(query.expression, allValues(dashboard)) })),
  )
  const lacking = async () => {
    const outcomes = await Promise.all(queries.map(found))
    return queries.filter((_, index) => outcomes[index] === false).map(({ query }) => query.name)
  }
  await ping()
  await eventually(async () => (await lacking()).length === 0, { deadline: 60_000, interval: 1000 }).catch(() => {})
  t.strictSame(await lacking(), [])

  t.test('what the packets were is seen', async (t) => {
    const received = queries.find(({ query }) => query.name === 'Contiv endpoints / Received A')
    const above = (expression = '') => eventually(async () => (await prometheus.query(`${expression} > 0`)).length > 0)
    await ping()
    t.ok(await above(received?.expression))
  })
})

const has =
  (label: string) =>
  ({ labels }: Sample): boolean =>
    labels[label] !== undefined

/** Adds two of the endpoints that the captured Netmaster knows to the switch. @returns lets one ping the other */
async function plugEndpoints(scope: Scope, { vswitchd, namespace }: ConfiguredSwitch): Promise<() => Promise<void>> {
  const { Oper } = JSON.parse(readFileSync('fixtures/netmaster/inspect-networks-blue__web.json', 'utf8')) as {
    readonly Oper: { readonly endpoints: ReadonlyArray<{ readonly endpointID: string; readonly network: string }> }
  }
  const [one, other] = await createHosts(scope, namespace, [
    { interface: 'vvport1', address: '10.77.0.1/24' },
    { interface: 'vvport2', address: '10.77.0.2/24' },
  ])
  for (const [index, { interface: device }] of [one, other].entries()) {
    const { network, endpointID } = Oper.endpoints[index] ?? {}
    const id = `external_ids:endpoint-id=${network}-${endpointID}`
    await vswitchd.vsctl('add-port', 'br-plain', device, '--', 'set', 'Interface', device, id)
  }
  return () => one.ping(other, 3)
}

/** Starts what answers as the ovs-vswitchd of a busy kernel's datapath would. @returns the path of its control socket */
async function startKernelDatapath(scope: Scope): Promise<string> {
  const path = join(tempDir(scope), 'vswitchd.ctl')
  const shown = golden('dpctl-show.written-after-3.7-source')
  let packets = 0
  const script = (method: string) => {
    if (method === 'list-commands') return '  dpctl/show \n'
    if (method === 'dpctl/show') {
      packets += 100
      return shown
        .replace(/lookups: hit:\d+ missed:\d+/, `lookups: hit:${packets} missed:${packets / 10}`)
        .replace(/masks: hit:\d+/, `masks: hit:${packets * 3}`)
    }
    throw new RequestRefusedError(`"${method}" is not a valid command`)
  }
  await startScriptedServer(scope, script, path)
  return path
}

function prometheusScraping(urls: readonly string[]): string {
  const targets = urls.map((url) => `'${new URL(url).host}'`)
  return `
global: { scrape_interval: 1s }
scrape_configs:
  - job_name: contiv
    static_configs: [{ targets: [${targets.join(', ')}] }]
`
}
