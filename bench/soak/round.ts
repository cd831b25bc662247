import { setTimeout as delay } from 'node:timers/promises'
import { eventually } from '../../spec/support/eventually.js'
import { valuesOf } from '../../spec/support/samples.js'
import type { Peers } from './peers.js'
import type { Visitors, Visits } from './visitors.js'
import type { WatchedClient, WatchedExporter } from './watched.js'

/** What happened so far. */
export interface Events extends Visits {
  endpoints: number
  brokenConnections: number
  restarts: number
  leaderChanges: number
  netmasterChanges: number
}

export interface Stage {
  readonly peers: Peers
  readonly client: WatchedClient
  readonly exporters: readonly { readonly exporter: WatchedExporter; readonly visitors: Visitors }[]
  readonly events: Events
}

export interface RoundOptions {
  /** Endpoints that are replaced. */
  readonly churn: number
  /** Milliseconds that it takes at least. */
  readonly duration: number
}

/** Endpoints that go and come in one transaction. */
const BATCH = 50
const REQUESTS_AT_ONCE = 3
const VIEWERS = 10
/** Milliseconds after which what was said goodbye to is cut off: sockets to OVSDB after a second. */
const SETTLE_MS = 1500
const REST_DEADLINE = 60_000

/** A part of the week: everything that happens to a node, at its own time. */
export async function runRound(stage: Stage, { churn, duration }: RoundOptions): Promise<void> {
  const { peers, exporters, client, events } = stage
  await client.work()
  const batches = Math.max(1, Math.ceil(churn / BATCH))
  const began = performance.now()
  const all = (work: (visitors: Visitors) => Promise<void>) =>
    Promise.all(exporters.map(({ visitors }) => work(visitors)))
  const incidents = incidentsOf(stage, all)
  for (let batch = 0; batch < batches; batch++) {
    const due = (part: number) => Math.floor(part * batches) === batch
    for (const [part, incident] of incidents) if (due(part)) await incident()
    const count = Math.min(BATCH, churn - batch * BATCH)
    await peers.endpoints.replace(count)
    events.endpoints += count
    await peers.endpoints.count()
    await all(async (visitors) => {
      await visitors.ask(REQUESTS_AT_ONCE)
      await visitors.intrude()
    })
    await delay(Math.max(0, began + ((batch + 1) * duration) / batches - performance.now()))
  }
}

type Incident = readonly [part: number, happen: () => Promise<unknown>]

/** What happens once in a round, each after a part of it. */
function incidentsOf(
  { peers, events }: Stage,
  all: (work: (visitors: Visitors) => Promise<void>) => Promise<unknown>,
): readonly Incident[] {
  const breakConnections = async () => {
    await peers.breakConnections()
    events.brokenConnections++
  }
  return [
    [0, () => all((visitors) => visitors.watch(VIEWERS))],
    [0.1, breakConnections],
    [0.2, async () => peers.changeNetwork()],
    [0.3, breakConnections],
    [0.4, () => all((visitors) => visitors.leave(VIEWERS / 2))],
    [
      0.5,
      async () => {
        await peers.cluster.transferLeadership()
        events.leaderChanges++
      },
    ],
    [
      0.6,
      async () => {
        await peers.changeNetmaster()
        events.netmasterChanges++
      },
    ],
    [0.7, () => all((visitors) => visitors.watch(VIEWERS))],
    [
      0.8,
      async () => {
        await peers.killDatabase()
        events.restarts++
      },
    ],
    [0.9, breakConnections],
  ]
}

/** Everybody comes to rest: nobody asks, all is known that can be known, nothing is on its way. */
export async function rest({ peers, client, exporters }: Stage): Promise<void> {
  await Promise.all(exporters.map(({ visitors }) => visitors.rest()))
  await client.rest()
  for (const { exporter, visitors } of exporters) {
    await eventually(async () => isInformed(await visitors.scrape(), exporter, peers), { deadline: REST_DEADLINE })
  }
  await Promise.all(exporters.map(({ visitors }) => visitors.rest()))
  await delay(SETTLE_MS)
}

function isInformed(text: string, { mode }: WatchedExporter, { endpoints }: Peers): boolean {
  const values = valuesOf(text)
  const value = (name: string) => Number(values.get(`${name}{}`))
  if (mode === 'netmaster') return value('contiv_netmaster_up') === 1
  if (mode === 'ovs') return value('ovs_up') === 1
  const unknown = endpoints.size - endpoints.known
  return (
    value('contiv_netmaster_up') === 1 &&
    value('ovs_up') === 1 &&
    value('contiv_inventory_endpoints') === endpoints.known &&
    value('contiv_unmatched_endpoints') === unknown
  )
}
