import { once } from 'node:events'
import t from 'tap'
import type { Endpoint } from '../../../lib/contiv/index.js'
import { type InterfaceRow, NOWHERE, type Place } from '../../../lib/correlation/index.js'
import { OvsdbCollector } from '../../../lib/exporter/collectors/ovsdb.js'
import { TRAFFIC, TrafficCollector } from '../../../lib/exporter/collectors/switch-traffic.js'
import type { MetricNames } from '../../../lib/exporter/config/config.js'
import { pattern } from '../../../lib/exporter/config/parsers.js'
import type { Selection } from '../../../lib/exporter/config/selection.js'
import type { IdentitySource } from '../../../lib/exporter/sources/identities.js'
import { SwitchReader } from '../../../lib/exporter/sources/switch-reader.js'
import { NotConnectedError } from '../../../lib/ovsdb/index.js'
import { type ParsedFamily, parseExposition } from '../../support/exposition.js'
import { scrapeOf, textOf } from '../../support/scrape.js'
import { uuidNamed } from '../../support/uuid-named.js'

const BR0: Place = { bridge: 'br0', port: 'p' }

function row(name: string, id?: string): InterfaceRow {
  const external_ids = new Map(id === undefined ? [] : [['endpoint-id', id]])
  return { _uuid: uuidNamed(`uuid-${name}`), name, type: '', external_ids, statistics: new Map([['rx_bytes', 1]]) }
}

function endpoint(id: string): Endpoint {
  return { id, tenant: 'blue', network: 'web', group: undefined, host: 'h', container: id, containerId: undefined }
}

/** Knows whom it was told of, and of the others whom `netmaster` knows once it has been asked. */
class ScriptedIdentities extends Map<string, Endpoint> implements IdentitySource {
  netmaster = new Set<string>()
  learned: string[][] = []
  /** What happens before it has learned; it is never kept from resolving when its time is over. */
  answering: (signal: AbortSignal) => Promise<void> = async () => {}

  async learn(ids: ReadonlySet<string>, signal: AbortSignal): Promise<void> {
    this.learned.push([...ids])
    await this.answering(signal)
    if (signal.aborted) return
    for (const id of this.keys()) if (!ids.has(id)) this.delete(id)
    for (const id of ids) if (this.netmaster.has(id)) this.set(id, this.get(id) ?? endpoint(id))
  }
}

const ALL = { include: undefined, exclude: undefined }
const EVERYTHING: Selection = { bridges: ALL, interfaces: ALL, statistics: ALL }

interface SceneOptions {
  readonly identities?: IdentitySource
  readonly metricNames?: MetricNames
  readonly selection?: Partial<Selection>
}

/** A switch with these interfaces, the collectors that read it, and what was reported. */
function scene({ identities, metricNames = 'standard', ...options }: SceneOptions = {}) {
  const script = {
    rows: [] as readonly InterfaceRow[],
    reading: async (_signal: AbortSignal): Promise<void> => {},
    placing: async (_signal: AbortSignal): Promise<void> => {},
    placed: [] as string[][],
    reports: [] as (string | undefined)[],
  }
  const selection = { ...EVERYTHING, ...options.selection }
  const reader = new SwitchReader({
    source: {
      read: async (_reads, signal) => {
        await script.reading(signal)
        return { Interface: script.rows }
      },
    },
    places: {
      update: () => new Map(),
      covering: async (interfaces, signal) => {
        script.placed.push(interfaces.map(({ uuid }) => uuid))
        await script.placing(signal)
        return new Map(interfaces.map(({ uuid }) => [uuid, BR0]))
      },
    },
    reads: new Map([[TRAFFIC.name, TRAFFIC.reads]]),
    selection,
    log: { report: (error) => script.reports.push(error?.message) },
    identities,
  })
  const collectors = [
    new OvsdbCollector(reader),
    new TrafficCollector({ reader, metricNames, selection, contiv: identities !== undefined }),
  ]
  const scrape = async (signal?: AbortSignal): Promise<readonly ParsedFamily[]> => {
    const one = scrapeOf(signal, 'ovsdb', 'traffic')
    const gathered = await Promise.allSettled(collectors.map((collector) => collector.gather(one)))
    return parseExposition(
      gathered.map((outcome) => (outcome.status === 'fulfilled' ? textOf(outcome.value) : '')).join(''),
    )
  }
  return { script, scrape }
}

/** `name value`, or `name{who} value` of an endpoint or an interface. */
function brief(families: readonly ParsedFamily[]): readonly string[] {
  return families.flatMap(({ samples }) =>
    samples.map(({ name, labels, value }) => {
      const who = labels.container ?? labels.interface
      return who === undefined ? `${name} ${value}` : `${name}{${who}} ${value}`
    }),
  )
}

const aborted = async (signal: AbortSignal) => {
  if (!signal.aborted) await once(signal, 'abort')
}
const rejectedWhenAborted = async (signal: AbortSignal) => {
  await aborted(signal)
  throw signal.reason
}

t.test('without Contiv: every interface is the switch’s own', async (t) => {
  const { script, scrape } = scene()
  script.rows = [row('eth0'), row('vvport1', 'web.blue-1')]
  const families = await scrape()
  t.strictSame(brief(families), [
    'ovs_up 1',
    'ovs_interface_receive_bytes_total{eth0} 1',
    'ovs_interface_receive_bytes_total{vvport1} 1',
  ])
  t.match(families[1]?.samples[0]?.labels, { ...BR0, interface: 'eth0', type: 'system' })
  t.strictSame(script.reports, [undefined])
})

t.test('with Contiv: an endpoint is learned before it is written', async (t) => {
  const identities = new ScriptedIdentities()
  identities.netmaster.add('web.blue-1')
  const { script, scrape } = scene({ identities, metricNames: 'both' })
  script.rows = [row('br0'), row('vvport1', 'web.blue-1'), row('vvport2', 'web.blue-2')]
  t.strictSame(brief(await scrape()), [
    'ovs_up 1',
    'contiv_unmatched_endpoints 1',
    'tx_bytes{vvport1} 1',
    'contiv_endpoint_transmit_bytes_total{web.blue-1} 1',
    'ovs_interface_receive_bytes_total{br0} 1',
    'ovs_interface_receive_bytes_total{vvport2} 1',
  ])
  t.strictSame(identities.learned, [['web.blue-1', 'web.blue-2']])
})

t.test('learns only when somebody is new or gone', async (t) => {
  const identities = new ScriptedIdentities()
  identities.netmaster = new Set(['web.blue-1', 'web.blue-2'])
  const { script, scrape } = scene({ identities })
  const learned = () => identities.learned.splice(0)
  script.rows = [row('a', 'web.blue-1'), row('b', 'web.blue-2'), row('host', 'hostcontivh0')]
  await scrape()
  t.strictSame(learned(), [['web.blue-1', 'web.blue-2']])
  await scrape()
  t.strictSame(learned(), [])
  script.rows = [row('b', 'web.blue-2')]
  await scrape()
  t.strictSame(learned(), [['web.blue-2']])
  t.equal(identities.size, 1)
  await scrape()
  t.strictSame(learned(), [])
})

t.test('only what is no endpoint needs a place', async (t) => {
  const identities = new ScriptedIdentities([['web.blue-1', endpoint('web.blue-1')]])
  const { script, scrape } = scene({ identities })
  script.rows = [row('a', 'web.blue-1'), row('eth0')]
  await scrape()
  t.strictSame(script.placed, [['uuid-eth0']])
})

t.test('a Netmaster that takes all the time there is does not cost the traffic', async (t) => {
  const identities = new ScriptedIdentities([['web.blue-1', endpoint('web.blue-1')]])
  const { script, scrape } = scene({ identities })
  script.rows = [row('a', 'web.blue-1'), row('b', 'web.blue-2')]
  const timeIsUp = new Error('time is up')
  const places = new Set<string>()
  // As the real source does: what is known already is not asked for.
  script.placing = async (signal) => {
    const wanted = script.placed.at(-1) ?? []
    if (!wanted.every((uuid) => places.has(uuid))) signal.throwIfAborted()
    for (const uuid of wanted) places.add(uuid)
  }
  const expected = [
    'ovs_up 1',
    'contiv_unmatched_endpoints 1',
    'contiv_endpoint_transmit_bytes_total{web.blue-1} 1',
    'ovs_interface_receive_bytes_total{b} 1',
  ]

  const deadline = new AbortController()
  identities.answering = async (signal) => {
    t.notOk(signal.aborted)
    deadline.abort(timeIsUp)
    t.ok(signal.aborted, 'learning ends with the scrape')
  }
  t.strictSame(brief(await scrape(deadline.signal)), expected)

  identities.answering = async (signal) => {
    t.ok(signal.aborted, 'or does not begin')
  }
  t.strictSame(brief(await scrape(AbortSignal.abort(timeIsUp))), expected)
})

t.test('a switch that cannot be read is down, and nothing of the last scrape is left', async (t) => {
  const { script, scrape } = scene({ identities: new ScriptedIdentities(), metricNames: 'both' })
  script.rows = [row('eth0')]
  t.equal((await scrape()).length, 3)
  script.reading = async () => {
    throw new Error('not connected')
  }
  t.strictSame(brief(await scrape()), ['ovs_up 0'])
  script.reading = async () => {}
  script.placing = async () => {
    throw new Error('no such table')
  }
  t.strictSame(brief(await scrape()), ['ovs_up 0'])
  script.placing = async () => {}
  t.equal((await scrape()).length, 3)
  t.strictSame(script.reports, [undefined, 'not connected', 'no such table', undefined])
})

t.test('that there is no connection is not told again: it was when it broke', async (t) => {
  const { script, scrape } = scene()
  script.reading = async () => {
    throw new NotConnectedError('tcp:127.0.0.1:6640', new Error('refused'))
  }
  t.strictSame(brief(await scrape()), ['ovs_up 0'])
  t.strictSame(script.reports, [])
})

t.test('a switch that answers too late is down', async (t) => {
  const { script, scrape } = scene()
  script.rows = [row('eth0')]
  script.reading = rejectedWhenAborted
  const deadline = new AbortController()
  const scraped = scrape(deadline.signal)
  deadline.abort(new Error('no answer within 100 ms'))
  t.strictSame(brief(await scraped), ['ovs_up 0'])
  script.reading = async () => {}
  script.placing = rejectedWhenAborted
  t.strictSame(brief(await scrape(AbortSignal.abort(new Error('no places within 100 ms')))), ['ovs_up 0'])
  t.strictSame(script.reports, ['no answer within 100 ms', 'no places within 100 ms'])
})

t.test('a switch without interfaces is up', async (t) => {
  const { scrape } = scene()
  t.strictSame(brief(await scrape()), ['ovs_up 1'])
  t.strictSame(NOWHERE, { bridge: '', port: '' })
})

t.test('only the statistics that are wanted, by the key the switch has', async (t) => {
  const identities = new ScriptedIdentities([['web.blue-1', endpoint('web.blue-1')]])
  const statistics = { include: pattern('rx_.*', '--x'), exclude: undefined }
  const { script, scrape } = scene({ identities, metricNames: 'both', selection: { statistics } })
  const counted = new Map([
    ['rx_bytes', 1],
    ['tx_bytes', 2],
  ])
  script.rows = [
    { ...row('a', 'web.blue-1'), statistics: counted },
    { ...row('eth0'), statistics: counted },
  ]
  t.strictSame(brief(await scrape()), [
    'ovs_up 1',
    'contiv_unmatched_endpoints 0',
    'tx_bytes{a} 1',
    'contiv_endpoint_transmit_bytes_total{web.blue-1} 1',
    'ovs_interface_receive_bytes_total{eth0} 1',
  ])
})
