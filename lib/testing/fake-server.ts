import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { RequestRefusedError, type Session, type Transport } from '../jsonrpc/index.js'
import { listenSocket } from '../jsonrpc/node/index.js'
import { serveConnection } from '../ovsdb-server/connection.js'
import { Database, Locks } from '../ovsdb-server/index.js'
import { type FakeRequest, Requests } from './requests.js'

/**
 * A request that waits for its answer.
 *
 * @example
 * await using server = await startFakeServer({ schema })
 * server.answer((call: FakeCall) => (call.connection === 1 ? call.cut() : call.proceed()))
 */
export interface FakeCall extends FakeRequest {
  /** What the database answers: its result. @throws what it refuses */
  proceed(): unknown
  /** Ends the connection that the request came on, without an answer. */
  cut(): void
}

/**
 * What the server is to begin with.
 *
 * @example
 * const options: FakeServerOptions = { schema, rows: { Animal: [{ name: 'panda' }] } }
 * await using server = await startFakeServer(options)
 */
export interface FakeServerOptions {
  /** The database's schema, in the form RFC 7047 section 3.2 gives it, or the text of an `.ovsschema` file. */
  readonly schema: object | string
  /**
   * The rows to begin with, by table, their values in the form RFC 7047 section 5.1 gives them (`['map', [['k', 'v']]]`).
   * A row may have a member `uuid-name`, by which others refer to it.
   */
  readonly rows?: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>
  /**
   * Answers a request in the database's place: returns the result or a promise of it, or throws a
   * `RequestRefusedError`; of any other error the client is told the message, as an `internal error`. Default:
   * `(call) => call.proceed()`. `echo` is always answered at once.
   */
  readonly answer?: (call: FakeCall) => unknown
}

/**
 * An OVSDB server for tests: it speaks the real protocol on a port of 127.0.0.1, executes transactions, waits and
 * monitors on a database in memory, has locks, and does what a test needs and a real server does not do.
 *
 * @example
 * import { connect } from 'ovsdb-exporter'
 *
 * await using server = await startFakeServer({ schema })
 * await using client = await connect(server.remote, { database: 'Zoo' })
 * server.transact([{ op: 'insert', table: 'Animal', row: { name: 'panda' } }])
 * console.log(await client.select('Animal', { columns: ['name'] })) // → [ { name: 'panda' } ]
 * const { params } = await server.received('transact')
 * console.log(params[0]) // → Zoo
 */
export interface FakeServer extends AsyncDisposable {
  /** Where it listens: `tcp:127.0.0.1:PORT`. */
  readonly remote: string
  /** Every request received so far but `echo`, in order, of all connections. */
  readonly requests: readonly FakeRequest[]
  /** Connections now open. */
  readonly connections: number
  /** The next request of that method that was not told by this function before; waits for it. */
  received(method: string): Promise<FakeRequest>
  /** Answers what comes from now on otherwise; without an argument, the database does. */
  answer(answer?: FakeServerOptions['answer']): void
  /**
   * Changes the database as another client would; monitors are told.
   *
   * @param operations in the form RFC 7047 section 5.2 gives them
   * @returns one result each
   * @throws when one of them fails
   */
  transact(operations: readonly object[]): readonly unknown[]
  /** Sends a notification to every client. */
  notify(method: string, params: readonly unknown[]): void
  /** Cuts every connection; clients may come back. */
  cut(): void
  /** Cuts every connection and stops listening. */
  close(): Promise<void>
}

/**
 * Starts it.
 *
 * @throws when the schema is none, or a row does not fit the schema
 * @example
 * import { setTimeout } from 'node:timers/promises'
 *
 * await using server = await startFakeServer({ schema, rows: { Animal: [{ name: 'panda' }] } })
 * server.answer(async (call) => {
 *   if (call.method === 'transact') await setTimeout(100) // slow
 *   return call.proceed()
 * })
 */
export async function startFakeServer({ schema, rows = {}, answer }: FakeServerOptions): Promise<FakeServer> {
  const database = new Database(schema)
  fill(database, rows)
  const clients = new Map<Transport, Session>()
  const requests = new Requests()
  const locks = new Locks()
  let answering = answer
  let connections = 0
  const server = await listenSocket({ host: '127.0.0.1', port: 0 }, (transport) => {
    const connection = ++connections
    const served = {
      databases: [database],
      serverId: '00000000-0000-4000-8000-000000000000',
      locks,
      around: (method: string, params: readonly unknown[], proceed: () => unknown) => {
        const request = { method, params, connection }
        requests.add(request)
        return answering === undefined
          ? proceed()
          : answered(answering, { ...request, proceed, cut: () => transport.destroy() })
      },
    }
    const session = serveConnection(transport, served)
    clients.set(transport, session)
    void session.closed.then(() => clients.delete(transport))
  })
  const cut = () => {
    for (const transport of clients.keys()) transport.destroy()
  }
  const close = async () => {
    if (!server.listening) return
    const closed = once(server, 'close')
    server.close()
    cut()
    requests.end()
    await closed
  }
  return {
    remote: `tcp:127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests: requests.all,
    get connections() {
      return clients.size
    },
    received: (method) => requests.next(method),
    answer: (given) => {
      answering = given
    },
    transact: (operations) => resultsOf(database, operations),
    notify: (method, params) => {
      for (const session of clients.values()) session.notify(method, params)
    },
    cut,
    close,
    [Symbol.asyncDispose]: close,
  }
}

/** A mistake in a test's own answer is told to the test, by what its client throws. */
async function answered(answer: NonNullable<FakeServerOptions['answer']>, call: FakeCall): Promise<unknown> {
  try {
    return await answer(call)
  } catch (error) {
    if (error instanceof RequestRefusedError) throw error
    throw new RequestRefusedError({ error: 'internal error', details: `${error}` })
  }
}

function fill(database: Database, rows: NonNullable<FakeServerOptions['rows']>): void {
  const operations = Object.entries(rows).flatMap(([table, inTable]) =>
    inTable.map(({ 'uuid-name': name, ...row }) => ({
      op: 'insert',
      table,
      row,
      ...(name !== undefined && { 'uuid-name': name }),
    })),
  )
  if (operations.length > 0) resultsOf(database, operations)
}

function resultsOf(database: Database, operations: readonly object[]): readonly unknown[] {
  const { kind, results } = database.transact(operations)
  if (kind === 'done') return results
  const index = results.findIndex((result) => result !== null && typeof result === 'object' && 'error' in result)
  const where = index < operations.length ? JSON.stringify(operations[index]) : 'the commit'
  throw new Error(`expected a transaction that succeeds, got ${JSON.stringify(results[index])} for ${where}`)
}
