import type { AnyRow } from '../../../lib/ovsdb/monitor/change.js'
import type { ColumnSchema, DatabaseSchema } from '../../../lib/ovsdb/schema/types.js'
import { compareAtoms } from '../../../lib/ovsdb/value/atom.js'
import type { Atom, Value } from '../../../lib/ovsdb/value/types.js'

/** The rows to look into: by table and UUID. */
export type Rows = (table: string) => ReadonlyMap<string, AnyRow>

/** A row that another refers to. */
export interface Reference {
  readonly table: string
  readonly uuid: string
}

/** The columns of a table in the order in which the reference prints them; the others are alike. */
const ORDER: Readonly<Record<string, readonly string[]>> = {
  simple: ['i', 'r', 'b', 's', 'u', 'ia', 'ra', 'ba', 'sa', 'ua'],
  simple2: ['name', 'smap', 'imap'],
  simple3: ['name', 'uset', 'uref'],
  simple4: ['name'],
  simple5: ['name', 'irefmap'],
  simple6: ['name', 'weak_ref'],
  link1: ['i', 'k', 'ka', 'l2'],
  link2: ['i', 'l1'],
  indexed: ['i'],
  singleton: ['name'],
}

export const TABLES: readonly string[] = Object.keys(ORDER)

/** The columns that are shown as what the row referred to has in its column i; not in brackets where only one can be. */
const LINKS: readonly string[] = ['k', 'ka', 'l2', 'l1']

/** The content of a row: `i=1 r=2 …`, without those columns that it lacks. References to rows that are not there are left out. */
export function printRow(schema: DatabaseSchema, table: string, row: AnyRow, rows: Rows): string {
  return printColumns(schema, table, row, ORDER[table] ?? [], (column, value) => {
    if (!LINKS.includes(column.name)) return printValue(column, resolved(column, value, rows))
    const { key, max } = column.type
    const targets = atomsOf(value).map((uuid) => rows(key.refTable ?? '').get(String(uuid)))
    const numbers = targets.flatMap((target) => (target === undefined ? [] : [String(target.i)])).sort()
    return max === 1 ? numbers.join(' ') : `[${numbers.join(' ')}]`
  })
}

/** The columns that the reference shows of a row when it notifies: references as they are. */
export function printNotified(schema: DatabaseSchema, table: string, row: AnyRow): string {
  return printColumns(schema, table, row, [...(ORDER.simple ?? []), 'l2', 'l1'], printValue)
}

function printColumns(
  schema: DatabaseSchema,
  table: string,
  row: AnyRow,
  names: readonly string[],
  print: (column: ColumnSchema, value: Value) => string,
): string {
  const columns = names.flatMap((name) => (Object.hasOwn(row, name) ? columnOf(schema, table, name) : []))
  return columns.map((column) => `${column.name}=${print(column, row[column.name])}`).join(' ')
}

/** The UUIDs in the columns of a row that refer to rows, each with the table that it points into. */
export function referencesOf(schema: DatabaseSchema, table: string, row: AnyRow): readonly Reference[] {
  return Object.entries(row).flatMap(([name, value]) => {
    const refTable = schema.tables.get(table)?.columns.get(name)?.type.key.refTable
    return refTable === undefined ? [] : atomsOf(value).map((uuid) => ({ table: refTable, uuid: String(uuid) }))
  })
}

function resolved({ type }: ColumnSchema, value: Value, rows: Rows): Value {
  const { refTable } = type.key
  if (refTable === undefined || !Array.isArray(value)) return value
  return value.filter((uuid) => rows(refTable).has(String(uuid)))
}

function printValue({ type }: ColumnSchema, value: Value): string {
  if (value instanceof Map) {
    const pairs = [...value].sort(([a], [b]) => compareAtoms(a, b))
    return `[${pairs.map(([key, one]) => `(${key} ${one})`).join(' ')}]`
  }
  const atoms = [...atomsOf(value)].sort(compareAtoms).map(String)
  return type.min === 1 && type.max === 1 ? atoms.join(' ') : `[${atoms.join(' ')}]`
}

function atomsOf(value: Value): readonly Atom[] {
  if (value === undefined || value instanceof Map) return []
  return Array.isArray(value) ? value : [value as Atom]
}

function columnOf(schema: DatabaseSchema, table: string, name: string): ColumnSchema | [] {
  return schema.tables.get(table)?.columns.get(name) ?? []
}
