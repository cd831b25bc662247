import { stringifyJson } from '../jsonrpc/index.js'
import type { TableSchema } from '../ovsdb/index.js'
import { formatRow, uuidOf } from '../ovsdb/row/row.js'
import { DatabaseError } from '../ovsdb/value/database-error.js'
import type { Changes } from './changes.js'
import type { Transaction } from './transaction.js'

/**
 * What must hold of a changed table as a whole: `maxRows` and `indexes` (RFC 7047 section 3.2).
 *
 * @throws {DatabaseError} `constraint violation`
 */
export function checkConstraints(transaction: Transaction, changes: Changes): void {
  for (const name of changes.keys()) {
    const table = transaction.table(name)
    const rows = transaction.find(name)
    if (table.maxRows !== undefined && rows.length > table.maxRows) {
      throw new DatabaseError('constraint violation', `expected at most ${table.maxRows} rows in ${name}, got more`)
    }
    for (const index of table.indexes) checkIndex(transaction, table, index)
  }
}

function checkIndex(transaction: Transaction, table: TableSchema, index: readonly string[]): void {
  const seen = new Map<string, string>()
  for (const row of transaction.find(table.name)) {
    const values = stringifyJson(formatRow(row, table, index))
    const twin = seen.get(values)
    if (twin !== undefined) {
      const details = `rows ${twin} and ${uuidOf(row)} of ${table.name} have the same ${values}, which is an index`
      throw new DatabaseError('constraint violation', details)
    }
    seen.set(values, uuidOf(row))
  }
}
