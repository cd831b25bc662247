import type { Atom, BaseType, ColumnSchema, DatabaseSchema, TableSchema } from '../ovsdb/index.js'
import { type Row, uuidOf } from '../ovsdb/row/row.js'
import { DatabaseError } from '../ovsdb/value/database-error.js'
import { checkDatum, type Datum } from '../ovsdb/value/datum.js'
import type { Transaction } from './transaction.js'

/**
 * Brings the references between rows in order before a commit (RFC 7047 section 3.2): a strong reference must lead to a
 * row; a row outside the root set goes when no other row refers to it strongly; a weak reference goes with its row.
 *
 * @throws {DatabaseError} `referential integrity violation`, or `constraint violation` when too few references are left
 */
export function settleReferences(transaction: Transaction): void {
  checkStrongReferences(transaction)
  collectGarbage(transaction)
  dropWeakReferences(transaction)
}

function checkStrongReferences(transaction: Transaction): void {
  for (const { table, row, column, refTable, target } of strongReferences(transaction)) {
    if (!transaction.has(refTable, target)) {
      const from = `${table.name} ${uuidOf(row)} refers in ${column.name}`
      const details = `${from} to ${refTable} ${target}, which is not there`
      throw new DatabaseError('referential integrity violation', details)
    }
  }
}

/** What is deleted may have held the last reference to something else, so it goes round until all is held. */
function collectGarbage(transaction: Transaction): void {
  const collected = [...transaction.schema.tables.values()].filter(({ isRoot }) => !isRoot)
  for (;;) {
    const held = new Set<string>()
    for (const { row, target } of strongReferences(transaction)) if (target !== uuidOf(row)) held.add(target)
    const garbage = collected.flatMap(({ name }) =>
      transaction
        .find(name)
        .filter((row) => !held.has(uuidOf(row)))
        .map((row) => ({ name, row })),
    )
    if (garbage.length === 0) return
    for (const { name, row } of garbage) transaction.delete(name, row)
  }
}

function dropWeakReferences(transaction: Transaction): void {
  for (const { table, column } of columnsReferring(transaction.schema, 'weak')) {
    const { key, value } = column.type
    for (const row of transaction.find(table.name)) {
      const datum = row.get(column.name) as Datum
      const kept = new Map(
        [...datum].filter(([k, v]) => !dangles(transaction, key, k) && !dangles(transaction, value, v)),
      )
      if (kept.size === datum.size) continue
      checkDatum(kept, column.type)
      transaction.put(table.name, new Map(row).set(column.name, kept))
    }
  }
}

function dangles(transaction: Transaction, base: BaseType | undefined, atom: Atom | undefined): boolean {
  return isReference(base, 'weak') && !transaction.has(base.refTable, atom as string)
}

interface Reference {
  readonly table: TableSchema
  readonly row: Row
  readonly column: ColumnSchema
  readonly refTable: string
  readonly target: string
}

function* strongReferences(transaction: Transaction): Generator<Reference> {
  for (const { table, column } of columnsReferring(transaction.schema, 'strong')) {
    const { key, value } = column.type
    for (const row of transaction.find(table.name)) {
      for (const [k, v] of row.get(column.name) as Datum) {
        if (isReference(key, 'strong')) yield { table, row, column, refTable: key.refTable, target: k as string }
        if (isReference(value, 'strong')) yield { table, row, column, refTable: value.refTable, target: v as string }
      }
    }
  }
}

function* columnsReferring(
  schema: DatabaseSchema,
  refType: BaseType['refType'],
): Generator<{ readonly table: TableSchema; readonly column: ColumnSchema }> {
  for (const table of schema.tables.values()) {
    for (const column of table.columns.values()) {
      if (isReference(column.type.key, refType) || isReference(column.type.value, refType)) yield { table, column }
    }
  }
}

function isReference(
  base: BaseType | undefined,
  refType: BaseType['refType'],
): base is BaseType & { readonly refTable: string } {
  return base?.refTable !== undefined && base.refType === refType
}
