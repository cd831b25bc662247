import type { Integer } from '../value/types.js'

/** A database schema (RFC 7047 section 3.2), parsed: defaults filled in, lookups as maps. */
export interface DatabaseSchema {
  readonly name: string
  /** Such as `8.4.0`; absent before Open vSwitch 1.1. */
  readonly version: string | undefined
  readonly checksum: string | undefined
  readonly tables: ReadonlyMap<string, TableSchema>
}

export interface TableSchema {
  readonly name: string
  /** The columns, `_uuid` and `_version` included. */
  readonly columns: ReadonlyMap<string, ColumnSchema>
  readonly maxRows: Integer | undefined
  readonly isRoot: boolean
  readonly indexes: readonly (readonly string[])[]
}

export interface ColumnSchema {
  readonly name: string
  readonly type: ColumnType
  readonly ephemeral: boolean
  readonly mutable: boolean
}

/** A column holds from `min` to `max` keys; with a `value` each key maps to one. */
export interface ColumnType {
  readonly key: BaseType
  readonly value: BaseType | undefined
  readonly min: 0 | 1
  readonly max: number
}

export type AtomicType = 'integer' | 'real' | 'boolean' | 'string' | 'uuid'

export interface BaseType {
  readonly type: AtomicType
  readonly enum: readonly unknown[] | undefined
  readonly minInteger: Integer | undefined
  readonly maxInteger: Integer | undefined
  readonly minReal: number | undefined
  readonly maxReal: number | undefined
  readonly minLength: number | undefined
  readonly maxLength: number | undefined
  readonly refTable: string | undefined
  readonly refType: 'strong' | 'weak' | undefined
}

/** How a column's value appears in a program. */
export type Shape = 'scalar' | 'optional' | 'set' | 'map'

export function shapeOf({ value, min, max }: ColumnType): Shape {
  if (value !== undefined) return 'map'
  if (max !== 1) return 'set'
  return min === 1 ? 'scalar' : 'optional'
}
