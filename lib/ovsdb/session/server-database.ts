import type { TableUpdates2, WireRow } from './wire.js'

/**
 * What a server says of one of its databases, in the database `_Server` (ovsdb-server(5)).
 *
 * @example
 * const server: ServerDatabase | undefined = client.server
 * console.log(server?.model, server?.leader) // → standalone true
 */
export interface ServerDatabase {
  readonly name: string
  readonly model: 'standalone' | 'clustered' | 'relay'
  /** Whether it is in touch with its cluster, or with the server it relays for. */
  readonly connected: boolean
  /** Whether it leads its cluster; true of a standalone database. */
  readonly leader: boolean
  /** The schema, as JSON text; none before the server has joined its cluster. A standalone server does not renew it. */
  readonly schema: string | undefined
  /** The UUID of the cluster. */
  readonly cid: string | undefined
  /** The UUID of the server within its cluster. */
  readonly sid: string | undefined
  /** Grows with each change of a clustered database: how far this server is. */
  readonly index: number | bigint | undefined
}

/** The `Database` table of `_Server`, as far as a monitor tells of it. */
export class ServerDatabases {
  readonly #rows = new Map<string, WireRow>()

  /** Takes what the monitor tells; what is not of the form is passed over. */
  apply(updates: TableUpdates2): void {
    for (const [uuid, update] of Object.entries(updates?.Database ?? {})) {
      if (typeof update !== 'object' || update === null) continue
      if ('initial' in update) this.#rows.set(uuid, update.initial)
      else if ('insert' in update) this.#rows.set(uuid, update.insert)
      else if ('modify' in update) this.#rows.set(uuid, { ...this.#rows.get(uuid), ...update.modify })
      else this.#rows.delete(uuid)
    }
  }

  get(name: string): ServerDatabase | undefined {
    for (const row of this.#rows.values()) if (row.name === name) return read(row)
    return undefined
  }
}

/** No column of the table has a max beyond 1, so each value told is a whole one. */
function read(row: WireRow): ServerDatabase {
  const { name, model, connected, leader, schema, index } = row
  return {
    name: String(name),
    model: model === 'clustered' || model === 'relay' ? model : 'standalone',
    connected: connected === true,
    leader: leader === true,
    schema: typeof schema === 'string' ? schema : undefined,
    cid: uuid(row.cid),
    sid: uuid(row.sid),
    index: typeof index === 'number' || typeof index === 'bigint' ? index : undefined,
  }
}

function uuid(value: unknown): string | undefined {
  return Array.isArray(value) && value[0] === 'uuid' && typeof value[1] === 'string' ? value[1] : undefined
}
