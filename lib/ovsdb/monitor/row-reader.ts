import { InvalidUpdateError } from '../errors.js'
import { wantedColumns } from '../operation/wanted-columns.js'
import type { ColumnType, DatabaseSchema, TableSchema } from '../schema/types.js'
import { compareAtoms } from '../value/atom.js'
import type { DatabaseError } from '../value/database-error.js'
import { type Datum, defaultDatum, single } from '../value/datum.js'
import { type ValueDecoder, valueDecoder } from '../value/decode.js'
import { applyDiff } from '../value/diff.js'
import type { Atom, Value } from '../value/types.js'
import type { AnyRow } from './change.js'

interface MonitoredColumn {
  readonly type: ColumnType
  readonly decode: ValueDecoder
  readonly initial: Value
}

/** Reads the rows of one monitored table: of the columns asked for those that the server's schema has. */
export class RowReader {
  readonly table: string
  /** The columns to ask the server for. `_uuid` is none of them, it stands before each row. */
  readonly columns: readonly string[]
  /** The schema's indexes of which every column is asked for. */
  readonly indexes: readonly (readonly string[])[]
  readonly #asked: readonly string[]
  readonly #monitored: ReadonlyMap<string, MonitoredColumn>

  /**
   * @param asked the columns of a row, in this order; those that the schema may lack with a trailing `?`
   * @throws {UnknownColumnError}
   */
  constructor(schema: TableSchema, asked: readonly string[]) {
    this.table = schema.name
    const wanted = wantedColumns(schema, asked)
    this.#asked = wanted.map(({ name }) => name)
    this.#monitored = new Map(
      wanted.flatMap(({ name, column }) => {
        if (column === undefined || name === '_uuid') return []
        const initial = toValue(defaultDatum(column.type), column.type)
        return [[name, { type: column.type, decode: valueDecoder(schema.name, column), initial }]]
      }),
    )
    this.columns = [...this.#monitored.keys()]
    this.indexes = schema.indexes.filter((index) => index.every((name) => this.#asked.includes(name)))
  }

  /**
   * Reads the columns that a `<row>` mentions.
   *
   * @throws {InvalidUpdateError} when it is no row, or mentions a column nobody asked for {InvalidValueError}
   */
  read(json: unknown): AnyRow {
    if (typeof json !== 'object' || json === null || Array.isArray(json)) {
      throw new InvalidUpdateError(this.table, 'a row as an object', json)
    }
    const row: Record<string, Value> = {}
    for (const [name, wire] of Object.entries(json)) {
      const column = this.#monitored.get(name)
      if (column === undefined) {
        throw new InvalidUpdateError(this.table, `only the columns ${this.columns.join(', ')}`, name)
      }
      row[name] = frozen(column.decode(wire))
    }
    return Object.freeze(row)
  }

  /** The row of which all columns are told. @throws {InvalidUpdateError} when one is not */
  whole(uuid: string, told: AnyRow): AnyRow {
    const lacking = this.columns.find((name) => !Object.hasOwn(told, name))
    if (lacking !== undefined) throw new InvalidUpdateError(`${this.table} ${uuid}`, `column ${lacking}`, told)
    return this.complete(uuid, told)
  }

  /** The row of which only the columns that are not at their default (RFC 7047 section 5.2.1) are told. */
  complete(uuid: string, told: AnyRow): AnyRow {
    const row: Record<string, Value> = {}
    for (const name of this.#asked) {
      if (name === '_uuid') row[name] = uuid
      else row[name] = Object.hasOwn(told, name) ? told[name] : this.#monitored.get(name)?.initial
    }
    return Object.freeze(row)
  }

  /**
   * The row that a `modify` of `update2` makes of the one held: a column's difference where its max exceeds 1, else its
   * new value.
   *
   * @throws {InvalidUpdateError} when a column would hold too few or too many elements
   */
  patch(uuid: string, held: AnyRow, differences: AnyRow): AnyRow {
    const row: Record<string, Value> = { ...held }
    for (const [name, difference] of Object.entries(differences)) {
      const { type } = this.#monitored.get(name) as MonitoredColumn
      row[name] = type.max === 1 ? difference : this.#patchValue(`${uuid} ${name}`, held[name], difference, type)
    }
    return Object.freeze(row)
  }

  #patchValue(path: string, held: Value, difference: Value, type: ColumnType): Value {
    try {
      return toValue(applyDiff(toDatum(held), toDatum(difference), type), type)
    } catch (cause) {
      const { message } = cause as DatabaseError
      throw new InvalidUpdateError(`${this.table} ${path}`, `a difference that fits (${message})`, difference, {
        cause,
      })
    }
  }
}

/**
 * The readers of the tables that the server's schema has.
 *
 * @param columns those wanted of each table
 * @throws {UnknownColumnError}
 */
export function rowReaders(
  schema: DatabaseSchema,
  columns: Readonly<Record<string, readonly string[] | undefined>>,
): ReadonlyMap<string, RowReader> {
  const readers = new Map<string, RowReader>()
  for (const [name, wanted] of Object.entries(columns)) {
    const table = schema.tables.get(name)
    if (table !== undefined && wanted !== undefined) readers.set(name, new RowReader(table, wanted))
  }
  return readers
}

function toDatum(value: Value): Datum {
  if (value instanceof Map) return value
  return new Map((value as readonly Atom[]).map((atom) => [atom, undefined]))
}

/** In order, as a server sends it: what was told in steps equals what is told at once. */
function toValue(datum: Datum, { value, max }: ColumnType): Value {
  if (value === undefined && max === 1) return single(datum)
  const sorted = [...datum].sort(([a], [b]) => compareAtoms(a, b))
  return value === undefined ? Object.freeze(sorted.map(([k]) => k)) : new Map(sorted as [Atom, Atom][])
}

function frozen(value: Value): Value {
  return Array.isArray(value) ? Object.freeze(value) : value
}
