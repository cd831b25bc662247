import { requireTls } from '../dial.js'
import { type Endpoint, parseRemotes } from '../endpoint.js'
import { ConnectError } from '../errors.js'
import type { ModelOf, UntypedModel } from '../model.js'
import type { SchemaLiteral, SchemaModel } from '../schema/schema-model.js'
import { Client } from './client.js'
import { Connection } from './connection.js'
import { type DatabaseSession, openDatabaseSession } from './handshake.js'
import {
  type ClientOptions,
  type ConnectOptions,
  resolveCallOptions,
  resolveOptions,
  type WithSchema,
} from './options.js'
import { Remotes } from './remotes.js'

interface Assembled {
  readonly client: Client<UntypedModel>
  readonly remotes: Remotes<Endpoint, DatabaseSession>
  /** For messages. */
  readonly names: string
}

function assemble(
  remote: string | readonly string[],
  options: ClientOptions | WithSchema<ClientOptions, SchemaLiteral>,
): Assembled {
  const endpoints = parseRemotes(remote)
  const resolved = resolveOptions('schema' in options ? { ...options, database: options.schema.name } : options)
  for (const endpoint of endpoints) if (endpoint.kind === 'ssl') requireTls(endpoint, resolved.tls)
  const names = endpoints.map(({ name }) => name).join(',')
  const remotes = new Remotes<Endpoint, DatabaseSession>({
    remotes: endpoints,
    random: resolved.random,
    open: (endpoint, stop) => openDatabaseSession(endpoint, resolved, stop),
  })
  const connection = new Connection({
    remote: names,
    backoff: resolved.backoff,
    alternatives: endpoints.length > 1,
    establish: (stop) => remotes.open(stop),
  })
  return { client: new Client(connection, resolved), remotes, names }
}

/**
 * Makes a client that connects when it is told to by `start`.
 *
 * @param remote as {@link connect} takes it
 * @throws {InvalidRemoteError} {RangeError} when an option cannot be
 */
export function createClient<const Schema extends SchemaLiteral>(
  remote: string | readonly string[],
  options: WithSchema<ClientOptions, Schema>,
): Client<SchemaModel<Schema>>
export function createClient<Database extends string>(
  remote: string | readonly string[],
  options: ClientOptions<Database>,
): Client<ModelOf<Database>>
export function createClient(
  remote: string | readonly string[],
  options: ClientOptions | WithSchema<ClientOptions, SchemaLiteral>,
): unknown {
  return assemble(remote, options).client
}

/**
 * Makes a client that connects in the background and goes on trying: for programs that outlive their server.
 *
 * @param remote as {@link connect} takes it
 * @throws {InvalidRemoteError} {RangeError} when an option cannot be
 */
export function openClient<const Schema extends SchemaLiteral>(
  remote: string | readonly string[],
  options: WithSchema<ClientOptions, Schema>,
): Client<SchemaModel<Schema>>
export function openClient<Database extends string>(
  remote: string | readonly string[],
  options: ClientOptions<Database>,
): Client<ModelOf<Database>>
export function openClient(
  remote: string | readonly string[],
  options: ClientOptions | WithSchema<ClientOptions, SchemaLiteral>,
): unknown {
  const { client } = assemble(remote, options)
  client.start()
  return client
}

/**
 * Connects to a server. Once connected, the client reconnects by itself.
 *
 * Of several remotes, such as the members of a cluster, one is chosen at random, and when it fails the next, until each
 * has been tried; and so again whenever the connection breaks.
 *
 * @param remote `tcp:HOST:PORT`, `ssl:HOST:PORT`, `unix:PATH`, `ws://HOST:PORT/PATH` or `wss://…`; several with commas between them, or in an array
 * @throws {ConnectError} when the first attempt fails, at every remote; `cause` says why
 * @throws {InvalidRemoteError} {RangeError} when an option cannot be
 * @throws the signal's reason, when aborted
 * @example
 * await using client = await connect('tcp:127.0.0.1:6640', { database: 'Open_vSwitch' })
 * const rows = await client.select('Interface', { columns: ['name', 'external_ids', 'statistics'] })
 */
export async function connect<const Schema extends SchemaLiteral>(
  remote: string | readonly string[],
  options: WithSchema<ConnectOptions, Schema>,
): Promise<Client<SchemaModel<Schema>>>
export async function connect<Database extends string>(
  remote: string | readonly string[],
  options: ConnectOptions<Database>,
): Promise<Client<ModelOf<Database>>>
export async function connect(
  remote: string | readonly string[],
  options: ConnectOptions | WithSchema<ConnectOptions, SchemaLiteral>,
): Promise<unknown> {
  const { signal, timeout = 0 } = resolveCallOptions(options, 0)
  signal?.throwIfAborted()
  const { client, remotes, names } = assemble(remote, options)
  const late = timeout === 0 ? undefined : AbortSignal.timeout(timeout)
  try {
    client.start()
    await firstOutcome(client, [signal, late])
    return client
  } catch (error) {
    const { failures } = remotes
    await client.close()
    if (late === undefined || error !== late.reason) throw error
    const text = [`no connection within ${timeout} ms`, ...failures.map(({ message }) => message)].join('; ')
    throw new ConnectError(names, new AggregateError(failures, text))
  }
}

/** The client is connecting already: what it tells first is how that ended. */
async function firstOutcome(
  client: Pick<Client<never>, 'onStatus'>,
  signals: readonly (AbortSignal | undefined)[],
): Promise<void> {
  const ends: (() => void)[] = []
  try {
    await new Promise<void>((resolve, reject) => {
      ends.push(
        client.onStatus((status) => {
          if (status.state === 'disconnected') reject(status.cause)
          else resolve()
        }),
      )
      for (const signal of signals) {
        const onAbort = () => reject(signal?.reason)
        signal?.addEventListener('abort', onAbort)
        ends.push(() => signal?.removeEventListener('abort', onAbort))
      }
    })
  } finally {
    for (const end of ends) end()
  }
}
