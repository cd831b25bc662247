import { isDeepStrictEqual } from 'node:util'
import type { Test } from 'tap'
import { connect } from '../../../lib/index.js'
import { type Authority, type Identity, tlsFlags, tlsOptions } from '../../support/certificates.js'
import { type ChangeBook, keepBook } from '../../support/change-book.js'
import { eventually } from '../../support/eventually.js'
import { type ExporterProcess, startExporterProcess } from '../../support/exporter.js'
import { type OvsdbServer, startOvsdbServer } from '../../support/ovsdb-server.js'
import type { Scope } from '../../support/scope.js'
import { addBridge, addPort, type Statistics, setStatistics } from '../../support/switch-operations.js'
import { type Fault, startTcpProxy, type TcpProxy } from '../../support/tcp-proxy.js'
import type { FaultName } from '../catalogue.js'
import { observe } from '../harness/observe.js'
import { Truth } from '../harness/truth.js'
import { Watch } from '../harness/watch.js'
import { SWITCH_FAMILIES, switchSamples, type Transact } from './switch-samples.js'

/** What the exporters are to tell within. Half a second of it is kept back for the way. */
const SCRAPE_TIMEOUT = { 'X-Prometheus-Scrape-Timeout-Seconds': '1.5' }

/** How the database is read; each has an exporter of its own. */
const SOURCES = ['select', 'monitor'] as const

const COLLECTORS = ['--collector.disable-defaults', '--collector.ovsdb', '--collector.traffic', '--collector.datapath']

/** The columns of the replica; what is ephemeral is compared too. */
const COLUMNS = { Interface: ['_uuid', 'name', 'statistics'] } as const

/** A switch, and all that follow it: an exporter by each source, and a replica. */
export interface WatchedSwitch {
  readonly truth: Truth
  readonly watches: readonly Watch[]
  readonly exporters: readonly ExporterProcess[]
  /** The way of each of them to the server; the last is the replica's. */
  readonly proxies: readonly TcpProxy[]
  readonly book: ChangeBook
  /** Has every way do that from now on. */
  inject(fault: () => Fault): void
  /** Waits until each exporter marks the switch down. */
  down(): Promise<void>
  /** Lets a fault happen as {@link observe} does; the replica has to hold what there is afterwards, too. */
  observe(t: Test, fault: FaultName, happen: () => Promise<unknown>): Promise<void>
}

/** Puts interfaces on a switch, and their first statistics. */
export async function fillSwitch(transact: Transact, interfaces: number): Promise<void> {
  await transact([{ op: 'insert', table: 'Open_vSwitch', row: {} }, ...addBridge('br0')])
  for (let n = 0; n < interfaces; n++) {
    await transact(addPort({ bridge: 'br0', name: `eth${n}`, statistics: statisticsOf(n, 1) }))
  }
}

/** What interface `n` has counted by its update `update`: every value is another one. */
export function statisticsOf(n: number, update: number): Statistics {
  return ['rx_packets', 'tx_packets', 'rx_bytes', 'tx_bytes'].map((key, k) => [key, update * 1_000 + n * 10 + k])
}

/** Counts on: gives the interfaces of {@link fillSwitch} their next statistics, in one transaction. */
export function counted(interfaces: number, update: number): object[] {
  return Array.from({ length: interfaces }, (_, n) => setStatistics(`eth${n}`, statisticsOf(n, update))).flat()
}

export interface WatchOptions {
  /** Reaches the database by another way. */
  readonly transact: Transact
  /** Where the ways lead: one port for each server. */
  readonly ports: readonly number[]
  /** For ways of which TLS is spoken. */
  readonly tls?: Identified | undefined
}

/** Who the exporters and the replica are, and whom they trust. */
interface Identified {
  readonly authority: Authority
  readonly identity: Identity
}

export async function watchSwitch(scope: Scope, { transact, ports, tls }: WatchOptions): Promise<WatchedSwitch> {
  const truth = new Truth(() => switchSamples(transact))
  await truth.change()
  const proxies: TcpProxy[] = []
  const open = async () => {
    const own = await Promise.all(
      ports.map((port) => startTcpProxy(scope, port, { pieces: tls ? 'bytes' : 'messages' })),
    )
    proxies.push(...own)
    return own.map(({ port }) => `${tls ? 'ssl' : 'tcp'}:127.0.0.1:${port}`).join()
  }
  const flags = tls === undefined ? [] : tlsFlags(tls.authority, tls.identity).map((flag) => `--ovsdb.${flag.slice(2)}`)
  const remotes = [await open(), await open()]
  const exporters = await Promise.all(
    SOURCES.map((source, n) => {
      const args = ['--ovsdb', remotes[n] ?? '', '--ovsdb.source', source, '--web.live-page', 'off']
      return startExporterProcess(scope, [...args, ...COLLECTORS, ...flags])
    }),
  )
  const watches = exporters.map((exporter, n) => {
    const name = SOURCES[n] ?? ''
    return Watch.start(scope, exporter, {
      name,
      truth,
      families: SWITCH_FAMILIES,
      up: 'ovs_up',
      headers: SCRAPE_TIMEOUT,
    })
  })
  const client = await connect(await open(), {
    database: 'Open_vSwitch',
    backoff: { min: 50, max: 1000 },
    ...(tls && { tls: tlsOptions(tls.authority, tls.identity) }),
  })
  scope.teardown(() => client.close())
  const replica = await client.replicate(COLUMNS)
  const book = keepBook(replica, ['Interface'])

  async function holdsWhatThereIs(): Promise<true> {
    const [result] = (await transact([
      { op: 'select', table: 'Interface', where: [], columns: COLUMNS.Interface },
    ])) as readonly { readonly rows: readonly WireRow[] }[]
    const there = new Map(result?.rows.map((row) => [row._uuid[1], [row.name, new Map(row.statistics[1])]]))
    const held = [...replica.table('Interface').rows.values()].map(({ _uuid, name, statistics }) => [
      _uuid,
      [name, new Map([...statistics].map(([key, value]) => [key, Number(value)]))],
    ])
    if (!isDeepStrictEqual(new Map(held as never), there)) throw new Error('the replica holds other rows')
    if (replica.state.state !== 'synced') throw replica.state
    return true
  }

  return {
    truth,
    watches,
    exporters,
    proxies,
    book,
    inject: (fault) => {
      for (const proxy of proxies) proxy.inject(fault())
    },
    down: async () => {
      await Promise.all(watches.map((watch) => watch.down()))
    },
    observe: async (t, fault, happen) => {
      await eventually(holdsWhatThereIs)
      await observe(t, fault, watches, happen)
      t.ok(await eventually(holdsWhatThereIs), 'the replica holds what there is')
      t.strictSame(book.known(), book.rows(), 'its changes tell of all rows')
      t.strictSame(book.wrong, [], 'and each once')
      t.ok(exporters.every(({ program }) => program.running))
    },
  }
}

interface WireRow {
  readonly _uuid: readonly ['uuid', string]
  readonly name: string
  readonly statistics: readonly ['map', readonly (readonly [string, number])[]]
}

export interface SwitchOptions {
  readonly interfaces?: number
  /** The file of the schema. Default: Open vSwitch's own. */
  readonly schema?: string
  /** Has the server, and those who follow it, speak TLS on this port with this identity. */
  readonly tls?: Identified & { readonly port: number }
}

/** Starts a server with so many interfaces, and has it watched. */
export async function startWatchedSwitch(
  scope: Scope,
  { interfaces = 8, schema, tls }: SwitchOptions = {},
): Promise<WatchedSwitch & { readonly ovsdb: OvsdbServer; readonly interfaces: number }> {
  const ovsdb = await startOvsdbServer(scope, {
    ...(schema && { schema }),
    ...(tls && { remotes: [`pssl:${tls.port}:127.0.0.1`], args: tlsFlags(tls.authority, tls.identity) }),
  })
  const transact: Transact = (operations) => ovsdb.transact(operations)
  await fillSwitch(transact, interfaces)
  const watched = await watchSwitch(scope, { transact, ports: [tls?.port ?? ovsdb.port], tls })
  return { ...watched, ovsdb, interfaces }
}
