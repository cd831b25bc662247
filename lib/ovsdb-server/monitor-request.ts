import type { DatabaseSchema, TableSchema } from '../ovsdb/index.js'
import { type Condition, parseCondition } from '../ovsdb/row/condition.js'
import { DatabaseError } from '../ovsdb/value/database-error.js'
import { arrayMember, type Members, members, parseColumns } from './operation-members.js'

/** Why a row is reported (RFC 7047 section 4.1.5 `<monitor-select>`). */
export type RowEvent = 'initial' | 'insert' | 'delete' | 'modify'

export interface MonitorRequest {
  readonly columns: readonly string[]
  readonly events: ReadonlySet<RowEvent>
}

/** What a monitor wants of one table. */
export interface MonitoredTable {
  readonly table: TableSchema
  readonly requests: readonly MonitorRequest[]
  /** Rows that fulfil one of these belong to the monitor. */
  readonly where: readonly Condition[]
}

const EVENTS: readonly RowEvent[] = ['initial', 'insert', 'delete', 'modify']

/**
 * Reads `<monitor-requests>`: by table, one request or several (RFC 7047 section 4.1.5), for `monitor_cond` with a
 * `where` (ovsdb-server(7), section 4.1.12), whose conditions are joined by OR.
 *
 * @throws {DatabaseError} `syntax error`, `unknown column` …
 */
export function parseMonitorRequests(
  json: unknown,
  schema: DatabaseSchema,
  conditional: boolean,
): readonly MonitoredTable[] {
  return Object.entries(members(json, 'monitor requests')).map(([name, value]) => {
    const table = schema.tables.get(name)
    if (table === undefined) throw new DatabaseError('syntax error', `no table named ${name}`)
    const requests = (Array.isArray(value) ? value : [value]).map((request) => members(request, 'a monitor request'))
    const parsed = requests.map((request) => parseRequest(request, table))
    parseColumns(
      parsed.flatMap(({ columns }) => columns),
      table,
    )
    const where = conditional ? requests.flatMap((request) => parseWhere(request, table)) : [true]
    return { table, requests: parsed, where }
  })
}

function parseRequest(request: Members, table: TableSchema): MonitorRequest {
  const columns =
    request.columns === undefined
      ? [...table.columns.keys()].filter((name) => name !== '_uuid')
      : parseColumns(arrayMember(request, 'columns'), table)
  const select = request.select === undefined ? {} : members(request.select, '"select"')
  return { columns, events: new Set(EVENTS.filter((event) => select[event] !== false)) }
}

function parseWhere(request: Members, table: TableSchema): readonly Condition[] {
  const clauses = request.where === undefined ? [] : arrayMember(request, 'where')
  if (clauses.length === 0) return [true]
  return clauses.map((clause) => parseCondition(clause, table))
}
