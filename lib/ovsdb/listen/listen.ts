import type { AddressInfo } from 'node:net'
import { InvalidOptionError, type ResolvedTlsOptions, type TlsOptions, type Transport } from '../../jsonrpc/index.js'
import { type ListenTlsOptions, listenSocket, listenTls, resolveTlsOptions } from '../../jsonrpc/node/index.js'
import type { Client } from '../client/client.js'
import { assemble } from '../client/client-functions.js'
import {
  type ClientOptions,
  DEFAULT_CONNECT_TIMEOUT,
  resolveOptions,
  type WithSchema,
  withDatabase,
} from '../client/options.js'
import { ConnectError, ListenError } from '../errors.js'
import type { ModelOf, UntypedModel } from '../model.js'
import type { SchemaLiteral, SchemaModel } from '../schema/schema-model.js'
import { Listener } from './listener.js'
import { type PassiveEndpoint, parsePassiveEndpoint } from './passive-endpoint.js'

/** What is said of reconnecting and of choosing a server means nothing here. */
type ClientsOptions<Database extends string> = Omit<ClientOptions<Database>, 'backoff' | 'random' | 'WebSocket' | 'tls'>

/**
 * What the clients of those who dial in are to do, and how many may wait.
 *
 * @example
 * const options: ListenOptions<'Open_vSwitch'> = {
 *   database: 'Open_vSwitch',
 *   backlog: 500,
 *   onRefused: ({ message }) => console.log(message),
 * }
 * await using switches = await listen('ptcp:0:127.0.0.1', options)
 */
export interface ListenOptions<Database extends string = string> extends ClientsOptions<Database> {
  /** Certificates, which `pssl:` cannot do without. */
  readonly tls?: TlsOptions | undefined
  /**
   * How many clients may wait to be taken, those in their handshake included: who dials in beyond that is cut off, and
   * as a rule dials in again later. Default {@link DEFAULT_BACKLOG}.
   */
  readonly backlog?: number | undefined
  /** Told why one that dialled in is not handed over: it failed in the handshake, or found no room. */
  readonly onRefused?: ((error: ConnectError) => void) | undefined
  /** Gives listening up before it has begun: it is rejected with the signal's reason. After that it means nothing. */
  readonly signal?: AbortSignal | undefined
}

/**
 * How many clients may wait to be taken, unless {@link ListenOptions.backlog} says otherwise.
 *
 * @example
 * console.log(DEFAULT_BACKLOG) // → 64
 */
export const DEFAULT_BACKLOG = 64

/**
 * Listens for OVSDB servers that dial in, as ovsdb-server does after `ovs-vsctl set-manager tcp:HOST:PORT`.
 *
 * @param remote `ptcp:[PORT][:HOST]`, or `pssl:…` for TLS, where who dials in has to show a certificate signed by
 * `tls.caCertificate`
 * @returns once it listens: an async iterator of clients, one for each server that dials in
 * @throws {@link ListenError} whose `cause` is the system's error (`EADDRINUSE` …)
 * @throws {@link InvalidRemoteError} {@link InvalidOptionError} when an option cannot be
 * @throws the signal's reason, when aborted
 * @example
 * await using switches = await listen('ptcp:6640:127.0.0.1', { database: 'Open_vSwitch' })
 * for await (const client of switches) {
 *   console.log(await client.select('Bridge', { columns: ['name'] }))
 *   void client.closed().then(({ message }) => console.log(message))
 * }
 */
export async function listen<const Schema extends SchemaLiteral>(
  remote: string,
  options: WithSchema<ListenOptions, Schema>,
): Promise<Listener<Client<SchemaModel<Schema>>>>
export async function listen<Database extends string>(
  remote: string,
  options: ListenOptions<Database>,
): Promise<Listener<Client<ModelOf<Database>>>>
export async function listen(
  remote: string,
  options: ListenOptions | WithSchema<ListenOptions, SchemaLiteral>,
): Promise<unknown> {
  const endpoint = parsePassiveEndpoint(remote)
  resolveOptions(withDatabase(options))
  const tls = endpoint.kind === 'pssl' ? identityOf(options.tls, remote) : undefined
  const { backlog = DEFAULT_BACKLOG, onRefused = () => {}, signal } = options
  if (!Number.isInteger(backlog) || backlog < 1) {
    throw new InvalidOptionError('backlog', `expected an integer of at least 1, got ${backlog}`)
  }
  const kind = endpoint.kind === 'pssl' ? 'ssl' : 'tcp'

  const accept = (transport: Transport) => {
    const name = `${kind}:${transport.name}`
    if (listener.hasRoom) {
      const server = { kind: endpoint.kind, name, dial: () => Promise.resolve(transport) }
      listener.add(assemble([server], options, false).client, name)
      return
    }
    transport.destroy()
    onRefused(new ConnectError(name, new Error(`expected at most ${backlog} not taken yet, got another one`)))
  }
  const refused = (cause: Error, peer: string) => onRefused(new ConnectError(`${kind}:${peer}`, cause))
  const timeout = options.connectTimeout ?? DEFAULT_CONNECT_TIMEOUT
  const parts = { tls, accept, refused, handshakeTimeout: timeout, signal }
  const server = await open(endpoint, parts).catch((cause: unknown) => {
    throw signal?.aborted ? signal.reason : new ListenError(remote, cause)
  })
  const { port } = server.address() as AddressInfo
  const listener = new Listener<Client<UntypedModel>>({
    remote: remote.replace(/^(\w+):\d*/, `$1:${port}`),
    port,
    backlog,
    refused: onRefused,
    stop: () => server.close(),
  })
  server.on('error', (cause) => onRefused(new ConnectError(remote, cause))) // of one that could not be accepted
  return listener
}

interface ListeningParts extends ListenTlsOptions {
  readonly tls: ResolvedTlsOptions | undefined
  accept(transport: Transport): void
}

function open({ host, port }: PassiveEndpoint, { tls, accept, ...options }: ListeningParts) {
  return tls === undefined
    ? listenSocket({ host, port }, accept, options.signal)
    : listenTls({ host, port }, tls, accept, options)
}

function identityOf(tls: TlsOptions | undefined, remote: string): ResolvedTlsOptions {
  if (tls?.certificate !== undefined) return resolveTlsOptions(tls)
  const expected = 'a privateKey, a certificate and a caCertificate'
  throw new InvalidOptionError('tls', `expected ${expected} for "${remote}", got none`)
}
