import { onAbort } from '../../jsonrpc/index.js'
import type { PrepareDial } from '../dialler.js'
import { parseRemotes } from '../endpoint.js'
import { ConnectError } from '../errors.js'
import type { ModelOf, UntypedModel } from '../model.js'
import type { SchemaLiteral, SchemaModel } from '../schema/schema-model.js'
import { Client } from './client.js'
import { Connection } from './connection.js'
import type { DatabaseSession } from './database-session.js'
import { openDatabaseSession, type Remote } from './handshake.js'
import {
  type ClientOptions,
  type ConnectOptions,
  resolveCallOptions,
  resolveOptions,
  type WithSchema,
  withDatabase,
} from './options.js'
import { Remotes } from './remotes.js'
import { ServerChoice } from './server-choice.js'

/** How clients are made; those of a platform dial in its way. */
export interface ClientFunctions {
  /** Makes a client that connects when it is told to by `start`. */
  createClient<const Schema extends SchemaLiteral>(
    remote: string | readonly string[],
    options: WithSchema<ClientOptions, Schema>,
  ): Client<SchemaModel<Schema>>
  createClient<Database extends string>(
    remote: string | readonly string[],
    options: ClientOptions<Database>,
  ): Client<ModelOf<Database>>
  /** Makes a client that connects in the background and goes on trying. */
  openClient<const Schema extends SchemaLiteral>(
    remote: string | readonly string[],
    options: WithSchema<ClientOptions, Schema>,
  ): Client<SchemaModel<Schema>>
  openClient<Database extends string>(
    remote: string | readonly string[],
    options: ClientOptions<Database>,
  ): Client<ModelOf<Database>>
  /** Connects to a server. Once connected, the client reconnects by itself. */
  connect<const Schema extends SchemaLiteral>(
    remote: string | readonly string[],
    options: WithSchema<ConnectOptions, Schema>,
  ): Promise<Client<SchemaModel<Schema>>>
  connect<Database extends string>(
    remote: string | readonly string[],
    options: ConnectOptions<Database>,
  ): Promise<Client<ModelOf<Database>>>
}

export type AnyOptions = ClientOptions | WithSchema<ClientOptions, SchemaLiteral>

/** The functions for a platform that dials like that. */
export function clientFunctions(prepareDial: PrepareDial): ClientFunctions {
  const createClient = (remote: string | readonly string[], options: AnyOptions): unknown =>
    assemble(serversOf(prepareDial, remote, options), options).client
  const openClient = (remote: string | readonly string[], options: AnyOptions): unknown => {
    const { client } = assemble(serversOf(prepareDial, remote, options), options)
    client.start()
    return client
  }
  const connect = (remote: string | readonly string[], options: AnyOptions): Promise<unknown> =>
    connectWithin(prepareDial, remote, options)
  return { createClient, openClient, connect } as ClientFunctions
}

async function connectWithin(
  prepareDial: PrepareDial,
  remote: string | readonly string[],
  options: ConnectOptions | WithSchema<ConnectOptions, SchemaLiteral>,
): Promise<Client<UntypedModel>> {
  const servers = serversOf(prepareDial, remote, options)
  const { signal, timeout = 0 } = resolveCallOptions(options, 0)
  signal?.throwIfAborted()
  const { client, remotes, names } = assemble(servers, options)
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

interface Assembled {
  readonly client: Client<UntypedModel>
  readonly remotes: Remotes<Remote, DatabaseSession>
  /** For messages. */
  readonly names: string
}

function serversOf(
  prepareDial: PrepareDial,
  remote: string | readonly string[],
  options: AnyOptions,
): readonly Remote[] {
  const endpoints = parseRemotes(remote)
  const dialOptions = withDatabase(options)
  return endpoints.map((endpoint) => ({ ...endpoint, dial: prepareDial(endpoint, dialOptions) }))
}

/** Makes the client of these servers, at least one. */
export function assemble(servers: readonly Remote[], options: AnyOptions, reconnects = true): Assembled {
  const resolved = resolveOptions(withDatabase(options))
  const names = servers.map(({ name }) => name).join(',')
  const choice = new ServerChoice(resolved)
  const remotes = new Remotes<Remote, DatabaseSession>({
    remotes: servers,
    random: resolved.random,
    open: (server, stop) => openDatabaseSession(server, resolved, choice, stop),
  })
  const connection = new Connection({
    remote: names,
    backoff: resolved.backoff,
    servers: servers.length,
    reconnects,
    establish: (stop) => remotes.open(stop),
  })
  if (resolved.hooks.onStatus !== undefined) connection.onStatus((status) => resolved.hooks.onStatus?.(status))
  return { client: new Client(connection, choice, resolved), remotes, names }
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
        ends.push(onAbort(signal, () => reject(signal?.reason)))
      }
    })
  } finally {
    for (const end of ends) end()
  }
}
