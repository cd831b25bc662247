import { type DatabaseSchema, parseSchema, type TableSchema } from '../ovsdb/index.js'
import { completeRow, parseRow, type Row } from '../ovsdb/row/row.js'
import { applyDiff } from '../ovsdb/value/diff.js'
import { formatRecord, parseRecords } from './database-file.js'
import { UsageError } from './errors.js'

/** Rows by table and UUID. */
export type Rows = ReadonlyMap<string, ReadonlyMap<string, Row>>

export interface Snapshot {
  readonly schema: DatabaseSchema
  readonly rows: Rows
}

/** The columns that survive a restart of the server. */
export function persistentColumns({ columns }: TableSchema): readonly string[] {
  return [...columns.values()]
    .filter(({ name, ephemeral }) => !name.startsWith('_') && !ephemeral)
    .map(({ name }) => name)
}

/**
 * Writes a database as the file of a standalone one.
 *
 * @param schema as `get_schema` told it
 * @param rows of each table, as `select` told them, with their `_uuid`
 * @param date in milliseconds since 1970
 */
export function formatSnapshot(
  schema: unknown,
  rows: ReadonlyMap<string, readonly Readonly<Record<string, unknown>>[]>,
  date: number,
): string {
  const tables = [...rows]
    .filter(([, inTable]) => inTable.length > 0)
    .map(([name, inTable]) => [name, Object.fromEntries(inTable.map(({ _uuid, ...row }) => [uuidOf(_uuid), row]))])
  const transaction = { ...Object.fromEntries(tables), _date: date, _comment: 'produced by "ovsdb backup"' }
  return formatRecord(schema) + formatRecord(transaction)
}

/**
 * Reads the file of a standalone database: its schema, and what its transactions come to.
 *
 * @throws {UsageError} when it is none, or damaged
 */
export function parseSnapshot(file: Uint8Array): Snapshot {
  try {
    return snapshotOf(file)
  } catch (cause) {
    if (cause instanceof UsageError) throw cause
    throw new UsageError(`expected a standalone database's file: ${(cause as Error).message}`, { cause })
  }
}

function snapshotOf(file: Uint8Array): Snapshot {
  const [first, ...transactions] = parseRecords(file)
  if (first === undefined) throw new UsageError("expected a standalone database's file, got nothing")
  const schema = parseSchema(first)
  const rows = new Map([...schema.tables.keys()].map((name) => [name, new Map<string, Row>()]))
  for (const transaction of transactions as readonly Readonly<Record<string, unknown>>[]) {
    for (const [name, changes] of Object.entries(transaction)) {
      const table = schema.tables.get(name)
      const held = rows.get(name)
      if (table === undefined || held === undefined) continue // _date and its like
      for (const [uuid, change] of Object.entries(changes as object)) {
        const old = held.get(uuid)
        if (change === null) held.delete(uuid)
        else if (old === undefined) held.set(uuid, completeRow(parseRow(change, table), table))
        else held.set(uuid, changed(old, change, table, transaction._is_diff === true))
      }
    }
  }
  return { schema, rows }
}

/** A row that is there is given its new values, or in files of Open vSwitch 2.15 and later the differences. */
function changed(old: Row, change: unknown, table: TableSchema, isDiff: boolean): Row {
  if (!isDiff) return new Map([...old, ...parseRow(change, table)])
  const row = new Map(old)
  for (const [name, difference] of parseRow(change, unlimited(table))) {
    const type = table.columns.get(name)?.type
    const before = old.get(name)
    if (type !== undefined && before !== undefined) row.set(name, applyDiff(before, difference, type))
  }
  return row
}

/** A difference may have fewer elements than the column, or more. */
function unlimited(table: TableSchema): TableSchema {
  const columns = [...table.columns].map(([name, column]) => {
    const { type } = column
    const wide = type.max === 1 ? type : { ...type, min: 0 as const, max: Number.POSITIVE_INFINITY }
    return [name, { ...column, type: wide }] as const
  })
  return { ...table, columns: new Map(columns) }
}

function uuidOf(wire: unknown): string {
  return String((wire as readonly unknown[])[1])
}
