import { Backoffs, jittered, RETRY_BACKOFF } from './backoff.js'
import { type Endpoint, networkTag, possibleTags } from './endpoint.js'
import type { Network } from './payload.js'

/** What to ask Netmaster next. */
export interface Plan {
  readonly list: boolean
  readonly inspect: readonly Network[]
}

/** After an id that Netmaster did not know, or a list of networks that did not hold it, wait at least so long. */
const FIRST_MISS_MS = 5000

/** The key of the list of networks among the failures; a network's tag always holds a dot. */
const LIST = 'networks'

/**
 * What the inventory knows and what it lacks. Pure: told what is local and what Netmaster answered, it says what to
 * ask next. Times are a clock's `now`.
 */
export class InventoryState {
  readonly #refreshInterval: number
  readonly #random: () => number
  readonly #endpoints = new Map<string, Endpoint>()
  /** Ids that Netmaster did not know when asked. */
  readonly #misses: Backoffs
  /** The list and the networks that could not be had. */
  readonly #failures: Backoffs
  /** Tags of the networks whose endpoints a refresh has still to ask for. */
  readonly #stale = new Set<string>()
  #networks: ReadonlyMap<string, Network> = new Map()
  /**
   * Networks that the last list lacks and that had endpoints here. Netmaster deletes none that has some, so they are gone
   * when an inspection says so too.
   */
  #unlisted: ReadonlyMap<string, Network> = new Map()
  #local: ReadonlySet<string> = new Set()
  #listedAt = Number.NEGATIVE_INFINITY
  #refreshAt = Number.NEGATIVE_INFINITY
  #refreshing = false

  constructor(refreshInterval: number, random: () => number) {
    this.#refreshInterval = refreshInterval
    this.#random = random
    this.#misses = new Backoffs({ first: FIRST_MISS_MS, max: refreshInterval }, random)
    this.#failures = new Backoffs(RETRY_BACKOFF, random)
  }

  get endpoints(): ReadonlyMap<string, Endpoint> {
    return this.#endpoints
  }

  /** Whether Netmaster was asked for that local id, and did not know it. */
  isMiss(id: string): boolean {
    return this.#misses.has(id)
  }

  /** Networks that can hold endpoints. */
  get networks(): number {
    let count = 0
    for (const { infra } of this.#networks.values()) if (!infra) count++
    return count
  }

  /** What could not be had at the last try, if anything. */
  get error(): Error | undefined {
    return this.#failures.error
  }

  /** When there is something to ask again, even if nothing new becomes local. */
  get dueAt(): number {
    return Math.min(this.#failures.has(LIST) ? Number.POSITIVE_INFINITY : this.#refreshAt, this.#failures.nextAt)
  }

  /** Whether a refresh has been completed since this was asked last. */
  finishRefresh(): boolean {
    const finished = this.#refreshing && this.#stale.size === 0
    if (finished) this.#refreshing = false
    return finished
  }

  /** Sets the ids seen on this node; what is no longer among them is forgotten. The set is kept by reference. */
  setLocal(ids: ReadonlySet<string>): void {
    this.#local = ids
    for (const id of this.#endpoints.keys()) if (!ids.has(id)) this.#endpoints.delete(id)
    this.#misses.retain((id) => ids.has(id))
    this.#forgetUnwanted()
  }

  /** Whether some local id is unknown and may be asked for now. */
  wants(now: number): boolean {
    const { list, tags } = this.#unknown(now)
    return (list && this.#failures.allows(LIST, now)) || tags.some((tag) => this.#failures.allows(tag, now))
  }

  plan(now: number): Plan {
    const { list, tags } = this.#unknown(now)
    const wanted = new Set([...tags, ...this.#stale])
    const isDue = (tag: string) => (wanted.has(tag) || this.#failures.has(tag)) && this.#failures.allows(tag, now)
    const listDue = list || now >= this.#refreshAt || this.#failures.has(LIST)
    return {
      list: listDue && this.#failures.allows(LIST, now),
      inspect: [...this.#networks, ...this.#unlisted].flatMap(([tag, network]) => (isDue(tag) ? network : [])),
    }
  }

  /** Takes the list of networks. If a refresh was due, every network with an endpoint here is asked for again. */
  listed(networks: readonly Network[], now: number): void {
    const before = this.#networks
    this.#networks = new Map(networks.map((network) => [networkTag(network), network]))
    this.#listedAt = now
    this.#failures.clear(LIST)
    const held = this.#heldTags()
    const lacking = [...before, ...this.#unlisted].filter(([tag]) => held.has(tag) && !this.#networks.has(tag))
    this.#unlisted = new Map(lacking)
    for (const [tag] of lacking) this.#stale.add(tag)
    for (const tag of this.#stale) if (!this.#isKnown(tag)) this.#stale.delete(tag)
    this.#misses.retain((id) => !possibleTags(id).some((tag) => this.#networks.has(tag) && !before.has(tag)))
    if (now >= this.#refreshAt) {
      this.#refreshAt = now + jittered(this.#refreshInterval, this.#random())
      this.#refreshing = true
      for (const tag of held) this.#stale.add(tag)
    }
    this.#forgetUnwanted()
  }

  listFailed(error: Error, now: number): void {
    this.#failures.failed(LIST, now, error)
  }

  /** Takes the endpoints of one network, of the whole cluster; undefined when the network is gone. */
  inspected(network: Network, endpoints: readonly Endpoint[] | undefined, now: number): void {
    const tag = networkTag(network)
    this.#stale.delete(tag)
    this.#failures.clear(tag)
    for (const [id, endpoint] of this.#endpoints) if (tagOf(endpoint) === tag) this.#endpoints.delete(id)
    for (const endpoint of endpoints ?? []) {
      if (!this.#local.has(endpoint.id)) continue
      this.#endpoints.set(endpoint.id, endpoint)
      this.#misses.clear(endpoint.id)
    }
    for (const id of this.#local) {
      if (!this.#endpoints.has(id) && id.startsWith(`${tag}-`)) this.#misses.failed(id, now)
    }
  }

  inspectFailed(network: Network, error: Error, now: number): void {
    this.#failures.failed(networkTag(network), now, error)
  }

  /** The networks that may hold an unknown local id, and whether the list must be asked for one that none may hold. */
  #unknown(now: number): { list: boolean; tags: readonly string[] } {
    const tags = new Set<string>()
    let list = false
    for (const id of this.#local) {
      if (this.#endpoints.has(id) || !this.#misses.allows(id, now)) continue
      const possible = possibleTags(id)
      const known = possible.filter((tag) => this.#networks.has(tag))
      for (const tag of known) if (!this.#networks.get(tag)?.infra) tags.add(tag)
      // One that missed in the networks known may be of a newer network with a longer name.
      if (known.length === possible.length || (known.length > 0 && !this.#misses.has(id))) continue
      if (now - this.#listedAt >= FIRST_MISS_MS) list = true
      else if (known.length === 0) this.#misses.failed(id, now)
    }
    return { list, tags: [...tags] }
  }

  /** The networks of the endpoints known. */
  #heldTags(): ReadonlySet<string> {
    return new Set([...this.#endpoints.values()].map(tagOf))
  }

  #isKnown(tag: string): boolean {
    return this.#networks.has(tag) || this.#unlisted.has(tag)
  }

  /** A failure that nobody waits for any more is none. */
  #forgetUnwanted(): void {
    if (this.#stale.size > 0) {
      const held = this.#heldTags()
      for (const tag of this.#stale) if (!held.has(tag)) this.#stale.delete(tag)
    }
    if (this.#failures.size > 0) {
      const wanted = new Set([LIST, ...this.#stale])
      for (const id of this.#local) if (!this.#endpoints.has(id)) for (const tag of possibleTags(id)) wanted.add(tag)
      this.#failures.retain((key) => wanted.has(key) && (key === LIST || this.#isKnown(key)))
    }
  }
}

function tagOf({ network, tenant }: Endpoint): string {
  return networkTag({ name: network, tenant })
}
