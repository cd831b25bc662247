import { randomUUID } from 'node:crypto'
import { stringifyJson } from '../jsonrpc/index.js'
import { mutateRow, parseMutation } from '../ovsdb/row/mutation.js'
import { completeRow, formatRow, parseRow, type Row, uuidDatum } from '../ovsdb/row/row.js'
import { isId, isUuid } from '../ovsdb/value/atom.js'
import { DatabaseError } from '../ovsdb/value/database-error.js'
import { checkDatum, type Datum } from '../ovsdb/value/datum.js'
import { arrayMember, type Members, members, parseColumns, stringMember, whereMember } from './operation-members.js'
import type { Transaction } from './transaction.js'
import { wait } from './wait.js'

/** Carries an operation out within the transaction and gives its result; throws a {@link DatabaseError}. */
export type Operation = (operation: Members, transaction: Transaction) => unknown

/** RFC 7047 section 5.2, by the name in `op`. */
const OPERATIONS: Readonly<Record<string, Operation>> = {
  insert,
  select,
  update,
  mutate,
  delete: remove,
  wait,
  commit,
  abort,
  comment,
  assert,
}

/** @throws {DatabaseError} the operation's error; of a `wait` that does not hold, {WaitUnmet} */
export function runOperation(json: unknown, transaction: Transaction): unknown {
  const operation = members(json, 'an operation')
  const name = stringMember(operation, 'op')
  const run = Object.hasOwn(OPERATIONS, name) ? OPERATIONS[name] : undefined
  if (run === undefined) throw new DatabaseError('syntax error', `no operation "${name}"`, json)
  return run(operation, transaction)
}

function insert(operation: Members, transaction: Transaction): unknown {
  const table = transaction.table(operation.table)
  const given = parseRow(operation.row, table, transaction.uuidNamed)
  const row = completeRow(given, table)
  for (const { name, type } of table.columns.values()) checkDatum(row.get(name) as Datum, type)
  const uuid = newUuid(operation, transaction, table.name)
  transaction.put(table.name, row.set('_uuid', uuidDatum(uuid)))
  return { uuid: ['uuid', uuid] }
}

function newUuid(operation: Members, transaction: Transaction, table: string): string {
  const { 'uuid-name': name, uuid: chosen } = operation
  if (chosen !== undefined && !isUuid(chosen)) {
    throw new DatabaseError('syntax error', 'expected a UUID as "uuid"', operation)
  }
  const uuid = chosen?.toLowerCase()
  if (uuid !== undefined && transaction.knows(table, uuid)) {
    throw new DatabaseError(
      'duplicate uuid',
      `there is or was a row of table ${table} with the UUID ${uuid}`,
      operation,
    )
  }
  if (name === undefined) return uuid ?? randomUUID()
  if (isId(name)) return transaction.claimName(name, uuid)
  throw new DatabaseError('syntax error', 'expected an <id> as "uuid-name"', operation)
}

/** Rows are distinct over the chosen columns, as Open vSwitch answers. */
function select(operation: Members, transaction: Transaction): unknown {
  const table = transaction.table(operation.table)
  const where = whereMember(operation, table, transaction)
  const columns =
    operation.columns === undefined ? table.columns.keys() : parseColumns(arrayMember(operation, 'columns'), table)
  const names = [...columns]
  const rows = transaction.find(table.name, where).map((row) => formatRow(row, table, names))
  return { rows: [...new Map(rows.map((row) => [stringifyJson(row), row])).values()] }
}

function update(operation: Members, transaction: Transaction): unknown {
  const table = transaction.table(operation.table)
  const given = parseRow(operation.row, table, transaction.uuidNamed)
  for (const name of given.keys()) {
    if (table.columns.get(name)?.mutable === false) {
      throw new DatabaseError('constraint violation', `column ${name} in table ${table.name} is immutable`, operation)
    }
  }
  return changeRows(operation, transaction, (row) => new Map([...row, ...given]))
}

function mutate(operation: Members, transaction: Transaction): unknown {
  const table = transaction.table(operation.table)
  const mutations = arrayMember(operation, 'mutations').map((json) => parseMutation(json, table, transaction.uuidNamed))
  return changeRows(operation, transaction, (row) => mutations.reduce(mutateRow, row))
}

function changeRows(operation: Members, transaction: Transaction, change: (row: Row) => Row): unknown {
  const table = transaction.table(operation.table)
  const rows = transaction.find(table.name, whereMember(operation, table, transaction))
  for (const row of rows) transaction.put(table.name, change(row))
  return { count: rows.length }
}

function remove(operation: Members, transaction: Transaction): unknown {
  const table = transaction.table(operation.table)
  const rows = transaction.find(table.name, whereMember(operation, table, transaction))
  for (const row of rows) transaction.delete(table.name, row)
  return { count: rows.length }
}

/** What lives in memory cannot be made durable. */
function commit(operation: Members): unknown {
  if (operation.durable === false) return {}
  if (operation.durable === true) throw new DatabaseError('not supported', 'this database lives in memory only')
  throw new DatabaseError('syntax error', 'expected true or false as "durable"', operation)
}

function abort(): never {
  throw new DatabaseError('aborted', 'aborted by request')
}

function comment(operation: Members): unknown {
  stringMember(operation, 'comment')
  return {}
}

function assert(operation: Members, transaction: Transaction): unknown {
  const lock = stringMember(operation, 'lock')
  if (!transaction.owns(lock)) throw new DatabaseError('not owner', `lock ${lock} is not held`)
  return {}
}
