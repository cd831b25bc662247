import { formatAtom } from '../value/atom.js'
import type { BaseType, ColumnSchema, ColumnType, DatabaseSchema, TableSchema } from './types.js'

/** The JSON of a schema, as RFC 7047 section 3.2 has it: what is at its default is left out. */
export function formatSchema({ name, version, checksum, tables }: DatabaseSchema): Record<string, unknown> {
  const allRoot = [...tables.values()].every(({ isRoot }) => isRoot)
  return {
    name,
    ...(version !== undefined && { version }),
    ...(checksum !== undefined && { cksum: checksum }),
    tables: Object.fromEntries([...tables].map(([key, table]) => [key, formatTable(table, allRoot)])),
  }
}

/** @param defaultIsRoot what `isRoot` is where it is left out: true in a schema whose tables are all root */
export function formatTable(table: TableSchema, defaultIsRoot: boolean): Record<string, unknown> {
  const columns = [...table.columns.values()].filter(({ name }) => !name.startsWith('_'))
  return {
    columns: Object.fromEntries(columns.map((column) => [column.name, formatColumn(column)])),
    ...(table.maxRows !== undefined && { maxRows: table.maxRows }),
    ...(table.isRoot !== defaultIsRoot && { isRoot: table.isRoot }),
    ...(!table.mutable && { mutable: false }),
    ...(table.indexes.length > 0 && { indexes: table.indexes }),
  }
}

export function formatColumn({ type, ephemeral, mutable }: ColumnSchema): Record<string, unknown> {
  return { type: formatType(type), ...(ephemeral && { ephemeral }), ...(!mutable && { mutable }) }
}

/** The `<type>`: an atomic type's name where that says it all. */
export function formatType({ key, value, min, max }: ColumnType): unknown {
  const formattedKey = formatBaseType(key)
  if (typeof formattedKey === 'string' && value === undefined && min === 1 && max === 1) return formattedKey
  return {
    key: formattedKey,
    ...(value !== undefined && { value: formatBaseType(value) }),
    ...(min !== 1 && { min }),
    ...(max !== 1 && { max: max === Number.POSITIVE_INFINITY ? 'unlimited' : max }),
  }
}

/** The `<base-type>`: an atomic type's name where there is no constraint. */
export function formatBaseType(base: BaseType): unknown {
  const { type, enum: values, refType, ...constraints } = base
  const members = {
    ...(values !== undefined && { enum: formatEnum(values, base) }),
    ...Object.fromEntries(Object.entries(constraints).filter(([, constraint]) => constraint !== undefined)),
    ...(refType === 'weak' && { refType }),
  }
  return Object.keys(members).length === 0 ? type : { type, ...members }
}

function formatEnum(values: NonNullable<BaseType['enum']>, base: BaseType): unknown {
  const atoms = values.map((atom) => formatAtom(atom, base))
  return atoms.length === 1 ? atoms[0] : ['set', atoms]
}
