import t from 'tap'
import { SourceError } from '../../../lib/exporter/collectors/collector.js'
import { pattern } from '../../../lib/exporter/config/parsers.js'
import type { Selection } from '../../../lib/exporter/config/selection.js'
import { Places } from '../../../lib/exporter/sources/places.js'
import { SwitchReader } from '../../../lib/exporter/sources/switch-reader.js'
import type { TableReads } from '../../../lib/exporter/sources/table-reads.js'
import { NotConnectedError } from '../../../lib/ovsdb/index.js'
import { scrapeOf } from '../../support/scrape.js'

const ALL = { include: undefined, exclude: undefined }
const READS = new Map<string, TableReads>([
  ['traffic', { Interface: ['_uuid', 'name', 'type', 'external_ids', 'statistics'] }],
  ['bridge', { Bridge: ['name', 'ports'] }],
  ['port', { Bridge: ['name', 'ports'], Port: ['_uuid', 'name', 'interfaces'], Interface: ['name'] }],
])

const interfaceRow = (name: string) => ({
  _uuid: `i-${name}`,
  name,
  type: '',
  external_ids: new Map(),
  statistics: new Map(),
})
const TABLES = {
  Bridge: [
    { name: 'br0', ports: ['p-eth0', 'p-eth1'] },
    { name: 'br1', ports: ['p-eth2'] },
  ],
  Port: ['eth0', 'eth1', 'eth2'].map((name) => ({ _uuid: `p-${name}`, name, interfaces: [`i-${name}`] })),
  Interface: ['eth0', 'eth1', 'eth2', 'lost'].map(interfaceRow),
}

function scene(selection: Partial<Selection> = {}) {
  const script = { asked: [] as TableReads[], reports: [] as (string | undefined)[], failure: undefined as unknown }
  const source = {
    read: async (reads: TableReads) => {
      script.asked.push(reads)
      if (script.failure !== undefined) throw script.failure
      return Object.fromEntries(Object.entries(TABLES).filter(([table]) => table in reads))
    },
  }
  const reader = new SwitchReader({
    source,
    places: new Places(source),
    reads: READS,
    selection: { bridges: ALL, interfaces: ALL, statistics: ALL, ...selection },
    log: { report: (error) => script.reports.push(error?.message) },
  })
  const read = (...collectors: readonly string[]) => reader.read(scrapeOf(undefined, ...collectors))
  return { script, reader, read }
}

t.test('one read for all the collectors of a scrape, and another for the next scrape', async (t) => {
  const { script, reader } = scene()
  const scrape = scrapeOf(undefined, 'traffic', 'bridge', 'ovsdb')
  const [one, other] = await Promise.all([reader.read(scrape), reader.read({ ...scrape })])
  t.equal(one, other)
  t.strictSame(script.asked[0], {
    Interface: ['_uuid', 'name', 'type', 'external_ids', 'statistics'],
    Bridge: ['name', 'ports'],
  })
  const before = script.asked.length
  t.not(await reader.read(scrapeOf(undefined, 'bridge')), one)
  t.strictSame(script.asked.slice(before), [{ Bridge: ['name', 'ports'] }])
})

t.test('places by the rows that were read, or by rows of their own', async (t) => {
  const { script, read } = scene()
  const withPorts = await read('port')
  t.strictSame(withPorts.topology.get('i-eth2'), { bridge: 'br1', port: 'eth2' })
  t.equal(script.asked.length, 1)
  const { topology } = await scene().read('traffic')
  t.strictSame(topology.get('i-eth2'), { bridge: 'br1', port: 'eth2' })
  t.equal(withPorts.view.interfaces.length, withPorts.interfaceLabels.length)
})

t.test('only the bridges and interfaces that are selected', async (t) => {
  const names = async (selection: Partial<Selection>, ...collectors: readonly string[]) => {
    const { view, bridges } = await scene(selection).read(...collectors)
    return [view.interfaces.map((one) => one.interface).join(), bridges.map(({ row }) => row.name).join()]
  }
  const br0 = { bridges: { include: pattern('br0', '--x'), exclude: undefined } }
  const notEth = { interfaces: { include: undefined, exclude: pattern('eth[01]', '--x') } }
  t.strictSame(await names({}, 'port'), ['eth0,eth1,eth2,lost', 'br0,br1'])
  t.strictSame(await names(br0, 'port'), ['eth0,eth1', 'br0'])
  t.strictSame(await names(br0, 'traffic'), ['eth0,eth1', ''])
  t.strictSame(await names({ ...br0, ...notEth }, 'port'), ['', 'br0'])
  t.strictSame(await names(notEth, 'port'), ['eth2,lost', 'br0,br1'])
  t.strictSame(await names({ bridges: { include: undefined, exclude: pattern('br0', '--x') } }, 'port'), [
    'eth2,lost',
    'br1',
  ])
})

t.test('selected or not, all endpoints are learnt, as the live page does', async (t) => {
  const learnt: string[][] = []
  const external_ids = (id: string) => new Map([['endpoint-id', id]])
  const rows = ['web.blue-1', 'web.blue-2'].map((id) => ({ ...interfaceRow(id), external_ids: external_ids(id) }))
  const source = { read: async () => ({ Interface: rows }) }
  const reader = new SwitchReader({
    source,
    places: { covering: async () => new Map(), update: () => new Map() },
    reads: READS,
    selection: {
      bridges: ALL,
      interfaces: { include: pattern('web.blue-1', '--x'), exclude: undefined },
      statistics: ALL,
    },
    log: { report: () => {} },
    identities: {
      size: 2,
      get: (id) => ({ id, tenant: 'blue', network: 'web', group: undefined, host: '', container: id, containerId: '' }),
      learn: async (ids) => void learnt.push([...ids]),
    },
  })
  const { view } = await reader.read(scrapeOf(undefined, 'traffic'))
  t.strictSame(
    view.endpoints.map(({ interface: name }) => name),
    ['web.blue-1'],
  )
  t.strictSame(learnt, [['web.blue-1', 'web.blue-2']])
})

t.test('a failure is logged once a scrape, and told as one that was', async (t) => {
  const { script, reader } = scene()
  script.failure = new Error('garbage')
  const scrape = scrapeOf(undefined, 'bridge')
  await Promise.all([1, 2].map(() => t.rejects(reader.read(scrape), new SourceError('ovsdb: garbage'))))
  t.strictSame(script.reports, ['garbage'])
  script.failure = undefined
  await reader.read(scrapeOf(undefined, 'bridge'))
  t.strictSame(script.reports, ['garbage', undefined])
})

t.test('that there is no connection is not logged: it was when it broke', async (t) => {
  const { script, read } = scene()
  script.failure = new NotConnectedError('tcp:127.0.0.1:1', new Error('refused'))
  await t.rejects(read('bridge'), { code: 'SOURCE', message: /^ovsdb: / })
  t.strictSame(script.reports, [])
})
