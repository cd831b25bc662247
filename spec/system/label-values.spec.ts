import { readFileSync } from 'node:fs'
import t from 'tap'
import { CAPTURED_NODE, type EndpointSpec, inspection, inspectPath, startContiv } from '../support/contiv.js'
import { eventually } from '../support/eventually.js'
import { startExporterProcess } from '../support/exporter.js'
import { startOvsdbServer } from '../support/ovsdb-server.js'
import { startPrometheus } from '../support/prometheus.js'
import { valuesOf } from '../support/samples.js'
import { addBridge, addPort, type Statistics } from '../support/switch-operations.js'
import { missing } from '../support/which.js'

const skip = missing('ovsdb-server', 'prometheus')

const BRIDGE = 'contivVxlanBridge'

/** Names that a writer of the text format, or of a map, could get wrong. */
const ODD_NAMES = [
  'a "quoted" name',
  'back\\slash',
  'backslash at the end\\',
  'new\nline',
  '\\n is no new line',
  'carriage\rreturn',
  'tab\tand\u0001control',
  '{braces="and", commas}',
  '# HELP me',
  ' spaces around ',
  'Grüße aus Köln',
  '日本語',
  'four bytes: 𝄞 😀',
  'e\u0301 stays decomposed',
  '__proto__',
  'constructor',
  'toString',
] as const

t.test('names from outside come out right in a real Prometheus', { skip }, async (t) => {
  const { netmaster, etcd } = await startContiv(t)
  const ovsdb = await startOvsdbServer(t, CAPTURED_NODE)

  const [tenant, network] = ['te"na\\nt', 'net\nwörk']
  const networks = JSON.parse(readFileSync('fixtures/netmaster/networks.json', 'utf8'))
  const odd = { networkName: network, tenantName: tenant, nwType: 'data' }
  netmaster.answer('/api/v1/networks/', { body: [...networks, odd] })
  const endpoints: readonly EndpointSpec[] = ODD_NAMES.map((name, index) => ({
    id: `e${index}`,
    container: name,
    group: `group ${name}`,
    host: `host ${name}`,
  }))
  netmaster.answer(inspectPath(tenant, network), inspection(tenant, network, endpoints))
  for (const [index, name] of ODD_NAMES.entries()) {
    const externalIds = [
      ['endpoint-id', `${network}.${tenant}-e${index}`],
      ['__proto__', 'a key like any other'],
      ['constructor', 'and another'],
    ] as const
    const statistics: Statistics = ODD_NAMES.map((key) => [key, index])
    await ovsdb.transact(
      addPort({ bridge: BRIDGE, name: `of ${name}`, externalIds, statistics: [['tx_packets', index], ...statistics] }),
    )
    await ovsdb.transact([
      ...addBridge(`br ${name}`),
      ...addPort({
        bridge: `br ${name}`,
        name: `port ${name}`,
        interface: `interface ${name}`,
        type: `type ${name}`,
        statistics: [['rx_packets', index], ...statistics],
      }),
    ])
  }

  const args = ['--mode', 'netplugin', '--ovsdb', ovsdb.remote, '--contiv.etcd', etcd.url]
  const exporter = await startExporterProcess(t, args)
  await exporter.informed()
  const prometheus = await startPrometheus(t, {
    config: `
global: { scrape_interval: 1s, scrape_timeout: 1s }
scrape_configs:
  - job_name: exporter
    static_configs: [{ targets: ['${new URL(exporter.url).host}'] }]
`,
  })
  await eventually(async () => (await prometheus.query('up == 1')).length === 1)
  const ask = async (expression: string) =>
    (await prometheus.query(expression)).map(({ value, labels: { instance, job, ...labels } }) => ({ labels, value }))
  /** One series answers to the label's value, and it has these labels and that value. */
  const finds = async (name: string, label: string, labels: Record<string, string>, index: number) => {
    const expression = `${name}{${label}=${JSON.stringify(labels[label])}} == ${index}`
    t.strictSame(await ask(expression), [{ labels: { __name__: name, ...labels }, value: `${index}` }], expression)
  }

  for (const [index, name] of ODD_NAMES.entries()) {
    const place = { tenant, network, host: `host ${name}`, interface: `of ${name}` }
    const endpoint = { ...place, container: name, endpoint_group: `group ${name}` }
    await finds('contiv_endpoint_receive_packets_total', 'container', endpoint, index)
    await finds('contiv_endpoint_statistic', 'statistic', { ...endpoint, statistic: name }, index)
    await finds('rx_packets', 'containerName', { ...place, containerName: name, endpointGroup: `group ${name}` }, index)

    const device = { bridge: `br ${name}`, port: `port ${name}`, interface: `interface ${name}`, type: `type ${name}` }
    await finds('ovs_interface_receive_packets_total', 'interface', device, index)
    await finds('ovs_interface_receive_packets_total', 'bridge', device, index)
    await finds('ovs_interface_statistic', 'statistic', { ...device, statistic: name }, index)
  }
  t.strictSame(await ask('scrape_samples_scraped - on() count({job="exporter",__name__!~"up|scrape_.+"})'), [
    { labels: {}, value: '0' },
  ])
  t.strictSame(await ask(`count(contiv_endpoint_receive_packets_total{tenant=${JSON.stringify(tenant)}})`), [
    { labels: {}, value: `${ODD_NAMES.length}` },
  ])
})

t.test('a name of a megabyte is told, as far as the limit of a scrape goes', { skip }, async (t) => {
  const name = 'a very long name '.repeat(65_536).slice(0, 2 ** 20)
  const [tenant, network] = ['default', 'long']
  const { netmaster, etcd } = await startContiv(t)
  netmaster.answer('/api/v1/networks/', { body: [{ networkName: network, tenantName: tenant, nwType: 'data' }] })
  const endpoint: EndpointSpec = { id: 'e', container: name, group: 'g', host: 'h' }
  netmaster.answer(inspectPath(tenant, network), inspection(tenant, network, [endpoint]))
  const ovsdb = await startOvsdbServer(t, CAPTURED_NODE)
  await ovsdb.transact(
    addPort({
      bridge: BRIDGE,
      name: 'long0',
      externalIds: [['endpoint-id', `${network}.${tenant}-e`]],
      statistics: [['tx_packets', 7]],
    }),
  )
  const start = async (...more: readonly string[]) => {
    const args = ['--mode', 'netplugin', '--ovsdb', ovsdb.remote, '--contiv.etcd', etcd.url, ...more]
    const exporter = await startExporterProcess(t, args)
    return eventually(async () => {
      const text = await exporter.scrape()
      return valuesOf(text).get('contiv_inventory_endpoints{}') === '1' && text
    })
  }
  const whole = await start()
  const lines = whole.split('\n')
  const [told] = lines.filter((line) => line.startsWith('contiv_endpoint_receive_packets_total{'))
  t.ok(told?.includes(`container="${name}"`) && told.endsWith(' 7'))
  t.equal(valuesOf(whole).get('ovsdb_exporter_series_dropped{}'), '0')

  const bounded = await start('--series-limit', '2000')
  t.ok(bounded.length < 2000 * 512, `${bounded.length} characters`)
  t.not(valuesOf(bounded).get('ovsdb_exporter_series_dropped{}'), '0')
})
