import t from 'tap'
import { CAPTURED_NODE, type EndpointSpec, inspection, inspectPath, startContiv } from '../support/contiv.js'
import { startExporterProcess } from '../support/exporter.js'
import { startOvsdbServer } from '../support/ovsdb-server.js'
import { samplesOf } from '../support/samples.js'
import { addPort } from '../support/switch-operations.js'
import { missing } from '../support/which.js'

const BRIDGE = 'contivVxlanBridge'
const [TENANT, NETWORK] = ['blue', 'web']

const VICTIM: EndpointSpec = { id: 'victim', container: 'bank', group: 'g', host: 'node-1' }

/** What writes the container's name wherever it can: as its own, on its interface, and as the id of its endpoint. */
const IMPOSTORS = [
  { endpoint: { ...VICTIM, id: 'impostor' }, externalIds: [['endpoint-id', `${NETWORK}.${TENANT}-impostor`]] },
  { externalIds: [['container_name', VICTIM.container]] },
  { externalIds: [['endpoint-id', VICTIM.container]] },
] as const

t.test(
  'a container that takes another’s name does not get its traffic',
  { skip: missing('ovsdb-server') },
  async (t) => {
    const { netmaster, etcd } = await startContiv(t)
    const endpoints = [VICTIM, ...IMPOSTORS.flatMap((one) => ('endpoint' in one ? [one.endpoint] : []))]
    netmaster.answer(inspectPath(TENANT, NETWORK), inspection(TENANT, NETWORK, endpoints))
    const ovsdb = await startOvsdbServer(t, CAPTURED_NODE)
    const externalIds = [['endpoint-id', `${NETWORK}.${TENANT}-${VICTIM.id}`]] as const
    await ovsdb.transact(addPort({ bridge: BRIDGE, name: 'victim', externalIds, statistics: [['rx_bytes', 1000]] }))
    for (const [index, { externalIds }] of IMPOSTORS.entries()) {
      const statistics = [['rx_bytes', index]] as const
      await ovsdb.transact(addPort({ bridge: BRIDGE, name: `impostor-${index}`, externalIds, statistics }))
    }
    const args = ['--mode', 'netplugin', '--ovsdb', ovsdb.remote, '--contiv.etcd', etcd.url]
    const exporter = await startExporterProcess(t, [...args, '--metric-names', 'standard'])
    await exporter.ready()
    const samples = samplesOf(await exporter.scrape(), (name) => /_bytes_total$/.test(name))
    const told = samples.filter((sample) => /interface="(victim|impostor)/.test(sample))
    const labels = `container="bank",endpoint_group="g",host="node-1"`
    t.strictSame(told.filter((sample) => sample.includes('bank')).sort(), [
      `contiv_endpoint_transmit_bytes_total{${labels},interface="impostor-0",network="web",tenant="blue"} 0`,
      `contiv_endpoint_transmit_bytes_total{${labels},interface="victim",network="web",tenant="blue"} 1000`,
    ])
    t.strictSame(
      told
        .filter((sample) => !sample.includes('bank'))
        .map((sample) => /interface="([^"]+)".* (\d+)$/.exec(sample)?.slice(1)),
      [
        ['impostor-1', '1'],
        ['impostor-2', '2'],
      ],
      'without an endpoint, they are interfaces of the switch',
    )
  },
)
