import { EtcdLeader, Inventory, Netmaster } from '../../lib/contiv/index.js'
import { RequestLog } from './request-log.js'
import { ETCD, idOf, SimulatedContiv, type SimulatedEndpoint } from './simulated-contiv.js'
import { VirtualClock } from './virtual-clock.js'

/** Prometheus scrapes each node so often, in milliseconds. */
export const SCRAPE_INTERVAL_MS = 5000

const SECOND = 1000
const MINUTE = 60 * SECOND
/** Netmaster's lock in etcd lives so long after its holder. */
const LEADERLESS_MS = 30 * SECOND

export interface Cluster {
  readonly nodes: number
  readonly networks: number
  /** On each node, at the beginning. */
  readonly endpoints: number
  readonly seed: number
}

/** A part of the simulated time; both ends in milliseconds. */
export interface Phase {
  readonly name: string
  readonly from: number
  readonly to: number
}

export interface Simulation {
  readonly log: RequestLog
  readonly phases: readonly Phase[]
  /** Milliseconds from the new leader's election until every node was in touch with it; undefined when one never was. */
  readonly recovery: number | undefined
  /** Endpoints without labels at the end. */
  readonly unknown: number
}

interface Node {
  readonly endpoints: Set<SimulatedEndpoint>
  readonly inventory: Inventory
}

/**
 * A cluster under our exporters, in virtual time: all nodes start, then nothing happens, then a container a second
 * comes and another goes, then the Netmaster that leads dies and another takes over.
 */
export async function simulate({ nodes: count, networks: many, endpoints, seed }: Cluster): Promise<Simulation> {
  const clock = new VirtualClock(seed)
  const log = new RequestLog(clock)
  const networks = Array.from({ length: many }, (_, index) => `network${index}`)
  const contiv = new SimulatedContiv(clock, networks, log)
  let ids = 0
  const newEndpoint = () => ({ network: networks[Math.floor(clock.random() * many)] ?? '', id: `e${++ids}` })
  const nodes = Array.from({ length: count }, (): Node => {
    const own = new Set(Array.from({ length: endpoints }, newEndpoint))
    const http = contiv.clientOf({ endpoints: own })
    const netmaster = new Netmaster({ leader: new EtcdLeader([ETCD], http), http })
    return { endpoints: own, inventory: new Inventory({ netmaster, clock }) }
  })
  const phases: Phase[] = []
  const phase = async (name: string, work: () => Promise<void>) => {
    const from = clock.now()
    await work()
    phases.push({ name, from, to: clock.now() })
  }
  const allUp = () => nodes.every(({ inventory }) => inventory.status().up)

  for (const node of nodes) {
    clock.after(clock.random() * SECOND, () => node.inventory.start())
    clock.after(clock.random() * SCRAPE_INTERVAL_MS, () => scrape(clock, node))
  }
  await phase('all nodes start in one second', () => clock.pass(MINUTE))
  await phase('nothing changes', () => clock.pass(30 * MINUTE))
  await phase('a container a second comes, another goes', async () => {
    for (let second = 0; second < 10 * 60; second++) {
      const [from, to] = [pick(nodes, clock.random()), pick(nodes, clock.random())]
      for (const endpoint of [...from.endpoints].slice(0, 1)) from.endpoints.delete(endpoint)
      to.endpoints.add(newEndpoint())
      await clock.pass(SECOND)
    }
  })
  let recovery: number | undefined
  await phase('the leader dies, another leads', async () => {
    const end = clock.now() + 5 * MINUTE
    contiv.leader = undefined
    await clock.pass(LEADERLESS_MS)
    contiv.leader = 'netmaster-2:9999'
    contiv.announced = contiv.leader
    const elected = clock.now()
    while (clock.now() < end) {
      await clock.pass(SECOND)
      if (recovery === undefined && allUp()) recovery = clock.now() - elected
    }
  })
  const unknown = nodes
    .flatMap((node) => [...node.endpoints].map((endpoint) => node.inventory.get(idOf(endpoint))))
    .filter((endpoint) => endpoint === undefined).length
  for (const { inventory } of nodes) inventory.stop()
  return { log, phases, recovery, unknown }
}

/** What a scrape asks of the inventory, now and at every further one. */
function scrape(clock: VirtualClock, node: Node): void {
  void node.inventory.learn(new Set([...node.endpoints].map(idOf)))
  clock.after(SCRAPE_INTERVAL_MS, () => scrape(clock, node))
}

function pick(nodes: readonly Node[], random: number): Node {
  const node = nodes[Math.floor(random * nodes.length)]
  if (node === undefined) throw new Error('a cluster has at least one node')
  return node
}
