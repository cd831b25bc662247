/**
 * What a session calls one of its monitors: JSON of its own choosing.
 *
 * @example
 * const id: MonitorId = ['my-program', 1]
 * console.log(Object.keys(await session.monitorCond('Open_vSwitch', id, { Bridge: [{}] }))) // → [ 'Bridge' ]
 */
export type MonitorId = string | number | readonly MonitorId[]

/**
 * Which changes of a table to tell (RFC 7047 section 4.1.5); what is left out is true.
 *
 * @example
 * const additions: MonitorSelect = { initial: false, modify: false, delete: false }
 * console.log(await session.monitor('Open_vSwitch', 'new', { Bridge: [{ columns: ['name'], select: additions }] })) // → {}
 */
export interface MonitorSelect {
  readonly initial?: boolean
  readonly insert?: boolean
  readonly delete?: boolean
  readonly modify?: boolean
}

/**
 * `<monitor-request>` of RFC 7047 section 4.1.5.
 *
 * @example
 * const request: MonitorRequest = { columns: ['name', 'ports'] }
 * await session.monitor('Open_vSwitch', 'bridges', { Bridge: [request] })
 */
export interface MonitorRequest {
  /** Default: every column. */
  readonly columns?: readonly string[]
  readonly select?: MonitorSelect
}

/**
 * `<monitor-cond-request>` of ovsdb-server(7), section 4.1.12.
 *
 * @example
 * const request: MonitorCondRequest = { columns: ['name'], where: [['name', '==', 'contivVlanBridge']] }
 * const { Bridge = {} } = await session.monitorCond('Open_vSwitch', 'one', { Bridge: [request] })
 * console.log(Object.values(Bridge)) // → [ { initial: { name: 'contivVlanBridge' } } ]
 */
export interface MonitorCondRequest extends MonitorRequest {
  /** Only rows that meet *any* of these conditions, where a `transact` wants *all*; `[false]` none. Default: every row. */
  readonly where?: readonly (boolean | readonly [column: string, func: string, value: unknown])[]
}

/**
 * By table. A single request may stand without its array in `monitor`, never in `monitor_cond_change`.
 *
 * @example
 * const requests: MonitorRequests = { Bridge: [{ columns: ['name'] }], Port: [{ columns: ['name', 'tag'] }] }
 * await session.monitor('Open_vSwitch', 'both', requests)
 */
export type MonitorRequests<Request = MonitorRequest> = Readonly<Record<string, readonly Request[]>>

/**
 * `<row>`: columns and their values, as the wire has them.
 *
 * @example
 * const row: WireRow = { name: 'eth0', tag: ['set', []], external_ids: ['map', [['owner', 'me']]] }
 */
export type WireRow = Readonly<Record<string, unknown>>

/**
 * `<table-updates>` of RFC 7047 section 4.1.6: by table, by UUID. `old` holds the columns that changed.
 *
 * @example
 * const updates: TableUpdates = await session.monitor('Open_vSwitch', 'bridges', { Bridge: [{ columns: ['name'] }] })
 * for (const [uuid, { new: row }] of Object.entries(updates.Bridge ?? {})) console.log(uuid, row)
 */
export type TableUpdates = Readonly<
  Record<string, Readonly<Record<string, { readonly old?: WireRow; readonly new?: WireRow }>>>
>

/**
 * `<table-updates2>` of ovsdb-server(7), section 4.1.14: by table, by UUID. `initial` and `insert` leave out columns at
 * their default; `modify` has the new value of a column whose max is 1, and otherwise the difference.
 *
 * @example
 * const updates: TableUpdates2 = await session.monitorCond('Open_vSwitch', 'bridges', { Bridge: [{ columns: ['name'] }] })
 * for (const [uuid, update] of Object.entries(updates.Bridge ?? {})) if ('initial' in update) console.log(uuid, update.initial)
 */
export type TableUpdates2 = Readonly<Record<string, Readonly<Record<string, RowUpdate2>>>>

/**
 * What became of one row, as `update2` and `update3` tell it.
 *
 * @example
 * function kindOf(update: RowUpdate2): string {
 *   return Object.keys(update)[0] ?? ''
 * }
 * console.log(kindOf({ delete: null })) // → delete
 */
export type RowUpdate2 =
  | { readonly initial: WireRow }
  | { readonly insert: WireRow }
  | { readonly modify: WireRow }
  | { readonly delete: null }

/**
 * What `monitor_cond_since` answers: whether the changes since then were found, the last transaction's id, updates.
 *
 * @example
 * const requests = { Bridge: [{ columns: ['name'] }] }
 * const reply: MonitorSinceReply = await session.monitorCondSince('Open_vSwitch', 'all', requests, NO_TRANSACTION)
 * console.log(Object.keys(reply[2])) // → [ 'Bridge' ]
 */
export type MonitorSinceReply = readonly [found: boolean, lastTransactionId: string, updates: TableUpdates2]

/**
 * What of a monitor the server tells, in the order of the wire.
 *
 * @example
 * session.onMonitor('bridges', (told: MonitorNotification) => {
 *   if (told.method === 'update2') console.log(Object.keys(told.updates))
 * })
 */
export type MonitorNotification =
  | { readonly method: 'update'; readonly updates: TableUpdates }
  | { readonly method: 'update2'; readonly updates: TableUpdates2 }
  | { readonly method: 'update3'; readonly lastTransactionId: string; readonly updates: TableUpdates2 }
  /** The monitor is gone, because its database is converted or removed; to sessions that are change-aware only. */
  | { readonly method: 'monitor_canceled' }
