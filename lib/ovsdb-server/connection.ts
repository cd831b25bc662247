import { RequestRefusedError, Session, stringifyJson, type Transport } from '../jsonrpc/index.js'
import { DatabaseError } from '../ovsdb/value/database-error.js'
import type { Database } from './database.js'
import type { LockClient, Locks } from './locks.js'
import { changeUpdates, initialUpdates } from './monitor.js'
import { parseMonitorRequests } from './monitor-request.js'
import { type RowUpdate, rowUpdate, rowUpdate2 } from './row-update.js'
import { transactWhenReady } from './waiting.js'

type Method = (params: readonly unknown[]) => unknown

/** What the server is to all its clients. */
export interface Served {
  readonly databases: readonly Database[]
  readonly serverId: string
  readonly locks: Locks
  /** Called with each request, to answer it or have it answered by `proceed`. Default: `proceed`. */
  readonly around?: (method: string, params: readonly unknown[], proceed: () => unknown) => unknown
}

interface MonitorDialect {
  readonly notification: 'update' | 'update2'
  readonly conditional: boolean
  readonly update: RowUpdate
}

const MONITOR: MonitorDialect = { notification: 'update', conditional: false, update: rowUpdate }
const MONITOR_COND: MonitorDialect = { notification: 'update2', conditional: true, update: rowUpdate2 }

/**
 * Serves one client: the methods of RFC 7047 section 4.1 but for `cancel`, with `monitor_cond` and
 * `get_server_id` of ovsdb-server(7). Any other method is refused as `unknown method`, which the reference clients take
 * as the word of an old server, and do with these.
 */
export function serveConnection(transport: Transport, { databases, serverId, locks, around }: Served): Session {
  const monitors = new Map<string, () => void>()
  const gone = new AbortController()
  const asker: LockClient = {
    // As an update, not before the reply that it follows.
    notify: (method, params) => queueMicrotask(() => session.notify(method, params)),
  }
  const owns = (lock: string) => locks.isOwner(lock, asker)

  const databaseOf: (params: readonly unknown[]) => Database = ([name]) => {
    const database = databases.find((candidate) => candidate.name === name)
    if (database !== undefined) return database
    throw new DatabaseError('unknown database', `no database named ${name}`)
  }

  const monitor = (params: readonly unknown[], { notification, conditional, update }: MonitorDialect): unknown => {
    const database = databaseOf(params)
    const [, id, requests] = params
    const key = stringifyJson([id])
    if (monitors.has(key)) throw new DatabaseError('syntax error', 'expected a monitor ID not in use', id)
    const monitored = parseMonitorRequests(requests, database.schema, conditional)
    const stop = database.onCommit((changes) => {
      const updates = changeUpdates(monitored, changes, update)
      // As a reply goes out one microtask after its request, so must what follows from it, lest it overtake the reply.
      if (Object.keys(updates).length > 0) queueMicrotask(() => session.notify(notification, [id, updates]))
    })
    monitors.set(key, stop)
    return initialUpdates(monitored, database.tables, update)
  }

  const methods: Readonly<Record<string, Method>> = {
    list_dbs: () => databases.map(({ name }) => name),
    get_schema: (params) => databaseOf(params).schemaJson,
    get_server_id: () => serverId,
    transact: (params) => transactWhenReady(databaseOf(params), params.slice(1), gone.signal, owns),
    monitor: (params) => monitor(params, MONITOR),
    monitor_cond: (params) => monitor(params, MONITOR_COND),
    monitor_cancel: ([id]) => {
      const key = stringifyJson([id])
      const stop = monitors.get(key)
      if (stop === undefined) throw new RequestRefusedError('unknown monitor')
      stop()
      monitors.delete(key)
      return {}
    },
    lock: ([name]) => locks.lock(name, asker),
    steal: ([name]) => locks.steal(name, asker),
    unlock: ([name]) => locks.unlock(name, asker),
  }

  const session = new Session(transport, {
    onRequest: (method, params) => {
      const proceed = () => answer(methods, method, params)
      return around === undefined ? proceed() : around(method, params, proceed)
    },
  })
  void session.closed.then(() => {
    for (const stop of monitors.values()) stop()
    locks.leave(asker)
    gone.abort()
  })
  return session
}

function answer(methods: Readonly<Record<string, Method>>, name: string, params: readonly unknown[]): unknown {
  const method = Object.hasOwn(methods, name) ? methods[name] : undefined
  if (method === undefined) throw new RequestRefusedError('unknown method')
  try {
    return method(params)
  } catch (error) {
    throw error instanceof DatabaseError ? new RequestRefusedError(error.toWire()) : error
  }
}
