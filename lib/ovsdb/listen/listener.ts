import type { Client } from '../client/client.js'
import type { CallOptions } from '../client/options.js'
import { type ClientClosedError, ConnectError } from '../errors.js'
import type { UntypedModel } from '../model.js'
import { ClientFeed, type Clients, type Taker } from './client-feed.js'

export interface ListenerOptions {
  /** Where it listens, with the port it was given. */
  readonly remote: string
  readonly port: number
  readonly backlog: number
  /** Told why one that dialled in is not handed over. */
  refused(error: ConnectError): void
  /** Stops listening. */
  stop(): void
}

/** What the listener needs of a client. */
type Incoming = Pick<Client<never>, 'start' | 'close' | 'closed' | 'onStatus'>

/**
 * The clients of the servers that dial in, each once its handshake is complete. What is taken belongs to the taker, and
 * lives as long as its session: it does not reconnect, the other side dials in anew, as another client.
 *
 * @example
 * await using switches = await listen('ptcp:6640', { database: 'Open_vSwitch' })
 * for await (const client of switches) {
 *   console.log(await client.listDatabases())
 * }
 */
export class Listener<C extends Incoming = Client<UntypedModel>> implements AsyncIterable<C>, AsyncDisposable {
  readonly #options: ListenerOptions
  /** Those that are not ready yet. */
  readonly #starting = new Set<C>()
  /** Those that nobody has taken yet, in the order in which they were ready. */
  readonly #ready: C[] = []
  readonly #takers = new Set<Taker<C>>()
  readonly #feeds = new Set<ClientFeed<C>>()
  #closed = false

  /** @internal Made by {@link listen}. */
  constructor(options: ListenerOptions) {
    this.#options = options
  }

  /** Where it listens: `ptcp:6640:127.0.0.1`, with the port it was given in place of 0. */
  get remote(): string {
    return this.#options.remote
  }

  /** The port it was given. */
  get port(): number {
    return this.#options.port
  }

  /** Whether there is room for one more that nobody has taken. */
  get hasRoom(): boolean {
    return !this.#closed && this.#starting.size + this.#ready.length < this.#options.backlog
  }

  /** Takes in a client that was not started yet; called by `listen`. */
  add(client: C, name: string): void {
    this.#starting.add(client)
    client.onStatus(({ state }) => {
      if (state === 'connected') this.#handOver(client)
    })
    void client.closed().then((reason) => this.#forget(client, name, reason))
    client.start()
  }

  /** As {@link clients}. */
  [Symbol.asyncIterator](): Clients<C> {
    return this.clients()
  }

  /**
   * The next client, and so on; ends when the listener is closed. A loop that is left does not close the listener: those
   * who dial in wait for the next.
   *
   * @throws (reading) the signal's reason
   */
  clients({ signal }: Pick<CallOptions, 'signal'> = {}): Clients<C> {
    const clients: ClientFeed<C> = new ClientFeed({
      take: (taker) => this.#take(taker),
      leave: (taker) => this.#takers.delete(taker),
      signal,
      onEnd: () => this.#feeds.delete(clients),
    })
    this.#feeds.add(clients)
    if (this.#closed) clients.end()
    return clients
  }

  /** Stops listening, and closes the clients that nobody has taken. */
  async close(): Promise<void> {
    if (this.#closed) return
    this.#closed = true
    this.#options.stop()
    for (const feed of this.#feeds) feed.end()
    await Promise.all([...this.#starting, ...this.#ready].map((client) => client.close()))
  }

  /** As {@link close}. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }

  #take(taker: Taker<C>): void {
    const client = this.#ready.shift()
    if (client === undefined) this.#takers.add(taker)
    else taker.resolve({ done: false, value: client })
  }

  #handOver(client: C): void {
    if (!this.#starting.delete(client)) return
    const [taker] = this.#takers
    if (taker === undefined) this.#ready.push(client)
    else {
      this.#takers.delete(taker)
      taker.resolve({ done: false, value: client })
    }
  }

  /** It is closed: if nobody has taken it, nobody will. */
  #forget(client: C, name: string, reason: ClientClosedError): void {
    const index = this.#ready.indexOf(client)
    if (index >= 0) this.#ready.splice(index, 1)
    if (!this.#starting.delete(client) && index < 0) return
    const { cause = reason } = reason
    if (!this.#closed) this.#options.refused(cause instanceof ConnectError ? cause : new ConnectError(name, cause))
  }
}
