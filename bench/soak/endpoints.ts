import type { AnsweringServer } from '../../spec/support/answering-server.js'
import { inspection, inspectPath } from '../../spec/support/contiv.js'
import type { OvsdbServer } from '../../spec/support/ovsdb-server.js'
import { BRIDGE, insertEndpoints, NETWORK, syntheticEndpoint, TENANT } from '../synthetic-database.js'

/** Netmaster does not know one in so many: somebody else's, or not yet there. */
const UNKNOWN_EVERY = 20

interface Live {
  readonly index: number
  readonly port: unknown
}

/** The endpoints of a node where containers come and go: each is another than all before it. */
export class Endpoints {
  readonly #ovsdb: OvsdbServer
  #live: readonly Live[] = []
  #next = 0
  #writes = 0

  /** @param ovsdb holds the bridge, without endpoints */
  constructor(ovsdb: OvsdbServer) {
    this.#ovsdb = ovsdb
  }

  /** How many there are. */
  get size(): number {
    return this.#live.length
  }

  /** How many have been there so far. */
  get total(): number {
    return this.#next
  }

  /** How many of those there are Netmaster knows. */
  get known(): number {
    return this.#live.filter(({ index }) => isKnown(index)).length
  }

  /** Has Netmaster tell of them, as they are when it is asked. */
  toldBy(netmaster: AnsweringServer): void {
    netmaster.answer(inspectPath(TENANT, NETWORK), () =>
      inspection(
        TENANT,
        NETWORK,
        this.#live.flatMap(({ index }) => (isKnown(index) ? syntheticEndpoint(index) : [])),
      ),
    )
  }

  async add(count: number): Promise<void> {
    await this.#change(count, [])
  }

  /** The oldest go, as many come. */
  async replace(count: number): Promise<void> {
    await this.#change(count, this.#live.slice(0, count))
  }

  /** Writes a statistics update of all of them, as ovs-vswitchd does. */
  async count(): Promise<void> {
    const written = ++this.#writes
    const statistics = [...syntheticEndpoint(0).statistics].map(([key, value]) => [key, value + written])
    await this.#ovsdb.transact([
      { op: 'update', table: 'Interface', where: [], row: { statistics: ['map', statistics] } },
    ])
  }

  async #change(count: number, gone: readonly Live[]): Promise<void> {
    const first = this.#next
    this.#next += count
    const inserts = insertEndpoints(first, this.#next)
    // Nothing refers to them then, and the server takes them out, and their interfaces.
    const leave = {
      op: 'mutate',
      table: 'Bridge',
      where: [['name', '==', BRIDGE]],
      mutations: [['ports', 'delete', ['set', gone.map(({ port }) => port)]]],
    }
    const results = (await this.#ovsdb.transact([...inserts, leave])) as readonly { readonly uuid?: unknown }[]
    const come = Array.from({ length: count }, (_, at) => ({ index: first + at, port: results[2 * at + 1]?.uuid }))
    this.#live = [...this.#live.slice(gone.length), ...come]
  }
}

function isKnown(index: number): boolean {
  return index % UNKNOWN_EVERY !== 0
}
