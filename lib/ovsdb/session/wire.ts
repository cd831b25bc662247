/** What a session calls one of its monitors: JSON of its own choosing. */
export type MonitorId = string | number | readonly MonitorId[]

/** Which changes of a table to tell (RFC 7047 section 4.1.5); what is left out is true. */
export interface MonitorSelect {
  readonly initial?: boolean
  readonly insert?: boolean
  readonly delete?: boolean
  readonly modify?: boolean
}

/** `<monitor-request>` of RFC 7047 section 4.1.5. */
export interface MonitorRequest {
  /** Default: every column. */
  readonly columns?: readonly string[]
  readonly select?: MonitorSelect
}

/** `<monitor-cond-request>` of ovsdb-server(7), section 4.1.12. */
export interface MonitorCondRequest extends MonitorRequest {
  /** Only rows that meet *any* of these conditions, where a `transact` wants *all*; `[false]` none. Default: every row. */
  readonly where?: readonly (boolean | readonly [column: string, func: string, value: unknown])[]
}

/** By table. A single request may stand without its array in `monitor`, never in `monitor_cond_change`. */
export type MonitorRequests<Request = MonitorRequest> = Readonly<Record<string, readonly Request[]>>

/** `<row>`: columns and their values, as the wire has them. */
export type WireRow = Readonly<Record<string, unknown>>

/** `<table-updates>` of RFC 7047 section 4.1.6: by table, by UUID. `old` holds the columns that changed. */
export type TableUpdates = Readonly<
  Record<string, Readonly<Record<string, { readonly old?: WireRow; readonly new?: WireRow }>>>
>

/**
 * `<table-updates2>` of ovsdb-server(7), section 4.1.14: by table, by UUID. `initial` and `insert` leave out columns at
 * their default; `modify` has the new value of a column whose max is 1, and otherwise the difference.
 */
export type TableUpdates2 = Readonly<Record<string, Readonly<Record<string, RowUpdate2>>>>

export type RowUpdate2 =
  | { readonly initial: WireRow }
  | { readonly insert: WireRow }
  | { readonly modify: WireRow }
  | { readonly delete: null }

/** What `monitor_cond_since` answers: whether the changes since then were found, the last transaction's id, updates. */
export type MonitorSinceReply = readonly [found: boolean, lastTransactionId: string, updates: TableUpdates2]

/** What of a monitor the server tells, in the order of the wire. */
export type MonitorNotification =
  | { readonly method: 'update'; readonly updates: TableUpdates }
  | { readonly method: 'update2'; readonly updates: TableUpdates2 }
  | { readonly method: 'update3'; readonly lastTransactionId: string; readonly updates: TableUpdates2 }
  /** The monitor is gone, because its database is converted or removed; to sessions that are change-aware only. */
  | { readonly method: 'monitor_canceled' }
