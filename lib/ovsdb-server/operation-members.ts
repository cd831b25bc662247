import { stringifyJson } from '../jsonrpc/index.js'
import type { TableSchema } from '../ovsdb/index.js'
import { type Condition, parseCondition } from '../ovsdb/row/condition.js'
import { DatabaseError } from '../ovsdb/value/database-error.js'
import type { Transaction } from './transaction.js'

/** A JSON object as it came from the peer. */
export type Members = Readonly<Record<string, unknown>>

/** @throws {DatabaseError} `syntax error` */
export function members(json: unknown, what: string): Members {
  if (typeof json === 'object' && json !== null && !Array.isArray(json)) return json as Members
  throw new DatabaseError('syntax error', `expected ${what} as an object, got ${stringifyJson(json)}`)
}

/** @throws {DatabaseError} `syntax error` */
export function arrayMember(object: Members, name: string): readonly unknown[] {
  const value = object[name]
  if (Array.isArray(value)) return value
  throw new DatabaseError('syntax error', `expected an array "${name}"`, object)
}

/** @throws {DatabaseError} `syntax error` */
export function stringMember(object: Members, name: string): string {
  const value = object[name]
  if (typeof value === 'string') return value
  throw new DatabaseError('syntax error', `expected a string "${name}"`, object)
}

/** The operation's `where`: all of them must hold. */
export function whereMember(operation: Members, table: TableSchema, transaction: Transaction): readonly Condition[] {
  return arrayMember(operation, 'where').map((clause) => parseCondition(clause, table, transaction.uuidNamed))
}

/**
 * Column names of the table, each once.
 *
 * @throws {DatabaseError} `syntax error`
 */
export function parseColumns(names: readonly unknown[], table: TableSchema): readonly string[] {
  for (const name of names) {
    if (!table.columns.has(name as string)) {
      throw new DatabaseError('syntax error', `no column ${name} in table ${table.name}`, names)
    }
  }
  if (new Set(names).size < names.length) throw new DatabaseError('syntax error', 'expected no column twice', names)
  return names as readonly string[]
}
