import type { Atom, Integer } from '../value/types.js'

/**
 * A database schema (RFC 7047 section 3.2), parsed: defaults filled in, lookups as maps.
 *
 * @example
 * const { name, tables }: DatabaseSchema = client.schema
 * console.log(name, tables.size) // → Open_vSwitch 19
 */
export interface DatabaseSchema {
  readonly name: string
  /** Such as `8.4.0`; absent before Open vSwitch 1.1. */
  readonly version: string | undefined
  readonly checksum: string | undefined
  readonly tables: ReadonlyMap<string, TableSchema>
}

/**
 * A table of a schema (RFC 7047 section 3.2 `<table-schema>`).
 *
 * @example
 * const bridge: TableSchema | undefined = client.schema.tables.get('Bridge')
 * console.log(bridge?.isRoot, bridge?.indexes) // → false [ [ 'name' ] ]
 */
export interface TableSchema {
  readonly name: string
  /** The columns, `_uuid` and `_version` included. */
  readonly columns: ReadonlyMap<string, ColumnSchema>
  readonly maxRows: number | undefined
  /** Whether its rows stay when no other row refers to them. */
  readonly isRoot: boolean
  /** Whether rows can be inserted, changed and deleted; an extension of Open vSwitch. */
  readonly mutable: boolean
  /** Sets of columns whose values no two rows share. */
  readonly indexes: readonly (readonly string[])[]
}

/**
 * A column of a table (RFC 7047 section 3.2 `<column-schema>`).
 *
 * @example
 * const statistics: ColumnSchema | undefined = client.schema.tables.get('Interface')?.columns.get('statistics')
 * console.log(statistics?.ephemeral) // → true
 */
export interface ColumnSchema {
  readonly name: string
  readonly type: ColumnType
  readonly ephemeral: boolean
  readonly mutable: boolean
}

/**
 * A column holds from `min` to `max` keys; with a `value` each key maps to one.
 *
 * @example
 * function isMap({ value }: ColumnType): boolean {
 *   return value !== undefined
 * }
 * const columns = client.schema.tables.get('Port')?.columns.values() ?? []
 * console.log([...columns].filter(({ type }) => isMap(type)).map(({ name }) => name).sort()[0]) // → external_ids
 */
export interface ColumnType {
  readonly key: BaseType
  readonly value: BaseType | undefined
  readonly min: 0 | 1
  readonly max: number
}

/**
 * The type of one value (RFC 7047 section 3.2 `<atomic-type>`).
 *
 * @example
 * const type: AtomicType | undefined = client.schema.tables.get('Port')?.columns.get('tag')?.type.key.type
 * console.log(type) // → integer
 */
export type AtomicType = 'integer' | 'real' | 'boolean' | 'string' | 'uuid'

/**
 * The type of a key or a value, with the constraints on it (RFC 7047 section 3.2 `<base-type>`).
 *
 * @example
 * const tag: BaseType | undefined = client.schema.tables.get('Port')?.columns.get('tag')?.type.key
 * console.log(tag?.minInteger, tag?.maxInteger) // → 0 4095
 */
export interface BaseType {
  readonly type: AtomicType
  /** The values allowed, decoded. */
  readonly enum: readonly Atom[] | undefined
  readonly minInteger: Integer | undefined
  readonly maxInteger: Integer | undefined
  readonly minReal: number | undefined
  readonly maxReal: number | undefined
  /** In Unicode characters. */
  readonly minLength: number | undefined
  readonly maxLength: number | undefined
  /** The table that a UUID points into. */
  readonly refTable: string | undefined
  readonly refType: 'strong' | 'weak' | undefined
}

/** How a column's value appears in a program. */
export type Shape =
  | { readonly kind: 'scalar' | 'optional' | 'set'; readonly key: BaseType }
  | { readonly kind: 'map'; readonly key: BaseType; readonly value: BaseType }

export function shapeOf({ key, value, min, max }: ColumnType): Shape {
  if (value !== undefined) return { kind: 'map', key, value }
  if (max !== 1) return { kind: 'set', key }
  return { kind: min === 1 ? 'scalar' : 'optional', key }
}

/** The type of one value of an atomic type, without constraints. */
export function plainType(type: AtomicType): ColumnType {
  const key = {
    type,
    enum: undefined,
    minInteger: undefined,
    maxInteger: undefined,
    minReal: undefined,
    maxReal: undefined,
    minLength: undefined,
    maxLength: undefined,
    refTable: undefined,
    refType: undefined,
  }
  return { key, value: undefined, min: 1, max: 1 }
}
