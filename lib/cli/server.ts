import { prepareDial } from '../ovsdb/dial.js'
import { parseRemotes } from '../ovsdb/endpoint.js'
import {
  type Client,
  ConnectError,
  connect,
  type DatabaseSession,
  openClient,
  type TlsOptions,
  type UntypedModel,
} from '../ovsdb/index.js'
import { OvsdbSession } from '../ovsdb/session/ovsdb-session.js'

export interface ServerOptions {
  readonly tls?: TlsOptions | undefined
  /** Of a cluster, whether only the leader will do. */
  readonly leaderOnly: boolean
  /** Gives up what is under way, with its reason. */
  readonly signal: AbortSignal
}

/** A connection to one database, for one command. */
export interface Connected extends AsyncDisposable {
  readonly client: Client<UntypedModel>
  /** Sends requests as the wire has them. */
  readonly wire: OvsdbSession
}

/** The server, or servers of one cluster, that a command talks to. */
export class Server {
  readonly #remote: string
  readonly #options: ServerOptions

  /** @param remote several with commas between them */
  constructor(remote: string, options: ServerOptions) {
    this.#remote = remote
    this.#options = options
  }

  /** Gives the command up, with the reason. */
  get signal(): AbortSignal {
    return this.#options.signal
  }

  /**
   * The names of its databases.
   *
   * @throws {ConnectError} when no server answers, and what is wrong with the remote or the certificates
   */
  async databases(): Promise<readonly string[]> {
    const { tls, signal } = this.#options
    const failures: ConnectError[] = []
    for (const endpoint of parseRemotes(this.#remote)) {
      const dial = prepareDial(endpoint, { tls })
      try {
        const session = new OvsdbSession(await dial(signal))
        try {
          return await session.listDbs({ signal })
        } finally {
          void session.close()
        }
      } catch (cause) {
        signal.throwIfAborted()
        failures.push(new ConnectError(endpoint.name, cause))
      }
    }
    throw ConnectError.ofAll(failures)
  }

  /**
   * A client that goes on trying until a server is there.
   *
   * @param failed told why it is not, when that is another reason than before
   * @throws {InvalidRemoteError} and what is wrong with the certificates
   */
  open(database: string, failed: (cause: Error) => void): Client<UntypedModel> {
    const { tls, leaderOnly } = this.#options
    const client = openClient(this.#remote, { database, tls, leaderOnly, requestTimeout: 0 })
    let last = ''
    client.onStatus((status) => {
      if (status.state === 'connected') last = ''
      if (status.state !== 'disconnected' || status.cause.message === last) return
      last = status.cause.message
      failed(status.cause)
    })
    return client as Client<UntypedModel>
  }

  /** @throws what `connect` throws */
  async connect(database: string): Promise<Connected> {
    const { tls, signal, leaderOnly } = this.#options
    const client = await connect(this.#remote, { database, tls, leaderOnly, signal, requestTimeout: 0 })
    let wire: OvsdbSession | undefined
    client.onSession(({ session }: DatabaseSession) => {
      wire = session
    })
    if (wire === undefined) throw new Error('expected a session, got none')
    return { client: client as Client<UntypedModel>, wire, [Symbol.asyncDispose]: () => client.close() }
  }
}
