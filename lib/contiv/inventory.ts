import { backoffDelay, jittered, RETRY_BACKOFF } from './backoff.js'
import { type Clock, SYSTEM_CLOCK } from './clock.js'
import { type Endpoint, networkTag } from './endpoint.js'
import { HttpStatusError, LeaderNotFoundError, PayloadError, UnreachableError } from './errors.js'
import { InventoryState } from './inventory-state.js'
import type { Netmaster } from './netmaster.js'
import type { Network } from './payload.js'
import { Round } from './round.js'
import { settledOrAborted } from './wait.js'

export interface InventoryOptions {
  readonly netmaster: Pick<Netmaster, 'networks' | 'inspectNetwork' | 'version' | 'requests'>
  /** Milliseconds between full refreshes, ±20 %. Default {@link DEFAULT_REFRESH_INTERVAL_MS}. */
  readonly refreshInterval?: number | undefined
  /** Milliseconds between looks whether Netmaster is there, ±20 %. Default {@link DEFAULT_PROBE_INTERVAL_MS}. */
  readonly probeInterval?: number | undefined
  readonly clock?: Clock | undefined
  /** Called when `up` or the text of `error` has changed. */
  readonly onChange?: ((status: InventoryStatus) => void) | undefined
}

export interface InventoryStatus {
  /** Whether the last contact succeeded, the leader lookup included, and no answer that is needed is missing. */
  readonly up: boolean
  /** When Netmaster last gave all it was asked for. */
  readonly lastSuccess: Date | undefined
  /** Seconds since the last full refresh ended well; undefined before it. */
  readonly age: number | undefined
  /** What is wrong while `up` is false; undefined before the first contact. */
  readonly error: Error | undefined
  /** Endpoints of this node that Netmaster knows. */
  readonly endpoints: number
  /** Networks that can hold endpoints. */
  readonly networks: number
  /** HTTP requests begun so far. */
  readonly requests: number
}

export const DEFAULT_REFRESH_INTERVAL_MS = 600_000
export const DEFAULT_PROBE_INTERVAL_MS = 30_000

/**
 * The endpoints of this node, as Netmaster described them last. Every inspect makes Netmaster read all endpoints of
 * the cluster, so it is asked only about networks that may hold an unknown local endpoint, and about all of this
 * node's in a slow refresh. What was learned stays while Netmaster is away.
 *
 * @example
 * using inventory = new Inventory({ netmaster })
 * inventory.start()
 * await inventory.learn(new Set(['web.blue-08b9']), AbortSignal.timeout(1000))
 * inventory.get('web.blue-08b9')?.container // 'web-7'
 */
export class Inventory {
  readonly #netmaster: InventoryOptions['netmaster']
  readonly #probeInterval: number
  readonly #clock: Clock
  readonly #onChange: InventoryOptions['onChange']
  readonly #state: InventoryState
  readonly #stop = new AbortController()
  #started = false
  #running: Promise<void> | undefined
  #cancelTimer = () => {}
  /** Runs in a row in which Netmaster or its leader could not be reached. */
  #unreachableRuns = 0
  #error: Error | undefined
  #lastSuccess: Date | undefined
  #refreshedAt: number | undefined

  constructor({
    netmaster,
    refreshInterval = DEFAULT_REFRESH_INTERVAL_MS,
    probeInterval = DEFAULT_PROBE_INTERVAL_MS,
    clock = SYSTEM_CLOCK,
    onChange,
  }: InventoryOptions) {
    this.#netmaster = netmaster
    this.#probeInterval = probeInterval
    this.#clock = clock
    this.#onChange = onChange
    this.#state = new InventoryState(refreshInterval, () => clock.random())
  }

  /** Begins to keep in touch with Netmaster: now, then by its own schedule. */
  start(): void {
    if (this.#started || this.#stop.signal.aborted) return
    this.#started = true
    void this.#run()
  }

  /** Ends it: no timer and no request is left. What was learned can still be read. */
  stop(): void {
    this.#stop.abort(new Error('the inventory was stopped'))
    this.#cancelTimer()
  }

  [Symbol.dispose](): void {
    this.stop()
  }

  /** How many endpoints of this node are known. */
  get size(): number {
    return this.#state.endpoints.size
  }

  /** @param id `external_ids:endpoint-id` of an interface */
  get(id: string): Endpoint | undefined {
    return this.#state.endpoints.get(id)
  }

  /**
   * Whether Netmaster was asked for that endpoint, and does not know it; false of one that could not be asked for yet.
   *
   * @param id of those last given to `learn`
   */
  isUnknown(id: string): boolean {
    return this.#state.isMiss(id)
  }

  /**
   * Says which endpoints are local, and waits until those not yet known have been asked for. When all are known, or
   * the unknown ones were asked for lately, or Netmaster is away, it asks nothing and does not wait. Call `start` before.
   * Never rejects: `status()` tells of failures.
   *
   * @param localIds every `external_ids:endpoint-id` of this node; kept, so it must not change afterwards
   * @param signal ends the waiting, not the asking
   */
  async learn(localIds: ReadonlySet<string>, signal?: AbortSignal): Promise<void> {
    this.#state.setLocal(localIds)
    while (this.#mayAsk && !signal?.aborted && this.#state.wants(this.#clock.now())) {
      await settledOrAborted(this.#running ?? this.#run(), signal)
    }
  }

  status(): InventoryStatus {
    return {
      up: this.#lastSuccess !== undefined && this.#error === undefined,
      lastSuccess: this.#lastSuccess,
      age: this.#refreshedAt === undefined ? undefined : (this.#clock.now() - this.#refreshedAt) / 1000,
      error: this.#error,
      endpoints: this.#state.endpoints.size,
      networks: this.#state.networks,
      requests: this.#netmaster.requests,
    }
  }

  get #mayAsk(): boolean {
    return this.#started && !this.#stop.signal.aborted && this.#unreachableRuns === 0
  }

  /** One round of asking; there is never more than one. */
  #run(probe = false): Promise<void> {
    this.#cancelTimer()
    this.#running = this.#ask(probe)
      .then((unreachable) => this.#settle(unreachable))
      .finally(() => {
        this.#running = undefined
      })
    return this.#running
  }

  /** Asks for all that is due. Resolves with the first failure to reach Netmaster, if there was one. */
  async #ask(probe: boolean): Promise<Error | undefined> {
    const unreachable: Error[] = []
    using round = new Round(this.#stop.signal)
    const attempt = async (request: () => Promise<unknown>, failed: (error: Error) => void) => {
      try {
        await request()
      } catch (error) {
        if (round.signal.aborted) return
        failed(error as Error)
        // A round may be long: it is told at once.
        this.#change(() => {
          this.#error ??= error as Error
        })
        if (!(error instanceof UnreachableError || error instanceof LeaderNotFoundError)) return
        unreachable.push(error)
        round.end(error)
      }
    }
    if (probe) {
      await attempt(
        () => this.#probe(),
        (error) => unreachable.push(error),
      )
    }
    // Once a round, and each network once with each list: where one is due again before all are done, no round would end.
    let listed = false
    const asked = new Set<string>()
    while (unreachable.length === 0 && !this.#stop.signal.aborted) {
      const { list, inspect } = this.#state.plan(this.#clock.now())
      const due = inspect.filter((network) => !asked.has(networkTag(network)))
      if (list && !listed) {
        listed = true
        asked.clear()
        await attempt(
          () => this.#list(),
          (error) => this.#state.listFailed(error, this.#clock.now()),
        )
      } else if (due.length > 0) {
        for (const network of due) asked.add(networkTag(network))
        const one = (network: Network) =>
          attempt(
            () => this.#inspect(network, round.signal),
            (error) => this.#state.inspectFailed(network, error, this.#clock.now()),
          )
        await Promise.all(due.map(one))
      } else break
    }
    return unreachable[0]
  }

  /** Whoever knows of no version, or tells of it otherwise, is a Netmaster if it tells of networks. */
  async #probe(): Promise<void> {
    try {
      await this.#netmaster.version(this.#stop.signal)
    } catch (error) {
      const isOther = error instanceof PayloadError || (error instanceof HttpStatusError && error.status === 404)
      if (!isOther) throw error
      await this.#list()
    }
  }

  async #list(): Promise<void> {
    this.#state.listed(await this.#netmaster.networks(this.#stop.signal), this.#clock.now())
  }

  async #inspect(network: Network, signal: AbortSignal): Promise<void> {
    const endpoints = await this.#netmaster.inspectNetwork(network.tenant, network.name, signal)
    this.#state.inspected(network, endpoints, this.#clock.now())
  }

  #settle(unreachable: Error | undefined): void {
    if (this.#stop.signal.aborted) return
    this.#unreachableRuns = unreachable === undefined ? 0 : this.#unreachableRuns + 1
    this.#change(() => {
      this.#error = unreachable ?? this.#state.error
      if (this.#error === undefined) this.#lastSuccess = this.#clock.date()
      if (this.#state.finishRefresh()) this.#refreshedAt = this.#clock.now()
    })
    this.#schedule()
  }

  #change(change: () => void): void {
    const before = this.status()
    change()
    const after = this.status()
    if (after.up !== before.up || after.error?.message !== before.error?.message) this.#onChange?.(after)
  }

  #schedule(): void {
    const random = this.#clock.random()
    const untilProbe = jittered(this.#probeInterval, random)
    const untilDue = this.#state.dueAt - this.#clock.now()
    const delay =
      this.#unreachableRuns > 0
        ? backoffDelay(this.#unreachableRuns, RETRY_BACKOFF, random)
        : Math.max(0, Math.min(untilProbe, untilDue))
    // A timer may fire up to a millisecond early.
    this.#cancelTimer = this.#clock.after(Math.ceil(delay) + 1, () => {
      const idle = this.#state.dueAt > this.#clock.now()
      void this.#run(idle || this.#error !== undefined)
    })
  }
}
